//! The ranking quality over the sample articles' judged queries. A change that
//! lowers or raises it fails here; write a gain down as the new expectation.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use ibid::rank::Profile;
use ibid::{Document, Hits, Index, IndexOptions, Query};
use serde_json::Value;

/// The greatest difference of mean nDCG@10 from the expectation.
const TOLERANCE: f64 = 0.01;

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

fn index() -> Index {
    let index = IndexOptions::default().in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for entry in std::fs::read_dir(seeds().join("articles")).unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_name().unwrap().to_string_lossy().into_owned();
        writer.add(&Document::new(id, std::fs::read_to_string(&path).unwrap())).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// A judged stretch of an article.
struct Unit {
    document: String,
    span: std::ops::Range<usize>,
    grade: f64,
}

fn units(query: &Value) -> Vec<Unit> {
    let unit = |value: &Value| {
        let number = |name: &str| usize::try_from(value[name].as_u64().unwrap()).unwrap();
        Unit {
            document: value["doc"].as_str().unwrap().to_owned(),
            span: number("start")..number("end"),
            grade: value["grade"].as_f64().unwrap(),
        }
    };
    query["relevant"].as_array().unwrap().iter().map(unit).collect()
}

/// The gain of each hit: the best grade among the units that share at least half
/// of the shorter of both. A unit counts for its first hit only.
fn grades(hits: &Hits, units: &[Unit]) -> Vec<f64> {
    let mut unmatched: Vec<&Unit> = units.iter().collect();
    let grade = |hit: &ibid::Hit| {
        let span = hit.citation.span;
        let (matched, remaining): (Vec<&Unit>, Vec<&Unit>) = unmatched.iter().partition(|unit| {
            let shared =
                unit.span.end.min(span.end).saturating_sub(unit.span.start.max(span.start));
            let shorter = unit.span.len().min(span.len());
            unit.document == hit.citation.document && shared > 0 && 2 * shared >= shorter
        });
        unmatched = remaining;
        matched.iter().map(|unit| unit.grade).fold(0.0, f64::max)
    };
    hits.iter().map(grade).collect()
}

fn gain(grades: &[f64]) -> f64 {
    let ranked = grades.iter().take(10).zip(2_u32..);
    ranked.map(|(grade, rank)| grade / f64::from(rank).log2()).sum()
}

fn ndcg(hits: &Hits, units: &[Unit]) -> f64 {
    let mut ideal: Vec<f64> = units.iter().map(|unit| unit.grade).collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    gain(&grades(hits, units)) / gain(&ideal)
}

#[test]
fn judged_queries_over_the_sample_articles() {
    let index = index();
    let lines = std::fs::read_to_string(seeds().join("queries.jsonl")).unwrap();
    let queries: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let check = |name: &str, expected: f64| {
        let profile = Profile::named(name).unwrap();
        let each = |query: &Value| {
            let text = query["query"].as_str().unwrap();
            ndcg(&index.search_with(&Query::new(text), &profile).unwrap(), &units(query))
        };
        let mean = queries.iter().map(each).sum::<f64>() / queries.len() as f64;
        assert!(mean > expected - TOLERANCE, "{name}: nDCG@10 {mean:.4}, expected {expected:.4}");
        assert!(
            mean < expected + TOLERANCE,
            "{name}: nDCG@10 {mean:.4} is better than {expected:.4}: write it down here"
        );
    };
    check("fast", 0.8330);
    check("balanced", 0.8490);
    check("thorough", 0.8490);
}
