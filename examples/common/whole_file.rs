//! Files that are there as a whole or not at all.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Writes a file beside its place and moves it there: a reader never sees a part of it,
/// and what was there stays where that fails.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> Result<()> {
    let name = path.file_name().with_context(|| format!("{} is no file", path.display()))?;
    let beside = format!(".{}.{}.part", name.to_string_lossy(), std::process::id());
    let beside = path.with_file_name(beside);
    let written = fs::write(&beside, content).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        fs::remove_file(&beside).ok();
    }
    written.with_context(|| format!("cannot write {}", path.display()))
}
