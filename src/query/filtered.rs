//! A query with filters that are given beside it.

use super::Query;

/// The text of a query behind filters in the query language, as a person would type
/// both. The filters stand first: a quote that the query leaves open cannot reach them.
pub(crate) fn filtered(filters: &[String], query: &str) -> String {
    if filters.is_empty() {
        return query.to_owned();
    }
    let filters: Vec<String> = filters.iter().map(|filter| alone(filter)).collect();
    let filters = filters.join(" ");
    let typed = format!("{filters} {query}");
    // A query can begin with an operator, which would join it to a filter.
    let understood = format!("{filters} {}", Query::new(query));
    let is_same =
        Query::new(typed.as_str()).to_string() == Query::new(understood.as_str()).to_string();
    if is_same { typed } else { understood }
}

/// A filter that joins nothing behind it: one with a fault, as an operator at its end or a
/// quote that is not closed, is taken as it is understood by itself.
fn alone(filter: &str) -> String {
    let query = Query::new(filter);
    if query.notices().is_empty() { filter.to_owned() } else { query.to_string() }
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

    /// The operator at the end of a filter took the query for its other side, so that a
    /// watch told of all passages of the source.
    #[test]
    fn filters_hold_whatever_they_end_with() {
        let check = |filters: &[&str], expected: &str| {
            let filters: Vec<String> = filters.iter().map(|&filter| filter.to_owned()).collect();
            assert_eq!(filtered(&filters, "tugs"), expected, "{filters:?}");
        };
        check(&["source:Gazette OR"], "source:Gazette tugs");
        check(&["source:Gazette AND"], "source:Gazette tugs");
        check(&["source:Gazette OR", "date:2014"], "source:Gazette date:2014 tugs");
        check(&["(source:Gazette"], "(source:Gazette) tugs");
        check(&["source:Gazette OR source:Post"], "source:Gazette OR source:Post tugs");
    }
}
