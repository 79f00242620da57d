//! A folder of text files into an index.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::Path;

use super::Synchronizer;
use super::origin::Origin;
use super::place;
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
        self.report.passed_over.add(&listing.passed_over);
        self.follow_move(&folder.name(), listing)?;
        let known = self.known(&folder.name());
        let stamps = known.iter().map(|(inside, file)| (inside.clone(), file.stamp.clone()));
        let stamps: BTreeMap<String, String> = stamps.collect();
        let Changes { new_or_changed, unchanged, vanished } = changes(&stamps, listing);
        let gone = gone(&folder.name(), vanished.iter().filter_map(|inside| known.get(inside)));
        if listing.files.is_empty() && !gone.is_empty() && !self.options.allow_empty {
            // A disk that is not mounted looks like this.
            self.fail(&listing.root, PathFailure::Emptied { documents: gone.len() });
            return Ok(());
        }
        self.report.unchanged += unchanged;
        for file in gone {
            self.remove(&file.id);
        }
        self.read_all(folder, listing, &new_or_changed, &known)
    }

    /// The files of the index that lie in this folder, by their paths within it,
    /// through whichever folder they were read.
    fn known(&self, name: &str) -> BTreeMap<String, KnownFile> {
        let known = self.files_in(name).filter_map(|(inside, id)| {
            let Origin::File { folder, stamp, path } = self.origins.get(id)? else { return None };
            let (folder, path, stamp) = (folder.clone(), path.clone(), stamp.clone());
            Some((place::as_id(inside), KnownFile { id: id.to_owned(), folder, path, stamp }))
        });
        known.collect()
    }

    /// The paths within a folder of the files of the index that lie in it, each with
    /// its document's id, in order. Other folders are not looked at.
    pub(super) fn files_in<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let start: (Bound<&str>, Bound<&str>) = (Bound::Included(folder), Bound::Unbounded);
        let from = self.files.range::<str, _>(start);
        from.take_while(move |(path, _)| path.starts_with(folder))
            .filter_map(move |(path, id)| Some((place::inside(path, folder)?, id.as_str())))
    }

    fn read_all(
        &mut self,
        folder: &Folder,
        listing: &Listing,
        files: &[&FileEntry],
        known: &BTreeMap<String, KnownFile>,
    ) -> Result<()> {
        let (root, total) = (listing.root.as_path(), files.len() as u64);
        let progress = |done| Progress { path: root, unit: ProgressUnit::Files, done, total };
        (self.on_progress)(progress(0));
        for (done, file) in (1..).zip(files) {
            match folder.read(file) {
                Ok(mut document) => {
                    document.id = match known.get(&file.id) {
                        Some(file) => file.id.clone(),
                        None => self.new_id(&file.id, root),
                    };
                    self.take(document, &file.path)?;
                }
                Err(skipped) => self.report.skipped.push(skipped),
            }
            (self.on_progress)(progress(done));
        }
        self.end_path()
    }

    /// The first id for a new file that no document has.
    fn new_id(&self, id: &str, root: &Path) -> String {
        let is_free = |id: &String| !self.origins.contains_key(id) && !self.written.contains(id);
        place::ids(id, root).into_iter().find(is_free).unwrap_or_else(|| id.to_owned())
    }
}

/// A file that a document of the index was read from.
struct KnownFile {
    /// The document's id.
    id: String,
    /// The folder it was read from.
    folder: String,
    path: String,
    stamp: String,
}

/// Those of the files that a listing of the folder `name` lacks which are gone. One
/// that was read through another folder may be there, and hidden from this one, or on
/// a disk that is not mounted: its folder is empty then.
fn gone<'k>(name: &str, lacking: impl Iterator<Item = &'k KnownFile>) -> Vec<&'k KnownFile> {
    // Each folder is looked into once.
    let mut unmounted: BTreeMap<&str, bool> = BTreeMap::new();
    let mut is_unmounted = |folder: &'k str| {
        *unmounted.entry(folder).or_insert_with(|| {
            let entries = Path::new(folder).read_dir();
            entries.is_ok_and(|mut entries| entries.next().is_none())
        })
    };
    let is_gone = |file: &&'k KnownFile| {
        file.folder == name || (place::is_missing(&file.path) && !is_unmounted(&file.folder))
    };
    lacking.filter(is_gone).collect()
}
