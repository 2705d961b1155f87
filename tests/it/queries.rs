//! How many statements go to each database, to see that a page does not ask once per line.

use std::{
    collections::BTreeMap,
    sync::{Mutex, Once, PoisonError},
};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

static SENT: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

/// What the pool asks a connection that nobody has used for a while. No page asks it.
const ALIVE: &str = "SELECT 1 ";

/// Watches every connection opened from now on.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        set_default_instrumentation(|| Some(Box::new(Watch::default()))).unwrap();
    });
}

pub fn sent_to(url: &str) -> usize {
    SENT.lock().unwrap_or_else(PoisonError::into_inner).get(url).copied().unwrap_or_default()
}

#[derive(Default)]
struct Watch {
    url: String,
}

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => {
                url.clone_into(&mut self.url);
            }
            InstrumentationEvent::StartQuery { query, .. }
                if !query.to_string().starts_with(ALIVE) =>
            {
                let mut sent = SENT.lock().unwrap_or_else(PoisonError::into_inner);
                *sent.entry(self.url.clone()).or_default() += 1;
            }
            _ => {}
        }
    }
}
