//! A text as words, runs of digits and marks.

mod split;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use super::number::read_number::Numeral;
use super::token_kind::TokenKind;
use super::trigger::Triggers;
use crate::span::Span;

/// A token and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    triggers: Triggers,
    /// The number that starts here, counted from 1 among those read; 0 where none
    /// was looked for.
    number: Cell<u32>,
}

/// The tokens of a text. Places beyond either end have the empty word, so that
/// a rule can look around without a check; `at.wrapping_sub(1)` is such a place.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    /// The text with its ASCII letters in lower case: as many bytes.
    lower: String,
    list: Vec<Token>,
    /// What some token can start or be.
    any: Triggers,
    /// The places at which a figure or a date can start, in order.
    starts: Vec<usize>,
    /// The places of what claims are recognised by: cues and verbs of saying.
    claiming: Vec<usize>,
    /// The bytes at which sentences and paragraphs end, in order.
    ends: Vec<usize>,
    /// Whether the word "ago" may stand in it.
    has_ago: bool,
    /// The numbers read, each once.
    numbers: RefCell<Vec<Option<Numeral>>>,
}

impl<'t> Tokens<'t> {
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.list.get(at).map(|token| token.kind)
    }

    /// Whether the token at a place can start one of these.
    pub(super) fn starts(&self, at: usize, any_of: Triggers) -> bool {
        self.list.get(at).is_some_and(|token| token.triggers.has(any_of))
    }

    /// The number that starts at a place, which `read` reads the first time.
    pub(super) fn number(
        &self,
        at: usize,
        read: impl FnOnce() -> Option<Numeral>,
    ) -> Option<Numeral> {
        let token = self.list.get(at).filter(|token| token.triggers.has(Triggers::NUMBER))?;
        if let Some(index) = token.number.get().checked_sub(1) {
            return self.numbers.borrow().get(index as usize).copied().flatten();
        }
        let number = read();
        let mut numbers = self.numbers.borrow_mut();
        numbers.push(number);
        // A text has under 2³² numbers, as it has under 4 GiB.
        token.number.set(numbers.len() as u32);
        number
    }

    /// Whether some token can start one of these.
    pub(super) fn any_starts(&self, any_of: Triggers) -> bool {
        self.any.has(any_of)
    }

    /// The place with this number among those at which a figure or a date can start.
    pub(super) fn start(&self, number: usize) -> Option<usize> {
        self.starts.get(number).copied()
    }

    /// The places from `first` to `end` that can start one of these, which are cues
    /// and verbs of saying.
    pub(super) fn claiming(
        &self,
        first: usize,
        end: usize,
        any_of: Triggers,
    ) -> impl Iterator<Item = usize> + Clone {
        let from = self.claiming.partition_point(|place| *place < first);
        let places = self.claiming.get(from..).unwrap_or_default().iter().copied();
        places.take_while(move |at| *at < end).filter(move |at| self.starts(*at, any_of))
    }

    /// Whether the word "ago" may stand in the text.
    pub(super) fn has_ago(&self) -> bool {
        self.has_ago
    }

    /// Whether no token can start a fact.
    pub(super) fn has_no_trigger(&self) -> bool {
        self.any.is_none()
    }

    /// The bytes of a token; beyond the last one, the end of the text.
    pub(super) fn span(&self, at: usize) -> Span {
        let end = self.text.len();
        self.list.get(at).map_or(Span::new(end, end), |token| token.span)
    }

    /// The bytes from one token up to, not including, another.
    pub(super) fn span_of(&self, first: usize, end: usize) -> Span {
        Span::new(self.span(first).start, self.span(end.saturating_sub(1)).end)
    }

    /// The token as it is written.
    pub(super) fn raw(&self, at: usize) -> &'t str {
        self.list.get(at).and_then(|token| token.span.of(self.text)).unwrap_or_default()
    }

    /// The token in lower case, digits and marks too.
    pub(super) fn word(&self, at: usize) -> &str {
        self.list.get(at).and_then(|token| token.span.of(&self.lower)).unwrap_or_default()
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// As [`phrase_of`](Self::phrase_of), as a string of its own.
    pub(super) fn phrase(&self, at: usize, count: usize) -> String {
        self.phrase_of(at, count).into_owned()
    }

    /// Some tokens in lower case, with single blanks where they do not touch; an
    /// empty string where the text has not so many.
    pub(super) fn phrase_of(&self, at: usize, count: usize) -> Cow<'_, str> {
        let Some(tokens) = self.list.get(at..at.saturating_add(count)) else { return "".into() };
        let gap = |pair: &[Token]| match pair {
            [token, next] => self.lower.get(token.span.end..next.span.start).unwrap_or_default(),
            _ => "",
        };
        // Nearly always the text itself is the phrase.
        if tokens.windows(2).all(|pair| matches!(gap(pair), "" | " ")) {
            let span = self.span_of(at, at + tokens.len());
            return span.of(&self.lower).unwrap_or_default().into();
        }
        let mut phrase = String::new();
        for (place, _) in (at..).zip(tokens) {
            if place > at && !self.touches(place - 1) {
                phrase.push(' ');
            }
            phrase.push_str(self.word(place));
        }
        phrase.into()
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(TokenKind::Mark(mark))
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(TokenKind::Mark('-' | '–' | '—' | '‑' | '‐')))
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Digits)
    }

    /// Whether the word starts with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.raw(at).starts_with(char::is_uppercase)
    }

    /// Whether no blank stands between a token and the next one.
    pub(super) fn touches(&self, at: usize) -> bool {
        match (self.list.get(at), self.list.get(at.wrapping_add(1))) {
            (Some(token), Some(next)) => token.span.end == next.span.start,
            _ => false,
        }
    }

    /// Whether a sentence or paragraph ends between the two tokens.
    pub(super) fn ends_between(&self, first: usize, second: usize) -> bool {
        let from = self.ends.partition_point(|&end| end <= self.span(first).start);
        self.ends.get(from).is_some_and(|&end| end <= self.span(second).start)
    }

    /// The first token of the sentence of a token.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        let start = self.span(at).start;
        let before = self.ends.partition_point(|&end| end <= start);
        let end = before.checked_sub(1).and_then(|last| self.ends.get(last)).copied();
        self.list.partition_point(|token| token.span.start < end.unwrap_or(0))
    }

    /// The place behind the last token of the sentence of a token.
    pub(super) fn sentence_end(&self, at: usize) -> usize {
        let start = self.span(at).start;
        let after = self.ends.partition_point(|&end| end <= start);
        let end = self.ends.get(after).copied().unwrap_or(self.text.len());
        self.list.partition_point(|token| token.span.start < end)
    }

    /// The place of the first token that starts at a byte or behind it.
    pub(super) fn place_of(&self, byte: usize) -> usize {
        self.list.partition_point(|token| token.span.start < byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_digits_and_marks() {
        let check = |text: &str, expected: &[&str]| {
            let tokens = Tokens::new(text);
            let words: Vec<_> = (0..tokens.len()).map(|at| tokens.raw(at)).collect();
            assert_eq!(words, expected, "{text}");
        };
        check("US$153m", &["US", "$", "153", "m"]);
        check("the U.S. Army", &["the", "U.S", ".", "Army"]);
        check("20-year", &["20", "-", "year"]);
        check("é½\u{a0}x", &["é", "½", "x"]);
        check(" \n", &[]);
    }

    #[test]
    fn sentences() {
        let check = |text: &str, expected: &[&str]| {
            let tokens = Tokens::new(text);
            let mut sentences = Vec::new();
            let mut at = 0;
            while at < tokens.len() {
                assert_eq!(tokens.sentence_start(at), at, "{text}");
                let end = tokens.sentence_end(at);
                sentences.push(tokens.span_of(at, end).of(text).unwrap());
                at = end;
            }
            assert_eq!(sentences, expected, "{text}");
        };
        check("It rose. It fell!", &["It rose.", "It fell!"]);
        check(
            "Mr. Lee of the U.S. Army left on Sept. 11. He did",
            &["Mr. Lee of the U.S. Army left on Sept. 11.", "He did"],
        );
        check("Up 2.5 pct\n \nDown", &["Up 2.5 pct", "Down"]);
        check("", &[]);
        let long = "It has a line that is far too long to be one of a text with wrapped lines, \
                    since no such text has lines of more than a hundred characters.";
        let headline = format!("Six tugs for Peru\nBy our desk\n{long}");
        check(&headline, &["Six tugs for Peru", "By our desk", long]);
        check("Six tugs for\nPeru and\nChile", &["Six tugs for\nPeru and\nChile"]);
    }
}
