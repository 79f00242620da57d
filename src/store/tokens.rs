//! Finished tokens handed to tantivy.
//!
//! The analysis has been done when a document reaches the index. tantivy's
//! own form of finished tokens goes through JSON on its way to the postings;
//! this one is the terms in one string, cut by a tokenizer that does nothing
//! else. Before each term stand two numbers in ASCII: how far its position is
//! from the one before, and its length; so nothing is searched for.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of the tokenizer; registered whenever an index is made or opened.
pub(super) const NAME: &str = "ibid";

/// Tokens being written.
#[derive(Debug, Default)]
pub(super) struct TokenWriter {
    text: String,
    /// Position of the last one.
    at: u32,
}

impl TokenWriter {
    /// With room for terms of so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), at: 0 }
    }

    /// Appends a term at that position. Positions need not ascend.
    pub(super) fn push(&mut self, position: u32, term: &str) {
        self.push_parts(position, "", term);
    }

    /// Appends a term of two parts.
    pub(super) fn push_parts(&mut self, position: u32, kind: &str, rest: &str) {
        let step = position.wrapping_sub(self.at).cast_signed();
        self.at = position;
        push_number(&mut self.text, ((step << 1) ^ (step >> 31)).cast_unsigned());
        push_number(&mut self.text, (kind.len() + rest.len()) as u32);
        self.text.push_str(kind);
        self.text.push_str(rest);
    }

    /// As a field's text.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Six bits a character, lowest first, with a seventh where more follow.
fn push_number(text: &mut String, mut number: u32) {
    while number >= 0x40 {
        text.push(char::from(number as u8 & 0x3f | 0x40));
        number >>= 6;
    }
    text.push(char::from(number as u8));
}

fn take_number(rest: &mut &str) -> Option<u32> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = *rest.as_bytes().first()?;
        *rest = rest.get(1..)?;
        number |= u32::from(byte & 0x3f) << shift;
        if byte < 0x40 {
            return Some(number);
        }
        shift = (shift + 6).min(30);
    }
}

/// Cuts the text of [`TokenWriter`].
#[derive(Debug, Clone, Default)]
pub(super) struct TermSplitter {
    token: Token,
}

/// The tokens of one text.
#[derive(Debug)]
pub(super) struct TermStream<'a> {
    rest: &'a str,
    at: u32,
    token: &'a mut Token,
}

impl Tokenizer for TermSplitter {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.token.reset();
        TermStream { rest: text, at: 0, token: &mut self.token }
    }
}

impl TermStream<'_> {
    fn cut(&mut self) -> Option<()> {
        let step = take_number(&mut self.rest)?;
        let length = take_number(&mut self.rest)? as usize;
        let (term, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        let step = (step >> 1) ^ (step & 1).wrapping_neg();
        self.at = self.at.wrapping_add(step);
        self.token.position = self.at as usize;
        self.token.text.clear();
        self.token.text.push_str(term);
        Some(())
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        self.cut().is_some()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_cut() {
        let long = "é".repeat(5000);
        let all = [
            (0, "arms"),
            (1, "embargo\u{1f}\u{1e}9"),
            (70_000, "d:mi35"),
            (3, ""),
            (3, long.as_str()),
            (u32::MAX, "last"),
            (0, "first"),
        ];
        let mut tokens = TokenWriter::with_capacity(8);
        for (position, term) in all {
            let (kind, rest) = term.split_at(term.len().min(2));
            tokens.push_parts(position, kind, rest);
        }
        let text = tokens.into_text();
        let mut cutter = TermSplitter::default();
        let mut cuts = cutter.token_stream(&text);
        for (position, term) in all {
            assert!(cuts.advance());
            assert_eq!((cuts.token().position, &*cuts.token().text), (position as usize, term));
        }
        assert!(!cuts.advance());
    }

    #[test]
    fn what_is_no_text_of_ours_ends() {
        for text in [
            "\u{7f}",
            "\0",
            "\0\u{5}ab",
            "plain text",
            "\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}",
        ] {
            let mut cutter = TermSplitter::default();
            let mut cuts = cutter.token_stream(text);
            assert!((0..9).any(|_| !cuts.advance()), "{text:?}");
        }
    }
}
