//! PDF files as answers.

use actix_web::{
    HttpResponse,
    http::header::{Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue},
};

/// Shown in the browser, with a name for whoever saves it: plain letters for old programs, all
/// letters as RFC 8187 has it.
pub(in crate::web) fn inline_pdf(name: &str, bytes: Vec<u8>) -> HttpResponse {
    pdf(name, bytes, DispositionType::Inline)
}

/// Saved by the browser and not shown.
pub(in crate::web) fn saved_pdf(name: &str, bytes: Vec<u8>) -> HttpResponse {
    pdf(name, bytes, DispositionType::Attachment)
}

fn pdf(name: &str, bytes: Vec<u8>, disposition: DispositionType) -> HttpResponse {
    let name = format!("{}.pdf", name.trim_end_matches(".pdf"));
    let plain: String = name
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() || " .-_".contains(it) { it } else { '_' })
        .collect();
    let disposition = ContentDisposition {
        disposition,
        parameters: vec![
            DispositionParam::Filename(plain),
            DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: name.into_bytes(),
            }),
        ],
    };
    HttpResponse::Ok().content_type("application/pdf").insert_header(disposition).body(bytes)
}
