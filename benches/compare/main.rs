//! ibid beside tantivy used plainly, as ratios in one run.
//!
//! ```text
//! cargo bench
//! IBID_BENCH_CORPUS=~/collection/corpus.jsonl cargo bench
//! IBID_BENCH_MB=100 IBID_BENCH_ROUNDS=9 cargo bench
//! ```
//!
//! The two take turns, round by round, on the same machine in the same state,
//! and what counts is the ratio of their costs: the median of the rounds.
//! That is why this is a plain program and uses no bench harness: those print
//! the time of each alone, measured one after the other.
//!
//! Both index on disk with one indexing thread, and their indexes are merged
//! to one segment before the searches, which use one thread. Both answer with
//! passages: tantivy is given each passage as a document of one stored text
//! field, cut beforehand and not on its time, the title before the first. It
//! analyses with `en_stem`, reads queries with its parser, takes the ten best
//! from `TopDocs` and reads their texts. ibid does all that a search does:
//! cutting and keys while indexing; reports, citations, marks and
//! explanations while searching.
//!
//! The rows "places" are the ten best alone: tantivy's without their texts,
//! ibid's by `Index::rank` with the profile `fast` for what was typed and
//! nothing else.
//!
//! The last columns count the hits of each. They differ where the engines do:
//! tantivy's phrases and prefixes go by stems, ibid's by the words as they
//! stand, and a word in a document's title counts for all of its passages.
//!
//! Indexing is best judged by CPU seconds: ibid analyses on the caller's
//! thread beside the indexing thread, which flatters its time on the wall.

mod clock;
mod engines;
mod queries;
mod report;
mod text;

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use ibid::Document;
use ibid::config::PassageConfig;
use ibid::passage::split;

use clock::{Took, timed};
use engines::{Ibid, Plain};
use queries::Class;
use report::Row;

/// How much is measured.
struct Scale {
    corpus: Option<PathBuf>,
    bytes: usize,
    rounds: usize,
    /// Rounds of indexing, which takes longest.
    indexing_rounds: usize,
    /// Queries a class.
    queries: usize,
}

impl Scale {
    /// As the environment says. Without `--bench`, as under
    /// `cargo test --benches`, only enough to see that it runs.
    fn chosen() -> Result<Self> {
        if !std::env::args().any(|argument| argument == "--bench") {
            let (bytes, rounds, indexing_rounds, queries) = (100_000, 1, 1, 6);
            return Ok(Self { corpus: None, bytes, rounds, indexing_rounds, queries });
        }
        let rounds = number("IBID_BENCH_ROUNDS", 7)?;
        Ok(Self {
            corpus: std::env::var_os("IBID_BENCH_CORPUS").map(PathBuf::from),
            bytes: number("IBID_BENCH_MB", 20)? * 1_000_000,
            rounds,
            indexing_rounds: rounds.min(3),
            queries: number("IBID_BENCH_QUERIES", 60)?,
        })
    }

    fn documents(&self) -> Result<Vec<Document>> {
        match &self.corpus {
            Some(path) => text::read(path),
            None => Ok(text::generated(self.bytes)),
        }
    }
}

fn number(variable: &str, otherwise: usize) -> Result<usize> {
    match std::env::var(variable) {
        Err(_) => Ok(otherwise),
        Ok(value) => value.parse().with_context(|| format!("{variable} is {value:?}: no number")),
    }
}

fn main() -> Result<()> {
    let scale = Scale::chosen()?;
    let documents = scale.documents()?;
    let passages = passages(&documents);
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let mut out = stdout().lock();
    let (number, megabytes) = (documents.len(), bytes as f64 / 1e6);
    writeln!(out, "{number} documents, {} passages, {megabytes:.1} MB", passages.len())?;

    let folder = tempfile::tempdir()?;
    let mut rows = Vec::new();
    let (plain, ibid) = index(&scale, folder.path(), &documents, &passages, bytes, &mut rows)?;
    rows.insert(0, analysis(&scale, &plain, &ibid, &passages)?);
    for class in Class::ALL {
        let queries = class.queries(&passages, scale.queries);
        let parser = plain.parser(class);
        rows.push(search(
            &scale,
            class.name().to_owned(),
            &queries,
            [&|query| plain.search(&parser, query), &|query| ibid.search(class, query)],
        )?);
        rows.push(search(
            &scale,
            format!("{}, places", class.name()),
            &queries,
            [&|query| plain.rank(&parser, query), &|query| ibid.rank(class, query)],
        )?);
    }
    report::print(&mut out, &rows)
}

