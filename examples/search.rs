//! Searches passages and cites them.
//!
//! ```text
//! cargo run --release --example search -- "arms embargo lifted"
//! cargo run --release --example search -- --folder ~/articles "Mi-35 deal"
//! cargo run --release --example search -- --index ~/articles.ibid --report "Mi-35 deal"
//! cargo run --release --example search -- --profile thorough "chopper contract"
//! ```

mod common;

use std::io::{Write, stdout};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Parser;
use common::Colours;
use ibid::query::Report;
use ibid::{Hit, Hits, Index, IndexOptions, Query};

/// The most characters of the report's line.
const LINE_CHARS: usize = 160;

/// Searches passages and cites them.
#[derive(Parser)]
struct Arguments {
    /// What to look for: words, "phrases", Mi-35, embarg*, pakstan~, topic:embargo, date:2014..2016
    ///
    /// A query that begins with a dash goes behind `--`.
    #[arg(required = true)]
    query: Vec<String>,
    /// Articles to search; without it and --index, the sample articles
    #[arg(long, conflicts_with = "index")]
    folder: Option<PathBuf>,
    /// An index made by the example `index`
    #[arg(long)]
    index: Option<PathBuf>,
    /// A lexicon laid over the built-in one
    #[arg(long, conflicts_with = "index")]
    lexicon: Option<PathBuf>,
    /// How passages are ranked: fast, balanced, thorough, or a TOML file
    #[arg(long, default_value = "balanced")]
    profile: String,
    /// How many hits
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// At most this many hits of one document
    #[arg(long)]
    per_document: Option<usize>,
    /// One object a line: each hit, and last {"report": …}, how the query was understood
    #[arg(long)]
    json: bool,
    /// The whole report before the hits: how the query was understood, widened and answered
    ///
    /// Without it, one line says what a person needs to know, if there is something.
    #[arg(long)]
    report: bool,
    /// Explain each hit's rank: every number of its score. Shows the whole report as well
    #[arg(long)]
    explain: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let profile = common::profile(&arguments.profile)?;
    let index = open(&arguments)?;
    let mut query = Query::new(arguments.query.join(" ")).limit(arguments.limit);
    if let Some(passages) = arguments.per_document {
        query = query.per_document(passages);
    }
    let hits = index.search_with(&query, &profile)?;
    let mut out = std::io::BufWriter::new(stdout().lock());
    let written = if arguments.json {
        write_json(&mut out, &hits)
    } else {
        write_text(&mut out, &hits, &arguments, Colours::for_terminal())
    };
    common::unless_closed(written.and_then(|()| Ok(out.flush()?)))
}

fn open(arguments: &Arguments) -> Result<Index> {
    if let Some(path) = &arguments.index {
        return Index::open(path).with_context(|| {
            format!("opening the index {}; the example `index` makes one", path.display())
        });
    }
    let folder = arguments.folder.clone().unwrap_or_else(common::sample_articles);
    let lexicon = common::lexicon(arguments.lexicon.as_deref())?;
    let index = common::index_of_folder(&folder, IndexOptions::default().with_lexicon(lexicon))?;
    if index.stats()?.documents == 0 {
        bail!("no article in {}: .txt and .md files are read", folder.display());
    }
    Ok(index)
}

/// Writes the hits, one object a line, so that line n is place n; the report is
/// the last line.
fn write_json(out: &mut impl Write, hits: &Hits) -> Result<()> {
    for hit in hits {
        serde_json::to_writer(&mut *out, hit).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    let report = serde_json::to_string(&hits.report)?;
    Ok(writeln!(out, "{{\"report\":{report}}}")?)
}

fn write_text(
    out: &mut impl Write,
    hits: &Hits,
    arguments: &Arguments,
    colours: Colours,
) -> Result<()> {
    let explain = arguments.explain;
    write_report(out, &hits.report, arguments.report || explain, colours)?;
    if hits.is_empty() {
        writeln!(out, "no passage matches: {}", hits.report.understood)?;
    }
    for (number, hit) in hits.iter().enumerate() {
        write_hit(out, number + 1, hit, colours)?;
        if explain {
            write_explanation(out, hit)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes the line of the report, or all of it, and a blank line behind it.
/// Nothing is written where there is nothing to say.
fn write_report(
    out: &mut impl Write,
    report: &Report,
    whole: bool,
    colours: Colours,
) -> Result<()> {
    let Colours { faint, end, .. } = colours;
    let text = if whole { report.whole() } else { report.line(LINE_CHARS) };
    for line in text.lines() {
        writeln!(out, "{faint}{line}{end}")?;
    }
    if !text.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

fn write_hit(out: &mut impl Write, number: usize, hit: &Hit, colours: Colours) -> Result<()> {
    let Colours { mark, faint, bold, end } = colours;
    let label = hit.label;
    writeln!(out, "{bold}{number}. {}{end} {faint}{:.2} {label}{end}", hit.citation, hit.score)?;
    let open = if mark.is_empty() { "[" } else { mark };
    let close = if mark.is_empty() { "]" } else { end };
    for line in hit.snippet(600, open, close).lines() {
        writeln!(out, "   {}", line.trim())?;
    }
    if !hit.missing.is_empty() {
        writeln!(out, "   {faint}without: {}{end}", hit.missing.join(", "))?;
    }
    Ok(())
}

fn write_explanation(out: &mut impl Write, hit: &Hit) -> Result<()> {
    for line in hit.explanation.to_string().lines() {
        writeln!(out, "   {line}")?;
    }
    for mark in &hit.marks {
        let start = hit.citation.span.start;
        let text = &hit.text[mark.span.start - start..mark.span.end - start];
        writeln!(out, "   {text:?} at {} for {:?}: {}", mark.span, mark.typed, mark.reason)?;
    }
    Ok(())
}
