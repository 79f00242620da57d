//! What stands side by side in a query or group, and how operators join it.

use super::ast::{Clause, Node, Occur};
use crate::span::Span;

/// What joins two neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joiner {
    And,
    Or,
}

/// Neighbours joined by `AND`.
type Chain = Vec<Clause>;

/// Chains joined by `OR`.
type Item = Vec<Chain>;

/// A list of clauses in the making.
///
/// `NOT` binds before `AND`, `AND` before `OR`, and all before mere
/// neighbourhood. A run of plain words is one neighbour, so that
/// `Mi 35 AND Pakistan` keeps "Mi 35" whole.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    items: Vec<Item>,
}

impl Sequence {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds a clause. Words next to each other become one text; what stands
    /// between them in the `query` becomes blanks.
    pub(super) fn push(&mut self, joiner: Option<Joiner>, clause: Clause, query: &str) {
        let last = self.items.last_mut();
        match (joiner, last) {
            (Some(Joiner::Or), Some(item)) => item.push(vec![clause]),
            (Some(Joiner::And), Some(item)) => match item.last_mut() {
                Some(chain) => chain.push(clause),
                None => item.push(vec![clause]),
            },
            (_, last) => {
                let neighbour = last.and_then(|item| item.last_mut()?.last_mut());
                let merged = neighbour.is_some_and(|words| join(words, &clause, query));
                if !merged {
                    self.items.push(vec![vec![clause]]);
                }
            }
        }
    }

    /// The clauses. What an operator holds together is a group, unless it is
    /// all there is.
    pub(super) fn finish(mut self) -> Vec<Clause> {
        if self.items.len() == 1 {
            return self.items.pop().map(item_clauses).unwrap_or_default();
        }
        self.items.into_iter().map(|item| one_clause(item_clauses(item))).collect()
    }
}

/// Appends a clause to its neighbour, if both are plain words.
fn join(neighbour: &mut Clause, clause: &Clause, query: &str) -> bool {
    let (
        Clause { occur: Occur::Should, node: Node::Text { text, span } },
        Clause { occur: Occur::Should, node: Node::Text { text: next, span: after } },
    ) = (neighbour, clause)
    else {
        return false;
    };
    let gap = query.get(span.end..after.start).unwrap_or(" ");
    if gap.chars().all(char::is_whitespace) {
        text.push_str(gap);
    } else {
        text.extend(std::iter::repeat_n(' ', gap.len()));
    }
    text.push_str(next);
    span.end = after.end;
    true
}

fn item_clauses(mut item: Item) -> Vec<Clause> {
    if item.len() == 1 {
        return item.pop().map(chain_clauses).unwrap_or_default();
    }
    item.into_iter().map(|chain| alternative(chain_clauses(chain))).collect()
}

/// A single clause stays as it is; of several, each is required.
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

/// One side of an `OR`. An exclusion there excludes nothing from the other
/// sides, so it is a group.
fn alternative(clauses: Vec<Clause>) -> Clause {
    match clauses.as_slice() {
        [Clause { occur: Occur::MustNot, .. }] => Clause::should(group(clauses)),
        _ => one_clause(clauses),
    }
}

fn one_clause(mut clauses: Vec<Clause>) -> Clause {
    match clauses.pop() {
        Some(only) if clauses.is_empty() => only,
        last => {
            clauses.extend(last);
            Clause::should(group(clauses))
        }
    }
}

/// A group of clauses, from the first to the last.
pub(super) fn group(clauses: Vec<Clause>) -> Node {
    let span = |clause: &Clause| clause.node.span();
    let start = clauses.first().map_or(0, |clause| span(clause).start);
    let end = clauses.last().map_or(start, |clause| span(clause).end);
    Node::Group { clauses, span: Span::new(start, end) }
}
