//! The tokens of a query.

use super::ast::{Field, Occur};
use crate::span::Span;

/// A token with its span. The span of a token with text covers that text
/// without quotes and signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `NEAR/5`, `W/3` with their number; `NEAR` has none.
    Near(Option<u32>),
    /// `+`, `-` or `!` right before what it applies to.
    Sign(Occur),
    /// A known field right before its value.
    Field(Field),
    /// The name of an unknown field right before its value.
    UnknownField,
    Word,
    /// `=word` or `="words"`.
    Exact,
    /// `"words"`, with the slop of a phrase.
    Quoted {
        slop: u32,
    },
}

impl Token {
    /// Whether its text is searched for.
    pub(super) fn has_words(self) -> bool {
        matches!(
            self.kind,
            TokenKind::UnknownField | TokenKind::Word | TokenKind::Exact | TokenKind::Quoted { .. }
        )
    }
}
