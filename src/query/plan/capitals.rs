//! Whether the capitals of a query tell names from other words.

use crate::query::syntax::ast::{Clause, Node};

/// From this many words on, a query all in capitals says nothing by them.
const SHORTEST_IN_CAPITALS: usize = 3;

/// Whether capitals tell a name from a word, as they do beside small letters and
/// in a query of a word or two.
///
/// Cost: linear in the query.
pub(super) fn capitals_tell(clauses: &[Clause]) -> bool {
    let mut words = 0;
    let has_small = any_text(clauses, &mut |text| {
        words += text.split_whitespace().count();
        text.chars().any(char::is_lowercase)
    });
    has_small || words < SHORTEST_IN_CAPITALS
}

/// Whether the test holds for a text of some clause; it is made of all texts
/// before.
fn any_text(clauses: &[Clause], test: &mut impl FnMut(&str) -> bool) -> bool {
    clauses.iter().any(|clause| {
        let node = match &clause.node {
            Node::Title(inner) => inner.as_ref(),
            node => node,
        };
        match node {
            Node::Text { text, .. }
            | Node::Phrase { text, .. }
            | Node::Prefix { text, .. }
            | Node::Fuzzy { text, .. }
            | Node::Exact { text, .. } => test(text),
            // Groups are nested within bounds.
            Node::Group { clauses, .. } | Node::Either { clauses, .. } => any_text(clauses, test),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;

    #[test]
    fn capitals_of_queries() {
        let check = |query: &str, expected: bool| {
            assert_eq!(capitals_tell(Query::new(query).clauses()), expected, "{query}");
        };
        check("US tanks", true);
        check("US TANKS", true);
        check("WHO", true);
        check("", true);
        check("WHO SOLD TANKS", false);
        check("WHO SOLD \"THE TANKS\"", false);
        check("WHO SOLD \"the tanks\"", true);
        check("(WHO OR US) AND (TANKS)", false);
        check("TITLE:WHO title:SOLD TANKS", false);
        check("WHO SOLD THEM date:2014", false);
    }
}
