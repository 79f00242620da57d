//! Searches passages and cites them.
//!
//! ```text
//! cargo run --release --example search -- "arms embargo lifted"
//! cargo run --release --example search -- --folder ~/articles "Mi-35 deal"
//! cargo run --release --example search -- --index ~/articles.ibid --report "Mi-35 deal"
//! cargo run --release --example search -- --profile thorough "chopper contract"
//! cargo run --release --example search -- --field author -C 1 "Mi-35 author:Kim"
//! cargo run --release --example search -- --cite bibtex "Mi-35 deal" > mi35.bib
//! ```
//!
//! It ends with 0 where passages match, with 1 where none does, and with 2 where
//! it failed.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write, stdin, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use common::articles::Articles;
use common::cited::{Citing, write_receipt};
use common::wrap::{Marks, columns_of_output, lines, wrapped};
use common::{ColourChoice, Colours};
use ibid::config::Config;
use ibid::hit::{Neighbour, Piece};
use ibid::query::Report;
use ibid::rank::Profile;
use ibid::source::locate;
use ibid::{Hit, Hits, Index, Query};

/// The most characters of the report's line.
const LINE_CHARS: usize = 160;

/// What stands before the lines of a hit.
const INDENT: &str = "   ";

/// The most characters of a passage that are shown.
const EXCERPT_CHARS: usize = 600;

/// The most hits of one document that a person is shown at first.
const PER_DOCUMENT: usize = 3;

/// The most documents with the words of a hit that are named.
const SHOWN_COPIES: usize = 5;

/// How many of the best passages are looked through for further ones of a document.
const COUNTED: usize = 1000;

