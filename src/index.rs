//! The public index: calls the layers in their order and decides nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Config;
use crate::document::{Document, DocumentInfo};
use crate::error::{Error, Result};
use crate::hit::Hits;
use crate::lexicon::Lexicon;
use crate::query::Query;
use crate::rank::profile::Profile;
use crate::search::{Ranking, Search};
use crate::store::writer::Writer;
use crate::store::writer_options::WriterOptions;
use crate::store::{Store, documents};

/// An index of passages, on disk or in memory. A handle is cheap to clone and
/// may be used from many threads: any number of searches run while one writer
/// writes, each on the state of the last commit.
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("ru-2005", "Nicaragua ordered six Mi-35M helicopters."))?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("MI35 order"))?;
/// assert_eq!(hits[0].citation.document, "ru-2005");
/// assert_eq!(hits[0].matches(), ["ordered", "Mi-35M"]);
/// # Ok::<(), ibid::Error>(())
/// ```
///
/// What cannot be opened says why:
///
/// ```
/// use ibid::{Error, Index};
///
/// let error = Index::open("no/such/folder").unwrap_err();
/// assert!(matches!(error, Error::NotFound { .. }));
/// ```
#[derive(Debug, Clone)]
pub struct Index {
    store: Arc<Store>,
}

/// How a new index is made: configuration and lexicon.
///
/// ```
/// use ibid::{Index, IndexOptions, config::{Config, Language}};
///
/// let options = IndexOptions::default()
///     .with_config(Config::default().with_language(Language::French));
/// let index = options.in_memory()?;
/// assert_eq!(index.config().language, Language::French);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct IndexOptions {
    config: Config,
    /// `None`: the built-in one.
    lexicon: Option<Lexicon>,
}

impl IndexOptions {
    /// With that configuration.
    #[must_use]
    pub fn with_config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// With that lexicon in place of the built-in one; lay one over the other
    /// with [`Lexicon::with`].
    #[must_use]
    pub fn with_lexicon(mut self, lexicon: Lexicon) -> Self {
        self.lexicon = Some(lexicon);
        self
    }

    /// A new index in memory.
    ///
    /// # Errors
    /// [`Error::Config`] where a parameter is out of its range.
    pub fn in_memory(self) -> Result<Index> {
        Store::in_memory(self.config, lexicon(self.lexicon)).map(Index::of)
    }

    /// A new index in a folder that is missing or empty.
    ///
    /// # Errors
    /// [`Error::AlreadyExists`], [`Error::NotAFolder`], [`Error::ReadOnly`],
    /// [`Error::DiskFull`], [`Error::Io`]; [`Error::Config`] where a parameter
    /// is out of its range.
    pub fn create(self, path: impl AsRef<Path>) -> Result<Index> {
        Store::create(path.as_ref(), self.config, lexicon(self.lexicon)).map(Index::of)
    }

    /// The index in a folder, made there where there is none.
    ///
    /// # Errors
    /// As [`create`](Self::create) and [`Index::open`]; [`Error::Analysis`]
    /// where the index there has another configuration or lexicon.
    pub fn open_or_create(self, path: impl AsRef<Path>) -> Result<Index> {
        let path = path.as_ref();
        match Index::open(path) {
            Ok(index) => index.agreeing_with(&self.config, &lexicon(self.lexicon)),
            Err(Error::NotFound { .. }) => self.create(path),
            Err(other) => Err(other),
        }
    }
}

fn lexicon(given: Option<Lexicon>) -> Lexicon {
    given.unwrap_or_else(Lexicon::builtin)
}

impl Index {
    fn of(store: Store) -> Self {
        Self { store: Arc::new(store) }
    }

    /// A new index in memory, with the default options.
    ///
    /// # Errors
    /// [`Error::Index`] where memory for its writer cannot be had.
    pub fn in_memory() -> Result<Self> {
        IndexOptions::default().in_memory()
    }

