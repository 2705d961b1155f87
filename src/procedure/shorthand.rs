//! The grounds that are there for a person, typed in one line, so that a sheet of thirteen grounds
//! takes one field: `1-3: Titel bis 2027; 2-3, 2-4?`.

use super::{Catalogue, Finding, Ground, clean};

/// Nothing stands in the way.
const NOTHING: &str = "keine";

/// A ground that is there, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    pub ground: Ground,
    pub finding: Finding,
    pub note: String,
}

impl Catalogue {
    /// What was typed, or the sentence that says what of it is not understood. `keine` is nothing.
    pub fn exceptions(self, text: &str) -> Result<Vec<Exception>, String> {
        let mut found: Vec<Exception> = Vec::new();
        let pieces = text.split([';', '\n']).map(clean).filter(|it| !it.is_empty());
        for piece in pieces.filter(|it| it.to_lowercase() != NOTHING) {
            let (grounds, note) = piece.split_once(':').unwrap_or((&piece, ""));
            for typed in grounds.split([',', ' ']).filter(|it| !it.is_empty()) {
                let (ground, finding) = self.exception(typed)?;
                if found.iter().any(|it| it.ground == ground) {
                    return Err(format!("„{typed}“ steht zweimal da."));
                }
                found.push(Exception { ground, finding, note: clean(note) });
            }
        }
        Ok(found)
    }

    fn exception(self, typed: &str) -> Result<(Ground, Finding), String> {
        let (place, finding) = match typed.strip_suffix('?') {
            Some(it) => (it, Finding::Unclear),
            None => (typed, Finding::Present),
        };
        let place: Option<Vec<u8>> = place.split(['-', '.']).map(|it| it.parse().ok()).collect();
        let meant = |it: &&Ground| place.as_deref().is_some_and(|place| it.is_meant_by(place));
        let ground = self.grounds().iter().find(meant);
        let unknown = || {
            format!(
                "„{typed}“ ist kein Grund der Fassung. Bitte Absatz und Nummer angeben, etwa 2-3, mit ? wenn unklar."
            )
        };
        Ok((*ground.ok_or_else(unknown)?, finding))
    }
}
