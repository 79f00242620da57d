//! A folder of files into an index.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Synchronizer;
use super::known_file::KnownFile;
use super::moved_files::moved_files;
use super::origin::Origin;
use super::read_ahead::{Outcome, read_in_order};
use super::report::{PathFailure, Progress, ProgressUnit};
use super::{messages, place};
use crate::error::{Error, Result};
use crate::source::changes::{Changes, changes};
use crate::source::documents::FileDocuments;
use crate::source::folder::{FileEntry, Folder, Listing};
use crate::source::passed_over::kind_of;
use crate::source::read::is_current;

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

    pub(in crate::source) fn listed(&mut self, folder: &Folder, listing: &Listing) -> Result<()> {
        self.report.skipped.extend_from_slice(&listing.skipped);
        self.report.passed_over.add(&listing.passed_over);
        self.report.others.extend(listing.skipped_others());
        self.follow_move(&folder.name(), listing)?;
        let known = self.known(&folder.name());
        // A file that another version of a reader read counts as changed.
        let is_to_read = |inside: &str, file: &KnownFile| {
            !file.is_current || self.unread.doubted.contains(inside)
        };
        let stamps = known.iter().map(|(inside, file)| {
            let is_to_read = is_to_read(inside, file);
            (inside.clone(), if is_to_read { String::new() } else { file.stamp.clone() })
        });
        let stamps: BTreeMap<String, String> = stamps.collect();
        let Changes { mut new_or_changed, unchanged, mut vanished } = changes(&stamps, listing);
        if !self.options.keep_unread {
            vanished = not_listed(&known, listing);
        }
        let gone = gone(&folder.name(), vanished.iter().filter_map(|inside| known.get(inside)));
        if listing.files.is_empty() && !gone.is_empty() && !self.options.allow_empty {
            // A disk that is not mounted looks like this.
            let documents = gone.iter().map(|file| file.ids.len()).sum();
            self.fail(&listing.root, PathFailure::Emptied { documents });
            return Ok(());
        }
        self.report.unchanged += unchanged;
        let is_new = |file: &&FileEntry| !known.contains_key(&file.id);
        let new: Vec<&FileEntry> = new_or_changed.iter().copied().filter(is_new).collect();
        let moved = moved_files(&gone, &new);
        let carried = self.carry_over(&moved, &folder.name(), &listing.root)?;
        new_or_changed.retain(|file| !carried.contains(file.id.as_str()));
        // Those of moved files are deleted by now.
        for id in gone.into_iter().flat_map(|file| &file.ids) {
            if self.origins.contains_key(id) {
                self.remove(id);
            }
        }
        self.read_all(folder, listing, &new_or_changed, &known)
    }

    /// The files of the index that lie in this folder, by their paths within it,
    /// through whichever folder they were read.
    fn known(&self, name: &str) -> BTreeMap<String, KnownFile> {
        let known = self.files_in(name).filter_map(|(inside, ids)| {
            let first = ids.first()?;
            match self.origins.get(first)? {
                Origin::File { folder, stamp, path, part, .. } => Some((
                    place::as_id(inside),
                    KnownFile {
                        ids: ids.clone(),
                        id: without_part(first, part).to_owned(),
                        folder: folder.clone(),
                        path: path.clone(),
                        stamp: stamp.clone(),
                        is_current: ids.iter().all(|id| self.is_current(id)),
                    },
                )),
                Origin::Elsewhere => None,
            }
        });
        known.collect()
    }

    /// Whether the reader that made a document is the one of today.
    fn is_current(&self, id: &str) -> bool {
        match self.origins.get(id) {
            Some(Origin::File { reader, .. }) => reader.is_empty() || is_current(reader),
            Some(Origin::Elsewhere) | None => true,
        }
    }

    /// The paths within a folder of the files of the index that lie in it, each with
    /// the ids of its documents, in order. Other folders are not looked at.
    pub(super) fn files_in<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a BTreeSet<String>)> {
        let from = self.files.from(folder);
        from.filter_map(move |(path, ids)| Some((place::inside(path, folder)?, ids)))
    }

    fn read_all(
        &mut self,
        folder: &Folder,
        listing: &Listing,
        files: &[&FileEntry],
        known: &BTreeMap<String, KnownFile>,
    ) -> Result<()> {
        self.unread.begin(folder.name());
        let (files, skipped) = self.unread.without_known(files);
        self.report.skipped.extend(skipped);
        let (root, total) = (listing.root.as_path(), files.len() as u64);
        let total_bytes = files.iter().map(|file| file.stamp.bytes).sum();
        let (unit, threads) = (ProgressUnit::Files, self.options.threads);
        let mut progress = Progress { path: root, unit, done: 0, total, bytes: 0, total_bytes };
        (self.on_progress)(progress);
        let take = |file: &FileEntry, outcome: Outcome| {
            self.take_outcome(outcome, file, known.get(&file.id), root)?;
            progress.done += 1;
            progress.bytes += file.stamp.bytes;
            (self.on_progress)(progress);
            Ok(!self.is_stopped())
        };
        read_in_order(&files, threads, |file| folder.read_file(file), take)?;
        self.end_path()
    }

    fn take_outcome(
        &mut self,
        outcome: Outcome,
        file: &FileEntry,
        known: Option<&KnownFile>,
        root: &Path,
    ) -> Result<()> {
        match outcome {
            Ok(read) => {
                *self.report.endings.entry(kind_of(&file.path)).or_default() += 1;
                self.take_file(read, file, known, root)
            }
            Err(unreadable) => {
                self.unread.note(file, &unreadable);
                self.report.skipped.push(unreadable.skipped);
                let ids = known.filter(|_| !self.options.keep_unread).map(|known| &known.ids);
                for id in ids.into_iter().flatten() {
                    self.remove(id);
                }
                Ok(())
            }
        }
    }

    /// Takes the documents of a file, and deletes those that it had and has no more.
    fn take_file(
        &mut self,
        mut read: FileDocuments,
        file: &FileEntry,
        known: Option<&KnownFile>,
        root: &Path,
    ) -> Result<()> {
        let id = known.map_or_else(|| self.new_id(&file.id, root), |known| known.id.clone());
        if let Some(known) = known {
            messages::keep_numbers(&mut read.documents, &self.message_numbers(known));
        }
        let mut ids = BTreeSet::new();
        self.is_within_file = true;
        for mut document in read.documents {
            let part = document.id.strip_prefix(&file.id).unwrap_or_default();
            document.id = format!("{id}{part}");
            ids.insert(document.id.clone());
            self.take(document, &file.path)?;
        }
        self.report.noted.extend(read.notes);
        for gone in known.into_iter().flat_map(|known| known.ids.difference(&ids)) {
            self.remove(gone);
        }
        self.is_within_file = false;
        if self.is_commit_due() { self.flush() } else { Ok(()) }
    }

    /// The numbers of the messages that the index has of a mailbox.
    fn message_numbers(&self, known: &KnownFile) -> messages::KnownNumbers {
        let numbers = known.ids.iter().filter_map(|id| match self.origins.get(id)? {
            // A message attached to another has a number and a Message-ID, too.
            Origin::File { part, message_id, reader, .. }
                if !message_id.is_empty()
                    && messages::is_number(part)
                    && reader.starts_with("mailbox ") =>
            {
                Some((message_id.clone(), part.parse().ok()?))
            }
            _ => None,
        });
        let mut by_message = messages::KnownNumbers::new();
        for (message, number) in numbers {
            by_message.entry(message).or_default().insert(number);
        }
        by_message
    }

    /// The first id for a new file that no document has, nor one of its parts.
    pub(super) fn new_id(&self, id: &str, root: &Path) -> String {
        let is_free = |id: &String| {
            let part = format!("{id}#");
            let of_part = |ids: Option<&String>| ids.is_some_and(|id| id.starts_with(&part));
            !self.origins.contains_key(id)
                && !self.written.contains(id)
                && !of_part(self.origins.range(part.clone()..).next().map(|(id, _)| id))
                && !of_part(self.written.range(part.clone()..).next())
        };
        place::ids(id, root).into_iter().find(is_free).unwrap_or_else(|| id.to_owned())
    }
}

