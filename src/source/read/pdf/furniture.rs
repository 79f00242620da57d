//! Headers and footers, which stand at one place on many pages: left out.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Line;

/// Pages of which a third must have a line for it to be a header.
const MIN_PAGES: usize = 3;

/// Lines of a page that has headers: forms and tables of few lines lose none.
const MIN_LINES: usize = 8;

/// Lines from the top and from the bottom that can be headers.
const LINES_FROM_EDGE: usize = 2;

/// Takes headers and footers out of the pages.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    if pages.len() < MIN_PAGES {
        return;
    }
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    let candidates: Vec<BTreeMap<usize, Key>> = pages.iter().map(|page| outer(page)).collect();
    for page in &candidates {
        for key in page.values().collect::<BTreeSet<_>>() {
            *counts.entry(key.clone()).or_default() += 1;
        }
    }
    let enough = (pages.len() / 3).max(2);
    for (page, candidates) in pages.iter_mut().zip(&candidates) {
        let mut at = 0..;
        page.retain(|_| {
            let key = at.next().and_then(|at| candidates.get(&at));
            key.is_none_or(|key| counts.get(key).is_none_or(|count| *count < enough))
        });
    }
}

/// The text of a line with its digits folded, and its place in steps of six points.
type Key = (String, i32);

/// The outer lines of a page by their numbers.
fn outer(page: &[Line]) -> BTreeMap<usize, Key> {
    let mut upright: Vec<(usize, &Line)> =
        page.iter().enumerate().filter(|(_, line)| line.direction == 0).collect();
    if upright.len() < MIN_LINES {
        return BTreeMap::new();
    }
    upright.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
    let y = |entry: Option<&(usize, &Line)>| entry.map_or(0.0, |(_, line)| line.y);
    let (top, bottom) = (y(upright.first()), y(upright.last()));
    let tenth = (bottom - top) / 10.0;
    let first = upright.iter().take(LINES_FROM_EDGE).filter(|(_, line)| line.y <= top + tenth);
    let last =
        upright.iter().rev().take(LINES_FROM_EDGE).filter(|(_, line)| line.y >= bottom - tenth);
    let key = |line: &Line| -> Option<Key> {
        let digits_folded = line.text.chars().map(|c| if c.is_numeric() { '0' } else { c });
        let mut text: String = digits_folded.collect();
        while text.contains("00") {
            text = text.replace("00", "0");
        }
        can_be_furniture(&text).then(|| (text, (line.y / 6.0).round() as i32))
    };
    first.chain(last).filter_map(|(at, line)| Some((*at, key(line)?))).collect()
}

/// Whether a line can be a header: it has letters, or two numbers at most, as in
/// "12 / 40". More numbers alone are a row of a table.
fn can_be_furniture(digits_folded: &str) -> bool {
    digits_folded.contains(char::is_alphabetic) || digits_folded.matches('0').count() <= 2
}
