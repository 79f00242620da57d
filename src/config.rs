//! What can be chosen when an index is made, each with its range.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// How an index is made. Kept in the index, so that it opens without the
/// caller repeating it.
///
/// ```
/// use ibid::config::{Config, Language, PassageConfig};
///
/// let config = Config::default()
///     .with_language(Language::French)
///     .with_passages(PassageConfig::default().with_max_chars(600));
/// assert!(config.validate().is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// Language whose stems loose words are compared by.
    pub language: Language,
    /// How documents are split.
    pub passages: PassageConfig,
}

impl Config {
    /// With stems of that language.
    #[must_use]
    pub fn with_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// With documents split that way.
    #[must_use]
    pub fn with_passages(mut self, passages: PassageConfig) -> Self {
        self.passages = passages;
        self
    }

    /// Checks every range.
    ///
    /// # Errors
    /// [`Error::Config`] names the first parameter that is out of its range.
    pub fn validate(&self) -> Result<()> {
        self.passages.validate()
    }
}

/// Language whose Snowball stems are used; [`Language::None`] compares words
/// by their folded surface alone, which is right where the language is not
/// known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Language {
    Arabic,
    Danish,
    Dutch,
    #[default]
    English,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
    None,
}

/// The size of a passage. A passage is one paragraph; paragraphs longer than
/// `max` are cut between sentences, and neighbours shorter than `min` joined
/// as long as they have the same label and stay within `max`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct PassageConfig {
    /// What `min` and `max` count.
    pub unit: LengthUnit,
    /// Passages shorter than this are joined with their neighbours.
    pub min: usize,
    /// Passages longer than this are cut between sentences; a single
    /// sentence longer than this is cut between words.
    pub max: usize,
}

/// What a passage's length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LengthUnit {
    /// Unicode scalar values.
    #[default]
    Chars,
    /// White-space separated words.
    Words,
}

impl Default for PassageConfig {
    fn default() -> Self {
        Self { unit: LengthUnit::Chars, min: 40, max: 1200 }
    }
}

impl PassageConfig {
    /// With lengths between `min` and `max` words.
    #[must_use]
    pub fn with_words(mut self, min: usize, max: usize) -> Self {
        (self.unit, self.min, self.max) = (LengthUnit::Words, min, max);
        self
    }

    /// With neighbours under `min` joined.
    #[must_use]
    pub fn with_min_chars(mut self, min: usize) -> Self {
        (self.unit, self.min) = (LengthUnit::Chars, min);
        self
    }

    /// With paragraphs over `max` cut.
    #[must_use]
    pub fn with_max_chars(mut self, max: usize) -> Self {
        (self.unit, self.max) = (LengthUnit::Chars, max);
        self
    }

    /// Checks the ranges: `max` from 8 to 100,000 and `min` below it.
    ///
    /// # Errors
    /// [`Error::Config`] names the parameter that is out of its range.
    pub fn validate(&self) -> Result<()> {
        let out_of_range = |parameter, value: usize, range| {
            Err(Error::Config { parameter, value: value.to_string(), range })
        };
        if !(8..=100_000).contains(&self.max) {
            return out_of_range("passages.max", self.max, "from 8 to 100000");
        }
        if self.min > self.max {
            return out_of_range("passages.min", self.min, "at most passages.max");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let check = |passages: PassageConfig, expected: &str| {
            let found = Config::default().with_passages(passages).validate();
            assert_eq!(found.err().map(|e| e.to_string()).unwrap_or_default(), expected);
        };
        check(PassageConfig::default(), "");
        check(PassageConfig::default().with_words(10, 80), "");
        check(
            PassageConfig::default().with_max_chars(7),
            "passages.max is 7: it must be from 8 to 100000",
        );
        check(
            PassageConfig::default().with_min_chars(2000),
            "passages.min is 2000: it must be at most passages.max",
        );
    }

    #[test]
    fn read_from_data() {
        let config: Config = toml::from_str("language = \"none\"\n[passages]\nmax = 500").unwrap();
        assert_eq!(config.language, Language::None);
        assert_eq!((config.passages.min, config.passages.max), (40, 500));
        assert!(toml::from_str::<Config>("langage = \"none\"").is_err());
    }
}
