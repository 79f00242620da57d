//! Tells of new passages that saved queries fire on, each once.
//!
//! ```text
//! cargo run --release --example watch -- --index news.ibid watches.toml --since watches.state
//! cargo run --release --example watch -- --index news.ibid watches.toml --since watches.state --atom news.xml
//! cargo run --release --example watch -- --index news.ibid watches.toml --trial
//! ```
//!
//! A watch is a name and a query in `watches.toml`, and if wanted `any` and `filters`:
//!
//! ```toml
//! [[watch]]
//! name = "gunships for Peru"
//! query = "Mi-35 Peru"
//! filters = "source:Gazette"
//! ```
//!
//! It ends with 0 where there is news, with 1 where there is none, and with 2 where
//! it failed or a watch could not run. A run that is killed is repeated by the next.

#[path = "../common/mod.rs"]
mod common;

mod feed;
mod saved;
mod show;

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use common::articles::Articles;
use common::beside::replace;
use common::{ColourChoice, Colours};
use ibid::config::Config;
use ibid::watch::{Alerts, RefusedWatch, Watch, WatchFile};
use ibid::{Index, Query};
use saved::Saved;

/// Tells of new passages that saved queries fire on, each once.
#[derive(Parser)]
struct Arguments {
    /// The watches: TOML with a [[watch]] for each, of a name, a query, any and filters
    watches: PathBuf,
    #[command(flatten)]
    articles: Articles,
    /// What was told before; replaced when all is written. Without it everything is new
    #[arg(long, value_name = "STATE")]
    since: Option<PathBuf>,
    /// Take all that there is as told, and begin with what comes later
    #[arg(long, requires = "since")]
    from_now: bool,
    /// Let one concept of a watch be enough, as `any = true` does
    #[arg(long)]
    any: bool,
    /// How often each watch would have fired on the documents of so many last days [default: 30]
    #[arg(long, value_name = "DAYS", num_args = 0..=1, default_missing_value = "30")]
    trial: Option<u32>,
    /// One object a line: each alert, then {"copies": …} for each text with new copies
    #[arg(long)]
    json: bool,
    /// A feed of the last alerts, in Atom
    #[arg(long, value_name = "FILE", requires = "since")]
    atom: Option<PathBuf>,
    /// A feed of the last alerts, as JSON Feed
    #[arg(long, value_name = "FILE", requires = "since")]
    json_feed: Option<PathBuf>,
    /// Whether the output has colours; auto heeds `NO_COLOR` and `TERM=dumb`
    #[arg(long, alias = "colour", value_enum, default_value_t)]
    color: ColourChoice,
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether there is news.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let path = arguments.watches.display().to_string();
    let text = std::fs::read_to_string(&arguments.watches)
        .with_context(|| format!("cannot read the watches {path}"))?;
    let mut file = WatchFile::read(&text).with_context(|| path.clone())?;
    for problem in &file.problems {
        common::say(format_args!("{path}: {problem}"));
    }
    if arguments.any {
        file.watches.iter_mut().for_each(|watch| watch.any = true);
    }
    let index = arguments.articles.open(Config::default())?;
    for watch in &file.watches {
        let query = Query::new(watch.query.as_str()).with_fields(&index.config().fields);
        for notice in query.notices().iter().filter(|notice| notice.kind.is_error()) {
            common::say(format_args!("watch {:?}: {}", watch.name, notice.message));
        }
    }
    let outcome = match arguments.trial {
        Some(days) => trial(&index, &file.watches, days)?,
        None => tell(&index, &file.watches, &arguments)?,
    };
    for RefusedWatch { name, reason, .. } in &outcome.refused {
        common::say(format_args!("watch {name:?} is refused: {reason}"));
    }
    if !outcome.refused.is_empty() || !file.problems.is_empty() {
        anyhow::bail!("not every watch of {path} ran");
    }
    Ok(outcome.has_news)
}

/// What came of a run.
struct Outcome {
    has_news: bool,
    refused: Vec<RefusedWatch>,
}

/// Tells how often the watches would have fired.
fn trial(index: &Index, watches: &[Watch], days: u32) -> Result<Outcome> {
    let ibid::watch::Trials { trials, mut refused, .. } = index.trial(watches, days)?;
    let mut out = stdout().lock();
    let lines = trials.iter().map(|trial| writeln!(out, "{}: {trial}", trial.name));
    let written: std::io::Result<()> = lines.collect();
    common::unless_closed(written.map_err(Into::into))?;
    for trial in &trials {
        if let Some(reason) = trial.refusal() {
            refused.push(RefusedWatch::new(&trial.name, reason));
        }
    }
    Ok(Outcome { has_news: trials.iter().any(|trial| trial.alerts > 0), refused })
}

/// Tells what is new. The state comes last: what is not written whole is told again.
fn tell(index: &Index, watches: &[Watch], arguments: &Arguments) -> Result<Outcome> {
    let state = arguments.since.as_deref();
    let mut saved = state.map(Saved::read).transpose()?.unwrap_or_default();
    if arguments.from_now {
        index.take_as_seen(&mut saved.watches)?;
    }
    let alerts = index.alerts(watches, &mut saved.watches)?;
    let mut out = std::io::BufWriter::new(stdout().lock());
    let mut is_whole = false;
    let written = if arguments.json {
        show::write_json(&mut out, &alerts)
    } else {
        show::write_text(&mut out, &alerts, Colours::for_output(arguments.color))
    };
    let written = written.and_then(|()| Ok(out.flush()?)).map(|()| is_whole = true);
    common::unless_closed(written)?;
    if is_whole && let Some(state) = state {
        saved.add(&alerts, &feed::now());
        if let Some(path) = &arguments.atom {
            replace(path, &feed::atom(&saved.feed))?;
        }
        if let Some(path) = &arguments.json_feed {
            replace(path, &feed::json_feed(&saved.feed)?)?;
        }
        replace(state, &serde_json::to_string(&saved)?)?;
    }
    common::say(format_args!("{}", show::summary(&alerts)));
    let Alerts { alerts, refused, .. } = alerts;
    Ok(Outcome { has_news: !alerts.is_empty(), refused })
}
