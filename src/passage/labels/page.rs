//! Finds the marks of printed pages between the lines of a text: page numbers and
//! running heads.

use std::collections::BTreeMap;

use super::cue::after;
use crate::passage::layout::block::Block;
use crate::passage::layout::line::is_blank;

/// Marks of pages have at most this many bytes.
const MAX_BYTES: usize = 100;

/// Lines that have nothing but a page number have at most this many bytes.
const MAX_NUMBER_BYTES: usize = 24;

/// Page numbers have at most this many digits.
const MAX_DIGITS: usize = 4;

/// Blanks between a running head and its page number.
const GAP: &str = "   ";

/// Whether each block is the mark of a page.
pub(super) fn marks(text: &str, blocks: &[Block]) -> Vec<bool> {
    let heads: Vec<Option<&str>> =
        blocks.iter().map(|block| running_head(block.of(text))).collect();
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    for head in heads.iter().flatten() {
        *pages.entry(head).or_default() += 1;
    }
    let is_mark = |(index, block): (usize, &Block)| {
        let is_below_apart = blocks.get(index + 1).is_none_or(|next| next.blank_before);
        let head = heads.get(index).copied().flatten();
        block.blank_before
            && is_below_apart
            && (is_page_number(block.of(text))
                || head.is_some_and(|head| pages.get(head).is_some_and(|&pages| pages > 1)))
    };
    blocks.iter().enumerate().map(is_mark).collect()
}

/// "Page 2", "Page 2 of 9", "- 2 -", "[2]", "2".
fn is_page_number(line: &str) -> bool {
    if line.len() > MAX_NUMBER_BYTES {
        return false;
    }
    let is_frame = |c: char| matches!(c, '-' | '–' | '—' | '[' | ']' | '|') || is_blank(c);
    let inner = line.trim_matches(is_frame);
    if inner == line && is_year(line) {
        return false;
    }
    let number = after(inner, "page").map_or(inner, |number| number.trim_start());
    let (number, pages) = number.split_once(" of ").unwrap_or((number, "1"));
    is_number(number) && is_number(pages)
}

/// A year alone is a heading of a chronology.
fn is_year(text: &str) -> bool {
    is_number(text)
        && text.len() == MAX_DIGITS
        && (text.starts_with("19") || text.starts_with("20"))
}

fn is_number(text: &str) -> bool {
    (1..=MAX_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of a line with a page number far left or right of them.
fn running_head(line: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit();
    if line.len() > MAX_BYTES || !(line.starts_with(is_digit) || line.ends_with(is_digit)) {
        return None;
    }
    let (left, right) = (line.split_once(GAP), line.rsplit_once(GAP));
    let after = left.filter(|(number, _)| is_number(number)).map(|(_, head)| head);
    let before = right.filter(|(_, number)| is_number(number)).map(|(head, _)| head);
    after.or(before).map(|head| head.trim_matches(is_blank)).filter(|head| !head.contains(GAP))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::layout::block::tests::blocks;

    #[test]
    fn page_numbers() {
        for line in ["Page 2", "page 12 of 40", "- 2 -", "[2]", "12", "| 7", "1204", "- 2014 -"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["Page", "12345", "2.", "Tugs 2", "Page two", "2 tugs", "", "2014", "1987"] {
            assert!(!is_page_number(line), "{line}");
        }
    }

    #[test]
    fn running_heads() {
        let check = |text: &str, expected: &[bool]| {
            assert_eq!(marks(text, &blocks(text)), expected, "{text}");
        };
        check(
            "THE REVIEW     41\n\nTugs.\n\n42     THE REVIEW\n\nSix.",
            &[true, false, true, false],
        );
        check("THE REVIEW     41\n\nTugs.", &[false, false]);
        check("Oslo     6\nBergen     2", &[false, false]);
        check("Tugs.\n\n- 2 -\n\nSix.", &[false, true, false]);
        check("Tugs.\n2\nSix.", &[false; 3]);
    }
}
