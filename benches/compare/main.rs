//! Compares ibid with plain tantivy, as ratios in one run.
//!
//! ```text
//! cargo bench
//! IBID_BENCH_CORPUS=~/collection/corpus.jsonl cargo bench
//! IBID_BENCH_MB=100 IBID_BENCH_ROUNDS=9 cargo bench
//! ```
//!
//! The two engines take turns, round by round, and each row prints the median
//! ratio of their costs over the rounds. A bench harness measures one engine after
//! the other, and its figures move with the state of the machine.
//!
//! Both index on disk with one indexing thread. Their indexes are merged into one
//! segment before the searches, which use one thread. Both find passages: tantivy
//! gets each passage as a document of one stored text field, split beforehand,
//! with the title before the first. It analyses with `en_stem`, parses queries
//! with its parser, collects with `TopDocs` and reads the ten texts. ibid does its
//! whole work: it splits and finds keys while it indexes, and it reports, cites,
//! marks and explains while it searches.
//!
//! The rows "ids" find ids and scores only: tantivy without texts, ibid by
//! `Index::rank` with the profile `fast` and the typed words.
//!
//! The last columns count the hits of each engine. They differ by design:
//! tantivy's phrases and prefixes match stems, ibid's match the written words, and
//! ibid counts a word in a document's title for all of its passages.
//!
//! Judge indexing by CPU seconds: ibid analyses on the caller's thread beside the
//! indexing thread, which flatters its wall time.

mod clock;
mod engines;
mod queries;
#[path = "../../tests/support/random.rs"]
mod random;
mod report;
mod text;

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use ibid::Document;
use ibid::config::PassageConfig;
use ibid::passage::split;

use clock::{Elapsed, timed};
use engines::{Ibid, Tantivy};
use queries::QueryClass;
use report::Row;

/// The amount of text, rounds and queries.
struct Scale {
    corpus: Option<PathBuf>,
    bytes: usize,
    rounds: usize,
    /// Rounds of indexing: fewer, as each takes long.
    indexing_rounds: usize,
    /// Queries of each class.
    queries: usize,
}

