//! Indexes folders of articles, in any format that is read, and files of JSON lines.
//!
//! ```text
//! cargo run --release --example index -- --index articles.ibid articles/ feed.jsonl
//! ```
//!
//! Run again, it reads only the files of a folder that changed, replaces only
//! the JSON lines that changed, and removes the documents whose files are
//! gone; documents that are gone from a file of JSON lines stay, as feeds
//! drop what is old. A folder that was moved goes on. What cannot be read is
//! reported and stays as it was; files of other kinds are counted. It commits
//! twice a minute: a run that is broken off keeps what it had by then.
//!
//! ```text
//! cargo run --release --example index -- --watch --index articles.ibid articles/
//! ```
//!
//! With `--watch` it stays, and follows the paths until it is stopped by Ctrl-C or the signal to
//! terminate; what is under way then is committed first. A burst of changes is one commit, and
//! a line. Failures are told and tried again.
//!
//! It ends with 0 where documents are new, changed, gone, moved or as they were, also
//! where some files were skipped; with 1 where it did nothing, and with 2 where a path
//! could not be read or it failed.

#[path = "../common/mod.rs"]
mod common;
mod signals;
mod watch;

use std::collections::BTreeSet;
use std::io::{Write, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use clap::Parser;
use ibid::config::Language;
use ibid::source::{PathFailure, Skipped, SyncOptions, SyncReport, Synchronizer};
use ibid::{Error, Index, IndexOptions};

use common::progress::Display;
use watch::{Message, Watch};

/// Index folders of texts, PDFs, web pages, Office files, messages and tables, and files of JSON
/// lines.
#[derive(Parser)]
#[allow(clippy::struct_excessive_bools)] // Each is a flag of the command line.
struct Args {
    /// Folders, and .jsonl files with one document a line; - for lines on standard input
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
    /// An extra field of the articles that queries can ask for, as in author:Kim; may be given
    /// several times [default: as the index was made, else none]
    #[arg(long, value_name = "NAME")]
    field: Vec<String>,
    /// Make an index that is there anew, with another --lexicon, --language or --field or for
    /// another version of ibid; the articles themselves are not needed
    #[arg(long)]
    rebuild: bool,
    /// How many threads index [default: as many as the processor has]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Go on where a folder that had articles has none now, and remove them
    #[arg(long)]
    allow_empty: bool,
    /// Where the folder PATH was when it was indexed before, if that is not seen by itself
    #[arg(long, value_name = "DIR")]
    moved_from: Option<PathBuf>,
    /// Name each file that is passed over as its kind is not read, with the reason; files that
    /// are skipped are named without it
    #[arg(long)]
    skipped: bool,
    /// Stay and follow the paths until the program is stopped (Ctrl-C): a burst of changes is one
    /// commit and a line
    #[arg(long, conflicts_with = "moved_from", requires = "paths")]
    watch: bool,
    /// With --watch: look for changes every second, as on a share of another machine, where the
    /// system does not tell of them
    #[arg(long, requires = "watch")]
    poll: bool,
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether something was done.
fn run() -> Result<bool> {
    let args = Args::parse();
    if args.watch {
        return follow(&args);
    }
    let started = Instant::now();
    let index = open(&args)?;
    let report = synchronize(&index, &args, &Arc::default())?;
    common::unless_closed(print(&report, &index, args.skipped, started))?;
    match report.failed.len() {
        0 => Ok(args.paths.is_empty() || !report.did_nothing()),
        failed => bail!("{failed} of {} paths could not be indexed, see above", args.paths.len()),
    }
}

/// Indexes, and follows the paths until it is stopped.
fn follow(args: &Args) -> Result<bool> {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("--watch is of folders and files: standard input is read once, without it");
    }
    let stop = Arc::new(AtomicBool::new(false));
    let (watch, messages) = Watch::begin(&args.paths, args.poll);
    let stopped = Arc::clone(&stop);
    signals::on_stop(move || {
        stopped.store(true, Ordering::Relaxed);
        messages.send(Message::Stop).ok();
    })?;
    let index = open(args)?;
    let mut told: Option<BTreeSet<Skipped>> = None;
    watch.follow(|| {
        let started = Instant::now();
        let report = synchronize(&index, args, &stop)?;
        // Nobody has to listen.
        match &mut told {
            None => drop(print(&report, &index, args.skipped, started)),
            Some(told) => drop(print_update(&report, told, args.skipped, started)),
        }
        // What is mended meanwhile is told again where it breaks again.
        told = Some(skipped(&report).into_iter().chain(report.others).collect());
        Ok(())
    });
    Ok(true)
}

/// Writes what a burst of changes did, in a line, and what was not told before.
fn print_update(
    report: &SyncReport,
    told: &BTreeSet<Skipped>,
    names_others: bool,
    started: Instant,
) -> Result<()> {
    let mut out = stdout().lock();
    let SyncReport { added, replaced, removed, .. } = report;
    let seconds = started.elapsed().as_secs_f64();
    if added + replaced + removed > 0 {
        writeln!(
            out,
            "documents: {added} added, {replaced} replaced, {removed} removed, in {seconds:.1} seconds"
        )?;
    }
    write_moved(&mut out, report)?;
    for note in &report.noted {
        writeln!(out, "read, but {note}")?;
    }
    for skipped in skipped(report).iter().filter(|skipped| !told.contains(skipped)) {
        writeln!(out, "skipped {skipped}")?;
    }
    let others = report.others.iter().filter(|_| names_others);
    for other in others.filter(|other| !told.contains(other)) {
        writeln!(out, "passed over {other}")?;
    }
    Ok(out.flush()?)
}

fn language(name: &str) -> Result<Language, String> {
    let name = serde_json::Value::String(name.to_lowercase());
    serde_json::from_value(name).map_err(|error| error.to_string())
}

/// Opens the index, makes it, or makes it anew: as the arguments say, and where
/// they say nothing, as it was made.
fn open(args: &Args) -> Result<Index> {
    Index::recover(&args.index)?;
    let made = match IndexOptions::of_index(&args.index) {
        Ok(options) => Some(options),
        Err(Error::NotFound { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let is_there = made.is_some();
    let mut options = made.unwrap_or_default();
    if let Some(language) = args.language {
        let config = options.config().clone().with_language(language);
        options = options.with_config(config);
    }
    if !args.field.is_empty() {
        let config = options.config().clone().with_fields(&args.field);
        options = options.with_config(config);
    }
    if let Some(file) = &args.lexicon {
        options = options.with_lexicon(common::lexicon(Some(file))?);
    }
    if args.rebuild && is_there {
        common::say(format_args!("making {} anew", args.index.display()));
        return Index::rebuild_in_place(&args.index, options).map_err(advised);
    }
    options.open_or_create(&args.index).map_err(advised)
}

/// With what to do about it on this command line.
fn advised(error: Error) -> anyhow::Error {
    match error {
        Error::Analysis { .. } => anyhow!(
            "{error}\ngive --rebuild to make it anew this way, or leave out --lexicon, \
             --language and --field to go on as it was made"
        ),
        Error::Format { .. } => anyhow!("{error}\ngive --rebuild to make it anew"),
        Error::AlreadyExists { path } if path.to_string_lossy().contains(".rebuild-") => {
            anyhow!("{} is in the way: move it elsewhere", path.display())
        }
        error => error.into(),
    }
}

fn synchronize(index: &Index, args: &Args, stop: &Arc<AtomicBool>) -> Result<SyncReport> {
    let mut options = SyncOptions::default().with_allow_empty(args.allow_empty);
    options.threads = args.threads.unwrap_or(options.threads);
    let mut display = Display::default();
    let mut run = Synchronizer::new(index, &options)?
        .with_progress(|progress| display.show(progress))
        .with_stop(stop);
    if let Some(from) = &args.moved_from {
        let [to] = args.paths.as_slice() else {
            bail!("--moved-from is of one folder: give that folder alone as PATH");
        };
        run.moved(from, to)?;
    }
    for path in &args.paths {
        let read = if path.as_os_str() == "-" {
            run.json_lines(stdin().lock(), "standard input", 0)
        } else {
            run.path(path)
        };
        read.context("broken off; run it again and it goes on from the last commit")?;
        if stop.load(Ordering::Relaxed) {
            break;
        }
    }
    Ok(run.finish()?)
}

fn print(report: &SyncReport, index: &Index, names_others: bool, started: Instant) -> Result<()> {
    let mut out = stdout().lock();
    let SyncReport { added, replaced, removed, unchanged, passages, bytes, .. } = report;
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
    write_moved(&mut out, report)?;
    write_kinds(&mut out, report)?;
    if names_others {
        list(&mut out, "passed over", &report.others)?;
    }
    list(&mut out, "read, but", &report.noted)?;
    list(&mut out, "skipped", &skipped(report))?;
    if report.did_nothing() {
        writeln!(out, "nothing was done: no document is new, changed or gone")?;
    }
    Ok(())
}

fn write_moved(out: &mut impl Write, report: &SyncReport) -> Result<()> {
    for moved in &report.moved {
        writeln!(out, "moved: {moved}")?;
    }
    if report.carried > 0 {
        writeln!(
            out,
            "moved within their folders, and not read again: {} documents",
            report.carried
        )?;
    }
    Ok(())
}

/// Files, lines and whole paths that gave nothing.
fn skipped(report: &SyncReport) -> Vec<Skipped> {
    let failed =
        report.failed.iter().map(|failed| Skipped::new(&failed.path, advice(&failed.cause)));
    report.skipped.iter().cloned().chain(failed).collect()
}

/// Writes how many files are of other kinds, and of other encodings.
fn write_kinds(out: &mut impl Write, report: &SyncReport) -> Result<()> {
    let SyncReport { passed_over, encodings, endings, .. } = report;
    let formats = endings.iter().filter(|(ending, _)| !matches!(ending.as_str(), ".txt" | ".md"));
    let formats: Vec<String> = formats.map(|(ending, files)| format!("{files} {ending}")).collect();
    if !formats.is_empty() {
        writeln!(out, "files that were read besides .txt and .md: {}", formats.join(", "))?;
    }
    let files = passed_over.files();
    if files > 0 {
        writeln!(out, "passed over, as their kinds are not read ({files}): {passed_over}")?;
    }
    let encodings: Vec<String> =
        encodings.iter().map(|(encoding, files)| format!("{files} {encoding}")).collect();
    if !encodings.is_empty() {
        let encodings = encodings.join(", ");
        writeln!(out, "read as other than UTF-8; citations count the decoded text: {encodings}")?;
    }
    Ok(())
}

/// Why a path could not be indexed, and what to do on this command line.
fn advice(cause: &PathFailure) -> String {
    match cause {
        PathFailure::Emptied { documents } => format!(
            "has no articles now, {documents} would be removed: mount it, or give --allow-empty"
        ),
        cause => cause.to_string(),
    }
}

fn list(out: &mut impl Write, title: &str, entries: &[Skipped]) -> Result<()> {
    if !entries.is_empty() {
        writeln!(out, "{title} ({}):", entries.len())?;
    }
    for entry in entries {
        writeln!(out, "  {entry}")?;
    }
    Ok(())
}
