//! Files that gave no document: an index has nothing of them, so that each run would read
//! them again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::place;
use crate::source::Skipped;
use crate::source::documents::Unreadable;
use crate::source::folder::FileEntry;
use crate::source::id;
use crate::source::read::edition;
use crate::source::stamp::Stamp;

/// A file that gave no document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::source) struct UnreadFile {
    /// Its path, written as ids are.
    pub(in crate::source) path: String,
    /// How the file was then.
    pub(in crate::source) stamp: String,
    /// Why.
    pub(in crate::source) reason: String,
}

/// The file, in the folder of an index, that has those of the runs before.
const FILE: &str = "unread-files.json";

/// What that file holds.
#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    edition: String,
    files: Vec<UnreadFile>,
}

/// The files that gave no document, in an earlier run and in this one.
#[derive(Debug, Default)]
pub(in crate::source) struct Unread {
    before: BTreeMap<String, UnreadFile>,
    now: Vec<UnreadFile>,
    /// The folders of this run.
    folders: Vec<String>,
    /// Ids of files that are read, whatever is known of them.
    pub(in crate::source) doubted: BTreeSet<String>,
}

impl Unread {
    /// What earlier runs with the same readers noted beside an index. It is no part of the
    /// index: where it is gone or damaged, the files are read again.
    pub(super) fn beside(index: Option<&Path>) -> Self {
        let bytes = index.and_then(|index| fs::read(index.join(FILE)).ok());
        let noted = bytes.and_then(|bytes| serde_json::from_slice::<Noted>(&bytes).ok());
        let files = noted.filter(|noted| noted.edition == edition()).map(|noted| noted.files);
        let files = files.into_iter().flatten().map(|file| (file.path.clone(), file));
        Self { before: files.collect(), ..Self::default() }
    }

    /// Notes them for the next run; those of other folders stay.
    pub(super) fn write_beside(&self, index: Option<&Path>) {
        let of_others = |file: &&UnreadFile| {
            self.folders.iter().all(|folder| place::inside(&file.path, folder).is_none())
        };
        let files = self.before.values().filter(of_others).chain(&self.now).cloned();
        let files: BTreeMap<String, UnreadFile> =
            files.map(|file| (file.path.clone(), file)).collect();
        let Some(index) = index.filter(|_| files != self.before) else { return };
        let noted = Noted { edition: edition(), files: files.into_values().collect() };
        let (file, half) = (index.join(FILE), index.join(format!("{FILE}.tmp")));
        let written = serde_json::to_vec(&noted)
            .map_err(io::Error::from)
            .and_then(|bytes| fs::write(&half, bytes))
            .and_then(|()| fs::rename(&half, &file));
        if written.is_err() {
            drop(fs::remove_file(&half));
        }
    }

    /// Takes what is noted of a folder for what this run says.
    pub(super) fn begin(&mut self, folder: String) {
        self.folders.push(folder);
    }

    /// The files without those that are known to give nothing and are as they were, and
    /// why these are skipped. Doubted ones, by their ids, are read.
    pub(super) fn without_known<'f>(
        &mut self,
        files: &[&'f FileEntry],
    ) -> (Vec<&'f FileEntry>, Vec<Skipped>) {
        let (mut unknown, mut skipped) = (Vec::with_capacity(files.len()), Vec::new());
        for file in files {
            let known = self.before.get(&path_of(file)).filter(|known| {
                !self.doubted.contains(&file.id)
                    && known.stamp.parse::<Stamp>().is_ok_and(|stamp| stamp.matches(&file.stamp))
            });
            match known {
                Some(known) => {
                    skipped.push(Skipped::new(&file.path, known.reason.clone()));
                    self.now.push(known.clone());
                }
                None => unknown.push(*file),
            }
        }
        (unknown, skipped)
    }

    /// Notes a file that gave nothing, if it would give nothing again.
    pub(super) fn note(&mut self, file: &FileEntry, unreadable: &Unreadable) {
        if unreadable.is_lasting {
            self.now.push(UnreadFile {
                path: path_of(file),
                stamp: file.stamp.to_string(),
                reason: unreadable.skipped.reason.clone(),
            });
        }
    }

    /// Those of this run.
    pub(in crate::source) fn now(&self) -> &[UnreadFile] {
        &self.now
    }
}

fn path_of(file: &FileEntry) -> String {
    id::encode(file.path.as_os_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, stamp: &str) -> FileEntry {
        let path = std::path::Path::new("/news").join(name);
        FileEntry { id: name.to_owned(), path, stamp: stamp.parse().unwrap(), status_ns: None }
    }

    #[test]
    fn what_gives_nothing_is_read_again_when_it_changes() {
        let before = entry("a.pdf", "7@9");
        let skipped = Skipped::new(&before.path, "is locked");
        let mut first = Unread::default();
        first.note(&before, &Unreadable { skipped: skipped.clone(), is_lasting: true });
        let closed = entry("b.pdf", "7@9");
        first.note(&closed, &Unreadable { skipped: skipped.clone(), is_lasting: false });
        assert_eq!(first.now().len(), 1, "what the system refused may be allowed by now");
        let index = tempfile::tempdir().unwrap();
        first.write_beside(Some(index.path()));

        let cases = [("7@9", 1), ("7@8", 0), ("8@9", 0), ("7@9?", 0)];
        for (stamp, known) in cases {
            let mut second = Unread::beside(Some(index.path()));
            second.begin("/news".to_owned());
            let now = entry("a.pdf", stamp);
            let (unknown, told) = second.without_known(&[&now, &closed]);
            assert_eq!((unknown.len(), told.len()), (2 - known, known), "{stamp}");
            assert_eq!(second.now(), &first.now()[..known]);
            second.doubted.insert(now.id.clone());
            assert_eq!(second.without_known(&[&now]).0.len(), 1, "{stamp}");
        }
        std::fs::write(index.path().join(FILE), "{").unwrap();
        assert!(Unread::beside(Some(index.path())).before.is_empty());
        assert!(Unread::beside(None).before.is_empty());
    }

    #[test]
    fn those_of_other_folders_stay() {
        let index = tempfile::tempdir().unwrap();
        let run = |folder: &str, paths: &[&str]| {
            let mut run = Unread::beside(Some(index.path()));
            run.begin(folder.to_owned());
            for path in paths {
                let file = entry(path, "7@9");
                let skipped = Skipped::new(&file.path, "is locked");
                run.note(&file, &Unreadable { skipped, is_lasting: true });
            }
            run.write_beside(Some(index.path()));
            let noted = Unread::beside(Some(index.path()));
            noted.before.into_keys().collect::<Vec<_>>()
        };
        assert_eq!(run("/news", &["/news/a", "/news/b"]), ["/news/a", "/news/b"]);
        assert_eq!(run("/old", &["/old/c"]), ["/news/a", "/news/b", "/old/c"]);
        assert_eq!(run("/news", &["/news/b"]), ["/news/b", "/old/c"]);
        assert_eq!(run("/old", &[]), ["/news/b"]);
    }
}