impl Scale {
    /// The scale that the environment sets. Without `--bench`, as under
    /// `cargo test --benches`, it is the smallest that runs every row.
    fn from_environment() -> Result<Self> {
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

fn number(variable: &str, default: usize) -> Result<usize> {
    match std::env::var(variable) {
        Err(_) => Ok(default),
        Ok(value) => {
            value.parse().with_context(|| format!("{variable} is {value:?}: it must be a number"))
        }
    }
}

fn main() -> Result<()> {
    let scale = Scale::from_environment()?;
    let documents = scale.documents()?;
    let passages = passages(&documents);
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let mut out = stdout().lock();
    let (number, megabytes) = (documents.len(), bytes as f64 / 1e6);
    writeln!(out, "{number} documents, {} passages, {megabytes:.1} MB", passages.len())?;

    let folder = tempfile::tempdir()?;
    let mut rows = Vec::new();
    let (tantivy, ibid) = index(&scale, folder.path(), &documents, &passages, bytes, &mut rows)?;
    rows.insert(0, analysis(&scale, &tantivy, &ibid, &passages)?);
    for class in QueryClass::ALL {
        let queries = class.queries(&passages, scale.queries);
        let parser = tantivy.parser(class);
        rows.push(search(
            &scale,
            class.name().to_owned(),
            &queries,
            [&|query| tantivy.search(&parser, query), &|query| ibid.search(class, query)],
        )?);
        rows.push(search(
            &scale,
            format!("{}, ids", class.name()),
            &queries,
            [&|query| tantivy.rank(&parser, query), &|query| ibid.rank(class, query)],
        )?);
    }
    report::print(&mut out, &rows)
}

/// The passages of all documents as ibid splits them, with each document's title
/// before its first passage.
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

/// Has the engines index in turns; gives the indexes of the last round.
fn index(
    scale: &Scale,
    folder: &Path,
    documents: &[Document],
    passages: &[String],
    bytes: usize,
    rows: &mut Vec<Row>,
) -> Result<(Tantivy, Ibid)> {
    let mut rounds: Vec<(Elapsed, Elapsed)> = Vec::new();
    let mut indexes = None;
    for round in 0..scale.indexing_rounds {
        drop(indexes.take());
        let [tantivy_folder, ibid_folder] =
            ["tantivy", "ibid"].map(|name| folder.join(format!("{name}-{round}")));
        let (tantivy, tantivy_time) = timed(|| Tantivy::index(&tantivy_folder, passages));
        let (ibid, ibid_time) = timed(|| Ibid::index(&ibid_folder, documents));
        rounds.push((tantivy_time, ibid_time));
        indexes = Some((tantivy?, ibid?, tantivy_folder, ibid_folder));
    }
    let (tantivy, ibid, tantivy_folder, ibid_folder) =
        indexes.context("IBID_BENCH_ROUNDS is 0: it must be at least 1")?;
    tantivy.optimize()?;
    ibid.optimize()?;
    let sizes = (folder_bytes(&tantivy_folder)?, folder_bytes(&ibid_folder)?);
    let row = |name: &str, rounds| Row {
        name: name.to_owned(),
        unit: "MB/s",
        rounds,
        convert: |seconds, bytes| bytes / 1e6 / seconds.max(1e-9),
        amount: bytes as f64,
        counts: None,
    };
    rows.push(row("indexing, CPU", rounds.iter().map(|(t, i)| (t.cpu_s, i.cpu_s)).collect()));
    rows.push(row("indexing, wall", rounds.iter().map(|(t, i)| (t.wall_s, i.wall_s)).collect()));
    let (unit, convert) = ("bytes a byte", (|size, bytes| size / bytes) as fn(f64, f64) -> f64);
    rows.push(Row { unit, convert, ..row("index size", vec![sizes]) });
    Ok((tantivy, ibid))
}

/// The bytes of the files in a folder.
fn folder_bytes(folder: &Path) -> Result<f64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes as f64)
}

fn analysis(scale: &Scale, tantivy: &Tantivy, ibid: &Ibid, passages: &[String]) -> Result<Row> {
    let bytes: usize = passages.iter().map(String::len).sum();
    let mut rounds = Vec::new();
    let mut counts = None;
    for _ in 0..scale.rounds {
        let (tantivy_words, tantivy_time) = timed(|| tantivy.analyse(passages));
        let (ibid_words, ibid_time) = timed(|| ibid.analyse(passages));
        rounds.push((tantivy_time.wall_s, ibid_time.wall_s));
        counts = Some((tantivy_words?, ibid_words));
    }
    Ok(Row {
        name: "analysis".to_owned(),
        unit: "MB/s",
        rounds,
        convert: |seconds, bytes| bytes / 1e6 / seconds.max(1e-9),
        amount: bytes as f64,
        counts,
    })
}

/// Searches for a query and gives the number of hits.
type Search<'a> = &'a dyn Fn(&str) -> Result<usize>;

/// Has tantivy and ibid search for all queries in turns.
fn search(
    scale: &Scale,
    name: String,
    queries: &[String],
    [tantivy, ibid]: [Search<'_>; 2],
) -> Result<Row> {
    let search_all =
        |search: Search<'_>| -> Result<usize> { queries.iter().map(|query| search(query)).sum() };
    let mut rounds = Vec::new();
    let mut counts = None;
    // The first round warms up and is not counted.
    for round in 0..=scale.rounds {
        let (tantivy_hits, tantivy_time) = timed(|| search_all(tantivy));
        let (ibid_hits, ibid_time) = timed(|| search_all(ibid));
        counts = Some((tantivy_hits?, ibid_hits?));
        if round > 0 {
            rounds.push((tantivy_time.wall_s, ibid_time.wall_s));
        }
    }
    Ok(Row {
        name,
        unit: "µs a query",
        rounds,
        convert: |seconds, queries| seconds * 1e6 / queries,
        amount: queries.len() as f64,
        counts,
    })
}
