//! Shows how far the reading of each path is, on a terminal alone.

use ibid::source::{Progress, ProgressUnit};
use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error with the files, the bytes and the time that is left. It hides
/// itself where there is no terminal.
#[derive(Default)]
pub(crate) struct Display {
    bar: Option<ProgressBar>,
}

impl Display {
    /// Shows the progress; it begins a new bar with each path.
    pub(crate) fn show(&mut self, progress: Progress<'_>) {
        if progress.done == 0 {
            self.clear();
            self.bar = (progress.total > 0).then(|| bar(progress));
        }
        if let Some(bar) = &self.bar {
            // A file that grows while it is read has more.
            bar.set_length(progress.total_bytes.max(progress.bytes));
            bar.set_position(progress.bytes);
            if let Some(files) = files(progress) {
                bar.set_prefix(files);
            }
        }
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Bytes tell the time that is left better than files, of which one is a line and another a
/// book.
fn bar(progress: Progress<'_>) -> ProgressBar {
    let template = "{msg} {wide_bar} {prefix}{bytes} of {total_bytes}, {eta} left";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(progress.total_bytes)
        .with_style(style)
        .with_message(progress.path.display().to_string())
}

/// How many files were read, where a folder is.
pub(crate) fn files(progress: Progress<'_>) -> Option<String> {
    let Progress { unit, done, total, .. } = progress;
    (unit == ProgressUnit::Files).then(|| format!("{done} of {total} files, "))
}
