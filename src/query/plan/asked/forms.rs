//! The words by which English asks for a kind of fact. All lists are sorted.

use super::AskedKind;

/// Words that may stand before a question word, besides function words: those by
/// which a person asks to be told.
const LEADS: &[&str] = &["asked", "find", "know", "please", "say", "show", "tell", "wonder"];

/// Auxiliaries that begin a question of yes or no. "May" is as often a month.
const AUXILIARIES: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "might", "should",
    "was", "were", "will", "would",
];

/// Nouns of money.
const MONEY: &[&str] = &[
    "cost", "costs", "fee", "fees", "price", "priced", "prices", "pricing", "value", "valued",
    "worth",
];

/// What is asked for behind "how much" where money is meant.
const MONEY_BEHIND_MUCH: &[&str] = &["cash", "dollars", "money"];

/// Adjectives behind "how" that ask for a price.
const COSTLY: &[&str] = &["cheap", "costly", "expensive"];

/// Adjectives behind "how" that ask for a measure.
const MEASURED: &[&str] = &[
    "big", "deep", "far", "fast", "heavy", "high", "large", "long", "old", "tall", "thick", "wide",
];

/// Words behind "how" or "how long" that ask for a time.
const TIMED: &[&str] = &["ago", "early", "late", "recently", "soon"];

/// Nouns behind "which" or "what" that ask for a time.
const TIMES: &[&str] = &["date", "dates", "day", "decade", "month", "week", "year", "years"];

/// Nouns behind "which" or "what" that ask for a place.
const PLACES: &[&str] = &[
    "airport", "cities", "city", "location", "place", "places", "port", "region", "site", "town",
    "village",
];

/// Nouns that ask for a reason before "for", "of" or "behind".
const REASONS: &[&str] = &["cause", "causes", "motive", "motives", "reason", "reasons"];

/// Nouns and verbs that ask for a reaction.
const REACTIONS: &[&str] = &[
    "react",
    "reacted",
    "reaction",
    "reactions",
    "reacts",
    "respond",
    "responded",
    "responds",
    "response",
    "responses",
];

/// Verbs of saying.
const SAYS: &[&str] = &[
    "accuse",
    "accused",
    "accuses",
    "acknowledged",
    "admits",
    "admitted",
    "announced",
    "announces",
    "called",
    "calls",
    "claimed",
    "claims",
    "confirmed",
    "confirms",
    "declared",
    "denied",
    "denies",
    "disclosed",
    "predicted",
    "reported",
    "reports",
    "revealed",
    "said",
    "say",
    "says",
    "stated",
    "states",
    "told",
    "warned",
    "warns",
];

/// Verbs of saying behind the subject of "what did … say".
const SAY: &[&str] = &["announce", "claim", "declare", "say", "state", "tell", "think", "warn"];

fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

pub(super) fn leads(word: &str) -> bool {
    has(LEADS, word)
}

pub(super) fn is_auxiliary(word: &str) -> bool {
    has(AUXILIARIES, word)
}

pub(super) fn says(word: &str) -> bool {
    has(SAYS, word)
}

pub(super) fn is_say(word: &str) -> bool {
    has(SAY, word)
}

/// What a noun or verb asks for by itself, with the word behind it.
pub(super) fn asked_by_noun(word: &str, next: &str) -> Option<AskedKind> {
    match word {
        _ if has(MONEY, word) => Some(AskedKind::Amount),
        "number" | "numbers" if next == "of" => Some(AskedKind::Count),
        "date" if next == "of" => Some(AskedKind::Date),
        "location" if next == "of" => Some(AskedKind::Place),
        _ if has(REASONS, word) && matches!(next, "behind" | "for" | "of") => {
            Some(AskedKind::Reason)
        }
        _ if has(REACTIONS, word) && (word.starts_with("reac") || next == "to") => {
            Some(AskedKind::Reaction)
        }
        _ => None,
    }
}

/// What "how" asks for with the two words behind it; `is_noun` says whether the
/// second one can be a noun.
pub(super) fn asked_by_how(next: &str, second: &str, is_noun: bool) -> Option<AskedKind> {
    match next {
        "many" if has(MONEY_BEHIND_MUCH, second) => Some(AskedKind::Amount),
        "many" => Some(AskedKind::Count),
        "much" if is_noun && !has(MONEY_BEHIND_MUCH, second) => Some(AskedKind::Measure),
        "much" => Some(AskedKind::Amount),
        "long" if has(TIMED, second) => Some(AskedKind::Date),
        "come" => Some(AskedKind::Reason),
        _ if has(COSTLY, next) => Some(AskedKind::Amount),
        _ if has(TIMED, next) => Some(AskedKind::Date),
        _ if has(MEASURED, next) => Some(AskedKind::Measure),
        _ => None,
    }
}

/// What "which" or "what" asks for with the noun behind it.
pub(super) fn asked_by_which(word: &str, noun: &str) -> Option<AskedKind> {
    match noun {
        _ if has(TIMES, noun) => Some(AskedKind::Date),
        _ if has(PLACES, noun) => Some(AskedKind::Place),
        _ if has(MONEY, noun) => Some(AskedKind::Amount),
        _ if has(REASONS, noun) => Some(AskedKind::Reason),
        _ => (word == "which").then_some(AskedKind::Name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        let lists = [
            LEADS,
            AUXILIARIES,
            MONEY,
            MONEY_BEHIND_MUCH,
            COSTLY,
            MEASURED,
            TIMED,
            TIMES,
            PLACES,
            REASONS,
            REACTIONS,
            SAYS,
            SAY,
        ];
        assert!(lists.iter().all(|list| list.is_sorted()));
    }
}
