//! Keeps what is whole of a damaged index, and says what is lost.

use std::path::Path;

use super::Index;
use super::options::IndexOptions;
use crate::error::Result;
use crate::store::salvage::Salvage;

/// What was kept of a damaged index, and what was lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct SalvageReport {
    /// How many documents the new index has.
    pub kept: u64,
    /// The documents that are lost, in the order of their ids.
    pub lost: Vec<LostDocument>,
    /// Ids of kept documents that may not be as they were given: in a file with
    /// a wrong checksum, and of an index of format 2, or one whose commit is
    /// lost, so that their passages have no checksum that proves them. They
    /// stand where they are cited, but a letter may be another.
    pub unproven: Vec<String>,
    /// Each damaged file, and what that means.
    pub damage: Vec<String>,
}

/// A document that could not be read whole.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct LostDocument {
    /// Its id; where that is lost as well, where it stood.
    pub id: String,
    /// Why it is lost.
    pub reason: String,
}

impl Index {
    /// Makes a new index at `to` of every document of the damaged index at
    /// `from` that can be read whole. The damaged one stays as it is.
    ///
    /// Documents are read one by one from the stored texts, past whatever is
    /// damaged. Dictionaries, columns and norms need not be whole. Where the
    /// commit is lost, every text in the folder is taken, and of two with one
    /// id the later: documents deleted since may be there again.
    ///
    /// Cost: reads the stored texts and indexes them anew.
    ///
    /// ```
    /// use ibid::{Document, Error, Index};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let (damaged, new) = (folder.path().join("damaged"), folder.path().join("new"));
    /// let mut writer = Index::create(&damaged)?.writer()?;
    /// writer.add(&Document::new("a", "One tug."))?;
    /// writer.commit()?;
    /// for entry in std::fs::read_dir(&damaged).unwrap() {
    ///     let path = entry.unwrap().path();
    ///     if path.extension().is_some_and(|extension| extension == "idx") {
    ///         std::fs::write(&path, "damaged").unwrap();
    ///     }
    /// }
    /// assert!(matches!(Index::open(&damaged), Err(Error::Corrupt { .. })));
    ///
    /// let report = Index::salvage(&damaged, &new)?;
    /// assert_eq!((report.kept, report.lost.len()), (1, 0));
    /// assert_eq!(Index::open(&new)?.document("a")?.unwrap().text, "One tug.");
    ///
    /// let missing = Index::salvage(folder.path().join("missing"), &new);
    /// assert!(matches!(missing, Err(Error::NotFound { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) where no file of an index is
    /// there; [`Error::Format`](crate::Error::Format); those of
    /// [`IndexOptions::create`] and of writing the new index. Damage is no
    /// error but in the report.
    pub fn salvage(from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<SalvageReport> {
        let salvage = Salvage::open(from.as_ref())?;
        let (config, lexicon) = salvage.made_with();
        let mut options = IndexOptions::default().with_config(config);
        if let Some(lexicon) = lexicon {
            options = options.with_lexicon(lexicon);
        }
        let new = options.create(to)?;
        let mut writer = new.writer()?;
        let findings = salvage.read(|document| writer.add(document).map(drop))?;
        writer.commit()?;
        writer.close()?;
        let lost = findings.lost.into_iter().map(|(id, reason)| LostDocument { id, reason });
        Ok(SalvageReport {
            kept: new.stats()?.documents,
            lost: lost.collect(),
            unproven: findings.unproven.into_iter().collect(),
            damage: findings.damage,
        })
    }
}
