//! Makes an index anew beside itself and puts it in its own place, so that a
//! break-off at any instruction loses nothing.
//!
//! | step | on disk |
//! |---|---|
//! | made beside it and verified | `NAME`, `NAME.rebuild-half` |
//! | named as whole | `NAME`, `NAME.rebuild-whole` |
//! | the old one moved away | `NAME.rebuild-old`, `NAME.rebuild-whole` |
//! | the new one moved in | `NAME`, `NAME.rebuild-old` |
//! | the old one removed | `NAME` |
//!
//! So [`recover`] can tell from the names alone how far it went. Programs that
//! have the index open go on with what they have; those that open it between
//! the third and the fourth step find nothing there and have to try again.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use ibid::{Index, IndexOptions};

/// The index made anew with those options from what it keeps.
///
/// Its writer is held meanwhile, so that no commit of another process is
/// lost; nobody can write to one that this build cannot open.
pub(crate) fn in_place(path: &Path, options: IndexOptions) -> Result<Index> {
    let names = Names::of(path)?;
    let known = Index::open(&names.index).ok();
    let lock = known.as_ref().map(Index::writer).transpose()?;
    remove(&names.half)?;
    remove(&names.whole)?;
    if let Err(error) = build(&names, options, known.as_ref()) {
        // Room for the next try.
        remove(&names.half)?;
        return Err(error);
    }
    names.swap()?;
    drop(lock);
    remove(&names.old)?;
    Ok(Index::open(path)?)
}

/// Finishes a swap that was broken off; else does nothing.
pub(crate) fn recover(path: &Path) -> Result<()> {
    let names = Names::of(path)?;
    let (index, whole, old) = (names.index.exists(), names.whole.exists(), names.old.exists());
    match (index, whole, old) {
        (false, true, true) => rename(&names.whole, &names.index)?,
        (false, false, true) => return rename(&names.old, &names.index),
        _ => {}
    }
    if old && Index::open(&names.index).is_ok() { remove(&names.old) } else { Ok(()) }
}

fn build(names: &Names, options: IndexOptions, known: Option<&Index>) -> Result<()> {
    let new = Index::rebuild(&names.index, &names.half, options)?;
    new.verify()?;
    let documents = new.stats()?.documents;
    match known.map(Index::stats).transpose()? {
        Some(stats) if stats.documents != documents => {
            bail!("the old index has {} documents, the new one {documents}", stats.documents)
        }
        _ => Ok(()),
    }
}

struct Names {
    index: PathBuf,
    half: PathBuf,
    whole: PathBuf,
    old: PathBuf,
}

impl Names {
    fn of(path: &Path) -> Result<Self> {
        // Beside the folder itself, not beside a link to it.
        let index = path.canonicalize().or_else(|_| std::path::absolute(path))?;
        let Some(name) = index.file_name() else { bail!("{} names no folder", path.display()) };
        let beside = |ending: &str| {
            let mut name = OsString::from(name);
            name.push(ending);
            index.with_file_name(name)
        };
        let (half, whole) = (beside(".rebuild-half"), beside(".rebuild-whole"));
        Ok(Self { half, whole, old: beside(".rebuild-old"), index: index.clone() })
    }

    fn swap(&self) -> Result<()> {
        rename(&self.half, &self.whole)?;
        rename(&self.index, &self.old)?;
        rename(&self.whole, &self.index).inspect_err(|_| drop(rename(&self.old, &self.index)))
    }
}

/// Renames, and waits until the disk has it.
fn rename(from: &Path, to: &Path) -> Result<()> {
    let renamed = fs::rename(from, to).and_then(|()| sync_folder_of(to));
    renamed.with_context(|| format!("cannot rename {} to {}", from.display(), to.display()))
}

#[cfg(unix)]
fn sync_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all())
}

#[cfg(not(unix))]
fn sync_folder_of(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes an index, whole or half made; never a folder of something else.
fn remove(path: &Path) -> Result<()> {
    match is_index(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Ok(false) => bail!("{} is in the way: move it elsewhere", path.display()),
        _ => {}
    }
    fs::remove_dir_all(path).with_context(|| format!("cannot remove {}", path.display()))
}

/// Whether the folder is empty or has a file by which every index begins.
fn is_index(path: &Path) -> io::Result<bool> {
    let mut is_empty = true;
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        if name == "meta.json" || name.to_string_lossy().starts_with(".tantivy") {
            return Ok(true);
        }
        is_empty = false;
    }
    Ok(is_empty)
}
