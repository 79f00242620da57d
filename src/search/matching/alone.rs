//! Postings of a stem that is not part of a longer name.

use tantivy::schema::Field;

use super::phrase;
use super::posting::Posting;
use crate::store::segment::Segment;

/// Keeps of a stem's postings from index `from` on, which are counts, those that
/// occur outside the longer names, and weights them.
///
/// Cost: the postings of each longer name as a phrase.
pub(super) fn keep(
    segment: &Segment,
    field: Field,
    longer: &[Vec<String>],
    weight: f32,
    (from, out): (usize, &mut Vec<Posting>),
) -> tantivy::Result<()> {
    for name in longer {
        let mut within = Vec::new();
        phrase::read(segment, field, name, 0, 1.0, &mut within)?;
        subtract(out.get_mut(from..).unwrap_or_default(), &within);
    }
    // Counts are whole numbers, of which a difference is exact.
    let mut kept = from;
    for at in from..out.len() {
        let Some(&(passage, count)) = out.get(at) else { break };
        if let Some(slot) = out.get_mut(kept).filter(|_| count > 0.0) {
            *slot = (passage, count * weight);
            kept += 1;
        }
    }
    out.truncate(kept);
    Ok(())
}

/// Takes the frequencies of `within` from those of `postings`; both ascend.
fn subtract(postings: &mut [Posting], within: &[Posting]) {
    let mut within = within.iter().peekable();
    for (passage, count) in postings {
        while within.next_if(|of| of.0 < *passage).is_some() {}
        if let Some(&(_, inside)) = within.next_if(|of| of.0 == *passage) {
            *count -= inside;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_without_those_within() {
        let check = |postings: &[Posting], within: &[Posting], expected: &[Posting]| {
            let mut left = postings.to_vec();
            subtract(&mut left, within);
            assert_eq!(left, expected);
        };
        check(&[], &[(1, 1.0)], &[]);
        check(&[(1, 2.0)], &[], &[(1, 2.0)]);
        check(
            &[(1, 2.0), (3, 1.0), (5, 4.0)],
            &[(0, 1.0), (1, 1.0), (2, 7.0), (3, 1.0)],
            &[(1, 1.0), (3, 0.0), (5, 4.0)],
        );
    }
}
