//! How long a query takes.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

use super::queries::Searcher;

/// How often and how long.
#[derive(Args)]
pub(crate) struct Pace {
    /// Seconds of searching before anything is timed
    #[arg(long, default_value_t = 2.0)]
    warm: f64,
    /// How often each query is timed
    #[arg(long, default_value_t = 5)]
    passes: usize,
    /// Seconds after which no other pass begins
    #[arg(long, default_value_t = 60.0)]
    budget: f64,
    /// Threads that search side by side, each all of the queries
    #[arg(long, default_value_t = 1)]
    threads: usize,
}

/// The microseconds of every pass, by query.
type Times = Vec<Vec<f64>>;

/// Times every query.
pub(crate) fn search(searcher: &Searcher, texts: &[String], pace: &Pace) -> Result<Value> {
    let mut results = 0;
    for text in texts {
        results += searcher.hits(text)?;
    }
    warm_up(searcher, texts, pace)?;
    let mut times = side_by_side(searcher, texts, pace)?;
    for times in &mut times {
        times.sort_unstable_by(f64::total_cmp);
    }
    let passes = times.first().map_or(0, Vec::len);
    let least: Vec<_> = times.iter().map(|times| times.first()).collect();
    let middle: Vec<_> = times.iter().map(|times| times.get(times.len() / 2)).collect();
    Ok(json!({"results": results, "passes": passes, "min_us": least, "med_us": middle}))
}

fn warm_up(searcher: &Searcher, texts: &[String], pace: &Pace) -> Result<()> {
    let until = Instant::now() + Duration::try_from_secs_f64(pace.warm)?;
    while Instant::now() < until {
        for text in texts {
            black_box(searcher.hits(text)?);
        }
    }
    Ok(())
}

/// The times of all threads together.
fn side_by_side(searcher: &Searcher, texts: &[String], pace: &Pace) -> Result<Times> {
    let mut all: Times = vec![Vec::new(); texts.len()];
    std::thread::scope(|scope| {
        let start = |_| scope.spawn(|| timed(searcher, texts, pace));
        let threads: Vec<_> = (0..pace.threads.max(1)).map(start).collect();
        for thread in threads {
            let times = thread.join().map_err(|_| anyhow::anyhow!("a thread failed"))??;
            all.iter_mut().zip(times).for_each(|(all, times)| all.extend(times));
        }
        Ok(all)
    })
}

fn timed(searcher: &Searcher, texts: &[String], pace: &Pace) -> Result<Times> {
    let mut times: Times = vec![Vec::new(); texts.len()];
    let started = Instant::now();
    for pass in 0..pace.passes.max(1) {
        if pass > 0 && started.elapsed().as_secs_f64() >= pace.budget {
            break;
        }
        for (text, times) in texts.iter().zip(&mut times) {
            let started = Instant::now();
            black_box(searcher.hits(text)?);
            times.push(started.elapsed().as_nanos() as f64 / 1000.0);
        }
    }
    Ok(times)
}
