//! Which facts a token can start: looked up once for a token, so that words
//! that start none cost no more.

use super::calendar::names::{month, part, season, short_weekday, weekday};
use super::number::words::{is_number_word, ordinal};
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
    matches!(word, "a" | "an" | "several" | "half" | "quarter" | "few") || is_number_word(word)
}

fn starts_date(word: &str) -> bool {
    let is_pointer = matches!(
        word,
        "last"
            | "this"
            | "next"
            | "past"
            | "current"
            | "coming"
            | "today"
            | "tonight"
            | "yesterday"
    );
    let is_period = matches!(word, "tomorrow" | "year" | "week" | "q" | "h");
    let is_name = month(word).is_some() || weekday(word).or(short_weekday(word)).is_some();
    let is_part = part(word).is_some() || season(word).is_some() || ordinal(word).is_some();
    is_pointer || is_period || is_name || is_part
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
