//! Makes an index anew beside itself and puts it in its own place, so that a
//! break-off at any instruction loses nothing.
//!
//! | step | on disk |
//! |---|---|
//! | made and verified beside it | `NAME`, `NAME.new` |
//! | the old one moved away | `NAME.old`, `NAME.new` |
//! | the new one moved in | `NAME`, `NAME.old` |
//! | the old one removed | `NAME` |
//!
//! `NAME` is moved only once `NAME.new` is whole, so [`recover`] can tell from
//! the names alone how far it went. Programs that have the index open go on
//! with what they have; those that open it between the second and the third
//! step find nothing there and have to try again.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use ibid::{Error, Index, IndexOptions};

/// The index made anew with those options from what it keeps.
///
/// Its writer is held meanwhile, so that no commit of another process is
/// lost; one that this build can no longer open has to be left alone by hand.
pub(crate) fn in_place(path: &Path, options: IndexOptions) -> Result<Index> {
    let names = Names::of(path)?;
    let known = Index::open(&names.index).ok();
    let lock = known.as_ref().map(Index::writer).transpose()?;
    remove(&names.new)?;
    if let Err(error) = build(&names, options, known.as_ref()) {
        // Room for the next try.
        remove(&names.new)?;
        return Err(error);
    }
    names.swap()?;
    drop(lock);
    remove(&names.old)?;
    Ok(Index::open(&names.index)?)
}

/// Finishes a swap that was broken off; else does nothing.
pub(crate) fn recover(path: &Path) -> Result<()> {
    let names = Names::of(path)?;
    let (index, new, old) = (names.index.exists(), names.new.exists(), names.old.exists());
    match (index, new, old) {
        (false, true, true) => {
            rename(&names.new, &names.index)?;
            remove(&names.old)
        }
        (false, false, true) => rename(&names.old, &names.index),
        (true, _, true) if Index::open(&names.index).is_ok() => remove(&names.old),
        _ => Ok(()),
    }
}

fn build(names: &Names, options: IndexOptions, known: Option<&Index>) -> Result<()> {
    let new = Index::rebuild(&names.index, &names.new, options)?;
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
    new: PathBuf,
    old: PathBuf,
}

impl Names {
    fn of(path: &Path) -> Result<Self> {
        // Beside the folder itself, not beside a link to it.
        let index = path.canonicalize().or_else(|_| std::path::absolute(path))?;
        let Some(name) = index.file_name() else { bail!("{} is no folder", path.display()) };
        let beside = |ending: &str| {
            let mut name = OsString::from(name);
            name.push(ending);
            index.with_file_name(name)
        };
        Ok(Self { new: beside(".new"), old: beside(".old"), index: index.clone() })
    }

    fn swap(&self) -> Result<()> {
        rename(&self.index, &self.old)?;
        rename(&self.new, &self.index).inspect_err(|_| drop(rename(&self.old, &self.index)))
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
    let of_an_index = |name: &str| name == "meta.json" || name.starts_with(".tantivy");
    match fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(Error::Io { path: path.into(), source }.into()),
        Ok(mut entries) => {
            let ours = entries.any(|entry| {
                entry.is_ok_and(|entry| entry.file_name().to_str().is_some_and(of_an_index))
            });
            if !ours && fs::read_dir(path)?.next().is_some() {
                bail!("{} is in the way: move it elsewhere", path.display());
            }
        }
    }
    fs::remove_dir_all(path).with_context(|| format!("cannot remove {}", path.display()))
}
