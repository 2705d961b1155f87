//! What becomes of uploaded files: looked into, stored, and given a row that names them.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use chrono::NaiveDate;

use super::sent::Upload;
use crate::{
    Now, Problem, acts,
    pdf::Inspector,
    procedure::{Actor, CaseId, DocumentId, DocumentKind, FieldError, PdfFault, Replacement},
    storage::{Db, Files, NewDocument, StoredFile},
    web::{clock::fresh_id, session::data},
};

/// Takes files into a case.
pub(super) struct Keeper {
    db: Data<Db>,
    files: Data<Files>,
    inspector: Data<Inspector>,
}

/// Where files of one form belong.
#[derive(Clone, Copy)]
pub(super) struct Destination {
    pub(super) case: CaseId,
    pub(super) received_on: NaiveDate,
    /// The key of the form: files sent twice are kept once.
    pub(super) key: uuid::Uuid,
}

/// A document that gets a new version.
pub(super) struct Replacing {
    pub(super) case: CaseId,
    pub(super) document: DocumentId,
    pub(super) it: Replacement,
    /// The key of the form.
    pub(super) key: uuid::Uuid,
}

/// A file that was not taken.
pub(super) struct Rejected {
    pub(super) name: String,
    pub(super) fault: PdfFault,
}

impl Rejected {
    /// As the form says it at its field.
    pub(super) fn error(&self) -> FieldError {
        let sentence = format!("{}: {}", self.name, self.fault.label());
        FieldError { field: "file".to_owned(), sentence }
    }
}

impl Keeper {
    /// Keeps what is good and says of each other file what is wrong with it: one bad file never
    /// costs the rest.
    pub(super) async fn keep(
        &self,
        by: &Actor,
        uploads: Vec<Upload>,
        to: Destination,
        now: Now,
    ) -> Result<Vec<Rejected>, Problem> {
        if to.received_on > now.today {
            return Err(Problem::field("received_on", "Der Eingang liegt in der Zukunft."));
        }
        let (mut good, mut rejected) = (Vec::new(), Vec::new());
        for upload in uploads {
            let name = upload.name.clone();
            match self.store(upload).await? {
                Ok(file) => good.push(row(to, name, file)),
                Err(fault) => rejected.push(Rejected { name, fault }),
            }
        }
        if !good.is_empty() {
            self.add(by.clone(), good, to, now).await?;
        }
        Ok(rejected)
    }

    /// Keeps a file as the new version of a document; returns where that is read.
    pub(super) async fn replace(
        &self,
        by: &Actor,
        upload: Upload,
        to: Replacing,
        now: Now,
    ) -> Result<Result<String, Rejected>, Problem> {
        let name = upload.name.clone();
        let file = match self.store(upload).await? {
            Ok(file) => file,
            Err(fault) => return Ok(Err(Rejected { name, fault })),
        };
        let (by, new) = (by.clone(), DocumentId(fresh_id()));
        let replace = move |conn: &mut _| {
            acts::once(conn, &by, to.key, |conn| {
                let this = (to.case, to.document);
                acts::replace_document(conn, &by, this, (new, &to.it, &file), now)?;
                Ok(format!("/faelle/{}/dokumente/{new}", to.case))
            })
        };
        Ok(Ok(self.db.write(replace).await?))
    }

    /// The file under its hash, or why not.
    async fn store(&self, mut upload: Upload) -> Result<Result<StoredFile, PdfFault>, Problem> {
        let mut verdict = upload.surface.verdict();
        if verdict.is_ok() {
            verdict = self.inspector.inspect(upload.file.read_back().await?).await?;
        }
        Ok(match verdict {
            Ok(()) => Ok(self.files.keep(upload.file).await?),
            Err(fault) => Err(fault),
        })
    }

    async fn add(
        &self,
        by: Actor,
        documents: Vec<NewDocument>,
        to: Destination,
        now: Now,
    ) -> Result<(), Problem> {
        let add = move |conn: &mut _| {
            acts::once(conn, &by, to.key, |conn| {
                acts::add_documents(conn, &by, (to.case, &documents), now)?;
                Ok(format!("/faelle/{}/dokumente", to.case))
            })
        };
        self.db.write(add).await?;
        Ok(())
    }
}

fn row(to: Destination, name: String, file: StoredFile) -> NewDocument {
    let name = if name.is_empty() { "Dokument ohne Namen".to_owned() } else { name };
    NewDocument {
        id: DocumentId(fresh_id()),
        kind: DocumentKind::suggested_by(&name),
        name,
        received_on: to.received_on,
        file,
    }
}

impl FromRequest for Keeper {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let keeper = || Ok(Self { db: data(req)?, files: data(req)?, inspector: data(req)? });
        ready(keeper())
    }
}
