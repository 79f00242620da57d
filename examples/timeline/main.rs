//! Orders passages by the days that they speak of.
//!
//! ```text
//! cargo run --release --example timeline -- "embargo Pakistan"
//! cargo run --release --example timeline -- --folder ~/articles --svg embargo.svg "embargo"
//! cargo run --release --example timeline -- --index articles.ibid --csv "Mi-35" > mi35.csv
//! ```
//!
//! It ends with 0 where there is an entry, with 1 where there is none, and with 2
//! where it failed.

#[path = "../common/mod.rs"]
mod common;

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use common::articles::Articles;
use common::beside::replace;
use common::csv::write_row;
use common::fit::{cut, fit, one_line, widest};
use common::{ColourChoice, Colours, place};
use ibid::claims::{FactOptions, Timeline, TimelineBasis, TimelineEntry};
use ibid::config::Config;
use ibid::facts::Certainty;
use ibid::{Index, Query};

/// The most characters of the report's line.
const LINE_CHARS: usize = 160;

/// The most columns of a quotation.
const MAX_QUOTE: usize = 110;

const HEAD: &[&str] = &[
    "first day",
    "last day",
    "precision",
    "basis",
    "date",
    "or",
    "status",
    "certainty",
    "quote",
    "document",
    "published",
    "line",
    "start",
    "end",
    "copies",
];

/// Orders passages by the days that they speak of.
#[derive(Parser)]
#[command(after_help = common::csv::FORMULAS)]
struct Arguments {
    /// What the passages are about, as for the example `search`
    #[arg(required = true)]
    query: Vec<String>,
    #[command(flatten)]
    articles: Articles,
    /// Read at most this many passages, the best ones
    #[arg(long, default_value_t = 1000)]
    passages: usize,
    /// Also draw the timeline to this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Comma-separated values, one row an entry
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// One object a line: each entry, and last {"scope": …, "unplaced": …, "report": …}; where
    /// there is no entry these are on standard error
    #[arg(long)]
    json: bool,
    /// Whether the output has colours; auto heeds `NO_COLOR` and `TERM=dumb`
    #[arg(long, alias = "colour", value_enum, default_value_t)]
    color: ColourChoice,
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether there is an entry.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let text = arguments.query.join(" ");
    let options = FactOptions::default().with_max_passages(arguments.passages);
    let options = options.with_today(common::today());
    let query = Query::new(&*text);
    let ask = |index: &Index| Ok(index.timeline(&query, &options)?);
    let timeline = arguments.articles.ask(Config::default(), ask)?;
    if let Some(file) = &arguments.svg {
        replace(file, &timeline.to_svg(&text))?;
    }
    let mut out = std::io::BufWriter::new(stdout().lock());
    let written = if arguments.json {
        write_json(&mut out, &timeline)
    } else if arguments.csv {
        write_csv(&mut out, &timeline)
    } else {
        write_text(&mut out, &timeline, Colours::for_output(arguments.color))
    };
    common::unless_closed(written.and_then(|()| Ok(out.flush()?)))?;
    Ok(!timeline.entries.is_empty())
}

