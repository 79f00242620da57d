//! What the domain calls things, as data: topics, equipment families and a
//! thesaurus.
//!
//! The default lexicon is `seeds/lexicon.toml` with `seeds/thesaurus/`, embedded;
//! a user's file is laid over it. Nothing here knows how a text is analysed.

mod check;
mod format;
mod merge;
mod reader;
mod report;
mod split;
#[cfg(test)]
mod tests;

pub use crate::lexicon::report::{Problem, Read};

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Topics, equipment families and other words for one thing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Lexicon {
    /// Topics by name.
    pub topics: BTreeMap<String, Topic>,
    /// Families by designation as written in the lexicon.
    pub families: BTreeMap<String, Family>,
    /// Other words for one thing, by the term that is preferred.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub thesaurus: BTreeMap<String, Synonyms>,
}

/// What the built-in lexicon is made of.
const BUILTIN_FILES: [&str; 4] = [
    include_str!("../../seeds/lexicon.toml"),
    include_str!("../../seeds/thesaurus/affairs.toml"),
    include_str!("../../seeds/thesaurus/geography.toml"),
    include_str!("../../seeds/thesaurus/military.toml"),
];

impl Lexicon {
    /// The lexicon that comes with the crate, in English: arms deals,
    /// embargoes, helicopters and what is near to them.
    ///
    /// Never fails: that the text reads without a problem is tested. It is read once;
    /// later calls cost a clone.
    ///
    /// ```
    /// use ibid::lexicon::Lexicon;
    ///
    /// assert!(Lexicon::builtin().topics["embargo"].terms["arms embargo"] > 0.8);
    /// ```
    pub fn builtin() -> Self {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
            let files = BUILTIN_FILES.iter().map(|text| Lexicon::read(text).lexicon);
            files.reduce(|lexicon, file| lexicon.with(&file)).unwrap_or_default()
        });
        BUILTIN.clone()
    }
}

/// A set of weighted words, phrases and families that a passage about
/// something uses.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Topic {
    /// Words and phrases that name the topic itself: a query that has one of
    /// them is helped by the topic.
    pub names: Vec<String>,
    /// Words and phrases with how strongly each speaks for the topic, over 0 up to 1.
    /// Words match by stem.
    pub terms: BTreeMap<String, f32>,
    /// Kinds of equipment whose families speak for the topic, with weights over 0 up to 1.
    pub kinds: BTreeMap<String, f32>,
    /// Phrases in which a term does not count ("a great deal").
    pub excludes: Vec<String>,
}

/// A piece of equipment with everything it is called.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Family {
    /// "helicopter", "aircraft", "missile", "air-defence", "ship", "engine", …
    pub kind: String,
    /// Names that mean this family ("Apache", "Super Hercules").
    pub names: Vec<String>,
    /// NATO reporting names, which can cover several families ("Hind").
    pub nato: Vec<String>,
    /// Other designations of the very same thing ("FC-1" for "JF-17").
    pub same: Vec<String>,
    /// The family that this one was developed from, a related but other thing.
    pub variant_of: Option<String>,
    /// Variants that the pattern of designations does not show ("Tor-M1" of "Tor").
    pub variants: Vec<String>,
}

/// What else a term is called, what falls under it and what goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Synonyms {
    /// Other words for it: who types one of them, or the term itself, also
    /// finds all others. Words match by stem.
    pub same: Vec<String>,
    /// Kinds, members and parts of it, which it finds but which do not find it.
    pub narrower: Vec<String>,
    /// What texts about it speak of, found weakly and one way.
    pub related: Vec<String>,
}
