//! The syntax tree written in the query language, so that parsing it again
//! gives the same clauses.

use std::fmt::{Display, Formatter, Result, Write};

use super::ast::{Clause, Node, Occur};
use super::capitals::word_operators;
use super::chars::{begins_word, may_be_signed, operator};
use super::field_names::FieldNames;
use super::quote::{is_quote, pair_around};
use super::range;

/// Writes a query. Operators in capitals are written as signs where they would be
/// words of a headline.
pub(crate) fn query(clauses: &[Clause], f: &mut Formatter<'_>) -> Result {
    struct List<'c>(&'c [Clause]);
    impl Display for List<'_> {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result {
            list(self.0, f)
        }
    }
    let printed = format!("{}", List(clauses));
    // A field that an index names is read as text here, which does no harm: signs
    // are operators whatever stands beside them.
    let is_headline = |text: &str| !word_operators(text, FieldNames::default()).is_empty();
    if !is_headline(&printed) {
        return f.write_str(&printed);
    }
    let with_signs = format!("{:#}", List(clauses));
    if is_headline(&with_signs) {
        // A `NOT` before what takes no sign is left: `NOT <TANKS SOLD`.
        return write_small(&with_signs, f);
    }
    f.write_str(&with_signs)
}

/// Writes all but operators small, as no headline is.
fn write_small(text: &str, f: &mut Formatter<'_>) -> Result {
    for word in text.split_inclusive(char::is_whitespace) {
        if operator(word.trim_end()).is_some() {
            f.write_str(word)?;
        } else {
            f.write_str(&word.to_lowercase())?;
        }
    }
    Ok(())
}

/// Writes clauses with the operator between them by which they are parsed as
/// one list again.
fn list(clauses: &[Clause], f: &mut Formatter<'_>) -> Result {
    let chained = is_chain(clauses);
    let joiner = if chained {
        and(f)
    } else if has_neighbouring_words(clauses) {
        or(f)
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

fn and(f: &Formatter<'_>) -> &'static str {
    if f.alternate() { " && " } else { " AND " }
}

fn or(f: &Formatter<'_>) -> &'static str {
    if f.alternate() { " || " } else { " OR " }
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
    match &clause.node {
        Node::Text { text, .. } if clause.occur == Occur::Should || !is_operator(&clause.node) => {
            write_words(text, f)
        }
        node => node.fmt(f),
    }
}

/// Writes words so that none is an operator: those that were read as words, as
/// they stand among words in capitals, are written small. So is a `TO` that with a
/// bracket, here or in the clause before, could be that of a range.
fn write_words(text: &str, f: &mut Formatter<'_>) -> Result {
    let has_bracket = text.contains(['[', '{', ']', '}']);
    for (number, word) in text.split_inclusive(char::is_whitespace).enumerate() {
        let trimmed = word.trim_end();
        let may_be_of_range = trimmed == "TO" && (has_bracket || number == 0);
        if operator(trimmed).is_some() || may_be_of_range {
            f.write_str(&word.to_lowercase())?;
        } else {
            f.write_str(word)?;
        }
    }
    Ok(())
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
            Self::Title(node) => {
                f.write_str("title:")?;
                node.fmt(f)
            }
            Self::Source { text, .. } => write_value("source:", text, true, f),
            Self::Named { field, text, .. } => write_value(&format!("{field}:"), text, true, f),
            Self::Id { text, .. } => write_value("id:", text, true, f),
            Self::Topic { name, .. } => write_value("topic:", name, true, f),
            Self::Label { label, .. } => write!(f, "label:{label}"),
            Self::Range { field, bound, .. } => {
                write!(f, "{}:", field.name())?;
                range::print(*field, *bound, f)
            }
            Self::Fact { asked, .. } => asked.fmt(f),
            Self::Group { clauses, .. } => {
                f.write_char('(')?;
                list(clauses, f)?;
                close(clauses, f)
            }
            Self::Either { clauses, .. } => {
                for (number, clause) in clauses.iter().enumerate() {
                    f.write_str(if number > 0 { or(f) } else { "(" })?;
                    write_clause(clause, false, f)?;
                }
                close(clauses, f)
            }
        }
    }
}

/// Closes a group. A blank keeps a backslash at its end from escaping the
/// parenthesis.
fn close(clauses: &[Clause], f: &mut Formatter<'_>) -> Result {
    let ends_in_backslash = clauses.last().is_some_and(|last| match &last.node {
        Node::Title(inner) => ends_in_backslash(inner),
        node => ends_in_backslash(node),
    });
    f.write_str(if ends_in_backslash { " )" } else { ")" })
}

/// Whether the part, printed without quotes, may end in a backslash.
fn ends_in_backslash(node: &Node) -> bool {
    match node {
        Node::Text { text, .. }
        | Node::Exact { text, .. }
        | Node::Source { text, .. }
        | Node::Named { text, .. }
        | Node::Id { text, .. }
        | Node::Topic { name: text, .. } => text.ends_with('\\'),
        _ => false,
    }
}

/// Writes a value, in quotes unless it can be `bare` and is parsed as the same
/// value without them.
fn write_value(name: &str, text: &str, bare: bool, f: &mut Formatter<'_>) -> Result {
    f.write_str(name)?;
    let ends_value = |c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')');
    let has_operator = text.contains("&&") || text.contains("||");
    let is_other = text.is_empty() || text == "*" || text.starts_with('=') || has_operator;
    if bare && !is_other && !text.contains(ends_value) {
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
