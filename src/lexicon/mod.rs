//! The vocabulary of the domain as data: topics, equipment families and a
//! thesaurus.
//!
//! The built-in lexicon is `seeds/lexicon.toml` with `seeds/thesaurus/`, embedded in
//! the crate; a user's file is merged over it. This module does not know how texts
//! are analysed.

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

/// Topics, equipment families and synonyms.
///
/// ```
/// use ibid::lexicon::Lexicon;
///
/// let text = "[topic.embargo.terms]\n\"arms embargo\" = 0.9\n\n[term.chopper]\nsame = [\"helicopter\"]";
/// let lexicon = Lexicon::read(text).lexicon;
/// assert_eq!(lexicon.topics["embargo"].terms["arms embargo"], 0.9);
/// assert_eq!(lexicon.thesaurus["chopper"].same, ["helicopter"]);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Lexicon {
    /// Topics by name.
    pub topics: BTreeMap<String, Topic>,
    /// Families by designation, as spelled in the lexicon.
    pub families: BTreeMap<String, Family>,
    /// Synonyms by the preferred term.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub thesaurus: BTreeMap<String, Synonyms>,
}

/// The files of the built-in lexicon; each is merged over those before it.
const BUILTIN_FILES: [&str; 4] = [
    include_str!("../../seeds/lexicon.toml"),
    include_str!("../../seeds/thesaurus/affairs.toml"),
    include_str!("../../seeds/thesaurus/geography.toml"),
    include_str!("../../seeds/thesaurus/military.toml"),
];

impl Lexicon {
    /// The lexicon that comes with the crate: English terms of arms deals, embargoes,
    /// helicopters and related subjects.
    ///
    /// Never fails: a test checks that the files read without a problem. They are read
    /// once; later calls cost a clone.
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

/// The weighted words, phrases and families that passages about a subject use.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Topic {
    /// Words and phrases that name the topic, beside its name in the lexicon. A query
    /// with one of them also matches passages about the topic. Each is a term as well,
    /// with a weight of 0.6 where `terms` do not list it.
    pub names: Vec<String>,
    /// Words and phrases, each with its weight as evidence of the topic: greater than
    /// 0, at most 1. Words match by stem. A name with the weight 0 is no term.
    pub terms: BTreeMap<String, f32>,
    /// Kinds of equipment whose families are evidence of the topic, with weights
    /// greater than 0, at most 1.
    pub kinds: BTreeMap<String, f32>,
    /// Phrases in which no term counts ("a great deal"). Words match by surface.
    pub excludes: Vec<String>,
}

/// A family of equipment with its designations and names.
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
    /// Other designations of the same thing ("FC-1" for "JF-17").
    pub same: Vec<String>,
    /// The family from which this one was developed: a related thing, not the same.
    pub variant_of: Option<String>,
    /// Variants that do not have the family's letters and number ("Tor-M1" of "Tor").
    pub variants: Vec<String>,
}

/// The synonyms, narrower terms and related terms of a term.
///
/// ```
/// use ibid::lexicon::Lexicon;
///
/// let text = "[term.chopper]\nsame = [\"helicopter\", \"whirlybird\"]\nrelated = [\"rotor\"]\n\n\
///             [term.chopper.weights]\nhelicopter = 0.9\nrotor = 0";
/// let chopper = &Lexicon::read(text).lexicon.thesaurus["chopper"];
/// assert_eq!(chopper.weights["helicopter"], 0.9);
/// assert_eq!(chopper.weights.get("whirlybird"), None); // that of the profile
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Synonyms {
    /// Synonyms. A query with one of them, or with the term, matches all others. Words
    /// match by stem.
    pub same: Vec<String>,
    /// Kinds, members and parts. A query with the term matches them, but not the
    /// other way round.
    pub narrower: Vec<String>,
    /// Subjects of texts about the term. A query with the term matches them with a low
    /// weight, but not the other way round.
    pub related: Vec<String>,
    /// What an occurrence of the term, or of one of these words, counts where another
    /// one was typed, which counts 1: from 0, which leaves it out, to 1. A word that is
    /// not here has the weight of its kind in
    /// [`Profile::expansion`](crate::rank::Profile::expansion).
    ///
    /// The lexicon is kept in the index, so a change needs a
    /// [rebuild](crate::Index::rebuild), as any of the lexicon does. A change of the
    /// profile does not.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, f32>,
}
