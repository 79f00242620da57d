//! Shows how far the reading of each path is.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use ibid::source::{Progress, ProgressUnit};
use indicatif::{ProgressBar, ProgressStyle};

/// A bar on a terminal; elsewhere a line when a path begins, and now and then.
#[derive(Default)]
pub(crate) struct Display {
    current: Option<Bar>,
}

impl Display {
    /// Shows the progress; it begins a new bar with each path.
    pub(crate) fn show(&mut self, progress: Progress<'_>) {
        if progress.done == 0 {
            // The bar before is cleared first.
            self.current = None;
            self.current = Some(Bar::new(progress));
        }
        if let Some(bar) = &mut self.current {
            bar.show(progress);
        }
    }
}

/// The bar of one path.
struct Bar {
    /// Hides itself where there is no terminal.
    line: ProgressBar,
    path: String,
    unit: &'static str,
    /// When the last line was written; `None` on a terminal.
    last_line: Option<Instant>,
}

const LINE_EVERY: Duration = Duration::from_secs(5);

impl Bar {
    fn new(progress: Progress<'_>) -> Self {
        let (unit, counts) = match progress.unit {
            ProgressUnit::Bytes => ("bytes", "{bytes}/{total_bytes}"),
            _ => ("files", "{pos}/{len} files"),
        };
        let template = format!("{{msg}} {{wide_bar}} {counts} {{eta}} left");
        let style = ProgressStyle::with_template(&template)
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let (path, total) = (progress.path.display().to_string(), progress.total);
        let line = ProgressBar::new(total).with_style(style).with_message(path.clone());
        let last_line = (!stderr().is_terminal()).then(Instant::now);
        if last_line.is_some() && total > 0 {
            print_line(&format!("{path}: {total} {unit} to read"));
        }
        Self { line, path, unit, last_line }
    }

    fn show(&mut self, progress: Progress<'_>) {
        let Progress { done, total, .. } = progress;
        self.line.set_position(done);
        if self.last_line.is_some_and(|last_line| last_line.elapsed() >= LINE_EVERY) {
            print_line(&format!("{}: {done} of {total} {} read", self.path, self.unit));
            self.last_line = Some(Instant::now());
        }
    }
}

/// Nobody has to listen.
fn print_line(line: &str) {
    writeln!(stderr(), "{line}").ok();
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}
