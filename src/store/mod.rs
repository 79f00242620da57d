//! An index on disk or in memory: creation, opening, and the snapshot of the last
//! commit.

pub(crate) mod border;
mod checksum;
mod column;
mod commit_check;
mod commit_files;
mod commit_watch;
mod creation;
pub(crate) mod decode;
pub(crate) mod dense_column;
mod directory;
pub(crate) mod documents;
pub(crate) mod encode;
mod errors;
pub(crate) mod facet_column;
mod facet_reader;
mod fact_codec;
pub(crate) mod fact_column;
mod fact_fields;
mod file_lock;
mod file_name_keys;
mod file_names;
mod headroom;
pub(crate) mod id_prefixes;
mod index_memory;
pub(crate) mod labelled;
mod line_ends;
mod lock;
mod manifest;
mod memory_limit;
pub(crate) mod named_fields;
mod older;
mod opened_files;
pub(crate) mod ordinals;
mod packed_lexicon;
mod page_sums;
mod page_writer;
mod range_column;
mod record;
pub(crate) mod salvage;
pub(crate) mod schema;
mod seal;
pub(crate) mod searched_text;
mod seen_ids;
pub(crate) mod segment;
mod segment_check;
pub(crate) mod snapshot;
mod stored_fields;
mod stored_size;
pub(crate) mod swap;
mod system_faults;
pub(crate) mod term_lookup;
mod text_blocks;
mod text_store;
mod tokens;
mod varint;
pub(crate) mod writer;
pub(crate) mod writer_options;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::directory::Directory;
use tantivy::{Index, IndexReader, ReloadPolicy};

use crate::analysis::Analyzer;
use crate::analysis::fingerprint::differences;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::util::join::join;
use commit_check::is_blank;
use commit_files::verify_files;
use commit_watch::CommitWatch;
use directory::IndexDirectory;
use errors::{access_denied, corrupt, from_tantivy};
use file_names::COMMIT_FILE;
use headroom::check_opening;
use manifest::{CommitPayload, FORMAT_VERSION, Manifest, read_payload};
use schema::Fields;
use seal::unseal;
use snapshot::Snapshot;

/// A store, shared by every handle and writer of one index.
pub(crate) struct Store {
    /// Its folder; empty in memory.
    path: PathBuf,
    /// Its files with their footers, which the directory in `index` cuts off.
    files: Box<dyn Directory>,
    index: Index,
    fields: Fields,
    manifest: Manifest,
    analyzer: Analyzer,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    /// Notices commits after the one of the snapshot.
    watch: CommitWatch,
}

/// What an index says of itself, with the analysis that it needs.
struct Described {
    manifest: Manifest,
    analyzer: Analyzer,
}

/// The last commit, with the reader that sees later ones.
struct Opened {
    watch: CommitWatch,
    reader: IndexReader,
    snapshot: Snapshot,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the index in a folder.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let store = Self::open_for_rebuild(path)?;
        let expected = store.analyzer.fingerprint();
        if expected == store.manifest.analysis {
            return Ok(store);
        }
        let (path, found) = (path.into(), store.manifest.analysis);
        let differences = differences(&found, &expected);
        Err(Error::Analysis { path, found, expected, differences })
    }

    /// Opens the index in a folder even if this build would analyse its texts
    /// differently: what it keeps can be read, to index it anew.
    pub(crate) fn open_for_rebuild(path: &Path) -> Result<Self> {
        check_is_index(path)?;
        check_opening().map_err(|source| access_denied(path, source))?;
        let files = open_folder(path)?;
        let index = Index::open(files.clone()).map_err(|e| from_tantivy(path, "open", e))?;
        let (_, fields) = Fields::schema();
        if !Fields::is_schema(&index.schema()) {
            // The manifest first: an index of another format, or of another
            // program, is not damaged.
            manifest_of(&index, path)?;
            return Err(corrupt(path, "its fields are not those of its format", None));
        }
        let describe = || {
            let manifest = manifest_of(&index, path)?;
            // A seal proves that the lexicon is the one of the fingerprint.
            let fingerprint = manifest.has_seals().then_some(&*manifest.analysis);
            let Config { language, .. } = manifest.config;
            let analyzer = Analyzer::known(language, &manifest.lexicon, fingerprint);
            Ok(Described { manifest, analyzer })
        };
        let (opened, described) = join(|| open_commit(path, &files, &index, fields), describe);
        let (files, described) = (Box::new(files), described?);
        Ok(Self::assemble(path.to_owned(), files, index, fields, described, opened?))
    }

    fn assemble(
        path: PathBuf,
        files: Box<dyn Directory>,
        index: Index,
        fields: Fields,
        described: Described,
        opened: Opened,
    ) -> Self {
        index.tokenizers().register(tokens::NAME, tokens::TermSplitter::default());
        let Described { manifest, analyzer } = described;
        let Opened { watch, reader, mut snapshot } = opened;
        snapshot.has_checksums = manifest.has_seals();
        let snapshot = RwLock::new(Arc::new(snapshot));
        Self { path, files, index, fields, manifest, analyzer, reader, snapshot, watch }
    }

    /// The snapshot of the last commit, also where another process made it.
    pub(crate) fn snapshot(&self) -> Result<Arc<Snapshot>> {
        if self.watch.has_changed() {
            self.refresh()?;
        }
        Ok(Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Reads the last commit. Searches under way keep their snapshot; one that
    /// begins meanwhile waits for the new one.
    pub(crate) fn refresh(&self) -> Result<()> {
        let renew = || -> tantivy::Result<()> {
            let before = Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner));
            self.reader.reload()?;
            let searcher = self.reader.searcher();
            let Self { path, files, fields, .. } = self;
            let mut after = Snapshot::new(path, &**files, &searcher, *fields, Some(&before))?;
            after.has_checksums = self.manifest.has_seals();
            *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(after);
            Ok(())
        };
        let read = || self.watch.see(renew);
        read_commit(&self.path, read)
            .map_err(|e| from_tantivy(&self.path, "read the last commit", e))
    }

    /// Reads every file of the last commit and compares its checksum.
    pub(crate) fn verify_checksums(&self) -> Result<()> {
        if self.path.as_os_str().is_empty() {
            return Ok(());
        }
        verify_files(&self.index, &self.path)
    }

    /// Its folder; empty in memory.
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

    /// The analysis of its texts and queries.
    pub(crate) fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }
}

