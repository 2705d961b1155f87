//! E-mails as people and programs really send them. Whatever comes, nothing is lost and nothing falls over.

mod child; // read in a process of its own
mod states; // what can be the matter

use std::fs;

use hfk::mail::{Aside, Mail, MailCondition, read};
use proptest::prelude::*;

const PDF: &str = "%PDF-1.7\n%%EOF\n";

fn of_demo(folder: &str) -> Vec<u8> {
    let path = format!("{}/demo/antraege/{folder}/eingang.eml", env!("CARGO_MANIFEST_DIR"));
    fs::read(path).unwrap()
}

/// A message with a text and these parts, each with its headers.
fn message(content_type: &str, parts: &[&str]) -> String {
    let mut raw = format!(
        "From: Kanzlei <kanzlei@example.org>\r\nSubject: Unterlagen\r\nDate: Tue, 20 Oct 2026 14:07:31 +0200\r\n\
         MIME-Version: 1.0\r\nContent-Type: {content_type}; boundary=grenze\r\n\r\n\
         --grenze\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGuten Tag\r\n"
    );
    for part in parts {
        raw.push_str("--grenze\r\n");
        raw.push_str(part);
        raw.push_str("\r\n");
    }
    raw.push_str("--grenze--\r\n");
    raw
}

fn attached(content_type: &str, name: &str, content: &str) -> String {
    format!(
        "Content-Type: {content_type}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{content}"
    )
}

fn mixed(parts: &[&str]) -> Mail {
    mail(&message("multipart/mixed", parts))
}

fn mail(raw: &str) -> Mail {
    read(raw.as_bytes()).0
}

fn asides(mail: &Mail) -> Vec<(&str, Option<Aside>)> {
    mail.attachments.iter().map(|it| (it.name.as_str(), it.aside)).collect()
}

#[test]
fn a_real_application_is_read_whole() {
    let (mail, contents) = read(&of_demo("familie-dordevic"));
    assert_eq!(mail.sender, "Kanzlei Brüggemann <kanzlei@brueggemann.example>");
    assert_eq!(mail.reply_to, "kanzlei@brueggemann.example");
    assert_eq!(mail.subject, "Härtefallantrag Familie Đorđević – unser Zeichen 118/26-B");
    assert_eq!(mail.sent_at.unwrap().to_rfc3339(), "2026-10-20T12:07:31+00:00");
    assert!(mail.body.starts_with("Sehr geehrte Damen und Herren,"), "{}", mail.body);
    assert_eq!(mail.condition, MailCondition::Readable);
    assert_eq!(mail.attachments.len(), 8);
    assert!(mail.attachments.iter().all(|it| it.aside.is_none()));
    let sizes: Vec<_> = contents.iter().map(Vec::len).collect();
    assert_eq!(sizes, mail.attachments.iter().map(|it| it.size).collect::<Vec<_>>());
}

#[test]
fn what_is_no_pdf_is_kept_aside_and_what_is_one_counts_by_its_content() {
    let mail = mixed(&[
        &attached("application/pdf", "falsch.pdf", "MZ ein Programm"),
        &attached("application/octet-stream", "scan", PDF),
        &attached("image/jpeg", "../../foto.jpg", "bild"),
    ]);
    assert_eq!(
        asides(&mail),
        [("falsch.pdf", Some(Aside::NotPdf)), ("scan", None), ("foto.jpg", Some(Aside::NotPdf))]
    );
}

#[test]
fn the_papers_of_a_forwarded_message_are_found_in_it() {
    let inner = message("multipart/mixed", &[&attached("application/pdf", "innen.pdf", PDF)]);
    let inner = inner.replace("grenze", "innen").replace("Unterlagen", "Ursprung");
    let mail = mixed(&[&format!("Content-Type: message/rfc822\r\n\r\n{inner}")]);
    assert_eq!(asides(&mail), [("innen.pdf", None)]);
    assert!(mail.body.contains("Weitergeleitete Nachricht von Kanzlei"), "{}", mail.body);
    assert!(mail.body.contains("Ursprung"), "{}", mail.body);
}

#[test]
fn what_is_forwarded_too_often_is_kept_unopened() {
    let mut inner = message("multipart/mixed", &[&attached("application/pdf", "tief.pdf", PDF)]);
    inner = inner.replace("grenze", "g0");
    for depth in 1..=6 {
        let next =
            message("multipart/mixed", &[&format!("Content-Type: message/rfc822\r\n\r\n{inner}")]);
        inner = next.replace("grenze", &format!("g{depth}"));
    }
    let (mail, contents) = read(inner.as_bytes());
    assert_eq!(asides(&mail), [("Nachricht.eml", Some(Aside::Nested))]);
    let kept = String::from_utf8(contents.concat()).unwrap();
    assert!(kept.starts_with("From: Kanzlei") && kept.contains("tief.pdf"), "{kept}");
}

#[test]
fn outlook_and_signatures_have_names_of_their_own() {
    let mail = mixed(&[
        &attached("application/ms-tnef", "winmail.dat", "\u{78}\u{9f}"),
        &attached("application/pkcs7-signature", "smime.p7s", "signatur"),
    ]);
    assert_eq!(
        asides(&mail),
        [("winmail.dat", Some(Aside::Outlook)), ("smime.p7s", Some(Aside::Signature))]
    );
    assert_eq!(mail.condition, MailCondition::Signed);
    assert!(!Aside::Signature.is_to_be_sent_anew());
}

#[test]
fn an_encrypted_message_says_so() {
    let pgp = message(
        "multipart/encrypted; protocol=\"application/pgp-encrypted\"",
        &[&attached("application/octet-stream", "encrypted.asc", "-----BEGIN PGP MESSAGE-----")],
    );
    assert_eq!(mail(&pgp).condition, MailCondition::Encrypted);
    let smime =
        mixed(&[&attached("application/pkcs7-mime; smime-type=enveloped-data", "smime.p7m", "x")]);
    assert_eq!(smime.condition, MailCondition::Encrypted);
}

#[test]
fn bytes_that_are_no_message_are_a_broken_one() {
    for raw in [&b""[..], b"\0\0\0", b"%PDF-1.7"] {
        let (mail, _) = read(raw);
        assert_eq!(mail.condition, MailCondition::Broken, "{raw:?}");
        assert!(mail.attachments.is_empty());
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_fall_over(raw in prop::collection::vec(any::<u8>(), 0..2000)) {
        read(&raw);
    }

    /// As when a transmission breaks off.
    #[test]
    fn a_message_cut_anywhere_can_be_read(share in 0.0..1.0_f64) {
        let raw = of_demo("frau-nguyen");
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in it")]
        let end = (raw.len() as f64 * share) as usize;
        let (mail, _) = read(&raw[..end]);
        prop_assert!(mail.attachments.len() <= 3);
    }
}