fn write_json(out: &mut impl Write, timeline: &Timeline) -> Result<()> {
    for entry in &timeline.entries {
        serde_json::to_writer(&mut *out, entry).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    let Timeline { scope, unplaced, report, .. } = timeline;
    let last = serde_json::json!({"scope": scope, "unplaced": unplaced, "report": report});
    if timeline.entries.is_empty() {
        common::say(format_args!("{last}"));
        return Ok(());
    }
    Ok(writeln!(out, "{last}")?)
}

fn write_csv(out: &mut impl Write, timeline: &Timeline) -> Result<()> {
    if !timeline.entries.is_empty() {
        write_row(out, HEAD)?;
    }
    for entry in &timeline.entries {
        let TimelineEntry { days, citation, .. } = entry;
        let shown = |value: Option<String>| value.unwrap_or_default();
        let copies: Vec<String> = entry.copies.iter().map(place).collect();
        let cells = [
            days.first.to_string(),
            days.last.to_string(),
            precision(entry),
            basis(entry).to_owned(),
            shown(entry.date.clone()),
            shown(entry.or_days.map(|days| days.to_string())),
            shown(entry.status.map(|status| status.to_string())),
            shown(entry.certainty.map(|certainty| certainty.to_string())),
            entry.quote.clone(),
            citation.document.clone(),
            shown(citation.date.map(|days| days.to_string())),
            citation.line.to_string(),
            citation.span.start.to_string(),
            citation.span.end.to_string(),
            copies.join("; "),
        ];
        write_row(out, &cells.each_ref().map(String::as_str))?;
    }
    for line in told(timeline) {
        common::say(format_args!("{line}"));
    }
    Ok(())
}

fn write_text(out: &mut impl Write, timeline: &Timeline, colours: Colours) -> Result<()> {
    let Colours { bold, faint, end, .. } = colours;
    let mut head = told(timeline);
    head.insert(0, timeline.report.line(LINE_CHARS));
    head.retain(|line| !line.is_empty());
    for line in &head {
        writeln!(out, "{faint}{line}{end}")?;
    }
    if !head.is_empty() {
        writeln!(out)?;
    }
    let days: Vec<String> = timeline.entries.iter().map(days).collect();
    let width = widest(days.iter().map(String::as_str), 48);
    for (entry, days) in timeline.entries.iter().zip(&days) {
        let line =
            format!("{}  {}  {}", fit(days, width), fit(&precision(entry), 9), status(entry));
        writeln!(out, "{bold}{}{end}", line.trim_end())?;
        let quote = cut(&one_line(&entry.quote), MAX_QUOTE);
        let places: Vec<String> =
            [&entry.citation].into_iter().chain(&entry.copies).map(place).collect();
        let (places, origin) = (places.join(" = "), origin(entry));
        writeln!(out, "   “{quote}” {faint}{places}{origin}{end}")?;
    }
    if timeline.entries.is_empty() {
        writeln!(out, "no dated passage matches: {}", timeline.report.understood)?;
    }
    Ok(())
}

/// What was not read or not placed.
fn told(timeline: &Timeline) -> Vec<String> {
    let unplaced = match timeline.unplaced {
        0 => String::new(),
        1 => "1 passage names no day, and its document has no date".to_owned(),
        count => format!("{count} passages name no day, and their documents have no date"),
    };
    let told = [timeline.scope.to_string(), unplaced];
    told.into_iter().filter(|line| !line.is_empty()).collect()
}

fn days(entry: &TimelineEntry) -> String {
    let other = entry.or_days.map(|days| format!(" or {days}")).unwrap_or_default();
    format!("{}{other}", entry.days)
}

fn precision(entry: &TimelineEntry) -> String {
    let Some(precision) = entry.precision else { return "published".to_owned() };
    format!("{precision:?}").to_lowercase()
}

fn basis(entry: &TimelineEntry) -> &'static str {
    match entry.basis {
        TimelineBasis::Written => "written",
        TimelineBasis::FromDocument => "from document",
        TimelineBasis::Ambiguous => "ambiguous",
        _ => "published",
    }
}

fn status(entry: &TimelineEntry) -> String {
    let Some(status) = entry.status else { return String::new() };
    match entry.certainty {
        Some(certainty) if certainty != Certainty::Asserted => format!("{status}, {certainty}"),
        _ => status.to_string(),
    }
}

/// What the days rest on, where they are not written in full.
fn origin(entry: &TimelineEntry) -> String {
    let of_article = entry.citation.date.map(|days| format!("article of {days}"));
    match (entry.basis, &entry.date, of_article) {
        (TimelineBasis::FromDocument, Some(date), Some(article)) => {
            format!(" (from “{date}”, {article})")
        }
        (TimelineBasis::Published, _, _) => {
            " (no date in the sentence: the article's own)".to_owned()
        }
        (TimelineBasis::Ambiguous, Some(date), _) => format!(" (from “{date}”)"),
        _ => String::new(),
    }
}
