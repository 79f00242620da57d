//! The syntax tree written in the query language, so that parsing it again
//! gives the same clauses.

use std::fmt::{Display, Formatter, Result, Write};

use super::ast::{Clause, Node, Occur};
use super::lex::{begins_word, may_be_signed, operator};
use super::quote::{is_quote, pair_around};
use super::range;

/// Writes clauses with the operator between them by which they are parsed as
/// one list again.
pub(crate) fn list(clauses: &[Clause], f: &mut Formatter<'_>) -> Result {
    let chained = is_chain(clauses);
    let joiner = if chained {
        " AND "
    } else if has_neighbouring_words(clauses) {
        " OR "
    } else {
        " "
    };
    for (number, clause) in clauses.iter().enumerate() {
        if number > 0 {
            f.write_str(joiner)?;
        }
        write_clause(clause, chained, f)?;
    }
    Ok(())
}

/// Whether `AND` between the clauses gives their occurs again.
fn is_chain(clauses: &[Clause]) -> bool {
    let none_optional = clauses.iter().all(|clause| clause.occur != Occur::Should);
    clauses.len() > 1 && none_optional && clauses.iter().any(|c| c.occur == Occur::Must)
}

/// Whether two clauses of words would be parsed as one run without `OR`.
fn has_neighbouring_words(clauses: &[Clause]) -> bool {
    let is_words = |c: &Clause| c.occur == Occur::Should && matches!(c.node, Node::Text { .. });
    clauses.windows(2).any(|pair| pair.iter().all(is_words))
}

/// Writes a clause with its sign; `chained` between `AND`, which requires it.
fn write_clause(clause: &Clause, chained: bool, f: &mut Formatter<'_>) -> Result {
    match clause.occur {
        Occur::Must if !chained || is_operator(&clause.node) => f.write_char('+')?,
        Occur::MustNot if takes_sign(&clause.node) => f.write_char('-')?,
        Occur::MustNot => f.write_str("NOT ")?,
        Occur::Must | Occur::Should => {}
    }
    clause.node.fmt(f)
}

/// Whether the word, printed without a sign, would be parsed as an operator.
fn is_operator(node: &Node) -> bool {
    matches!(node, Node::Text { text, .. } if operator(text).is_some())
}

/// Whether a sign before the part, as it is printed, is parsed as one.
pub(super) fn takes_sign(node: &Node) -> bool {
    match node {
        Node::Text { text, .. } | Node::Prefix { text, .. } | Node::Fuzzy { text, .. } => {
            text.starts_with(may_be_signed)
        }
        _ => true,
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Text { text, .. } => f.write_str(text),
            Self::Phrase { text, slop: 0, .. } => write_quoted(text, f),
            Self::Phrase { text, slop, .. } => {
                write_quoted(text, f)?;
                write!(f, "~{slop}")
            }
            Self::Prefix { text, .. } => write!(f, "{text}*"),
            Self::Fuzzy { text, edits, .. } => write!(f, "{text}~{edits}"),
            Self::Exact { text, .. } => write_value("=", text, text.starts_with(begins_word), f),
            Self::Title(node) => write!(f, "title:{node}"),
            Self::Source { text, .. } => write_value("source:", text, true, f),
            Self::Id { text, .. } => write_value("id:", text, true, f),
            Self::Topic { name, .. } => write_value("topic:", name, true, f),
            Self::Label { label, .. } => write!(f, "label:{label}"),
            Self::Range { field, bound, .. } => {
                write!(f, "{}:", field.name())?;
                range::print(*field, *bound, f)
            }
            Self::Group { clauses, .. } => {
                f.write_char('(')?;
                list(clauses, f)?;
                f.write_char(')')
            }
        }
    }
}

/// Writes a value, in quotes unless it can be `bare` and is parsed as the same
/// value without them.
fn write_value(name: &str, text: &str, bare: bool, f: &mut Formatter<'_>) -> Result {
    f.write_str(name)?;
    let ends_value = |c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')');
    if bare && !text.is_empty() && !text.contains(ends_value) && !text.starts_with('=') {
        f.write_str(text)
    } else {
        write_quoted(text, f)
    }
}

/// Writes a text in quotes that do not occur in it.
fn write_quoted(text: &str, f: &mut Formatter<'_>) -> Result {
    let (open, close) = pair_around(text);
    write!(f, "{open}{text}{close}")
}
