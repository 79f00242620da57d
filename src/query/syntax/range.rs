//! The bounds that a query writes for a range field: `2014..2016`, `>=2014`.

use std::fmt::{Formatter, Result as FmtResult};

use super::values::{self, Values};
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

/// What a text bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// The bound. Where a side of a range can be read in two ways, the wider.
    pub(super) bound: RangeBound,
    /// A second one, where the text is a single value that can be read in two
    /// ways.
    pub(super) other: Option<RangeBound>,
    /// The two ways to read a value of the text.
    pub(super) readings: Option<[ValueRange; 2]>,
}

/// Reads one value (`2014`), two of them around `..`, `to` or a dash, of which
/// one may be missing, one after `<`, `<=`, `>` or `>=`, or two in brackets
/// (`[2014 TO 2016}`, of which braces leave the value itself out). `*` is any.
pub(super) fn parse(field: RangeField, text: &str) -> Result<Bounds, BadBound> {
    let text = text.trim();
    if text == "*" {
        return Ok(Bounds { bound: RangeBound::new(None, None), other: None, readings: None });
    }
    if let Some(Bracketed { inside, leaves_first_out, leaves_last_out }) = bracketed(text) {
        let sides = sides(inside).unwrap_or((inside, inside));
        return between(field, sides, leaves_first_out, leaves_last_out);
    }
    for (sign, bound) in COMPARISONS {
        if let Some(typed) = text.strip_prefix(sign) {
            let values = value(field, typed)?;
            let bound = in_domain(field, bound(values.hull()))?;
            return Ok(Bounds { bound, other: None, readings: readings([Some(values), None]) });
        }
    }
    if let Some(sides) = sides(text) {
        return between(field, sides, false, false);
    }
    let values = value(field, text)?;
    let bound = |ValueRange { first, last }| RangeBound::new(Some(first), Some(last));
    let (bound, other) = (bound(values.value), values.other.map(bound));
    Ok(Bounds { bound, other, readings: readings([Some(values), None]) })
}

/// The bound between two sides, of which one may be open.
fn between(
    field: RangeField,
    (first, last): (&str, &str),
    leaves_first_out: bool,
    leaves_last_out: bool,
) -> Result<Bounds, BadBound> {
    let [first, last] = [first.trim(), last.trim()];
    if first.is_empty() && last.is_empty() {
        return Err(BadBound::NotAValue);
    }
    let side = |text: &str| match text {
        "" | "*" => Ok(None),
        _ => value(field, text).map(Some),
    };
    let (first, last) = (side(first)?, side(last)?);
    let lowest = first
        .map(Values::hull)
        .map(|values| if leaves_first_out { values.last.saturating_add(1) } else { values.first });
    let highest = last
        .map(Values::hull)
        .map(|values| if leaves_last_out { values.first.saturating_sub(1) } else { values.last });
    let bound = ordered(RangeBound::new(lowest, highest))?;
    Ok(Bounds { bound, other: None, readings: readings([first, last]) })
}

/// The readings of the first value that has two.
fn readings(values: [Option<Values>; 2]) -> Option<[ValueRange; 2]> {
    values.into_iter().flatten().find_map(|values| Some([values.value, values.other?]))
}

/// The texts around what separates the two sides of a range.
pub(super) fn sides(text: &str) -> Option<(&str, &str)> {
    const SEPARATORS: [&str; 6] = ["..", " to ", " TO ", " - ", " – ", " — "];
    SEPARATORS.iter().find_map(|separator| text.split_once(separator))
}

/// A range in brackets.
struct Bracketed<'t> {
    inside: &'t str,
    leaves_first_out: bool,
    leaves_last_out: bool,
}

/// The range in the brackets that a text begins and ends with.
fn bracketed(text: &str) -> Option<Bracketed<'_>> {
    let inside = text.strip_prefix(['[', '{'])?.strip_suffix([']', '}'])?;
    let (leaves_first_out, leaves_last_out) = (text.starts_with('{'), text.ends_with('}'));
    Some(Bracketed { inside, leaves_first_out, leaves_last_out })
}

/// Writes a bound so that [`parse`] reads it again.
pub(super) fn print(field: RangeField, bound: RangeBound, f: &mut Formatter<'_>) -> FmtResult {
    let print = |first, last| field.definition().print(ValueRange { first, last });
    match (bound.first, bound.last) {
        (Some(first), Some(last)) => f.write_str(&print(first, last)),
        (Some(first), None) => write!(f, "{}..", print(first, first)),
        (None, Some(last)) => write!(f, "..{}", print(last, last)),
        (None, None) => f.write_str("*"),
    }
}

fn value(field: RangeField, text: &str) -> Result<Values, BadBound> {
    values::read(field, text).ok_or(BadBound::NotAValue)
}

/// The bound, unless it ends before it begins.
pub(super) fn ordered(bound: RangeBound) -> Result<RangeBound, BadBound> {
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
pub(super) const COMPARISONS: [(&str, Comparison); 6] = [
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
            ("*", Ok("*")),
            ("June 2014..July 2015", Ok("2014-06-01..2015-07-31")),
            ("\"June 2014\"..\"July 2015\"", Ok("2014-06-01..2015-07-31")),
            ("June 2014 to July 2015", Ok("2014-06-01..2015-07-31")),
            ("..June 2014", Ok("..2014-06-30")),
            (">= June 2014", Ok("2014-06-01..")),
            ("< 20140602", Ok("..2014-06-01")),
            ("[2014 TO 2016]", Ok("2014-01-01..2016-12-31")),
            ("{2014 TO 2016}", Ok("2015")),
            ("[2014 TO 2016}", Ok("2014-01-01..2015-12-31")),
            ("{2014 TO *]", Ok("2015-01-01..")),
            ("[* TO 2016]", Ok("..2016-12-31")),
            ("[* TO *]", Ok("*")),
            ("[2014]", Ok("2014")),
            ("2.6.2014..5.6.2014", Ok("2014-02-06..2014-06-05")),
            (">2.6.2014", Ok("2014-06-03..")),
            ("[2016 TO 2014]", Err(BadBound::Reversed)),
            ("{2014 TO 2014}", Err(BadBound::Reversed)),
            ("[soon TO 2014]", Err(BadBound::NotAValue)),
            ("[2014 TO 2016", Err(BadBound::NotAValue)),
            ("2014-2016", Err(BadBound::NotAValue)),
            ("2014...2016", Err(BadBound::NotAValue)),
            ("2014-06-31", Err(BadBound::NotAValue)),
            ("2014..soon", Err(BadBound::NotAValue)),
            (">9999", Err(BadBound::OutOfDomain)),
            ("<0000", Err(BadBound::OutOfDomain)),
        ];
        for (text, expected) in cases {
            let bound = parse(RangeField::DATE, text).map(|bounds| bounds.bound);
            let printed = bound.map(|bound| DaysBound::from(bound).to_string());
            assert_eq!(printed, expected.map(str::to_owned), "{text}");
            if let (Ok(bound), Ok(printed)) = (bound, printed) {
                let again = parse(RangeField::DATE, &printed).map(|bounds| bounds.bound);
                assert_eq!(again, Ok(bound), "{text}");
            }
        }
    }
}
