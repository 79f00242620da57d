//! Events for a timeline: each sentence with the days that it speaks of.

use serde::{Deserialize, Serialize};

use super::fact::{Basis, Dated, Fact, Precision};
use super::token::Tokens;
use crate::date::DayRange;
use crate::span::Span;

/// A clause beside the main one has at most this many tokens around its date.
const CLAUSE_WINDOW: usize = 20;

/// A sentence and one of its dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// The bytes of the sentence.
    #[serde(flatten)]
    pub span: Span,
    /// The days it speaks of.
    pub days: DayRange,
    /// The unit of the date; `None` where the sentence has no date, so that the
    /// days are those of publication.
    pub precision: Option<Precision>,
    /// The bytes of the date; `None` where the days are those of publication. A
    /// headline without a date has that of the first whole sentence.
    pub date: Option<Span>,
    /// What the date rests on; `None` where the days are those of publication.
    pub basis: Option<Basis>,
}

impl Event {
    fn of_publication(span: Span, days: DayRange) -> Self {
        Self { span, days, precision: None, date: None, basis: None }
    }
}

/// The events of a text whose facts are known.
pub(super) fn events(
    tokens: &Tokens<'_>,
    facts: &[Fact],
    published: Option<DayRange>,
) -> Vec<Event> {
    let dates: Vec<&Dated> = facts
        .iter()
        .filter_map(|fact| match fact {
            // A span of years is no day on which something happens.
            Fact::Date(date) if date.precision != Precision::Range => {
                (!is_superseded(tokens, date.span)).then_some(date)
            }
            _ => None,
        })
        .collect();
    let sentences = sentences(tokens);
    let mut events = Vec::new();
    for (index, span) in sentences.iter().enumerate() {
        let dates = match inside(&dates, *span) {
            [] if index == 0 && is_headline(tokens, *span) => {
                let lead = sentences.iter().find(|span| !is_headline(tokens, **span));
                let dates = lead.map(|lead| inside(&dates, *lead)).unwrap_or_default();
                dates.get(..1).filter(|dates| is_news(dates, published)).unwrap_or_default()
            }
            dates => dates,
        };
        push_events(&mut events, *span, dates, published);
        // What the main clause tells has no date of its own.
        let is_beside = |date: &&Dated| {
            is_in_aside(tokens, *span, date.span) || is_in_opening_clause(tokens, *span, date.span)
        };
        if !dates.is_empty() && dates.iter().all(is_beside) {
            events.extend(published.map(|days| Event::of_publication(*span, days)));
        }
    }
    events
}

/// Whether a date stands in a clause that opens the sentence: "after they met in
/// June, a deal was signed".
fn is_in_opening_clause(tokens: &Tokens<'_>, sentence: Span, date: Span) -> bool {
    // What happens "when" or "while" something happens has its date.
    const OPENINGS: &[&str] = &["after", "before", "once", "although", "though"];
    let (first, date) = (tokens.place_of(sentence.start), tokens.place_of(date.end));
    let comma = (date..date + CLAUSE_WINDOW).find(|at| tokens.is_mark(*at, ','));
    let is_inside = comma.is_some_and(|comma| tokens.span(comma).end <= sentence.end);
    tokens.is_any(first, OPENINGS) && is_inside && date - first <= CLAUSE_WINDOW
}

/// Whether a date stands in an aside between commas that starts with a participle:
/// "the plan, begun two years ago, was dropped".
fn is_in_aside(tokens: &Tokens<'_>, sentence: Span, date: Span) -> bool {
    let (start, end) = (tokens.place_of(date.start), tokens.place_of(date.end));
    let comma =
        (start.saturating_sub(CLAUSE_WINDOW)..start).rev().find(|at| tokens.is_mark(*at, ','));
    let opening = comma.filter(|at| tokens.span(*at).start >= sentence.start).map(|at| at + 1);
    let is_participle = |at: usize| {
        let word = tokens.word(at);
        word.ends_with("ed")
            || tokens.is_any(at, &["begun", "made", "built", "won", "struck", "sold"])
    };
    opening.is_some_and(is_participle) && tokens.is_mark(end, ',')
}

/// The sentences of a text in order.
fn sentences(tokens: &Tokens<'_>) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut first = 0;
    while first < tokens.len() {
        let end = tokens.sentence_end(first).max(first + 1);
        sentences.push(tokens.span_of(first, end));
        first = end;
    }
    sentences
}

/// Whether a sentence has no end: a headline tells what the first whole sentence
/// tells, and happens when it happens.
fn is_headline(tokens: &Tokens<'_>, span: Span) -> bool {
    let text = span.of(tokens.text()).unwrap_or_default();
    !text.trim_end_matches(['"', '”', '\'', '’', ')', ' ']).ends_with(['.', '!', '?'])
}

/// Whether the date is a day of the week up to publication: what an article
/// reports, and no history.
fn is_news(dates: &[&Dated], published: Option<DayRange>) -> bool {
    let days = dates.first().filter(|date| date.precision == Precision::Day);
    let days = days.and_then(|date| date.days).zip(published);
    days.is_some_and(|(days, published)| {
        let apart = published.first.days_since_epoch() - days.first.days_since_epoch();
        (0..=7).contains(&apart)
    })
}

/// The dates that start in a span.
fn inside<'d, 'f>(dates: &'d [&'f Dated], span: Span) -> &'d [&'f Dated] {
    let first = dates.partition_point(|date| date.span.start < span.start);
    let end = dates.partition_point(|date| date.span.start < span.end);
    dates.get(first..end).unwrap_or_default()
}

/// Whether the text says that it was not then: "and not 1988", "originally due
/// last June".
fn is_superseded(tokens: &Tokens<'_>, date: Span) -> bool {
    const WINDOW: usize = 5;
    let place = tokens.place_of(date.start);
    let before = place.saturating_sub(WINDOW)..place;
    let mut before = before.rev().take_while(|at| !tokens.is_any(*at, &[",", ";", ".", "but"]));
    let is_negated = tokens.is(place.wrapping_sub(1), "not");
    is_negated || before.any(|at| tokens.is_any(at, &["originally", "initially", "previously"]))
}

fn push_events(events: &mut Vec<Event>, span: Span, dates: &[&Dated], published: Option<DayRange>) {
    let of_dates = dates.iter().filter_map(|date| {
        let (precision, place) = (Some(date.precision), Some(date.span));
        let basis = Some(date.basis);
        date.days.map(|days| Event { span, days, precision, date: place, basis })
    });
    let before = events.len();
    events.extend(of_dates);
    if events.len() == before {
        events.extend(published.map(|days| Event::of_publication(span, days)));
    }
}
