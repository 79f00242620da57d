//! Which facts a token can start: looked up once for a token, so that words
//! that start none cost no more.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::calendar::names::{PARTS, SEASONS, names};
use super::number::words::{ORDINALS, number_words};
use super::token_kind::TokenKind;
use crate::util::fnv::ByFnv;

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
            // Codes and the letters before a sign are short and in capitals, as "EUR", "Rs".
            let money_sign = raw.len() <= 4 && raw.starts_with(char::is_uppercase);
            Triggers { money_sign, ..TABLE.of(lower) }
        }
    }
}

/// Words that start a number, besides number words.
const NUMBERS: [&str; 6] = ["a", "an", "several", "half", "quarter", "few"];

/// Words that start a date, besides names, ordinals and number words.
#[rustfmt::skip]
const DATES: [&str; 14] = [
    "last", "this", "next", "past", "current", "coming", "today", "tonight", "yesterday",
    "tomorrow", "year", "week", "q", "h",
];

static TABLE: LazyLock<TriggerTable> = LazyLock::new(TriggerTable::new);

/// The words that start something.
#[derive(Debug, Default)]
struct TriggerTable {
    words: HashMap<&'static str, Triggers, ByFnv>,
    /// By first letter, a bit for each length in bytes: most words of a text are
    /// ruled out by it.
    lengths: [u32; 26],
}

impl TriggerTable {
    fn new() -> Self {
        let mut table = Self::default();
        let date = Triggers { date: true, ..Triggers::default() };
        let dates = names().chain(SEASONS).chain(PARTS).chain(ORDINALS).chain(DATES);
        dates.for_each(|word| table.add(word, date));
        // A number may begin a date: "three years ago".
        let number = Triggers { number: true, ..date };
        number_words().chain(NUMBERS).for_each(|word| table.add(word, number));
        table
    }

    fn add(&mut self, word: &'static str, triggers: Triggers) {
        if let Some((lengths, bit)) = self.lengths.get_mut(initial(word)).zip(bit(word)) {
            *lengths |= bit;
        }
        self.words.insert(word, triggers);
    }

    fn of(&self, word: &str) -> Triggers {
        let lengths = self.lengths.get(initial(word)).copied().unwrap_or_default();
        if bit(word).is_none_or(|bit| lengths & bit == 0) {
            return Triggers::default();
        }
        self.words.get(word).copied().unwrap_or_default()
    }
}

/// The number of a word's first letter; of other characters one beyond the last.
fn initial(word: &str) -> usize {
    word.bytes().next().map_or(usize::MAX, |byte| usize::from(byte.wrapping_sub(b'a')))
}

/// The bit of a word's length; no word of the table is longer than any has a bit for.
fn bit(word: &str) -> Option<u32> {
    1_u32.checked_shl(u32::try_from(word.len()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::calendar::names::{part, season};

    #[test]
    fn every_word_of_the_table_is_found_by_its_letter_and_length() {
        assert!(TABLE.words.len() > 100);
        for (word, triggers) in &TABLE.words {
            assert_eq!(TABLE.of(word), *triggers, "{word}");
        }
        for word in PARTS {
            assert!(part(word).is_some(), "{word}");
        }
        for word in SEASONS {
            assert!(season(word).is_some(), "{word}");
        }
    }

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
