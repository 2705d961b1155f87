//! Forms with or without files.

use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    dev::Payload,
    web::{Bytes, Data},
};
use anyhow::anyhow;
use futures_util::StreamExt as _;

use crate::{
    Problem,
    pdf::{MAX_DOCUMENT, Surface},
    procedure::{Right, clean},
    storage::{Arriving, Files},
    web::{
        cases::typed::Typed,
        form::{self, Form},
        session::{self, SignedIn},
        unsent,
    },
};

/// All text fields of a form with a file together.
const MAX_TEXT: usize = 1024 * 1024;

/// All files of a form together. One that is too large is read up to here and thrown away: only a
/// browser that could send everything shows our answer.
pub(super) const MAX_FILES: usize = 8 * MAX_DOCUMENT;

/// Each is open on the disk until the form is read.
pub(super) const MAX_NUMBER: usize = 60;

/// A form with or without files, from a page of this session. Of a file that has more than `MOST`
/// bytes only the beginning is on the disk.
pub(super) struct Sent<const MOST: usize = MAX_DOCUMENT> {
    pub(super) by: SignedIn,
    pub(super) typed: Typed,
    /// Empty when no file was chosen.
    pub(super) uploads: Vec<Upload>,
}

/// A file on the disk, not kept yet.
pub(super) struct Upload {
    pub(super) name: String,
    pub(super) file: Arriving,
    pub(super) surface: Surface,
}

impl<const MOST: usize> FromRequest for Sent<MOST> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, mut payload) = (req.clone(), payload.take());
        Box::pin(async move {
            if req.content_type() != "multipart/form-data" {
                let Form { by, input } = Form::from_request(&req, &mut payload).await?;
                return Ok(Self { by, typed: input, uploads: Vec::new() });
            }
            let mut parts = Multipart::new(req.headers(), payload);
            let mut reading = Reading::new(&req, MOST)?;
            let by = match session::of_request(&req).await {
                Err(Problem::SignedOut) => return Err(reading.unsent(parts).await?),
                by => by?,
            };
            while let Some(part) = parts.next().await {
                reading.part(part.map_err(|_| broken_off())?, &by).await?;
            }
            let typed = Typed::new(reading.fields);
            form::guard(&req, &by, typed.get("csrf"))?;
            Ok(Self { by, typed, uploads: reading.uploads })
        })
    }
}

/// A form that is read part by part, and no further as soon as there is too much.
struct Reading<'a> {
    req: &'a HttpRequest,
    files: &'a Files,
    fields: Vec<(String, String)>,
    uploads: Vec<Upload>,
    most: usize,
    room_for_text: usize,
    room_for_files: usize,
}

impl<'a> Reading<'a> {
    fn new(req: &'a HttpRequest, most: usize) -> Result<Self, Problem> {
        let files = req.app_data::<Data<Files>>().ok_or_else(|| anyhow!("no files"))?;
        Ok(Self {
            req,
            files,
            fields: Vec::new(),
            uploads: Vec::new(),
            most,
            room_for_text: MAX_TEXT,
            room_for_files: MAX_FILES,
        })
    }

    async fn part(&mut self, mut part: Field, by: &SignedIn) -> Result<(), Problem> {
        let (name, file_name) = names(&part);
        match file_name {
            None => self.text(name, &mut part).await,
            Some(file_name) => {
                // The token stands first in our forms. Nobody else fills the disk.
                by.require(Right::Upload)?;
                let token = self.fields.iter().find(|it| it.0 == "csrf");
                form::guard(self.req, by, token.map_or("", |it| &it.1))?;
                self.file(file_name, &mut part).await
            }
        }
    }

    /// What was typed into a form whose session has ended. Its files are read past: a page cannot
    /// hold them.
    async fn unsent(mut self, mut parts: Multipart) -> Result<Problem, Problem> {
        let Some(lapsed) = session::lapsed(self.req).await? else { return Ok(Problem::SignedOut) };
        while let Some(part) = parts.next().await {
            let mut part = part.map_err(|_| broken_off())?;
            match names(&part) {
                (name, None) => self.text(name, &mut part).await?,
                (_, Some(_)) => while next(&mut part, &mut self.room_for_files).await?.is_some() {},
            }
        }
        unsent::of_fields(self.req, &lapsed, self.fields)
    }

    async fn text(&mut self, name: String, part: &mut Field) -> Result<(), Problem> {
        let mut bytes = Vec::new();
        while let Some(piece) = next(part, &mut self.room_for_text).await? {
            bytes.extend_from_slice(&piece);
        }
        let text = String::from_utf8(bytes).map_err(|_| broken_off())?;
        self.fields.push((name, text.replace('\0', "")));
        Ok(())
    }

    async fn file(&mut self, name: String, part: &mut Field) -> Result<(), Problem> {
        if self.uploads.len() == MAX_NUMBER {
            return Err(Problem::TooLarge);
        }
        let (mut file, mut surface) = (self.files.receive()?, Surface::default());
        while let Some(piece) = next(part, &mut self.room_for_files).await? {
            surface.see(&piece);
            if surface.size() <= self.most {
                file.write(&piece).await?;
            }
        }
        if !(surface.is_empty() && name.is_empty()) {
            self.uploads.push(Upload { name, file, surface });
        }
        Ok(())
    }
}

/// The next piece of a part, as long as there is room.
async fn next(part: &mut Field, room: &mut usize) -> Result<Option<Bytes>, Problem> {
    let Some(piece) = part.next().await else { return Ok(None) };
    let piece = piece.map_err(|_| broken_off())?;
    *room = room.checked_sub(piece.len()).ok_or(Problem::TooLarge)?;
    Ok(Some(piece))
}

/// The name of the field, and that of the file without any folder.
fn names(part: &Field) -> (String, Option<String>) {
    let file_name = part.content_disposition().and_then(|it| it.get_filename()).map(|it| {
        let last = it.rsplit(['/', '\\']).next().unwrap_or_default();
        clean(last).replace(['\n', '\t'], " ").chars().take(200).collect()
    });
    (part.name().unwrap_or_default().to_owned(), file_name)
}

fn broken_off() -> Problem {
    Problem::Unreadable(
        "Die Übertragung ist abgebrochen oder war nicht lesbar. Es ist nichts gespeichert; bitte senden Sie die Seite noch einmal."
            .to_owned(),
    )
}
