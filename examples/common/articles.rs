//! The arguments that say what is searched: an index, or a folder of articles.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use ibid::config::Config;
use ibid::{Index, IndexOptions};

use super::kept::KeptFolder;

/// Where the articles are.
#[derive(Args)]
pub(crate) struct Articles {
    /// Articles to read; without it and --index, the sample articles
    ///
    /// The index of a folder is kept in `ibid` within `XDG_CACHE_HOME`, else within ~/.cache, and brought
    /// up to date before each search: only files that changed are read again. It takes about as
    /// much of the disk as the texts do, and may be removed at any time.
    #[arg(long, conflicts_with = "index")]
    folder: Option<PathBuf>,
    /// Keep no index of the folder: make one in memory
    #[arg(long, conflicts_with = "index")]
    no_cache: bool,
    /// Name each file of the folder that is passed over as its kind is not read, with the
    /// reason, and all files that are skipped; the first of these are named without it
    #[arg(long, conflicts_with = "index")]
    skipped: bool,
    /// An index made by the example `index`
    #[arg(long)]
    index: Option<PathBuf>,
    /// A lexicon laid over the built-in one
    #[arg(long, conflicts_with = "index")]
    lexicon: Option<PathBuf>,
}

impl Articles {
    /// What is searched: the path of the index or of the folder.
    pub(crate) fn named(&self) -> String {
        let path = self.index.as_ref().or(self.folder.as_ref());
        path.map_or_else(|| "the sample articles".to_owned(), |path| path.display().to_string())
    }

    /// The index at the path, else one over the folder with this configuration.
    pub(crate) fn open(&self, config: Config) -> Result<Index> {
        self.ask(config, |index| Ok(index.clone()))
    }

    /// Answers from the index at the path, else from one over the folder with this
    /// configuration. It may ask twice, where an index that was kept shows to be damaged.
    pub(crate) fn ask<T>(&self, config: Config, ask: impl Fn(&Index) -> Result<T>) -> Result<T> {
        if let Some(path) = &self.index {
            let index = Index::open(path).with_context(|| {
                format!("opening the index {}; the example `index` makes one", path.display())
            })?;
            return ask(&index);
        }
        let lexicon = super::lexicon(self.lexicon.as_deref())?;
        let options = IndexOptions::default().with_lexicon(lexicon).with_config(config);
        let folder = self.folder.clone().unwrap_or_else(super::sample_articles);
        let folder = KeptFolder::new(&folder, options, !self.no_cache);
        folder.telling_all(self.skipped).ask(ask)
    }
}