/// How often a commit is read anew that was replaced, and its files removed,
/// while it was read.
const MAX_REPLACED: usize = 50;

/// Reads a commit; again where another one has taken its place meanwhile.
fn read_commit<T>(path: &Path, mut read: impl FnMut() -> tantivy::Result<T>) -> tantivy::Result<T> {
    // In memory there is nothing to watch, and nothing but a commit removes a file.
    let is_in_memory = path.as_os_str().is_empty();
    for _ in 0..MAX_REPLACED {
        let watch = CommitWatch::new(path);
        let outcome = read();
        if outcome.is_ok() || !is_in_memory && !watch.has_changed() {
            return outcome;
        }
    }
    read()
}

/// Opens the last commit of an index.
fn open_commit(
    path: &Path,
    files: &dyn Directory,
    index: &Index,
    fields: Fields,
) -> Result<Opened> {
    let open = || -> tantivy::Result<Opened> {
        // Before the commit is read, so that no later one is missed.
        let watch = CommitWatch::new(path);
        let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader: IndexReader = builder.try_into()?;
        let snapshot = Snapshot::new(path, files, &reader.searcher(), fields, None)?;
        Ok(Opened { watch, reader, snapshot })
    };
    read_commit(path, open).map_err(|e| from_tantivy(path, "read", e))
}

/// Checks that a folder has a commit.
fn check_is_index(path: &Path) -> Result<()> {
    match std::fs::metadata(path) {
        Ok(at_path) if !at_path.is_dir() => Err(Error::NotAFolder { path: path.into() }),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
            Err(Error::NotFound { path: path.into() })
        }
        Err(source) => Err(Error::Io { path: path.into(), source }),
        Ok(_) if !path.join(COMMIT_FILE).exists() => Err(Error::NotFound { path: path.into() }),
        Ok(_) => Ok(()),
    }
}

fn open_folder(path: &Path) -> Result<IndexDirectory> {
    IndexDirectory::open(path).map_err(|e| from_tantivy(path, "open the folder", e.into()))
}

/// Whether the commit file is sealed; nothing can damage one in memory.
fn is_sealed(path: &Path) -> Result<bool> {
    if path.as_os_str().is_empty() {
        return Ok(true);
    }
    let content = std::fs::read(path.join(COMMIT_FILE));
    let unsealed = content.and_then(unseal).map_err(|source| access_denied(path, source))?;
    Ok(unsealed.was_sealed)
}

fn manifest_of(index: &Index, path: &Path) -> Result<Manifest> {
    let metas = index.load_metas().map_err(|e| from_tantivy(path, "read the manifest", e))?;
    match read_payload(metas.payload.as_deref()) {
        CommitPayload::Manifest(manifest) => {
            if manifest.has_seals() && !is_sealed(path)? {
                return Err(corrupt(path, "its commit has lost its seal", None));
            }
            Ok(*manifest)
        }
        CommitPayload::Damaged(detail) => {
            Err(corrupt(path, format!("its manifest cannot be read: {detail}"), None))
        }
        // A creation that was cut off; creating it again finishes it.
        CommitPayload::Foreign if is_blank(&metas) => Err(Error::NotFound { path: path.into() }),
        CommitPayload::Foreign => Err(Error::Foreign { path: path.into() }),
        CommitPayload::OtherFormat(found) => {
            Err(Error::Format { path: path.into(), found, supported: FORMAT_VERSION })
        }
    }
}
