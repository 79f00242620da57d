//! What a query asks of the facts of a passage: `amount:`, `count:`, `status:`
//! and `says:`. Dates in texts, `mentions:`, are a range field.

use std::fmt::{Display, Formatter, Result as FmtResult};

use super::figure;
use super::quote::pair_around;
use crate::facts::Status;
use crate::range::RangeBound;

/// A fact that a passage has to have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AskedFact {
    /// `amount:>100m USD`: an amount of money.
    Amount {
        /// Hundredths of the currency.
        bound: RangeBound,
        /// The ISO 4217 code, or a bare unit as `crown`; `None` for any currency.
        currency: Option<String>,
    },
    /// `count:4 helicopter`: a number of things.
    Count {
        /// How many.
        bound: RangeBound,
        /// What is counted, as typed; `None` for anything. Of several words that name
        /// no equipment the last is counted.
        of: Option<String>,
    },
    /// `status:signed,delivered`: a claim with one of these statuses.
    Status(Vec<Status>),
    /// `says:"Foreign Ministry"`: a claim of this speaker, as typed; `nobody` is
    /// the outlet itself.
    Says(String),
}

impl AskedFact {
    /// The name of the field.
    ///
    /// ```
    /// use ibid::query::{Node, Query};
    ///
    /// let query = Query::new("status:lifted");
    /// let Node::Fact { asked, .. } = &query.clauses()[0].node else { panic!() };
    /// assert_eq!(asked.field(), "status");
    /// ```
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Amount { .. } => figure::Figure::Amount.name(),
            Self::Count { .. } => figure::Figure::Count.name(),
            Self::Status(_) => "status",
            Self::Says(_) => "says",
        }
    }

    /// Whether one end of its figure is open: two of these side by side bound one
    /// figure.
    pub(crate) fn is_half_open(&self) -> bool {
        match self {
            Self::Amount { bound, .. } | Self::Count { bound, .. } => bound.is_half_open(),
            Self::Status(_) | Self::Says(_) => false,
        }
    }
}

/// Writes the field as a query has it. A figure stands in quotes, so that the words
/// behind it are none of it.
impl Display for AskedFact {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        match self {
            Self::Amount { bound, currency } => {
                write!(f, "amount:\"")?;
                figure::print(figure::Figure::Amount, *bound, currency.as_deref(), f)
            }
            Self::Count { bound, of } => {
                write!(f, "count:\"")?;
                figure::print(figure::Figure::Count, *bound, of.as_deref(), f)
            }
            Self::Status(statuses) => {
                let names: Vec<&str> = statuses.iter().map(|status| status.name()).collect();
                write!(f, "status:{}", names.join(","))
            }
            Self::Says(name) => {
                let (open, close) = pair_around(name);
                write!(f, "says:{open}{name}{close}")
            }
        }
    }
}
