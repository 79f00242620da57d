//! Whether clauses are operands of `OR`, which the tree alone does not tell.

use crate::query::syntax::ast::Clause;

/// Whether the clauses are operands of one `OR`: it stands between the first two. Clauses
/// of a list are all joined by it, or none is.
pub(super) fn are_operands_of_or(clauses: &[Clause], text: &str) -> bool {
    let [first, second, ..] = clauses else { return false };
    let between = text.get(first.node.span().end..second.node.span().start).unwrap_or_default();
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '(' | ')');
    between.contains("||") || between.split(is_blank).any(|word| word == "OR")
}
