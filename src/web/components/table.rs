//! Tables: the style sheet asks for a class on every cell.

use maud::{Markup, html};

/// A table with a row of headings. The first cell of each row names it.
pub(in crate::web) fn table(caption: &str, heads: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.kern-table-responsive role="region" aria-label=(caption) tabindex="0" {
            table.kern-table.kern-table--small {
                caption.kern-sr-only { (caption) }
                thead { tr.kern-table__row { @for head in heads { (head_cell(head)) } } }
                tbody.kern-table__body { @for cells in rows { (row(cells)) } }
            }
        }
    }
}

pub(in crate::web) fn row(cells: &[Markup]) -> Markup {
    html! {
        tr.kern-table__row {
            @for (i, content) in cells.iter().enumerate() {
                @if i == 0 { (row_head(content)) } @else { (cell(content)) }
            }
        }
    }
}

pub(in crate::web) fn head_cell(label: &str) -> Markup {
    html! { th.kern-table__header scope="col" { (label) } }
}

pub(in crate::web) fn row_head(content: &Markup) -> Markup {
    html! { th.kern-table__cell.row-head scope="row" { (content) } }
}

pub(in crate::web) fn cell(content: &Markup) -> Markup {
    html! { td.kern-table__cell { (content) } }
}

/// A heading within the table, across all its columns.
pub(in crate::web) fn group_row(columns: usize, label: &str) -> Markup {
    html! {
        tr.kern-table__row {
            th.kern-table__header scope="colgroup" colspan=(columns) { (label) }
        }
    }
}
