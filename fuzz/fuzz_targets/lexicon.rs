//! Reads any text as a lexicon.
#![no_main]

#[path = "../../tests/support/entry_points.rs"]
mod entry_points;

libfuzzer_sys::fuzz_target!(|text: &str| entry_points::read_lexicon(text));
