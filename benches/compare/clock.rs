//! Time: on the wall, and spent by this process's threads.

use std::time::Instant;

/// Seconds that something took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Took {
    pub(crate) wall: f64,
    /// User and system time of all threads, in steps of 10 ms; the wall's
    /// where the system does not tell.
    pub(crate) cpu: f64,
}

/// Does it, and says how long it took.
pub(crate) fn timed<T>(task: impl FnOnce() -> T) -> (T, Took) {
    let before = cpu_seconds();
    let started = Instant::now();
    let done = task();
    let wall = started.elapsed().as_secs_f64();
    let cpu = before.zip(cpu_seconds()).map_or(wall, |(before, after)| after - before);
    (done, Took { wall, cpu })
}

/// As Linux counts it, in hundredths of a second on every architecture.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the command, in parentheses, can have blanks.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: Vec<f64> =
        fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / 100.0)
}

/// The middle one; 0 of none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
