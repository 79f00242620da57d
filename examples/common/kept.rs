//! The index of a folder: kept in the user's cache folder from one run to the next, or in
//! memory.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use ibid::source::{Folder, KeptIndexes, KeptState, SyncOptions, SyncReport, Synchronizer};
use ibid::{Error, Index, IndexOptions};

use super::progress::Display;
use super::say;

/// A folder, and how its index is made.
pub(crate) struct KeptFolder {
    folder: PathBuf,
    options: IndexOptions,
    /// None: in memory.
    kept: Option<KeptIndexes>,
    /// Whether each file that is passed over is told.
    tells_all: bool,
}

impl KeptFolder {
    pub(crate) fn new(folder: &Path, options: IndexOptions, is_kept: bool) -> Self {
        let kept = if is_kept { KeptIndexes::of_user() } else { None };
        Self { folder: folder.to_owned(), options, kept, tells_all: false }
    }

    /// Tells each file that is passed over, with the reason.
    pub(crate) fn telling_all(self, tells_all: bool) -> Self {
        Self { tells_all, ..self }
    }

    /// Answers from the index of the folder. What cannot be read is reported on standard
    /// error. An index that shows to be damaged is made anew, and asked again.
    pub(crate) fn ask<T>(&self, ask: impl Fn(&Index) -> Result<T>) -> Result<T> {
        let (index, is_kept) = self.open()?;
        match ask(&index) {
            Err(error) if is_kept && is_damage(&error) => {
                say(format_args!("{error:#}\nit is made anew"));
                drop(index);
                if let Some(kept) = &self.kept {
                    kept.remove(&self.folder, &self.options, &SyncOptions::default())?;
                }
                ask(&self.open()?.0)
            }
            answer => answer,
        }
    }

    /// The index, and whether it is kept.
    fn open(&self) -> Result<(Index, bool)> {
        let (index, is_kept) = match &self.kept {
            Some(kept) => self.kept(kept)?,
            None => (self.in_memory()?, false),
        };
        if index.stats()?.documents == 0 {
            let folder = self.folder.display();
            bail!("no article in {folder}: the example `extract` says what is read of it");
        }
        Ok((index, is_kept))
    }

    fn kept(&self, kept: &KeptIndexes) -> Result<(Index, bool)> {
        let mut display = Display::default();
        let sync = SyncOptions::default();
        let opened =
            kept.open(&self.folder, &self.options, &sync, |progress| display.show(progress));
        drop(display);
        match opened {
            Ok(opened) => {
                match &opened.state {
                    KeptState::Replaced { reason } => {
                        say(format_args!("{reason}\nit is made anew"));
                    }
                    KeptState::Outdated => say(format_args!(
                        "another process brings the index of {} up to date: this one answers \
                         as it was",
                        self.folder.display()
                    )),
                    _ => {}
                }
                say_skipped(&opened.report, self.tells_all);
                Ok((opened.index, true))
            }
            // The folder itself: that is no matter of what is kept.
            Err(error) if Folder::new(&self.folder).list().is_err() => Err(error.into()),
            Err(error @ Error::Config { .. }) => Err(error.into()),
            Err(error) => {
                say(format_args!("answering from memory, as no index can be kept: {error}"));
                Ok((self.in_memory()?, false))
            }
        }
    }

    fn in_memory(&self) -> Result<Index> {
        let (index, report) = read_in_memory(&self.folder, self.options.clone())?;
        say_skipped(&report, self.tells_all);
        Ok(index)
    }
}

/// An index in memory over the articles of a folder. What cannot be read is
/// reported on standard error.
pub(crate) fn index_in_memory(folder: &Path, options: IndexOptions) -> Result<Index> {
    let (index, report) = read_in_memory(folder, options)?;
    say_skipped(&report, false);
    Ok(index)
}

fn read_in_memory(folder: &Path, options: IndexOptions) -> Result<(Index, SyncReport)> {
    // One folder has one path, whether its index is kept or not.
    let folder = Folder::new(folder.canonicalize().unwrap_or_else(|_| folder.to_owned()));
    // Here a folder that cannot be read is an error.
    folder.list()?;
    let index = options.in_memory()?;
    let mut display = Display::default();
    let mut run = Synchronizer::new(&index, &SyncOptions::default())?
        .with_progress(|progress| display.show(progress));
    run.folder(&folder)?;
    let report = run.finish()?;
    drop(display);
    Ok((index, report))
}

fn is_damage(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| matches!(cause.downcast_ref(), Some(Error::Corrupt { .. })))
}

/// The most files that are named where the list was not asked for: a search is no place
/// for hundreds of lines.
const NAMED_FILES: usize = 5;

/// Reports what was not read: all of it where `tells_all`, or else a few files and the
/// number of the others.
fn say_skipped(report: &SyncReport, tells_all: bool) {
    let named = if tells_all { usize::MAX } else { NAMED_FILES };
    for skipped in report.skipped.iter().take(named) {
        say(format_args!("skipped {skipped}"));
    }
    let others = report.skipped.len().saturating_sub(named);
    if others > 0 {
        say(format_args!(
            "skipped {others} more: `extract --skipped` lists them with their reasons"
        ));
    }
    if report.passed_over.files() > 0 {
        let passed_over = &report.passed_over;
        say(format_args!("passed over, as their kinds are not read: {passed_over}"));
    }
    for other in report.others.iter().filter(|_| tells_all) {
        say(format_args!("passed over {other}"));
    }
    for note in report.noted.iter().take(named) {
        say(format_args!("read, but {note}"));
    }
    let others = report.noted.len().saturating_sub(named);
    if others > 0 {
        say(format_args!("read {others} more with a note: `index` tells each"));
    }
}
