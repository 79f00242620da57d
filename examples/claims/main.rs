//! Puts what articles claim side by side and says which of them contradict each
//! other.
//!
//! ```text
//! cargo run --release --example claims -- "Mi-35 Pakistan"
//! cargo run --release --example claims -- --folder ~/articles --conflicts "Mi-35 Pakistan"
//! cargo run --release --example claims -- --index articles.ibid --register "helicopters"
//! cargo run --release --example claims -- --csv "embargo" > claims.csv
//! ```
//!
//! It ends with 0 where there is a claim, with 1 where there is none, and with 2
//! where it failed.

#[path = "../common/mod.rs"]
mod common;
mod register;
mod rows;
mod table;

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use common::articles::Articles;
use common::{ColourChoice, Colours};
use ibid::claims::{Claims, FactOptions, Question};
use ibid::config::Config;
use ibid::facts::RelationKind;
use ibid::{Index, Query};

/// The most characters of the report's line.
const LINE_CHARS: usize = 160;

/// Puts what articles claim side by side and flags what differs.
#[derive(Parser)]
#[command(after_help = common::csv::FORMULAS)]
#[allow(clippy::struct_excessive_bools)] // Each is a flag of the command line.
struct Arguments {
    /// What the claims are about, as for the example `search`
    #[arg(required = true)]
    query: Vec<String>,
    #[command(flatten)]
    articles: Articles,
    /// Read at most this many passages, the best ones
    #[arg(long, default_value_t = 1000)]
    passages: usize,
    /// How many questions, 0 for all [default: 20, with --json and --csv all]
    #[arg(long, conflicts_with = "register")]
    limit: Option<usize>,
    /// Only what cannot both be true
    #[arg(long, conflicts_with = "register")]
    conflicts: bool,
    /// Deals in the layout of the SIPRI register: what is doubtful stands in brackets, what nobody
    /// says is ..
    #[arg(long)]
    register: bool,
    /// Comma-separated values, one row a statement (a deal with --register)
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// One object a line: each question (a deal with --register), and last {"scope": …,
    /// "report": …}; where there is no claim these are on standard error
    #[arg(long)]
    json: bool,
    /// Whether the output has colours; auto heeds `NO_COLOR` and `TERM=dumb`
    #[arg(long, alias = "colour", value_enum, default_value_t)]
    color: ColourChoice,
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether there is a claim.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let query = Query::new(arguments.query.join(" "));
    let options = FactOptions::default().with_max_passages(arguments.passages);
    let options = options.with_today(common::today());
    let ask = |index: &Index| Ok(index.claims(&query, &options)?);
    let mut claims = arguments.articles.ask(Config::default(), ask)?;
    if arguments.conflicts {
        claims.questions = claims.questions.into_iter().filter_map(rows::conflicts_only).collect();
    }
    let mut out = std::io::BufWriter::new(stdout().lock());
    let written = if arguments.register {
        register::write(&mut out, &claims, &arguments)
    } else {
        write_questions(&mut out, &claims, &arguments)
    };
    let count = written.and_then(|count| out.flush().map(|()| count).map_err(Into::into));
    let is_empty = claims.questions.is_empty();
    match count {
        Ok(count) => Ok(count > 0),
        Err(error) => common::unless_closed(Err(error)).map(|()| !is_empty),
    }
}

/// Writes the questions; returns how many there are.
fn write_questions(out: &mut impl Write, claims: &Claims, arguments: &Arguments) -> Result<usize> {
    if arguments.json {
        write_json(out, limited(&claims.questions, arguments.limit.unwrap_or(0)), claims)?;
    } else if arguments.csv {
        rows::write_csv(out, limited(&claims.questions, arguments.limit.unwrap_or(0)))?;
        say_scope(claims);
    } else {
        write_text(out, claims, arguments)?;
    }
    Ok(claims.questions.len())
}

fn write_text(out: &mut impl Write, claims: &Claims, arguments: &Arguments) -> Result<()> {
    let colours = Colours::for_output(arguments.color);
    let Colours { faint, end, .. } = colours;
    write_head(out, claims, colours)?;
    let shown = limited(&claims.questions, arguments.limit.unwrap_or(20));
    for question in shown {
        table::write(out, question, colours)?;
    }
    let more = claims.questions.len() - shown.len();
    if more > 0 {
        writeln!(out, "{faint}{more} more questions: --limit 0{end}")?;
    }
    if claims.questions.is_empty() {
        let what = if arguments.conflicts { "conflict" } else { "claim" };
        writeln!(out, "no {what} in what matches: {}", claims.report.understood)?;
    }
    Ok(())
}

/// What a person needs to know of the query, and what was not read.
fn write_head(out: &mut impl Write, claims: &Claims, colours: Colours) -> Result<()> {
    let Colours { faint, end, .. } = colours;
    let lines = [claims.report.line(LINE_CHARS), claims.scope.to_string()];
    for line in lines.iter().filter(|line| !line.is_empty()) {
        writeln!(out, "{faint}{line}{end}")?;
    }
    if lines.iter().any(|line| !line.is_empty()) {
        writeln!(out)?;
    }
    Ok(())
}

/// One object a line, and last what was read. Without a line the last one is on
/// standard error.
fn write_json(
    out: &mut impl Write,
    lines: &[impl serde::Serialize],
    claims: &Claims,
) -> Result<()> {
    for line in lines {
        serde_json::to_writer(&mut *out, line).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    let last = serde_json::json!({"scope": claims.scope, "report": claims.report});
    if lines.is_empty() {
        common::say(format_args!("{last}"));
        return Ok(());
    }
    Ok(writeln!(out, "{last}")?)
}

/// What was not read, on standard error: beside data it would be taken for data.
fn say_scope(claims: &Claims) {
    let scope = claims.scope.to_string();
    if !scope.is_empty() {
        common::say(format_args!("{scope}"));
    }
}

fn limited(questions: &[Question], limit: usize) -> &[Question] {
    if limit == 0 { questions } else { questions.get(..limit).unwrap_or(questions) }
}

/// The sign of a relation, and its name.
fn sign(kind: RelationKind) -> (&'static str, &'static str) {
    match kind {
        RelationKind::Agrees => ("=", "agree"),
        RelationKind::Refines => ("⊂", "more precise"),
        RelationKind::Differs => ("≠", "differ"),
        RelationKind::Conflicts => ("✗", "conflict"),
        RelationKind::Denied => ("✗", "denied"),
        _ => ("?", "related"),
    }
}
