//! Whether the clause around a date looks forward or back.

use super::tense_words::{BACK, FORWARD};
use crate::facts::token::Tokens;
use crate::facts::trigger::Triggers;

/// Where the event of a clause lies against the document's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Back,
    Forward,
    /// The clause does not tell.
    Open,
}

/// The clause is looked at this many tokens before and behind the date.
const WINDOW: usize = 40;

/// Words that put the infinitive behind them ahead: "agreed to buy".
const PLANNING: &[&str] = &[
    "agreed",
    "agreement",
    "allowed",
    "asked",
    "called",
    "contract",
    "deadline",
    "deal",
    "decided",
    "decision",
    "due",
    "expected",
    "hoped",
    "hopes",
    "intended",
    "intends",
    "invited",
    "likely",
    "needs",
    "offer",
    "offered",
    "option",
    "ordered",
    "plan",
    "planned",
    "planning",
    "plans",
    "pledged",
    "promised",
    "proposal",
    "ready",
    "right",
    "scheduled",
    "set",
    "threatened",
    "told",
    "urged",
    "vowed",
    "wanted",
    "wants",
    "warned",
    "have",
    "has",
    "is",
    "are",
    "was",
    "were",
];

/// Words before a participle that put its event ahead: "to be signed".
const AHEAD_OF_PARTICIPLE: &[&str] = &[
    "be", "maybe", "will", "would", "shall", "may", "could", "should", "must", "can", "might", "to",
];

/// Words before a participle that make it an adjective: "its planned visit".
const DETERMINERS: &[&str] = &[
    "a", "an", "the", "its", "his", "her", "their", "this", "that", "these", "those", "new", "any",
    "of", "no", "our",
];

/// The direction of the clause around the tokens from `first` to `end`: the
/// nearest verb before them decides, else the nearest behind them.
pub(super) fn direction(tokens: &Tokens<'_>, first: usize, end: usize) -> Direction {
    if is_after_saying(tokens, first) {
        return Direction::Back;
    }
    // "Friday's attack" has been.
    let owned = end + usize::from(tokens.is_any(end, &["'", "’"]));
    if owned > end && tokens.is(owned, "s") {
        return Direction::Back;
    }
    let is_set = tokens.is(first.wrapping_sub(1), "for") || tokens.is(end, "deadline");
    if is_set {
        return Direction::Forward;
    }
    before(tokens, first).or_else(|| behind(tokens, first, end)).unwrap_or(Direction::Open)
}

/// What the verbs before a date say.
fn before(tokens: &Tokens<'_>, first: usize) -> Option<Direction> {
    let start = tokens.sentence_start(first).max(first.saturating_sub(WINDOW));
    let mut has_infinitive = false;
    for at in (start..first).rev() {
        if tokens.is_mark(at, ';') || tokens.is(at, "that") {
            break;
        }
        if tokens.is(at, "to") && is_infinitive(tokens, at) {
            if PLANNING.contains(&tokens.word(at.wrapping_sub(1))) {
                return Some(Direction::Forward);
            }
            has_infinitive = true;
        } else if let Some(direction) = direction_of(tokens, at, first) {
            let plans = PLANNING.contains(&tokens.word(at));
            return Some(if has_infinitive && plans { Direction::Forward } else { direction });
        }
    }
    has_infinitive.then_some(Direction::Forward)
}

/// What the verbs behind a date say.
fn behind(tokens: &Tokens<'_>, first: usize, end: usize) -> Option<Direction> {
    let last = tokens.sentence_end(first).min(end + WINDOW);
    let is_other = |at: &usize| {
        tokens.is_mark(*at, ';') || tokens.is_any(*at, &["said", "says", "who", "which"])
    };
    let clause = (end..last).take_while(|at| !is_other(at));
    clause
        .filter(|at| !tokens.word(*at).ends_with("ing"))
        .find_map(|at| direction_of(tokens, at, first))
}

/// "said on Wednesday": the date is that of the saying.
fn is_after_saying(tokens: &Tokens<'_>, first: usize) -> bool {
    let before = first.wrapping_sub(1);
    let at = if tokens.is_any(before, &["on", "in"]) { before.wrapping_sub(1) } else { before };
    tokens.is_any(at, &["said", "announced", "reported", "told", "reporters", "statement"])
}

/// What a word says of the clause's direction. `date` is where the date stands.
fn direction_of(tokens: &Tokens<'_>, at: usize, date: usize) -> Option<Direction> {
    let word = tokens.word(at);
    // Most words tell nothing.
    if !tokens.starts(at, Triggers::TENSE) && !word.ends_with("ed") {
        return None;
    }
    if word == "by" && at + 1 == date {
        return Some(Direction::Forward);
    }
    if word == "said" || word.len() < 2 {
        return None;
    }
    // "May" in capitals is a month or a name.
    if FORWARD.contains(&word) && !(word == "may" && tokens.is_capital(at)) {
        return Some(Direction::Forward);
    }
    let is_auxiliary = matches!(word, "has" | "have") && DETERMINERS.contains(&tokens.word(at + 1));
    let is_past = BACK.contains(&word) && !is_auxiliary;
    if !is_past && !word.ends_with("ed") || word.ends_with("eed") {
        return None;
    }
    let before = |back: usize| tokens.word(at.wrapping_sub(back));
    if (1..=2).any(|back| AHEAD_OF_PARTICIPLE.contains(&before(back))) && at >= 2 {
        return Some(Direction::Forward);
    }
    let is_adjective = !is_past && DETERMINERS.contains(&before(1));
    (!is_adjective).then_some(Direction::Back)
}

/// Whether "to" stands before a verb, by what cannot be one.
fn is_infinitive(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = tokens.word(at + 1);
    let is_noun_like = next.ends_with('s')
        || next.ends_with("ing")
        || DETERMINERS.contains(&next)
        || tokens.is_capital(at + 1)
        || !tokens.is_word(at + 1);
    let is_result = tokens.is_any(
        at.wrapping_sub(1),
        &[
            "forced",
            "used",
            "managed",
            "failed",
            "refused",
            "continued",
            "began",
            "according",
            "due",
            "compared",
            "up",
        ],
    );
    !is_noun_like && !is_result
}
