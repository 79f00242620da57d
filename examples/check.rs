//! Says in one line whether an index is whole and, where it is not, what is
//! wrong and what to do.
//!
//! ```text
//! cargo run --release --example check -- articles.ibid
//! cargo run --release --example check -- articles.ibid --repair articles-new.ibid
//! ```
//!
//! `--repair` makes a new index of every document that can be read whole, in a
//! folder of its own, and lists what is lost. The damaged index stays as it is.
//!
//! It ends with status 0 where all is well, 1 where something is damaged, and 2
//! where it was called wrongly or there is nothing to check.

#[path = "common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::io::{Write as _, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use ibid::index::SalvageReport;
use ibid::{Error, Index};

/// Check that an index is whole; keep what is whole of a damaged one.
#[derive(Parser)]
struct Args {
    /// The index
    #[arg(value_name = "DIR", default_value = "articles.ibid")]
    index: PathBuf,
    /// Make a new index here of every document that can be read whole
    #[arg(long, value_name = "NEW")]
    repair: Option<PathBuf>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    // The panics of what reads damaged files are told as damage.
    std::panic::set_hook(Box::new(|_| {}));
    let status = match &args.repair {
        Some(new) => repair(&args.index, new),
        None => check(&args.index),
    };
    status.unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::from(2)
    })
}

fn say(text: &str) -> Result<()> {
    common::unless_closed(writeln!(stdout(), "{text}").map_err(Into::into))
}

/// Said of an index of an earlier format.
const UNSEALED: &str = "; it is of an earlier format, without seals that tell damage of the \
                        commit and of texts: index --rebuild adds them";

fn check(path: &Path) -> Result<ExitCode> {
    let checked = Index::open(path).and_then(|index| {
        index.verify()?;
        Ok((index.stats()?, index.has_seals()))
    });
    match checked {
        Ok((stats, has_seals)) => {
            let (documents, passages) = (stats.documents, stats.passages);
            let path = path.display();
            let unsealed = if has_seals { "" } else { UNSEALED };
            say(&format!("{path} is whole: {documents} documents, {passages} passages{unsealed}"))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error @ Error::Corrupt { .. }) => {
            let path = path.display();
            say(&format!("{error}; or keep what is whole: check {path} --repair NEW"))?;
            Ok(ExitCode::from(1))
        }
        Err(error) => Err(error.into()),
    }
}

fn repair(path: &Path, new: &Path) -> Result<ExitCode> {
    let report = Index::salvage(path, new).context("nothing was repaired")?;
    let index = Index::open(new)?;
    index.verify()?;
    say(summary(&report, new).trim_end())?;
    let is_whole = report.damage.is_empty() && report.lost.is_empty();
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// What was kept in one line, then a line for each loss.
fn summary(report: &SalvageReport, new: &Path) -> String {
    let SalvageReport { kept, lost, unproven, damage, .. } = report;
    let mut text = format!("{}: {kept} documents kept, {} lost", new.display(), lost.len());
    if !unproven.is_empty() {
        let _ =
            write!(text, ", {} of the kept ones to be compared with their sources", unproven.len());
    }
    text.push('\n');
    let mut list = |title: &str, line: String| {
        let _ = writeln!(text, "{title}\t{line}");
    };
    for damage in damage {
        list("damage", damage.clone());
    }
    for lost in lost {
        list("lost", format!("{}: {}", lost.id, lost.reason));
    }
    for id in unproven {
        list("compare", id.clone());
    }
    text
}
