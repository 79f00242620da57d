//! Searches passages and cites them.
//!
//! ```text
//! cargo run --release --example search -- "arms embargo lifted"
//! cargo run --release --example search -- --folder ~/articles "Mi-35 deal"
//! cargo run --release --example search -- --index ~/articles.ibid --report "Mi-35 deal"
//! cargo run --release --example search -- --profile thorough "chopper contract"
//! ```
//!
//! It ends with 0 where passages match, with 1 where none does, and with 2 where
//! it failed.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use common::{ColourChoice, Colours};
use ibid::query::Report;
use ibid::rank::Profile;
use ibid::source::offsets_encoding;
use ibid::{Hit, Hits, Index, IndexOptions, Query};

/// The most characters of the report's line.
const LINE_CHARS: usize = 160;

/// The most hits of one document that a person is shown at first.
const PER_DOCUMENT: usize = 3;

/// How many of the best passages are looked through for further ones of a document.
const COUNTED: usize = 1000;

/// Searches passages and cites them.
#[derive(Parser)]
struct Arguments {
    /// What to look for: words, "phrases", Mi-35, embarg*, pakstan~, topic:embargo, date:2014..2016
    ///
    /// A query that begins with a dash goes behind `--`. A dash alone is the query on standard
    /// input.
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
    /// At most this many hits of one document, 0 for all [default: 3, with --json all]
    #[arg(long)]
    per_document: Option<usize>,
    /// Whether the output has colours; auto heeds `NO_COLOR` and `TERM=dumb`
    #[arg(long, alias = "colour", value_enum, default_value_t)]
    color: ColourChoice,
    /// One object a line: each hit, and last {"report": …}, how the query was understood; where
    /// nothing matches the report is on standard error, and standard output is empty
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

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether there are hits.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let profile = common::profile(&arguments.profile)?;
    let index = open(&arguments)?;
    let query = Query::new(query_text(&arguments)?).limit(arguments.limit);
    let limited = match arguments.per_document {
        Some(0) => query.clone(),
        None if arguments.json => query.clone(),
        passages => query.clone().per_document(passages.unwrap_or(PER_DOCUMENT)),
    };
    let hits = index.search_with(&limited, &profile)?;
    let mut out = std::io::BufWriter::new(stdout().lock());
    let written = if arguments.json {
        write_json(&mut out, &hits)
    } else {
        let more = more_in_documents(&index, &query, &limited, &profile, &hits)?;
        write_text(&mut out, &hits, &more, &arguments)
    };
    common::unless_closed(written.and_then(|()| Ok(out.flush()?)))?;
    Ok(!hits.is_empty())
}

/// The query as typed, or on standard input.
fn query_text(arguments: &Arguments) -> Result<String> {
    if arguments.query != ["-"] {
        return Ok(arguments.query.join(" "));
    }
    let mut text = String::new();
    stdin().read_to_string(&mut text).context("reading the query on standard input")?;
    Ok(text.trim().to_owned())
}

/// How many passages match besides those shown, by the number of the last hit of
/// each document.
fn more_in_documents(
    index: &Index,
    query: &Query,
    limited: &Query,
    profile: &Profile,
    hits: &Hits,
) -> Result<BTreeMap<usize, String>> {
    let Some(limit) = limited.get_per_document() else { return Ok(BTreeMap::new()) };
    let mut numbers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, hit) in hits.iter().enumerate() {
        numbers.entry(&hit.citation.document).or_default().push(number);
    }
    numbers.retain(|_, numbers| numbers.len() >= limit);
    if numbers.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ranking = index.rank(&query.clone().limit(COUNTED), profile)?;
    let at_least = if ranking.len() >= COUNTED { "at least " } else { "" };
    let passages: BTreeSet<(String, u32)> = ranking.passages()?.into_iter().collect();
    let more = numbers.into_iter().filter_map(|(document, numbers)| {
        let all = passages.iter().filter(|(id, _)| id == document).count();
        let more = all.saturating_sub(numbers.len());
        (more > 0).then_some((*numbers.last()?, format!("{at_least}{more}")))
    });
    Ok(more.collect())
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
        bail!("no article in {}: the example `extract` says what is read of it", folder.display());
    }
    Ok(index)
}

/// Writes the hits, one object a line, so that line n is place n; the report is
/// the last line. Without a hit it goes to standard error: a script that takes
/// what it reads for hits reads none.
fn write_json(out: &mut impl Write, hits: &Hits) -> Result<()> {
    for hit in hits {
        serde_json::to_writer(&mut *out, hit).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    let report = serde_json::to_string(&hits.report)?;
    if hits.is_empty() {
        common::say(format_args!("{{\"report\":{report}}}"));
        return Ok(());
    }
    Ok(writeln!(out, "{{\"report\":{report}}}")?)
}

fn write_text(
    out: &mut impl Write,
    hits: &Hits,
    more: &BTreeMap<usize, String>,
    arguments: &Arguments,
) -> Result<()> {
    let (explain, colours) = (arguments.explain, Colours::for_output(arguments.color));
    write_report(out, &hits.report, arguments.report || explain, colours)?;
    if hits.is_empty() {
        writeln!(out, "no passage matches: {}", hits.report.understood)?;
    }
    for (number, hit) in hits.iter().enumerate() {
        write_hit(out, number + 1, hit, colours)?;
        if explain {
            write_explanation(out, hit)?;
        }
        if let Some(more) = more.get(&number) {
            let Colours { faint, end, .. } = colours;
            writeln!(out, "   {faint}{more} more in this document: --per-document 0{end}")?;
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
    write!(out, "{bold}{number}. {}{end}", hit.citation)?;
    if let Some(encoding) = offsets_encoding(&hit.extra) {
        let made = if hit.extra.contains_key("reader") { "read" } else { "decoded" };
        write!(out, " of the text {made} from {encoding}")?;
    }
    writeln!(out, " {faint}{:.2} {label}{end}", hit.score)?;
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
