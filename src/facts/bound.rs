//! What the words around a figure say of it: "more than", "up to", "about".

use super::fact::Figure;
use super::token::Tokens;
use super::trigger::Triggers;
use super::vocabulary::{Bound, Vocabulary};

/// The longest phrase before a figure, in words.
const MAX_PHRASE: usize = 4;

/// A figure has at most this many phrases before it: "up to about".
const MAX_PHRASES: usize = 2;

/// Words that make "over", "under", "about" and "around" plain prepositions: "talks
/// over 20 jets".
const TAKE_PREPOSITION: &[&str] = &[
    "agreement",
    "anger",
    "argument",
    "asked",
    "battle",
    "carried",
    "carry",
    "clash",
    "concern",
    "concerned",
    "concerns",
    "control",
    "controversy",
    "debate",
    "deal",
    "discussions",
    "dispute",
    "doubts",
    "fears",
    "fight",
    "fighting",
    "flew",
    "fly",
    "flying",
    "handed",
    "information",
    "negotiations",
    "news",
    "passed",
    "questions",
    "report",
    "reports",
    "row",
    "spoke",
    "story",
    "take",
    "taken",
    "takes",
    "taking",
    "talk",
    "talked",
    "talking",
    "talks",
    "told",
    "took",
    "turned",
    "victory",
    "war",
    "worried",
    "worries",
];

/// The figure with what the words before its first token and behind its last
/// one say of it.
pub(super) fn bounded(
    vocabulary: &Vocabulary,
    tokens: &Tokens<'_>,
    first: usize,
    end: usize,
    figure: Figure,
) -> Figure {
    let mut figure = figure;
    let mut start = first;
    for _ in 0..MAX_PHRASES {
        let Some((bound, at)) = bound_before(vocabulary, tokens, start) else { break };
        figure = with_bound(figure, bound);
        start = at;
    }
    match bound_behind(tokens, end) {
        Some(bound) => with_bound(figure, bound),
        None => figure,
    }
}

fn with_bound(figure: Figure, bound: Bound) -> Figure {
    let bounded = match bound {
        Bound::Least => Figure { high: None, ..figure },
        Bound::Most => Figure { low: None, ..figure },
        Bound::About => Figure { about: true, ..figure },
    };
    // "Up to thousands" bounds nothing: it is no more than a hint.
    let is_open = bounded.low.is_none() && bounded.high.is_none();
    Figure { about: bounded.about || is_open, ..bounded }
}

/// The phrase that ends before a place, and where it starts.
fn bound_before(
    vocabulary: &Vocabulary,
    tokens: &Tokens<'_>,
    first: usize,
) -> Option<(Bound, usize)> {
    if !tokens.starts(first.wrapping_sub(1), Triggers::BOUND) {
        return None;
    }
    (1..=MAX_PHRASE.min(first)).rev().find_map(|count| {
        let at = first - count;
        let bound = *vocabulary.bounds.get(tokens.phrase_of(at, count).as_ref())?;
        let is_preposition = tokens.is_any(at, &["over", "under", "about", "around"])
            && TAKE_PREPOSITION.contains(&tokens.word(at.wrapping_sub(1)));
        (!is_preposition && !tokens.ends_between(at, first)).then_some((bound, at))
    })
}

/// "20 or more", "20 or so", "20-plus", "20+".
fn bound_behind(tokens: &Tokens<'_>, end: usize) -> Option<Bound> {
    if tokens.is(end, "or") {
        return match tokens.word(end + 1) {
            "more" => Some(Bound::Least),
            "less" | "fewer" => Some(Bound::Most),
            "so" => Some(Bound::About),
            _ => None,
        };
    }
    let plus = end + usize::from(tokens.is_dash(end));
    let is_plus = tokens.is_mark(end, '+') && tokens.touches(end.wrapping_sub(1))
        || tokens.is(plus, "plus") && tokens.touches(end.wrapping_sub(1));
    is_plus.then_some(Bound::Least)
}
