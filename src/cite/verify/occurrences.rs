//! Where texts have any of many quotations.

use std::collections::{BTreeSet, HashMap};

use super::super::folded::{folded, unfolded};
use crate::span::Span;

/// The longest beginning of a quotation that is hashed, in bytes.
const LONGEST: usize = 32;

/// The most places of a quotation that are looked for in one text.
pub(super) const MOST: usize = 100;

/// Many quotations, folded, by the hashes of their beginnings (Karp and Rabin 1987): a
/// text is read once for each of six lengths, however many quotations there are.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    /// Each folded; empty ones are nowhere.
    texts: Vec<String>,
    /// The numbers of the quotations by the length and the hash of their beginnings.
    by_beginning: HashMap<(usize, u64), Vec<usize>>,
    /// The lengths in use.
    lengths: Vec<usize>,
}

impl Quotations {
    pub(super) fn new<'q>(quotations: impl Iterator<Item = &'q str>) -> Self {
        let texts: Vec<String> =
            quotations.map(|quotation| folded(quotation).trim().to_owned()).collect();
        let mut by_beginning: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
        let mut lengths = Vec::new();
        for (number, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            // A power of two, so that there are few lengths.
            let length = 1_usize << text.len().min(LONGEST).ilog2();
            let beginning = text.as_bytes().get(..length).unwrap_or_default();
            let hash = beginning.iter().fold(0, |hash, byte| appended(hash, *byte));
            by_beginning.entry((length, hash)).or_default().push(number);
            lengths.push(length);
        }
        lengths.sort_unstable();
        lengths.dedup();
        Self { texts, by_beginning, lengths }
    }

    /// The folded form of a quotation.
    fn folded(&self, number: usize) -> &str {
        self.texts.get(number).map_or("", String::as_str)
    }

    /// Gives each quotation that a text has with the bytes of the text, by the numbers of
    /// the quotations and then in order; at most [`MOST`] of each.
    pub(super) fn in_text(&self, text: &str, folded_text: &str) -> Vec<(usize, Span)> {
        let (mut numbers, mut stretches) = (Vec::new(), Vec::new());
        // Citations of one passage are looked for once.
        let mut starts: HashMap<&str, Vec<usize>> = HashMap::new();
        for number in self.candidates(folded_text.as_bytes()) {
            let quotation = self.folded(number);
            let starts = starts.entry(quotation).or_insert_with(|| {
                folded_text.match_indices(quotation).take(MOST).map(|(at, _)| at).collect()
            });
            for at in starts.iter() {
                numbers.push(number);
                stretches.push(Span::new(*at, at + quotation.len()));
            }
        }
        numbers.into_iter().zip(unfolded(text, &stretches)).collect()
    }

    /// The quotations whose beginnings a text seems to have.
    fn candidates(&self, text: &[u8]) -> Vec<usize> {
        let mut beginnings = BTreeSet::new();
        for &length in &self.lengths {
            let mut hash = 0;
            let leaving = (1..length).fold(BASE, |power, _| power.wrapping_mul(BASE));
            for (at, byte) in text.iter().enumerate() {
                hash = appended(hash, *byte);
                if let Some(left) = at.checked_sub(length).and_then(|left| text.get(left)) {
                    hash = hash.wrapping_sub((u64::from(*left) + 1).wrapping_mul(leaving));
                }
                if at + 1 >= length && self.by_beginning.contains_key(&(length, hash)) {
                    // A text may repeat a beginning that many quotations have.
                    beginnings.insert((length, hash));
                }
            }
        }
        let numbers = beginnings.iter().filter_map(|beginning| self.by_beginning.get(beginning));
        let mut candidates: Vec<usize> = numbers.flatten().copied().collect();
        candidates.sort_unstable();
        candidates
    }
}

/// Any odd number with bits everywhere: that of Knuth's multiplicative hash.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

fn appended(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(byte) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_occurrences() {
        let long = "The yard has sold six tugs to the port of Hallan, it said.";
        let quotations = ["six tugs", "", "a", "Six", long, "tugs to", "“port”", "absent words"];
        let quotations = Quotations::new(quotations.into_iter());
        let text =
            "The yard has sold six\ntugs to the port of Hallan, it said. 'Port' 'port' six tugs";
        let occurrences = quotations.in_text(text, &folded(text));
        let shown: Vec<(usize, &str)> =
            occurrences.iter().map(|(number, span)| (*number, span.of(text).unwrap())).collect();
        let letters = text.matches('a').count();
        let mut expected = vec![(0, "six\ntugs"), (0, "six tugs")];
        expected.extend(std::iter::repeat_n((2, "a"), letters));
        expected.push((4, text.split_once(" 'P").unwrap().0));
        expected.extend([(5, "tugs to"), (6, "'port'")]);
        assert_eq!(shown, expected);
    }

    /// Each quotation was kept for each place of its beginning, which filled the memory.
    #[test]
    fn many_quotations_of_one_beginning_in_a_text_that_repeats_it() {
        let quotations: Vec<String> = (0..3000).map(|n| format!("tugs tugs tugs {n}")).collect();
        let equal = std::iter::repeat_n("tugs tugs", 3000);
        let quotations = Quotations::new(quotations.iter().map(String::as_str).chain(equal));
        let text = format!("{}7", "tugs ".repeat(50_000));
        let occurrences = quotations.in_text(&text, &text);
        assert_eq!(occurrences.len(), 3000 * MOST + 1);
        let last = text.len() - "tugs tugs tugs 7".len();
        assert_eq!(occurrences.first(), Some(&(7, Span::new(last, text.len()))));
    }

    #[test]
    fn places_are_bounded() {
        let quotations = Quotations::new(["ab"].into_iter());
        assert_eq!(quotations.in_text(&"ab".repeat(500), &"ab".repeat(500)).len(), MOST);
    }
}
