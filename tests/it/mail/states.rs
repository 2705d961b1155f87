//! Every state an e-mail or an attachment can be in has its name.

use hfk::mail::{Aside, MailCondition, read};

use super::{PDF, asides, attached, mail, message, mixed};

const HEAD: &str = "From: Kanzlei <kanzlei@example.org>\r\nSubject: Unterlagen\r\n";

/// A message that is this one part.
fn single(headers: &str, body: &str) -> String {
    format!("{HEAD}MIME-Version: 1.0\r\n{headers}\r\n\r\n{body}")
}

#[test]
fn a_message_without_text_or_subject_is_a_message() {
    for raw in [
        "From: a@example.org\r\n\r\n",
        "From: a@example.org\r\nDate: Tue, 20 Oct 2026 14:07:31 +0200",
    ] {
        let mail = mail(raw);
        assert_eq!(mail.condition, MailCondition::Readable, "{raw}");
        assert_eq!(
            (mail.sender.as_str(), mail.subject.as_str(), mail.body.as_str()),
            ("a@example.org", "", "")
        );
    }
}

#[test]
fn of_html_the_text_is_read_and_nothing_is_fetched() {
    let html = "<html><head><style>p { color: red }</style></head><body>\
        <p>Sehr geehrte Damen,</p><p>anbei 3 &lt; 5 &euro;<br>Grüße</p>\
        <img src=\"https://example.org/zaehler.gif\"><script>alert(1)</script></body></html>";
    let mail = mail(&single("Content-Type: text/html; charset=utf-8", html));
    assert_eq!(mail.body, "Sehr geehrte Damen,\nanbei 3 < 5 €\nGrüße");
    assert_eq!(mail.condition, MailCondition::Readable);
}

#[test]
fn an_empty_plain_form_does_not_hide_the_html() {
    let raw =
        message("multipart/alternative", &["Content-Type: text/html\r\n\r\n<p>Nur hier.</p>"]);
    let mail = mail(&raw.replace("Guten Tag", " "));
    assert_eq!(mail.body, "Nur hier.");
}

#[test]
fn a_text_in_any_charset_comes_out_as_well_as_it_can() {
    let of = |charset: &str, bytes: &[u8]| {
        let head = single(&format!("Content-Type: text/plain; charset={charset}"), "");
        read(&[head.as_bytes(), bytes].concat()).0.body
    };
    assert_eq!(of("windows-1252", b"Gr\xfc\xdfe \x80"), "Grüße €");
    assert_eq!(of("windows-1256", b"\xe3\xd1\xcd\xc8\xc7"), "مرحبا");
    assert_eq!(of("gb2312", b"\xc4\xe3\xba\xc3"), "你好");
    assert_eq!(of("utf-8", b"Gr\xfc\xdfe"), "Gr\u{fffd}\u{fffd}e");
    assert_eq!(of("gibtesnicht", "Grüße".as_bytes()), "Grüße");
}

#[test]
fn what_is_signed_sealed_or_encrypted_says_which() {
    use MailCondition::{Encrypted, Sealed, Signed};
    let smime = |kind: &str| {
        single(
            &format!("Content-Type: application/pkcs7-mime; smime-type={kind}; name=smime.p7m"),
            "x",
        )
    };
    for (raw, condition) in [
        (smime("enveloped-data"), Encrypted),
        (smime("signed-data"), Sealed),
        (single("Content-Type: text/plain", "-----BEGIN PGP MESSAGE-----\r\nhQEM"), Encrypted),
        (
            single(
                "Content-Type: text/plain",
                "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\nTag",
            ),
            Signed,
        ),
        (
            message(
                "multipart/mixed",
                &[&attached("application/octet-stream", "a.pgp", "-----BEGIN PGP MESSAGE-----")],
            ),
            Encrypted,
        ),
        (
            message(
                "multipart/signed",
                &[&attached("application/pgp-signature", "signature.asc", "x")],
            ),
            Signed,
        ),
    ] {
        assert_eq!(mail(&raw).condition, condition, "{raw}");
    }
    assert_eq!(asides(&mail(&smime("signed-data"))), [("smime.p7m", Some(Aside::Sealed))]);
}

