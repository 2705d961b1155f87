//! Which PDF files are taken. Each is made here, byte by byte, and looked at by the program itself
//! in a process of its own.

use std::{fs::File, io::Write as _, time::Instant};

use hfk::{
    pdf::{Inspector, Surface},
    procedure::PdfFault,
};
use lopdf::{
    Document, EncryptionState, EncryptionVersion, Object, Permissions, SaveOptions, dictionary,
};

/// A PDF of these objects, of which the first is the catalog.
fn of(objects: &[String]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", at + 1).as_bytes());
    }
    let start = pdf.len();
    write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(pdf, "{offset:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(pdf, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap();
    pdf
}

/// One empty page, with something more in the catalog and some objects, from 4 on.
fn with(catalog: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_owned(),
    ];
    objects.extend(more.iter().map(|it| (*it).to_owned()));
    of(&objects)
}

/// One empty page: the least that is taken.
pub fn one_page() -> Vec<u8> {
    with("", &[])
}

/// One empty page that differs from others by a text which nothing shows.
pub fn page_with(text: &str) -> Vec<u8> {
    with("", &[&format!("({text})")])
}

/// One page beside so many bytes.
pub fn heavy(size: usize) -> Vec<u8> {
    let content = "x".repeat(size);
    with("", &[&format!("<< /Length {size} >>\nstream\n{content}\nendstream")])
}

fn inspector() -> Inspector {
    Inspector::new(env!("CARGO_BIN_EXE_hfk").into())
}

#[track_caller]
fn verdict_of(inspector: &Inspector, bytes: &[u8]) -> Result<(), PdfFault> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let file = File::open(file.path()).unwrap();
    actix_web::rt::System::new().block_on(inspector.inspect(file)).unwrap()
}

#[track_caller]
fn verdict(bytes: &[u8]) -> Result<(), PdfFault> {
    verdict_of(&inspector(), bytes)
}

/// `one_page`, to be encrypted so that these passwords open it.
fn encrypted(owner: &str, user: &str) -> Vec<u8> {
    let mut document = Document::load_mem(&one_page()).unwrap();
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: owner,
        user_password: user,
        key_length: 128,
        permissions: Permissions::COPYABLE,
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    saved(&mut document, SaveOptions::default())
}

fn saved(document: &mut Document, options: SaveOptions) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).unwrap();
    bytes
}

/// The evidence of people who cannot produce better.
#[test]
fn what_everybody_can_read_is_taken() {
    let plain = one_page();
    let padded = [b"\0\0\0\xEF\xBB\xBF", &*plain].concat();
    // A second layer, as a program makes it that only adds: the same page, turned.
    let start = plain.len();
    let mut layered = plain.clone();
    layered.extend_from_slice(
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 90 >>\nendobj\n",
    );
    let xref = layered.len();
    let previous = plain.windows(4).position(|it| it == b"xref").unwrap();
    write!(layered, "xref\n3 1\n{start:010} 00000 n \ntrailer\n<< /Size 4 /Root 1 0 R /Prev {previous} >>\nstartxref\n{xref}\n%%EOF\n").unwrap();
    let misplaced =
        String::from_utf8(plain.clone()).unwrap().replace("startxref\n", "startxref\n9");
    for (what, bytes) in [
        ("plain", plain),
        ("padded", padded),
        ("saved in layers", layered),
        ("a table that is not where it should be", misplaced.into_bytes()),
        ("only its owner has a password", encrypted("Eigentümerin", "")),
        ("a form", with("/AcroForm << /Fields [] >>", &[])),
        ("opens at a page", with("/OpenAction [3 0 R /Fit]", &[])),
        ("a font with an unlucky name", with("", &["<< /EF 3 0 R /JS 3 0 R >>"])),
    ] {
        assert_eq!(verdict(&bytes), Ok(()), "{what}");
    }
}

#[test]
fn what_needs_a_password_is_refused_with_advice() {
    assert_eq!(verdict(&encrypted("Eigentümerin", "geheim")), Err(PdfFault::Password));
    assert!(PdfFault::Password.reply("Pass.pdf").contains("ohne Passwort"));
}

