//! The clauses of a query or group in the making, joined by their operators.

use super::ast::{Clause, Node, Occur};
use crate::span::Span;

/// An operator between two clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joiner {
    And,
    Or,
}

/// Clauses joined by `AND`.
type Chain = Vec<Clause>;

/// Chains joined by `OR`.
type Item = Vec<Chain>;

/// The words at the end of a sequence.
#[derive(Debug, Clone)]
pub(super) struct LastWords {
    /// The words, as long as their span.
    pub(super) text: String,
    /// Where they stand.
    pub(super) span: Span,
    /// The slop of a phrase.
    pub(super) slop: u32,
    /// Whether they are the whole clause, which is still there.
    pub(super) is_all: bool,
}

/// A list of clauses in the making.
///
/// `NOT` binds more tightly than `AND`, `AND` than `OR`, and each of them than
/// no operator. A run of plain words is one operand, so that
/// `Mi 35 AND Pakistan` keeps "Mi 35" whole.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    items: Vec<Item>,
}

impl Sequence {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds a clause. Neighbouring words become one text, in which blanks
    /// replace what stands between them in the `query`.
    pub(super) fn push(&mut self, joiner: Option<Joiner>, clause: Clause, query: &str) {
        match (joiner, self.items.last_mut()) {
            (Some(Joiner::Or), Some(item)) => item.push(vec![clause]),
            (Some(Joiner::And), Some(item)) => match item.last_mut() {
                Some(chain) => chain.push(clause),
                None => item.push(vec![clause]),
            },
            (_, item) => {
                let neighbour = item.and_then(|item| item.last_mut()?.last_mut());
                let is_merged = neighbour.is_some_and(|words| append(words, &clause, query));
                if !is_merged {
                    self.items.push(vec![vec![clause]]);
                }
            }
        }
    }

    /// Takes the last word away from those before it, for a phrase that begins
    /// with it. A word or phrase without any before it stays, to be
    /// [replaced](Self::replace_last). `None` where something else comes last.
    pub(super) fn take_last_words(&mut self) -> Option<LastWords> {
        let clause = self.items.last_mut()?.last_mut()?.last_mut()?;
        let (text, span) = match &mut clause.node {
            Node::Phrase { text, span, slop } => {
                let (text, span) = (text.clone(), *span);
                return Some(LastWords { text, span, slop: *slop, is_all: true });
            }
            Node::Text { text, span } => (text, span),
            _ => return None,
        };
        let after_blank = |blank: (usize, &str)| blank.0 + blank.1.len();
        let start = text.rmatch_indices(char::is_whitespace).next().map_or(0, after_blank);
        let word = text.get(start..)?.to_owned();
        let word_span = Span::new(span.start + start, span.end);
        let before = text.get(..start)?.trim_end().len();
        if before > 0 {
            text.truncate(before);
            span.end = span.start + before;
        }
        Some(LastWords { text: word, span: word_span, slop: 0, is_all: before == 0 })
    }

    /// Puts a node in place of the last clause.
    pub(super) fn replace_last(&mut self, node: Node) {
        let last = self.items.last_mut().and_then(|item| item.last_mut()?.last_mut());
        if let Some(clause) = last {
            clause.node = node;
        }
    }

    /// The clauses. The operands of an operator are a group, unless there is
    /// nothing else.
    pub(super) fn finish(mut self) -> Vec<Clause> {
        if self.items.len() == 1 {
            return self.items.pop().map(item_clauses).unwrap_or_default();
        }
        self.items.into_iter().map(|item| one_clause(item_clauses(item))).collect()
    }
}

/// Appends a clause to its neighbour if both are plain words; whether it did.
fn append(neighbour: &mut Clause, clause: &Clause, query: &str) -> bool {
    let (
        Clause { occur: Occur::Should, node: Node::Text { text, span } },
        Clause { occur: Occur::Should, node: Node::Text { text: next, span: next_span } },
    ) = (neighbour, clause)
    else {
        return false;
    };
    let gap = query.get(span.end..next_span.start).unwrap_or(" ");
    // As many bytes as in the query: spans in the text stay those of the query.
    if gap.chars().all(char::is_whitespace) {
        text.push_str(gap);
    } else {
        text.extend(std::iter::repeat_n(' ', gap.len()));
    }
    text.push_str(next);
    span.end = next_span.end;
    true
}

/// The clauses of the operands of `OR`; of one operand, those of its chain.
fn item_clauses(mut item: Item) -> Vec<Clause> {
    if item.len() == 1 {
        return item.pop().map(chain_clauses).unwrap_or_default();
    }
    let operands: Vec<Clause> =
        item.into_iter().map(|chain| or_operand(chain_clauses(chain))).collect();
    if are_either(&operands) { vec![Clause::should(either(operands))] } else { operands }
}

/// Whether a field among the operands would restrict the others, if they stood
/// side by side. Closed values of one field are alternatives there as well.
fn are_either(operands: &[Clause]) -> bool {
    let is_like_first = |clause: &Clause| {
        operands.first().is_some_and(|first| first.node.is_alternative_of(&clause.node))
    };
    operands.iter().all(|clause| clause.occur == Occur::Should)
        && operands.iter().any(|clause| clause.node.restricts())
        && !operands.iter().all(is_like_first)
}

/// The operands of an `OR` as one node.
fn either(clauses: Vec<Clause>) -> Node {
    let span = span_of(&clauses);
    Node::Either { clauses, span }
}

/// The clauses of a chain: a single one as it is, of several each required.
fn chain_clauses(mut chain: Chain) -> Vec<Clause> {
    if chain.len() > 1 {
        for clause in &mut chain {
            if clause.occur == Occur::Should {
                clause.occur = Occur::Must;
            }
        }
    }
    chain
}

/// One operand of an `OR`. An exclusion is grouped: it must not exclude from
/// the other operands.
fn or_operand(clauses: Vec<Clause>) -> Clause {
    match clauses.as_slice() {
        [Clause { occur: Occur::MustNot, .. }] => Clause::should(group(clauses)),
        _ => one_clause(clauses),
    }
}

/// The clauses as one: a single clause as it is, several in a group.
fn one_clause(mut clauses: Vec<Clause>) -> Clause {
    match clauses.pop() {
        Some(only) if clauses.is_empty() => only,
        last => {
            clauses.extend(last);
            Clause::should(group(clauses))
        }
    }
}

/// A group of clauses. Its span reaches from the first clause to the last.
pub(super) fn group(clauses: Vec<Clause>) -> Node {
    let span = span_of(&clauses);
    Node::Group { clauses, span }
}

fn span_of(clauses: &[Clause]) -> Span {
    let span = |clause: &Clause| clause.node.span();
    let start = clauses.first().map_or(0, |clause| span(clause).start);
    let end = clauses.last().map_or(start, |clause| span(clause).end);
    Span::new(start, end)
}
