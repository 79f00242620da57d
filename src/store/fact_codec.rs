//! The bytes of a fact in the dictionary of its column.
//!
//! A value is kept once for all passages that have it, so that short forms matter
//! less than that equal values have equal bytes.

use crate::facts::Status;
use crate::facts::value::{Counted, FactKind, FactValue};
use crate::range::ValueRange;

/// The statuses by their numbers on disk. A number never changes and is never used
/// again: a new status takes the next.
const STATUSES: [Status; 14] = [
    Status::Planned,
    Status::Requested,
    Status::Offered,
    Status::Negotiated,
    Status::Approved,
    Status::Signed,
    Status::Delivered,
    Status::Suspended,
    Status::Cancelled,
    Status::Rejected,
    Status::Denied,
    Status::Imposed,
    Status::Lifted,
    Status::Threatened,
];

/// The first byte of what is counted, and of who says so.
const FAMILY: u8 = b'f';
const NOUN: u8 = b'n';
const NAMED: u8 = b's';
const OUTLET: u8 = b'o';

/// Writes a value. The kind is not written: each has a column of its own.
pub(super) fn encode(fact: &FactValue) -> Vec<u8> {
    let mut out = Vec::with_capacity(16);
    match fact {
        FactValue::Amount { currency, values } => {
            put_text(&mut out, currency);
            put_range(&mut out, *values);
        }
        FactValue::Count { of, values } => {
            let (kind, text) = match of {
                Counted::Family(key) => (FAMILY, key),
                Counted::Noun(stems) => (NOUN, stems),
            };
            out.push(kind);
            put_text(&mut out, text);
            put_range(&mut out, *values);
        }
        FactValue::Date(days) => put_range(&mut out, *days),
        FactValue::Claim { status, speaker } => {
            out.push(status_number(*status));
            out.push(if speaker.is_some() { NAMED } else { OUTLET });
            out.extend_from_slice(speaker.as_deref().unwrap_or_default().as_bytes());
        }
    }
    out
}

/// Reads a value; `None` where the bytes are none of the kind.
pub(super) fn decode(kind: FactKind, bytes: &[u8]) -> Option<FactValue> {
    let mut from = bytes;
    let fact = match kind {
        FactKind::Amount => {
            let currency = text(&mut from)?;
            FactValue::Amount { currency, values: range(&mut from)? }
        }
        FactKind::Count => {
            let kind = byte(&mut from)?;
            let text = text(&mut from)?;
            let of = if kind == FAMILY { Counted::Family(text) } else { Counted::Noun(text) };
            FactValue::Count { of, values: range(&mut from)? }
        }
        FactKind::Date => FactValue::Date(range(&mut from)?),
        FactKind::Claim => {
            let status = *STATUSES.get(usize::from(byte(&mut from)?))?;
            let is_named = byte(&mut from)? == NAMED;
            let name = std::str::from_utf8(std::mem::take(&mut from)).ok()?;
            FactValue::Claim { status, speaker: is_named.then(|| name.to_owned()) }
        }
    };
    from.is_empty().then_some(fact)
}

fn status_number(status: Status) -> u8 {
    let number = STATUSES.iter().position(|other| *other == status);
    // A test has every status in the list, which is shorter than 256.
    number.map_or(u8::MAX, |number| number as u8)
}

/// A text with a zero behind it, which no text here has.
fn put_text(out: &mut Vec<u8>, text: &str) {
    out.extend(text.bytes().filter(|byte| *byte != 0));
    out.push(0);
}

fn text(from: &mut &[u8]) -> Option<String> {
    let end = from.iter().position(|byte| *byte == 0)?;
    let (text, after) = from.split_at_checked(end)?;
    *from = after.get(1..)?;
    String::from_utf8(text.to_vec()).ok()
}

/// The lower end, then how far the upper one is from it, where it is another.
fn put_range(out: &mut Vec<u8>, values: ValueRange) {
    put_number(out, values.first);
    if values.last != values.first {
        put_number(out, values.last.wrapping_sub(values.first));
    }
}

fn range(from: &mut &[u8]) -> Option<ValueRange> {
    let first = number(from)?;
    let width = if from.is_empty() { 0 } else { number(from)? };
    Some(ValueRange { first, last: first.wrapping_add(width) })
}

/// The bytes of a number but for the zeros before them, after their count. Its sign
/// is the lowest bit, so that small numbers are short whatever their sign.
fn put_number(out: &mut Vec<u8>, number: i64) {
    let zigzag = (number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned();
    let bytes = zigzag.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let significant = bytes.get(zeros..).unwrap_or_default();
    // Eight at most.
    out.push(significant.len() as u8);
    out.extend_from_slice(significant);
}

fn number(from: &mut &[u8]) -> Option<i64> {
    let length = usize::from(byte(from)?);
    let (significant, after) = from.split_at_checked(length).filter(|_| length <= 8)?;
    *from = after;
    let zigzag = significant.iter().fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
    Some((zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed())
}

fn byte(from: &mut &[u8]) -> Option<u8> {
    let (first, after) = from.split_first()?;
    *from = after;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(fact: &FactValue) {
        let bytes = encode(fact);
        assert_eq!(decode(fact.kind(), &bytes).as_ref(), Some(fact), "{bytes:?}");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(first: i64, last: i64, text in "[^\0]{0,9}", is_first: bool) {
            let values = ValueRange { first, last };
            check(&FactValue::Date(values));
            check(&FactValue::Amount { currency: text.clone(), values });
            let of = if is_first { Counted::Family(text) } else { Counted::Noun(text) };
            check(&FactValue::Count { of, values });
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            for kind in FactKind::ALL {
                let _ = decode(kind, &bytes);
            }
        }
    }

    /// These numbers are in every index on disk.
    #[test]
    fn statuses_have_the_numbers_they_were_given() {
        for status in Status::ALL {
            for speaker in [None, Some(String::new()), Some("a clerk".to_owned())] {
                check(&FactValue::Claim { status, speaker });
            }
        }
        assert_eq!(status_number(Status::Planned), 0);
        assert_eq!(status_number(Status::Signed), 5);
        assert_eq!(status_number(Status::Lifted), 12);
        assert_eq!(status_number(Status::Threatened), 13);
    }

    #[test]
    fn small_numbers_are_short() {
        let length = |first| encode(&FactValue::Date(ValueRange { first, last: first })).len();
        assert_eq!([0, -1, 100, 16_000, -16_000].map(length), [1, 2, 2, 3, 3]);
    }
}
