//! How a new index is made, and its making.

use std::path::Path;

use super::Index;
use crate::analysis::Analyzer;
use crate::analysis::fingerprint::differences;
use crate::config::Config;
use crate::error::{AnalysisDifference, AnalysisPart, Error, Result};
use crate::lexicon::Lexicon;
use crate::store::Store;
use crate::store::border::guard;
use crate::store::documents::Rebuildable;

/// How a new index is made: its configuration and its lexicon.
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
#[derive(Debug, Clone)]
pub struct IndexOptions {
    config: Config,
    /// `None`: the built-in one.
    lexicon: Option<Lexicon>,
    lock_wait_ms: u64,
}

/// How long a creation waits for another one, in milliseconds; one takes a few.
const LOCK_WAIT_MS: u64 = 2_000;

impl Default for IndexOptions {
    fn default() -> Self {
        Self { config: Config::default(), lexicon: None, lock_wait_ms: LOCK_WAIT_MS }
    }
}

impl IndexOptions {
    /// The options that the index in that folder was made with, also where
    /// this build can only [rebuild](Index::rebuild) it.
    ///
    /// Cost: opens the index.
    ///
    /// ```
    /// use ibid::{Error, IndexOptions, config::{Config, Language}};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let french = Config::default().with_language(Language::French);
    /// IndexOptions::default().with_config(french).create(folder.path())?;
    ///
    /// let options = IndexOptions::of_index(folder.path())?;
    /// assert_eq!(options.config().language, Language::French);
    ///
    /// let missing = IndexOptions::of_index(folder.path().join("missing"));
    /// assert!(matches!(missing, Err(Error::NotFound { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Index::rebuild`] for the index to read.
    pub fn of_index(path: impl AsRef<Path>) -> Result<Self> {
        let index = Rebuildable::open(path.as_ref())?;
        let (config, lexicon) = (index.config().clone(), index.lexicon().clone());
        Ok(Self { config, lexicon: Some(lexicon), lock_wait_ms: LOCK_WAIT_MS })
    }

    /// With that configuration.
    ///
    /// ```
    /// use ibid::{Error, IndexOptions, config::{Config, PassageConfig}};
    ///
    /// let words = PassageConfig::default().with_words(20, 200);
    /// let options = IndexOptions::default().with_config(Config::default().with_passages(words));
    /// assert_eq!(options.in_memory()?.config().passages.max, 200);
    ///
    /// let tiny = PassageConfig::default().with_max_chars(3);
    /// let options = IndexOptions::default().with_config(Config::default().with_passages(tiny));
    /// assert!(matches!(options.in_memory(), Err(Error::Config { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn with_config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// With that lexicon in place of the built-in one; lay one over the other
    /// with [`Lexicon::with`].
    ///
    /// ```
    /// use ibid::{IndexOptions, Lexicon};
    ///
    /// let options = IndexOptions::default().with_lexicon(Lexicon::default());
    /// assert!(options.in_memory()?.lexicon().topics.is_empty());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn with_lexicon(mut self, lexicon: Lexicon) -> Self {
        self.lexicon = Some(lexicon);
        self
    }

    /// With that long a wait for another process that makes an index in the same
    /// folder, in milliseconds; 2,000 by default.
    ///
    /// ```
    /// use ibid::{Error, Index, IndexOptions};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let options = IndexOptions::default().with_lock_wait_ms(10_000);
    /// let both = std::thread::scope(|scope| {
    ///     let create = || options.clone().open_or_create(folder.path());
    ///     [scope.spawn(create), scope.spawn(create)].map(|thread| thread.join().unwrap())
    /// });
    /// assert!(both.iter().all(Result::is_ok));
    /// // One that is made by now is not waited for.
    /// assert!(matches!(options.create(folder.path()), Err(Error::AlreadyExists { .. })));
    /// ```
    #[must_use]
    pub fn with_lock_wait_ms(mut self, milliseconds: u64) -> Self {
        self.lock_wait_ms = milliseconds;
        self
    }

    /// The configuration.
    ///
    /// ```
    /// use ibid::IndexOptions;
    /// use ibid::config::Config;
    ///
    /// assert_eq!(*IndexOptions::default().config(), Config::default());
    /// ```
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Makes a new index in memory.
    ///
    /// ```
    /// use ibid::{Error, IndexOptions, config::{Config, PassageConfig}};
    ///
    /// assert_eq!(IndexOptions::default().in_memory()?.stats()?.documents, 0);
    ///
    /// let tiny = PassageConfig::default().with_max_chars(3);
    /// let options = IndexOptions::default().with_config(Config::default().with_passages(tiny));
    /// assert!(matches!(options.in_memory(), Err(Error::Config { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Config`] where a parameter is out of its range.
    pub fn in_memory(self) -> Result<Index> {
        Store::in_memory(self.config, lexicon(self.lexicon)).map(Index::of)
    }

    /// Makes a new index in a folder that is missing or empty.
    ///
    /// ```
    /// use ibid::{Error, IndexOptions};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let index = IndexOptions::default().create(folder.path())?;
    /// assert_eq!(index.stats()?.documents, 0);
    ///
    /// let again = IndexOptions::default().create(folder.path());
    /// assert!(matches!(again, Err(Error::AlreadyExists { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::AlreadyExists`], [`Error::NotAFolder`], [`Error::ReadOnly`],
    /// [`Error::DiskFull`], [`Error::NoLocks`], [`Error::Limit`],
    /// [`Error::Io`]; [`Error::Locked`] where another process makes one there
    /// for longer than is waited; [`Error::Config`] where a parameter is out of
    /// its range.
    pub fn create(self, path: impl AsRef<Path>) -> Result<Index> {
        let (path, lexicon) = (path.as_ref(), lexicon(self.lexicon));
        // What an earlier creation left in the folder is read.
        let create = || Store::create(path, self.config, lexicon, self.lock_wait_ms);
        guard(path, create).map(Index::of)
    }

    /// Opens the index in a folder, or makes one there where there is none.
    ///
    /// ```
    /// use ibid::{Error, IndexOptions, config::{Config, Language}};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// IndexOptions::default().open_or_create(folder.path())?; // makes it
    /// IndexOptions::default().open_or_create(folder.path())?; // opens it
    ///
    /// let french = Config::default().with_language(Language::French);
    /// let other = IndexOptions::default().with_config(french).open_or_create(folder.path());
    /// assert!(matches!(other, Err(Error::Analysis { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`create`](Self::create) and [`Index::open`]; [`Error::Analysis`]
    /// where the index there has another configuration or lexicon.
    pub fn open_or_create(self, path: impl AsRef<Path>) -> Result<Index> {
        let path = path.as_ref();
        match Index::open(path) {
            Err(Error::NotFound { .. }) => match self.clone().create(path) {
                Err(Error::AlreadyExists { path: other }) => match Index::open(path) {
                    Err(Error::NotFound { .. }) => Err(Error::AlreadyExists { path: other }),
                    // Another process has made it meanwhile.
                    opened => self.agreeing(opened?),
                },
                created => created,
            },
            opened => self.agreeing(opened?),
        }
    }

    /// All that an index depends on which is made with these options, but for what is
    /// within the version of the crate.
    #[cfg(feature = "folder")]
    pub(crate) fn settings(&self) -> Vec<u8> {
        let own = self.lexicon.as_ref().filter(|lexicon| **lexicon != Lexicon::builtin());
        serde_json::to_vec(&(same_fields(&self.config), own)).unwrap_or_default()
    }

    /// That index, where it was made with these options.
    fn agreeing(self, index: Index) -> Result<Index> {
        index.agreeing_with(&self.config, &lexicon(self.lexicon))
    }
}

