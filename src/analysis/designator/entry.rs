//! A designation as the lexicon writes it, split into prefix, number and variant.

use super::chars::{MAX_DIGITS, is_dash, is_letter_or_digit, take_digits, to_half_width};
use super::prefix::Letters;
use super::transliterate::{Reading, key};

/// The most letters that a prefix in a lexicon can have ("Hughes-500").
const MAX_PREFIX_LETTERS: usize = 14;

/// A designation of the lexicon with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DesignationEntry {
    /// All letters and digits, in lower case and Latin.
    pub(crate) exact: String,
    /// Prefix and digits; the exact key where the pattern does not hold.
    pub(crate) family: String,
    /// `None` where the designation is not letters, digits and a variant
    /// ("Tor-M1", "9K331").
    pub(super) prefix: Option<EntryPrefix>,
}

/// The letters before the number of a lexicon's designation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EntryPrefix {
    /// As written, without the signs between the letters ("FA" of "F/A-18").
    pub(super) letters: String,
    /// In lower case and Latin.
    pub(super) key: String,
}

impl DesignationEntry {
    /// Splits `designation`; `None` if it has no letter or digit.
    pub(crate) fn read(designation: &str) -> Option<Self> {
        let designation = designation.trim();
        let whole = || key(designation, Reading::Sound).filter(|key| !key.is_empty());
        // Opening an index reads thousands. In ASCII every letter has a reading, and
        // what fits the pattern has a digit.
        if !designation.is_ascii() {
            whole()?;
        }
        let other = || whole().map(|exact| Self { family: exact.clone(), exact, prefix: None });
        Self::by_pattern(designation).or_else(other)
    }

    /// Splits a designation of letters, digits and a variant; `None` for others.
    fn by_pattern(designation: &str) -> Option<Self> {
        let number_start = designation.find(|c| to_half_width(c).is_ascii_digit())?;
        let prefix = Letters::before(designation, number_start, MAX_PREFIX_LETTERS)
            .filter(|prefix| prefix.start == 0)?;
        // One digit more than allowed, so that a longer number is noticed.
        let (digits, number_end) = take_digits(designation, number_start, MAX_DIGITS + 1);
        let variant: String = designation.get(number_end..)?.chars().map(to_half_width).collect();
        let fits = |c| is_letter_or_digit(c) || is_dash(c);
        if digits.len() > MAX_DIGITS || !variant.chars().all(fits) {
            return None;
        }
        let prefix_key = key(&prefix.text, Reading::Sound)?;
        let family = [&prefix_key, &*digits].concat();
        let exact = [&*family, &key(&variant, Reading::Sound)?].concat();
        let prefix = EntryPrefix { letters: prefix.text, key: prefix_key };
        Some(Self { exact, family, prefix: Some(prefix) })
    }

    /// Whether it names one variant of a family ("Mi-35M").
    pub(crate) fn is_variant(&self) -> bool {
        self.exact != self.family
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn designations_of_a_lexicon() {
        for (written, exact, family, prefix) in [
            ("Mi-35", "mi35", "mi35", Some("mi")),
            ("Mi-35M", "mi35m", "mi35", Some("mi")),
            ("F/A-18", "fa18", "fa18", Some("fa")),
            ("S-300PMU-2", "s300pmu2", "s300", Some("s")),
            ("SS-N-22", "ssn22", "ssn22", Some("ssn")),
            ("Type 052D", "type052d", "type052", Some("type")),
            ("Mirage 2000-5", "mirage20005", "mirage2000", Some("mirage")),
            ("ZSU-23-4", "zsu234", "zsu23", Some("zsu")),
            ("Су-35С", "su35s", "su35", Some("su")),
            ("Tor", "tor", "tor", None),
            ("Tor-M1", "torm1", "torm1", None),
            ("9K331", "9k331", "9k331", None),
            ("Sea King HAS-5", "seakinghas5", "seakinghas5", None),
            ("Project 636.3", "project6363", "project6363", None),
        ] {
            let entry = DesignationEntry::read(written).unwrap();
            assert_eq!((entry.exact.as_str(), entry.family.as_str()), (exact, family), "{written}");
            assert_eq!(entry.prefix.map(|prefix| prefix.key).as_deref(), prefix, "{written}");
        }
        assert_eq!(DesignationEntry::read(" - "), None);
    }
}
