//! Which facts a token can start: looked up once for a token, so that words
//! that start none cost no more.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::calendar::names::{PARTS, SEASONS, names};
use super::number::words::{ORDINALS, number_words};
use super::token_kind::TokenKind;
use super::vocabulary::{BUILTIN_VOCABULARY, Vocabulary};
use crate::util::fnv::ByFnv;

/// What a token can start, a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Triggers(u16);

impl Triggers {
    pub(super) const NUMBER: Self = Self(1);
    pub(super) const DATE: Self = Self(1 << 1);
    /// A sign or code of money.
    pub(super) const MONEY_SIGN: Self = Self(1 << 2);
    /// A word of money behind a figure.
    pub(super) const MONEY_WORD: Self = Self(1 << 3);
    /// A unit of measure.
    pub(super) const UNIT: Self = Self(1 << 4);
    /// A country that has a currency.
    pub(super) const COUNTRY: Self = Self(1 << 5);
    /// The last word of a phrase that bounds a figure.
    pub(super) const BOUND: Self = Self(1 << 6);
    /// The words of a status.
    pub(super) const CUE: Self = Self(1 << 7);

    /// Whether the token can start one of these.
    pub(super) fn has(self, any_of: Self) -> bool {
        self.0 & any_of.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without these.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the token can start no figure and no date.
    pub(super) fn is_none(self) -> bool {
        !self.has(Self::NUMBER.and(Self::DATE).and(Self::MONEY_SIGN))
    }
}

/// What a token can start; `lower` is the token in lower case.
pub(super) fn triggers(kind: TokenKind, lower: &str) -> Triggers {
    match kind {
        TokenKind::Digits => Triggers::NUMBER.and(Triggers::DATE),
        TokenKind::Mark('\'' | '’') => Triggers::DATE,
        TokenKind::Mark('.') => Triggers::NUMBER,
        TokenKind::Mark('%') => Triggers::UNIT,
        TokenKind::Mark('$') => Triggers::MONEY_SIGN,
        TokenKind::Mark(mark) if mark.is_ascii() => TABLE.of(lower),
        // A fraction, or a currency's sign.
        TokenKind::Mark(_) => Triggers::NUMBER.and(TABLE.of(lower)),
        TokenKind::Word => TABLE.of(lower),
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

static TABLE: LazyLock<TriggerTable> = LazyLock::new(|| TriggerTable::new(&BUILTIN_VOCABULARY));

/// The words that start something.
#[derive(Debug)]
struct TriggerTable {
    words: HashMap<String, Triggers, ByFnv>,
    /// By first byte, a bit for each length in bytes: most words of a text are
    /// ruled out by it.
    lengths: [u32; 256],
}

impl TriggerTable {
    fn new(vocabulary: &Vocabulary) -> Self {
        let mut table = Self { words: HashMap::default(), lengths: [0; 256] };
        let dates = names().chain(SEASONS).chain(PARTS).chain(ORDINALS).chain(DATES);
        table.add_all(dates, Triggers::DATE);
        // A number may begin a date: "three years ago".
        table.add_all(number_words().chain(NUMBERS), Triggers::NUMBER.and(Triggers::DATE));
        let Vocabulary { money_signs, money_words, measures, countries, bounds, .. } = vocabulary;
        table.add_all(first_tokens(money_signs), Triggers::MONEY_SIGN);
        table.add_all(first_tokens(money_words), Triggers::MONEY_WORD);
        table.add_all(first_tokens(measures), Triggers::UNIT);
        table.add_all(first_tokens(countries), Triggers::COUNTRY);
        let last_words = bounds.keys().filter_map(|phrase| phrase.rsplit(' ').next());
        table.add_all(last_words, Triggers::BOUND);
        table.add_all(vocabulary.statuses.first_words(), Triggers::CUE);
        table
    }

    fn add_all<'w>(&mut self, words: impl Iterator<Item = &'w str>, triggers: Triggers) {
        for word in words {
            self.add(word, triggers);
        }
    }

    fn add(&mut self, word: &str, triggers: Triggers) {
        if let Some((lengths, bit)) = self.lengths.get_mut(initial(word)).zip(bit(word)) {
            *lengths |= bit;
        }
        let entry = self.words.entry(word.to_owned()).or_default();
        *entry = entry.and(triggers);
    }

    fn of(&self, word: &str) -> Triggers {
        let lengths = self.lengths.get(initial(word)).copied().unwrap_or_default();
        if bit(word).is_none_or(|bit| lengths & bit == 0) {
            return Triggers::default();
        }
        self.words.get(word).copied().unwrap_or_default()
    }
}

/// The first token of each phrase of a map.
fn first_tokens<T>(phrases: &BTreeMap<String, T>) -> impl Iterator<Item = &str> {
    phrases.keys().map(|phrase| first_token(phrase))
}

/// The first token of a phrase: letters, also with full stops between ("u.s"), or
/// a mark.
fn first_token(phrase: &str) -> &str {
    let mut end = 0;
    for (at, c) in phrase.char_indices() {
        let next = phrase.get(at + c.len_utf8()..).and_then(|after| after.chars().next());
        let is_inner_stop = c == '.' && at > 0 && next.is_some_and(char::is_alphabetic);
        if !c.is_alphabetic() && !is_inner_stop {
            break;
        }
        end = at + c.len_utf8();
    }
    let first_char = phrase.chars().next().map_or(0, char::len_utf8);
    phrase.get(..end.max(first_char)).unwrap_or_default()
}

fn initial(word: &str) -> usize {
    word.bytes().next().map_or(0, usize::from)
}

/// The bit of a word's length; the longest share the last.
fn bit(word: &str) -> Option<u32> {
    1_u32.checked_shl(u32::try_from(word.len()).ok()?.min(31))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::calendar::names::{part, season};

    #[test]
    fn every_word_of_the_table_is_found_by_its_letter_and_length() {
        assert!(TABLE.words.len() > 300);
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
    fn first_tokens() {
        let check = |phrase: &str, expected: &str| assert_eq!(first_token(phrase), expected);
        check("us$", "us");
        check("$", "$");
        check("€", "€");
        check("u.s. dollar", "u.s");
        check("nautical mile", "nautical");
        check("km/h", "km");
        check("rs.", "rs");
        check("%", "%");
        check("", "");
    }

    #[test]
    fn plain_words_start_nothing() {
        for word in ["helicopters", "embargo", "minister"] {
            assert!(triggers(TokenKind::Word, word).is_none(), "{word}");
        }
        assert!(triggers(TokenKind::Mark(','), ",").is_none());
        assert!(triggers(TokenKind::Word, "four").has(Triggers::NUMBER));
        assert!(triggers(TokenKind::Word, "friday").has(Triggers::DATE));
        assert!(triggers(TokenKind::Word, "signed").has(Triggers::CUE));
        assert!(triggers(TokenKind::Mark('€'), "€").has(Triggers::MONEY_SIGN));
    }
}
