//! Makes an index anew from what it keeps, elsewhere or in its own place.

use std::path::Path;

use super::Index;
use super::options::IndexOptions;
use crate::error::{Error, Result};
use crate::store::documents::Rebuildable;
use crate::store::swap::SwapPaths;

impl Index {
    /// Makes the index at `from` anew at `to` with those options, from the
    /// documents that it keeps. The index at `from` stays as it is.
    ///
    /// Reads every format that ibid ever wrote, and analyses that
    /// [`open`](Self::open) refuses. [`IndexOptions::of_index`] gives the
    /// options that the old index was made with.
    ///
    /// Cost: reads and indexes all documents.
    ///
    /// ```
    /// use ibid::{Document, Error, Index, IndexOptions, config::{Config, Language}};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    /// let mut writer = Index::create(&old)?.writer()?;
    /// writer.add(&Document::new("fr", "Les hélicoptères livrés au Pakistan."))?;
    /// writer.commit()?;
    ///
    /// let french = Config::default().with_language(Language::French);
    /// let index = Index::rebuild(&old, &new, IndexOptions::of_index(&old)?.with_config(french))?;
    /// assert_eq!(index.stats()?.documents, 1);
    ///
    /// let missing = Index::rebuild(folder.path().join("missing"), &new, IndexOptions::default());
    /// assert!(matches!(missing, Err(Error::NotFound { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`IndexOptions::create`], but for
    /// [`Error::Analysis`]; [`Error::Format`] where a later ibid wrote it;
    /// [`Error::Corrupt`] where a document cannot be read. `to` then holds a
    /// part of the documents, or none: remove it.
    pub fn rebuild(
        from: impl AsRef<Path>,
        to: impl AsRef<Path>,
        options: IndexOptions,
    ) -> Result<Self> {
        let from = from.as_ref();
        let documents = Rebuildable::open(from)?.into_documents()?;
        let new = options.create(to)?;
        let mut writer = new.writer()?;
        let mut expected = 0;
        for document in documents {
            writer.add(&document?)?;
            expected += 1;
        }
        writer.commit()?;
        writer.close()?;
        // Fewer where two documents had one id: the second replaced the first.
        let documents = new.stats()?.documents;
        if documents != expected {
            let detail = format!("{expected} documents read, {documents} of different ids");
            return Err(Error::Corrupt { path: from.into(), detail, source: None });
        }
        Ok(new)
    }

    /// Makes the index at `path` anew with those options and puts it in the
    /// place of the old one, so that a crash at any moment loses nothing.
    ///
    /// Reads what [`rebuild`](Self::rebuild) reads. The new index is built
    /// beside the old one, in the same folder above, and verified; then the
    /// two change places by renames:
    ///
    /// | step | on disk after it | after a crash here |
    /// |---|---|---|
    /// | the new one is built and verified | `NAME`, `NAME.rebuild-half` | the old one opens |
    /// | it is named as whole | `NAME`, `NAME.rebuild-whole` | the old one opens |
    /// | the old one is moved away | `NAME.rebuild-old`, `NAME.rebuild-whole` | [`recover`](Self::recover) moves the new one in |
    /// | the new one is moved in | `NAME`, `NAME.rebuild-old` | the new one opens; `recover` removes the old one |
    /// | the old one is removed | `NAME` | the new one opens |
    ///
    /// The next rebuild removes what a crash before the third step left beside
    /// the index. Handles that are open on the old index go on reading it; a
    /// program that opens it between the third and the fourth step gets
    /// [`Error::NotFound`] and can try again. Other writers are refused
    /// meanwhile. A system that does not rename folders with open files
    /// (Windows) fails at the third step, with the old index in its place.
    ///
    /// Cost: as `rebuild` and [`verify`](Self::verify); disk space for both
    /// indexes.
    ///
    /// ```
    /// use ibid::{Document, Error, Index, IndexOptions};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("news.ibid");
    /// let index = Index::create(&path)?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "One tug."))?;
    /// writer.commit()?;
    ///
    /// let options = IndexOptions::of_index(&path)?;
    /// let locked = Index::rebuild_in_place(&path, options.clone());
    /// assert!(matches!(locked, Err(Error::Locked { .. })));
    ///
    /// writer.close()?;
    /// let rebuilt = Index::rebuild_in_place(&path, options)?;
    /// assert_eq!(rebuilt.document("a")?.unwrap().text, "One tug.");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As `rebuild`; [`Error::Locked`] while a writer of the index is open;
    /// [`Error::AlreadyExists`] where a folder of one of the names above is no
    /// index. The old index then stays in its place.
    pub fn rebuild_in_place(path: impl AsRef<Path>, options: IndexOptions) -> Result<Self> {
        let paths = SwapPaths::of(path.as_ref())?;
        paths.recover()?;
        // Before the lock, which makes a file: in a folder of something else
        // nothing is written.
        drop(Rebuildable::open(&paths.index)?);
        // Held to the end: no commit of another writer is lost.
        let lock = paths.lock()?;
        paths.remove_leftovers()?;
        let built = Self::rebuild(&paths.index, &paths.half, options);
        if let Err(error) = built.and_then(|new| new.verify()) {
            // Makes room; the first error is what the caller has to know.
            drop(paths.remove_leftovers());
            return Err(error);
        }
        paths.swap()?;
        drop(lock);
        Self::open(path)
    }

    /// Finishes a [rebuild in place](Self::rebuild_in_place) that a crash cut
    /// off while the indexes changed places; else it does nothing. Call it
    /// before [`open`](Self::open) where rebuilds may have been cut off.
    ///
    /// Cost: two system calls where nothing was cut off.
    ///
    /// ```
    /// use ibid::Index;
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("news.ibid");
    /// Index::create(&path)?;
    /// // As a crash leaves it between the third and the fourth step.
    /// std::fs::rename(&path, folder.path().join("news.ibid.rebuild-whole")).unwrap();
    /// Index::create(folder.path().join("news.ibid.rebuild-old"))?;
    /// assert!(Index::open(&path).is_err());
    ///
    /// Index::recover(&path)?;
    /// assert!(Index::open(&path).is_ok());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Locked`] while another process is rebuilding;
    /// [`Error::ReadOnly`], [`Error::Io`].
    pub fn recover(path: impl AsRef<Path>) -> Result<()> {
        SwapPaths::of(path.as_ref())?.recover()
    }
}
