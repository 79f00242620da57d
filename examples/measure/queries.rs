//! Queries as the class asks for them, and what is wanted of each.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use ibid::rank::Profile;
use ibid::{Index, Query, Ranking};

/// How the words of a query are joined.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Class {
    /// One word
    Term,
    /// Every word
    And,
    /// Any word
    Or,
    /// Any word, of a sentence
    Nl,
    /// The words side by side
    Phrase,
}

impl Class {
    /// The query as it is typed.
    fn typed(self, words: &str) -> String {
        match self {
            Self::Term | Self::Or | Self::Nl => words.to_owned(),
            Self::And => words
                .split_whitespace()
                .map(|word| format!("+{word}"))
                .collect::<Vec<_>>()
                .join(" "),
            Self::Phrase => format!("\"{words}\""),
        }
    }
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// What is wanted of each query.
#[derive(Args)]
pub(crate) struct Wanted {
    /// The whole search: text, citation and marks of every hit, and the report (`run` writes
    /// documents with or without it)
    #[arg(long, value_name = "yes|no", default_value = "no", value_parser = ["yes", "no"])]
    answers: String,
    /// How hits are ranked: fast, balanced, thorough, or a TOML file [default: fast where ids
    /// alone are wanted, else the library's]
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
    /// Also without answers, look for other words for those typed, as a search does
    #[arg(long)]
    widened: bool,
}

impl Wanted {
    /// The profile asked for, or the library's.
    pub(crate) fn profile(&self) -> Result<Profile> {
        let named = self.profile.as_deref().map(crate::common::profile);
        Ok(named.transpose()?.unwrap_or_default())
    }

    /// An index with what is wanted of it.
    fn searcher(&self, dir: &Path, k: usize) -> Result<Searcher> {
        let answers = self.answers == "yes";
        let fast = !answers && self.profile.is_none();
        let profile = if fast { Profile::fast() } else { self.profile()? };
        Ok(Searcher { index: Index::open(dir)?, profile, answers, widened: self.widened, k })
    }
}

/// An index and what it is asked.
#[derive(Args)]
pub(crate) struct Asked {
    dir: PathBuf,
    /// A query a line
    queries: PathBuf,
    class: Class,
    /// Hits a query
    k: usize,
    #[command(flatten)]
    wanted: Wanted,
}

impl Asked {
    pub(crate) fn searcher(&self) -> Result<Searcher> {
        self.wanted.searcher(&self.dir, self.k)
    }

    /// The queries as they are typed.
    pub(crate) fn texts(&self) -> Result<Vec<String>> {
        Ok(read(&self.queries)?.lines().map(|words| self.class.typed(words)).collect())
    }
}

/// An index with what is wanted of it.
pub(crate) struct Searcher {
    pub(crate) index: Index,
    profile: Profile,
    answers: bool,
    widened: bool,
    pub(crate) k: usize,
}

impl Searcher {
    /// Parses and searches; how many hits there were.
    pub(crate) fn hits(&self, text: &str) -> Result<usize> {
        if self.answers {
            let query = Query::new(text).limit(self.k);
            return Ok(self.index.search_with(&query, &self.profile)?.len());
        }
        // As the others: the typed words, and the places of the best.
        Ok(self.ranking(text, self.k)?.len())
    }

    /// The places of the `limit` best, by the typed words unless wanted otherwise.
    pub(crate) fn ranking(&self, text: &str, limit: usize) -> Result<Ranking> {
        let query = Query::new(text).limit(limit);
        let query = if self.widened { query } else { query.as_typed() };
        Ok(self.index.rank(&query, &self.profile)?)
    }
}
