//! Small pieces of pages: functions of finished values, with the classes of the style sheet.

mod field; // inputs with label, hint and error; the summary of errors
mod form; // POST forms, hidden fields, buttons
mod table; // tables with the class on every cell
mod mark; // badges, alerts, deadlines
mod layout; // description lists, tabs, timelines

pub(in crate::web) use field::{Field, error_summary};
pub(in crate::web) use form::{
    Look, button, hidden, link_button, named_button, no_default_button, post_button, post_form,
    spoken_button, upload_form,
};
pub(in crate::web) use layout::{Happening, Tab, description_list, tabs, timeline};
pub(in crate::web) use mark::{
    Tone, alert, badge, case_deadline, deadline, dispatched, done, notable, open, reminder,
};
pub(in crate::web) use table::{grouped_table, table, tick_box};
