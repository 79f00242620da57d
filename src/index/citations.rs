//! Citations held against the documents of an index.

use super::Index;
use crate::cite::cited::Cited;
use crate::cite::verify::verdict::Verdict;
use crate::cite::verify::verifier::Verifier;
use crate::error::Result;

impl Index {
    /// What became of the passages that citations of a file cite, in their order, by the
    /// texts of the index. [`cite::read`](crate::cite::read) reads them.
    ///
    /// Cost: the documents that are cited; where one of these does not have what was cited,
    /// and for citations of other programs, the texts of all documents.
    ///
    /// ```
    /// use ibid::cite::{Form, Reference, read};
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("thaw-7", "Four gunships will follow."))?;
    /// writer.commit()?;
    /// let hits = index.search(&Query::new("gunship"))?;
    /// let bibliography = Reference::of(&hits[0]).written(Form::BibTex);
    ///
    /// let citations = read(&bibliography);
    /// assert!(index.verify_citations(&citations)?[0].holds());
    ///
    /// writer.add(&Document::new("thaw-7", "Two gunships will follow."))?;
    /// writer.commit()?;
    /// let verdict = &index.verify_citations(&citations)?[0];
    /// assert_eq!(verdict.name(), "changed");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn verify_citations(&self, citations: &[Cited]) -> Result<Vec<Verdict>> {
        let mut verifier = Verifier::new(citations).with_passages(&self.config().passages);
        let cited = verifier.documents();
        for id in &cited {
            if let Some(document) = self.document(id)? {
                verifier.look_at(&document);
            }
        }
        if !verifier.is_settled() {
            for document in self.documents()? {
                let document = document?;
                if cited.binary_search(&document.id.as_str()).is_err() {
                    verifier.look_at(&document);
                }
            }
        }
        Ok(verifier.verdicts())
    }
}
