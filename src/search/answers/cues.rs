//! Words by which a text gives a reason, reacts, or says who says so.

use crate::analysis::token::Analysis;
use crate::rank::answer::{Fact, WORD_SPREAD};

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

/// Words that react, in all their forms: a beginning would take in "objective" and
/// "urgent". Sorted.
const REACTIONS: &[&str] = &[
    "accusation",
    "accusations",
    "accuse",
    "accused",
    "accuses",
    "accusing",
    "anger",
    "angered",
    "angering",
    "angers",
    "angrily",
    "angry",
    "applaud",
    "applauded",
    "applauding",
    "applauds",
    "applause",
    "condemn",
    "condemnation",
    "condemnations",
    "condemned",
    "condemning",
    "condemns",
    "critical",
    "criticise",
    "criticised",
    "criticises",
    "criticising",
    "criticism",
    "criticisms",
    "criticize",
    "criticized",
    "criticizes",
    "criticizing",
    "denounce",
    "denounced",
    "denounces",
    "denouncing",
    "denunciation",
    "denunciations",
    "deplorable",
    "deplore",
    "deplored",
    "deplores",
    "deploring",
    "disappoint",
    "disappointed",
    "disappointing",
    "disappointment",
    "disappoints",
    "dismay",
    "dismayed",
    "dismaying",
    "dismays",
    "dismiss",
    "dismissal",
    "dismissed",
    "dismisses",
    "dismissing",
    "hail",
    "hailed",
    "hailing",
    "hails",
    "object",
    "objected",
    "objecting",
    "objection",
    "objections",
    "objects",
    "opponent",
    "opponents",
    "oppose",
    "opposed",
    "opposes",
    "opposing",
    "opposition",
    "outrage",
    "outraged",
    "outrageous",
    "outrages",
    "outraging",
    "praise",
    "praised",
    "praises",
    "praising",
    "protest",
    "protested",
    "protester",
    "protesters",
    "protesting",
    "protestor",
    "protestors",
    "protests",
    "react",
    "reacted",
    "reacting",
    "reaction",
    "reactions",
    "reacts",
    "regret",
    "regrets",
    "regrettable",
    "regretted",
    "regretting",
    "reject",
    "rejected",
    "rejecting",
    "rejection",
    "rejects",
    "reprisal",
    "reprisals",
    "respond",
    "responded",
    "responding",
    "responds",
    "response",
    "responses",
    "retaliate",
    "retaliated",
    "retaliates",
    "retaliating",
    "retaliation",
    "retaliatory",
    "revenge",
    "threat",
    "threaten",
    "threatened",
    "threatening",
    "threatens",
    "threats",
    "urge",
    "urged",
    "urges",
    "urging",
    "vow",
    "vowed",
    "vowing",
    "vows",
    "warn",
    "warned",
    "warning",
    "warnings",
    "warns",
    "welcome",
    "welcomed",
    "welcomes",
    "welcoming",
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
        spread: WORD_SPREAD,
    }));
    facts
}

/// The words that react.
pub(super) fn reactions(analysis: &Analysis) -> Vec<Fact> {
    words_that(analysis, |surface| REACTIONS.binary_search(&surface).is_ok())
}

/// The words that say who says so.
pub(super) fn sayings(analysis: &Analysis) -> Vec<Fact> {
    words_that(analysis, |surface| SAYINGS.binary_search(&surface).is_ok())
}

fn words_that(analysis: &Analysis, is_cue: impl Fn(&str) -> bool) -> Vec<Fact> {
    let words = analysis.words().filter(|word| is_cue(word.surface));
    words
        .map(|word| Fact {
            first: word.position,
            last: word.position,
            fit: 1.0,
            spread: WORD_SPREAD,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_whole() {
        for list in [REASONS, REACTIONS, SAYINGS] {
            assert!(list.is_sorted_by(|one, next| one < next), "{list:?}");
        }
        for word in ["objective", "urgent", "vowel", "hailstorm", "protestant"] {
            assert!(REACTIONS.binary_search(&word).is_err(), "{word}");
        }
        for word in ["objected", "urged", "vows", "hailed", "protests"] {
            assert!(REACTIONS.binary_search(&word).is_ok(), "{word}");
        }
    }
}
