//! Claims: what a text says was signed, delivered or lifted, how surely, and
//! who says so.

mod certainty;
mod cue;
mod speaker;
mod table;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::token::Tokens;
use crate::span::Span;
use certainty::certainty;
use cue::cue_in;
use speaker::Speakers;
pub(super) use table::{StatusData, StatusTable};

/// How far a deal or a measure has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Somebody means to do it.
    Planned,
    /// A buyer asks for it.
    Requested,
    /// A seller offers it.
    Offered,
    /// Both sides talk about it.
    Negotiated,
    /// An authority allows it.
    Approved,
    /// It is a binding deal: signed, ordered, awarded.
    Signed,
    /// It has arrived.
    Delivered,
    /// It is put off.
    Suspended,
    /// It is called off.
    Cancelled,
    /// It is refused.
    Rejected,
    /// Somebody says that it is not so.
    Denied,
    /// A ban or sanction is in force.
    Imposed,
    /// A ban or sanction has ended.
    Lifted,
    /// Somebody threatens it.
    Threatened,
}

/// How surely a claim is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Certainty {
    /// It is so: "has signed".
    Asserted,
    /// It will be so: "is expected to sign".
    Expected,
    /// It may be so: "could sign".
    Possible,
}

/// A claim in a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Claim {
    /// The bytes of its sentence.
    #[serde(flatten)]
    pub span: Span,
    /// The bytes of the words that carry the status.
    pub cue: Span,
    /// What is claimed.
    pub status: Status,
    /// How surely.
    pub certainty: Certainty,
    /// The bytes that name who says so; `None` where the outlet itself does.
    pub speaker: Option<Span>,
}

/// The claims of a text, at most one for a sentence.
pub(super) fn claims(tokens: &Tokens<'_>, table: &StatusTable) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut speakers = Speakers::default();
    let mut first = 0;
    while first < tokens.len() {
        let end = tokens.sentence_end(first).max(first + 1);
        let cue = cue_in(tokens, table, first, end);
        let speaker = speakers.of_sentence(tokens, first, end, cue.as_ref());
        if let Some(cue) = cue {
            claims.push(Claim {
                span: tokens.span_of(first, end),
                cue: tokens.span_of(cue.first, cue.end),
                status: cue.status,
                certainty: certainty(tokens, first, &cue),
                speaker,
            });
        }
        first = end;
    }
    claims
}
