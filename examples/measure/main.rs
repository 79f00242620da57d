//! Measures ibid on the command line that other engines are measured on, so
//! that one script can drive them all and lay their figures side by side.
//!
//! ```text
//! cargo run --release --example measure -- index CORPUS.tsv DIR
//! cargo run --release --example measure -- search DIR QUERIES.txt or 10
//! cargo run --release --example measure -- search DIR QUERIES.txt or 10 --answers yes
//! cargo run --release --example measure -- run DIR QUERIES.tsv OUT.trec
//! cargo run --release --example measure -- readers DIR QUERIES.txt nl 10 --threads 2
//! cargo run --release --example measure -- agree DIR QUERIES.txt nl 10
//! cargo run --release --example measure -- open DIR QUERIES.txt nl 10 --answers yes
//! ```
//!
//! A corpus has lines of id, title and text parted by tabs; each text becomes
//! one passage, as it is one document to the others. Queries of `search` and
//! `readers` are words alone, joined as the class says; those of `run` have an
//! id and a tab before them and are read as typed. What was measured goes to
//! standard output as one line of JSON.
//!
//! Engines that find ids and scores are compared with `search` as it is; with
//! `--answers yes` it does all that ibid is for: ranking, text, citation, marks.

mod agree;
#[path = "../common/mod.rs"]
mod common;
mod corpus;
mod open;
mod queries;
mod readers;
mod run;
mod search;

use std::io::{Write, stdout};
use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use queries::{Asked, Wanted};

/// Measures ibid as other engines are measured.
#[derive(Parser)]
enum Command {
    /// Indexes a corpus: lines of id, title and text, parted by tabs
    Index {
        corpus: PathBuf,
        /// A folder that is missing or empty
        dir: PathBuf,
        #[command(flatten)]
        means: corpus::Means,
    },
    /// Times each query, parsed and searched
    Search {
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        pace: search::Pace,
    },
    /// Writes the best thousand documents for each query in TREC form
    Run {
        dir: PathBuf,
        /// Lines of id and query, parted by a tab
        queries: PathBuf,
        out: PathBuf,
        #[command(flatten)]
        wanted: Wanted,
    },
    /// Compares the best hits with those of a search that has room for every passage
    Agree {
        #[command(flatten)]
        asked: Asked,
    },
    /// Times the opening of an index and the first query after it, once a process
    Open {
        #[command(flatten)]
        asked: Asked,
    },
    /// Counts what several threads find, also while one writes
    Readers {
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        load: readers::Load,
    },
}

fn main() -> Result<()> {
    let measured = match Command::parse() {
        Command::Index { corpus, dir, means } => corpus::index(&corpus, &dir, &means)?,
        Command::Search { asked, pace } => {
            search::search(&asked.searcher()?, &asked.texts()?, &pace)?
        }
        Command::Run { dir, queries, out, wanted } => run::run(&dir, &queries, &out, &wanted)?,
        Command::Agree { asked } => agree::agree(&asked.searcher()?, &asked.texts()?)?,
        Command::Open { asked } => open::open(&asked)?,
        Command::Readers { asked, load } => {
            readers::readers(&asked.searcher()?, &asked.texts()?, &load)?
        }
    };
    common::unless_closed(writeln!(stdout().lock(), "{measured}").map_err(Into::into))
}
