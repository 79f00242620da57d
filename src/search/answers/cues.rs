//! Words by which a text gives a reason, reacts, or says who says so.

use crate::analysis::token::Analysis;
use crate::rank::answer::{Fact, OF_WORDS};

/// Words that give a reason by themselves. Sorted.
const REASONS: &[&str] = &[
    "aimed",
    "avoid",
    "because",
    "blamed",
    "blaming",
    "cause",
    "caused",
    "causes",
    "cited",
    "citing",
    "consequently",
    "explain",
    "explained",
    "explaining",
    "explains",
    "hence",
    "motivated",
    "owing",
    "prevent",
    "prompted",
    "prompting",
    "reason",
    "reasons",
    "therefore",
];

/// Two words that give a reason together.
const REASON_PAIRS: &[(&str, &str)] = &[
    ("because", "of"),
    ("due", "to"),
    ("in", "order"),
    ("in", "protest"),
    ("in", "retaliation"),
    ("led", "to"),
    ("on", "grounds"),
    ("result", "of"),
    ("so", "that"),
    ("thanks", "to"),
];

/// Beginnings of words that react. Sorted.
const REACTIONS: &[&str] = &[
    "accus",
    "anger",
    "angr",
    "applaud",
    "condemn",
    "criticis",
    "criticiz",
    "denounc",
    "deplor",
    "disappoint",
    "dismiss",
    "dismay",
    "hail",
    "object",
    "oppos",
    "outrag",
    "prais",
    "protest",
    "react",
    "regret",
    "reject",
    "reprisal",
    "respond",
    "retaliat",
    "reveng",
    "threat",
    "urg",
    "vow",
    "warn",
    "welcom",
];

/// Words that say who says so. Sorted.
const SAYINGS: &[&str] = &[
    "according",
    "acknowledged",
    "added",
    "admitted",
    "admitting",
    "alleged",
    "announced",
    "argued",
    "asserted",
    "believes",
    "called",
    "claimed",
    "claims",
    "confirmed",
    "declared",
    "denied",
    "denies",
    "disclosed",
    "insisted",
    "quoted",
    "replied",
    "reported",
    "revealed",
    "said",
    "saying",
    "says",
    "stated",
    "stressed",
    "suggested",
    "testified",
    "told",
    "warned",
];

/// The words that give a reason.
pub(super) fn reasons(analysis: &Analysis) -> Vec<Fact> {
    let mut facts = words_that(analysis, |surface| REASONS.binary_search(&surface).is_ok());
    let pairs = analysis.words().zip(analysis.words().skip(1));
    let pairs = pairs.filter(|(one, next)| REASON_PAIRS.contains(&(one.surface, next.surface)));
    facts.extend(pairs.map(|(one, next)| Fact {
        first: one.position,
        last: next.position,
        fit: 1.0,
        spread: OF_WORDS,
    }));
    facts
}

/// The words that react.
pub(super) fn reactions(analysis: &Analysis) -> Vec<Fact> {
    words_that(analysis, |surface| {
        // The beginning that sorts last before the word, if the word has it.
        let behind = REACTIONS.partition_point(|&beginning| beginning <= surface);
        let beginning = behind.checked_sub(1).and_then(|before| REACTIONS.get(before));
        beginning.is_some_and(|beginning| surface.starts_with(beginning))
    })
}

/// The words that say who says so.
pub(super) fn sayings(analysis: &Analysis) -> Vec<Fact> {
    words_that(analysis, |surface| SAYINGS.binary_search(&surface).is_ok())
}

fn words_that(analysis: &Analysis, is_cue: impl Fn(&str) -> bool) -> Vec<Fact> {
    let words = analysis.words().filter(|word| is_cue(word.surface));
    words
        .map(|word| Fact { first: word.position, last: word.position, fit: 1.0, spread: OF_WORDS })
        .collect()
}
