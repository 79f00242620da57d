//! Events for a timeline: each sentence with the days that it speaks of.

use serde::{Deserialize, Serialize};

use super::fact::{Basis, Dated, Fact, Precision};
use super::token::Tokens;
use crate::date::DayRange;
use crate::span::Span;

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
    /// The bytes of the date; `None` where the days are those of publication.
    pub date: Option<Span>,
    /// What the date rests on; `None` where the days are those of publication.
    pub basis: Option<Basis>,
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
            Fact::Date(date) if date.precision != Precision::Range => Some(date),
            _ => None,
        })
        .collect();
    let mut events = Vec::new();
    let mut first = 0;
    while first < tokens.len() {
        let end = tokens.sentence_end(first).max(first + 1);
        let span = tokens.span_of(first, end);
        push_events(&mut events, span, &dates, published);
        first = end;
    }
    events
}

fn push_events(events: &mut Vec<Event>, span: Span, dates: &[&Dated], published: Option<DayRange>) {
    let first = dates.partition_point(|date| date.span.start < span.start);
    let inside = dates.get(first..).unwrap_or_default().iter();
    let inside = inside.take_while(|date| date.span.start < span.end);
    let of_dates = inside.filter_map(|date| {
        let (precision, place) = (Some(date.precision), Some(date.span));
        date.days.map(|days| Event { span, days, precision, date: place, basis: Some(date.basis) })
    });
    let before = events.len();
    events.extend(of_dates);
    if events.len() == before {
        let of_publication = |days| Event { span, days, precision: None, date: None, basis: None };
        events.extend(published.map(of_publication));
    }
}
