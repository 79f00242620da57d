//! The plan of a query: concepts with their alternatives, and a filter. It is
//! made without an index.

mod abbreviations;
pub(crate) mod adjacency;
mod alternatives;
pub(crate) mod asked;
mod broken_compounds;
mod capitals;
mod equipment;
pub(crate) mod fact_condition;
mod field_filters;
mod free_text;
mod function_words;
pub(crate) mod id_forms;
pub(crate) mod lower;
mod lower_fact;
mod numbers;
mod or_operands;
mod plural;
mod requirement;
mod runs;
mod spellings;
mod stop_phrases;
mod typed_text;
mod units;
pub(crate) mod value_words;
pub(crate) mod watched;

use crate::analysis::relation::Relation;
use crate::facet::kind::Facet;
use crate::facts::condition::FactCondition;
use crate::passage::label::Label;
use crate::range::{RangeBound, RangeField};
use crate::span::Span;
use asked::Asked;

/// A query ready for the index.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// Each thing that was typed, in the order of the query.
    pub(crate) concepts: Vec<Concept>,
    /// What every hit passes.
    pub(crate) filter: Option<Filter>,
    /// What it asks for.
    pub(crate) asked: Option<Asked>,
}

/// One thing that a query names, with all alternatives by which a text can
/// express it. These are scored as one term.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Concept {
    /// As typed.
    pub(crate) typed: String,
    /// Where it was typed first, in bytes of the query.
    pub(crate) span: Span,
    /// Where it is matched.
    pub(crate) scope: Scope,
    /// The ways to express it, at least one; what was typed comes first.
    pub(crate) alternatives: Vec<Alternative>,
    /// Whether it scores. A concept that only excludes does not.
    pub(crate) scores: bool,
    /// The typed form, of a free word.
    pub(crate) form: Option<String>,
    /// Whether it was typed as a name: a designator, a name of equipment, or a
    /// word with a capital where capitals tell.
    pub(crate) is_name: bool,
    /// How many times it was typed; its weight grows by that.
    pub(crate) times: u32,
}

/// Where a concept is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// In passages and titles.
    Anywhere,
    /// Only in titles.
    Title,
}

/// One way to express a concept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alternative {
    pub(crate) matcher: Matcher,
    /// What an occurrence adds to the concept's frequency: 1 for what was
    /// typed.
    pub(crate) weight: f32,
    pub(crate) reason: Reason,
}

/// What occurs in the index where an alternative matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Matcher {
    /// A stem.
    Stem(String),
    /// A surface form.
    Surface(String),
    /// Surface forms side by side and in order; with `slop`, in any order with
    /// at most that many other words between them.
    Phrase { surfaces: Vec<String>, slop: u32 },
    /// Stems in order, side by side.
    Stems(Vec<String>),
    /// A stem where it is not part of a longer name, given as stems: "Hawk", but
    /// not in "Black Hawk".
    Alone { stem: String, longer: Vec<Vec<String>> },
    /// A designator with its variant.
    Exact(String),
    /// A designator's family.
    Family(String),
    /// Designators whose exact key has this prefix.
    ExactPrefix(String),
    /// Passages about a topic.
    Topic(String),
    /// Surface forms with this prefix.
    Prefix(String),
    /// Surface forms side by side, before one with this prefix.
    PhrasePrefix { surfaces: Vec<String>, prefix: String },
    /// Surface forms within this edit distance, 1 or 2.
    Fuzzy { surface: String, edits: u8 },
}

/// Why an alternative stands for what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// The word itself, or another form of it.
    Word,
    /// Exactly this form.
    Exact,
    /// The phrase.
    Phrase,
    /// A word with this prefix.
    Prefix,
    /// A word within one or two edits, which were asked for.
    Fuzzy,
    /// The designator, in any spelling.
    Designator,
    /// Another variant of the designator's family.
    Variant,
    /// Another designation of the same thing.
    SameThing,
    /// A name of it.
    Name,
    /// Its NATO reporting name.
    NatoName,
    /// A name of it that is also a company, a place or an everyday word.
    DoubtfulName,
    /// A word of its name, which may mean anything.
    NamePart,
    /// The thing that the name stands for.
    Named,
    /// The same number in digits, or in words.
    Number,
    /// Another word for it.
    Synonym,
    /// A kind, member or part of it.
    Narrower,
    /// Something that goes with it.
    Related,
    /// A passage about the topic.
    Topic,
    /// A word near one that occurs nowhere.
    Repair,
    /// A fact that was asked for.
    Fact,
}

