//! Rebuilds when a migration or an asset changes: both are built into the binary.

use std::{path::Path, process::exit};

/// What `scripts/assets.sh` provides.
const ASSETS: [&str; 6] = [
    "kern.min.css",
    "fonts/NotoSans-Regular.woff2",
    "fonts/NotoSans-Bold.woff2",
    "fonts/NotoSans_400Regular.ttf",
    "fonts/NotoSans_400Regular_Italic.ttf",
    "fonts/NotoSans_700Bold.ttf",
];

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=assets");
    let assets = Path::new("assets");
    if let Some(missing) = ASSETS.iter().find(|it| !assets.join(it).is_file()) {
        println!(
            "cargo::error=assets/{missing} is missing: run scripts/assets.sh once, it fetches the style sheet and the fonts"
        );
        exit(1);
    }
}
