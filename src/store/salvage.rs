//! What is whole in a damaged index, read document by document past the damage.
//!
//! Only the commit, the stored texts and the lists of deletes are needed: no
//! dictionary and no column has to be whole to give the documents back.

mod begun;
mod commit;
mod findings;
mod segment;

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::store::manifest::Manifest;
use commit::{Commit, read_commit};
use findings::Findings;
use segment::read_segment;

/// A damaged index whose commit was read as far as it can be.
pub(crate) struct Salvage {
    path: PathBuf,
    commit: Commit,
    findings: Findings,
}

impl Salvage {
    /// The index in that folder.
    ///
    /// # Errors
    /// [`Error::NotFound`] where no file of an index is there;
    /// [`Error::Foreign`], [`Error::Format`] where it is of another format.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let mut findings = Findings::default();
        let commit = read_commit(path, &mut findings.damage)?;
        Ok(Self { path: path.to_owned(), commit, findings })
    }

    /// How it was made; the default where that is lost.
    pub(crate) fn made_with(&self) -> (Config, Option<Lexicon>) {
        let manifest = self.commit.manifest.as_ref();
        let config = manifest.map(|manifest| manifest.config.clone()).unwrap_or_default();
        (config, manifest.map(|manifest| Lexicon::clone(&manifest.lexicon)))
    }

    /// Gives every document that can be read whole to `keep`, one with the id
    /// of an earlier one in its place.
    ///
    /// # Errors
    /// Those of `keep`; [`Error::Io`] where the folder cannot be read.
    pub(crate) fn read(
        mut self,
        mut keep: impl FnMut(&Document) -> Result<()>,
    ) -> Result<Findings> {
        let (path, findings) = (&self.path, &mut self.findings);
        let is_sealed = self.commit.manifest.as_ref().is_some_and(Manifest::has_seals);
        for segment in &self.commit.segments {
            read_segment(
                path,
                segment,
                is_sealed,
                findings,
                &mut |document, is_proven, findings| {
                    match keep(&document) {
                        Ok(()) => findings.keep(&document.id, is_proven),
                        Err(Error::Document { id, reason }) => findings.lose(id, &reason),
                        Err(error) => return Err(error),
                    }
                    Ok(())
                },
            )?;
        }
        self.findings.count_unnamed();
        Ok(self.findings)
    }
}
