//! Why a request did not do what was asked, as the user reads it. `web` shows it.

use diesel::result::{DatabaseErrorKind, Error as DbError};
use thiserror::Error;

use crate::procedure::{FieldError, Violation, sentences};

#[derive(Debug, Error)]
pub enum Problem {
    #[error("Bitte melden Sie sich an.")]
    SignedOut,
    /// The session ended by itself while a form was being filled in: the form goes along until
    /// its author has signed in again.
    #[error("Ihre Anmeldung ist abgelaufen. Es ist noch nichts gespeichert.")]
    Lapsed(Unsent),
    /// Somebody else knows the password; nothing else is open before it is changed.
    #[error("Bitte ändern Sie zuerst Ihr Passwort.")]
    PasswordDue,
    /// Also for what is not open to the user: a refusal would say that it exists.
    #[error("Diese Seite gibt es nicht, oder sie steht Ihnen nicht offen.")]
    NotFound,
    #[error("Diese Funktion steht Ihrer Rolle nicht offen.")]
    Forbidden,
    /// The law speaks.
    #[error("{}", sentences(.0))]
    Refused(Vec<Violation>),
    /// The form was filled in wrongly.
    #[error("Bitte prüfen Sie Ihre Angaben.")]
    Invalid(Vec<FieldError>),
    /// Somebody else changed the same thing meanwhile; nothing was overwritten.
    #[error(
        "Der Stand hat sich inzwischen geändert. Ihre Eingabe ist nicht gespeichert; bitte vergleichen Sie und wiederholen Sie den Schritt."
    )]
    Stale,
    #[error(
        "Die Anfrage kam nicht von einer Seite dieser Anwendung oder die Seite war veraltet. Bitte laden Sie die Seite neu."
    )]
    Forged,
    #[error("Es wurde mehr gesendet, als die Anwendung annimmt. Es ist nichts gespeichert.")]
    TooLarge,
    /// For so many seconds.
    #[error("Zu viele Anmeldeversuche. Bitte warten Sie {0} s und versuchen Sie es dann wieder.")]
    TooSoon(i64),
    #[error("{0}")]
    Unreadable(String),
    #[error(
        "Die Anwendung ist gerade überlastet oder die Datenbank nicht erreichbar. Es ist nichts gespeichert; bitte versuchen Sie es in einer Minute wieder."
    )]
    Busy(#[source] anyhow::Error),
    /// Only what needs a file: everything else goes on.
    #[error(
        "Der Speicher der Dateien ist vorübergehend nicht erreichbar. Es ist nichts gespeichert; bitte versuchen Sie es in einer Minute wieder."
    )]
    FilesAway(#[source] anyhow::Error),
    /// Our fault: logged in full, shown to the user as an apology.
    #[error("Es ist ein Fehler aufgetreten, der bei uns liegt. Es ist nichts gespeichert.")]
    Broken(#[source] anyhow::Error),
}

/// Marks an error that passes: the service that has the files does not answer.
#[derive(Debug, Error)]
#[error("the files are out of reach")]
pub struct FilesAway;

/// A form that arrived too late, as it was typed.
#[derive(Debug)]
pub struct Unsent {
    /// The path it was sent to.
    pub action: String,
    /// Its fields, encoded as a browser does it.
    pub fields: String,
}

impl Problem {
    /// One field of a form.
    pub fn field(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, sentence)])
    }
}

impl From<Vec<Violation>> for Problem {
    fn from(violations: Vec<Violation>) -> Self {
        Self::Refused(violations)
    }
}

impl From<Violation> for Problem {
    fn from(violation: Violation) -> Self {
        Self::Refused(vec![violation])
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match &error {
            DbError::NotFound => Self::NotFound,
            DbError::DatabaseError(kind, info) if is_passing(*kind, info.message()) => {
                Self::Busy(error.into())
            }
            DbError::BrokenTransactionManager => Self::Busy(error.into()),
            _ => Self::Broken(error.into()),
        }
    }
}

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        if error.is::<FilesAway>() { Self::FilesAway(error) } else { Self::Broken(error) }
    }
}

/// Failures that pass: the server is gone, a lock or statement took too long.
fn is_passing(kind: DatabaseErrorKind, message: &str) -> bool {
    matches!(kind, DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::ClosedConnection)
        || [
            "timeout",
            "deadlock",
            "server closed",
            "terminating connection",
            "shutting down",
            "recovery mode",
            "audit entry not written",
        ]
        .iter()
        .any(|it| message.contains(it))
}
