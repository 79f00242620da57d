//! Indexes folders of articles and files of JSON lines.
//!
//! ```text
//! cargo run --release --example index -- --index articles.ibid articles/ feed.jsonl
//! ```
//!
//! Run again, it reads only the files of a folder that changed, replaces only
//! the JSON lines that changed, and removes the documents whose files are
//! gone; documents that are gone from a file of JSON lines stay, as feeds
//! drop what is old. What cannot be read is reported and stays as it was. It
//! commits twice a minute: a run that is broken off keeps what it had by then.

#[path = "../common/mod.rs"]
mod common;
mod progress;
mod rebuild;
mod run;

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, anyhow, bail};
use clap::Parser;
use ibid::config::Language;
use ibid::source::Skipped;
use ibid::{Error, Index, IndexOptions, Lexicon};

use run::{Run, Tally};

/// Index folders of .txt and .md articles and files of JSON lines.
#[derive(Parser)]
struct Args {
    /// Folders, and .jsonl files with one document a line
    #[arg(required_unless_present = "rebuild", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The index; it is made where there is none
    #[arg(long, value_name = "DIR", default_value = "articles.ibid")]
    index: PathBuf,
    /// Topics and equipment, laid over the built-in lexicon [default: as the index was made]
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Language of the articles, for word stems: english, french, …, none [default: as the index
    /// was made, else english]
    #[arg(long, value_parser = language)]
    language: Option<Language>,
    /// Make an index that is there anew, with another --lexicon or --language or for another
    /// version of ibid; the articles themselves are not needed
    #[arg(long)]
    rebuild: bool,
    /// How many threads index [default: as many as the processor has]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Go on where a folder that had articles has none now, and remove them
    #[arg(long)]
    allow_empty: bool,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let started = Instant::now();
    let index = open(&args)?;
    let mut run = Run::new(index, args.threads)?;
    for path in &args.paths {
        run.path(path, args.allow_empty)?;
        run.commit()?;
    }
    let (index, tally) = run.finish()?;
    common::unless_closed(report(&tally, &index, started))?;
    match tally.failed {
        0 => Ok(()),
        failed => bail!("{failed} of {} paths could not be indexed, see above", args.paths.len()),
    }
}

fn language(name: &str) -> Result<Language, String> {
    let name = serde_json::Value::String(name.to_lowercase());
    serde_json::from_value(name).map_err(|error| error.to_string())
}

fn open(args: &Args) -> Result<Index> {
    rebuild::recover(&args.index)?;
    let (there, refused) = match Index::open(&args.index) {
        Ok(index) => (Some(index), false),
        Err(Error::NotFound { .. }) => (None, false),
        Err(Error::Analysis { .. }) if args.rebuild => (None, true),
        Err(error) => return Err(advised(error)),
    };
    let options = options(args, there.as_ref())?;
    if args.rebuild && (refused || there.is_some()) {
        eprintln!("making {} anew", args.index.display());
        return rebuild::in_place(&args.index, options);
    }
    options.open_or_create(&args.index).map_err(advised)
}

/// As asked for; where nothing is said, as the index was made.
fn options(args: &Args, there: Option<&Index>) -> Result<IndexOptions> {
    let mut config = there.map(|index| index.config().clone()).unwrap_or_default();
    if let Some(language) = args.language {
        config = config.with_language(language);
    }
    let lexicon = match (&args.lexicon, there) {
        (None, Some(index)) => index.lexicon().clone(),
        (None, None) => Lexicon::builtin(),
        (Some(file), _) => common::lexicon(Some(file))?,
    };
    Ok(IndexOptions::default().with_config(config).with_lexicon(lexicon))
}

fn advised(error: Error) -> anyhow::Error {
    match error {
        Error::Analysis { .. } => anyhow!(
            "{error}\ngive --rebuild to make it anew this way, or leave out --lexicon and \
             --language to go on as it was made"
        ),
        error => error.into(),
    }
}

fn report(tally: &Tally, index: &Index, started: Instant) -> Result<()> {
    let mut out = stdout().lock();
    let Tally { added, replaced, removed, unchanged, passages, bytes, .. } = tally;
    let seconds = started.elapsed().as_secs_f64();
    writeln!(
        out,
        "documents: {added} added, {replaced} replaced, {removed} removed, {unchanged} unchanged"
    )?;
    writeln!(out, "read: {bytes} bytes of text, {passages} passages, in {seconds:.1} seconds")?;
    let stats = index.stats()?;
    let place = index.path().unwrap_or_default();
    writeln!(
        out,
        "in the index {}: {} documents, {} passages",
        place.display(),
        stats.documents,
        stats.passages
    )?;
    list(&mut out, "read, but", &tally.noted)?;
    list(&mut out, "skipped", &tally.skipped)
}

fn list(out: &mut impl Write, what: &str, all: &[Skipped]) -> Result<()> {
    if !all.is_empty() {
        writeln!(out, "{what} ({}):", all.len())?;
    }
    for one in all {
        writeln!(out, "  {one}")?;
    }
    Ok(())
}
