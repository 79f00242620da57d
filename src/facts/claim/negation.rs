//! Negations: the words before a verb that take its claim back.

use super::negation_words::{NEAR_NEGATIONS, NEGATIONS, SUBJECTS};
use crate::facts::token::Tokens;
use crate::facts::trigger::Triggers;

/// A negation right before its verb, among so many tokens.
const NEAR: usize = 3;

/// A negation of the whole clause stands at most this many tokens before a verb.
const FAR: usize = 11;

/// What begins a clause of its own. A clause with "that" hangs on the one before it.
const CLAUSE_STARTS: &[&str] = &[
    "and", "after", "although", "as", "because", "before", "since", "though", "until", "when",
    "where", "which", "while", "who",
];

/// Whether a negation stands before the verb at a place, in the clause that it
/// belongs to. A verb of refusal does not negate itself.
pub(super) fn is_negated(tokens: &Tokens<'_>, first: usize, verb: usize) -> bool {
    if is_negation(tokens, verb) || NEAR_NEGATIONS.contains(&tokens.word(verb)) {
        return false;
    }
    let window = verb.saturating_sub(FAR).max(first)..verb;
    // Most verbs have none before them.
    if !window.clone().any(|at| tokens.starts(at, Triggers::NEGATION)) {
        return false;
    }
    let mut is_own_clause = true;
    for at in window.rev() {
        if tokens.is_any(at, &[",", ";", ":", "but"]) {
            return false;
        }
        is_own_clause &= !tokens.is_any(at, CLAUSE_STARTS);
        let is_near = verb - at <= NEAR;
        let is_subject = at == first || is_clause_start(tokens, at - 1);
        let negates = is_negation(tokens, at)
            || is_near && is_phrase(tokens, at)
            || is_subject && SUBJECTS.contains(&tokens.word(at)) && !is_set_phrase(tokens, at);
        if negates && (is_near || is_own_clause) {
            return true;
        }
    }
    false
}

fn is_clause_start(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_any(at, &[",", ";", ":", "but", "that", "\"", "“"])
        || tokens.is_any(at, CLAUSE_STARTS)
}

/// A negation of a clause; "not only" is none.
fn is_negation(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_kept = tokens.is(at, "not") && tokens.is_any(at + 1, &["only", "just", "least"]);
    NEGATIONS.contains(&tokens.word(at)) && !is_kept
}

/// A negation of the verb right behind it: "has yet to sign".
fn is_phrase(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_ahead = tokens.is(at, "yet") && tokens.is(at + 1, "to");
    is_ahead || NEAR_NEGATIONS.contains(&tokens.word(at)) && !is_set_phrase(tokens, at)
}

/// "No doubt", "no fewer than", "no later than" negate nothing.
fn is_set_phrase(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_any(at + 1, &["doubt", "fewer", "less", "later", "sooner"])
}
