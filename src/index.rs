//! The public index: a handle that calls the rooms beneath it in their order
//! and decides nothing.

#[cfg(feature = "cite")]
mod citations;
mod claims;
mod document_view;
mod documents;
mod facets;
mod options;
mod rebuild;
#[cfg(feature = "cite")]
mod receipt;
mod salvage;
mod similar;
mod stories;
mod watch;

pub use crate::index::documents::IndexStats;
pub use crate::index::options::IndexOptions;
pub use crate::index::salvage::{LostDocument, SalvageReport};
pub use crate::store::writer::Writer;
pub use crate::store::writer_options::WriterOptions;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::Analyzer;
use crate::config::Config;
use crate::error::Result;
use crate::hit::Hits;
use crate::lexicon::Lexicon;
use crate::query::Query;
use crate::rank::profile::Profile;
use crate::search::{Ranking, Search};
use crate::store::Store;
use crate::store::border::guard;

/// An index of passages, on disk or in memory. A handle is cheap to clone and
/// may be used from many threads: any number of searches run while one writer
/// writes, and each sees the last commit.
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
/// No method panics.
///
/// # Files
///
/// The files of an index are mapped into memory, so that a search reads only
/// what it needs. A file may be replaced under an open index, as commits do, but
/// never cut or written in place: a system ends a process that reads a part of a
/// mapped file that was cut off, and no library can tell of it instead. A file
/// that was cut is told by the next [`open`](Self::open), by
/// [`verify`](Self::verify), and by the first search after a commit.
///
/// An index that is moved or removed while it is open is searched on, until the
/// folder's absence is noticed as [`Error::Moved`](crate::Error::Moved).
#[derive(Debug, Clone)]
pub struct Index {
    store: Arc<Store>,
}

impl Index {
    fn of(store: Store) -> Self {
        Self { store: Arc::new(store) }
    }

