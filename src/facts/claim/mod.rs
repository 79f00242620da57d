//! Claims: what a text says was signed, delivered or lifted, how surely, and
//! who says so.

mod adverb;
pub(super) mod certainty;
pub(super) mod cue;
pub(super) mod denial;
mod name;
mod negation;
pub(super) mod negation_words;
pub(super) mod saying_words;
pub(super) mod speaker;
pub(super) mod status;
pub(super) mod table;
pub(super) mod verb_forms;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::token::Tokens;
use crate::span::Span;
use certainty::certainty;
use cue::cue_in;
use speaker::Speakers;
use status::{Certainty, Status};
use table::StatusTable;

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
