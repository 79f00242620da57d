//! Wall time, and CPU time of this process.

use std::time::Instant;

/// The seconds that a task takes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Elapsed {
    pub(crate) wall_s: f64,
    /// User and system time of all threads, in steps of 10 ms; the wall time
    /// where the system does not count it.
    pub(crate) cpu_s: f64,
}

/// Runs a task and times it.
pub(crate) fn timed<T>(task: impl FnOnce() -> T) -> (T, Elapsed) {
    let before = cpu_seconds();
    let started = Instant::now();
    let result = task();
    let wall_s = started.elapsed().as_secs_f64();
    let cpu_s = before.zip(cpu_seconds()).map_or(wall_s, |(before, after)| after - before);
    (result, Elapsed { wall_s, cpu_s })
}

/// CPU time as Linux counts it, in hundredths of a second on every
/// architecture; `None` on other systems.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The command's name, in parentheses, can have blanks.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: Vec<f64> =
        fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / 100.0)
}

/// The median; of an even number the upper one, of none 0.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
