//! The syntax tree of a query.

use super::asked_fact::AskedFact;
use super::figure::Figure;
use crate::passage::label::Label;
use crate::range::{Owner, RangeBound, RangeField};
use crate::span::Span;

/// One part of a query, and whether a passage must have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether a passage may, must or must not match the part.
    pub occur: Occur,
    /// The part.
    pub node: Node,
}

impl Clause {
    /// An optional clause: a passage that matches it scores more.
    ///
    /// ```
    /// use ibid::query::{Clause, Query};
    ///
    /// let query = Query::new("embargo");
    /// let clause = query.clauses()[0].clone();
    /// assert_eq!(clause, Clause::should(clause.node.clone()));
    /// ```
    pub fn should(node: Node) -> Self {
        Self { occur: Occur::Should, node }
    }
}

/// Whether a passage may, must or must not match a part of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occur {
    /// No sign: the part is optional and scores.
    Should,
    /// `+`, or a neighbour of `AND`: every word of the part is required.
    Must,
    /// `-`, `!` or `NOT`: any word of the part excludes the passage.
    MustNot,
}

/// A part of a query.
///
/// The span of a part with a `text` covers only that text, without quotes,
/// signs, stars or field names. It is as long as the text: byte `i` of the
/// text stands at byte `span.start + i` of the query, or is a blank in place of
/// what was left out. A backslash in a text makes the next sign plain text
/// (`Mi\-35` is Mi-35). The span of a
/// [`Label`](Node::Label) or [`Range`](Node::Range) covers its value, that of a
/// [`Group`](Node::Group) its parentheses where it has them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Node {
    /// A run of neighbouring plain words. They are analysed together, so that
    /// names of several words ("Mi 35", "Hind E") are recognised. Operators
    /// ignored within the run are blanks. Only an [optional](Occur::Should)
    /// part or a neighbour of `AND` has several words; a sign takes one.
    Text {
        /// The words.
        text: String,
        /// Where they stand.
        span: Span,
    },
    /// `"arms embargo"`: these words side by side, in order. With slop,
    /// `"arms embargo"~5`, near each other and in any order.
    Phrase {
        /// The words, without the quotes and blanks around them.
        text: String,
        /// How many other words may stand between them.
        slop: u32,
        /// Where they stand.
        span: Span,
    },
    /// `embarg*`: words with this prefix.
    Prefix {
        /// The prefix, at least two letters or digits.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// `pakstan~`: words within one or two edits.
    Fuzzy {
        /// The word.
        text: String,
        /// The largest edit distance: 1 or 2.
        edits: u8,
        /// Where it stands.
        span: Span,
    },
    /// `=Mi-35M`: exactly this form.
    Exact {
        /// The form.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// `title:word`: matched in the title. Holds no field.
    Title(Box<Node>),
    /// `source:Gazette`: documents of this outlet.
    Source {
        /// The outlet.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// `author:Kim`: documents that have these words side by side in an extra
    /// field, which the index was made to search.
    Named {
        /// The field's name, as the index has it.
        field: String,
        /// The words.
        text: String,
        /// Where the words stand.
        span: Span,
    },
    /// `id:ru-2005`: the document with this id.
    Id {
        /// The document's id.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// `label:comment`: passages with this label.
    Label {
        /// The label.
        label: Label,
        /// Where its name stands.
        span: Span,
    },
    /// `topic:embargo`: passages about the topic.
    Topic {
        /// The topic's name as typed.
        name: String,
        /// Where it stands.
        span: Span,
    },
    /// `date:2014..2016`: a range field and the values that it allows.
    Range {
        /// The field.
        field: RangeField,
        /// The values, in the field's unit.
        bound: RangeBound,
        /// Where they stand.
        span: Span,
    },
    /// `amount:>100m USD`: a fact that the passage has to have.
    Fact {
        /// What is asked of it.
        asked: AskedFact,
        /// Where its value stands.
        span: Span,
    },
    /// `( … )`, or the operands of `AND` and `OR` among other parts. Has at
    /// least one clause; groups are nested at most 32 deep.
    Group {
        /// Its parts.
        clauses: Vec<Clause>,
        /// Where it stands.
        span: Span,
    },
    /// `date:2014 OR source:Gazette`: operands of `OR` of which one is a field.
    /// A passage matches at least one of them. Side by side without `OR`, all
    /// fields would have to match.
    Either {
        /// The operands, at least two, none of them required or excluded.
        clauses: Vec<Clause>,
        /// Where they stand.
        span: Span,
    },
}

impl Node {
    /// Where the part stands, in bytes of the query.
    ///
    /// ```
    /// use ibid::query::Query;
    ///
    /// let query = Query::new("title:deal");
    /// assert_eq!(query.clauses()[0].node.span().of(query.text()), Some("deal"));
    /// ```
    pub fn span(&self) -> Span {
        match self {
            Self::Text { span, .. }
            | Self::Phrase { span, .. }
            | Self::Prefix { span, .. }
            | Self::Fuzzy { span, .. }
            | Self::Exact { span, .. }
            | Self::Source { span, .. }
            | Self::Named { span, .. }
            | Self::Id { span, .. }
            | Self::Label { span, .. }
            | Self::Topic { span, .. }
            | Self::Range { span, .. }
            | Self::Fact { span, .. }
            | Self::Group { span, .. }
            | Self::Either { span, .. } => *span,
            Self::Title(node) => node.span(),
        }
    }

    /// How deep groups are nested, this one included.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::Group { clauses, .. } | Self::Either { clauses, .. } => 1 + depth(clauses),
            Self::Title(node) => node.depth(),
            _ => 0,
        }
    }

    /// Whether the part restricts the passages though it is optional, as fields
    /// and groups of them do.
    pub(super) fn restricts(&self) -> bool {
        match self {
            Self::Title(_)
            | Self::Source { .. }
            | Self::Named { .. }
            | Self::Id { .. }
            | Self::Label { .. }
            | Self::Topic { .. }
            | Self::Range { .. }
            | Self::Fact { .. }
            | Self::Either { .. } => true,
            Self::Group { clauses, .. } => clauses.iter().all(|clause| clause.node.restricts()),
            _ => false,
        }
    }

    /// Whether the parts, side by side, are alternatives of one another.
    pub(super) fn is_alternative_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Range { field, bound, .. }, Self::Range { field: other, bound: last, .. }) => {
                field == other && !bound.is_half_open() && !last.is_half_open()
            }
            (Self::Named { field, .. }, Self::Named { field: other, .. }) => field == other,
            (Self::Fact { asked, .. }, Self::Fact { asked: other, .. }) => {
                asked.field() == other.field() && !asked.is_half_open() && !other.is_half_open()
            }
            (Self::Source { .. }, Self::Source { .. })
            | (Self::Id { .. }, Self::Id { .. })
            | (Self::Label { .. }, Self::Label { .. }) => true,
            _ => false,
        }
    }

    /// Whether the part is a group of exclusions and nothing else.
    fn only_excludes(&self) -> bool {
        matches!(self, Self::Group { clauses, .. } if only_exclusions(clauses))
    }
}

/// How deep groups are nested in the list.
pub(super) fn depth(clauses: &[Clause]) -> usize {
    clauses.iter().map(|clause| clause.node.depth()).max().unwrap_or(0)
}

/// Whether there are clauses and all of them only exclude.
pub(super) fn only_exclusions(clauses: &[Clause]) -> bool {
    let excludes = |clause: &Clause| clause.occur == Occur::MustNot || clause.node.only_excludes();
    !clauses.is_empty() && clauses.iter().all(excludes)
}

/// A field: the word before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Source,
    Id,
    Label,
    Topic,
    Range(RangeField),
    /// That of this number among the fields that an index names.
    Named(usize),
    Figure(Figure),
    Status,
    Says,
}

impl Field {
    /// Whether the field asks for what a passage's text says. A value that is none
    /// is searched for as text.
    pub(super) fn is_of_text(self) -> bool {
        match self {
            Self::Figure(_) | Self::Status | Self::Says => true,
            Self::Range(field) => field.definition().owner() == Owner::Text,
            _ => false,
        }
    }
}