    /// Opens the index in that folder; the index itself says how it was made.
    ///
    /// Cost: reads the columns of every segment, not the texts.
    ///
    /// ```
    /// use ibid::{Error, Index};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("news.ibid");
    /// Index::create(&path)?;
    /// assert_eq!(Index::open(&path)?.stats()?.documents, 0);
    ///
    /// let missing = Index::open(folder.path().join("other.ibid"));
    /// assert!(matches!(missing, Err(Error::NotFound { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, [`Error::NotAFolder`],
    /// [`Error::Foreign`] where ibid did not write it, [`Error::Format`] and
    /// [`Error::Analysis`] where it has to be [rebuilt](Self::rebuild),
    /// [`Error::Corrupt`], [`Error::Io`].
    ///
    /// [`Error::NotFound`]: crate::Error::NotFound
    /// [`Error::NotAFolder`]: crate::Error::NotAFolder
    /// [`Error::Foreign`]: crate::Error::Foreign
    /// [`Error::Format`]: crate::Error::Format
    /// [`Error::Analysis`]: crate::Error::Analysis
    /// [`Error::Corrupt`]: crate::Error::Corrupt
    /// [`Error::Io`]: crate::Error::Io
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        guard(path, || Store::open(path)).map(Self::of)
    }

    /// Runs work on the index; a panic of what reads its files is an error.
    fn guard<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        guard(self.store.path(), work)
    }

    /// A search over the last commit.
    fn planned<'a>(&'a self, query: &'a Query, profile: &'a Profile) -> Result<Search<'a>> {
        let query = query.for_fields(&self.config().fields);
        Search::new(self.store.snapshot()?, self.store.analyzer(), query, profile)
    }

    /// Opens the one writer with default options; it does not wait for another.
    ///
    /// ```
    /// use ibid::{Document, Error, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "The embargo was lifted."))?;
    /// writer.commit()?;
    ///
    /// assert!(matches!(index.writer(), Err(Error::Locked { .. })));
    /// drop(writer);
    /// assert!(index.writer().is_ok());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`writer_with`](Self::writer_with).
    pub fn writer(&self) -> Result<Writer> {
        self.writer_with(&WriterOptions::default())
    }

    /// Opens the one writer.
    ///
    /// ```
    /// use ibid::{Error, Index, WriterOptions};
    ///
    /// let index = Index::in_memory()?;
    /// let options = WriterOptions::default().with_threads(2).with_lock_wait_ms(500);
    /// let writer = index.writer_with(&options)?;
    /// writer.close()?;
    ///
    /// let refused = index.writer_with(&options.with_threads(0));
    /// assert!(matches!(refused, Err(Error::Config { parameter: "writer.threads", .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Locked`](crate::Error::Locked) where another writer, of this
    /// or another process, is still open after the time to wait;
    /// [`Error::ReadOnly`](crate::Error::ReadOnly),
    /// [`Error::DiskFull`](crate::Error::DiskFull);
    /// [`Error::Config`](crate::Error::Config) where an option is out of its
    /// range.
    pub fn writer_with(&self, options: &WriterOptions) -> Result<Writer> {
        self.guard(|| Writer::open(Arc::clone(&self.store), options))
    }

    /// The passages that match a query best, ranked by the default profile.
    ///
    /// Cost: grows with the postings of the query's words, less what pruning
    /// skips; reads the texts of the hits only.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("ru-2005", "Six Mi-35M arrived."))?;
    /// writer.commit()?;
    ///
    /// assert_eq!(index.search(&Query::new("mi 35"))?.len(), 1);
    /// // No query is an error: what cannot be found is reported.
    /// let hits = index.search(&Query::new("submarine"))?;
    /// assert!(hits.is_empty());
    /// assert_eq!(hits.report.missing[0].word, "submarine");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// Never for what the query says;
    /// [`Error::Corrupt`](crate::Error::Corrupt) or
    /// [`Error::Index`](crate::Error::Index) where the index cannot be read.
    pub fn search(&self, query: &Query) -> Result<Hits> {
        self.search_with(query, &Profile::default())
    }

    /// The passages that match a query best, ranked by that profile.
    ///
    /// ```
    /// use ibid::{Document, Error, Index, Query, rank::Profile};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("ru-2005", "Six Mi-35M arrived."))?;
    /// writer.commit()?;
    ///
    /// let query = Query::new("mi 35");
    /// assert_eq!(index.search_with(&query, &Profile::thorough())?.len(), 1);
    ///
    /// let mut profile = Profile::default();
    /// profile.passage_b = 2.0;
    /// assert!(matches!(index.search_with(&query, &profile), Err(Error::Config { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search`](Self::search); [`Error::Config`](crate::Error::Config)
    /// where a parameter of the profile is out of its range.
    pub fn search_with(&self, query: &Query, profile: &Profile) -> Result<Hits> {
        profile.validate()?;
        self.guard(|| self.planned(query, profile)?.hits())
    }

    /// The passages that match a query best, as addresses in the index: ranked
    /// as [`search_with`](Self::search_with) ranks them, without their texts,
    /// citations and explanations.
    ///
    /// ```
    /// use ibid::{Document, Error, Index, Query, rank::Profile};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("ru-2005", "Six Mi-35M arrived."))?;
    /// writer.commit()?;
    ///
    /// let ranking = index.rank(&Query::new("mi 35"), &Profile::fast())?;
    /// assert_eq!(ranking.passages()?, [("ru-2005".to_owned(), 0)]);
    ///
    /// let mut profile = Profile::fast();
    /// profile.passage_b = 2.0;
    /// let refused = index.rank(&Query::new("mi 35"), &profile);
    /// assert!(matches!(refused, Err(Error::Config { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search_with`](Self::search_with).
    pub fn rank(&self, query: &Query, profile: &Profile) -> Result<Ranking> {
        profile.validate()?;
        self.guard(|| self.planned(query, profile)?.rank())
    }

    /// How many passages match a query, whatever its limit.
    ///
    /// Cost: decodes all postings of the query's words. A search does not
    /// count, so that it can prune.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// for id in ["a", "b", "c"] {
    ///     writer.add(&Document::new(id, "The embargo was lifted."))?;
    /// }
    /// writer.commit()?;
    ///
    /// assert_eq!(index.count(&Query::new("embargo").limit(1))?, 3);
    /// assert_eq!(index.count(&Query::new("submarine"))?, 0);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn count(&self, query: &Query) -> Result<usize> {
        let query = query.clone().without_time_limit();
        self.guard(|| self.planned(&query, &Profile::fast())?.count())
    }

    /// The ids of the documents that match a query best, with their scores:
    /// the score of a document is that of its highest-ranked passage.
    ///
    /// Cost: as [`rank`](Self::rank): no text is read, so that rankings of a
    /// thousand documents for an evaluation are cheap.
    ///
    /// ```
    /// use ibid::{Document, Index, Query, rank::Profile};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("ru-2005", "Six Mi-35M arrived."))?;
    /// writer.commit()?;
    ///
    /// let ranked = index.search_documents(&Query::new("mi 35"), &Profile::default())?;
    /// assert_eq!(ranked[0].0, "ru-2005");
    /// assert!(index.search_documents(&Query::new("tug"), &Profile::default())?.is_empty());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search_with`](Self::search_with).
    pub fn search_documents(&self, query: &Query, profile: &Profile) -> Result<Vec<(String, f32)>> {
        profile.validate()?;
        let query = query.clone().without_time_limit();
        self.guard(|| self.planned(&query, &profile.for_documents())?.documents())
    }

    /// The configuration that the index was made with.
    ///
    /// ```
    /// use ibid::{Index, config::Language};
    ///
    /// assert_eq!(Index::in_memory()?.config().language, Language::English);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.store.manifest().config
    }

    /// The lexicon that the index was made with.
    ///
    /// ```
    /// use ibid::{Index, Lexicon};
    ///
    /// assert_eq!(*Index::in_memory()?.lexicon(), Lexicon::builtin());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.store.manifest().lexicon
    }

    /// The analysis that documents and queries of the index go through.
    ///
    /// ```
    /// use ibid::Index;
    ///
    /// let index = Index::in_memory()?;
    /// let analysis = index.analyzer().analyze("Embargoes");
    /// assert_eq!(analysis.words().next().unwrap().stem, "embargo");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        self.store.analyzer()
    }

    /// Whether its commits and stored texts have seals: checksums that tell
    /// damage before anything is answered from it. Indexes of format 2 have none;
    /// a [rebuild](Self::rebuild) seals them.
    ///
    /// ```
    /// use ibid::Index;
    ///
    /// assert!(Index::in_memory()?.has_seals());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn has_seals(&self) -> bool {
        self.store.manifest().has_seals()
    }

    /// The folder of the index; `None` where it is in memory.
    ///
    /// ```
    /// use ibid::Index;
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("news.ibid");
    /// assert_eq!(Index::create(&path)?.path(), Some(path));
    /// assert_eq!(Index::in_memory()?.path(), None);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        let path = self.store.path();
        (!path.as_os_str().is_empty()).then(|| path.to_owned())
    }
}
