//! Says what became of the passages that a file cites, or of the hits of a receipt.
//!
//! ```text
//! cargo run --release --example verify -- citations.bib --folder ~/articles
//! cargo run --release --example verify -- footnotes.txt --index articles.ibid --json
//! cargo run --release --example search -- --index articles.ibid --receipt r.json "Mi-35 deal"
//! cargo run --release --example verify -- r.json --index articles.ibid
//! ```
//!
//! The file is one that `search --cite` wrote, or the library of another program: BibTeX,
//! RIS, CSL-JSON, CSV, JSON Lines, Markdown or text. It ends with 0 where all citations hold,
//! with 1 where one does not, and with 2 where it failed.

#[path = "../common/mod.rs"]
mod common;
mod receipt;

use std::io::{Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use ibid::Index;
use ibid::cite::{Cited, Verdict, read};
use ibid::source::{Folder, verify_citations};
use serde::Serialize;

/// Says what became of the passages that a file cites.
#[derive(Parser)]
struct Arguments {
    /// Citations in any form, or a receipt of a search; a dash is standard input
    file: PathBuf,
    #[command(flatten)]
    texts: Texts,
    /// One object a line: each citation with its verdict
    #[arg(long)]
    json: bool,
    /// Only what does not hold
    #[arg(long, short)]
    quiet: bool,
}

/// What the citations are held against.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Texts {
    /// The articles as they are now; no index is needed
    #[arg(long)]
    folder: Option<PathBuf>,
    /// An index made by the example `index`
    #[arg(long)]
    index: Option<PathBuf>,
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether all hold.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let text = text(&arguments.file)?;
    if let Some(receipt) = receipt::read(&text)? {
        return receipt::verify(&receipt, &arguments);
    }
    let citations = read(&text);
    if citations.is_empty() {
        let file = arguments.file.display();
        bail!("no citation in {file}: it needs lines ibid:1, or fields that quote");
    }
    let verdicts = verdicts(&arguments.texts, &citations)?;
    common::unless_closed(show(&citations, &verdicts, &arguments))?;
    Ok(verdicts.iter().all(Verdict::holds))
}

/// The file, in UTF-8 or as its signs say.
fn text(file: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        stdin().read_to_end(&mut bytes).context("reading the citations on standard input")?;
    } else {
        bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    }
    let decoded = ibid::source::decode(&bytes);
    Ok(decoded.with_context(|| format!("cannot read {}", file.display()))?.text)
}

fn verdicts(texts: &Texts, citations: &[Cited]) -> Result<Vec<Verdict>> {
    if let Some(folder) = &texts.folder {
        return Ok(verify_citations(&Folder::new(folder), citations)?);
    }
    Ok(open(texts)?.verify_citations(citations)?)
}

/// The index that was given.
fn open(texts: &Texts) -> Result<Index> {
    let path = texts.index.as_deref().unwrap_or(Path::new(""));
    Index::open(path).with_context(|| format!("opening the index {}", path.display()))
}

/// A citation and what became of it.
#[derive(Serialize)]
struct Row<'v> {
    cited: &'v Cited,
    #[serde(flatten)]
    verdict: &'v Verdict,
}

fn show(citations: &[Cited], verdicts: &[Verdict], arguments: &Arguments) -> Result<()> {
    let mut out = std::io::BufWriter::new(stdout().lock());
    let rows = citations.iter().zip(verdicts);
    for (cited, verdict) in rows.filter(|(_, verdict)| !arguments.quiet || !verdict.holds()) {
        if arguments.json {
            let row = Row { cited, verdict };
            writeln!(out, "{}", serde_json::to_string(&row)?)?;
        } else {
            writeln!(out, "{}: {}", name(cited), printable(&verdict.to_string()))?;
        }
    }
    if !arguments.json {
        let held = verdicts.iter().filter(|verdict| verdict.holds()).count();
        writeln!(out, "{held} of {} hold", verdicts.len())?;
    }
    Ok(out.flush()?)
}

/// The line and the key of a citation, or the document that it cites.
fn name(cited: &Cited) -> String {
    let line = cited.line.map(|line| format!("line {line}"));
    let document = cited.anchor.as_ref().map(|anchor| anchor.document.as_str());
    let named = if cited.name.is_empty() { document } else { Some(cited.name.as_str()) };
    let parts: Vec<String> = line.into_iter().chain(named.map(printable)).collect();
    if parts.is_empty() { "a citation".to_owned() } else { parts.join(", ") }
}

/// A text on one line, without what controls a terminal.
fn printable(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(char::is_control, "\u{fffd}")
}