/// Searches passages and cites them.
#[derive(Parser)]
#[allow(clippy::struct_excessive_bools)] // Each is a flag of the command line.
struct Arguments {
    /// What to look for: words, "phrases", Mi-35, embarg*, pakstan~, topic:embargo, date:2014..2016
    ///
    /// A query that begins with a dash goes behind `--`. A dash alone is the query on standard
    /// input.
    #[arg(required = true)]
    query: Vec<String>,
    #[command(flatten)]
    articles: Articles,
    /// An extra field of the articles that the query asks for, as in author:Kim; may be given
    /// several times. An index has those that it was made with
    #[arg(long, value_name = "NAME", conflicts_with = "index")]
    field: Vec<String>,
    /// How passages are ranked: fast, balanced, thorough, or a TOML file
    #[arg(long, default_value = "balanced")]
    profile: String,
    /// How many hits
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// At most this many hits of one document, 0 for all [default: 3, with --json and --cite all]
    #[arg(long)]
    per_document: Option<usize>,
    /// Passages with the words of a better hit as hits of their own, not as "and 3 copies"
    #[arg(long, conflicts_with = "fold_copies")]
    copies: bool,
    /// With --json, too, passages of the same words are folded into the best of them, whose
    /// "copies" are the ids of the others' documents
    #[arg(long)]
    fold_copies: bool,
    /// So many passages before and after each hit
    #[arg(short = 'C', long, value_name = "N", default_value_t = 0)]
    context: usize,
    /// So many passages before each hit [default: as --context]
    #[arg(short = 'B', long, value_name = "N")]
    before: Option<usize>,
    /// So many passages after each hit [default: as --context]
    #[arg(short = 'A', long, value_name = "N")]
    after: Option<usize>,
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
    #[command(flatten)]
    citing: Citing,
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether there are hits.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let profile = common::profile(&arguments.profile)?;
    let config = Config::default().with_fields(&arguments.field);
    let index = arguments.articles.open(config)?;
    let around = |passages: Option<usize>| passages.unwrap_or(arguments.context);
    let query = Query::new(query_text(&arguments)?)
        .limit(arguments.limit)
        .neighbours(around(arguments.before), around(arguments.after));
    let limited = match arguments.per_document {
        Some(0) => query.clone(),
        None if arguments.json || arguments.citing.cite.is_some() => query.clone(),
        passages => query.clone().per_document(passages.unwrap_or(PER_DOCUMENT)),
    };
    let folds = if arguments.json { arguments.fold_copies } else { !arguments.copies };
    let limited = if folds { limited.fold_copies() } else { limited };
    let mut hits = index.search_with(&limited, &profile)?;
    if let Some(path) = &arguments.citing.receipt {
        let receipt = index.receipt(&limited, &profile, &hits)?;
        write_receipt(path, receipt, arguments.articles.named())?;
    }
    for file in locate(&mut hits.hits) {
        common::say(format_args!("cited by the bytes of its text alone: {file}"));
    }
    let mut out = std::io::BufWriter::new(stdout().lock());
    let written = if let Some(citations) = arguments.citing.citations(&hits) {
        out.write_all(citations.as_bytes()).map_err(Into::into)
    } else if arguments.json {
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
    let explain = arguments.explain;
    let page = Page { colours: Colours::for_output(arguments.color), columns: columns_of_output() };
    write_report(out, &hits.report, arguments.report || explain, page)?;
    if hits.is_empty() {
        page.write(out, "", &format!("no passage matches: {}", hits.report.understood))?;
    }
    for (number, hit) in hits.iter().enumerate() {
        write_hit(out, number + 1, hit, page)?;
        write_copies(out, hit, page)?;
        if explain {
            write_explanation(out, hit)?;
        }
        if let Some(more) = more.get(&number) {
            page.write_faint(
                out,
                INDENT,
                &format!("{more} more in this document: --per-document 0"),
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes the line of the report, or all of it, and a blank line behind it.
/// Nothing is written where there is nothing to say.
fn write_report(out: &mut impl Write, report: &Report, whole: bool, page: Page) -> Result<()> {
    let text = if whole { report.whole() } else { report.line(LINE_CHARS) };
    for line in text.lines() {
        page.write_faint(out, "", line)?;
    }
    if !text.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

fn write_hit(out: &mut impl Write, number: usize, hit: &Hit, page: Page) -> Result<()> {
    let Colours { faint, bold, end, .. } = page.colours;
    let label = hit.label;
    let Marks { open, close } = page.marks();
    // What ends a mark in the title ends the bold type of its line, too.
    let mut citation = hit.citation.clone();
    citation.title = shown(&hit.title_pieces(), open, &format!("{close}{bold}"));
    citation.document = printable(&citation.document);
    citation.source = printable(&citation.source);
    let head = format!("{bold}{number}. {citation}{end} {faint}{:.2} {label}{end}", hit.score);
    page.write(out, "", &head)?;
    for neighbour in &hit.before {
        write_neighbour(out, neighbour, page)?;
    }
    let excerpt = hit.excerpt(EXCERPT_CHARS);
    let before = if excerpt.is_cut_before { "… " } else { "" };
    let after = if excerpt.is_cut_after { " …" } else { "" };
    let text = format!("{before}{}{after}", shown(&excerpt.pieces, open, close));
    for line in lines(&text, page.marks()) {
        page.write(out, INDENT, &line)?;
    }
    for neighbour in &hit.after {
        write_neighbour(out, neighbour, page)?;
    }
    if !hit.in_file_name.is_empty() {
        page.write_faint(
            out,
            INDENT,
            &format!("in the file name: {}", hit.in_file_name.join(", ")),
        )?;
    }
    let is_named = |missing: &&String| hit.in_file_name.contains(missing);
    let missing: Vec<&str> =
        hit.missing.iter().filter(|missing| !is_named(missing)).map(String::as_str).collect();
    if !missing.is_empty() {
        page.write_faint(out, INDENT, &format!("without: {}", missing.join(", ")))?;
    }
    Ok(())
}

/// Writes how many documents have the words of a hit, and the first of them.
fn write_copies(out: &mut impl Write, hit: &Hit, page: Page) -> Result<()> {
    let copies = match hit.copies.len() {
        0 => return Ok(()),
        1 => "and 1 copy".to_owned(),
        copies => format!("and {copies} copies"),
    };
    let ids: Vec<String> = hit.copies.iter().take(SHOWN_COPIES).map(|id| printable(id)).collect();
    let more = if hit.copies.len() > ids.len() { ", …" } else { "" };
    page.write_faint(out, INDENT, &format!("{copies}: {}{more}", ids.join(", ")))
}

/// Writes a passage beside a hit, with its lines, on one line.
fn write_neighbour(out: &mut impl Write, neighbour: &Neighbour, page: Page) -> Result<()> {
    let (first, last) = (neighbour.citation.line, neighbour.citation.last_line);
    let lines =
        if first == last { format!("line {first}") } else { format!("lines {first}–{last}") };
    let text: Vec<&str> = neighbour.text.split_whitespace().collect();
    page.write_faint(out, INDENT, &format!("{lines}: {}", printable(&text.join(" "))))
}

/// How lines are shown: their colours, and the columns that they are broken at.
#[derive(Clone, Copy)]
struct Page {
    colours: Colours,
    columns: Option<usize>,
}

impl Page {
    /// What stands around a mark: colours, or brackets without them.
    fn marks(&self) -> Marks<'static> {
        match self.colours.mark {
            "" => Marks { open: "[", close: "]" },
            mark => Marks { open: mark, close: self.colours.end },
        }
    }

    /// Writes a line, on as many lines as it takes, each with the indent.
    fn write(self, out: &mut impl Write, indent: &str, line: &str) -> Result<()> {
        let columns = self.columns.map(|columns| columns - indent.len());
        for line in wrapped(line, columns, self.marks()) {
            writeln!(out, "{indent}{line}")?;
        }
        Ok(())
    }

    /// As [`write`](Self::write), in a faint colour.
    fn write_faint(self, out: &mut impl Write, indent: &str, line: &str) -> Result<()> {
        let Colours { faint, end, .. } = self.colours;
        let columns = self.columns.map(|columns| columns - indent.len());
        for line in wrapped(line, columns, self.marks()) {
            writeln!(out, "{indent}{faint}{line}{end}")?;
        }
        Ok(())
    }
}

/// The pieces with the marked ones between `open` and `close`. Each is made printable by
/// itself, so that no text can move the cursor or change a colour.
fn shown(pieces: &[Piece<'_>], open: &str, close: &str) -> String {
    let mut shown = String::new();
    for piece in pieces {
        let text = printable(piece.text);
        let [open, close] = if piece.is_marked() { [open, close] } else { ["", ""] };
        shown.extend([open, &text, close]);
    }
    shown
}

/// The text without what controls a terminal; lines stay lines.
fn printable(text: &str) -> String {
    text.replace(|c: char| c.is_control() && !c.is_whitespace(), "\u{fffd}")
}

fn write_explanation(out: &mut impl Write, hit: &Hit) -> Result<()> {
    for line in hit.explanation.to_string().lines() {
        writeln!(out, "   {line}")?;
    }
    for mark in &hit.marks {
        let start = hit.citation.span.start;
        let text = &hit.text[mark.span.start - start..mark.span.end - start];
        writeln!(out, "   {text:?} at {} for {:?}: {}", mark.span, mark.typed, mark)?;
    }
    for mark in &hit.title_marks {
        let (span, typed, reason) = (mark.span, &mark.typed, mark.reason);
        let text = span.of(&hit.citation.title).unwrap_or_default();
        writeln!(out, "   {text:?} in the title at {span} for {typed:?}: {reason}")?;
    }
    Ok(())
}
