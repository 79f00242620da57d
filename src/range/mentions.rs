//! The field `mentions:`: days that a passage's text speaks of, as days since
//! 1970-01-01. It is typed and printed as `date:` is.

use super::date::DOMAIN;
use super::{Definition, RangeField, ValueRange, Wording};
use crate::date::DayRange;

struct Mentions;

impl RangeField {
    /// `mentions:`, the days that a passage speaks of.
    pub const MENTIONS: Self = Self(&Mentions);
}

impl Definition for Mentions {
    fn name(&self) -> &'static str {
        "mentions"
    }

    fn domain(&self) -> ValueRange {
        DOMAIN
    }

    fn wording(&self) -> Wording {
        RangeField::DATE.definition().wording()
    }

    fn parse(&self, text: &str) -> Option<ValueRange> {
        DayRange::parse(text).map(ValueRange::from)
    }

    fn print(&self, values: ValueRange) -> String {
        RangeField::DATE.definition().print(values)
    }
}
