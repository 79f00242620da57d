//! Splits any text into passages of any size.
#![no_main]

#[path = "../../tests/support/entry_points.rs"]
mod entry_points;

use ibid::config::PassageConfig;

libfuzzer_sys::fuzz_target!(|input: (u16, u16, bool, &str)| {
    let (min, max, in_words, text) = input;
    let (min, max) = (usize::from(min), usize::from(max));
    let config = PassageConfig::default();
    let config = if in_words {
        config.with_words(min, max)
    } else {
        config.with_min_chars(min).with_max_chars(max)
    };
    entry_points::split_text(text, &config);
});