/// The passages of all documents, as ibid cuts them, each document's title
/// before its first.
fn passages(documents: &[Document]) -> Vec<String> {
    let config = PassageConfig::default();
    let mut passages = Vec::new();
    for document in documents {
        let mut title = format!("{}\n", document.title);
        for passage in split(document, &config).passages {
            let text = passage.span.of(&document.text).unwrap_or_default();
            passages.push(std::mem::take(&mut title) + text);
        }
    }
    passages
}

/// Indexes in turns; the last indexes of each are the ones to search.
fn index(
    scale: &Scale,
    folder: &Path,
    documents: &[Document],
    passages: &[String],
    bytes: usize,
    rows: &mut Vec<Row>,
) -> Result<(Plain, Ibid)> {
    let mut took: Vec<(Took, Took)> = Vec::new();
    let mut made = None;
    for round in 0..scale.indexing_rounds {
        drop(made.take());
        let [of_plain, of_ibid] =
            ["tantivy", "ibid"].map(|name| folder.join(format!("{name}-{round}")));
        let (plain, plain_took) = timed(|| Plain::index(&of_plain, passages));
        let (ibid, ibid_took) = timed(|| Ibid::index(&of_ibid, documents));
        took.push((plain_took, ibid_took));
        made = Some((plain?, ibid?, of_plain, of_ibid));
    }
    let (plain, ibid, of_plain, of_ibid) = made.context("at least one round of indexing")?;
    plain.optimize()?;
    ibid.optimize()?;
    let sizes = (size(&of_plain)?, size(&of_ibid)?);
    let row = |name: &str, rounds| Row {
        name: name.to_owned(),
        unit: "MB/s",
        rounds,
        shown: |seconds, bytes| bytes / 1e6 / seconds.max(1e-9),
        of: bytes as f64,
        answers: None,
    };
    rows.push(row("indexing, CPU", took.iter().map(|(p, i)| (p.cpu, i.cpu)).collect()));
    rows.push(row("indexing, wall", took.iter().map(|(p, i)| (p.wall, i.wall)).collect()));
    let (unit, shown) = ("bytes a byte", (|size, bytes| size / bytes) as fn(f64, f64) -> f64);
    rows.push(Row { unit, shown, ..row("index size", vec![sizes]) });
    Ok((plain, ibid))
}

/// Bytes of the files in a folder.
fn size(folder: &Path) -> Result<f64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes as f64)
}

fn analysis(scale: &Scale, plain: &Plain, ibid: &Ibid, passages: &[String]) -> Result<Row> {
    let bytes: usize = passages.iter().map(String::len).sum();
    let mut rounds = Vec::new();
    let mut answers = None;
    for _ in 0..scale.rounds {
        let (plain, plain_took) = timed(|| plain.analyse(passages));
        let (ibid, ibid_took) = timed(|| ibid.analyse(passages));
        rounds.push((plain_took.wall, ibid_took.wall));
        answers = Some((plain?, ibid));
    }
    Ok(Row {
        name: "analysis".to_owned(),
        unit: "MB/s",
        rounds,
        shown: |seconds, bytes| bytes / 1e6 / seconds.max(1e-9),
        of: bytes as f64,
        answers,
    })
}

/// Answers a query; how many hits there are.
type Answer<'a> = &'a dyn Fn(&str) -> Result<usize>;

/// Has tantivy and ibid answer all queries in turns.
fn search(
    scale: &Scale,
    name: String,
    queries: &[String],
    [by_plain, by_ibid]: [Answer<'_>; 2],
) -> Result<Row> {
    let all =
        |answer: Answer<'_>| -> Result<usize> { queries.iter().map(|query| answer(query)).sum() };
    let mut rounds = Vec::new();
    let mut answers = None;
    // The first round warms up and is not counted.
    for round in 0..=scale.rounds {
        let (of_plain, plain_took) = timed(|| all(by_plain));
        let (of_ibid, ibid_took) = timed(|| all(by_ibid));
        answers = Some((of_plain?, of_ibid?));
        if round > 0 {
            rounds.push((plain_took.wall, ibid_took.wall));
        }
    }
    Ok(Row {
        name,
        unit: "µs a query",
        rounds,
        shown: |seconds, queries| seconds * 1e6 / queries,
        of: queries.len() as f64,
        answers,
    })
}
