//! Which facts a token can start: looked up once for a token, so that words
//! that start none cost no more.

use super::token_kind::TokenKind;

/// What a token can start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Triggers {
    pub(super) number: bool,
    pub(super) date: bool,
    pub(super) money_sign: bool,
}

impl Triggers {
    /// Whether the token can start no fact.
    pub(super) fn is_none(self) -> bool {
        !(self.number || self.date || self.money_sign)
    }
}

/// What a token can start; `lower` is the token in lower case.
pub(super) fn triggers(kind: TokenKind, raw: &str, lower: &str) -> Triggers {
    match kind {
        TokenKind::Digits => Triggers { number: true, date: true, money_sign: false },
        TokenKind::Mark('\'' | '’') => Triggers { date: true, ..Triggers::default() },
        TokenKind::Mark('.') => Triggers { number: true, ..Triggers::default() },
        TokenKind::Mark(mark) if mark.is_ascii_punctuation() && mark != '$' => Triggers::default(),
        TokenKind::Mark(_) => Triggers { number: true, date: false, money_sign: true },
        TokenKind::Word => {
            let number = starts_number(lower);
            // Codes and the letters before a sign are short and in capitals, as "EUR", "Rs".
            let money_sign = raw.len() <= 4 && raw.starts_with(char::is_uppercase);
            Triggers { number, date: number || starts_date(lower), money_sign }
        }
    }
}

fn starts_number(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "several"
            | "half"
            | "quarter"
            | "few"
            | "zero"
            | "naught"
            | "nought"
            | "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "thirteen"
            | "fourteen"
            | "fifteen"
            | "sixteen"
            | "seventeen"
            | "eighteen"
            | "nineteen"
            | "twenty"
            | "thirty"
            | "forty"
            | "fourty"
            | "fifty"
            | "sixty"
            | "seventy"
            | "eighty"
            | "ninety"
            | "dozen"
            | "dozens"
            | "score"
            | "scores"
            | "hundred"
            | "hundreds"
            | "thousand"
            | "thousands"
            | "million"
            | "millions"
            | "billion"
            | "billions"
            | "trillion"
            | "trillions"
            | "lakh"
            | "lakhs"
            | "crore"
            | "crores"
    )
}

fn starts_date(word: &str) -> bool {
    matches!(
        word,
        "last"
            | "this"
            | "next"
            | "past"
            | "current"
            | "coming"
            | "early"
            | "mid"
            | "middle"
            | "late"
            | "earlier"
            | "later"
            | "today"
            | "tonight"
            | "yesterday"
            | "tomorrow"
            | "year"
            | "week"
            | "q"
            | "h"
            | "spring"
            | "summer"
            | "fall"
            | "autumn"
            | "winter"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "mon"
            | "tue"
            | "tues"
            | "wed"
            | "thu"
            | "thur"
            | "thurs"
            | "fri"
            | "sat"
            | "sun"
            | "first"
            | "second"
            | "third"
            | "fourth"
            | "fifth"
            | "sixth"
            | "seventh"
            | "eighth"
            | "ninth"
            | "tenth"
            | "eleventh"
            | "twelfth"
            | "thirteenth"
            | "fourteenth"
            | "fifteenth"
            | "sixteenth"
            | "seventeenth"
            | "eighteenth"
            | "nineteenth"
            | "twentieth"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_start_nothing() {
        for word in ["helicopters", "embargo", "deliver"] {
            assert!(triggers(TokenKind::Word, word, word).is_none(), "{word}");
        }
        assert!(triggers(TokenKind::Mark(','), ",", ",").is_none());
        assert!(triggers(TokenKind::Word, "Four", "four").number);
        assert!(triggers(TokenKind::Word, "Friday", "friday").date);
        assert!(triggers(TokenKind::Mark('€'), "€", "€").money_sign);
    }
}
