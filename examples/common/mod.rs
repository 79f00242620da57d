//! What the examples share: an index over a folder.

// Each example is a program of its own and uses a part of this.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use ibid::source::Folder;
use ibid::{Index, IndexOptions, Lexicon};

/// The sample articles that come with the library.
pub(crate) fn sample_articles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles")
}

/// The lexicon in a file laid over the built-in one; bad lines are told on
/// standard error and the good ones kept.
pub(crate) fn lexicon(file: Option<&Path>) -> Result<Lexicon> {
    let Some(file) = file else { return Ok(Lexicon::builtin()) };
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("reading the lexicon {}", file.display()))?;
    let read = Lexicon::read(&text);
    for problem in &read.problems {
        eprintln!("{}: {problem}", file.display());
    }
    Ok(Lexicon::builtin().with(&read.lexicon))
}

/// An index in memory over the articles of a folder; what cannot be read is
/// told on standard error.
pub(crate) fn index_of_folder(folder: &Path, options: IndexOptions) -> Result<Index> {
    let listing = Folder::new(folder).list()?;
    let folder = Folder::new(folder);
    let index = options.in_memory()?;
    let mut writer = index.writer()?;
    for skipped in &listing.skipped {
        eprintln!("skipped {skipped}");
    }
    for entry in &listing.files {
        match folder.read(entry) {
            Ok(document) => drop(writer.add(&document)?),
            Err(skipped) => eprintln!("skipped {skipped}"),
        }
    }
    writer.commit()?;
    writer.close()?;
    Ok(index)
}
