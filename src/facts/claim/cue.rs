//! The cue of a sentence: the words that carry its status.

use super::adverb::is_adverb;
use super::negation::is_negated;
use super::status::Status;
use super::table::{Cue, StatusTable};
use crate::facts::token::Tokens;
use crate::facts::trigger::Triggers;
use crate::util::prefix_filter::prefix8;

/// Where a cue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) struct CuePlace {
    pub(in crate::facts) status: Status,
    /// Its first token.
    pub(in crate::facts) first: usize,
    /// The place behind its last one.
    pub(in crate::facts) end: usize,
    /// Whether a word negates it: it then claims nothing.
    pub(in crate::facts) is_negated: bool,
}

/// An object stands at most this many tokens behind its verb.
const OBJECT_WINDOW: usize = 18;

/// Forms of "be", which stand before a passive.
pub(super) const BE_FORMS: &[&str] = &["is", "are", "was", "were", "be", "been", "being"];

/// Words before a participle that make it an adjective.
const DETERMINERS: &[&str] = &[
    "a", "an", "the", "its", "his", "her", "their", "this", "that", "these", "those", "any", "of",
];

/// Auxiliaries and adverbs before a finite verb.
const AUXILIARIES: &[&str] = &[
    "has", "have", "had", "was", "were", "be", "been", "being", "is", "are", "it", "he", "she",
    "they", "we", "i", "who", "which", "also", "already", "not", "never", "and",
];

/// The first cue of the tokens from `first` to `end` that is no aside.
pub(super) fn cue_in(
    tokens: &Tokens<'_>,
    table: &StatusTable,
    first: usize,
    end: usize,
) -> Option<CuePlace> {
    main_cue(tokens, &cues_in(tokens, table, first, end))
}

/// The first cue that is no aside, else the first one; none that is negated.
pub(in crate::facts) fn main_cue(tokens: &Tokens<'_>, cues: &[CuePlace]) -> Option<CuePlace> {
    let mut claiming = cues.iter().filter(|cue| !cue.is_negated);
    claiming.clone().find(|cue| !is_aside(tokens, cue)).or(claiming.next()).copied()
}

/// All cues of the tokens from `first` to `end`.
pub(in crate::facts) fn cues_in(
    tokens: &Tokens<'_>,
    table: &StatusTable,
    first: usize,
    end: usize,
) -> Vec<CuePlace> {
    let mut cues = Vec::new();
    let mut from = first;
    for at in tokens.claiming(first, end, Triggers::CUE) {
        if at >= from
            && let Some(cue) = cue_at(tokens, table, at, end)
        {
            cues.push(CuePlace { is_negated: is_negated(tokens, first, cue.first), ..cue });
            from = cue.end;
        }
    }
    cues
}

fn cue_at(tokens: &Tokens<'_>, table: &StatusTable, at: usize, end: usize) -> Option<CuePlace> {
    // A word in capitals is of a name: "the Marshall Plan".
    let is_name = tokens.is_capital(at) && at != tokens.sentence_start(at);
    if !tokens.is_word(at) || is_name {
        return None;
    }
    let next = tokens.word(at + 1);
    let next = prefix8(next.as_bytes(), next.len());
    let cues = table.starting_with(tokens.word(at)).iter().filter(|cue| cue.may_go_on(next));
    let matching = cues.filter_map(|cue| Some((cue, object_distance(tokens, cue, at, end)?)));
    // With an object before without, and the nearest object: "received six tugs
    // under a deal".
    let (cue, _) = matching.min_by_key(|(cue, distance)| (cue.objects.is_empty(), *distance))?;
    let end_of_cue = at + cue.words.len();
    let place = CuePlace { status: cue.status, first: at, end: end_of_cue, is_negated: false };
    is_of_deal(tokens, &place, end).then_some(place)
}

