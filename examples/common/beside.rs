//! Files that are written beside their place and renamed when they are whole.

use std::ffi::OsString;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A file in the making, as `NAME.part` beside its place. Where the program is killed, it
/// stays there, and the file of that name is as it was.
pub(crate) struct Beside {
    path: PathBuf,
    part: PathBuf,
    file: File,
}

impl Beside {
    pub(crate) fn create(path: &Path) -> Result<Self> {
        if path.is_dir() || path.file_name().is_none() {
            bail!("cannot write {}: it is no file, name one", path.display());
        }
        let mut name: OsString = path.as_os_str().to_owned();
        name.push(".part");
        let part = PathBuf::from(name);
        let file = File::create(&part).with_context(|| {
            format!("cannot write {}: name a folder that is there", part.display())
        })?;
        Ok(Self { path: path.to_owned(), part, file })
    }

    /// Puts the file in its place, on the disk.
    pub(crate) fn finish(self) -> Result<()> {
        let written = self.file.sync_all().and_then(|()| std::fs::rename(&self.part, &self.path));
        written.with_context(|| format!("cannot write {}", self.path.display()))
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Replaces a file by a text: a reader never sees a part of it. Where that fails, the file
/// is as it was, and nothing is left beside it.
pub(crate) fn replace(path: &Path, text: &str) -> Result<()> {
    let mut file = Beside::create(path)?;
    let part = file.part.clone();
    let written = file.write_all(text.as_bytes());
    let written = written.with_context(|| format!("cannot write {}", path.display()));
    let replaced = written.and_then(|()| file.finish());
    if replaced.is_err() {
        std::fs::remove_file(&part).ok();
    }
    replaced
}

/// The text of a file; `None` where there is none.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
