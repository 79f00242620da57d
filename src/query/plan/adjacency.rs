//! Adjacency of the words of a phrase: the one definition, which search and
//! highlighting share.

/// The positions that one occurrence of a phrase covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PhraseWindow {
    /// Position of its first word in the text.
    pub(crate) first: u32,
    /// Position of its last word in the text.
    pub(crate) last: u32,
}

/// Finds the occurrences of a phrase. `positions` has, for each word of the
/// phrase in order, the ascending positions where it occurs.
///
/// Without slop the words stand side by side, in order. With slop they stand
/// in any order within a window of `positions.len() + slop` words. Each word
/// of the phrase is an occurrence of its own, and windows do not overlap.
///
/// Cost: the sum of the lists' lengths times the phrase's length, each with a
/// binary search.
pub(crate) fn together(positions: &[&[u32]], slop: u32) -> Vec<PhraseWindow> {
    if positions.is_empty() || positions.iter().any(|list| list.is_empty()) {
        return Vec::new();
    }
    if slop == 0 { in_order(positions) } else { in_window(positions, slop) }
}

/// Windows in which the words stand side by side, in order.
fn in_order(positions: &[&[u32]]) -> Vec<PhraseWindow> {
    // Casts: a query has at most 1,024 words. A start so high that a later word
    // would overflow begins no phrase, so that `last` does not overflow either.
    let continues = |start: u32| {
        positions.iter().enumerate().skip(1).all(|(offset, list)| {
            let position = start.checked_add(offset as u32);
            position.is_some_and(|position| list.binary_search(&position).is_ok())
        })
    };
    let starts = positions.first().copied().unwrap_or_default().iter().copied();
    let to_last = positions.len() as u32 - 1;
    let window = |first: u32| PhraseWindow { first, last: first + to_last };
    starts.filter(|&start| continues(start)).map(window).collect()
}

/// Windows of at most `slop` other words, in any order; the earliest first.
fn in_window(positions: &[&[u32]], slop: u32) -> Vec<PhraseWindow> {
    let mut starts: Vec<u32> = positions.iter().flat_map(|list| list.iter().copied()).collect();
    starts.sort_unstable();
    starts.dedup();
    // In `u64`, as a slop of `u32::MAX` can be typed.
    let width = positions.len() as u64 + u64::from(slop);
    let mut windows: Vec<PhraseWindow> = Vec::new();
    for start in starts {
        let Some(window) = window_from(positions, start, width) else { continue };
        // Overlapping windows would count one occurrence of a word twice.
        if windows.last().is_none_or(|before| before.last < window.first) {
            windows.push(window);
        }
    }
    windows
}

/// The window that begins at `start`: each word of the phrase at its earliest
/// occurrence that no word before it has taken. `None` where they do not fit
/// into `width`, or none of them stands at `start`.
fn window_from(positions: &[&[u32]], start: u32, width: u64) -> Option<PhraseWindow> {
    let end = u64::from(start) + width;
    let mut taken: Vec<u32> = Vec::with_capacity(positions.len());
    for list in positions {
        let from = list.partition_point(|&position| position < start);
        let mut occurrences = list.get(from..)?.iter().copied();
        let position = occurrences.find(|position| !taken.contains(position))?;
        if u64::from(position) >= end {
            return None;
        }
        taken.push(position);
    }
    let (first, last) = (taken.iter().min()?, taken.iter().max()?);
    (*first == start).then_some(PhraseWindow { first: *first, last: *last })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(positions: &[&[u32]], slop: u32, expected: &[(u32, u32)]) {
        let windows = together(positions, slop);
        let windows: Vec<_> = windows.iter().map(|window| (window.first, window.last)).collect();
        assert_eq!(windows, expected, "{positions:?} slop {slop}");
    }

    #[test]
    fn phrases() {
        check(&[], 0, &[]);
        check(&[&[1, 5], &[]], 0, &[]);
        check(&[&[1, 5, 9], &[2, 7, 10]], 0, &[(1, 2), (9, 10)]);
        check(&[&[2], &[1]], 0, &[]);
        check(&[&[2], &[1]], 1, &[(1, 2)]);
        check(&[&[1], &[4]], 2, &[(1, 4)]);
        check(&[&[1], &[4]], 1, &[]);
        check(&[&[3], &[3]], 5, &[]);
        check(&[&[3, 4], &[3, 4]], 5, &[(3, 4)]);
        check(&[&[u32::MAX], &[0]], 0, &[]);
        check(&[&[u32::MAX], &[0]], u32::MAX, &[(0, u32::MAX)]);
    }
}
