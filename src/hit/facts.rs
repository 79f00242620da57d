//! The facts of a hit, and what a mark says of one.

use serde::{Deserialize, Serialize};

use crate::date::DayRange;
use crate::date::names::MONTHS;
use crate::facts::{Amount, Basis, Claim, Count, Dated, Fact, Figure};
use crate::span::Span;

/// The facts of a passage and what it claims, with spans of the **document's**
/// text.
///
/// ```
/// use ibid::facts::{Fact, Status};
/// use ibid::{Document, Index, Query};
///
/// let text = "Peru has signed a contract for six Mi-35s.";
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", text))?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("contract").with_facts())?;
/// let facts = hits[0].facts.as_ref().unwrap();
/// assert_eq!(facts.facts[0].span().of(text), Some("six Mi-35s"));
/// assert_eq!(facts.claims[0].status, Status::Signed);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HitFacts {
    /// Amounts, counts, measures and dates, by where they start.
    pub facts: Vec<Fact>,
    /// Claims, by where they start.
    pub claims: Vec<Claim>,
}

impl HitFacts {
    /// The facts of a passage that starts at a byte of its document.
    pub(crate) fn at(start: usize, facts: Vec<Fact>, claims: &[Claim]) -> Self {
        let moved = |span: Span| span.shifted(start);
        let facts = facts.into_iter().map(|fact| {
            let span = moved(fact.span());
            fact.with_span(span)
        });
        let claims = claims.iter().map(|claim| Claim {
            span: moved(claim.span),
            cue: moved(claim.cue),
            speaker: claim.speaker.map(moved),
            ..*claim
        });
        Self { facts: facts.collect(), claims: claims.collect() }
    }
}

/// What a fact says: `amount 153,000,000 USD`, `4 × Mi-35`, `June 2014 from "June",
/// article of 2014-11-21`. `text` is the passage, in whose bytes its span is.
pub(crate) fn described(fact: &Fact, text: &str, article: Option<DayRange>) -> String {
    match fact {
        Fact::Amount(Amount { figure, currency, .. }) => {
            format!("amount {} {currency}", figure_in_words(*figure))
        }
        Fact::Count(Count { figure, unit, .. }) => {
            format!("{} × {unit}", figure_in_words(*figure))
        }
        Fact::Measure(measure) => {
            format!("{} {}", figure_in_words(measure.figure), measure.unit)
        }
        Fact::Date(date) => date_in_words(date, text, article),
    }
}

fn date_in_words(date: &Dated, text: &str, article: Option<DayRange>) -> String {
    let Some(days) = date.days else { return "a date without a year".to_owned() };
    let shown = days_in_words(days);
    let quote = date.span.of(text).unwrap_or_default();
    match (date.basis, article) {
        (Basis::FromDocument, Some(article)) => {
            format!("{shown} from \"{quote}\", article of {article}")
        }
        (Basis::Ambiguous(other), _) => format!("{shown}, or {}", days_in_words(other)),
        _ => shown,
    }
}

/// A month by its name, other days as a query has them.
fn days_in_words(days: DayRange) -> String {
    let month = days.first.civil().filter(|(year, month, _)| {
        DayRange::month(*year, *month).is_some_and(|month| month == days)
    });
    match month {
        Some((year, month, _)) => {
            let name = MONTHS.get(usize::from(month).saturating_sub(1)).copied();
            let name = name.unwrap_or_default();
            let (initial, letters) = name.split_at_checked(1).unwrap_or_default();
            format!("{}{letters} {year}", initial.to_uppercase())
        }
        None => days.to_string(),
    }
}

/// "about 1,200", "at least 20", "3 to 5".
fn figure_in_words(figure: Figure) -> String {
    let about = if figure.about { "about " } else { "" };
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low.to_bits() == high.to_bits() => {
            format!("{about}{}", grouped(low))
        }
        (Some(low), Some(high)) => format!("{about}{} to {}", grouped(low), grouped(high)),
        (Some(low), None) => format!("{about}at least {}", grouped(low)),
        (None, Some(high)) => format!("{about}at most {}", grouped(high)),
        (None, None) => "an open figure".to_owned(),
    }
}

/// A number with commas between thousands and at most two decimals.
fn grouped(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let part = part.trim_end_matches('0');
    let sign = if value < 0.0 { "-" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let cases = [
            (0.0, "0"),
            (4.0, "4"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (153e6, "153,000,000"),
            (2.5, "2.5"),
            (1234.05, "1,234.05"),
            (-7.0, "-7"),
        ];
        for (value, expected) in cases {
            assert_eq!(grouped(value), expected);
        }
    }

    #[test]
    fn days() {
        let check = |text: &str, expected: &str| {
            assert_eq!(days_in_words(DayRange::parse(text).unwrap()), expected);
        };
        check("2014-06", "June 2014");
        check("2014", "2014");
        check("2014-06-05", "2014-06-05");
        check("2014-12", "December 2014");
    }
}
