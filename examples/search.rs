//! Searches passages and cites them.
//!
//! ```text
//! cargo run --release --example search -- "arms embargo lifted"
//! cargo run --release --example search -- --folder ~/articles "Mi-35 deal"
//! cargo run --release --example search -- --index ~/articles.ibid --explain "Mi-35 deal"
//! cargo run --release --example search -- --profile thorough "chopper contract"
//! ```

mod common;

use std::io::{Write, stdout};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Parser;
use common::Colours;
use ibid::query::{Expansion, Report};
use ibid::{Hit, Hits, Index, IndexOptions, Query};

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
    /// One object a line
    #[arg(long)]
    json: bool,
    /// Explain each hit's rank: every number of its score
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
        write_text(&mut out, &hits, arguments.explain, Colours::for_terminal())
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

fn write_json(out: &mut impl Write, hits: &Hits) -> Result<()> {
    for hit in hits {
        serde_json::to_writer(&mut *out, hit).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(())
}

fn write_text(out: &mut impl Write, hits: &Hits, explain: bool, colours: Colours) -> Result<()> {
    write_report(out, &hits.report, explain, colours)?;
    for (number, hit) in hits.iter().enumerate() {
        write_hit(out, number + 1, hit, colours)?;
        if explain {
            write_explanation(out, hit)?;
        }
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

/// How many words of one kind are shown without --explain.
const SHOWN_WORDS: usize = 6;

fn write_report(
    out: &mut impl Write,
    report: &Report,
    whole: bool,
    colours: Colours,
) -> Result<()> {
    let Colours { faint, end, .. } = colours;
    let max_words = if whole { usize::MAX } else { SHOWN_WORDS };
    for remark in &report.remarks {
        writeln!(out, "{faint}{remark}{end}")?;
    }
    writeln!(out, "{faint}understood: {}{end}", report.understood)?;
    for alike in report.expanded.chunk_by(|a, b| (&a.typed, &a.why) == (&b.typed, &b.why)) {
        let Some(Expansion { typed, why, .. }) = alike.first() else { continue };
        let added = list(alike.iter().map(|expansion| expansion.added.as_str()), max_words);
        writeln!(out, "{faint}also for {typed}: {added} ({why}){end}")?;
    }
    if !report.learnt.is_empty() {
        let learnt = list(report.learnt.iter().map(String::as_str), max_words);
        writeln!(out, "{faint}the first passages speak of: {learnt}{end}")?;
    }
    for ignored in &report.ignored {
        writeln!(out, "{faint}ignored {}: {}{end}", ignored.text, ignored.why)?;
    }
    for notice in &report.notices {
        writeln!(out, "{faint}note: {}{end}", notice.message)?;
    }
    for missing in &report.missing {
        let nearest = missing.nearest.join(", ");
        let nearest = if nearest.is_empty() { "nothing near it".to_owned() } else { nearest };
        writeln!(out, "{faint}nowhere: {} (nearest: {nearest}){end}", missing.word)?;
    }
    writeln!(out)?;
    Ok(())
}

/// The first words, and how many more there are.
fn list<'a>(words: impl ExactSizeIterator<Item = &'a str>, max_words: usize) -> String {
    let left_out = words.len().saturating_sub(max_words);
    let shown: Vec<&str> = words.take(max_words).collect();
    let more = if left_out > 0 { format!(", and {left_out} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}
