//! What a query says, as a tree.

use super::date::DaysBound;
use crate::passage::label::Label;
use crate::span::Span;

/// One part of a query and what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether the part may, must or must not be found.
    pub occur: Occur,
    /// The part.
    pub node: Node,
}

impl Clause {
    /// A clause that may be found and then counts in the ranking.
    pub fn should(node: Node) -> Self {
        Self { occur: Occur::Should, node }
    }
}

/// Whether a part of a query may, must or must not be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occur {
    /// No sign: it counts in the ranking.
    Should,
    /// `+`, or a neighbour of `AND`: every word of the part is required.
    Must,
    /// `-`, `!` or `NOT`: any word of the part excludes the passage.
    MustNot,
}

/// A part of a query.
///
/// The span of a part with a `text` covers that text alone, without quotes,
/// signs, stars or field names, and is as long as the text: byte `i` of the
/// text stands at byte `span.start + i` of the query. The span of a
/// [`Label`](Node::Label) or [`Date`](Node::Date) covers its value, that of a
/// [`Group`](Node::Group) its parentheses where it has them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Node {
    /// A run of neighbouring plain words, to be analysed together so that
    /// names over several words are seen ("Mi 35", "Hind E"). Operators that
    /// were ignored in the midst of it are blanks. Only a part that
    /// [`Should`](Occur::Should) be found, or a neighbour of `AND`, has
    /// several words; a sign takes one.
    Text {
        /// The words.
        text: String,
        /// Where they stand.
        span: Span,
    },
    /// `"arms embargo"`: these words side by side; `"arms embargo"~5`: near
    /// each other, in any order.
    Phrase {
        /// The words, without quotes and blanks around them.
        text: String,
        /// How many other words may stand among them.
        slop: u32,
        /// Where they stand.
        span: Span,
    },
    /// `embarg*`: words that begin so.
    Prefix {
        /// The beginning, at least two letters or digits.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// `pakstan~`: words spelt nearly so.
    Fuzzy {
        /// The word.
        text: String,
        /// How many letters may differ: 1 or 2.
        edits: u8,
        /// Where it stands.
        span: Span,
    },
    /// `=Mi-35M`: this very form.
    Exact {
        /// The form.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// `title:word`: found in the title. Holds no field.
    Title(Box<Node>),
    /// `source:Gazette`: from this outlet.
    Source {
        /// The outlet.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// `id:ru-2005`: in this document.
    Id {
        /// The document's id.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// `label:comment`: passages of this kind.
    Label {
        /// The kind.
        label: Label,
        /// Where its name stands.
        span: Span,
    },
    /// `topic:embargo`: about the topic.
    Topic {
        /// The topic's name as typed.
        name: String,
        /// Where it stands.
        span: Span,
    },
    /// `date:2014..2016`: documents of these days.
    Date {
        /// The days.
        days: DaysBound,
        /// Where they stand.
        span: Span,
    },
    /// `( … )`, or what `AND` and `OR` hold together among other parts. Has
    /// at least one clause; groups lie at most 32 deep.
    Group {
        /// Its parts.
        clauses: Vec<Clause>,
        /// Where it stands.
        span: Span,
    },
}

impl Node {
    /// Where the part stands, in bytes of the query.
    pub fn span(&self) -> Span {
        match self {
            Self::Text { span, .. }
            | Self::Phrase { span, .. }
            | Self::Prefix { span, .. }
            | Self::Fuzzy { span, .. }
            | Self::Exact { span, .. }
            | Self::Source { span, .. }
            | Self::Id { span, .. }
            | Self::Label { span, .. }
            | Self::Topic { span, .. }
            | Self::Date { span, .. }
            | Self::Group { span, .. } => *span,
            Self::Title(node) => node.span(),
        }
    }

    /// How many groups lie within each other, this one included.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::Group { clauses, .. } => 1 + depth(clauses),
            Self::Title(node) => node.depth(),
            _ => 0,
        }
    }

    fn only_excludes(&self) -> bool {
        matches!(self, Self::Group { clauses, .. } if only_exclusions(clauses))
    }
}

/// How deep groups lie within each other in the list.
pub(super) fn depth(clauses: &[Clause]) -> usize {
    clauses.iter().map(|clause| clause.node.depth()).max().unwrap_or(0)
}

/// Whether there are clauses and all of them only exclude.
pub(super) fn only_exclusions(clauses: &[Clause]) -> bool {
    let excludes = |clause: &Clause| clause.occur == Occur::MustNot || clause.node.only_excludes();
    !clauses.is_empty() && clauses.iter().all(excludes)
}

/// A field, as typed before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Source,
    Id,
    Label,
    Topic,
    Date,
}

impl Field {
    pub(super) const ALL: [Self; 6] =
        [Self::Title, Self::Source, Self::Id, Self::Label, Self::Topic, Self::Date];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Source => "source",
            Self::Id => "id",
            Self::Label => "label",
            Self::Topic => "topic",
            Self::Date => "date",
        }
    }

    /// The field of that name, in any case.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }
}
