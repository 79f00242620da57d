//! A query with filters that are given beside it.

use super::Query;

/// The text of a query behind filters in the query language, as a person would type
/// both. The filters stand first: a quote that the query leaves open cannot reach them.
pub(crate) fn filtered(filters: &[String], query: &str) -> String {
    if filters.is_empty() {
        return query.to_owned();
    }
    let filters = filters.join(" ");
    let typed = format!("{filters} {query}");
    // A query can begin with an operator, which would join it to a filter.
    let understood = format!("{filters} {}", Query::new(query));
    let is_same =
        Query::new(typed.as_str()).to_string() == Query::new(understood.as_str()).to_string();
    if is_same { typed } else { understood }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A filter must hold whatever the query begins with or leaves open.
    #[test]
    fn filters_hold_whatever_the_query_is() {
        let check = |query: &str, expected: &str| {
            assert_eq!(filtered(&["source:Gazette".to_owned()], query), expected, "{query}");
        };
        check("tugs", "source:Gazette tugs");
        check("\"tugs sold", "source:Gazette \"tugs sold");
        check("OR tugs", "source:Gazette tugs");
        check("AND \"tugs sold\"", "source:Gazette \"tugs sold\"");
        check("tugs OR boats", "source:Gazette tugs OR boats");
        check("tugs) boats", "source:Gazette tugs) boats");
        assert_eq!(filtered(&[], "OR tugs"), "OR tugs");
    }
}
