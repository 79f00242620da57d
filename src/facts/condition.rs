//! What a query asks of facts: a condition that one fact of a passage meets.

use super::claim::status::Status;
use super::value::{Counted, FactKind, FactValue};
use crate::range::RangeBound;

/// A condition on the facts of a passage. A passage meets it where one of its
/// facts does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FactCondition {
    /// An amount within the bound, in hundredths; of any currency where none is
    /// given.
    Amount { bound: RangeBound, currency: Option<String> },
    /// A count within the bound; of anything where nothing is given.
    Count { bound: RangeBound, of: Option<Counted> },
    /// A date with a day in the bound.
    Date(RangeBound),
    /// A claim with one of the statuses.
    Status(Vec<Status>),
    /// A claim whose speaker's name has these stems side by side; of `None` a claim
    /// of the outlet itself.
    Says(Option<String>),
}

impl FactCondition {
    /// The kind of the facts that can meet it.
    pub(crate) fn kind(&self) -> FactKind {
        match self {
            Self::Amount { .. } => FactKind::Amount,
            Self::Count { .. } => FactKind::Count,
            Self::Date(_) => FactKind::Date,
            Self::Status(_) | Self::Says(_) => FactKind::Claim,
        }
    }

    /// The condition that one figure meets both, as `>100m` and `<200m USD` are one
    /// range. `None` where they are of different things, or no figure meets both.
    pub(crate) fn and(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Amount { bound, currency }, Self::Amount { bound: and, currency: of })
                if agree(currency.as_ref(), of.as_ref()) =>
            {
                let currency = currency.clone().or_else(|| of.clone());
                Some(Self::Amount { bound: bound.and(*and)?, currency })
            }
            (Self::Count { bound, of }, Self::Count { bound: and, of: other })
                if agree(of.as_ref(), other.as_ref()) =>
            {
                let of = of.clone().or_else(|| other.clone());
                Some(Self::Count { bound: bound.and(*and)?, of })
            }
            (Self::Date(bound), Self::Date(and)) => bound.and(*and).map(Self::Date),
            _ => None,
        }
    }

    /// Whether a fact meets it.
    pub(crate) fn is_met_by(&self, fact: &FactValue) -> bool {
        match (self, fact) {
            (Self::Amount { bound, currency }, FactValue::Amount { currency: code, values }) => {
                currency.as_ref().is_none_or(|currency| currency == code) && bound.overlaps(*values)
            }
            (Self::Count { bound, of }, FactValue::Count { of: counted, values }) => {
                of.as_ref().is_none_or(|of| of == counted) && bound.overlaps(*values)
            }
            (Self::Date(bound), FactValue::Date(days)) => bound.overlaps(*days),
            (Self::Status(statuses), FactValue::Claim { status, .. }) => statuses.contains(status),
            (Self::Says(None), FactValue::Claim { speaker, .. }) => speaker.is_none(),
            (Self::Says(Some(name)), FactValue::Claim { speaker: Some(speaker), .. }) => {
                has_words(speaker, name)
            }
            _ => false,
        }
    }
}

/// Whether two conditions are of one thing, which either may leave open.
fn agree<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}

/// Whether words with single blanks between stand side by side among others.
fn has_words(among: &str, words: &str) -> bool {
    let is_edge = |next: Option<char>| next.is_none_or(|c| c == ' ');
    among.match_indices(words).any(|(at, words)| {
        let (before, after) = (among.get(..at), among.get(at + words.len()..));
        is_edge(before.and_then(|text| text.chars().next_back()))
            && is_edge(after.and_then(|text| text.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::range::ValueRange;

    #[test]
    fn facts_meet_conditions() {
        let amount = |first, last| FactValue::Amount {
            currency: "USD".to_owned(),
            values: ValueRange { first, last },
        };
        let check = |first, last, currency: Option<&str>, fact: &FactValue, expected: bool| {
            let bound = RangeBound::new(first, last);
            let condition = FactCondition::Amount { bound, currency: currency.map(str::to_owned) };
            assert_eq!(condition.is_met_by(fact), expected, "{condition:?} {fact:?}");
        };
        check(Some(5), None, None, &amount(5, 5), true);
        check(Some(6), None, None, &amount(5, 5), false);
        check(Some(6), None, Some("USD"), &amount(5, 7), true);
        check(Some(6), None, Some("EUR"), &amount(5, 7), false);
        check(None, None, None, &FactValue::Date(ValueRange { first: 1, last: 2 }), false);
    }

    #[test]
    fn two_bounds_of_one_figure() {
        let amount = |first, last, currency: Option<&str>| FactCondition::Amount {
            bound: RangeBound::new(first, last),
            currency: currency.map(str::to_owned),
        };
        let check = |one: &FactCondition, other: &FactCondition, both: Option<&FactCondition>| {
            assert_eq!(one.and(other).as_ref(), both, "{one:?} {other:?}");
            assert_eq!(other.and(one).as_ref(), both, "{other:?} {one:?}");
        };
        let (above, below) = (amount(Some(5), None, None), amount(None, Some(9), Some("USD")));
        check(&above, &below, Some(&amount(Some(5), Some(9), Some("USD"))));
        check(&above, &amount(Some(7), None, None), Some(&amount(Some(7), None, None)));
        check(&amount(Some(5), None, Some("EUR")), &below, None);
        check(&amount(Some(10), None, None), &below, None);
        let count = FactCondition::Count { bound: RangeBound::new(Some(5), None), of: None };
        check(&count, &below, None);
        check(&FactCondition::Says(None), &FactCondition::Says(None), None);
    }

    #[test]
    fn words_of_names() {
        let check = |among: &str, words: &str, expected: bool| {
            assert_eq!(has_words(among, words), expected, "{words} in {among}");
        };
        check("a foreign ministri clerk", "foreign ministri", true);
        check("foreign ministri", "foreign", true);
        check("foreign ministri", "ministri", true);
        check("foreigner ministri", "foreign", false);
        check("unforeign", "foreign", false);
        check("foreign the ministri", "foreign ministri", false);
        check("", "foreign", false);
    }
}
