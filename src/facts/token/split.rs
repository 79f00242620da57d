//! A text split into tokens, in one pass, and what is noted of them all.

use std::cell::{Cell, RefCell};

use super::{Token, Tokens};
use crate::facts::line_ends::line_ends;
use crate::facts::token_kind::TokenKind;
use crate::facts::trigger::{Triggers, triggers};
use crate::span::Span;

/// Abbreviations after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "aug", "brig", "capt", "co", "col", "corp", "cos", "dec", "dr", "est", "feb",
    "fri", "gen", "gov", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs",
    "mon", "mr", "mrs", "ms", "no", "nos", "nov", "oct", "op", "p", "pp", "pres", "prof", "rep",
    "rev", "rs", "sat", "sen", "sep", "sept", "sgt", "sr", "st", "sun", "thu", "thur", "thurs",
    "tue", "tues", "u.s", "v", "vs", "wed",
];

impl<'t> Tokens<'t> {
    /// The tokens of a text, in one pass.
    pub(in crate::facts) fn new(text: &'t str) -> Self {
        // News prose has a token every five bytes.
        let list = Vec::with_capacity(text.len() / 5 + 1);
        let mut tokens = Self {
            text,
            lower: text.to_ascii_lowercase(),
            list,
            any: Triggers::default(),
            starts: Vec::new(),
            claiming: Vec::new(),
            ends: line_ends(text),
            has_ago: false,
            numbers: RefCell::default(),
        };
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            at = match byte {
                b' ' => at + 1,
                b'a'..=b'z' | b'A'..=b'Z' => tokens.push_word(at),
                _ if byte.is_ascii() => tokens.push_or_skip(at, char::from(byte)),
                _ => {
                    let first = text.get(at..).and_then(|after| after.chars().next());
                    first.map_or(text.len(), |first| tokens.push_or_skip(at, first))
                }
            };
        }
        tokens.note();
        tokens
    }

    /// Adds the word that begins with a letter of ASCII; returns the byte behind it.
    fn push_word(&mut self, start: usize) -> usize {
        let after = self.text.as_bytes().get(start..).unwrap_or_default();
        let letters = run(after, u8::is_ascii_alphabetic);
        let length = match after.get(letters) {
            Some(b'.') if letters == 1 => 1 + dotted_letters(after, 1),
            Some(byte) if !byte.is_ascii() => self.letters_at(start),
            _ => letters,
        };
        self.push(start, TokenKind::Word, length)
    }

    /// The bytes of the letters at a byte, and of letters with full stops between.
    fn letters_at(&self, start: usize) -> usize {
        let after = self.text.get(start..).unwrap_or_default();
        let letters = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let is_single = after.chars().next().is_some_and(|first| first.len_utf8() == letters);
        letters + if is_single { dotted_letters(after.as_bytes(), letters) } else { 0 }
    }

    /// Adds the token at a byte that begins with no letter of ASCII, unless a blank
    /// stands there; returns the byte behind it.
    fn push_or_skip(&mut self, at: usize, first: char) -> usize {
        if first.is_whitespace() {
            if first == '\n' {
                self.push_paragraph_end(at);
            }
            return at + first.len_utf8();
        }
        if first.is_ascii_digit() {
            let after = self.text.as_bytes().get(at..).unwrap_or_default();
            return self.push(at, TokenKind::Digits, run(after, u8::is_ascii_digit));
        }
        if first.is_alphabetic() {
            return self.push(at, TokenKind::Word, self.letters_at(at));
        }
        self.push(at, TokenKind::Mark(first), first.len_utf8())
    }

    /// Adds a token; returns the byte behind it.
    fn push(&mut self, start: usize, kind: TokenKind, length: usize) -> usize {
        let lower = self.lower.as_bytes().get(start..).unwrap_or_default();
        let triggers = triggers(kind, lower, length);
        let span = Span::new(start, start + length);
        self.list.push(Token { span, kind, triggers, number: Cell::new(0) });
        start + length
    }

    /// Notes an empty line.
    fn push_paragraph_end(&mut self, at: usize) {
        let mut blanks = self.text.get(at..).unwrap_or_default().bytes();
        if blanks.next() == Some(b'\n')
            && blanks.find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(b'\n')
        {
            self.ends.push(at);
        }
    }

    /// Notes the ends of sentences and where facts can start.
    fn note(&mut self) {
        for at in 0..self.list.len() {
            let Some(token) = self.list.get(at) else { break };
            match token.kind {
                TokenKind::Word => self.note_word(at),
                TokenKind::Mark('$') if self.starts.last() != at.checked_sub(1).as_ref() => {
                    // A sign of dollars may begin in the word before it: `US$`.
                    self.starts.extend(at.checked_sub(1));
                }
                TokenKind::Mark('.' | '!' | '?') => self.note_stop(at),
                TokenKind::Mark('\'' | '’') => self.narrow_mark(at),
                _ => {}
            }
            let triggers = self.list.get(at).map(|token| token.triggers).unwrap_or_default();
            self.any = self.any.and(triggers);
            if !triggers.is_none() {
                self.starts.push(at);
            }
            if triggers.has(Triggers::CUE.and(Triggers::SAYING)) {
                self.claiming.push(at);
            }
        }
        self.ends.sort_unstable();
    }

    fn note_stop(&mut self, at: usize) {
        if self.ends_sentence(at) {
            self.ends.push(self.span(at).end);
        }
        self.narrow_mark(at);
    }

    /// A full stop or an apostrophe starts a number or a date only right before
    /// figures: `.75`, "the '80s".
    fn narrow_mark(&mut self, at: usize) {
        let starts = self.touches(at) && self.is_digits(at + 1);
        self.narrow(at, starts);
    }

    /// Takes a token from those that start a number or a date, unless it does.
    fn narrow(&mut self, at: usize, starts: bool) {
        if let Some(token) = self.list.get_mut(at).filter(|_| !starts) {
            token.triggers = token.triggers.without(Triggers::NUMBER).without(Triggers::DATE);
        }
    }

    fn note_word(&mut self, at: usize) {
        match self.word(at) {
            "a" | "an" => self.narrow_article(at),
            word if word.starts_with("ago") => {
                let before = self.span(at).start.checked_sub(1);
                let before = before.and_then(|before| self.text.as_bytes().get(before));
                self.has_ago |= before == Some(&b' ');
            }
            _ => {}
        }
    }

    /// An article starts a number or a date only before certain words: "a dozen",
    /// "a third", "a week ago". Most stand before others.
    fn narrow_article(&mut self, at: usize) {
        let next = self.word(at + 1);
        let starts = self.starts(at + 1, Triggers::NUMBER.and(Triggers::DATE))
            || matches!(next, "couple" | "day" | "month" | "decade" | "century")
            || next.ends_with("th");
        self.narrow(at, starts);
    }

    /// Whether the mark at a place ends a sentence.
    fn ends_sentence(&self, at: usize) -> bool {
        if !self.is_mark(at, '.') {
            return true;
        }
        let starts_word = self.raw(at + 1).starts_with(|c: char| !c.is_lowercase());
        if self.touches(at) || !starts_word {
            return false;
        }
        let word = self.word(at.wrapping_sub(1));
        let abbreviates = self.touches(at.wrapping_sub(1))
            && (word.len() == 1 || ABBREVIATIONS.binary_search(&word).is_ok());
        !abbreviates
    }
}

/// How many bytes at the start are accepted.
fn run(bytes: &[u8], accept: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| accept(byte)).count()
}

/// The bytes of `.S.` behind the letter of `U.S.`, or 0: single letters with
/// full stops are one word.
fn dotted_letters(after: &[u8], letter: usize) -> usize {
    let tail = after.get(letter..).unwrap_or_default();
    let mut length = 0;
    while let [b'.', letter, next @ ..] = tail.get(length..).unwrap_or_default() {
        if !letter.is_ascii_alphabetic() || next.first().is_some_and(u8::is_ascii_alphanumeric) {
            break;
        }
        length += 2;
    }
    // The last full stop may end a sentence as well; it stays a mark of its own.
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }
}
