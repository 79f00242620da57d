//! Many filters: those of one kind are merged, and pass what each passed.

use std::sync::LazyLock;

use ibid::{DayRange, Document, Index, Query};
use proptest::prelude::*;

use crate::{index_of, list};

/// A filter as typed, and which documents it is to pass.
#[derive(Debug, Clone)]
enum Expression {
    Source(usize),
    Id(usize),
    Year(usize),
    Since(usize),
    Until(usize),
    Label(bool),
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Not(Box<Expression>),
}

const SOURCES: [&str; 4] = ["gazette", "courier", "herald", "post"];
const DOCUMENTS: usize = 40;

/// Sources of one word or two, years or ranges of years.
fn document(number: usize) -> Document {
    let source = [SOURCES[number % 4], ["", SOURCES[number / 4 % 4]][number % 2]].join(" ");
    let (first, last) = years(number);
    let text = "Tugs lie in the harbour.";
    let document = Document::new(format!("d{number}"), text).with_source(source.trim());
    if !has_date(number) {
        return document;
    }
    let range = |year: usize| DayRange::parse(&year.to_string()).unwrap();
    document.with_date(DayRange { first: range(first).first, last: range(last).last })
}

fn has_date(number: usize) -> bool {
    !number.is_multiple_of(7)
}

/// The first and the last year: one year, or up to four.
fn years(number: usize) -> (usize, usize) {
    let first = 2000 + number % 11;
    (first, first + number / 11)
}

impl Expression {
    /// As typed. Fields restrict even beside an `OR`, unless they stand in a
    /// group with a word: each document has it.
    fn text(&self) -> String {
        let join = |parts: &[Self], operator: &str| {
            let texts = parts.iter().map(|part| format!("(tugs AND {})", part.text()));
            format!("({})", texts.collect::<Vec<String>>().join(operator))
        };
        match self {
            Self::Source(n) => format!("source:{}", SOURCES[*n]),
            Self::Id(n) => format!("id:d{n}"),
            Self::Year(n) => format!("date:{}", 2000 + n),
            Self::Since(n) => format!("date:>={}", 2000 + n),
            Self::Until(n) => format!("date:<={}", 2000 + n),
            Self::Label(true) => "label:body".to_owned(),
            Self::Label(false) => "label:headline".to_owned(),
            Self::And(parts) => join(parts, " AND "),
            Self::Or(parts) => join(parts, " OR "),
            Self::Not(part) => format!("(tugs AND NOT {})", part.text()),
        }
    }

    /// Whether the document of that number passes; each is one passage of body.
    fn passes(&self, number: usize) -> bool {
        let (first, last) = years(number);
        let has_date = has_date(number);
        match self {
            Self::Source(n) => number % 4 == *n || (number % 2 == 1 && number / 4 % 4 == *n),
            Self::Id(n) => number == *n,
            Self::Year(n) => has_date && first <= 2000 + n && 2000 + n <= last,
            Self::Since(n) => has_date && last >= 2000 + n,
            Self::Until(n) => has_date && first <= 2000 + n,
            Self::Label(is_body) => *is_body,
            Self::And(parts) => parts.iter().all(|part| part.passes(number)),
            Self::Or(parts) => parts.iter().any(|part| part.passes(number)),
            Self::Not(part) => !part.passes(number),
        }
    }
}

fn expression() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![
        (0..SOURCES.len()).prop_map(Expression::Source),
        (0..DOCUMENTS + 2).prop_map(Expression::Id),
        (0..13_usize).prop_map(Expression::Year),
        (0..13_usize).prop_map(Expression::Since),
        (0..13_usize).prop_map(Expression::Until),
        any::<bool>().prop_map(Expression::Label),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        let parts = prop::collection::vec(inner.clone(), 2..6);
        prop_oneof![
            parts.clone().prop_map(Expression::And),
            parts.prop_map(Expression::Or),
            inner.prop_map(|part| Expression::Not(Box::new(part))),
        ]
    })
}

/// Numbers of the documents that a query finds, ascending.
fn numbers(index: &Index, query: &str) -> Vec<usize> {
    let hits = index.search(&Query::new(query).limit(100)).unwrap();
    let number = |id: &str| id.trim_start_matches('d').parse().unwrap();
    let mut numbers: Vec<usize> = hits.iter().map(|hit| number(&hit.citation.document)).collect();
    numbers.sort_unstable();
    numbers
}

/// The documents in one segment, and in several.
static INDEXES: LazyLock<[Index; 2]> = LazyLock::new(|| {
    let documents: Vec<Document> = (0..DOCUMENTS).map(document).collect();
    [DOCUMENTS, 9].map(|batch| index_of(&documents, batch))
});

proptest! {
    #[test]
    fn filters_pass_what_their_parts_pass(expression in expression()) {
        let documents = 0..DOCUMENTS;
        let expected: Vec<usize> = documents.filter(|number| expression.passes(*number)).collect();
        // By the filter alone, and beside a word.
        for query in [expression.text(), format!("tugs AND {}", expression.text())] {
            for index in &*INDEXES {
                prop_assert_eq!(&numbers(index, &query), &expected, "{}", query);
            }
        }
    }
}

/// As many filters of one kind as a query can have.
#[test]
fn a_thousand_filters() {
    let check = |query: String, passes: &dyn Fn(usize) -> bool| {
        let expected: Vec<usize> = (0..DOCUMENTS).filter(|&number| passes(number)).collect();
        for index in &*INDEXES {
            assert_eq!(numbers(index, &query), expected, "{query}");
        }
    };
    check(list(1000, |n| format!("id:d{}", n + 3)), &|number| number >= 3);
    check(list(1000, |n| format!("-id:d{}", n + 3)) + " tugs", &|number| number < 3);
    check(list(1000, |n| format!("source:s{n}")), &|_| false);
    check(list(1000, |_| "source:post".to_owned()), &|n| Expression::Source(3).passes(n));
    check(list(500, |n| format!("source:(post s{n})")), &|n| Expression::Source(3).passes(n));
    check(list(1000, |n| format!("date:{}", 1005 + n)), &|number| {
        has_date(number) && years(number).0 < 2005
    });
    check(list(1000, |n| format!("date:>={}", 1005 + n)), &|number| {
        has_date(number) && years(number).1 >= 2004
    });
    check(list(1000, |n| format!("+date:{}", 1005 + n)), &|_| false);
}
