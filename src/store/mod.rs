//! An index on disk or in memory: made, opened, and seen through one
//! snapshot at a time.

pub(crate) mod border;
mod checksum;
mod column;
mod commit_check;
mod commit_files;
mod commit_watch;
mod date_column;
pub(crate) mod decode;
mod directory;
pub(crate) mod documents;
mod encode;
mod errors;
mod file_names;
pub(crate) mod id_prefixes;
mod lock;
mod manifest;
mod memory_limit;
mod older;
pub(crate) mod ordinals;
mod packed_lexicon;
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

use tantivy::directory::RamDirectory;
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
use file_names::{COMMIT_FILE, is_temporary};
use manifest::{CommitPayload, FORMAT_VERSION, Manifest, read_payload};
use schema::Fields;
use snapshot::Snapshot;

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
    /// Of the commit that the snapshot was made from.
    watch: CommitWatch,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}

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
            _ => std::fs::create_dir_all(path).map_err(|source| access_denied(path, source))?,
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
        let index = Index::open(open_folder(path)?).map_err(|e| from_tantivy(path, "open", e))?;
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            // Of another format, or nobody's, before it is damaged.
            manifest_of(&index, path)?;
            return Err(corrupt(path, "its fields are not those of its format", None));
        }
        let watch = CommitWatch::new(path);
        let own = || {
            let manifest = manifest_of(&index, path)?;
            let analyzer = Analyzer::sharing(manifest.config.language, &manifest.lexicon);
            Ok((manifest, analyzer))
        };
        let (last, own) = join(|| look(path, &index, fields), own);
        Ok(Self::assemble(path.to_owned(), index, fields, own?, (watch, last?)))
    }

    fn initialise(
        path: PathBuf,
        directory: Box<dyn tantivy::Directory>,
        config: Config,
        lexicon: Lexicon,
    ) -> Result<Self> {
        config.validate()?;
        let lexicon = Arc::new(lexicon);
        let analyzer = Analyzer::sharing(config.language, &lexicon);
        let manifest = Manifest::new(config, lexicon, analyzer.fingerprint());
        let (schema, fields) = Fields::schema();
        let settings = settings();
        let index = Index::create(directory, schema, settings)
            .map_err(|e| from_tantivy(&path, "create", e))?;
        commit_manifest(&index, &path, &manifest)?;
        let watch = CommitWatch::new(&path);
        let last = look(&path, &index, fields)?;
        Ok(Self::assemble(path, index, fields, (manifest, analyzer), (watch, last)))
    }

    /// Of an index and its last commit, which was looked at after the watch
    /// began.
    fn assemble(
        path: PathBuf,
        index: Index,
        fields: Fields,
        (manifest, analyzer): (Manifest, Analyzer),
        (watch, (reader, snapshot)): (CommitWatch, (IndexReader, Snapshot)),
    ) -> Self {
        index.tokenizers().register(tokens::NAME, tokens::TermSplitter::default());
        let snapshot = RwLock::new(Arc::new(snapshot));
        Self { path, index, fields, manifest, analyzer, reader, snapshot, watch }
    }

    /// The last commit, also one of another process.
    pub(crate) fn snapshot(&self) -> Result<Arc<Snapshot>> {
        if self.watch.has_changed() {
            self.refresh()?;
        }
        Ok(Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Sees the last commit from now on. Searches under way go on with the
    /// snapshot they have; one that begins meanwhile waits for the new one.
    pub(crate) fn refresh(&self) -> Result<()> {
        let renew = || -> tantivy::Result<()> {
            let before = Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner));
            self.reader.reload()?;
            let searcher = self.reader.searcher();
            let after = Snapshot::new(&self.path, &searcher, self.fields, Some(&before))?;
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

/// A reader of the index, and its last commit.
fn look(path: &Path, index: &Index, fields: Fields) -> Result<(IndexReader, Snapshot)> {
    let open = || -> tantivy::Result<(IndexReader, Snapshot)> {
        let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader: IndexReader = builder.try_into()?;
        let snapshot = Snapshot::new(path, &reader.searcher(), fields, None)?;
        Ok((reader, snapshot))
    };
    open().map_err(|e| from_tantivy(path, "read", e))
}

/// An empty folder, or what a creation that was cut off left: files that
/// tantivy makes before the first commit, and no commit of anybody's.
fn is_vacant(path: &Path) -> Result<bool> {
    const BEGINNINGS: [&str; 2] = [".tantivy-", ".managed.json"];
    for entry in std::fs::read_dir(path).map_err(|source| access_denied(path, source))? {
        let name = entry.map_err(|source| access_denied(path, source))?.file_name();
        let name = name.to_string_lossy();
        let left = BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
            || is_temporary(&name)
            || (name == COMMIT_FILE && is_unfinished(path)?);
        if !left {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether an index of ibid's fields is there that nothing was committed to,
/// not even the manifest.
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

/// How texts are stored: in small blocks, since a hit's text is read by
/// unpacking its block, packed a little better to make up for what these cost.
/// The packing has no thread of its own: there is little of it.
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
fn commit_manifest(index: &Index, path: &Path, manifest: &Manifest) -> Result<()> {
    let options = WriterOptions::default().with_memory_bytes(16 << 20);
    let mut writer = open_locked(index, path, &options)?;
    let mut commit = || -> tantivy::Result<()> {
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&manifest.to_payload());
        prepared.commit()?;
        Ok(())
    };
    commit().map_err(|e| from_tantivy(path, "create", e))
}

fn manifest_of(index: &Index, path: &Path) -> Result<Manifest> {
    let metas = index.load_metas().map_err(|e| from_tantivy(path, "read the manifest", e))?;
    match read_payload(metas.payload.as_deref()) {
        CommitPayload::Manifest(manifest) => Ok(*manifest),
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
            let said = |found: Result<Store>| format!("{:?}", found.map(drop));
            let found = said(Store::open(path));
            assert!(found.starts_with(opened), "{found} for {opened} with {file}");
            let found = said(create(path));
            assert!(found.starts_with(created), "{found} for {created} with {file}");
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
