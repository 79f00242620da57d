//! Counts what matches a query by source, year, topic and the like, and by date.
//!
//! ```text
//! cargo run --release --example facets -- "arms embargo"
//! cargo run --release --example facets -- --index news.ibid --facet source --limit 50 embargo
//! cargo run --release --example facets -- --narrow source=Gazette --narrow year=2014 embargo
//! cargo run --release --example facets -- --histogram-svg years.svg --histogram year embargo
//! ```
//!
//! Everything that matches is counted, not a page of it. Without a query everything
//! matches. It ends with 0 where something matches, with 1 where nothing does, and with 2
//! where it failed.

mod common;

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use common::articles::Articles;
use common::beside::replace;
use common::fit::{fit, one_line, widest};
use common::{ColourChoice, Colours};
use ibid::config::Config;
use ibid::facet::{Bar, DateUnit, Facet, FacetCounts, FacetOptions, Facets, Histogram};
use ibid::{Index, Query};
use serde_json::json;

/// Columns of the widest value.
const WIDEST: usize = 40;

/// Columns of the longest bar.
const LONGEST_BAR: u64 = 40;

/// Facets that are shown unless others are asked for.
const DEFAULT: [Facet; 5] = [Facet::Source, Facet::Year, Facet::Topic, Facet::Label, Facet::Family];

/// Counts what matches a query by source, year, topic and the like, and by date.
#[derive(Parser)]
struct Arguments {
    /// What to look for, as for the example `search`; without it everything matches
    query: Vec<String>,
    #[command(flatten)]
    articles: Articles,
    /// An extra field of the articles to count by; may be given several times. An index has
    /// those that it was made with
    #[arg(long, value_name = "NAME", conflicts_with = "index")]
    field: Vec<String>,
    /// Count by this, any number of times [default: source, year, topic, label, family]
    ///
    /// source, year, month, day, topic, label, family, language, status, speaker, mentioned, or
    /// the name of a field.
    #[arg(long = "facet", value_name = "NAME")]
    facets: Vec<String>,
    /// Count only passages with this value, any number of times: values of one facet are
    /// alternatives, and an empty one stands for none
    #[arg(long, value_name = "NAME=VALUE")]
    narrow: Vec<String>,
    /// How many values of each facet
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// How many of the first values are left out
    #[arg(long, default_value_t = 0)]
    offset: usize,
    /// Count by date as well: by year, month or day, or by what fits the dates
    #[arg(long, value_name = "UNIT", num_args = 0..=1, require_equals = true, default_missing_value = "auto")]
    histogram: Option<String>,
    /// Draw the histogram to this file
    #[arg(long, value_name = "FILE")]
    histogram_svg: Option<PathBuf>,
    /// Draw the first facet to this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// One object a line: each facet, then {"histogram": …}, and last what matches in all
    #[arg(long)]
    json: bool,
    /// Whether the output has colours; auto heeds `NO_COLOR` and `TERM=dumb`
    #[arg(long, alias = "colour", value_enum, default_value_t)]
    color: ColourChoice,
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether something matches.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let index = arguments.articles.open(Config::default().with_fields(&arguments.field))?;
    let text = arguments.query.join(" ");
    let query = if text.is_empty() { Query::everything() } else { Query::new(text.as_str()) };
    let facets =
        index.facets(&narrowed(&index, query, &arguments)?, &options(&index, &arguments)?)?;
    let name = if text.is_empty() { "everything" } else { &text };
    draw(&arguments, &facets, name)?;
    let mut out = std::io::BufWriter::new(stdout().lock());
    let written = if arguments.json {
        write_json(&mut out, &facets)
    } else {
        write_text(&mut out, &facets, Colours::for_output(arguments.color))
    };
    common::unless_closed(written.and_then(|()| Ok(out.flush()?)))?;
    Ok(facets.passages > 0)
}

/// The facet of that name.
fn facet(index: &Index, name: &str) -> Result<Facet> {
    let known = || {
        let names: Vec<String> = index.facet_list().iter().map(ToString::to_string).collect();
        format!("no facet {name:?}; there are {}", names.join(", "))
    };
    Facet::from_name(name, &index.config().fields).with_context(known)
}

fn narrowed(index: &Index, query: Query, arguments: &Arguments) -> Result<Query> {
    arguments.narrow.iter().try_fold(query, |query, choice| {
        let Some((name, value)) = choice.split_once('=') else {
            bail!("--narrow {choice:?} is no NAME=VALUE, as in source=Gazette");
        };
        Ok(query.narrowed_by(facet(index, name)?, value))
    })
}

