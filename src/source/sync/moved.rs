//! Folders that lie elsewhere than when they were read: their documents go on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::batch::add_all;
use super::origin::Origin;
use super::place;
use super::report::MovedFolder;
use super::{BATCH_BYTES, BATCH_DOCUMENTS, Synchronizer};
use crate::document::Document;
use crate::error::Result;
use crate::source::Skipped;
use crate::source::folder::{Folder, Listing};
use crate::source::stamp::Stamp;

/// How much of a folder that is gone a listing has.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    /// Files with the length and time that they had.
    same: usize,
    /// Files with the path within the folder that they had.
    named: usize,
}

impl Synchronizer<'_> {
    /// Says that a folder which was at `from` is at `to` now, and commits. Its
    /// documents keep their ids. Where the index has the file at its new place
    /// already, the document of the old place is deleted. Gives how many
    /// documents went on.
    ///
    /// A run follows most moves by itself, see [`sync`](super::sync). This is for
    /// a folder of which most files have changed their names, or where several
    /// folders could have been moved.
    ///
    /// Cost: the documents of the folder are read from the index and indexed anew.
    ///
    /// ```
    /// use ibid::Index;
    /// use ibid::source::{SyncOptions, Synchronizer};
    ///
    /// let disk = tempfile::tempdir().unwrap();
    /// let (old, new) = (disk.path().join("old"), disk.path().join("new"));
    /// std::fs::create_dir(&old).unwrap();
    /// std::fs::write(old.join("june.txt"), "Six helicopters arrived.").unwrap();
    ///
    /// let index = Index::in_memory()?;
    /// let mut run = Synchronizer::new(&index, &SyncOptions::default())?;
    /// run.path(&old)?;
    /// std::fs::rename(&old, &new).unwrap();
    /// assert_eq!(run.moved(&old, &new)?, 1);
    /// run.path(&new)?;
    /// assert_eq!((run.report().added, run.report().moved.len()), (1, 1));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`sync`](super::sync).
    pub fn moved(&mut self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<usize> {
        let name = |path: &Path| Folder::new(path).name();
        self.relocate(&name(from.as_ref()), &name(to.as_ref()))
    }

    /// Takes the documents of a folder that is gone along, where the listing shows
    /// that it is the same folder.
    pub(super) fn follow_move(&mut self, name: &str, listing: &Listing) -> Result<()> {
        let is_known = self.files_in(name).next().is_some();
        if is_known || listing.files.is_empty() {
            return Ok(());
        }
        let stamps: BTreeMap<&str, &Stamp> =
            listing.files.iter().map(|file| (file.id.as_str(), &file.stamp)).collect();
        let missing = self.missing_folders();
        let mut alike: Vec<(Likeness, String, usize)> = Vec::new();
        for folder in missing {
            let (likeness, documents) = self.likeness(&folder, &stamps);
            if likeness.named > 0 {
                alike.push((likeness, folder, documents));
            }
        }
        alike.sort();
        let likeliest = alike.pop();
        let Some((likeness, from, documents)) = likeliest else { return Ok(()) };
        let rival = alike.pop().filter(|(rival, ..)| *rival == likeness);
        if rival.is_none() && likeness.named * 2 >= documents {
            return self.relocate(&from, name).map(drop);
        }
        let note = format!(
            "may be {from}, which is gone: {} of its {documents} documents have a file here; it \
             was read as another folder. If it was moved, say so before it is read",
            likeness.named
        );
        self.report.noted.push(Skipped::new(&listing.root, note));
        Ok(())
    }

    /// The folders that documents were read from and that are not there, with the
    /// folders around them that are gone, too: one of these may have been renamed.
    fn missing_folders(&self) -> BTreeSet<String> {
        let folders: BTreeSet<&str> = self.origins.values().filter_map(Origin::folder).collect();
        let mut missing: BTreeSet<String> = BTreeSet::new();
        for folder in folders {
            for outer in Path::new(folder).ancestors().filter_map(Path::to_str) {
                // Those around one that is known to be missing were looked at with it.
                if missing.contains(outer) || !place::is_missing(outer) {
                    break;
                }
                missing.insert(outer.to_owned());
            }
        }
        missing
    }

    /// How much of a folder a listing has, and how many documents are of it.
    fn likeness(&self, folder: &str, stamps: &BTreeMap<&str, &Stamp>) -> (Likeness, usize) {
        let mut likeness = Likeness::default();
        let mut documents = 0;
        for (inside, ids) in self.files_in(folder) {
            documents += ids.len();
            let Some(listed) = stamps.get(place::as_id(inside).as_str()) else { continue };
            likeness.named += ids.len();
            let origin = ids.first().and_then(|id| self.origins.get(id));
            if let Some(Origin::File { stamp, .. }) = origin
                && stamp.parse::<Stamp>().is_ok_and(|kept| kept.is_like(listed))
            {
                likeness.same += ids.len();
            }
        }
        (likeness, documents)
    }

    /// Gives the documents of one folder the paths of another.
    fn relocate(&mut self, from: &str, to: &str) -> Result<usize> {
        // Each document would be in its own way.
        if from == to {
            return Ok(0);
        }
        let of_folder =
            self.files.from(from).filter(|(path, _)| place::inside(path, from).is_some());
        // A file that the index has at its new place, too, goes with all its documents.
        let is_there =
            |path: &str| place::moved(path, from, to).is_some_and(|to| self.files.has(&to));
        let (doubles, moving): (Vec<_>, Vec<_>) = of_folder.partition(|(path, _)| is_there(path));
        let ids = |files: Vec<(&str, &BTreeSet<String>)>| -> Vec<String> {
            files.into_iter().flat_map(|(_, ids)| ids.iter().cloned()).collect()
        };
        let (doubles, moving) = (ids(doubles), ids(moving));
        for id in doubles {
            self.remove(&id);
        }
        let mut documents = 0;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for id in &moving {
            let Some(document) = self.relocated(id, from, to)? else { continue };
            bytes += document.text.len();
            batch.push(document);
            if batch.len() >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES {
                documents += self.add_relocated(&mut batch)?;
                bytes = 0;
            }
        }
        documents += self.add_relocated(&mut batch)?;
        if documents > 0 {
            let (from, to) = (from.to_owned(), to.to_owned());
            self.report.moved.push(MovedFolder { from, to, documents });
        }
        self.end_path()?;
        Ok(documents)
    }

    /// A document of one folder with its place in another; none where its place stays.
    fn relocated(&mut self, id: &str, from: &str, to: &str) -> Result<Option<Document>> {
        let Some(mut document) = self.index.document(id)? else { return Ok(None) };
        let mut is_moved = false;
        for field in ["path", "folder"] {
            if let Some(value) = document.extra.get_mut(field)
                && let Some(moved) = place::moved(value, from, to)
            {
                is_moved |= *value != moved;
                *value = moved;
            }
        }
        if !is_moved {
            return Ok(None);
        }
        self.remember(id, Origin::of(&document.extra));
        Ok(Some(document))
    }

    /// Adds documents at their new places, and empties the batch; how many they were.
    pub(super) fn add_relocated(&mut self, batch: &mut Vec<Document>) -> Result<usize> {
        let documents = std::mem::take(batch);
        self.is_changed |= !documents.is_empty();
        for outcome in add_all(&self.writer, &documents, self.options.threads) {
            outcome?;
        }
        Ok(documents.len())
    }
}
