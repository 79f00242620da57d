//! Finished tokens handed to tantivy.
//!
//! The analysis has been done when a document reaches the index. tantivy's
//! own form of finished tokens goes through JSON on its way to the postings;
//! this one is the terms in one string, cut by a tokenizer that does nothing
//! else.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of the tokenizer; registered whenever an index is made or opened.
pub(super) const NAME: &str = "ibid";

/// Ends a token.
const END: char = '\u{1f}';

/// Stands before a token's position, where that is not its number.
const AT: char = '\u{1e}';

/// Tokens being written, each at the next position.
#[derive(Debug, Default)]
pub(super) struct Tokens(String);

impl Tokens {
    /// Appends a term at the next position. Control characters, which no
    /// analysed word has, are left out.
    pub(super) fn push(&mut self, term: &str) {
        self.push_term(term);
        self.0.push(END);
    }

    /// Appends a term at that position. Positions need not ascend.
    pub(super) fn push_at(&mut self, term: &str, position: u32) {
        self.push_term(term);
        self.0.push(AT);
        self.0.push_str(&position.to_string());
        self.0.push(END);
    }

    fn push_term(&mut self, term: &str) {
        if term.bytes().all(|byte| byte >= b' ') {
            self.0.push_str(term);
        } else {
            self.0.extend(term.chars().filter(|&c| c >= ' '));
        }
    }

    /// As a field's text.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// Cuts the text of [`Tokens`].
#[derive(Debug, Clone, Default)]
pub(super) struct Cutter {
    token: Token,
}

/// The tokens of one text.
#[derive(Debug)]
pub(super) struct Cuts<'a> {
    rest: &'a str,
    next: usize,
    token: &'a mut Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cuts<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cuts<'a> {
        self.token.reset();
        Cuts { rest: text, next: 0, token: &mut self.token }
    }
}

impl TokenStream for Cuts<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, rest)) = self.rest.split_once(END) else { return false };
        self.rest = rest;
        let (term, position) = match term.split_once(AT) {
            Some((term, position)) => (term, position.parse().unwrap_or(self.next)),
            None => (term, self.next),
        };
        self.next += 1;
        self.token.position = position;
        self.token.text.clear();
        self.token.text.push_str(term);
        true
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
        let mut tokens = Tokens::default();
        tokens.push("arms");
        tokens.push("embargo\u{1f}\u{1e}9");
        tokens.push_at("d:mi35", 7);
        let text = tokens.into_text();
        let mut cutter = Cutter::default();
        let mut cuts = cutter.token_stream(&text);
        let mut found = Vec::new();
        while cuts.advance() {
            found.push((cuts.token().text.clone(), cuts.token().position));
        }
        let expected = [("arms", 0), ("embargo9", 1), ("d:mi35", 7)];
        assert_eq!(found, expected.map(|(term, position)| (term.to_owned(), position)));
    }
}
