//! An index on disk or in memory: made, opened, and seen through one
//! snapshot at a time.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::{Index, IndexReader, ReloadPolicy};

use super::fault::{damaged, fault, refused};
use super::format::{FORMAT_VERSION, Manifest, Payload, read_payload};
use super::schema::Fields;
use super::snapshot::Snapshot;
use super::tokens;
use super::writer::{WriterOptions, open_locked};
use crate::analysis::Analyzer;
use crate::config::Config;
use crate::lexicon::Lexicon;
use crate::{Error, Result};

/// A store; shared by every handle and writer of one index.
pub(crate) struct Store {
    /// Empty in memory.
    path: PathBuf,
    index: Index,
    fields: Fields,
    manifest: Manifest,
    analyzer: Analyzer,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    /// Of the commit file that the snapshot was made from.
    seen: Mutex<Option<Stamp>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}

/// What tells one commit file from the next without reading it: it is always
/// replaced as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    bytes: u64,
    file: u64,
}

/// tantivy's commit file.
const COMMIT_FILE: &str = "meta.json";

impl Store {
    /// A new index in memory.
    pub(crate) fn in_memory(config: Config, lexicon: Lexicon) -> Result<Self> {
        let directory = RamDirectory::create();
        Self::initialise(PathBuf::new(), Box::new(directory), config, lexicon)
    }

    /// A new index in a folder that is missing or empty.
    pub(crate) fn create(path: &Path, config: Config, lexicon: Lexicon) -> Result<Self> {
        match std::fs::metadata(path) {
            Ok(found) if !found.is_dir() => return Err(Error::NotAFolder { path: path.into() }),
            Ok(_) if !is_vacant(path)? => return Err(Error::AlreadyExists { path: path.into() }),
            _ => std::fs::create_dir_all(path).map_err(|source| refused(path, source))?,
        }
        let directory = open_folder(path)?;
        Self::initialise(path.to_owned(), Box::new(directory), config, lexicon)
    }

    /// The index in that folder.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let store = Self::open_for_rebuild(path)?;
        let expected = store.analyzer.fingerprint();
        if expected == store.manifest.analysis {
            return Ok(store);
        }
        let (path, found) = (path.into(), store.manifest.analysis);
        Err(Error::Analysis { path, found, expected })
    }

    /// The index in that folder, also where this build would analyse it
    /// otherwise: good for reading what it keeps.
    pub(crate) fn open_for_rebuild(path: &Path) -> Result<Self> {
        let found = std::fs::metadata(path);
        match found {
            Ok(found) if !found.is_dir() => return Err(Error::NotAFolder { path: path.into() }),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::NotFound { path: path.into() });
            }
            Err(source) => return Err(Error::Io { path: path.into(), source }),
            Ok(_) if !path.join(COMMIT_FILE).exists() => {
                return Err(Error::NotFound { path: path.into() });
            }
            Ok(_) => {}
        }
        let index = Index::open(open_folder(path)?).map_err(|e| fault(path, "open", e))?;
        let manifest = manifest_of(&index, path)?;
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            return Err(damaged(path, "its fields are not those of its format", None));
        }
        let analyzer = Analyzer::new(manifest.config.language, &manifest.lexicon);
        Self::assemble(path.to_owned(), index, fields, manifest, analyzer)
    }

    fn initialise(
        path: PathBuf,
        directory: Box<dyn tantivy::Directory>,
        config: Config,
        lexicon: Lexicon,
    ) -> Result<Self> {
        config.validate()?;
        let analyzer = Analyzer::new(config.language, &lexicon);
        let manifest = Manifest::new(config, lexicon, analyzer.fingerprint());
        let (schema, fields) = Fields::schema();
        let settings = tantivy::IndexSettings::default();
        let index =
            Index::create(directory, schema, settings).map_err(|e| fault(&path, "create", e))?;
        commit_manifest(&index, &path, &manifest)?;
        Self::assemble(path, index, fields, manifest, analyzer)
    }

    fn assemble(
        path: PathBuf,
        index: Index,
        fields: Fields,
        manifest: Manifest,
        analyzer: Analyzer,
    ) -> Result<Self> {
        index.tokenizers().register(tokens::NAME, tokens::Cutter::default());
        let seen = Stamp::of(&path);
        let open = || -> tantivy::Result<(IndexReader, Snapshot)> {
            let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
            let reader: IndexReader = builder.try_into()?;
            let snapshot = Snapshot::new(&path, reader.searcher(), fields, None)?;
            Ok((reader, snapshot))
        };
        let (reader, snapshot) = open().map_err(|e| fault(&path, "read", e))?;
        let snapshot = RwLock::new(Arc::new(snapshot));
        let seen = Mutex::new(seen);
        Ok(Self { path, index, fields, manifest, analyzer, reader, snapshot, seen })
    }

    /// The last commit, also one of another process. The common case costs
    /// one look at the commit file.
    pub(crate) fn snapshot(&self) -> Result<Arc<Snapshot>> {
        let now = Stamp::of(&self.path);
        if now != *self.seen.lock().unwrap_or_else(PoisonError::into_inner) {
            self.refresh()?;
        }
        Ok(Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Sees the last commit from now on.
    pub(crate) fn refresh(&self) -> Result<()> {
        // One refresh at a time; searches go on with the snapshot they have.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Stamp::of(&self.path);
        let before = Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner));
        let renew = || -> tantivy::Result<Snapshot> {
            self.reader.reload()?;
            Snapshot::new(&self.path, self.reader.searcher(), self.fields, Some(&before))
        };
        let after = renew().map_err(|e| fault(&self.path, "read the last commit", e))?;
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(after);
        *seen = now;
        Ok(())
    }

    /// Reads every file and compares its checksum.
    pub(crate) fn verify_checksums(&self) -> Result<()> {
        let broken = self.index.validate_checksum().map_err(|e| fault(&self.path, "verify", e))?;
        match broken.iter().min() {
            None => Ok(()),
            Some(file) => {
                let detail = format!("the checksum of {} is wrong", file.display());
                Err(damaged(&self.path, detail, None))
            }
        }
    }

    /// Where it is; empty in memory.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// tantivy's index.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// Handles of the fields.
    pub(crate) fn fields(&self) -> Fields {
        self.fields
    }

    /// What the index says of itself.
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The analysis that it was made with.
    pub(crate) fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }
}

