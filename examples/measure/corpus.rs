//! A corpus, and how long it takes to index.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;
use ibid::config::{Config, PassageConfig};
use ibid::{Document, Index, IndexOptions, WriterOptions};
use serde_json::{Value, json};

/// More than any text here has: no text is cut. It is the largest there is.
const MAX_CHARS: usize = 100_000;

/// What the indexing may use.
#[derive(Args)]
pub(crate) struct Means {
    /// Indexing threads
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Memory before a segment is written, for all threads [default: the library's]
    #[arg(long, value_name = "N")]
    memory_mb: Option<usize>,
    /// Merge into one segment at the end
    #[arg(long)]
    optimize: bool,
}

impl Means {
    fn options(&self) -> WriterOptions {
        let options = WriterOptions::default().with_threads(self.threads);
        match self.memory_mb {
            Some(megabytes) => options.with_memory_bytes(megabytes * 1_000_000),
            None => options,
        }
    }
}

/// What went in.
#[derive(Default)]
struct Tally {
    docs: u64,
    bytes: u64,
    passages: u64,
}

impl Tally {
    fn count(&mut self, document: &Document, passages: usize) {
        let Document { title, text, .. } = document;
        self.docs += 1;
        // As where title and text are one field, with a blank between them.
        self.bytes += (title.len() + text.len() + usize::from(!title.is_empty())) as u64;
        self.passages += passages as u64;
    }
}

/// The documents of a corpus in its order.
pub(crate) fn documents(corpus: &Path) -> Result<impl Iterator<Item = Result<Document>> + use<>> {
    let name = corpus.display().to_string();
    let file = File::open(corpus).with_context(|| format!("reading {name}"))?;
    let lines = (1..).zip(BufReader::with_capacity(1 << 20, file).lines());
    Ok(lines.map(move |(number, line)| {
        document(&line?).with_context(|| format!("{name}, line {number}: not id, title and text"))
    }))
}

fn document(line: &str) -> Option<Document> {
    let (id, rest) = line.split_once('\t')?;
    let (title, text) = rest.split_once('\t')?;
    Some(Document::new(id, text).with_title(title))
}

/// Indexes the corpus, each text as one passage.
pub(crate) fn index(corpus: &Path, dir: &Path, means: &Means) -> Result<Value> {
    let passages = PassageConfig::default().with_max_chars(MAX_CHARS);
    let config = Config::default().with_passages(passages);
    let index = IndexOptions::default().with_config(config).create(dir)?;
    let started = Instant::now();
    let tally = fill(&index, corpus, means)?;
    let wall_s = started.elapsed().as_secs_f64();
    if means.optimize {
        let mut writer = index.writer()?;
        writer.optimize()?;
        writer.close()?;
    }
    let total_s = started.elapsed().as_secs_f64();
    let Tally { docs, bytes, passages } = tally;
    let segments = tantivy::Index::open_in_dir(dir)?.searchable_segment_ids()?.len();
    Ok(json!({"docs": docs, "bytes": bytes, "passages": passages, "wall_s": wall_s,
        "total_s": total_s, "segments": segments}))
}

fn fill(index: &Index, corpus: &Path, means: &Means) -> Result<Tally> {
    let mut writer = index.writer_with(&means.options())?;
    let mut tally = Tally::default();
    for document in documents(corpus)? {
        let document = document?;
        let passages = writer.add(&document)?;
        tally.count(&document, passages);
    }
    writer.commit()?;
    writer.close()?;
    Ok(tally)
}
