//! Files that gave no document: an index has nothing of them, so that each run would read
//! them again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::source::Skipped;
use crate::source::documents::Unreadable;
use crate::source::folder::FileEntry;
use crate::source::id;
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

/// The files that gave no document, in an earlier run and in this one.
#[derive(Debug, Default)]
pub(in crate::source) struct Unread {
    before: BTreeMap<String, UnreadFile>,
    now: Vec<UnreadFile>,
}

impl Unread {
    /// Takes over what an earlier run of this version of the crate learnt.
    pub(in crate::source) fn know(&mut self, files: Vec<UnreadFile>) {
        self.before = files.into_iter().map(|file| (file.path.clone(), file)).collect();
    }

    /// The files without those that are known to give nothing and are as they were, and
    /// why these are skipped.
    pub(super) fn without_known<'f>(
        &mut self,
        files: &[&'f FileEntry],
    ) -> (Vec<&'f FileEntry>, Vec<Skipped>) {
        let (mut unknown, mut skipped) = (Vec::with_capacity(files.len()), Vec::new());
        for file in files {
            let known = self.before.get(&path_of(file)).filter(|known| {
                known.stamp.parse::<Stamp>().is_ok_and(|stamp| stamp.matches(&file.stamp))
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
    pub(in crate::source) fn into_now(self) -> Vec<UnreadFile> {
        self.now
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
        FileEntry { id: name.to_owned(), path, stamp: stamp.parse().unwrap() }
    }

    #[test]
    fn what_gives_nothing_is_read_again_when_it_changes() {
        let before = entry("a.pdf", "7@9");
        let skipped = Skipped::new(&before.path, "is locked");
        let mut first = Unread::default();
        first.note(&before, &Unreadable { skipped: skipped.clone(), is_lasting: true });
        let closed = entry("b.pdf", "7@9");
        first.note(&closed, &Unreadable { skipped: skipped.clone(), is_lasting: false });
        let learnt = first.into_now();
        assert_eq!(learnt.len(), 1, "what the system refused may be allowed by now");

        let cases = [("7@9", 1), ("7@8", 0), ("8@9", 0), ("7@9?", 0)];
        for (stamp, known) in cases {
            let mut second = Unread::default();
            second.know(learnt.clone());
            let now = entry("a.pdf", stamp);
            let (unknown, told) = second.without_known(&[&now, &closed]);
            assert_eq!((unknown.len(), told.len()), (2 - known, known), "{stamp}");
            assert_eq!(second.into_now(), learnt[..known]);
        }
    }
}
