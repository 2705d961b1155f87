//! Forms with or without a file.

use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload};
use futures_util::StreamExt as _;

use crate::{
    Problem,
    acts::MAX_DOCUMENT,
    procedure::clean,
    web::{
        cases::typed::Typed,
        form::{self, Form},
        session::{self, SignedIn},
    },
};

/// All text fields of a form with a file together.
const MAX_TEXT: usize = 1024 * 1024;

/// A form with or without a file, from a page of this session.
pub(super) struct Sent {
    pub(super) by: SignedIn,
    pub(super) typed: Typed,
    /// `None` when no file was chosen.
    pub(super) upload: Option<Upload>,
}

pub(super) struct Upload {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl FromRequest for Sent {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, mut payload) = (req.clone(), payload.take());
        Box::pin(async move {
            if req.content_type() != "multipart/form-data" {
                let Form { by, input } = Form::from_request(&req, &mut payload).await?;
                return Ok(Self { by, typed: input, upload: None });
            }
            let by = session::of_request(&req).await?;
            let (typed, upload) = read(Multipart::new(req.headers(), payload)).await?;
            form::guard(&req, &by, typed.get("csrf"))?;
            Ok(Self { by, typed, upload })
        })
    }
}

/// Reads part by part and stops as soon as there is too much.
async fn read(mut parts: Multipart) -> Result<(Typed, Option<Upload>), Problem> {
    let (mut fields, mut upload, mut room) = (Vec::new(), None, MAX_TEXT);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| broken_off())?;
        let (name, file_name) = names(&part);
        if let Some(name) = file_name {
            let bytes = bytes(&mut part, MAX_DOCUMENT).await?;
            if !(bytes.is_empty() && name.is_empty()) {
                upload = Some(Upload { name, bytes });
            }
            continue;
        }
        let bytes = bytes(&mut part, room).await?;
        room -= bytes.len();
        let text = String::from_utf8(bytes).map_err(|_| broken_off())?;
        fields.push((name, text.replace('\0', "")));
    }
    Ok((Typed::new(fields), upload))
}

/// The name of the field, and that of the file without any folder.
fn names(part: &Field) -> (String, Option<String>) {
    let file_name = part.content_disposition().and_then(|it| it.get_filename()).map(|it| {
        let last = it.rsplit(['/', '\\']).next().unwrap_or_default();
        clean(last).replace(['\n', '\t'], " ").chars().take(200).collect()
    });
    (part.name().unwrap_or_default().to_owned(), file_name)
}

async fn bytes(part: &mut Field, most: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| broken_off())?;
        if bytes.len() + chunk.len() > most {
            return Err(Problem::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn broken_off() -> Problem {
    Problem::Unreadable(
        "Die Übertragung ist abgebrochen oder war nicht lesbar. Es ist nichts gespeichert; bitte senden Sie die Seite noch einmal."
            .to_owned(),
    )
}
