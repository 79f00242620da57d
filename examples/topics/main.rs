//! Shows the passages most about each topic of the lexicon, and a table of the
//! articles by topics.
//!
//! ```text
//! cargo run --release --example topics
//! cargo run --release --example topics -- --folder ~/articles --topic drone --topic price
//! cargo run --release --example topics -- --folder ~/articles --lexicon my-topics.toml
//! ```

#[path = "../common/mod.rs"]
mod common;
mod find;
mod table;

use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use ibid::facet::{Facet, FacetOptions};
use ibid::{Index, IndexOptions, Lexicon, Query};

use common::Colours;
use common::beside::replace;
use find::{Finding, Findings};
use table::Table;

/// Shows the passages most about each topic, and a table of the articles by topics.
#[derive(Parser)]
struct Args {
    /// Articles; without it and --index, the sample articles
    #[arg(long, conflicts_with = "index")]
    folder: Option<PathBuf>,
    /// An index made by the example `index`, with the topics it was made with
    #[arg(long)]
    index: Option<PathBuf>,
    /// Topics and equipment laid over the built-in lexicon; its topics are shown too
    #[arg(long, conflicts_with = "index")]
    lexicon: Option<PathBuf>,
    /// A topic to show, any number of times [default: deal, embargo, helicopter]
    #[arg(long = "topic", value_name = "NAME")]
    topics: Vec<String>,
    /// How many passages of each topic
    #[arg(long, default_value_t = 3)]
    limit: usize,
    /// How many articles in the table
    #[arg(long, default_value_t = 40)]
    articles: usize,
    /// How much a passage must be about a topic to count, from 0 to 1
    #[arg(long = "least", value_name = "LEAST", default_value_t = 0.5, value_parser = share)]
    min_aboutness: f32,
    /// One object a line: passages, then articles
    #[arg(long)]
    json: bool,
    /// Draw all topics of the articles to this file: passages that are about each, however little
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

fn main() -> ExitCode {
    common::exit_code(run().map(|()| true))
}

fn run() -> Result<()> {
    let args = Args::parse();
    let (index, topics) = open(&args)?;
    let mut findings = Vec::with_capacity(topics.len());
    for topic in &topics {
        findings.push(find::about(&index, topic, args.min_aboutness)?);
    }
    let table = Table::new(&findings, index.stats()?.documents);
    if let Some(file) = &args.svg {
        draw(&index, file)?;
    }
    let mut out = BufWriter::new(stdout().lock());
    let written = if args.json {
        write_json(&mut out, &findings, &table, args.limit)
    } else {
        write_text(&mut out, &args, &findings, &table)
    };
    common::unless_closed(written.and_then(|()| Ok(out.flush()?)))
}

/// Draws how many passages are about each topic.
fn draw(index: &Index, file: &Path) -> Result<()> {
    let options = FacetOptions::default().facet(Facet::Topic).limit(usize::MAX);
    let facets = index.facets(&Query::everything(), &options)?.facets;
    let drawn = facets.first().map(|topics| topics.to_svg("all passages")).unwrap_or_default();
    replace(file, &drawn)
}

fn share(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "write a number from 0 to 1, such as 0.5".to_owned())
}

/// The index, and the names in its lexicon of the topics to show.
fn open(args: &Args) -> Result<(Index, Vec<String>)> {
    let mut topics = args.topics.clone();
    if topics.is_empty() {
        topics = ["deal", "embargo", "helicopter"].map(str::to_owned).into();
    }
    let index = if let Some(path) = &args.index {
        Index::open(path).with_context(|| {
            format!("cannot open the index {}; the example `index` makes one", path.display())
        })?
    } else {
        let own = args.lexicon.as_deref().map(common::own_lexicon).transpose()?.unwrap_or_default();
        let lexicon = Lexicon::builtin().with(&own);
        if args.topics.is_empty() {
            topics.extend(own.topics.into_keys());
        }
        let folder = args.folder.clone().unwrap_or_else(common::sample_articles);
        common::kept::index_in_memory(&folder, IndexOptions::default().with_lexicon(lexicon))?
    };
    let topics = names_in_lexicon(&index, &topics)?;
    Ok((index, topics))
}

/// Each topic once, as the lexicon names it.
fn names_in_lexicon(index: &Index, wanted: &[String]) -> Result<Vec<String>> {
    let names: Vec<&str> = index.analyzer().topics().names().collect();
    let mut topics: Vec<String> = Vec::new();
    for name in wanted {
        let number = index.analyzer().topics().index_of(name);
        let Some(&name) = number.and_then(|number| names.get(number)) else {
            bail!("no topic {name:?} in the lexicon; it has {}", names.join(", "));
        };
        if !topics.iter().any(|topic| topic == name) {
            topics.push(name.to_owned());
        }
    }
    Ok(topics)
}

fn write_text(out: &mut impl Write, args: &Args, topics: &[Findings], table: &Table) -> Result<()> {
    let colours = Colours::for_terminal();
    let Colours { bold, end, .. } = colours;
    for topic in topics {
        let (name, count) = (&topic.topic, topic.findings.len());
        let shown = count.min(args.limit);
        match count {
            0 => writeln!(out, "{bold}{name}{end}: no passage")?,
            _ => writeln!(out, "{bold}{name}{end}: the {shown} of {count} passages most about it")?,
        }
        for finding in topic.findings.iter().take(args.limit) {
            write_finding(out, finding, colours)?;
        }
        writeln!(out)?;
    }
    table.write(out, args.articles, colours)?;
    let least = args.min_aboutness;
    writeln!(
        out,
        "\nhow much its best passage is about it, from 0 to 1 (passages with {least} or more)"
    )?;
    Ok(())
}

fn write_finding(out: &mut impl Write, finding: &Finding, colours: Colours) -> Result<()> {
    let Colours { mark, faint, end, .. } = colours;
    let Finding { aboutness, terms, hit } = finding;
    writeln!(out, "\n{mark}{aboutness:.2}{end}  {} {faint}{}{end}", hit.citation, hit.label)?;
    let terms: Vec<String> = terms.iter().map(ToString::to_string).collect();
    writeln!(out, "      {faint}{}{end}", terms.join(", "))?;
    let (open, close) = if mark.is_empty() { ("[", "]") } else { (mark, end) };
    for line in hit.snippet(300, open, close).lines().filter(|line| !line.trim().is_empty()) {
        writeln!(out, "      {}", line.trim())?;
    }
    Ok(())
}

fn write_json(
    out: &mut impl Write,
    topics: &[Findings],
    table: &Table,
    limit: usize,
) -> Result<()> {
    for topic in topics {
        for finding in topic.findings.iter().take(limit) {
            writeln!(out, "{}", finding.to_json(&topic.topic)?)?;
        }
    }
    for row in &table.rows {
        writeln!(out, "{}", row.to_json(&table.topics))?;
    }
    Ok(())
}