/// A condition on a passage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    /// It matches the concept of that number in the plan.
    Concept(usize),
    /// It has what the concept of that number names, and not only something
    /// near it. [`Plan::resolve_requirements`] leaves none of these.
    Required(usize),
    /// It has the label.
    Label(Label),
    /// Its document's source has all the words.
    Source(Vec<String>),
    /// A field of its document that the index names has the words side by side.
    Named(NamedWords),
    /// Its document has the id.
    Id(String),
    /// A value of the field, in its text or of its document, overlaps the
    /// bound.
    Range(RangeField, RangeBound),
    /// One of its facts meets the condition.
    Fact(FactCondition),
    /// It, or its document, has one of the values of the facet; the empty one stands
    /// for none.
    Facet(Facet, Vec<String>),
}

/// Words that stand side by side in a value of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NamedWords {
    /// The field's name, in small letters.
    pub(crate) field: String,
    /// The words, at least one.
    pub(crate) words: Vec<String>,
}

impl Filter {
    /// Numbers of the concepts that it tests, repeated as they are.
    pub(crate) fn concepts(&self) -> Vec<usize> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::concepts).collect(),
            Self::Not(part) => part.concepts(),
            Self::Concept(number) | Self::Required(number) => vec![*number],
            _ => Vec::new(),
        }
    }
}

impl Filter {
    /// The conditions on facts that every passage meets which passes.
    pub(crate) fn required_facts(&self) -> Vec<&FactCondition> {
        match self {
            Self::All(parts) => parts.iter().flat_map(Self::required_facts).collect(),
            Self::Fact(condition) => vec![condition],
            _ => Vec::new(),
        }
    }
}

impl Concept {
    /// Whether it stands nowhere, with the nearest words instead.
    pub(crate) fn is_repaired(&self) -> bool {
        self.alternatives.iter().any(|alternative| alternative.reason == Reason::Repair)
    }

    /// What was typed, with the signs that reports show it with: a star behind a
    /// prefix, quotes around several words, the field of a title.
    pub(crate) fn shown(&self) -> String {
        let typed = &self.typed;
        // A prefix of no word has no alternative left.
        let is_prefix = self.alternatives.iter().all(|other| other.reason == Reason::Prefix);
        let word = if is_prefix {
            format!("{typed}*")
        } else if typed.contains(char::is_whitespace) {
            format!("\"{typed}\"")
        } else {
            typed.clone()
        };
        if self.scope == Scope::Title { format!("title:{word}") } else { word }
    }
}

impl Plan {
    /// Drops each alternative that was not typed, unless a concept has none
    /// that was: a topic stays.
    pub(super) fn keep_typed(&mut self) {
        for concept in &mut self.concepts {
            if concept.alternatives.iter().any(|alternative| alternative.reason.is_typed()) {
                concept.alternatives.retain(|alternative| alternative.reason.is_typed());
            }
        }
    }
}

impl Reason {
    /// Whether an alternative with this reason was typed, and not added by the
    /// lexicon.
    pub(crate) fn is_typed(self) -> bool {
        match self {
            Self::Word
            | Self::Exact
            | Self::Phrase
            | Self::Prefix
            | Self::Fuzzy
            | Self::Designator
            | Self::Variant
            | Self::Fact => true,
            Self::SameThing
            | Self::Name
            | Self::NatoName
            | Self::DoubtfulName
            | Self::NamePart
            | Self::Named
            | Self::Number
            | Self::Synonym
            | Self::Narrower
            | Self::Related
            | Self::Topic
            | Self::Repair => false,
        }
    }

    /// A word or two for reports and footnotes.
    ///
    /// ```
    /// assert_eq!(ibid::query::Reason::NatoName.name(), "NATO name");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Exact => "exact form",
            Self::Phrase => "phrase",
            Self::Prefix => "prefix",
            Self::Fuzzy | Self::Repair => "spelling",
            Self::Designator => "designator",
            Self::Variant => "variant",
            Self::SameThing => "same thing",
            Self::Name => "name",
            Self::NatoName => "NATO name",
            Self::DoubtfulName => "doubtful name",
            Self::NamePart => "part of the name",
            Self::Named => "named thing",
            Self::Number => "number",
            Self::Synonym => "synonym",
            Self::Narrower => "narrower",
            Self::Related => "related",
            Self::Topic => "topic",
            Self::Fact => "fact",
        }
    }

    /// The reason that belongs to a relation of the lexicon, or `None` where
    /// the relation is between variants: these share a family key.
    pub(crate) fn of_relation(relation: Relation) -> Option<Self> {
        match relation {
            Relation::Same => Some(Self::SameThing),
            Relation::Name => Some(Self::Name),
            Relation::NatoName => Some(Self::NatoName),
            Relation::VariantOf | Relation::HasVariant => None,
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
