//! Many searches at once, also while the index grows.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use clap::Args;
use ibid::Index;
use serde_json::{Value, json};

use super::corpus;
use super::queries::Searcher;

/// Documents between two commits.
const PER_COMMIT: usize = 1000;

/// What goes on at once, and how long.
#[derive(Args)]
pub(crate) struct Load {
    /// Threads that search
    #[arg(long, default_value_t = 1)]
    threads: usize,
    #[arg(long, default_value_t = 10.0)]
    seconds: f64,
    /// A corpus that is added meanwhile, with a commit every thousand documents: the index is
    /// another afterwards
    #[arg(long, value_name = "CORPUS")]
    writing: Option<PathBuf>,
}

/// What one thread found.
#[derive(Default)]
struct Tally {
    searches: u64,
    slowest: Duration,
}

/// Counts searches, and commits beside them.
pub(crate) fn readers(searcher: &Searcher, texts: &[String], load: &Load) -> Result<Value> {
    let until = Instant::now() + Duration::try_from_secs_f64(load.seconds)?;
    let read = |number| read(searcher, texts, number, until);
    std::thread::scope(|scope| {
        let threads = load.threads.max(1);
        let threads: Vec<_> = (0..threads).map(|at| scope.spawn(move || read(at))).collect();
        let commits = match &load.writing {
            Some(corpus) => write(&searcher.index, corpus, until)?,
            None => 0,
        };
        let mut all = Tally::default();
        for thread in threads {
            let one = thread.join().map_err(|_| anyhow!("a thread failed"))??;
            all.searches += one.searches;
            all.slowest = all.slowest.max(one.slowest);
        }
        let per_s = all.searches as f64 / load.seconds;
        let slowest_ms = 1000.0 * all.slowest.as_secs_f64();
        Ok(json!({"searches_per_s": per_s, "slowest_ms": slowest_ms, "commits": commits}))
    })
}

/// Searches round and round; each thread begins elsewhere, so that they do
/// not ask the same thing at once.
fn read(searcher: &Searcher, texts: &[String], number: usize, until: Instant) -> Result<Tally> {
    let mut tally = Tally::default();
    for text in texts.iter().cycle().skip(number * 37) {
        let started = Instant::now();
        if started >= until {
            break;
        }
        searcher.hits(text)?;
        tally.searches += 1;
        tally.slowest = tally.slowest.max(started.elapsed());
    }
    Ok(tally)
}

/// Adds the corpus, again where it ends early; how often it committed.
fn write(index: &Index, corpus: &Path, until: Instant) -> Result<u64> {
    let mut writer = index.writer()?;
    let (mut commits, mut pending) = (0, 0);
    // Tested here as well: a corpus may be empty.
    while Instant::now() < until {
        for document in corpus::documents(corpus)? {
            if Instant::now() >= until {
                return Ok(commits);
            }
            writer.add(&document?)?;
            pending += 1;
            if pending == PER_COMMIT {
                writer.commit()?;
                (commits, pending) = (commits + 1, 0);
            }
        }
    }
    Ok(commits)
}
