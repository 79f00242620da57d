//! How far it is.

use std::io::{IsTerminal, Write, stderr};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on a terminal; a line when it begins, and now and then, elsewhere.
pub(crate) struct Progress {
    /// Hides itself where there is no terminal.
    pub(crate) bar: ProgressBar,
    /// What is read, and what it is counted in.
    what: String,
    unit: &'static str,
    /// When the last line was written; `None` on a terminal.
    told: Option<Instant>,
}

const TELL_EVERY: Duration = Duration::from_secs(5);

impl Progress {
    /// So many `unit`s, "files" or "bytes", of `path` lie ahead.
    pub(crate) fn new(path: &Path, unit: &'static str, length: u64) -> Self {
        let counts = if unit == "bytes" { "{bytes}/{total_bytes}" } else { "{pos}/{len} files" };
        let template = format!("{{msg}} {{wide_bar}} {counts} {{eta}} left");
        let style = ProgressStyle::with_template(&template)
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let what = path.display().to_string();
        let bar = ProgressBar::new(length).with_style(style).with_message(what.clone());
        let told = (!stderr().is_terminal()).then(Instant::now);
        if told.is_some() && length > 0 {
            say(&format!("{what}: {length} {unit} to read"));
        }
        Self { bar, what, unit, told }
    }

    /// One more.
    pub(crate) fn step(&mut self) {
        self.bar.inc(1);
        self.tell();
    }

    /// Writes a line if it is time for one.
    pub(crate) fn tell(&mut self) {
        if self.told.is_some_and(|told| told.elapsed() >= TELL_EVERY) {
            let (done, length) = (self.bar.position(), self.bar.length().unwrap_or_default());
            say(&format!("{}: {done} of {length} {} read", self.what, self.unit));
            self.told = Some(Instant::now());
        }
    }
}

/// Nobody has to listen.
fn say(line: &str) {
    writeln!(stderr(), "{line}").ok();
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
