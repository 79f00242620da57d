//! What a token is made of.

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters, or an abbreviation of single letters with full stops (`U.S.`).
    Word,
    /// ASCII digits.
    Digits,
    /// Any other character that is no blank.
    Mark(char),
}