#[test]
fn what_nobody_has_to_send_anew_is_known() {
    let report = mixed(&["Content-Type: message/delivery-status\r\n\r\nAction: failed"]);
    assert_eq!(asides(&report), [("Zustellbericht", Some(Aside::Report))]);
    let dated = mixed(&["Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR"]);
    assert_eq!(asides(&dated), [("Termin.ics", Some(Aside::Calendar))]);
    for it in [Aside::Report, Aside::Calendar, Aside::Ornament] {
        assert!(!it.is_to_be_sent_anew());
    }
}

#[test]
fn a_logo_is_no_paper_but_a_photograph_is() {
    let picture = |size: usize| {
        let bytes = "x".repeat(size);
        let image = format!(
            "Content-Type: image/jpeg; name=bild.jpg\r\nContent-ID: <bild@x>\r\nContent-Disposition: inline\r\n\r\n{bytes}"
        );
        let raw = message("multipart/related", &[&image]);
        let html = "Content-Type: text/html\r\n\r\n<p>Guten Tag</p><img src=\"cid:bild@x\">";
        mail(&raw.replace("Content-Type: text/plain; charset=utf-8\r\n\r\nGuten Tag", html))
    };
    assert_eq!(asides(&picture(3_000)), [("bild.jpg", Some(Aside::Ornament))]);
    assert_eq!(asides(&picture(300_000)), [("bild.jpg", Some(Aside::NotPdf))]);
    let not_shown = mixed(&["Content-Type: image/jpeg; name=bild.jpg\r\n\r\nx"]);
    assert_eq!(asides(&not_shown), [("bild.jpg", Some(Aside::NotPdf))]);
}

#[test]
fn names_read_as_they_are_stored() {
    let encoded = "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=UTF-8''..%2F%0Aexe%E2%80%AEfdp.pdf\r\n\r\n";
    let mail =
        mixed(&[&format!("{encoded}{PDF}"), &attached("image/png", "C:\\\\Bilder\\\\..", "x")]);
    assert_eq!(asides(&mail), [("exefdp.pdf", None), ("..", Some(Aside::NotPdf))]);
    let nameless = mixed(&[&attached("application/pdf", "\u{202e}/", PDF)]);
    assert_eq!(asides(&nameless), [("Anhang.pdf", None)]);
}

#[test]
fn a_sender_cannot_turn_the_line_around() {
    let raw = "From: =?utf-8?B?4oCuZ25pbmhjcw==?= <a@example.org>\r\nSubject: a\u{2028}b\u{202e}c\r\n\r\nText";
    let mail = mail(raw);
    assert_eq!(mail.sender, "gninhcs <a@example.org>");
    assert_eq!(mail.subject, "a bc");
}

#[test]
fn a_wrong_clock_says_nothing() {
    for date in ["Thu, 01 Jan 1970 00:00:00 +0000", "Mon, 99 Foo 99999 99:99:99 +9999", "heute"] {
        let raw = format!("From: a@example.org\r\nDate: {date}\r\n\r\nText");
        assert_eq!(mail(&raw).sent_at, None, "{date}");
    }
}

#[test]
fn many_attachments_are_kept_and_too_many_are_said() {
    let many = |number: usize| {
        let parts: Vec<_> =
            (1..=number).map(|it| attached("application/pdf", &format!("{it}.pdf"), PDF)).collect();
        mixed(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let (some, more) = (many(500), many(1_200));
    assert_eq!((some.attachments.len(), some.condition), (500, MailCondition::Readable));
    assert_eq!((more.attachments.len(), more.condition), (1_000, MailCondition::Shortened));
}

#[test]
fn of_a_long_text_the_beginning_is_kept_and_the_rest_is_said() {
    let mail = mail(&single("Content-Type: text/plain", &"lang ".repeat(100_000)));
    assert_eq!(mail.condition, MailCondition::Shortened);
    assert!((199_000..=200_000).contains(&mail.body.chars().count()));
}

#[test]
fn an_attachment_that_breaks_off_is_said() {
    let part = "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nJVBERi0xLjcK";
    let raw = message("multipart/mixed", &[part]);
    let cut = mail(raw.trim_end().trim_end_matches("--grenze--"));
    assert_eq!(cut.condition, MailCondition::Broken);
}