#[test]
fn what_acts_is_refused_wherever_it_stands() {
    use PdfFault::{Attachment, Launch, Script};
    let action = |it: &str| with("/OpenAction 4 0 R", &[it]);
    for (bytes, fault) in [
        (action("<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), Script),
        (action("<< /S /J#61va#53cript /J#53 (x) >>"), Script),
        (action("<< /S 5 0 R /JS (x) >>"), Script),
        (with("", &["<< /Next [<< /A << /S /JavaScript >> >>] >>"]), Script),
        (action("<< /S /Launch /F (calc.exe) >>"), Launch),
        (action("<< /S /#4caunch /F (calc.exe) >>"), Launch),
        (with("/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>", &["<< >>"]), Attachment),
        (with("", &["<< /F (a.exe) /EF << /F 5 0 R >> >>"]), Attachment),
        (with("", &["<< /Subtype /FileAttachment >>"]), Attachment),
    ] {
        assert_eq!(verdict(&bytes), Err(fault), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_acts_is_found_inside_compressed_objects() {
    let mut document =
        Document::load_mem(&with("/OpenAction 4 0 R", &["<< /S /JavaScript /JS (x) >>"])).unwrap();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true);
    let bytes = saved(&mut document, options.compression_level(9).build());
    assert!(!String::from_utf8_lossy(&bytes).contains("JavaScript"));
    assert_eq!(verdict(&bytes), Err(PdfFault::Script));
}

/// Some programs believe the table of objects, some look for them.
#[test]
fn what_acts_is_found_though_the_table_does_not_name_it() {
    let bytes = String::from_utf8(one_page()).unwrap();
    let stray = "9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\nxref\n";
    let bytes = bytes.replacen("xref\n", stray, 1);
    assert_eq!(verdict(bytes.as_bytes()), Err(PdfFault::Script));
}

#[test]
fn what_is_something_else_as_well_is_refused() {
    let plain = one_page();
    let archive = [&*plain, b"PK\x03\x04...PK\x05\x06", &[0; 18], b"\n%%EOF\n"].concat();
    let page = String::from_utf8(plain.clone()).unwrap();
    let page = page.replacen('\n', "\n%<script>alert(1)</script>\n", 1);
    let mut tape = plain.clone();
    tape.splice(9..9, format!("%{}", " ".repeat(247)).bytes());
    tape.splice(257..257, b"ustar\n".iter().copied());
    let packed = [&*plain, b"Rar!\x1a\x07\x00", b"\n%%EOF\n"].concat();
    for bytes in [&*archive, page.as_bytes(), &*tape, &*packed] {
        assert_eq!(verdict(bytes), Err(PdfFault::Polyglot), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn without_a_page_or_a_whole_file_there_is_nothing_to_read() {
    let bare = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let no_page = of(&[bare, "<< /Type /Pages /Kids [] /Count 0 >>".to_owned()]);
    assert_eq!(verdict(&no_page), Err(PdfFault::NoPage));
    assert_eq!(verdict(b"%PDF-1.7\n%%EOF\n"), Err(PdfFault::Damaged));
    assert_eq!(verdict(b""), Err(PdfFault::Damaged));
}

/// A few kilobytes that want to become gigabytes, and structures without an end.
#[test]
fn what_wants_too_much_gets_a_verdict_all_the_same() {
    let (start, plain) = (Instant::now(), one_page());
    let objects = format!("9 0 ({})", " ".repeat(80 << 20));
    let mut stream = lopdf::Stream::new(dictionary! {}, objects.into_bytes());
    stream.compress().unwrap();
    let head = format!(
        "9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n",
        stream.content.len()
    );
    let (body, tail) = plain.split_at(plain.windows(4).position(|it| it == b"xref").unwrap());
    let bomb = [body, head.as_bytes(), &stream.content, b"\nendstream\nendobj\n", tail].concat();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    assert_eq!(verdict(&bomb), Err(PdfFault::Overburdened));
    let deep = with("", &[&"[".repeat(1 << 20)]);
    let _any = verdict(&deep);
    let circle = "<< /Type /Pages /Kids [2 0 R] /Count 1 >>".to_owned();
    let circle = of(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), circle]);
    assert_eq!(verdict(&circle), Err(PdfFault::NoPage));
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn a_child_that_dies_has_given_its_verdict() {
    assert_eq!(
        verdict_of(&Inspector::new("/bin/false".into()), &one_page()),
        Err(PdfFault::Overburdened)
    );
}

/// In whatever pieces it comes.
#[test]
fn a_pdf_is_known_by_its_beginning_and_end() {
    let pdf = one_page();
    let padded = [b"\0\0\xEF\xBB\xBF", &*pdf].concat();
    let trailing = [&*pdf, &[b'\n'; 2000]].concat();
    let buried = [&*pdf, &[b'\n'; 3000]].concat();
    let late = [b" ", &*pdf].concat();
    for (bytes, is_pdf) in
        [(&pdf, true), (&padded, true), (&trailing, true), (&buried, false), (&late, false)]
    {
        for length in [1, 7, 4096] {
            let mut surface = Surface::default();
            bytes.chunks(length).for_each(|it| surface.see(it));
            assert_eq!(surface.verdict().is_ok(), is_pdf, "{length}: {bytes:?}");
        }
    }
}

#[test]
fn every_fault_has_a_sentence_and_a_reply() {
    for fault in PdfFault::ALL {
        let reply = fault.reply("Pass.pdf");
        assert!(reply.contains("„Pass.pdf“") && reply.contains(fault.label()), "{reply}");
        assert!(reply.contains("Bitte") && fault.label().ends_with('.'), "{reply}");
    }
}
