//! What number words mean.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::analysis::numerals::{SMALL, TENS};
use crate::util::fnv::ByFnv;

/// A word of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum NumberWord {
    /// `zero` to `nineteen`.
    Small(f64),
    /// `twenty` to `ninety`.
    Tens(f64),
    /// `hundred`, `thousand`, `mln`, `crore`: what stands before it times this.
    Scale(f64),
}

/// Scale words and their abbreviations, in the singular and plural.
#[rustfmt::skip]
const SCALES: &[(&[&str], f64)] = &[
    (&["dozen", "dozens", "doz", "dozs"], 12.0),
    (&["score", "scores"], 20.0),
    (&["hundred", "hundreds"], 1e2),
    (&["thousand", "thousands"], 1e3),
    (&["lakh", "lakhs", "lac"], 1e5),
    (&["million", "millions", "mln", "mn"], 1e6),
    (&["crore", "crores"], 1e7),
    (&["billion", "billions", "bln", "bn"], 1e9),
    (&["trillion", "trillions", "trn", "tln"], 1e12),
];

/// Other spellings of small numbers.
const SPELLINGS: &[(&str, NumberWord)] = &[
    ("naught", NumberWord::Small(0.0)),
    ("nought", NumberWord::Small(0.0)),
    ("fourty", NumberWord::Tens(40.0)),
];

/// Each word of a number.
static NUMBER_WORDS: LazyLock<HashMap<&str, NumberWord, ByFnv>> = LazyLock::new(|| {
    let small = (0_u8..).zip(SMALL).map(|(value, word)| (word, NumberWord::Small(value.into())));
    let tens =
        (2_u8..).zip(TENS).map(|(tens, word)| (word, NumberWord::Tens(10.0 * f64::from(tens))));
    let scales = SCALES
        .iter()
        .flat_map(|(words, scale)| words.iter().map(|word| (*word, NumberWord::Scale(*scale))));
    small.chain(tens).chain(scales).chain(SPELLINGS.iter().copied()).collect()
});

/// The number word, in lower case, in the singular or plural.
pub(super) fn number_word(word: &str) -> Option<NumberWord> {
    NUMBER_WORDS.get(word).copied()
}

/// Every word of a number.
pub(in crate::facts) fn number_words() -> impl Iterator<Item = &'static str> {
    NUMBER_WORDS.keys().copied()
}

/// The value of letters that stand at once behind digits, as in `153m`.
pub(super) fn suffix(raw: &str) -> Option<f64> {
    Some(match raw {
        "k" | "K" => 1e3,
        "M" | "m" | "MM" | "mm" | "mn" | "mln" | "Mn" => 1e6,
        "b" | "B" | "bn" | "BN" | "Bn" | "bln" => 1e9,
        "tn" | "trn" => 1e12,
        _ => return None,
    })
}

/// What an ordinal divides by, as in "two thirds"; also "half" and "quarter".
pub(super) fn denominator(word: &str) -> Option<f64> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    match singular {
        "half" | "halve" => Some(2.0),
        "quarter" => Some(4.0),
        "thirtieth" => Some(30.0),
        "hundredth" => Some(100.0),
        _ => ordinal(singular).filter(|number| *number > 2).map(f64::from),
    }
}

/// The ordinals, from "first".
#[rustfmt::skip]
pub(in crate::facts) const ORDINALS: [&str; 20] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
];

/// The number that an ordinal word stands for: "first" is 1.
pub(in crate::facts) fn ordinal(word: &str) -> Option<u8> {
    if !word.ends_with(['h', 't', 'd']) {
        return None;
    }
    let index = ORDINALS.iter().position(|ordinal| *ordinal == word)?;
    u8::try_from(index + 1).ok()
}

/// The value of a fraction that is one character.
pub(super) fn vulgar(mark: char) -> Option<f64> {
    Some(match mark {
        '½' => 1.0 / 2.0,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 1.0 / 4.0,
        '¾' => 3.0 / 4.0,
        '⅛' => 1.0 / 8.0,
        '⅜' => 3.0 / 8.0,
        '⅝' => 5.0 / 8.0,
        '⅞' => 7.0 / 8.0,
        _ => return None,
    })
}
