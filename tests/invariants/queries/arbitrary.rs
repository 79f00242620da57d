//! Any string is a valid query: a search for it gives hits or none, never an
//! error.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use ibid::{Document, Index, Query};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::common::{articles, check_hit, index_of, query_count};

/// Generated queries without `IBID_QUERIES`.
const QUERIES: u32 = 2_000;

const SYNTAX: &[&str] = &[
    "AND",
    "OR",
    "NOT",
    "&&",
    "||",
    "+",
    "-",
    "!",
    "(",
    ")",
    "((",
    "))",
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "'",
    "’",
    "*",
    "~",
    "~1",
    "~2",
    "~99",
    "=",
    ":",
    "/",
    "\\",
    ",",
    ".",
    "..",
    "|",
    "&",
    "^",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "title:",
    "source:",
    "id:",
    "label:",
    "topic:",
    "date:",
    "amount:>5m ",
    "count:4 ",
    "mentions:2014",
    "page:3",
    "status:lifted",
    "says:nobody",
    "foo:",
    "label:comment",
    "label:teaser",
    "topic:embargo",
    "topic:deal",
    "topic:nothing",
    "date:2014",
    "date:2014-06..2016",
    "date:..2015",
    "date:>2014-11-21",
    "date:soon",
    "title:russian",
    "id:rawal-courier-2015.txt",
    "=Mi-35M",
    "Hind E",
    "Mi 35",
    "Ми-35М",
    "MI-35s",
    "mi-35*",
    "S 400",
    "F-16C/D",
    "C130J",
    "AH 64",
    "embarg*",
    "a*",
    "*",
    "pakstan~",
    "helicoptr~1",
    "$153 million",
    "\"arms embargo\"",
    "\"arms embargo\"~5",
    "“not for sale”",
    "price:",
    "\u{0}",
    "\u{a0}",
    "\n",
    "\u{feff}",
    "🚁",
    "e\u{301}",
    "İ",
    "ﬁ",
    "ß",
    "\u{202e}",
];

/// The words of the sample articles with their punctuation.
fn words() -> Vec<String> {
    let articles = articles();
    let words = articles.iter().flat_map(|article| article.text.split_whitespace());
    words.map(str::to_owned).collect()
}

/// A word, an operator, or any string.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(words()),
        5 => prop::sample::select(SYNTAX).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "\\PC{0,12}",
    ]
}

/// The piece as it is, or with a typing error at a character.
fn mistyped(piece: &str, kind: u8, position: usize) -> String {
    let mut chars: Vec<char> = piece.chars().collect();
    let Some(last) = chars.len().checked_sub(1) else { return String::new() };
    let position = position % (last + 1);
    match kind {
        0 => drop(chars.remove(position)),
        1 => chars.swap(position, last),
        2 => chars.insert(position, '*'),
        3 => chars.push('~'),
        4 => chars.insert(0, '-'),
        5 => chars.insert(0, '"'),
        6 => return piece.to_uppercase(),
        7 => return piece.to_lowercase(),
        8 => return piece.repeat(position + 1),
        _ => {}
    }
    chars.into_iter().collect()
}

/// Pieces with typing errors, joined with or without blanks.
fn mangled() -> impl Strategy<Value = String> {
    let part = (piece(), 0..24_u8, any::<usize>(), prop::sample::select(vec!["", " ", " ", " "]));
    let joined = |parts: Vec<(String, u8, usize, &str)>| {
        let part = |(piece, kind, position, separator): &(String, u8, usize, &str)| {
            mistyped(piece, *kind, *position) + separator
        };
        parts.iter().map(part).collect::<String>()
    };
    prop::collection::vec(part, 0..16).prop_map(joined)
}

/// One piece up to 4,000 times.
fn long() -> impl Strategy<Value = String> {
    let times = |(piece, times): (String, usize)| piece.repeat(times);
    (piece(), 1..4000_usize).prop_map(times)
}

fn query() -> impl Strategy<Value = String> {
    prop_oneof![
        60 => mangled(),
        30 => any::<String>(),
        9 => "[-+!()\"“”«» a-e:=*~0-9&|/]{0,60}",
        1 => long(),
    ]
}

/// Searches, checks every hit, and gives the time of the search.
fn search(index: &Index, articles: &[Document], text: &str) -> Duration {
    let query = Query::new(text);
    let started = Instant::now();
    let hits = index.search(&query);
    let elapsed = started.elapsed();
    let hits = hits.unwrap_or_else(|error| panic!("{text:?}: {error}"));
    for hit in &hits {
        let of = articles.iter().find(|article| article.id == hit.citation.document);
        check_hit(&of.unwrap().text, hit);
    }
    assert_eq!(hits.report.query, text);
    elapsed
}

#[test]
fn no_query_fails() {
    let articles = articles();
    let index = index_of(&articles);
    let slowest = RefCell::new((Duration::ZERO, String::new()));
    // The file is where failing queries are kept, beside it.
    let config = Config { source_file: Some(file!()), ..Config::with_cases(query_count(QUERIES)) };
    let outcome = TestRunner::new(config).run(&query(), |text| {
        let elapsed = search(&index, &articles, &text);
        if elapsed > slowest.borrow().0 {
            slowest.replace((elapsed, text));
        }
        Ok::<(), TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    let (elapsed, text) = slowest.into_inner();
    let shown: String = text.chars().take(200).collect();
    println!(
        "{} queries, the slowest took {:.1} ms: {} bytes, {shown:?}",
        query_count(QUERIES),
        elapsed.as_secs_f64() * 1000.0,
        text.len(),
    );
}

/// Two thousand distinct words between `before` and `after`.
fn distinct(before: &str, after: &str) -> String {
    let letter = |number: u32| char::from_u32(u32::from('a') + number % 26).unwrap_or('a');
    let middle = |number: u32| [number, number / 26, number / 676].map(letter);
    let one = |number| format!("{before}{}{after}", String::from_iter(middle(number)));
    (0..2000).map(one).collect()
}

/// Queries far above every limit of length and depth.
#[test]
fn no_query_is_too_long() {
    let articles = articles();
    let index = index_of(&articles);
    let cases = [
        "(".repeat(100_000),
        "(a ".repeat(100_000),
        ")".repeat(100_000),
        "\"".repeat(100_001),
        "-".repeat(100_000),
        "NOT ".repeat(50_000),
        "embargo ".repeat(50_000),
        "embarg* ".repeat(5_000),
        "embrago~ ".repeat(2_000),
        distinct("embra", "~ "),
        distinct("em", "* "),
        distinct("\"arms embargo ", "\"~9 "),
        distinct("Mi-", " "),
        "a".repeat(1_000_000),
        "embrago~".repeat(50_000),
        "Mi-35M".repeat(50_000),
        "é\u{301}".repeat(100_000),
        "title:".repeat(50_000),
        "\"arms embargo\"~1000 ".repeat(2_000),
        format!("\"{}\"~9", "the ".repeat(5_000)),
        "\u{0}".repeat(100_000),
        format!("a{}", "?".repeat(100_000)),
        format!("a{}", "*".repeat(100_000)),
    ];
    for text in &cases {
        let elapsed = search(&index, &articles, text);
        let start: String = text.chars().take(12).collect();
        println!("{start:?} × {} bytes: {:.1} ms", text.len(), elapsed.as_secs_f64() * 1000.0);
    }
}
