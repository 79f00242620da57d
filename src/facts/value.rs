//! What an index keeps of a passage's facts.

use super::claim::status::Status;
use super::fact::{Fact, Figure};
use crate::analysis::Analyzer;
use crate::analysis::token::KeyKind;
use crate::range::ValueRange;

/// A kind of facts, each of which an index keeps by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FactKind {
    Amount,
    Count,
    Date,
    Claim,
}

impl FactKind {
    /// Every kind, in the order in which an index keeps them.
    pub(crate) const ALL: [Self; 4] = [Self::Amount, Self::Count, Self::Date, Self::Claim];
}

/// A fact without its place. A figure that is open at one side ("more than 20")
/// is the figure that is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FactValue {
    /// An amount of money.
    Amount {
        /// An ISO 4217 code, or a bare unit.
        currency: String,
        /// Hundredths of the currency.
        values: ValueRange,
    },
    /// A number of things.
    Count { of: Counted, values: ValueRange },
    /// The days of a date.
    Date(ValueRange),
    /// A claim: its status, and the stems of the speaker's name with single blanks
    /// between; `None` where the outlet itself says it.
    Claim { status: Status, speaker: Option<String> },
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Counted {
    /// Equipment, by the key of its family.
    Family(String),
    /// Anything else, by its stems with single blanks between.
    Noun(String),
}

impl FactValue {
    /// The kind that it is of.
    pub(crate) fn kind(&self) -> FactKind {
        match self {
            Self::Amount { .. } => FactKind::Amount,
            Self::Count { .. } => FactKind::Count,
            Self::Date(_) => FactKind::Date,
            Self::Claim { .. } => FactKind::Claim,
        }
    }

    /// What is kept of a fact: nothing of a measure, of a date without days and of
    /// a figure without any bound.
    pub(crate) fn of(fact: &Fact, analyzer: &Analyzer) -> Option<Self> {
        match fact {
            Fact::Amount(amount) => {
                let (currency, values) = (amount.currency.clone(), hundredths(amount.figure)?);
                Some(Self::Amount { currency, values })
            }
            Fact::Count(count) => {
                let of = match &count.family {
                    Some(family) => Counted::Family(family.clone()),
                    None => Counted::Noun(stems(&count.unit, analyzer)),
                };
                Some(Self::Count { of, values: whole(count.figure)? })
            }
            Fact::Date(date) => date.days.map(|days| Self::Date(days.into())),
            Fact::Measure(_) => None,
        }
    }
}

impl Counted {
    /// What a text names as counted.
    pub(crate) fn of(text: &str, analyzer: &Analyzer) -> Self {
        let analysis = analyzer.analyze_query(text);
        let family = analysis.keys().find(|key| key.kind == KeyKind::Family);
        match family {
            Some(key) => Self::Family(key.term.to_owned()),
            None => Self::Noun(stems(text, analyzer)),
        }
    }
}

/// The stems of a text with single blanks between.
pub(crate) fn stems(text: &str, analyzer: &Analyzer) -> String {
    let analysis = analyzer.words(text);
    let stems: Vec<&str> = analysis.words().map(|word| word.stem).collect();
    stems.join(" ")
}

/// A name without the article before it: "the Foreign Ministry" and "Foreign Ministry"
/// are one speaker.
pub(crate) fn without_article(name: &str) -> &str {
    let is_article = |word: &str| ["the", "a", "an"].iter().any(|it| word.eq_ignore_ascii_case(it));
    match name.split_once(' ') {
        Some((first, name)) if is_article(first) => name,
        _ => name,
    }
}

/// Hundredths of a currency, the ends to the nearest.
pub(crate) fn hundredths(figure: Figure) -> Option<ValueRange> {
    range(figure, |value| (value * 100.0).round())
}

/// Whole numbers, the ends to the nearest.
pub(crate) fn whole(figure: Figure) -> Option<ValueRange> {
    range(figure, f64::round)
}

/// The written ends of a figure: of one that is open at a side, the other end.
fn range(figure: Figure, number: impl Fn(f64) -> f64) -> Option<ValueRange> {
    // Saturating: no figure of a text that means anything is beyond.
    let end = |value: f64| number(value) as i64;
    let (first, last) = (end(figure.low.or(figure.high)?), end(figure.high.or(figure.low)?));
    Some(ValueRange { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_no_part_of_a_name() {
        let cases = [
            ("The Foreign Ministry", "Foreign Ministry"),
            ("a clerk", "clerk"),
            ("the", "the"),
            ("Theo Lee", "Theo Lee"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(without_article(name), expected);
        }
    }

    #[test]
    fn ends_of_figures() {
        let check = |low: Option<f64>, high: Option<f64>, expected: Option<(i64, i64)>| {
            let values = hundredths(Figure { low, high, about: false });
            assert_eq!(values.map(|values| (values.first, values.last)), expected);
        };
        check(Some(15.0), Some(15.0), Some((1500, 1500)));
        check(Some(0.75), Some(2.505), Some((75, 251)));
        check(Some(7.0), None, Some((700, 700)));
        check(None, Some(7.0), Some((700, 700)));
        check(None, None, None);
        check(Some(1e30), Some(1e30), Some((i64::MAX, i64::MAX)));
    }
}
