//! What number words mean.

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

/// The number word, in lower case, in the singular or plural.
pub(super) fn number_word(word: &str) -> Option<NumberWord> {
    small(word)
        .map(NumberWord::Small)
        .or_else(|| tens(word).map(NumberWord::Tens))
        .or_else(|| scale(word).map(NumberWord::Scale))
}

fn small(word: &str) -> Option<f64> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    if matches!(word, "naught" | "nought") {
        return Some(0.0);
    }
    SMALL.iter().zip(0_u8..).find(|(name, _)| **name == word).map(|(_, value)| f64::from(value))
}

fn tens(word: &str) -> Option<f64> {
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = if word == "fourty" { "forty" } else { word };
    TENS.iter().zip(2_u8..).find(|(name, _)| **name == word).map(|(_, ten)| f64::from(ten) * 10.0)
}

/// The value of a scale word or of its abbreviation.
fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" | "dozens" | "doz" | "dozs" => 12.0,
        "score" | "scores" => 20.0,
        "hundred" | "hundreds" => 1e2,
        "thousand" | "thousands" => 1e3,
        "lakh" | "lakhs" | "lac" => 1e5,
        "million" | "millions" | "mln" | "mn" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "billions" | "bln" | "bn" => 1e9,
        "trillion" | "trillions" | "trn" | "tln" => 1e12,
        _ => return None,
    })
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

/// The number that an ordinal word stands for: "first" is 1.
pub(in crate::facts) fn ordinal(word: &str) -> Option<u8> {
    const ORDINALS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    ORDINALS.iter().zip(1..).find(|(name, _)| **name == word).map(|(_, number)| number)
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
