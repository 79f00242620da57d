//! Designations of words that end the name of another thing: the "Hawk" of "Black
//! Hawk" designates no Hawk.

use std::collections::HashMap;

use super::chars::{is_blank, is_dash, prev_char};
use super::entry::DesignationEntry;
use crate::lexicon::{Family, Lexicon};
use crate::util::fnv::ByFnv;
use crate::util::fold::fold;

/// The words before a designation that make it the name of another thing, by the
/// key of the designation's family.
#[derive(Debug, Clone, Default)]
pub(super) struct LongerNames {
    before: HashMap<String, Vec<Vec<String>>, ByFnv>,
}

impl LongerNames {
    /// Collects the names of the lexicon's families that end in a designation of
    /// words of another family.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut longer = Self::default();
        let designations = Designations::of(lexicon);
        for (designation, family) in &lexicon.families {
            for name in family.names.iter().chain(&family.nato) {
                let words = words_of(name);
                for start in 1..words.len() {
                    let (before, own) = words.split_at(start);
                    let key = own.concat();
                    if designations.is_of_other(&key, (designation, family)) {
                        longer.before.entry(key).or_default().push(before.to_vec());
                    }
                }
            }
        }
        longer
    }

    /// Whether the designation of the family with this key, which starts at byte
    /// `at`, is the end of a longer name.
    pub(super) fn end_with(&self, family: &str, text: &str, at: usize) -> bool {
        let names = self.before.get(family);
        names.is_some_and(|names| names.iter().any(|words| stand_before(words, text, at)))
    }
}

/// The families that are designated by words without a number, by exact key.
struct Designations<'l>(HashMap<String, (&'l String, &'l Family), ByFnv>);

impl<'l> Designations<'l> {
    fn of(lexicon: &'l Lexicon) -> Self {
        let mut by_key = HashMap::default();
        for (designation, family) in &lexicon.families {
            for written in std::iter::once(designation).chain(&family.same) {
                // Most have a number, and those are not read.
                let is_words = !written.contains(|c: char| c.is_ascii_digit());
                let entry = is_words.then(|| DesignationEntry::read(written)).flatten();
                if let Some(entry) = entry.filter(|entry| entry.prefix.is_none()) {
                    by_key.entry(entry.exact).or_insert((designation, family));
                }
            }
        }
        Self(by_key)
    }

    /// Whether the key designates another family than this one, and no relative.
    fn is_of_other(&self, key: &str, (designation, family): (&String, &Family)) -> bool {
        self.0.get(key).is_some_and(|&(other, other_family)| {
            other != designation
                && family.variant_of.as_ref() != Some(other)
                && other_family.variant_of.as_ref() != Some(designation)
        })
    }
}

/// Whether the words stand before byte `at`, with a blank or a dash behind each.
fn stand_before(words: &[String], text: &str, at: usize) -> bool {
    let mut end = at;
    words.iter().rev().all(|word| {
        let Some((_, before_gap)) =
            prev_char(text, end).filter(|&(c, _)| is_blank(c) || is_dash(c))
        else {
            return false;
        };
        let before = text.get(..before_gap).unwrap_or_default();
        let start = before.trim_end_matches(char::is_alphanumeric).len();
        end = start;
        before.get(start..).is_some_and(|own| fold(own) == word.as_str())
    })
}

/// The folded words of a name.
fn words_of(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Designators, Mode};
    use super::*;

    #[test]
    fn designations_at_the_end_of_a_longer_name() {
        let designators = Designators::new(&Lexicon::builtin());
        for (text, expected) in [
            ("a Hawk jet", "hawk"),
            ("a Black Hawk helicopter", ""),
            ("a Black-Hawk helicopter", ""),
            ("two BLACK HAWKS", ""),
            ("a Black Hawk S70", "s70"),
            ("a Global Hawk drone", ""),
            ("a black and a Hawk jet", "hawk"),
            ("a Red Hawk", "hawk"),
            ("Hawk", "hawk"),
            // A Sea Harrier is a Harrier.
            ("a Sea Harrier", "seaharrier"),
        ] {
            for mode in [Mode::Text, Mode::Query] {
                let recognised = designators.recognise(text, mode);
                let keys: Vec<&str> = recognised.iter().map(|of| of.exact.as_str()).collect();
                assert_eq!(keys.join(" "), expected, "{text}");
            }
        }
    }
}
