//! Where words stand together: the one meaning of a phrase, for retrieval
//! and for highlights alike.

/// A place where all words of a phrase stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PhraseWindow {
    /// Position of the first word of the text that belongs to it.
    pub(crate) first: u32,
    /// Position of the last.
    pub(crate) last: u32,
}

/// Finds a phrase. `positions` has, for each word of the phrase in order,
/// the ascending positions where it occurs.
///
/// Without slop the words stand in order, side by side. With it they stand in
/// any order within a window of as many words as the phrase has and `slop`
/// more. No two words of the phrase are the same occurrence.
///
/// Cost: the sum of the list lengths times the phrase's length.
pub(crate) fn together(positions: &[&[u32]], slop: u32) -> Vec<PhraseWindow> {
    if positions.is_empty() || positions.iter().any(|list| list.is_empty()) {
        return Vec::new();
    }
    if slop == 0 { in_order(positions) } else { in_window(positions, slop) }
}

fn in_order(positions: &[&[u32]]) -> Vec<PhraseWindow> {
    let follows = |start: u32| {
        let rest = positions.iter().enumerate().skip(1);
        rest.into_iter().all(|(at, list)| {
            start.checked_add(at as u32).is_some_and(|wanted| list.binary_search(&wanted).is_ok())
        })
    };
    let starts = positions.first().copied().unwrap_or_default().iter().copied();
    let width = positions.len() as u32 - 1;
    starts.filter(|&s| follows(s)).map(|s| PhraseWindow { first: s, last: s + width }).collect()
}

fn in_window(positions: &[&[u32]], slop: u32) -> Vec<PhraseWindow> {
    let mut starts: Vec<u32> = positions.iter().flat_map(|list| list.iter().copied()).collect();
    starts.sort_unstable();
    starts.dedup();
    let width = positions.len() as u64 + u64::from(slop);
    let mut found: Vec<PhraseWindow> = Vec::new();
    for start in starts {
        let Some(window) = window_from(positions, start, width) else { continue };
        // A window inside or across the one before says nothing new.
        if found.last().is_none_or(|before| before.last < window.first) {
            found.push(window);
        }
    }
    found
}

/// The words of the phrase from `start` on, each at its earliest occurrence
/// that no other has taken, where they fit.
fn window_from(positions: &[&[u32]], start: u32, width: u64) -> Option<PhraseWindow> {
    let end = u64::from(start) + width;
    let mut taken: Vec<u32> = Vec::with_capacity(positions.len());
    for list in positions {
        let from = list.partition_point(|&position| position < start);
        let free = list.get(from..)?.iter().copied().find(|position| !taken.contains(position))?;
        if u64::from(free) >= end {
            return None;
        }
        taken.push(free);
    }
    let (first, last) = (taken.iter().min()?, taken.iter().max()?);
    (*first == start).then_some(PhraseWindow { first: *first, last: *last })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(positions: &[&[u32]], slop: u32, expected: &[(u32, u32)]) {
        let found: Vec<_> =
            together(positions, slop).iter().map(|window| (window.first, window.last)).collect();
        assert_eq!(found, expected, "{positions:?} slop {slop}");
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
