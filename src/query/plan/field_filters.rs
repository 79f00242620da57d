//! Clauses that restrict: which they are, and how those of one kind are joined.

use super::Filter;
use crate::query::syntax::ast::{Node, Occur};
use crate::range::RangeField;

/// Whether the clause restricts and does not score.
pub(super) fn is_field_filter(node: &Node) -> bool {
    match node {
        Node::Source { .. }
        | Node::Named { .. }
        | Node::Id { .. }
        | Node::Label { .. }
        | Node::Range { .. }
        | Node::Fact { .. } => true,
        Node::Group { clauses, .. } | Node::Either { clauses, .. } => {
            !clauses.is_empty() && clauses.iter().all(|clause| is_field_filter(&clause.node))
        }
        _ => false,
    }
}

/// Whether the optional clause restricts as well as scores.
pub(super) fn restricts(node: &Node) -> bool {
    matches!(node, Node::Title(_) | Node::Topic { .. } | Node::Either { .. })
}

/// Whether a passage may match a concept of the group and yet not the group,
/// as with `(a AND b)`.
pub(super) fn is_conditional(node: &Node) -> bool {
    let Node::Group { clauses, .. } = node else { return false };
    clauses.iter().any(|clause| {
        let node = &clause.node;
        clause.occur != Occur::Should
            || is_field_filter(node)
            || restricts(node)
            || is_conditional(node)
    })
}

/// What optional field clauses that stand side by side have in common. Those
/// of one kind are alternatives of one another, but for half-open bounds: two
/// of these delimit one range, so both must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilterKind<'n> {
    Source,
    Named(&'n str),
    Id,
    Label,
    Range(RangeField),
    HalfOpen(RangeField),
    /// A field of facts, by its name.
    Fact(&'static str),
    HalfOpenFact(&'static str),
    /// A group, which is an alternative of nothing.
    Group,
}

impl<'n> FilterKind<'n> {
    pub(super) fn of(node: &'n Node) -> Self {
        match node {
            Node::Source { .. } => Self::Source,
            Node::Named { field, .. } => Self::Named(field),
            Node::Id { .. } => Self::Id,
            Node::Label { .. } => Self::Label,
            Node::Range { field, bound, .. } if bound.is_half_open() => Self::HalfOpen(*field),
            Node::Range { field, .. } => Self::Range(*field),
            Node::Fact { asked, .. } if asked.is_half_open() => Self::HalfOpenFact(asked.field()),
            Node::Fact { asked, .. } => Self::Fact(asked.field()),
            _ => Self::Group,
        }
    }

    /// The filter of clauses of this kind.
    pub(super) fn join(self, filters: Vec<Filter>) -> Filter {
        let is_half_open = matches!(self, Self::HalfOpen(_) | Self::HalfOpenFact(_));
        if is_half_open { all(of_one_figure(filters)) } else { any(filters) }
    }
}

/// Half-open conditions on facts as ranges: one figure meets both ends of a range.
fn of_one_figure(filters: Vec<Filter>) -> Vec<Filter> {
    let mut joined: Vec<Filter> = Vec::with_capacity(filters.len());
    for filter in filters {
        let mut both = |range: &mut Filter| {
            let (Filter::Fact(range), Filter::Fact(other)) = (range, &filter) else { return None };
            range.and(other).map(|both| *range = both)
        };
        if joined.iter_mut().find_map(&mut both).is_none() {
            joined.push(filter);
        }
    }
    joined
}

/// Filters of optional field clauses of one kind.
pub(super) struct FieldFilters<'n> {
    pub(super) kind: FilterKind<'n>,
    pub(super) filters: Vec<Filter>,
}

pub(super) fn add_field_filter<'n>(
    fields: &mut Vec<FieldFilters<'n>>,
    kind: FilterKind<'n>,
    filter: Filter,
) {
    match fields.iter_mut().find(|field| field.kind == kind && kind != FilterKind::Group) {
        Some(field) => field.filters.push(filter),
        None => fields.push(FieldFilters { kind, filters: vec![filter] }),
    }
}

/// A filter that passes where one of these does.
pub(super) fn any(mut filters: Vec<Filter>) -> Filter {
    if filters.len() == 1 { filters.remove(0) } else { Filter::Any(filters) }
}

/// A filter that passes where all of these do.
pub(super) fn all(mut filters: Vec<Filter>) -> Filter {
    if filters.len() == 1 { filters.remove(0) } else { Filter::All(filters) }
}
