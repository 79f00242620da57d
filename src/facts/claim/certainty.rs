//! How surely a claim is made, by the words before its cue.

use super::cue::{BE_FORMS, CuePlace};
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
];

/// The certainty of a cue of the sentence that starts at `first`.
pub(in crate::facts) fn certainty(tokens: &Tokens<'_>, first: usize, cue: &CuePlace) -> Certainty {
    let start = cue.first.saturating_sub(WINDOW).max(first);
    let mut certainty = Certainty::Asserted;
    if is_question(tokens, cue) || is_unreal(tokens, first, cue) {
        return Certainty::Possible;
    }
    // The cue itself may say it: "will assemble".
    if tokens.is_any(cue.first, &["will", "would"]) {
        certainty = Certainty::Expected;
    }
    for at in (start..cue.first).rev() {
        let word = tokens.word(at);
        if is_hearsay(tokens, at) {
            return Certainty::Possible;
        }
        if matches!(word, "," | ";" | "that" | "and" | "but" | "said") {
            break;
        }
        // "May" in capitals is a month or a name.
        if POSSIBLE.contains(&word) && !(word == "may" && tokens.is_capital(at)) {
            return Certainty::Possible;
        }
        // "Were to be delivered".
        let is_ahead = tokens.is(at + 1, "to") && BE_FORMS.contains(&word);
        if is_ahead || EXPECTED.contains(&word) {
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
    if are_deliveries_ahead(tokens, cue) { Certainty::Expected } else { certainty }
}

/// Whether deliveries are of the future, as their verb is.
fn are_deliveries_ahead(tokens: &Tokens<'_>, cue: &CuePlace) -> bool {
    let is_noun = tokens.is_any(cue.first, &["deliveries", "delivery"]);
    let is_ahead = (cue.end..cue.end + 3)
        .any(|at| tokens.is_any(at, &["will", "scheduled", "due", "expected", "start", "begin"]));
    cue.status == Status::Delivered && is_noun && is_ahead
}

/// Whether the sentence asks: a question mark ends it, a quotation mark at most
/// behind it.
fn is_question(tokens: &Tokens<'_>, cue: &CuePlace) -> bool {
    let end = tokens.sentence_end(cue.first);
    (end.saturating_sub(2)..end).any(|at| tokens.is(at, "?"))
}

/// Whether an inversion makes a condition: "Had Peru bought six, it would".
fn is_unreal(tokens: &Tokens<'_>, first: usize, cue: &CuePlace) -> bool {
    let is_near = cue.first <= first + WINDOW;
    let mut between = first..cue.first;
    is_near
        && tokens.is_any(first, &["had", "were"])
        && !between.any(|at| tokens.is_any(at, &[",", ";"]))
}

/// Whether a place begins hearsay: "is said to have bought".
fn is_hearsay(tokens: &Tokens<'_>, at: usize) -> bool {
    const REPORTED: &[&str] = &[
        "said",
        "reported",
        "believed",
        "thought",
        "understood",
        "alleged",
        "rumoured",
        "rumored",
        "claimed",
    ];
    let behind_be = BE_FORMS.contains(&tokens.word(at.wrapping_sub(1)));
    behind_be && tokens.is_any(at, REPORTED) && tokens.is(at + 1, "to")
}

/// Whether a condition stands behind the cue: "may be sold if".
fn has_condition(tokens: &Tokens<'_>, cue: &CuePlace) -> bool {
    tokens.is(cue.end, "only") || tokens.is_any(cue.end, &["if", "when", "unless"])
}
