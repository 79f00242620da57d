//! Ranks the documents of a judged collection by their passages and scores
//! the ranking, or compares two such rankings.
//!
//! ```text
//! cargo run --release --example evaluate -- COLLECTION --run out.trec
//! cargo run --release --example evaluate -- COLLECTION --compare one.trec other.trec
//! ```
//!
//! A collection is a folder in the layout of BEIR: `corpus.jsonl`,
//! `queries.jsonl` and `qrels.tsv` (or `qrels/test.tsv`).

#![allow(clippy::print_stdout)] // Its result goes to standard output.

mod common;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use ibid::eval::{self, Qrels, Run, beir};
use ibid::rank::Profile;
use ibid::{Index, IndexOptions, Query, WriterOptions};

/// Scores document ranking on a judged collection.
#[derive(Parser)]
struct Arguments {
    /// Folder with corpus.jsonl, queries.jsonl and qrels.tsv
    collection: PathBuf,
    /// Queries from another file
    #[arg(long)]
    queries: Option<PathBuf>,
    /// Judgments from another file
    #[arg(long)]
    qrels: Option<PathBuf>,
    /// Where to write the run in TREC form
    #[arg(long)]
    run: Option<PathBuf>,
    /// How many documents are ranked for each query
    #[arg(long, default_value_t = 1000)]
    depth: usize,
    /// How passages are ranked: fast, balanced, thorough, or a TOML file
    #[arg(long, default_value = "balanced")]
    profile: String,
    /// Compare two runs instead: is the first better, or only luckier?
    #[arg(long, num_args = 2, value_names = ["RUN", "OTHER"], conflicts_with_all = ["run", "each"])]
    compare: Option<Vec<PathBuf>>,
    /// A lexicon laid over the built-in one
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// Print each query's figures
    #[arg(long)]
    each: bool,
}

fn main() -> ExitCode {
    common::exit_code(evaluate().map(|()| true))
}

fn evaluate() -> Result<()> {
    let arguments = Arguments::parse();
    let qrels_file = arguments.qrels.unwrap_or(arguments.collection.join("qrels.tsv"));
    let qrels = Qrels::read(&read(&qrels_file)?)?;
    if let Some([first, second]) = arguments.compare.as_deref() {
        return compare(&qrels, first, second);
    }
    let profile = common::profile(&arguments.profile)?;
    let lexicon = common::lexicon(arguments.lexicon.as_deref())?;
    let started = Instant::now();
    let index = index(&arguments.collection.join("corpus.jsonl"), lexicon)?;
    let stats = index.stats()?;
    eprintln!(
        "{} documents, {} passages in {:.1} s",
        stats.documents,
        stats.passages,
        started.elapsed().as_secs_f64()
    );
    let queries_file = arguments.queries.unwrap_or(arguments.collection.join("queries.jsonl"));
    let queries = queries(&queries_file)?;
    let (run, milliseconds) = run(&index, &queries, &profile, arguments.depth)?;
    if let Some(path) = &arguments.run {
        std::fs::write(path, run.write("ibid"))
            .with_context(|| format!("writing the run {}", path.display()))?;
    }
    if arguments.each {
        for (query, scores) in eval::per_query(&qrels, &run) {
            println!("{query:<8} {scores}");
        }
    }
    println!("{}  {milliseconds:.2} ms a query", eval::score(&qrels, &run));
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn compare(qrels: &Qrels, first_path: &Path, second_path: &Path) -> Result<()> {
    let read_run = |path: &Path| -> Result<Run> {
        Run::read(&read(path)?).with_context(|| format!("reading the run {}", path.display()))
    };
    let (first, second) = (read_run(first_path)?, read_run(second_path)?);
    for (path, run) in [(first_path, &first), (second_path, &second)] {
        println!("{}  {}", eval::score(qrels, run), path.display());
    }
    println!("{}", eval::compare(qrels, &first, &second));
    Ok(())
}

fn index(corpus: &Path, lexicon: ibid::Lexicon) -> Result<Index> {
    let index = IndexOptions::default().with_lexicon(lexicon).in_memory()?;
    let mut writer = index.writer_with(&WriterOptions::default().with_memory_bytes(256 << 20))?;
    let file = File::open(corpus).with_context(|| format!("reading {}", corpus.display()))?;
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line?;
        if !line.trim().is_empty() {
            writer.add(&beir::document(&line, number)?)?;
        }
    }
    writer.commit()?;
    writer.close()?;
    Ok(index)
}

fn queries(path: &Path) -> Result<Vec<(String, String)>> {
    let text = read(path)?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| Ok(beir::query(line, number)?)).collect()
}

/// The run, and the mean milliseconds of a search.
fn run(
    index: &Index,
    queries: &[(String, String)],
    profile: &Profile,
    depth: usize,
) -> Result<(Run, f64)> {
    let mut run = Run::new();
    let mut seconds = 0.0;
    for (id, text) in queries {
        let started = Instant::now();
        let query = Query::new(text.as_str()).limit(depth);
        let documents = index.search_documents(&query, profile)?;
        seconds += started.elapsed().as_secs_f64();
        for (document, score) in documents {
            run.add(id, &document, f64::from(score));
        }
    }
    Ok((run, 1000.0 * seconds / queries.len().max(1) as f64))
}
