//! What the forms of a date read, and what they give.

use crate::date::{Day, DayRange};
use crate::facts::fact::{Basis, Precision};
use crate::facts::reading::Reading;

/// A date at a place, before it is a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DateMatch {
    /// The place behind its last token.
    pub(super) end: usize,
    pub(super) days: Option<DayRange>,
    pub(super) precision: Precision,
    pub(super) basis: Basis,
}

impl DateMatch {
    /// A date that needs no other.
    pub(super) fn written(end: usize, days: DayRange, precision: Precision) -> Self {
        Self { end, days: Some(days), precision, basis: Basis::Written }
    }

    /// A date that the document's day completes.
    pub(super) fn relative(end: usize, days: Option<DayRange>, precision: Precision) -> Self {
        Self { end, days, precision, basis: Basis::FromDocument }
    }
}

/// What the forms of a date read: the text, and the document's day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'c, 'r> {
    pub(super) reading: &'c Reading<'r>,
    pub(super) day: Option<Day>,
}
