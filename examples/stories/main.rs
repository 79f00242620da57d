//! Tells which articles are copies and versions of one report, and what each version
//! changed.
//!
//! ```text
//! cargo run --release --example stories -- --folder ~/articles
//! cargo run --release --example stories -- --index articles.ibid wire/2014-06-02.txt
//! cargo run --release --example stories -- --json > clusters.jsonl
//! ```
//!
//! It ends with 0 where there is a story of several articles, or the article that was
//! asked for, with 1 where there is none, and with 2 where it failed.

#[path = "../common/mod.rs"]
mod common;
mod details;
mod list;

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use common::articles::Articles;
use common::{ColourChoice, Colours};
use ibid::config::Config;
use ibid::story::StoryOptions;

/// Tells which articles are copies and versions of one report.
#[derive(Parser)]
struct Arguments {
    /// The id of an article: its story, with what each version changed word by word
    id: Option<String>,
    #[command(flatten)]
    articles: Articles,
    /// Most days between a story's first article and another; what is as alike and further
    /// apart is a recurring report
    #[arg(long, default_value_t = StoryOptions::default().max_days)]
    days: u32,
    /// How alike a version is to its story's first article at least, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = StoryOptions::default().min_likeness)]
    likeness: f32,
    /// Stories of one article as well
    #[arg(long, conflicts_with = "id")]
    all: bool,
    /// One object a line: each story with its ids in "cluster"; of an article the story with all
    /// pieces
    #[arg(long)]
    json: bool,
    /// Whether the output has colours; auto heeds `NO_COLOR` and `TERM=dumb`
    #[arg(long, alias = "colour", value_enum, default_value_t)]
    color: ColourChoice,
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether there is a story.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let index = arguments.articles.open(Config::default())?;
    let options =
        StoryOptions::default().with_max_days(arguments.days).with_min_likeness(arguments.likeness);
    let stories = index.stories(&options)?;
    let colours = Colours::for_output(arguments.color);
    let mut out = std::io::BufWriter::new(stdout().lock());
    let Some(id) = &arguments.id else {
        let shown = list::shown(&stories, arguments.all);
        let written = if arguments.json {
            list::write_json(&mut out, &shown)
        } else {
            list::write_text(&mut out, &stories, &shown, colours)
        };
        common::unless_closed(written.and_then(|()| Ok(out.flush()?)))?;
        return Ok(!shown.is_empty());
    };
    let Some(details) = index.story(&stories, id)? else {
        common::say(format_args!("no article has the id {id:?}: `--all --json` lists the ids"));
        return Ok(false);
    };
    let written = if arguments.json {
        details::write_json(&mut out, &details)
    } else {
        details::write_text(&mut out, &index, &details, colours)
    };
    common::unless_closed(written.and_then(|()| Ok(out.flush()?)))?;
    Ok(true)
}
