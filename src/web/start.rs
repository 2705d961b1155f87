use actix_web::HttpResponse;

use super::{see_other, session::SignedIn};
use crate::procedure::Role;

/// Leads to where the work of this user is.
pub(super) async fn show(by: SignedIn) -> HttpResponse {
    let place = |role| match role {
        Role::Clerk | Role::Chair | Role::PreCheck => "/faelle",
        Role::Member => "/sitzungen",
        Role::Administrator => "/benutzer",
        Role::Auditor => "/protokoll",
    };
    see_other(by.actor.roles.iter().next().map_or("/konto", place))
}
