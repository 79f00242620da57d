//! What an index holds: its documents, given back, counted and checked.

use super::Index;
use crate::commit::CommitName;
use crate::document::{Document, DocumentInfo};
use crate::error::Result;
use crate::hit::citation::Citation;
use crate::hit::neighbour::Neighbours;
use crate::search::neighbours::{self, Reach};
use crate::store::documents;

impl Index {
    /// The document with that id as it was given, its text byte for byte;
    /// `None` where there is none.
    ///
    /// Cost: one look-up of the id, and the stored passages of the document.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("ru-2005", "Six Mi-35M arrived.\r\n"))?;
    /// writer.commit()?;
    ///
    /// assert_eq!(index.document("ru-2005")?.unwrap().text, "Six Mi-35M arrived.\r\n");
    /// assert_eq!(index.document("ru-2006")?, None);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) or
    /// [`Error::Index`](crate::Error::Index) where the index cannot be read.
    pub fn document(&self, id: &str) -> Result<Option<Document>> {
        self.guard(|| documents::document(&self.store, id))
    }

    /// The passages before and after a cited one, at most so many, in the order of
    /// the document. `None` where the index does not have the passage at that place
    /// any more. [`Query::neighbours`](crate::Query::neighbours) gives them with
    /// the hits of a search.
    ///
    /// Cost: one look-up of the id, and one stored passage each.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let text = "The yard has sold six tugs to the port, it said.\n\n\
    ///             The embargo on gunships was lifted on Friday.";
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", text))?;
    /// writer.commit()?;
    ///
    /// let hits = index.search(&Query::new("embargo"))?;
    /// let around = index.neighbours(&hits[0].citation, 2, 2)?.unwrap();
    /// assert_eq!((around.before.len(), around.after.len()), (1, 0));
    /// assert_eq!(around.before[0].citation.to_string(), "a, line 1, bytes 0..48");
    ///
    /// writer.delete("a");
    /// writer.commit()?;
    /// assert_eq!(index.neighbours(&hits[0].citation, 2, 2)?, None);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn neighbours(
        &self,
        cited: &Citation,
        before: usize,
        after: usize,
    ) -> Result<Option<Neighbours>> {
        let reach = Reach { before, after };
        self.guard(|| neighbours::neighbours(&*self.store.snapshot()?, cited, reach))
    }

    /// Every document as it was given, in the order of the ids. All are of one
    /// commit, whatever is committed meanwhile.
    ///
    /// Cost: reads and sorts all ids now, then the stored passages of one
    /// document at each step.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// assert!(index.documents()?.next().is_none());
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("b", "Two tugs."))?;
    /// writer.add(&Document::new("a", "One tug."))?;
    /// writer.commit()?;
    ///
    /// let documents: Vec<Document> = index.documents()?.collect::<Result<_, _>>()?;
    /// assert_eq!((&*documents[0].id, &*documents[1].text), ("a", "Two tugs."));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn documents(&self) -> Result<impl Iterator<Item = Result<Document>> + use<>> {
        self.guard(|| documents::documents(&self.store))
    }

    /// Every document without its text, in the order of the ids: for lists,
    /// and to compare what a source holds with what the index has of it.
    ///
    /// Cost: reads and sorts all ids now, then one stored record a document,
    /// however long its text is.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// assert_eq!(index.document_infos()?.count(), 0);
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("ru-2005", "Six Mi-35M arrived.").with_extra("desk", "arms"))?;
    /// writer.commit()?;
    ///
    /// let infos: Result<Vec<_>, _> = index.document_infos()?.collect();
    /// assert_eq!(infos?[0].extra["desk"], "arms");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn document_infos(&self) -> Result<impl Iterator<Item = Result<DocumentInfo>> + use<>> {
        self.guard(|| documents::document_infos(&self.store))
    }

    /// How many documents, passages and words the last commit holds.
    ///
    /// Cost: none; they are counted when a commit is read.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "One tug."))?;
    /// assert_eq!(index.stats()?.documents, 0); // not before the commit
    /// writer.commit()?;
    ///
    /// let stats = index.stats()?;
    /// assert_eq!((stats.documents, stats.passages, stats.words), (1, 1, 2));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn stats(&self) -> Result<IndexStats> {
        let snapshot = self.guard(|| self.store.snapshot())?;
        let stats = snapshot.stats;
        Ok(IndexStats {
            commit: snapshot.commit,
            documents: stats.documents,
            passages: stats.passages,
            words: stats.body_words,
        })
    }

    /// Checks the checksums of all files, that every passage stands where its
    /// citation says (bytes, characters and line), and that the passages of
    /// each document give it back.
    ///
    /// Cost: reads every file twice; time grows linearly with the text.
    ///
    /// ```
    /// use ibid::{Document, Error, Index};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let index = Index::create(folder.path())?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "One tug."))?;
    /// writer.commit()?;
    /// assert!(index.verify().is_ok());
    ///
    /// for entry in std::fs::read_dir(folder.path()).unwrap() {
    ///     let path = entry.unwrap().path();
    ///     if path.extension().is_some_and(|extension| extension == "store") {
    ///         let mut bytes = std::fs::read(&path).unwrap();
    ///         bytes[0] ^= 1;
    ///         std::fs::write(&path, bytes).unwrap();
    ///     }
    /// }
    /// assert!(matches!(index.verify(), Err(Error::Corrupt { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) with the first fault.
    pub fn verify(&self) -> Result<()> {
        self.guard(|| documents::verify(&self.store))
    }
}

/// How much an index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[non_exhaustive]
pub struct IndexStats {
    /// The name of the commit.
    pub commit: CommitName,
    /// Documents.
    pub documents: u64,
    /// Passages; a document without text counts one.
    pub passages: u64,
    /// Words of all passages, to the precision of the length norms.
    pub words: u64,
}
