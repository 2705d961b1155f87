//! What the program makes of an e-mail in a process of its own.

use std::io::{Seek as _, Write as _};

use hfk::mail::{Mail, MailCondition, Reader, read};

use super::{PDF, attached, message};

fn in_a_child(program: &str, raw: &[u8]) -> (Mail, Vec<u8>) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(raw).unwrap();
    file.rewind().unwrap();
    actix_web::rt::System::new().block_on(async {
        let mut incoming = Reader::new(program.into()).read(file).await.unwrap();
        let (mut contents, all) =
            (Vec::new(), incoming.mail.attachments.iter().map(|it| it.size).sum::<usize>());
        while contents.len() < all {
            contents.extend(incoming.piece(all - contents.len()).await.unwrap());
        }
        (incoming.into_mail(), contents)
    })
}

#[test]
fn it_says_the_same_as_anybody_who_reads_it() {
    let big = format!("{PDF}{}", "x".repeat(1_000_000));
    let raw = message(
        "multipart/mixed",
        &[&attached("application/pdf", "a.pdf", PDF), &attached("image/png", "b", &big)],
    );
    let (mail, contents) = in_a_child(env!("CARGO_BIN_EXE_hfk"), raw.as_bytes());
    let expected = read(raw.as_bytes());
    assert_eq!((mail, contents), (expected.0, expected.1.concat()));
}

/// Messages in messages are copied as deep as they are: more than the stack has.
#[test]
fn what_brings_the_reader_down_is_a_state_of_the_message() {
    let nested = "Content-Type: message/rfc822\n\n".repeat(300_000);
    let raw = format!(
        "From: a@example.org\nContent-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n{nested}"
    );
    let (mail, _) = in_a_child(env!("CARGO_BIN_EXE_hfk"), raw.as_bytes());
    assert_eq!(mail, Mail::unknown(MailCondition::Overburdened));
}

#[test]
fn a_child_that_dies_has_said_so() {
    let (mail, _) = in_a_child("/bin/false", b"From: a@example.org\n\nText");
    assert_eq!(mail.condition, MailCondition::Overburdened);
}
