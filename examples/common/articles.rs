//! The arguments that say what is searched: an index, or a folder of articles.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use ibid::config::Config;
use ibid::{Index, IndexOptions};

/// Where the articles are.
#[derive(Args)]
pub(crate) struct Articles {
    /// Articles to read; without it and --index, the sample articles
    #[arg(long, conflicts_with = "index")]
    folder: Option<PathBuf>,
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
        let lexicon = super::lexicon(self.lexicon.as_deref())?;
        let options = IndexOptions::default().with_lexicon(lexicon).with_config(config);
        super::open(self.index.as_deref(), self.folder.as_deref(), options)
    }
}