impl Stamp {
    /// `None` in memory, and while the file cannot be seen.
    fn of(path: &Path) -> Option<Self> {
        if path.as_os_str().is_empty() {
            return None;
        }
        let found = std::fs::metadata(path.join(COMMIT_FILE)).ok()?;
        #[cfg(unix)]
        let file = std::os::unix::fs::MetadataExt::ino(&found);
        #[cfg(not(unix))]
        let file = 0;
        Some(Self { modified: found.modified().ok(), bytes: found.len(), file })
    }
}

/// An empty folder, or what a creation that was cut off left: files of
/// tantivy's without a commit of ibid's.
fn is_vacant(path: &Path) -> Result<bool> {
    let entries = std::fs::read_dir(path).map_err(|source| refused(path, source))?;
    Ok(entries.flatten().next().is_none())
}

fn open_folder(path: &Path) -> Result<MmapDirectory> {
    MmapDirectory::open(path).map_err(|e| fault(path, "open the folder", e.into()))
}

/// The first commit, so that even an empty index describes itself.
fn commit_manifest(index: &Index, path: &Path, manifest: &Manifest) -> Result<()> {
    let options = WriterOptions::default().with_memory_bytes(16 << 20);
    let mut writer = open_locked(index, path, &options)?;
    let mut commit = || -> tantivy::Result<()> {
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&manifest.to_payload());
        prepared.commit()?;
        Ok(())
    };
    commit().map_err(|e| fault(path, "create", e))
}

fn manifest_of(index: &Index, path: &Path) -> Result<Manifest> {
    let metas = index.load_metas().map_err(|e| fault(path, "read the manifest", e))?;
    match read_payload(metas.payload.as_deref()) {
        Payload::Manifest(manifest) => Ok(*manifest),
        Payload::Foreign => Err(Error::Foreign { path: path.into() }),
        Payload::OtherFormat(found) => {
            Err(Error::Format { path: path.into(), found, supported: FORMAT_VERSION })
        }
    }
}
