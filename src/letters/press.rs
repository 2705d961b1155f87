//! The world in which Typst sets a letter: our templates, our fonts, one file of data.
//! Everything else is refused: no file system, no packages, no clock.

use std::{collections::HashSet, sync::LazyLock};

use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use super::MailCopy;

const FONT_FILES: [&[u8]; 3] = [
    include_bytes!("../../assets/fonts/NotoSans_400Regular.ttf"),
    include_bytes!("../../assets/fonts/NotoSans_400Regular_Italic.ttf"),
    include_bytes!("../../assets/fonts/NotoSans_700Bold.ttf"),
];

/// Name and text of each template. The first is shared by all others.
const TEMPLATES: [(&str, &str); 16] = [
    ("frame", include_str!("templates/frame.typ")),
    ("L1", include_str!("templates/receipt_confirmation.typ")),
    ("L2", include_str!("templates/receipt_information.typ")),
    ("L3", include_str!("templates/documents_request.typ")),
    ("L4", include_str!("templates/statement_request.typ")),
    ("L5a", include_str!("templates/not_admitted_to_applicant.typ")),
    ("L5b", include_str!("templates/not_admitted_to_authority.typ")),
    ("L6", include_str!("templates/request.typ")),
    ("L7", include_str!("templates/no_request.typ")),
    ("L8", include_str!("templates/closing_notice.typ")),
    ("L9", include_str!("templates/reply_reminder.typ")),
    ("L10", include_str!("templates/handover.typ")),
    ("L11", include_str!("templates/other_ending.typ")),
    ("L12", include_str!("templates/invitation.typ")),
    ("L13", include_str!("templates/minutes.typ")),
    (MailCopy::KIND, include_str!("templates/mail.typ")),
];

/// What never changes from letter to letter.
struct Equipment {
    library: LazyHash<Library>,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    /// The characters that every font can print.
    glyphs: HashSet<u32>,
    templates: Vec<Source>,
    data: FileId,
}

static EQUIPMENT: LazyLock<Equipment> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONT_FILES.iter().flat_map(|it| Font::iter(Bytes::new(*it))).collect();
    let template = |(name, text): (&str, &str)| Source::new(file(name, "typ"), text.to_owned());
    Equipment {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        glyphs: glyphs(&fonts),
        fonts,
        templates: TEMPLATES.map(template).into(),
        data: file("letter", "json"),
    }
});

/// A name inside the press; nothing on a disk has it.
fn file(name: &str, extension: &str) -> FileId {
    let path = VirtualPath::new(format!("{name}.{extension}")).expect("a plain name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn glyphs(fonts: &[Font]) -> HashSet<u32> {
    let of_each = fonts.iter().map(|it| it.info().coverage.iter().collect::<HashSet<_>>());
    of_each.reduce(|these, those| &these & &those).unwrap_or_default()
}

/// Whether the letters' fonts have a glyph for it.
pub(super) fn has_glyph(it: char) -> bool {
    EQUIPMENT.glyphs.contains(&it.into())
}

/// One sheet on the press.
pub(super) struct Press {
    main: FileId,
    data: Bytes,
}

impl Press {
    /// `data` is what the templates read as `letter.json`.
    pub(super) fn new(kind: &str, data: Vec<u8>) -> Self {
        Self { main: file(kind, "typ"), data: Bytes::new(data) }
    }
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &EQUIPMENT.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &EQUIPMENT.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = EQUIPMENT.templates.iter().find(|it| it.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == EQUIPMENT.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        EQUIPMENT.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