fn options(index: &Index, arguments: &Arguments) -> Result<FacetOptions> {
    let mut options = FacetOptions::default().limit(arguments.limit).offset(arguments.offset);
    for name in &arguments.facets {
        options = options.facet(facet(index, name)?);
    }
    if arguments.facets.is_empty() {
        options = DEFAULT.into_iter().fold(options, FacetOptions::facet);
    }
    let asked = arguments.histogram.as_deref();
    match asked.or(arguments.histogram_svg.as_ref().map(|_| "auto")) {
        None => Ok(options),
        Some("auto") => Ok(options.with_histogram()),
        Some(unit) => {
            let unit = DateUnit::from_name(unit);
            let unit = unit.with_context(|| "--histogram takes year, month, day or auto")?;
            Ok(options.with_histogram_by(unit))
        }
    }
}

fn draw(arguments: &Arguments, facets: &Facets, name: &str) -> Result<()> {
    if let (Some(file), Some(histogram)) = (&arguments.histogram_svg, &facets.histogram) {
        replace(file, &histogram.to_svg(name))?;
    }
    if let (Some(file), Some(facet)) = (&arguments.svg, facets.facets.first()) {
        replace(file, &facet.to_svg(name))?;
    }
    Ok(())
}

fn write_json(out: &mut impl Write, facets: &Facets) -> Result<()> {
    for facet in &facets.facets {
        writeln!(out, "{}", serde_json::to_string(facet)?)?;
    }
    if let Some(histogram) = &facets.histogram {
        writeln!(out, "{}", json!({ "histogram": histogram }))?;
    }
    let Facets { commit, passages, documents, is_complete, .. } = facets;
    let total = json!({
        "commit": commit,
        "passages": passages,
        "documents": documents,
        "is_complete": is_complete,
    });
    Ok(writeln!(out, "{total}")?)
}

fn write_text(out: &mut impl Write, facets: &Facets, colours: Colours) -> Result<()> {
    let Colours { bold, end, .. } = colours;
    writeln!(out, "{bold}{}{end}", counted(facets.passages, facets.documents))?;
    for facet in &facets.facets {
        write_facet(out, facet, colours)?;
    }
    match &facets.histogram {
        Some(histogram) => write_histogram(out, histogram, colours),
        None => Ok(()),
    }
}

fn write_facet(out: &mut impl Write, facet: &FacetCounts, colours: Colours) -> Result<()> {
    let Colours { mark, faint, bold, end } = colours;
    let plural = if facet.distinct == 1 { "" } else { "s" };
    writeln!(
        out,
        "\n{bold}by {}{end} {faint}({} value{plural}){end}",
        facet.facet, facet.distinct
    )?;
    let names: Vec<String> = facet.values.iter().map(|value| one_line(&value.name)).collect();
    let columns = widest(names.iter().map(String::as_str), WIDEST);
    for (name, value) in names.iter().zip(&facet.values) {
        let (open, close) = if value.is_chosen { (mark, end) } else { ("", "") };
        let name = fit(name, columns);
        writeln!(out, "  {open}{name}{close}  {}", counted(value.passages, value.documents))?;
    }
    if facet.other > 0 {
        writeln!(out, "  {faint}and {} other values: --limit, --offset{end}", facet.other)?;
    }
    Ok(())
}

fn write_histogram(out: &mut impl Write, histogram: &Histogram, colours: Colours) -> Result<()> {
    let Colours { mark, bold, end, .. } = colours;
    writeln!(out, "\n{bold}by {}{end}", histogram.unit)?;
    let bars: Vec<&Bar> = histogram.bars.iter().chain(&histogram.undated).collect();
    let longest = bars.iter().map(|bar| bar.passages).max().unwrap_or(1).max(1);
    let name =
        |bar: &Bar| if bar.value.is_empty() { "undated".to_owned() } else { bar.value.clone() };
    let names: Vec<String> = bars.iter().map(|bar| name(bar)).collect();
    let columns = widest(names.iter().map(String::as_str), WIDEST);
    for (name, bar) in names.iter().zip(bars) {
        let length = (bar.passages * LONGEST_BAR / longest).max(1);
        let drawn = "#".repeat(usize::try_from(length)?);
        let counted = counted(bar.passages, bar.documents);
        writeln!(out, "  {}  {mark}{drawn}{end} {counted}", fit(name, columns))?;
    }
    Ok(())
}

/// `12 passages in 4 documents`.
fn counted(passages: u64, documents: u64) -> String {
    let of =
        |count: u64, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    format!("{} in {}", of(passages, "passage"), of(documents, "document"))
}
