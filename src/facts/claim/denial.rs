//! Denials: what a verb of denying says of the verb behind it.

use super::cue::CuePlace;
use super::status::Status;
use crate::facts::token::Tokens;

/// What is denied begins at most this many tokens behind the verb.
const WINDOW: usize = 12;

/// Whether a cue is what the one before it denies: "denied buying six", "denied
/// reports that it had bought six". A denial in an aside denies only the aside:
/// "Peru, which denied it, bought six".
pub(in crate::facts) fn denies(tokens: &Tokens<'_>, denial: &CuePlace, cue: &CuePlace) -> bool {
    let mut between = denial.end..cue.first;
    let is_aside = (denial.first.saturating_sub(2)..denial.first)
        .any(|at| tokens.is_any(at, &["which", "who"]));
    denial.status == Status::Denied
        && !denial.is_negated
        && cue.first <= denial.end + WINDOW
        && !between
            .any(|at| tokens.is_any(at, &[";", "but"]) || is_aside && tokens.is_mark(at, ','))
}
