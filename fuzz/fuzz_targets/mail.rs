#![no_main]

libfuzzer_sys::fuzz_target!(|raw: &[u8]| hfk::checks::mail(raw));