/// How far behind the words of a cue its object stands; 0 where it needs none,
/// `None` where the cue does not stand at the place.
fn object_distance(tokens: &Tokens<'_>, cue: &Cue, at: usize, end: usize) -> Option<usize> {
    let behind = at + cue.words.len();
    let has_words = cue.words.iter().zip(at..).all(|(word, place)| tokens.is(place, word));
    if !has_words || behind > end {
        return None;
    }
    if cue.objects.is_empty() {
        return Some(0);
    }
    let is_object = |place: usize| {
        tokens.starts(place, Triggers::OBJECT)
            && cue.objects.iter().any(|object| tokens.is(place, object))
    };
    let mut window = behind..(behind + OBJECT_WINDOW).min(end);
    let distance = window.position(is_object);
    // "The ban was lifted": the object of a passive is its subject.
    let is_passive = tokens.is_any(at.wrapping_sub(1), BE_FORMS);
    let mut before = (at.saturating_sub(OBJECT_WINDOW)..at).rev();
    distance.or_else(|| before.position(|place| is_passive && is_object(place)))
}

/// Whether the word has the sense of the table: "ordered the Navy to fire" is no
/// order, "offers" and "plans" may be nouns, "agreed to" needs no contract.
fn is_of_deal(tokens: &Tokens<'_>, cue: &CuePlace, end: usize) -> bool {
    let (before, word) = (cue.first.wrapping_sub(1), tokens.word(cue.first));
    // "a long-delayed plan".
    if tokens.is_dash(before) && tokens.touches(before) {
        return false;
    }
    // A participle or plural noun behind a determiner carries no claim.
    if DETERMINERS.contains(&tokens.word(before))
        && cue.end == cue.first + 1
        && !matches!(word, "talks" | "deliveries" | "negotiations")
    {
        return false;
    }
    match word {
        "ordered" => {
            let goes_to = (cue.end..(cue.end + 5).min(end)).find(|place| tokens.is(*place, "to"));
            let counts = (cue.end..(cue.end + 5).min(end)).any(|place| tokens.is_digits(place));
            goes_to.is_none() || counts
        }
        "order" | "orders" => !tokens.is(before, "in"),
        "plan" | "plans" | "planned" | "planning" => tokens.is(cue.end, "to"),
        // "as opposed to".
        "opposed" => !tokens.is(cue.end, "to"),
        "offer" | "offers" | "award" | "purchase" | "request" | "requests" | "promise"
        | "pledge" | "delay" | "delays" | "ground" | "grounds" | "clear" | "block" | "halt"
        | "permit" | "permits" | "allow" | "allows" | "purchases" | "ship" | "ships" | "supply"
        | "supplies" | "embargo" | "freeze" | "approach" | "lobby" | "stall" => {
            is_verb_here(tokens, cue, end)
        }
        "selected" | "invited" | "approached" => cue.first > 0,
        _ => true,
    }
}

/// Whether a word that is a noun as well is a verb: behind an auxiliary or "to",
/// or before an article or figure.
fn is_verb_here(tokens: &Tokens<'_>, cue: &CuePlace, end: usize) -> bool {
    const BEFORE: &[&str] = &[
        "to",
        "will",
        "would",
        "may",
        "could",
        "might",
        "can",
        "should",
        "must",
        "shall",
        "temporarily",
        "also",
        "not",
        "they",
        "it",
        "we",
        "ll",
    ];
    let goes_on = cue.end < end
        && (tokens.is_digits(cue.end)
            || DETERMINERS.contains(&tokens.word(cue.end)) && !tokens.is(cue.end, "of"));
    BEFORE.contains(&tokens.word(cue.first.wrapping_sub(1))) || goes_on
}

/// Whether the cue is a participle that only describes a noun: "the sanctions
/// imposed against Japan".
fn is_aside(tokens: &Tokens<'_>, cue: &CuePlace) -> bool {
    let is_participle = tokens.word(cue.end - 1).ends_with("ed");
    let before = cue.first.wrapping_sub(1);
    let has_auxiliary = AUXILIARIES.contains(&tokens.word(before)) || is_adverb(tokens, before);
    let describes = tokens.is_any(cue.end, &["by", "against", "under", "in", "earlier"]);
    is_participle && !has_auxiliary && describes
}
