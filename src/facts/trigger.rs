//! Which facts a token can start, and which lists of words it is in: looked up
//! once for a token, so that words that start none cost no more.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::calendar::names::{PARTS, SEASONS, names};
use super::calendar::tense_words;
use super::claim::{negation_words, saying_words};
use super::count::noun;
use super::number::words::{ORDINALS, number_words};
use super::token_kind::TokenKind;
use super::vocabulary::{BUILTIN_VOCABULARY, Vocabulary};
use super::word_table::WordTable;

/// What a token can start or be, a bit for each.
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
    /// A verb of saying, "according", or a colon.
    pub(super) const SAYING: Self = Self(1 << 8);
    /// A noun that some verb needs as its object to be a cue.
    pub(super) const OBJECT: Self = Self(1 << 9);
    /// A word that can negate a verb behind it.
    pub(super) const NEGATION: Self = Self(1 << 10);
    /// A word that looks forward or back by itself.
    pub(super) const TENSE: Self = Self(1 << 11);
    /// A word that ends a noun phrase.
    pub(super) const ENDS_PHRASE: Self = Self(1 << 12);

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

/// What the token that the first `len` of these bytes are can start or be; they
/// are in lower case.
pub(super) fn triggers(kind: TokenKind, lower: &[u8], len: usize) -> Triggers {
    match kind {
        TokenKind::Digits => Triggers::NUMBER.and(Triggers::DATE),
        TokenKind::Mark('\'' | '’') => Triggers::DATE,
        TokenKind::Mark('.') => Triggers::NUMBER,
        TokenKind::Mark('%') => Triggers::UNIT,
        // "…: report".
        TokenKind::Mark(':') => Triggers::SAYING,
        TokenKind::Mark('$') => Triggers::MONEY_SIGN,
        TokenKind::Mark(mark) if mark.is_ascii() => TABLE.get(lower, len),
        // A fraction, or a currency's sign.
        TokenKind::Mark(_) => Triggers::NUMBER.and(TABLE.get(lower, len)),
        TokenKind::Word => TABLE.get(lower, len),
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

/// The words that start or are something.
static TABLE: LazyLock<WordTable<Triggers>> =
    LazyLock::new(|| WordTable::new(words(&BUILTIN_VOCABULARY).into_iter()));

/// What each word can start or be.
fn words(vocabulary: &Vocabulary) -> BTreeMap<String, Triggers> {
    let mut words = BTreeMap::new();
    let dates = names().chain(SEASONS).chain(PARTS).chain(ORDINALS).chain(DATES);
    add_all(&mut words, dates, Triggers::DATE);
    // A number may begin a date: "three years ago".
    let numbers = Triggers::NUMBER.and(Triggers::DATE);
    add_all(&mut words, number_words().chain(NUMBERS), numbers);
    let Vocabulary { money_signs, money_words, measures, countries, bounds, statuses, .. } =
        vocabulary;
    add_all(&mut words, first_tokens(money_signs), Triggers::MONEY_SIGN);
    add_all(&mut words, first_tokens(money_words), Triggers::MONEY_WORD);
    add_all(&mut words, first_tokens(measures), Triggers::UNIT);
    add_all(&mut words, first_tokens(countries), Triggers::COUNTRY);
    let last_words = bounds.keys().filter_map(|phrase| phrase.rsplit(' ').next());
    add_all(&mut words, last_words, Triggers::BOUND);
    add_all(&mut words, statuses.first_words(), Triggers::CUE);
    add_all(&mut words, statuses.objects(), Triggers::OBJECT);
    add_all(&mut words, saying_words::words(), Triggers::SAYING);
    add_all(&mut words, negation_words::words(), Triggers::NEGATION);
    add_all(&mut words, tense_words::words(), Triggers::TENSE);
    add_all(&mut words, noun::phrase_ends(), Triggers::ENDS_PHRASE);
    words
}

fn add_all<'w>(
    words: &mut BTreeMap<String, Triggers>,
    added: impl Iterator<Item = &'w str>,
    triggers: Triggers,
) {
    for word in added {
        let entry = words.entry(word.to_owned()).or_default();
        *entry = entry.and(triggers);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::calendar::names::{part, season};

    fn of(kind: TokenKind, word: &str) -> Triggers {
        triggers(kind, word.as_bytes(), word.len())
    }

    #[test]
    fn every_word_is_looked_up() {
        let words = words(&BUILTIN_VOCABULARY);
        assert!(words.len() > 300);
        for (word, triggers) in &words {
            assert_eq!(TABLE.get(word.as_bytes(), word.len()), *triggers, "{word}");
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
            assert!(of(TokenKind::Word, word).is_none(), "{word}");
        }
        assert!(of(TokenKind::Mark(','), ",").is_none());
        assert!(of(TokenKind::Word, "four").has(Triggers::NUMBER));
        assert!(of(TokenKind::Word, "friday").has(Triggers::DATE));
        assert!(of(TokenKind::Word, "signed").has(Triggers::CUE));
        assert!(of(TokenKind::Mark('€'), "€").has(Triggers::MONEY_SIGN));
    }
}