/// The id of a file, by that of one of its documents.
fn without_part<'i>(id: &'i str, part: &str) -> &'i str {
    id.strip_suffix(part)
        .and_then(|id| id.strip_suffix('#'))
        .filter(|_| !part.is_empty())
        .unwrap_or(id)
}

/// The files of the index that a listing does not have to read, whatever the reason.
fn not_listed(known: &BTreeMap<String, KnownFile>, listing: &Listing) -> Vec<String> {
    let listed: BTreeSet<&str> = listing.files.iter().map(|file| file.id.as_str()).collect();
    known.keys().filter(|inside| !listed.contains(inside.as_str())).cloned().collect()
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::index::Index;
    use crate::source::SyncOptions;

    /// A commit after the first rows of a table had the next run, after a crash, take
    /// the table as read.
    #[test]
    fn no_commit_is_made_within_a_file() {
        const ROWS: usize = 200;
        let dir = tempfile::tempdir().unwrap();
        let rows = (0..ROWS).map(|row| format!("{row},tug\n")).collect::<Vec<_>>().concat();
        std::fs::write(dir.path().join("t.csv"), format!("port,boat\n{rows}")).unwrap();
        let index = Index::in_memory().unwrap();
        let mut committed = Vec::new();
        let options = SyncOptions::default();
        let mut run = Synchronizer::new(&index, &options).unwrap().with_progress(|_| {
            committed.push(index.document_infos().unwrap().count());
        });
        let long_ago = Instant::now().checked_sub(Duration::from_mins(1)).unwrap();
        run.committed = long_ago;
        run.folder(&Folder::new(dir.path())).unwrap();
        run.finish().unwrap();
        assert_eq!(committed, [0, ROWS]);
    }
}
