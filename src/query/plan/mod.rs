//! What is to be looked for: concepts with their alternatives, and a filter.
//! Pure data; nothing here has seen an index.

pub(crate) mod adjacency;
mod alternatives;
mod free_text;
pub(crate) mod lower;
mod stop_phrases;
mod units;
use crate::analysis::relation::Relation;
use crate::date::Day;
use crate::passage::label::Label;
use crate::span::Span;

/// A query ready for the index.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// What scores.
    pub(crate) concepts: Vec<Concept>,
    /// What a passage must be to be a hit at all.
    pub(crate) filter: Option<Filter>,
    /// Added beyond what was typed.
    pub(crate) expanded: Vec<super::Expansion>,
    /// Typed but not looked for.
    pub(crate) ignored: Vec<super::Ignored>,
}

/// One thing that was asked for, in all the ways a text can say it. Its
/// alternatives are scored as one term.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Concept {
    /// As typed.
    pub(crate) typed: String,
    /// Where, in bytes of the query.
    pub(crate) span: Span,
    /// Where it is looked for.
    pub(crate) scope: Scope,
    /// Ways to say it.
    pub(crate) alternatives: Vec<Alternative>,
    /// Whether it scores; one that only excludes or restricts does not.
    pub(crate) scores: bool,
    /// How often it was typed.
    pub(crate) times: u32,
}

/// Where a concept is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// Passages, and titles.
    Anywhere,
    /// Titles only.
    Title,
}

/// One way to say a concept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alternative {
    pub(crate) matcher: Matcher,
    /// What an occurrence counts, 1 for what was typed.
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
    /// Surface forms in order, with at most `slop` other words between them.
    Phrase { surfaces: Vec<String>, slop: u32 },
    /// Stems in order, side by side.
    Stems(Vec<String>),
    /// A designator with its variant.
    Exact(String),
    /// A designator's family.
    Family(String),
    /// Designators whose exact key begins so.
    ExactPrefix(String),
    /// Passages about a topic.
    Topic(String),
    /// Surface forms that begin so.
    Prefix(String),
    /// Surface forms within so many edits.
    Fuzzy { surface: String, edits: u8 },
}

/// Why an alternative stands for what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// The word itself, or another form of it.
    Word,
    /// This very form.
    Exact,
    /// The phrase.
    Phrase,
    /// It begins so.
    Prefix,
    /// It is a few letters off.
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
    /// The thing that the name stands for.
    Named,
    /// Another word for it.
    Synonym,
    /// A kind, member or part of it.
    Narrower,
    /// Something that goes with it.
    Related,
    /// The passage is about it.
    Topic,
}

/// What a passage must be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    /// It has the concept of that number.
    Concept(usize),
    Label(Label),
    /// Its document's source has all the words.
    Source(Vec<String>),
    /// Its document has that id.
    Id(String),
    /// Its document's date shares a day with the range.
    Date {
        first: Option<Day>,
        last: Option<Day>,
    },
}

impl Filter {
    /// Numbers of the concepts that it names.
    pub(crate) fn concepts(&self) -> Vec<usize> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::concepts).collect(),
            Self::Not(part) => part.concepts(),
            Self::Concept(number) => vec![*number],
            _ => Vec::new(),
        }
    }
}

impl Plan {
    /// Leaves out what was added beyond what was typed.
    pub(super) fn keep_typed(&mut self) {
        for concept in &mut self.concepts {
            if concept.alternatives.iter().any(|alternative| alternative.reason.is_typed()) {
                concept.alternatives.retain(|alternative| alternative.reason.is_typed());
            }
        }
        self.expanded.clear();
    }
}

impl Reason {
    /// Whether an alternative with this reason is what was typed, and not
    /// what the lexicon knows beside it.
    pub(crate) fn is_typed(self) -> bool {
        match self {
            Self::Word
            | Self::Exact
            | Self::Phrase
            | Self::Prefix
            | Self::Fuzzy
            | Self::Designator
            | Self::Variant => true,
            Self::SameThing
            | Self::Name
            | Self::NatoName
            | Self::Named
            | Self::Synonym
            | Self::Narrower
            | Self::Related
            | Self::Topic => false,
        }
    }

    /// A word or two for reports and footnotes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Exact => "exact form",
            Self::Phrase => "phrase",
            Self::Prefix => "prefix",
            Self::Fuzzy => "spelling",
            Self::Designator => "designator",
            Self::Variant => "variant",
            Self::SameThing => "same thing",
            Self::Name => "name",
            Self::NatoName => "NATO name",
            Self::Named => "named thing",
            Self::Synonym => "synonym",
            Self::Narrower => "narrower",
            Self::Related => "related",
            Self::Topic => "topic",
        }
    }

    /// The reason that a relation of the lexicon gives, where the relation
    /// means the same thing or is a name of it.
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
