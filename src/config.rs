//! The configuration of an index, and the range of each parameter.

pub(crate) mod field_names;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The configuration of an index. The index stores it, so opening needs none.
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
    /// The language by whose stems unquoted words are compared.
    pub language: Language,
    /// How documents are split into passages.
    pub passages: PassageConfig,
    /// Names of extra fields of documents that a query can ask for, as in
    /// `author:Kim`; none by default. Upper and lower case are one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

impl Config {
    /// Sets the language of the stems.
    ///
    /// ```
    /// use ibid::config::{Config, Language};
    ///
    /// let config = Config::default().with_language(Language::None);
    /// assert_eq!(config.language, Language::None);
    /// ```
    #[must_use]
    pub fn with_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Sets how documents are split into passages.
    ///
    /// ```
    /// use ibid::config::{Config, PassageConfig};
    ///
    /// let config = Config::default().with_passages(PassageConfig::default().with_words(20, 200));
    /// assert_eq!(config.passages.max, 200);
    /// ```
    #[must_use]
    pub fn with_passages(mut self, passages: PassageConfig) -> Self {
        self.passages = passages;
        self
    }

    /// Sets the extra fields of documents that a query can ask for.
    ///
    /// A query asks for words that a value has side by side: `author:Kim`,
    /// `author:"Kim Lee"`. They are compared as typed, without stems. A value that
    /// is a list in JSON counts as its items; one of front matter is a single value.
    /// Numbers and days are words as well:
    /// values have no order, so that there are no ranges of them. Fields that are
    /// not named stay with the document, and cost nothing.
    ///
    /// ```
    /// use ibid::config::Config;
    /// use ibid::{Document, IndexOptions, Query};
    ///
    /// let config = Config::default().with_fields(["author", "section"]);
    /// let index = IndexOptions::default().with_config(config).in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs.").with_extra("author", "Ann Lee"))?;
    /// writer.add(&Document::new("b", "Two tugs.").with_extra("author", "Bo Ray"))?;
    /// writer.commit()?;
    ///
    /// let hits = index.search(&Query::new("tugs author:lee"))?;
    /// assert_eq!((hits.len(), hits[0].citation.document.as_str()), (1, "a"));
    ///
    /// let refused = Config::default().with_fields(["title"]).validate().unwrap_err();
    /// assert!(refused.to_string().starts_with("fields is \"title\": it must be names that"));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn with_fields(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.fields = names.into_iter().map(Into::into).collect();
        self
    }

    /// Checks every range, and the names of the fields.
    ///
    /// # Errors
    /// [`Error::Config`] names the first parameter that is out of its range.
    ///
    /// ```
    /// use ibid::config::{Config, PassageConfig};
    ///
    /// let config = Config::default().with_passages(PassageConfig::default().with_max_chars(7));
    /// let error = config.validate().unwrap_err();
    /// assert_eq!(error.to_string(), "passages.max is 7: it must be from 8 to 100000");
    /// ```
    pub fn validate(&self) -> Result<()> {
        self.passages.validate()?;
        field_names::validate(&self.fields)
    }
}

/// The language whose Snowball stems are used. [`Language::None`] compares
/// words by their folded surface only, which suits texts of unknown language.
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

/// The size of a passage.
///
/// A passage is one paragraph. Paragraphs longer than `max` are cut between
/// sentences. Paragraphs shorter than `min` are joined with neighbours of the
/// same label, up to `max`.
///
/// ```
/// use ibid::Document;
/// use ibid::config::PassageConfig;
/// use ibid::passage::split;
///
/// let document = Document::new("a", "Six tugs were sold. Two barges were not.");
/// let config = PassageConfig::default().with_max_chars(20);
/// assert_eq!(split(&document, &config).passages.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct PassageConfig {
    /// The unit of `min` and `max`.
    pub unit: LengthUnit,
    /// Passages shorter than this are joined with their neighbours.
    pub min: usize,
    /// Passages longer than this are cut between sentences, and a longer
    /// sentence between words.
    pub max: usize,
}

/// The unit of a passage's length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LengthUnit {
    /// Unicode scalar values.
    #[default]
    Chars,
    /// Words between white space.
    Words,
}

impl Default for PassageConfig {
    fn default() -> Self {
        Self { unit: LengthUnit::Chars, min: 40, max: 1200 }
    }
}

impl PassageConfig {
    /// Sets lengths from `min` to `max` words.
    ///
    /// ```
    /// use ibid::config::{LengthUnit, PassageConfig};
    ///
    /// let config = PassageConfig::default().with_words(20, 200);
    /// assert_eq!((config.unit, config.min, config.max), (LengthUnit::Words, 20, 200));
    /// ```
    #[must_use]
    pub fn with_words(mut self, min: usize, max: usize) -> Self {
        (self.unit, self.min, self.max) = (LengthUnit::Words, min, max);
        self
    }

    /// Sets the minimum, in characters. If lengths were in words, the maximum
    /// keeps its number and counts characters too.
    ///
    /// ```
    /// use ibid::config::PassageConfig;
    ///
    /// let config = PassageConfig::default().with_min_chars(80);
    /// assert_eq!((config.min, config.max), (80, 1200));
    /// ```
    #[must_use]
    pub fn with_min_chars(mut self, min: usize) -> Self {
        (self.unit, self.min) = (LengthUnit::Chars, min);
        self
    }

    /// Sets the maximum, in characters. If lengths were in words, the minimum
    /// keeps its number and counts characters too.
    ///
    /// ```
    /// use ibid::config::PassageConfig;
    ///
    /// let config = PassageConfig::default().with_max_chars(600);
    /// assert_eq!((config.min, config.max), (40, 600));
    /// ```
    #[must_use]
    pub fn with_max_chars(mut self, max: usize) -> Self {
        (self.unit, self.max) = (LengthUnit::Chars, max);
        self
    }

    /// The lengths as messages tell them: "40 to 1200 characters".
    pub(crate) fn in_words(&self) -> String {
        let unit = match self.unit {
            LengthUnit::Chars => "characters",
            LengthUnit::Words => "words",
        };
        format!("{} to {} {unit}", self.min, self.max)
    }

    /// Checks the ranges: `max` from 8 to 100,000 and `min` at most `max`.
    ///
    /// # Errors
    /// [`Error::Config`] names the parameter that is out of its range.
    ///
    /// ```
    /// use ibid::config::PassageConfig;
    ///
    /// assert!(PassageConfig::default().validate().is_ok());
    /// let error = PassageConfig::default().with_min_chars(2000).validate().unwrap_err();
    /// assert_eq!(error.to_string(), "passages.min is 2000: it must be at most passages.max");
    /// ```
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
            let result = Config::default().with_passages(passages).validate();
            assert_eq!(result.err().map(|e| e.to_string()).unwrap_or_default(), expected);
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
    fn deserializes_from_toml() {
        let config: Config = toml::from_str("language = \"none\"\n[passages]\nmax = 500").unwrap();
        assert_eq!(config.language, Language::None);
        assert_eq!((config.passages.min, config.passages.max), (40, 500));
        assert!(toml::from_str::<Config>("langage = \"none\"").is_err());
    }
}
