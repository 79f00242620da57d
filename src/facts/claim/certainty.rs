//! How surely a claim is made, by the words before its cue.

use super::cue::CuePlace;
use super::status::{Certainty, Status};
use crate::facts::token::Tokens;

/// The words before a cue that are looked at.
const WINDOW: usize = 7;

const POSSIBLE: &[&str] = &[
    "may",
    "could",
    "might",
    "possibly",
    "perhaps",
    "reportedly",
    "allegedly",
    "maybe",
    "if",
    "whether",
    "should",
];

const EXPECTED: &[&str] = &[
    "will",
    "would",
    "shall",
    "expected",
    "expects",
    "due",
    "scheduled",
    "likely",
    "plans",
    "planned",
    "planning",
    "intends",
    "hopes",
    "ready",
    "set",
    "ll",
    "poised",
    "about",
    "originally",
];

/// The certainty of a cue of the sentence that starts at `first`.
pub(in crate::facts) fn certainty(tokens: &Tokens<'_>, first: usize, cue: &CuePlace) -> Certainty {
    let start = cue.first.saturating_sub(WINDOW).max(first);
    let mut certainty = Certainty::Asserted;
    // The cue itself may say it: "will assemble".
    if tokens.is_any(cue.first, &["will", "would"]) {
        certainty = Certainty::Expected;
    }
    for at in (start..cue.first).rev() {
        let word = tokens.word(at);
        if matches!(word, "," | ";" | "that" | "and" | "but" | "said") {
            break;
        }
        // "May" in capitals is a month or a name.
        if POSSIBLE.contains(&word) && !(word == "may" && tokens.is_capital(at)) {
            return Certainty::Possible;
        }
        if EXPECTED.contains(&word) {
            certainty = Certainty::Expected;
        }
    }
    // "decides to lift": a measure that is still to be taken.
    let is_measure = matches!(cue.status, Status::Lifted | Status::Imposed);
    if is_measure && tokens.is(cue.first.wrapping_sub(1), "to") {
        certainty = Certainty::Expected;
    }
    if has_condition(tokens, cue) && certainty == Certainty::Expected {
        return Certainty::Possible;
    }
    // Deliveries are of the future where their verb is.
    let is_noun = tokens.is_any(cue.first, &["deliveries", "delivery"]);
    let is_ahead = (cue.end..cue.end + 3)
        .any(|at| tokens.is_any(at, &["will", "scheduled", "due", "expected", "start", "begin"]));
    if cue.status == Status::Delivered && is_noun && is_ahead {
        return Certainty::Expected;
    }
    certainty
}

/// Whether a condition stands behind the cue: "may be sold if".
fn has_condition(tokens: &Tokens<'_>, cue: &CuePlace) -> bool {
    tokens.is(cue.end, "only") || tokens.is_any(cue.end, &["if", "when", "unless"])
}
