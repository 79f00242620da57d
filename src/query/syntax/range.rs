//! The bounds that a query writes for a range field: `2014..2016`, `>=2014`.

use std::fmt::{Formatter, Result as FmtResult};

use crate::range::{RangeBound, RangeField, ValueRange};

/// Why a text is no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadBound {
    /// The text, or one side of it, names no value of the field.
    NotAValue,
    /// The last value lies below the first.
    Reversed,
    /// The field has no value on that side of the one named.
    OutOfDomain,
}

/// Reads one value (`2014`), two of them around `..` of which one may be
/// missing, or one after `<`, `<=`, `>` or `>=`.
pub(super) fn parse(field: RangeField, text: &str) -> Result<RangeBound, BadBound> {
    for (sign, bound) in COMPARISONS {
        if let Some(value) = text.strip_prefix(sign) {
            return in_domain(field, bound(self::value(field, value)?));
        }
    }
    let Some((first, last)) = text.split_once("..") else {
        let ValueRange { first, last } = value(field, text)?;
        return Ok(RangeBound::new(Some(first), Some(last)));
    };
    if first.is_empty() && last.is_empty() {
        return Err(BadBound::NotAValue);
    }
    let side = |text: &str| if text.is_empty() { Ok(None) } else { value(field, text).map(Some) };
    let (first, last) = (side(first)?, side(last)?);
    ordered(RangeBound::new(first.map(|values| values.first), last.map(|values| values.last)))
}

/// Writes a bound so that [`parse`] reads it again.
pub(super) fn print(field: RangeField, bound: RangeBound, f: &mut Formatter<'_>) -> FmtResult {
    let print = |first, last| field.definition().print(ValueRange { first, last });
    match (bound.first, bound.last) {
        (Some(first), Some(last)) => f.write_str(&print(first, last)),
        (Some(first), None) => write!(f, "{}..", print(first, first)),
        (None, Some(last)) => write!(f, "..{}", print(last, last)),
        (None, None) => f.write_str(".."),
    }
}

fn value(field: RangeField, text: &str) -> Result<ValueRange, BadBound> {
    field.definition().parse(text).ok_or(BadBound::NotAValue)
}

/// The bound, unless it ends before it begins.
fn ordered(bound: RangeBound) -> Result<RangeBound, BadBound> {
    match (bound.first, bound.last) {
        (Some(first), Some(last)) if last < first => Err(BadBound::Reversed),
        _ => Ok(bound),
    }
}

/// A comparison can name the first value beyond the domain: nothing is after
/// the last day of the year 9999.
fn in_domain(field: RangeField, bound: RangeBound) -> Result<RangeBound, BadBound> {
    let is_in = bound.overlaps(field.definition().domain());
    if is_in { Ok(bound) } else { Err(BadBound::OutOfDomain) }
}

/// The bound of a comparison with the values named.
type Comparison = fn(ValueRange) -> RangeBound;

/// The longer signs come first: `<=` also begins with `<`. A comparison takes
/// all that a value names, so that `>2014` begins in 2015. The neighbour of an
/// `i64`'s last value is that value itself, which overflows nothing.
const COMPARISONS: [(&str, Comparison); 6] = [
    (">=", |values| RangeBound::new(Some(values.first), None)),
    ("<=", |values| RangeBound::new(None, Some(values.last))),
    ("≥", |values| RangeBound::new(Some(values.first), None)),
    ("≤", |values| RangeBound::new(None, Some(values.last))),
    (">", |values| RangeBound::new(Some(values.last.saturating_add(1)), None)),
    ("<", |values| RangeBound::new(None, Some(values.first.saturating_sub(1)))),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::syntax::days::DaysBound;

    #[test]
    fn bounds_are_read_and_printed() {
        let cases = [
            ("2014", Ok("2014")),
            ("2014-06", Ok("2014-06")),
            ("2014-06-05", Ok("2014-06-05")),
            ("2014..2014", Ok("2014")),
            ("2014..2016", Ok("2014-01-01..2016-12-31")),
            ("2014-06..2016", Ok("2014-06-01..2016-12-31")),
            ("..2016-02", Ok("..2016-02-29")),
            ("2014..", Ok("2014-01-01..")),
            (">=2014", Ok("2014-01-01..")),
            (">2014", Ok("2015-01-01..")),
            ("<2015", Ok("..2014-12-31")),
            ("≤2015-02-01", Ok("..2015-02-01")),
            ("2016..2014", Err(BadBound::Reversed)),
            ("..", Err(BadBound::NotAValue)),
            ("", Err(BadBound::NotAValue)),
            ("2014-2016", Err(BadBound::NotAValue)),
            ("2014...2016", Err(BadBound::NotAValue)),
            ("2014-06-31", Err(BadBound::NotAValue)),
            ("2014..soon", Err(BadBound::NotAValue)),
            (">9999", Err(BadBound::OutOfDomain)),
            ("<0000", Err(BadBound::OutOfDomain)),
        ];
        for (text, expected) in cases {
            let bound = parse(RangeField::DATE, text);
            let printed = bound.map(|bound| DaysBound::from(bound).to_string());
            assert_eq!(printed, expected.map(str::to_owned), "{text}");
            if let (Ok(bound), Ok(printed)) = (bound, printed) {
                assert_eq!(parse(RangeField::DATE, &printed), Ok(bound), "{text}");
            }
        }
    }
}
