//! Answers a table of queries, row by row.
//!
//! ```text
//! cargo run --release --example batch -- --folder ~/articles questions.csv > answers.csv
//! cargo run --release --example batch -- --index news.ibid questions.csv --out answers.html
//! cargo run --release --example batch -- --index news.ibid questions.csv --out new.csv --new-since answers.state
//! ```
//!
//! It ends with 0 where a passage is listed, with 1 where none is, and with 2 where
//! it failed. No row makes it fail: each has a verdict.

#[path = "../common/mod.rs"]
mod common;

mod html;
mod output;

use std::io::{Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use common::articles::Articles;
use common::beside::{Beside, read_if_there, replace};
use ibid::Index;
use ibid::batch::{Batch, BatchOptions, Listed, Totals, answer, read};
use ibid::config::Config;
use output::{Listing, Output};

/// Answers a table of queries, row by row.
#[derive(Parser)]
#[command(after_help = "A cell of CSV that a spreadsheet would run as a formula begins with an \
                        apostrophe, unless --exact-cells is given.")]
struct Arguments {
    /// The queries: CSV, TSV, a query a line, or JSON Lines; a dash is standard input
    ///
    /// The query is in the column `query`, else in the first. The columns limit, source, topic,
    /// label, date, from and to restrict a row; all others are handed through.
    queries: PathBuf,
    #[command(flatten)]
    articles: Articles,
    /// An extra field of the articles that queries ask for, as in author:Kim; may be given
    /// several times. An index has those that it was made with
    #[arg(long, value_name = "NAME", conflicts_with = "index")]
    field: Vec<String>,
    /// The file of the answers, written beside and renamed when it is whole [default: standard
    /// output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The form of the answers [default: by the ending of --out, else csv]
    #[arg(long = "as", value_name = "FORM", value_enum)]
    form: Option<Form>,
    /// How passages are ranked: fast, balanced, thorough, or a TOML file
    #[arg(long, default_value = "balanced")]
    profile: String,
    /// The most hits of a row that has no limit of its own
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// At most this many hits of one document
    #[arg(long)]
    per_document: Option<usize>,
    /// List only passages that earlier runs with this file have not listed for the query; the
    /// file is replaced when all is written, so that a run that is killed repeats
    #[arg(long, value_name = "STATE")]
    new_since: Option<PathBuf>,
    /// Write cells of CSV exactly as they are, formulas among them
    #[arg(long)]
    exact_cells: bool,
}

/// The form of the answers.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A line for each hit, and one for each row without
    Csv,
    /// An object for each row, and last {"totals": …}
    Jsonl,
    /// One page that prints
    Html,
}

impl Form {
    /// That of a file's ending.
    fn of(out: Option<&Path>) -> Self {
        let ending = out.and_then(Path::extension).map(std::ffi::OsStr::to_ascii_lowercase);
        match ending.as_deref().and_then(std::ffi::OsStr::to_str) {
            Some("jsonl" | "ndjson" | "json") => Self::Jsonl,
            Some("html" | "htm") => Self::Html,
            _ => Self::Csv,
        }
    }
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether a passage is listed.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let bytes = bytes_of(&arguments.queries)?;
    let batch =
        read(&bytes).with_context(|| format!("the table {}", arguments.queries.display()))?;
    for note in &batch.notes {
        common::say(format_args!("{note}"));
    }
    let state = arguments.new_since.as_deref();
    let mut listing = Listing { before: state.map(listed).transpose()?, now: Listed::default() };
    let config = Config::default().with_fields(&arguments.field);
    let index = arguments.articles.open(config)?;
    let written = match &arguments.out {
        None => write_all(&mut stdout().lock(), &index, &batch, &arguments, &mut listing),
        Some(path) => {
            let mut file = Beside::create(path)?;
            let totals = write_all(&mut file, &index, &batch, &arguments, &mut listing)?;
            file.finish().map(|()| totals)
        }
    };
    // Where nobody reads on, not all was seen: the state stays, and the next run repeats.
    let Some(totals) = unless_closed(written)? else { return Ok(!listing.now.is_empty()) };
    if let Some(state) = state {
        replace(state, &listing.after().to_string())?;
    }
    common::say(format_args!("{totals}"));
    Ok(totals.hits > 0)
}

/// Answers all rows. Each is written at once, so that what there is are whole lines.
fn write_all(
    out: &mut impl Write,
    index: &Index,
    batch: &Batch,
    arguments: &Arguments,
    listing: &mut Listing,
) -> Result<Totals> {
    let form = arguments.form.unwrap_or_else(|| Form::of(arguments.out.as_deref()));
    let profile = common::profile(&arguments.profile)?;
    let mut options = BatchOptions::default().with_limit(arguments.limit).with_profile(profile);
    options.per_document = arguments.per_document;
    let output = Output { form, columns: &batch.columns, is_exact: arguments.exact_cells };
    let mut totals = Totals::default();
    out.write_all(&output.head()?)?;
    for row in &batch.rows {
        let mut answer = answer(index, row, &options)?;
        let ranks = listing.keep_new(&mut answer, options.limit);
        totals.add(&answer);
        out.write_all(&output.row(&answer, &ranks, listing.before.is_some())?)?;
    }
    out.write_all(&output.tail(&totals)?)?;
    out.flush()?;
    Ok(totals)
}

fn bytes_of(queries: &Path) -> Result<Vec<u8>> {
    if queries == Path::new("-") {
        let mut bytes = Vec::new();
        stdin().read_to_end(&mut bytes).context("reading the queries on standard input")?;
        return Ok(bytes);
    }
    std::fs::read(queries).with_context(|| format!("cannot read {}", queries.display()))
}

/// What earlier runs listed.
fn listed(state: &Path) -> Result<Listed> {
    match read_if_there(state)? {
        None => Ok(Listed::default()),
        Some(text) => Listed::read(&text).with_context(|| state.display().to_string()),
    }
}

/// The value; `None` where the reader of the output closed it.
fn unless_closed<T>(written: Result<T>) -> Result<Option<T>> {
    let mut value = None;
    common::unless_closed(written.map(|written| value = Some(written)))?;
    Ok(value)
}
