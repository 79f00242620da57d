//! A designation as a lexicon writes it, taken apart.

use super::chars::{is_dash, is_glyph, plain, run};
use super::prefix::look_back;
use super::transliterate::{Reading, key};

/// The most letters that a prefix in a lexicon can have ("Hughes-500").
const LONGEST_PREFIX: usize = 14;

/// A designation of the lexicon with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DesignationEntry {
    /// All letters and digits, lower case, Latin.
    pub(crate) exact: String,
    /// Prefix and digits; the exact key where the pattern does not hold.
    pub(crate) family: String,
    /// The prefix as written, without signs, and its key; `None` where the
    /// designation is not letters, digits and a variant ("Tor-M1", "9K331").
    pub(super) prefix: Option<(String, String)>,
}

impl DesignationEntry {
    /// Takes `designation` apart; `None` where it has no letter or digit.
    pub(crate) fn read(designation: &str) -> Option<Self> {
        let designation = designation.trim();
        let exact = key(designation, Reading::Sound).filter(|key| !key.is_empty())?;
        Some(Self::by_pattern(designation).unwrap_or_else(|| Self {
            family: exact.clone(),
            exact,
            prefix: None,
        }))
    }

    fn by_pattern(designation: &str) -> Option<Self> {
        let first = designation.find(|c| plain(c).is_ascii_digit())?;
        let head = look_back(designation, first, LONGEST_PREFIX).filter(|head| head.start == 0)?;
        let (digits, end) = run(designation, first, 5, |c| c.is_ascii_digit());
        let rest: String = designation.get(end..)?.chars().map(plain).collect();
        if digits.len() > 4 || !rest.chars().all(|c| is_glyph(c) || is_dash(c)) {
            return None;
        }
        let prefix = key(&head.letters, Reading::Sound)?;
        let family = [prefix.as_str(), digits.as_str()].concat();
        let exact = [family.as_str(), key(&rest, Reading::Sound)?.as_str()].concat();
        Some(Self { exact, family, prefix: Some((head.letters, prefix)) })
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
            let read = DesignationEntry::read(written).unwrap();
            assert_eq!((read.exact.as_str(), read.family.as_str()), (exact, family), "{written}");
            assert_eq!(read.prefix.map(|(_, key)| key).as_deref(), prefix, "{written}");
        }
        assert_eq!(DesignationEntry::read(" - "), None);
    }
}