    /// A new index in a folder that is missing or empty, with the default
    /// options.
    ///
    /// # Errors
    /// As [`IndexOptions::create`].
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        IndexOptions::default().create(path)
    }

    /// The index in that folder; it knows itself how it was made.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, [`Error::NotAFolder`],
    /// [`Error::Foreign`] where ibid did not write it, [`Error::Format`] and
    /// [`Error::Analysis`] where it has to be [rebuilt](Self::rebuild),
    /// [`Error::Corrupt`], [`Error::Io`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Store::open(path.as_ref()).map(Self::of)
    }

    fn agreeing_with(self, config: &Config, lexicon: &Lexicon) -> Result<Self> {
        let manifest = self.store.manifest();
        if manifest.config == *config && *manifest.lexicon == *lexicon {
            return Ok(self);
        }
        let wanted = crate::analysis::Analyzer::new(config.language, lexicon);
        let says = |fingerprint: &str, config: &Config| {
            format!("{fingerprint} passages-{:?}", config.passages)
        };
        Err(Error::Analysis {
            path: self.store.path().into(),
            found: says(&manifest.analysis, &manifest.config),
            expected: says(&wanted.fingerprint(), config),
        })
    }

    /// The one writer, with default options; it does not wait for another.
    ///
    /// # Errors
    /// As [`writer_with`](Self::writer_with).
    pub fn writer(&self) -> Result<Writer> {
        self.writer_with(&WriterOptions::default())
    }

    /// The one writer.
    ///
    /// # Errors
    /// [`Error::Locked`] where another writer, of this or another process,
    /// is still open at the deadline; [`Error::ReadOnly`], [`Error::DiskFull`],
    /// [`Error::Config`].
    pub fn writer_with(&self, options: &WriterOptions) -> Result<Writer> {
        Writer::open(Arc::clone(&self.store), options)
    }

    /// The best passages for a query, ranked by the default profile.
    ///
    /// # Errors
    /// Never for what the query says; [`Error::Corrupt`] or [`Error::Index`]
    /// where the index cannot be read.
    pub fn search(&self, query: &Query) -> Result<Hits> {
        self.search_with(query, &Profile::default())
    }

    /// The best passages for a query, ranked by that profile.
    ///
    /// # Errors
    /// As [`search`](Self::search); [`Error::Config`] where a parameter of
    /// the profile is out of its range.
    pub fn search_with(&self, query: &Query, profile: &Profile) -> Result<Hits> {
        profile.validate()?;
        Search::new(&self.store, query, profile)?.hits()
    }

    /// The best passages for a query as places of the index: ranked as
    /// [`search_with`](Self::search_with) ranks them, without their texts,
    /// citations and explanations.
    ///
    /// ```
    /// use ibid::{Document, Index, Query, rank::Profile};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("ru-2005", "Six Mi-35M arrived."))?;
    /// writer.commit()?;
    ///
    /// let ranking = index.rank(&Query::new("mi 35"), &Profile::fast())?;
    /// assert_eq!(ranking.passages()?, [("ru-2005".to_owned(), 0)]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search_with`](Self::search_with).
    pub fn rank(&self, query: &Query, profile: &Profile) -> Result<Ranking> {
        profile.validate()?;
        Search::new(&self.store, query, profile)?.rank()
    }

    /// How many passages match a query, whatever its limit.
    ///
    /// Cost: as a search without pruning; a search does not count, so that it
    /// need not look at passages that cannot be among the best.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn count(&self, query: &Query) -> Result<usize> {
        Search::new(&self.store, query, &Profile::fast())?.count()
    }

    /// The ids of the best documents for a query with their scores, best
    /// first: a document's score is that of its best passage. No text is
    /// read, which makes long lists cheap; for runs and evaluations.
    ///
    /// # Errors
    /// As [`search_with`](Self::search_with).
    pub fn search_documents(&self, query: &Query, profile: &Profile) -> Result<Vec<(String, f32)>> {
        profile.validate()?;
        Search::new(&self.store, query, &profile.for_documents())?.documents()
    }

    /// The document with that id as it was given, its text byte for byte.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Index`] where the index cannot be read.
    pub fn document(&self, id: &str) -> Result<Option<Document>> {
        documents::document(&self.store, id)
    }

    /// Every document as it was given, in the order of their ids.
    ///
    /// Cost: one pass over the ids now, then one read a document.
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn documents(&self) -> Result<impl Iterator<Item = Result<Document>> + use<>> {
        documents::documents(&self.store)
    }

    /// Every document without its text, in the order of their ids: for lists,
    /// and to compare what a source holds with what the index has of it.
    ///
    /// Cost: one pass over the ids now, then one stored record a document,
    /// however long its text is.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
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
        documents::document_infos(&self.store)
    }

    /// How much the index holds.
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn stats(&self) -> Result<IndexStats> {
        let stats = self.store.snapshot()?.stats;
        Ok(IndexStats {
            documents: stats.documents,
            passages: stats.passages,
            words: stats.body_words,
        })
    }

    /// Checks every file's checksum, that every passage is where its citation
    /// says, and that the passages of each document give it back.
    ///
    /// Cost: reads the whole index.
    ///
    /// # Errors
    /// [`Error::Corrupt`] with the first thing that is wrong.
    pub fn verify(&self) -> Result<()> {
        documents::verify(&self.store)
    }

    /// Makes the index at `from` anew at `to` with those options, from what
    /// the index itself keeps; reads formats and analyses that
    /// [`open`](Self::open) refuses, as long as their records can be read.
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`IndexOptions::create`].
    pub fn rebuild(
        from: impl AsRef<Path>,
        to: impl AsRef<Path>,
        options: IndexOptions,
    ) -> Result<Self> {
        let old = Store::open_for_rebuild(from.as_ref())?;
        let new = options.create(to)?;
        let mut writer = new.writer()?;
        for document in documents::documents(&old)? {
            writer.add(&document?)?;
        }
        writer.commit()?;
        writer.close()?;
        Ok(new)
    }

    /// How it was made.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.store.manifest().config
    }

    /// The lexicon it was made with.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.store.manifest().lexicon
    }

    /// The analysis it was made with.
    #[must_use]
    pub fn analyzer(&self) -> &crate::analysis::Analyzer {
        self.store.analyzer()
    }

    /// Its folder; `None` in memory.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        let path = self.store.path();
        (!path.as_os_str().is_empty()).then(|| path.to_owned())
    }
}

/// How much an index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[non_exhaustive]
pub struct IndexStats {
    /// Documents.
    pub documents: u64,
    /// Passages; a document without text counts one.
    pub passages: u64,
    /// Words of all passages, to the precision of the length norms.
    pub words: u64,
}
