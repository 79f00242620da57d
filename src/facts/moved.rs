//! Facts at another place.

use super::fact::Fact;
use crate::span::Span;

impl Fact {
    /// The fact with another span.
    pub(crate) fn with_span(mut self, span: Span) -> Self {
        match &mut self {
            Self::Amount(amount) => amount.span = span,
            Self::Count(count) => count.span = span,
            Self::Measure(measure) => measure.span = span,
            Self::Date(date) => date.span = span,
        }
        self
    }
}
