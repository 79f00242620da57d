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

/// Whether the word is one of a number.
pub(in crate::facts) fn is_number_word(word: &str) -> bool {
    number_word(word).is_some()
}

fn small(word: &str) -> Option<f64> {
    Some(match word {
        "zero" | "naught" | "nought" => 0.0,
        "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" => 10.0,
        "eleven" => 11.0,
        "twelve" => 12.0,
        "thirteen" => 13.0,
        "fourteen" => 14.0,
        "fifteen" => 15.0,
        "sixteen" => 16.0,
        "seventeen" => 17.0,
        "eighteen" => 18.0,
        "nineteen" => 19.0,
        _ => return None,
    })
}

fn tens(word: &str) -> Option<f64> {
    Some(match word {
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" | "fourty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        _ => return None,
    })
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
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        _ => return None,
    })
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
