//! Files that lie elsewhere in their folder than when they were read: their documents are
//! taken from the index, and nothing is read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{MAIN_SEPARATOR, Path};

use super::known_file::KnownFile;
use super::origin::Origin;
use super::{BATCH_BYTES, BATCH_DOCUMENTS, Synchronizer};
use crate::document::Document;
use crate::error::Result;
use crate::source::folder::FileEntry;
use crate::source::id;
use crate::source::stamp::Stamp;

/// A file that is gone, and the one that it is now.
pub(super) type Moved<'k, 'l> = (&'k KnownFile, &'l FileEntry);

/// The files that were moved: of equal length and time of change, as no other that is gone or
/// new, and of one format. The time is no whole second: archives give many files one, so
/// that an edition unpacked in the place of another would be taken for it.
pub(super) fn moved_files<'k, 'l>(
    gone: &[&'k KnownFile],
    new: &[&'l FileEntry],
) -> Vec<Moved<'k, 'l>> {
    let gone = gone.iter().filter(|file| file.is_current);
    let gone: Vec<(Key<'_>, &KnownFile)> = gone
        .filter_map(|file| Some((Key::of(&file.path, file.stamp.parse().ok()?)?, *file)))
        .collect();
    let paths: Vec<String> = new.iter().map(|file| id::encode(file.path.as_os_str())).collect();
    let new: Vec<(Key<'_>, &FileEntry)> = paths
        .iter()
        .zip(new)
        .filter_map(|(path, file)| Some((Key::of(path, file.stamp)?, *file)))
        .collect();
    let named = pairs(&gone, &new, |key| *key);
    let is_left = |path: &str| named.iter().all(|(file, _)| file.path != path);
    let gone: Vec<_> = gone.into_iter().filter(|(_, file)| is_left(&file.path)).collect();
    let taken: BTreeSet<&str> = named.iter().map(|(_, file)| file.id.as_str()).collect();
    let new: Vec<_> =
        new.into_iter().filter(|(_, file)| !taken.contains(file.id.as_str())).collect();
    let renamed = pairs(&gone, &new, Key::without_name);
    named.into_iter().chain(renamed).collect()
}

/// What tells a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'p> {
    bytes: u64,
    modified_ns: i128,
    name: &'p str,
}

impl<'p> Key<'p> {
    /// None where the stamp has not settled, or may be that of other files.
    fn of(path: &'p str, stamp: Stamp) -> Option<Self> {
        let Stamp { bytes, modified_ns, settled } = stamp;
        let name = path.rsplit(MAIN_SEPARATOR).next().unwrap_or(path);
        let is_precise = modified_ns % 1_000_000_000 != 0;
        (settled && is_precise).then_some(Self { bytes, modified_ns, name })
    }

    /// With its ending in the place of the name.
    fn without_name(&self) -> Self {
        let name = self.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        Self { name, ..*self }
    }
}

/// The files that have one key which no others have.
fn pairs<'p, 'k, 'l>(
    gone: &[(Key<'p>, &'k KnownFile)],
    new: &[(Key<'p>, &'l FileEntry)],
    key: impl Fn(&Key<'p>) -> Key<'p>,
) -> Vec<Moved<'k, 'l>> {
    let mut by_key: BTreeMap<Key<'_>, (Vec<&'k KnownFile>, Vec<&'l FileEntry>)> = BTreeMap::new();
    for (of_file, file) in gone {
        by_key.entry(key(of_file)).or_default().0.push(file);
    }
    for (of_file, file) in new {
        by_key.entry(key(of_file)).or_default().1.push(file);
    }
    let only =
        by_key.into_values().filter_map(|(gone, new)| match (gone.as_slice(), new.as_slice()) {
            ([gone], [new]) => Some((*gone, *new)),
            _ => None,
        });
    only.collect()
}

impl Synchronizer<'_> {
    /// Gives the documents of moved files their new places and ids; the ids of the files
    /// that were listed and need not be read.
    pub(super) fn carry_over<'l>(
        &mut self,
        moved: &[Moved<'_, 'l>],
        folder: &str,
        root: &Path,
    ) -> Result<BTreeSet<&'l str>> {
        let mut carried = BTreeSet::new();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for (known, file) in moved {
            let Some(documents) = self.at_new_place(known, file, folder, root)? else { continue };
            known.ids.iter().for_each(|id| self.delete(id));
            for document in documents {
                bytes += document.text.len();
                self.remember(&document.id, Origin::of(&document.extra));
                batch.push(document);
            }
            carried.insert(file.id.as_str());
            if batch.len() >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES {
                self.report.carried += self.add_relocated(&mut batch)?;
                bytes = 0;
            }
        }
        self.report.carried += self.add_relocated(&mut batch)?;
        Ok(carried)
    }

    /// The documents of a file as they would be read from its new place; none where the
    /// index lacks one.
    fn at_new_place(
        &self,
        known: &KnownFile,
        file: &FileEntry,
        folder: &str,
        root: &Path,
    ) -> Result<Option<Vec<Document>>> {
        let id = self.new_id(&file.id, root);
        let mut documents = Vec::with_capacity(known.ids.len());
        for old in &known.ids {
            let Some(mut document) = self.index.document(old)? else { return Ok(None) };
            let part = old.strip_prefix(&known.id).unwrap_or_default();
            document.id = format!("{id}{part}");
            let fields = [
                ("path", id::encode(file.path.as_os_str())),
                ("folder", folder.to_owned()),
                ("stamp", file.stamp.to_string()),
            ];
            document.extra.extend(fields.map(|(name, value)| (name.to_owned(), value)));
            documents.push(document);
        }
        Ok(Some(documents))
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn known(path: &str, stamp: &str) -> KnownFile {
        KnownFile {
            ids: BTreeSet::from([path.to_owned()]),
            id: path.to_owned(),
            folder: "/news".to_owned(),
            path: path.to_owned(),
            stamp: stamp.to_owned(),
            is_current: true,
        }
    }

    fn entry(path: &str, stamp: &str) -> FileEntry {
        FileEntry {
            id: path.to_owned(),
            path: path.into(),
            stamp: stamp.parse().unwrap(),
            status_ns: None,
        }
    }

    #[test]
    fn files_are_known_again() {
        type Files<'f> = &'f [(&'f str, &'f str)];
        // Gone, new, and which are one.
        let cases: [[Files<'_>; 3]; 9] = [
            [&[("/n/a.txt", "5@7")], &[("/n/b/a.txt", "5@7")], &[("/n/a.txt", "/n/b/a.txt")]],
            [&[("/n/a.txt", "5@7")], &[("/n/b.txt", "5@7")], &[("/n/a.txt", "/n/b.txt")]],
            [&[("/n/a.txt", "5@7")], &[("/n/b.txt", "5@8")], &[]],
            [&[("/n/a.txt", "5@7")], &[("/n/b.txt", "6@7")], &[]],
            // Another format.
            [&[("/n/a.txt", "5@7")], &[("/n/a.csv", "5@7")], &[]],
            // Not settled.
            [&[("/n/a.txt", "5@7?")], &[("/n/b/a.txt", "5@7")], &[]],
            // A whole second, as of an archive: another edition may have it, too.
            [&[("/n/a.txt", "5@2000000000")], &[("/n/b.txt", "5@2000000000")], &[]],
            [&[("/n/1/a.txt", "5@2000000000")], &[("/n/2/a.txt", "5@2000000000")], &[]],
            // Which of the two?
            [
                &[("/n/a.txt", "5@7"), ("/n/b.txt", "5@7")],
                &[("/n/c.txt", "5@7"), ("/n/d.txt", "5@7")],
                &[],
            ],
        ];
        for [gone, new, expected] in cases {
            let gone: Vec<KnownFile> =
                gone.iter().map(|(path, stamp)| known(path, stamp)).collect();
            let new: Vec<FileEntry> = new.iter().map(|(path, stamp)| entry(path, stamp)).collect();
            let moved =
                moved_files(&gone.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>());
            let moved: Vec<(&str, &str)> =
                moved.iter().map(|(gone, new)| (gone.path.as_str(), new.id.as_str())).collect();
            assert_eq!(moved, expected, "{gone:?}");
        }
        // An earlier reader made its text.
        let gone = KnownFile { is_current: false, ..known("/n/a.pdf", "5@7") };
        assert!(moved_files(&[&gone], &[&entry("/n/b/a.pdf", "5@7")]).is_empty());
    }
}
