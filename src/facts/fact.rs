//! What a fact is: an amount, a count, a measure, a date or a bare number.

use serde::{Deserialize, Serialize};

use crate::date::DayRange;
use crate::span::Span;

/// The value of a figure, with its bounds.
///
/// An exact figure has equal bounds, "20 to 30" has both, "more than 20" has
/// no `high`, "up to 20" no `low`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Figure {
    /// The lowest value; `None` where the text leaves it open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub low: Option<f64>,
    /// The highest value; `None` where the text leaves it open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub high: Option<f64>,
    /// Whether the text says "about", "nearly" or the like.
    pub about: bool,
}

impl Figure {
    /// Exactly this value.
    ///
    /// ```
    /// use ibid::facts::Figure;
    ///
    /// let figure = Figure::exactly(4.0);
    /// assert_eq!((figure.low, figure.high, figure.about), (Some(4.0), Some(4.0), false));
    /// ```
    #[must_use]
    pub fn exactly(value: f64) -> Self {
        Self::between(value, value)
    }

    pub(super) fn between(low: f64, high: f64) -> Self {
        Self { low: Some(low), high: Some(high), about: false }
    }
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Amount {
    /// The bytes of the figure with its currency.
    #[serde(flatten)]
    pub span: Span,
    /// Its value in units of the currency.
    #[serde(flatten)]
    pub figure: Figure,
    /// The ISO 4217 code; where the text does not tell the country, the bare
    /// unit: `crown`, `franc`, `pound`, `rupee`.
    pub currency: String,
}

/// A number of things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Count {
    /// The bytes from the figure to the noun that is counted.
    #[serde(flatten)]
    pub span: Span,
    /// How many.
    #[serde(flatten)]
    pub figure: Figure,
    /// What is counted: a designator as the text spells it, or a noun in the
    /// singular and in lower case.
    pub unit: String,
    /// The family key of the designator that is counted, as in
    /// [`Designator::family`](crate::analysis::Designator::family).
    pub family: Option<String>,
}

/// A figure with a unit of measure; per cents are among them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Measure {
    /// The bytes of the figure with its unit.
    #[serde(flatten)]
    pub span: Span,
    /// Its value in that unit.
    #[serde(flatten)]
    pub figure: Figure,
    /// The unit's name in the singular: `pct`, `mile`, `km`, `tonne`.
    pub unit: String,
}

/// A number, whatever it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Number {
    /// The bytes of the number.
    #[serde(flatten)]
    pub span: Span,
    /// Its value.
    #[serde(flatten)]
    pub figure: Figure,
}

/// A date, as the days that it can mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Dated {
    /// The bytes of the date, without a preposition.
    #[serde(flatten)]
    pub span: Span,
    /// Its days; `None` where it is relative to a day of publication that is
    /// not known.
    pub days: Option<DayRange>,
    /// The unit that the text speaks of.
    pub precision: Precision,
    /// What the days rest on.
    pub basis: Basis,
}

/// The unit of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Precision {
    /// A day.
    Day,
    /// A week, from Monday to Sunday, or some days of it.
    Week,
    /// A month or a part of it.
    Month,
    /// A quarter or a half of a year.
    Quarter,
    /// A season of three months.
    Season,
    /// A year or a part of it.
    Year,
    /// A decade or a part of it.
    Decade,
    /// Days between two others.
    Range,
}

/// What the days of a date rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Basis {
    /// The date is written in full.
    Written,
    /// The document's own date completes it: "June", "last year".
    FromDocument,
    /// It is written so that it can mean these days as well: `12/09/2014`.
    Ambiguous(DayRange),
}

/// A fact of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Fact {
    /// An amount of money.
    Amount(Amount),
    /// A number of things.
    Count(Count),
    /// A figure with a unit of measure.
    Measure(Measure),
    /// A date.
    Date(Dated),
}

impl Fact {
    /// Where it stands: bytes of the text.
    ///
    /// ```
    /// use ibid::analysis::Analyzer;
    /// use ibid::config::Language;
    /// use ibid::facts::Recogniser;
    /// use ibid::Lexicon;
    ///
    /// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    /// let text = "They paid $15m.";
    /// assert_eq!(recogniser.facts(text, None)[0].span().of(text), Some("$15m"));
    /// ```
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Amount(amount) => amount.span,
            Self::Count(count) => count.span,
            Self::Measure(measure) => measure.span,
            Self::Date(date) => date.span,
        }
    }
}
