//! What changed words say.

use std::collections::BTreeSet;

use super::{Change, ChangeKind, Compared, Stretch, span_of};
use crate::facts::{Fact, Recogniser};
use crate::span::Span;

/// Most words of a change that a negation or an attribution is looked for in: a whole
/// paragraph that was added has one by itself.
const MAX_WORDS: usize = 12;

/// Words that reverse a statement. A word that ends in "n't" does, too.
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "without", "cannot",
    "denied", "denies", "deny",
];

/// Words that say that somebody says it.
const ATTRIBUTIONS: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "according",
    "reported",
    "reportedly",
    "announced",
    "stated",
    "claimed",
    "alleged",
    "allegedly",
    "quoted",
    "sources",
    "source",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "officials",
    "official",
];

/// What the changed stretches say, the weightiest first.
pub(super) fn changes(
    stretches: &[Stretch],
    old: &Compared<'_>,
    new: &Compared<'_>,
    recogniser: &Recogniser,
) -> Vec<Change> {
    let (old, new) = (Side::new(old, recogniser), Side::new(new, recogniser));
    let replaced = stretches.iter().filter(|stretch| !stretch.is_equal);
    let mut changes: Vec<Change> = replaced.map(|stretch| change(stretch, &old, &new)).collect();
    // Stable: those of one kind stay in the order of the texts.
    changes.sort_by_key(|change| change.kind);
    changes
}

/// One of two texts, with its figures and speakers.
struct Side<'a> {
    compared: &'a Compared<'a>,
    /// Amounts, counts, measures and dates, by their starts.
    facts: Vec<Fact>,
    /// The spans of who says something.
    speakers: Vec<Span>,
}

impl<'a> Side<'a> {
    fn new(compared: &'a Compared<'a>, recogniser: &Recogniser) -> Self {
        let facts = recogniser.facts(compared.text, None);
        let claims = recogniser.claims(compared.text);
        Self {
            compared,
            facts,
            speakers: claims.iter().filter_map(|claim| claim.speaker).collect(),
        }
    }

    /// The span with the whole of the figures that it has a part of.
    fn with_figures(&self, span: Span) -> Span {
        let figures = self.facts.iter().map(Fact::span).filter(|figure| overlap(*figure, span));
        figures.fold(span, |all, figure| {
            Span::new(all.start.min(figure.start), all.end.max(figure.end))
        })
    }

    /// The figures of words: all words that begin with a digit, and the values of the
    /// amounts, counts and dates that the words are a part of.
    fn figures_in(&self, words: (usize, usize), span: Option<Span>) -> BTreeSet<String> {
        let words = self.compared.words.iter().skip(words.0).take(words.1);
        let digits = words.filter(|word| word.is_figure);
        let digits = digits.filter_map(|word| word.span.of(self.compared.text)).map(str::to_owned);
        let is_touched = |fact: &&Fact| span.is_some_and(|span| overlap(fact.span(), span));
        digits.chain(self.facts.iter().filter(is_touched).map(|fact| self.value(fact))).collect()
    }

    /// The value of a fact, whatever it counts: a noun that was mended is no figure.
    fn value(&self, fact: &Fact) -> String {
        match fact {
            Fact::Amount(amount) => format!("{:?} {}", amount.figure, amount.currency),
            Fact::Count(count) => format!("{:?}", count.figure),
            Fact::Measure(measure) => format!("{:?} {}", measure.figure, measure.unit),
            _ => fact.span().of(self.compared.text).unwrap_or_default().to_lowercase(),
        }
    }

    fn has_speaker(&self, span: Option<Span>) -> bool {
        span.is_some_and(|span| self.speakers.iter().any(|speaker| overlap(*speaker, span)))
    }

    /// Whether one of the words is in a list, or passes a test.
    fn has_word(&self, words: (usize, usize), is_meant: impl Fn(&str) -> bool) -> bool {
        let words = self.compared.words.iter().skip(words.0).take(words.1);
        let texts = words.filter_map(|word| word.span.of(self.compared.text));
        texts.map(str::to_lowercase).any(|word| is_meant(&word))
    }

    fn text(&self, span: Option<Span>) -> String {
        span.and_then(|span| span.of(self.compared.text)).unwrap_or_default().to_owned()
    }
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

fn change(stretch: &Stretch, old: &Side<'_>, new: &Side<'_>) -> Change {
    let mut old_span = span_of(old.compared.words, stretch.old);
    let mut new_span = span_of(new.compared.words, stretch.new);
    let kind = kind(stretch, (old, old_span), (new, new_span));
    if kind == ChangeKind::Figure {
        old_span = old_span.map(|span| old.with_figures(span));
        new_span = new_span.map(|span| new.with_figures(span));
    }
    let (old_text, new_text) = (old.text(old_span), new.text(new_span));
    Change { kind, old: old_span, new: new_span, old_text, new_text }
}

fn kind(
    stretch: &Stretch,
    (old, old_span): (&Side<'_>, Option<Span>),
    (new, new_span): (&Side<'_>, Option<Span>),
) -> ChangeKind {
    let (old_figures, new_figures) =
        (old.figures_in(stretch.old, old_span), new.figures_in(stretch.new, new_span));
    let is_short = stretch.len() <= MAX_WORDS;
    // In a paragraph that was rewritten, a figure that is gone was cut with it.
    let is_meant = |figures: &BTreeSet<String>| is_short || !figures.is_empty();
    let is_replaced = old_span.is_some() && new_span.is_some() && old_figures != new_figures;
    if is_replaced && is_meant(&old_figures) && is_meant(&new_figures) {
        return ChangeKind::Figure;
    }
    if !is_short {
        return ChangeKind::Wording;
    }
    let either = |is_meant: fn(&str) -> bool| {
        old.has_word(stretch.old, is_meant) != new.has_word(stretch.new, is_meant)
    };
    if either(is_negation) {
        return ChangeKind::Negation;
    }
    let has_attribution = old.has_word(stretch.old, is_attribution)
        || new.has_word(stretch.new, is_attribution)
        || old.has_speaker(old_span)
        || new.has_speaker(new_span);
    if has_attribution { ChangeKind::Attribution } else { ChangeKind::Wording }
}

fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
}

fn is_attribution(word: &str) -> bool {
    ATTRIBUTIONS.contains(&word)
}
