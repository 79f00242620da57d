//! Making of a new index, by one process at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::{Directory, RamDirectory};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings};

use super::commit_check::is_blank;
use super::errors::{access_denied, from_tantivy};
use super::file_names::{COMMIT_FILE, precedes_first_commit};
use super::headroom::check_opening;
use super::lock::{take_writer_lock, within};
use super::manifest::Manifest;
use super::schema::Fields;
use super::{Described, Store, open_commit, open_folder};
use crate::analysis::Analyzer;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;

impl Store {
    /// Creates an index in memory.
    pub(crate) fn in_memory(config: Config, lexicon: Lexicon) -> Result<Self> {
        config.validate()?;
        initialise(PathBuf::new(), Box::new(RamDirectory::create()), config, lexicon)
    }

    /// Creates an index in a folder that is missing or empty. Another process
    /// that creates one there is waited for up to `lock_wait_ms`.
    ///
    /// # Errors
    /// [`Error::AlreadyExists`] also where that process has made it meanwhile;
    /// [`Error::Locked`] where it takes longer.
    pub(crate) fn create(
        path: &Path,
        config: Config,
        lexicon: Lexicon,
        lock_wait_ms: u64,
    ) -> Result<Self> {
        config.validate()?;
        match std::fs::metadata(path) {
            Ok(at_path) if !at_path.is_dir() => {
                return Err(Error::NotAFolder { path: path.into() });
            }
            // Before the lock, which makes a file.
            Ok(_) => check_vacant(path)?,
            Err(_) => std::fs::create_dir_all(path).map_err(|e| access_denied(path, e))?,
        }
        let directory = open_folder(path)?;
        // What is made here without it could take the place of the first commit
        // of a process that came before.
        let lock = within(path, lock_wait_ms, || match take_writer_lock(&directory, path)? {
            None => check_vacant(path).map(|()| None),
            taken => Ok(taken),
        })?;
        check_vacant(path)?;
        let store = initialise(path.to_owned(), Box::new(directory), config, lexicon);
        drop(lock);
        store
    }
}

fn initialise(
    path: PathBuf,
    files: Box<dyn Directory>,
    config: Config,
    lexicon: Lexicon,
) -> Result<Store> {
    check_opening().map_err(|e| access_denied(&path, e))?;
    let lexicon = Arc::new(lexicon);
    let analyzer = Analyzer::sharing(config.language, &lexicon);
    let manifest = Manifest::new(config, lexicon, analyzer.fingerprint());
    let payload = manifest.to_payload()?;
    let (schema, fields) = Fields::schema();
    let create = || -> tantivy::Result<Index> {
        let index = Index::create(files.clone(), schema, settings())?;
        commit_payload(&index, payload)?;
        Ok(index)
    };
    let index = create().map_err(|e| from_tantivy(&path, "create", e))?;
    let opened = open_commit(&path, &*files, &index, fields)?;
    let described = Described { manifest, analyzer };
    Ok(Store::assemble(path, files, index, fields, described, opened))
}

/// The first commit, so that even an empty index describes itself.
fn commit_payload(index: &Index, payload: String) -> tantivy::Result<()> {
    let mut metas = index.load_metas()?;
    metas.payload = Some(payload);
    let json = serde_json::to_vec_pretty(&metas).map_err(std::io::Error::from)?;
    index.directory().atomic_write(Path::new(COMMIT_FILE), &json)?;
    Ok(())
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

/// Checks that a folder is empty, or has only what a creation that was cut off
/// left: files that tantivy makes before the first commit.
fn check_vacant(path: &Path) -> Result<()> {
    for entry in std::fs::read_dir(path).map_err(|source| access_denied(path, source))? {
        let name = entry.map_err(|source| access_denied(path, source))?.file_name();
        let name = name.to_string_lossy();
        let is_left_over =
            precedes_first_commit(&name) || (name == COMMIT_FILE && is_unfinished(path)?);
        if !is_left_over {
            return Err(Error::AlreadyExists { path: path.into() });
        }
    }
    Ok(())
}

/// Whether a folder has an index with ibid's fields to which nothing was
/// committed, not even the manifest.
fn is_unfinished(path: &Path) -> Result<bool> {
    let metas = Index::open(open_folder(path)?).and_then(|index| index.load_metas());
    Ok(metas.is_ok_and(|metas| is_blank(&metas)))
}

#[cfg(test)]
mod tests {
    use tantivy::directory::INDEX_WRITER_LOCK;

    use super::*;
    use crate::store::directory::IndexDirectory;

    fn create(path: &Path) -> Result<Store> {
        Store::create(path, Config::default(), Lexicon::default(), 0)
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

    #[test]
    fn another_creation_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let directory = IndexDirectory::open(path).unwrap();
        let lock = directory.acquire_lock(&INDEX_WRITER_LOCK).unwrap();
        let create = |lock_wait_ms: u64| {
            Store::create(path, Config::default(), Lexicon::default(), lock_wait_ms)
        };
        for wait_ms in [0, 30] {
            let told = create(wait_ms);
            let is_told =
                matches!(told, Err(Error::Locked { waited_ms, .. }) if waited_ms >= wait_ms);
            assert!(is_told, "{told:?}");
        }
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| create(20_000));
            std::thread::sleep(std::time::Duration::from_millis(50));
            drop(lock);
            assert!(waiting.join().unwrap().is_ok());
        });
        // Whoever waits for one that is made by now is told so at once.
        let _lock = directory.acquire_lock(&INDEX_WRITER_LOCK).unwrap();
        assert!(matches!(create(20_000), Err(Error::AlreadyExists { .. })));
    }
}