/// The configuration with its fields as they are searched: in small letters, whatever
/// their order.
fn same_fields(config: &Config) -> Config {
    let mut config = config.clone();
    for name in &mut config.fields {
        *name = name.to_lowercase();
    }
    config.fields.sort_unstable();
    config
}

fn lexicon(given: Option<Lexicon>) -> Lexicon {
    given.unwrap_or_else(Lexicon::builtin)
}

impl Index {
    /// Makes a new index in memory, with the default options.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "One tug."))?;
    /// writer.commit()?;
    /// assert_eq!(index.stats()?.documents, 1);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Index`] where memory for its first commit cannot be had.
    pub fn in_memory() -> Result<Self> {
        IndexOptions::default().in_memory()
    }

    /// Makes a new index in a folder that is missing or empty, with the
    /// default options.
    ///
    /// ```
    /// use ibid::{Error, Index};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("news.ibid");
    /// Index::create(&path)?;
    /// assert!(matches!(Index::create(&path), Err(Error::AlreadyExists { .. })));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`IndexOptions::create`].
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        IndexOptions::default().create(path)
    }

    fn agreeing_with(self, config: &Config, lexicon: &Lexicon) -> Result<Self> {
        let manifest = self.store.manifest();
        if same_fields(&manifest.config) == same_fields(config) && *manifest.lexicon == *lexicon {
            return Ok(self);
        }
        let wanted = Analyzer::new(config.language, lexicon);
        let path = self.store.path().into();
        let (found, expected) = (manifest.analysis.clone(), wanted.fingerprint());
        let mut differences = differences(&found, &expected);
        let thesauri = (&manifest.lexicon.thesaurus, &lexicon.thesaurus);
        let other = (AnalysisPart::Thesaurus, "that of the index", "that of the options");
        let thesaurus = AnalysisDifference::between(other.0, other.1, other.2);
        differences.extend(thesaurus.filter(|_| thesauri.0 != thesauri.1));
        let [of_index, own] = [&manifest.config, config].map(|config| config.passages.in_words());
        differences.extend(AnalysisDifference::between(AnalysisPart::Passages, &of_index, &own));
        let fields = |config: &Config| match same_fields(config).fields.as_slice() {
            [] => "none".to_owned(),
            fields => fields.join(", "),
        };
        let [of_index, own] = [&manifest.config, config].map(fields);
        differences.extend(AnalysisDifference::between(AnalysisPart::Fields, &of_index, &own));
        Err(Error::Analysis { path, found, expected, differences })
    }
}
