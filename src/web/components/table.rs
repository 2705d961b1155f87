//! Tables: the style sheet asks for a class on every cell.

use maud::{Markup, html};

/// A table with a row of headings. The first cell of each row names it.
pub(in crate::web) fn table(caption: &str, heads: &[&str], rows: &[Vec<Markup>]) -> Markup {
    framed(
        caption,
        heads,
        &html! { tbody.kern-table__body { @for cells in rows { (row(cells)) } } },
    )
}

/// As [`table`], with a heading over each group of rows; a group without rows is left out.
pub(in crate::web) fn grouped_table(
    caption: &str,
    heads: &[&str],
    groups: &[(&str, Vec<Vec<Markup>>)],
) -> Markup {
    framed(
        caption,
        heads,
        &html! {
            @for (label, rows) in groups.iter().filter(|it| !it.1.is_empty()) {
                tbody.kern-table__body {
                    tr.kern-table__row {
                        th.kern-table__header scope="rowgroup" colspan=(heads.len()) { (label) }
                    }
                    @for cells in rows { (row(cells)) }
                }
            }
        },
    )
}

fn framed(caption: &str, heads: &[&str], body: &Markup) -> Markup {
    html! {
        div.kern-table-responsive role="region" aria-label=(caption) tabindex="0" {
            table.kern-table.kern-table--small {
                caption.kern-sr-only { (caption) }
                thead { tr.kern-table__row { @for head in heads {
                    th.kern-table__header scope="col" { (head) }
                } } }
                (body)
            }
        }
    }
}

fn row(cells: &[Markup]) -> Markup {
    html! {
        tr.kern-table__row {
            @for (i, content) in cells.iter().enumerate() {
                @if i == 0 {
                    th.kern-table__cell.row-head scope="row" { (content) }
                } @else {
                    td.kern-table__cell { (content) }
                }
            }
        }
    }
}

/// A box to tick a row of a table; `about` says to a listener which row it is.
pub(in crate::web) fn tick_box(id: &str, (name, value): (&str, &str), about: &str) -> Markup {
    html! {
        div.kern-form-check {
            input.kern-form-check__checkbox type="checkbox" id=(id) name=(name) value=(value);
            label.kern-label for=(id) { span.kern-sr-only { (about) } }
        }
    }
}
