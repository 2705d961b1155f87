//! Style sheets, fonts and one script, built into the binary. Their addresses carry a hash of all of them,
//! so a browser may keep them for good.

use std::{fmt::Write as _, sync::LazyLock};

use actix_web::{HttpResponse, http::header, web::Path};
use aws_lc_rs::digest::{Context, SHA256};

use crate::Problem;

struct Asset {
    name: &'static str,
    content_type: &'static str,
    content: &'static [u8],
}

const KERN: Asset = Asset {
    name: "kern.min.css",
    content_type: "text/css; charset=utf-8",
    content: include_bytes!("../../assets/kern.min.css"),
};
const STYLE: Asset = Asset {
    name: "style.css",
    content_type: "text/css; charset=utf-8",
    content: include_bytes!("style.css"),
};
const REGULAR: Asset = Asset {
    name: "NotoSans-Regular.woff2",
    content_type: "font/woff2",
    content: include_bytes!("../../assets/fonts/NotoSans-Regular.woff2"),
};
const BOLD: Asset = Asset {
    name: "NotoSans-Bold.woff2",
    content_type: "font/woff2",
    content: include_bytes!("../../assets/fonts/NotoSans-Bold.woff2"),
};
const UPLOAD: Asset = Asset {
    name: "upload.js",
    content_type: "text/javascript; charset=utf-8",
    content: include_bytes!("upload.js"),
};
const ASSETS: [Asset; 5] = [KERN, STYLE, REGULAR, BOLD, UPLOAD];

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut context = Context::new(&SHA256);
    for asset in &ASSETS {
        context.update(asset.content);
    }
    context.finish().as_ref().iter().take(8).fold(String::new(), |mut text, it| {
        let _ = write!(text, "{it:02x}"); // writing to a String cannot fail
        text
    })
});

/// The style sheets of every page, in the order of the cascade.
pub(in crate::web) fn style_sheets() -> [String; 2] {
    [KERN, STYLE].map(|it| address(&it))
}

/// Says how far an upload has come; forms do without it.
pub(in crate::web) fn upload_script() -> String {
    address(&UPLOAD)
}

fn address(it: &Asset) -> String {
    format!("/assets/{}/{}", *HASH, it.name)
}

/// A page of another version of the program still gets its style, but may not keep it.
pub(in crate::web) async fn show(path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (hash, name) = path.into_inner();
    let asset = ASSETS.into_iter().find(|it| it.name == name).ok_or(Problem::NotFound)?;
    let keep = if hash == *HASH { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, keep))
        .content_type(asset.content_type)
        .body(asset.content))
}
