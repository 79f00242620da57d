//! The sample articles, their judgments, and the measures on them.

// Clippy allows `unwrap` only in functions marked as tests; these help tests.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use ibid::eval::{Qrels, Run, compare, score};
use serde_json::Value;

fn seed(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn queries() -> Vec<Value> {
    seed("queries.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A judged part of an article.
struct JudgedSpan<'a> {
    document: &'a str,
    /// Bytes of the article.
    start: usize,
    end: usize,
    grade: u64,
}

fn judged_spans(query: &Value) -> impl Iterator<Item = JudgedSpan<'_>> {
    query["relevant"].as_array().unwrap().iter().map(|span| {
        let number = |name: &str| span[name].as_u64().unwrap();
        JudgedSpan {
            document: span["doc"].as_str().unwrap(),
            start: number("start") as usize,
            end: number("end") as usize,
            grade: number("grade"),
        }
    })
}

/// If git or an editor tidied the files, every offset would be wrong.
#[test]
fn the_articles_are_as_messy_as_they_were() {
    let check = |name: &str, bytes: usize, crlf: usize, nbsp: usize, ends: &str| {
        let text = seed(&format!("articles/{name}"));
        assert_eq!(text.len(), bytes, "{name}");
        assert_eq!(text.matches("\r\n").count(), crlf, "{name}");
        assert_eq!(text.matches('\u{a0}').count(), nbsp, "{name}");
        assert!(text.ends_with(ends), "{name}");
    };
    check("capital-ledger-2014.txt", 2513, 0, 0, " see link\n\n\n");
    check("export-monitor-2014.txt", 1641, 0, 4, "n Mi-35 Sale");
    check("frontier-gazette-2017.txt", 2131, 0, 0, "n the queue?");
    check("rawal-courier-2015.txt", 2044, 29, 4, "ashington.\r\n");
    check("subcontinent-review-2014.txt", 3016, 0, 4, "na Farrow\n\n\n");
}

#[test]
fn every_judged_span_is_one_unit_of_its_article() {
    let mut ids = BTreeSet::new();
    for query in queries() {
        assert!(ids.insert(query["id"].to_string()), "{} is used twice", query["id"]);
        assert!(judged_spans(&query).any(|span| span.grade == 2), "{} has no answer", query["id"]);
        let mut seen = BTreeSet::new();
        for JudgedSpan { document, start, end, grade } in judged_spans(&query) {
            let text = seed(&format!("articles/{document}"));
            let unit = text.get(start..end).expect("a span on character boundaries");
            assert!(!unit.is_empty() && unit.trim() == unit, "{unit:?}");
            let (before, after) = (&text[..start], &text[end..]);
            let indent = before.trim_end_matches([' ', '\u{a0}', '•']);
            assert!(indent.is_empty() || indent.ends_with('\n'), "starts within a line: {unit:?}");
            let after = after.trim_start_matches([' ', '\u{a0}']);
            assert!(
                after.is_empty() || after.starts_with(['\r', '\n']),
                "ends within a line: {unit:?}"
            );
            assert!(grade == 1 || grade == 2);
            assert!(seen.insert((document.to_owned(), start)), "judged twice: {unit:?}");
        }
    }
    assert_eq!(ids.len(), 58);
}

#[test]
fn measures_over_the_judgments() {
    let (mut lines, mut ideal, mut unranked) = (String::new(), Run::new(), Run::new());
    for query in queries() {
        let id = query["id"].as_str().unwrap();
        for JudgedSpan { document, start, grade, .. } in judged_spans(&query) {
            let unit = format!("{document}@{start}");
            writeln!(lines, "{id} 0 {unit} {grade}").unwrap();
            ideal.add(id, &unit, grade as f64);
            unranked.add(id, unit, 1.0);
        }
    }
    let qrels = Qrels::read(&lines).unwrap();
    let scores = score(&qrels, &ideal);
    assert_eq!(
        scores.to_string(),
        "nDCG@10 1.0000  MAP 1.0000  R@100 1.0000  MRR@10 1.0000  queries 58"
    );
    let read = Run::read(&ideal.write("ideal")).unwrap();
    assert_eq!(score(&qrels, &read), scores);
    // All are relevant, but not all in the best order.
    let unranked_scores = score(&qrels, &unranked);
    assert!(unranked_scores.ndcg_at_10 < 1.0 && unranked_scores.map > 1.0 - 1e-9);
    let comparison = compare(&qrels, &ideal, &unranked);
    assert_eq!(comparison.losses, 0);
    assert!(comparison.wins > 5 && comparison.p_value < 0.05, "{comparison:?}");
}
