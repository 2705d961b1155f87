use unicode_normalization::UnicodeNormalization as _;

/// Text as people typed it, in the one form the register keeps: composed letters
/// (Unicode NFC, as DIN 91379 asks), `\n` line ends, no control characters, no white space around.
pub fn clean(text: &str) -> String {
    let kept: String = text
        .replace("\r\n", "\n")
        .chars()
        // First: letters that a control character kept apart are composed, too.
        .filter(|it| *it == '\n' || *it == '\t' || !it.is_control())
        .nfc()
        .collect();
    kept.trim().to_owned()
}
