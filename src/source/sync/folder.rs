//! A folder of text files into an index.

use std::collections::BTreeMap;
use std::path::Path;

use super::Synchronizer;
use super::report::{PathFailure, Progress, ProgressUnit};
use crate::error::{Error, Result};
use crate::source::changes::{Changes, changes};
use crate::source::folder::{FileEntry, Folder, Listing};

impl Synchronizer<'_> {
    /// Reads the files of a folder that are new or changed, deletes the
    /// documents of those that are gone, and commits.
    ///
    /// A folder that had articles and has none now is left as it is and
    /// reported as [failed](PathFailure::Emptied), unless the options
    /// [allow](super::SyncOptions::with_allow_empty) it.
    ///
    /// ```
    /// use ibid::Index;
    /// use ibid::source::{Folder, SyncOptions, Synchronizer};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// std::fs::write(folder.path().join("june.html"), "Six helicopters arrived.").unwrap();
    /// let pages = Folder::new(folder.path()).extensions(&["html"]);
    ///
    /// let index = Index::in_memory()?;
    /// let mut run = Synchronizer::new(&index, &SyncOptions::default())?;
    /// run.folder(&pages)?;
    /// assert_eq!(run.report().added, 1);
    ///
    /// std::fs::remove_file(folder.path().join("june.html")).unwrap();
    /// run.folder(&pages)?;
    /// assert_eq!((run.report().removed, run.report().failed.len()), (0, 1));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`sync`](super::sync).
    pub fn folder(&mut self, folder: &Folder) -> Result<()> {
        match folder.list() {
            Ok(listing) => self.listed(folder, &listing),
            Err(Error::Io { path, source }) => {
                let reason = format!("cannot be read ({source})");
                self.fail(&path, PathFailure::Unreadable { reason });
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn listed(&mut self, folder: &Folder, listing: &Listing) -> Result<()> {
        self.report.skipped.extend_from_slice(&listing.skipped);
        let stamps = self.stamps(folder);
        let Changes { new_or_changed, unchanged, vanished } = changes(&stamps, listing);
        if listing.files.is_empty() && !vanished.is_empty() && !self.options.allow_empty {
            // A disk that is not mounted looks like this.
            let documents = vanished.len();
            self.fail(&listing.root, PathFailure::Emptied { documents });
            return Ok(());
        }
        self.report.unchanged += unchanged;
        for id in &vanished {
            self.writer.delete(id);
            self.origins.remove(id);
            self.report.removed += 1;
        }
        self.read_all(folder, &listing.root, &new_or_changed)
    }

    /// The stamp of each document that was read from this folder, by id.
    fn stamps(&self, folder: &Folder) -> BTreeMap<String, String> {
        let name = folder.name();
        let of_folder = self.origins.iter().filter_map(|(id, origin)| {
            let stamp = origin.stamp_in(&name)?;
            Some((id.clone(), stamp.to_owned()))
        });
        of_folder.collect()
    }

    fn read_all(&mut self, folder: &Folder, root: &Path, files: &[&FileEntry]) -> Result<()> {
        let total = files.len() as u64;
        let progress = |done| Progress { path: root, unit: ProgressUnit::Files, done, total };
        (self.on_progress)(progress(0));
        for (done, file) in (1..).zip(files) {
            match folder.read(file) {
                Ok(document) => self.take(document, &file.path)?,
                Err(skipped) => self.report.skipped.push(skipped),
            }
            (self.on_progress)(progress(done));
        }
        self.end_path()
    }
}
