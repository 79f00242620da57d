//! An index on disk or in memory: creation, opening, and the snapshot of the last
//! commit.

pub(crate) mod border;
mod checksum;
mod column;
mod commit_check;
mod commit_files;
mod commit_watch;
pub(crate) mod decode;
pub(crate) mod dense_column;
mod directory;
pub(crate) mod documents;
mod encode;
mod errors;
mod file_names;
pub(crate) mod id_prefixes;
mod index_memory;
mod lock;
mod manifest;
mod memory_limit;
mod older;
pub(crate) mod ordinals;
mod packed_lexicon;
mod range_column;
mod record;
pub(crate) mod salvage;
pub(crate) mod schema;
mod seal;
mod seen_ids;
pub(crate) mod segment;
pub(crate) mod snapshot;
pub(crate) mod swap;
pub(crate) mod term_lookup;
mod text_blocks;
mod tokens;
mod varint;
pub(crate) mod writer;
pub(crate) mod writer_options;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::directory::{Directory, RamDirectory};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexMeta, IndexReader, IndexSettings, ReloadPolicy};

use crate::analysis::Analyzer;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::store::lock::open_locked;
use crate::store::writer_options::WriterOptions;
use crate::util::join::join;
use commit_files::verify_files;
use commit_watch::CommitWatch;
use directory::IndexDirectory;
use errors::{access_denied, corrupt, from_tantivy};
use file_names::{COMMIT_FILE, precedes_first_commit};
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
    /// Creates an index in memory.
    pub(crate) fn in_memory(config: Config, lexicon: Lexicon) -> Result<Self> {
        let directory = RamDirectory::create();
        Self::initialise(PathBuf::new(), Box::new(directory), config, lexicon)
    }

    /// Creates an index in a folder that is missing or empty.
    pub(crate) fn create(path: &Path, config: Config, lexicon: Lexicon) -> Result<Self> {
        match std::fs::metadata(path) {
            Ok(at_path) if !at_path.is_dir() => {
                return Err(Error::NotAFolder { path: path.into() });
            }
            Ok(_) if !is_vacant(path)? => return Err(Error::AlreadyExists { path: path.into() }),
            _ => std::fs::create_dir_all(path).map_err(|source| access_denied(path, source))?,
        }
        let directory = open_folder(path)?;
        Self::initialise(path.to_owned(), Box::new(directory), config, lexicon)
    }

    /// Opens the index in a folder.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let store = Self::open_for_rebuild(path)?;
        let expected = store.analyzer.fingerprint();
        if expected == store.manifest.analysis {
            return Ok(store);
        }
        let (path, found) = (path.into(), store.manifest.analysis);
        Err(Error::Analysis { path, found, expected })
    }

    /// Opens the index in a folder even if this build would analyse its texts
    /// differently: what it keeps can be read, to index it anew.
    pub(crate) fn open_for_rebuild(path: &Path) -> Result<Self> {
        check_is_index(path)?;
        let files = open_folder(path)?;
        let index = Index::open(files.clone()).map_err(|e| from_tantivy(path, "open", e))?;
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            // The manifest first: an index of another format, or of another
            // program, is not damaged.
            manifest_of(&index, path)?;
            return Err(corrupt(path, "its fields are not those of its format", None));
        }
        let describe = || {
            let manifest = manifest_of(&index, path)?;
            let analyzer = Analyzer::sharing(manifest.config.language, &manifest.lexicon);
            Ok(Described { manifest, analyzer })
        };
        let (opened, described) = join(|| open_commit(path, &files, &index, fields), describe);
        let (files, described) = (Box::new(files), described?);
        Ok(Self::assemble(path.to_owned(), files, index, fields, described, opened?))
    }

    fn initialise(
        path: PathBuf,
        files: Box<dyn Directory>,
        config: Config,
        lexicon: Lexicon,
    ) -> Result<Self> {
        config.validate()?;
        let lexicon = Arc::new(lexicon);
        let analyzer = Analyzer::sharing(config.language, &lexicon);
        let manifest = Manifest::new(config, lexicon, analyzer.fingerprint());
        let payload = manifest.to_payload()?;
        let (schema, fields) = Fields::schema();
        let index = Index::create(files.clone(), schema, settings())
            .map_err(|e| from_tantivy(&path, "create", e))?;
        commit_payload(&index, &path, &payload)?;
        let opened = open_commit(&path, &*files, &index, fields)?;
        let described = Described { manifest, analyzer };
        Ok(Self::assemble(path, files, index, fields, described, opened))
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
        self.watch.see(renew).map_err(|e| from_tantivy(&self.path, "read the last commit", e))
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
    open().map_err(|e| from_tantivy(path, "read", e))
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

/// Whether a folder is empty, or has only what a creation that was cut off left:
/// files that tantivy makes before the first commit.
fn is_vacant(path: &Path) -> Result<bool> {
    for entry in std::fs::read_dir(path).map_err(|source| access_denied(path, source))? {
        let name = entry.map_err(|source| access_denied(path, source))?.file_name();
        let name = name.to_string_lossy();
        let is_left_over =
            precedes_first_commit(&name) || (name == COMMIT_FILE && is_unfinished(path)?);
        if !is_left_over {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a folder has an index with ibid's fields to which nothing was
/// committed, not even the manifest.
fn is_unfinished(path: &Path) -> Result<bool> {
    let metas = Index::open(open_folder(path)?).and_then(|index| index.load_metas());
    Ok(metas.is_ok_and(|metas| is_blank(&metas)))
}

fn is_blank(metas: &IndexMeta) -> bool {
    metas.payload.is_none() && metas.segments.is_empty() && metas.schema == Fields::schema().0
}

fn open_folder(path: &Path) -> Result<IndexDirectory> {
    IndexDirectory::open(path).map_err(|e| from_tantivy(path, "open the folder", e.into()))
}

/// How texts are stored: in small blocks, because a hit's text is read by
/// unpacking its block, at a higher level of compression to make up for their
/// size. The compression gets no thread of its own: there is little of it.
fn settings() -> IndexSettings {
    let compression_level = Some(3);
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level }),
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: 10 << 10,
        ..IndexSettings::default()
    }
}

/// The first commit, so that even an empty index describes itself.
fn commit_payload(index: &Index, path: &Path, payload: &str) -> Result<()> {
    let options = WriterOptions::default().with_memory_bytes(16 << 20);
    let mut writer = open_locked(index, path, &options)?;
    let mut commit = || -> tantivy::Result<()> {
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(payload);
        prepared.commit()?;
        Ok(())
    };
    commit().map_err(|e| from_tantivy(path, "create", e))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn create(path: &Path) -> Result<Store> {
        Store::create(path, Config::default(), Lexicon::default())
    }

    #[test]
    fn what_a_creation_that_was_cut_off_left_is_finished() {
        let check = |fields: Option<tantivy::schema::Schema>, file: &str, opened, created| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path();
            if let Some(fields) = fields {
                Index::create_in_dir(path, fields).unwrap();
            }
            std::fs::write(path.join(file), "").unwrap();
            let outcome = |store: Result<Store>| format!("{:?}", store.map(drop));
            let of_open = outcome(Store::open(path));
            assert!(of_open.starts_with(opened), "{of_open} for {opened} with {file}");
            let of_create = outcome(create(path));
            assert!(of_create.starts_with(created), "{of_create} for {created} with {file}");
            assert_eq!(created == "Ok", Store::open(path).is_ok(), "with {file}");
        };
        let ours = || Some(Fields::schema().0);
        let foreign = Some(tantivy::schema::Schema::builder().build());
        check(None, ".tantivy-meta.lock", "Err(NotFound", "Ok");
        check(None, ".tmpA1b2C3", "Err(NotFound", "Ok");
        check(None, "notes.txt", "Err(NotFound", "Err(AlreadyExists");
        check(ours(), ".tantivy-writer.lock", "Err(NotFound", "Ok");
        check(ours(), "notes.txt", "Err(NotFound", "Err(AlreadyExists");
        check(foreign, ".tantivy-writer.lock", "Err(Foreign", "Err(AlreadyExists");
    }
}
