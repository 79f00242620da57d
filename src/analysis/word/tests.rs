//! Tests of the segmentation against `unicode_segmentation`.

use super::*;
use proptest::prelude::*;

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for_each_word(text, |start, end| words.push(&text[start..end]));
    words
}

#[test]
fn segments() {
    let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text:?}");
    check("", &[]);
    check(" - _ ... ", &[]);
    check("don't U.S. 3.5 1,000 a_b x:y", &["don't", "U.S", "3.5", "1,000", "a_b", "x:y"]);
    check("_a_ 1, 2;b c.. 'd'", &["_a_", "1", "2", "b", "c", "d"]);
    check("Mi-35M F-16C/D US$1.2bn", &["Mi", "35M", "F", "16C", "D", "US", "1.2bn"]);
    check("Russia’s four\r\nMi\u{a0}35", &["Russia’s", "four", "Mi", "35"]);
    check("a \u{200d}ℹ é", &["a", " \u{200d}ℹ", "é"]);
    check("🚁🚁 helicopter🚁s", &["helicopter", "s"]);
    check("35's don’t", &["35", "s", "don’t"]);
}

/// The words by `unicode_segmentation`; the final character keeps the library
/// from its own path for ASCII.
fn by_the_rules(text: &str) -> Vec<(usize, usize)> {
    let with_witness = format!("{text} …");
    with_witness.unicode_word_indices().map(|(at, word)| (at, at + word.len())).collect()
}

fn ascii_word(word: &str) -> AsciiWord {
    let eight =
        |bytes: &[u8]| bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
    let lower = word.to_ascii_lowercase();
    let mut chunks = lower.as_bytes().chunks(8).map(eight);
    let original8 = word.as_bytes().chunks(8).map(eight).next().unwrap();
    let pairs = word.as_bytes().windows(2);
    let has_inner_capital =
        pairs.into_iter().any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    AsciiWord { lower: [(); 3].map(|()| chunks.next().unwrap_or(0)), original8, has_inner_capital }
}

fn by_us(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    for_each_segment(text, |start, end, ascii| {
        if let Some(&ascii) = ascii {
            let word = &text[start..end];
            assert!(word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            assert_eq!(ascii, ascii_word(word));
        }
        words.push((start, end));
    });
    words
}

/// Spaces hold together, also with those beyond ASCII, and with a combining
/// mark on the last of them.
#[test]
fn runs_of_spaces_as_by_the_rules() {
    for text in ["\u{3000} \u{200d}ℹ", "a  \u{200d}ℹ b", "a \u{3000} é", "é  \u{301}a"] {
        assert_eq!(by_us(text), by_the_rules(text), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn ascii_as_by_the_rules(text in "[ -~\r\n\t]*") {
        prop_assert_eq!(by_us(&text), by_the_rules(&text));
    }

    #[test]
    fn long_words_as_by_the_rules(text in "([a-zA-Z0-9]{0,60}[_.',:; -]){0,8}") {
        prop_assert_eq!(by_us(&text), by_the_rules(&text));
    }

    #[test]
    fn marks_as_by_the_rules(text in "[aZ09_.',:;\" -]{0,24}") {
        prop_assert_eq!(by_us(&text), by_the_rules(&text));
    }

    #[test]
    fn mixed_as_by_the_rules(
        text in "[aZ09_.',:; \r\n’‘·é\u{301}\u{200d}\u{ad}\u{a0}\u{3000}ℹ🚁🇵🇰אカ\"漢]{0,24}"
    ) {
        prop_assert_eq!(by_us(&text), by_the_rules(&text));
    }

    #[test]
    fn anything_as_by_the_rules(text in any::<String>()) {
        prop_assert_eq!(by_us(&text), by_the_rules(&text));
    }
}
