//! What is served: an index, and what could not be read of its folder.

use std::path::Path;

use anyhow::{Context, Result};
use ibid::config::Config;
use ibid::source::{Folder, Skipped};
use ibid::{Index, IndexOptions};

use crate::arguments::Arguments;
use crate::common;

/// An index with where it comes from.
pub(crate) struct Library {
    pub(crate) index: Index,
    /// The folder or the index, as a person knows it.
    pub(crate) name: String,
    /// What could not be read; known only of a folder that was read now.
    pub(crate) skipped: Vec<Skipped>,
}

impl Library {
    /// Opens the index, or reads the folder, that the command line names.
    pub(crate) fn open(arguments: &Arguments) -> Result<Self> {
        if let Some(path) = &arguments.index {
            let index = Index::open(path).with_context(|| {
                format!("opening the index {}; the example `index` makes one", path.display())
            })?;
            return Ok(Self { index, name: path.display().to_string(), skipped: Vec::new() });
        }
        let lexicon = common::lexicon(arguments.lexicon.as_deref())?;
        let config = Config::default().with_fields(&arguments.field);
        let options = IndexOptions::default().with_lexicon(lexicon).with_config(config);
        let folder = arguments.folder.clone().unwrap_or_else(common::sample_articles);
        Self::of_folder(&folder, options)
    }

    /// Reads all articles of a folder into memory.
    pub(crate) fn of_folder(folder: &Path, options: IndexOptions) -> Result<Self> {
        let articles = Folder::new(folder);
        let listing = articles.list()?;
        let index = options.in_memory()?;
        let mut writer = index.writer()?;
        let mut skipped = listing.skipped;
        for entry in &listing.files {
            match articles.documents(entry) {
                Ok(read) => {
                    read.documents.iter().try_for_each(|article| writer.add(article).map(drop))?;
                    skipped.extend(read.notes);
                }
                Err(problem) => skipped.push(problem),
            }
        }
        writer.commit()?;
        writer.close()?;
        for problem in &skipped {
            common::say(format_args!("not read, or not all of it: {problem}"));
        }
        Ok(Self { index, name: folder.display().to_string(), skipped })
    }
}
