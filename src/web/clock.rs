//! Where time and fresh ids enter a request.

use std::{
    future::{Ready, ready},
    sync::{Arc, Mutex, PoisonError},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Now, Problem};

/// The clock of the service. Tests hold a second handle to a clock that stands still and set it.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Standing(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    pub fn standing_at(at: DateTime<Utc>) -> Self {
        Self::Standing(Arc::new(Mutex::new(at)))
    }

    /// Moves a standing clock; the system's clock does not obey.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Self::Standing(hand) = self {
            *hand.lock().unwrap_or_else(PoisonError::into_inner) = at;
        }
    }

    #[expect(clippy::disallowed_methods, reason = "where time enters a request")]
    pub fn now(&self) -> Now {
        Now::from(match self {
            Self::System => Utc::now(),
            Self::Standing(hand) => *hand.lock().unwrap_or_else(PoisonError::into_inner),
        })
    }
}

/// A handler that needs the time takes it as an argument.
impl FromRequest for Now {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let clock = req.app_data::<Data<Clock>>();
        ready(clock.map(|it| it.now()).ok_or_else(|| Problem::Broken(anyhow!("no clock"))))
    }
}

/// A new id, also for the idempotency key of a form that is shown.
#[expect(clippy::disallowed_methods, reason = "where chance enters a request")]
pub(in crate::web) fn fresh_id() -> Uuid {
    Uuid::now_v7()
}
