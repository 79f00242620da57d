//! One run: what is read, and what is done to the index.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use ibid::source::{Changes, FileEntry, Folder, Listing, Skipped, changes, jsonl};
use ibid::{Document, Error, Index, Writer, WriterOptions};

use crate::progress::Progress;

/// What was done.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) added: usize,
    pub(crate) replaced: usize,
    pub(crate) removed: usize,
    pub(crate) unchanged: usize,
    pub(crate) passages: usize,
    pub(crate) bytes: usize,
    /// Paths of the command line that could not be read at all.
    pub(crate) failed: usize,
    pub(crate) skipped: Vec<Skipped>,
    /// Read, but not as it stands.
    pub(crate) noted: Vec<Skipped>,
}

type Extra = BTreeMap<String, String>;

pub(crate) struct Run {
    index: Index,
    writer: Writer,
    threads: usize,
    /// Folder and stamp of the documents in the index, by id.
    known: BTreeMap<String, Extra>,
    /// Ids that this run wrote.
    written: BTreeSet<String>,
    /// Read and not added yet.
    batch: Vec<Document>,
    committed: Instant,
    tally: Tally,
}

/// Enough to keep every thread busy, and little enough for a smooth bar.
const BATCH: usize = 64;
const COMMIT_EVERY: Duration = Duration::from_secs(30);

impl Run {
    pub(crate) fn new(index: Index, threads: Option<usize>) -> Result<Self> {
        let threads =
            threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, Into::into).min(8));
        let options = WriterOptions::default()
            .with_threads(threads)
            .with_memory_bytes(threads.saturating_mul(64 << 20))
            .with_lock_wait_ms(2000);
        // First the writer: from now on nobody else changes the index.
        let writer = index.writer_with(&options)?;
        let infos = index.document_infos()?;
        let known = infos.map(|info| info.map(|info| (info.id, origin(info.extra))));
        Ok(Self {
            known: known.collect::<Result<_, Error>>()?,
            index,
            writer,
            threads,
            written: BTreeSet::new(),
            batch: Vec::new(),
            committed: Instant::now(),
            tally: Tally::default(),
        })
    }

    pub(crate) fn path(&mut self, path: &Path, allow_empty: bool) -> Result<()> {
        if path.is_dir() {
            return self.folder(&Folder::new(path), allow_empty);
        }
        if path.extension().is_some_and(|ending| ending == "txt" || ending == "md") {
            self.fail(path, "is one article: give the folder that holds it");
            return Ok(());
        }
        match File::open(path) {
            Ok(file) => self.json_lines(path, file),
            Err(error) => {
                self.fail(path, format!("cannot be read ({error}): give a folder or .jsonl file"));
                Ok(())
            }
        }
    }

    /// Waits for the last work on the index.
    pub(crate) fn finish(self) -> Result<(Index, Tally)> {
        self.writer.close()?;
        Ok((self.index, self.tally))
    }

    fn fail(&mut self, path: &Path, reason: impl Into<String>) {
        self.tally.failed += 1;
        self.tally.skipped.push(Skipped::new(path, reason));
    }

    fn folder(&mut self, folder: &Folder, allow_empty: bool) -> Result<()> {
        match folder.list() {
            Ok(listing) => self.listed(folder, &listing, allow_empty),
            Err(Error::Io { path, source }) => {
                self.fail(&path, format!("cannot be read ({source})"));
                Ok(())
            }
            Err(other) => Err(other.into()),
        }
    }

    fn listed(&mut self, folder: &Folder, listing: &Listing, allow_empty: bool) -> Result<()> {
        self.tally.skipped.extend_from_slice(&listing.skipped);
        let Changes { new_or_changed, unchanged, vanished, .. } =
            changes(&self.stamps(folder), listing);
        if listing.files.is_empty() && !vanished.is_empty() && !allow_empty {
            // A disk that is not mounted looks like this.
            let count = vanished.len();
            let reason = format!(
                "has no articles now, {count} would be removed: mount it, or give --allow-empty"
            );
            self.fail(&listing.root, reason);
            return Ok(());
        }
        self.tally.unchanged += unchanged;
        for id in &vanished {
            self.writer.delete(id);
            self.known.remove(id);
            self.tally.removed += 1;
        }
        self.read_all(folder, &listing.root, &new_or_changed)
    }

    /// What is known of this folder: the stamp of each document by id.
    fn stamps(&self, folder: &Folder) -> BTreeMap<String, String> {
        let stamp = |extra| folder.stamp_in(extra).map(str::to_owned);
        self.known.iter().filter_map(|(id, extra)| Some((id.clone(), stamp(extra)?))).collect()
    }

    fn read_all(&mut self, folder: &Folder, root: &Path, files: &[&FileEntry]) -> Result<()> {
        let mut progress = Progress::new(root, "files", files.len() as u64);
        for file in files {
            match folder.read(file) {
                Ok(document) => self.take(document, &file.path)?,
                Err(skipped) => self.tally.skipped.push(skipped),
            }
            progress.step();
        }
        self.flush()
    }

    fn json_lines(&mut self, path: &Path, file: File) -> Result<()> {
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        let mut progress = Progress::new(path, "bytes", length);
        let reader = progress.bar.wrap_read(file);
        for found in jsonl::read(BufReader::new(reader), path) {
            match found {
                Ok(document) if self.has(&document)? => self.tally.unchanged += 1,
                Ok(document) => self.take(document, path)?,
                Err(skipped) => self.tally.skipped.push(skipped),
            }
            progress.tell();
        }
        self.flush()
    }

    /// Whether the index has just this document.
    fn has(&self, document: &Document) -> Result<bool> {
        let id = &document.id;
        let may = self.known.contains_key(id) && !self.written.contains(id);
        Ok(may && self.index.document(id)?.is_some_and(|known| known == *document))
    }

    fn take(&mut self, document: Document, path: &Path) -> Result<()> {
        let known = self.known.get(&document.id);
        if let Some(reason) = known.and_then(|known| clash(&document, known)) {
            self.tally.skipped.push(Skipped::new(path, reason));
            return Ok(());
        }
        if let (Some(encoding), true) =
            (document.extra.get("encoding"), document.extra.contains_key("lossy"))
        {
            let note = format!("has bytes that mean nothing in {encoding}: each became U+FFFD");
            self.tally.noted.push(Skipped::new(path, note));
        }
        if !self.written.insert(document.id.clone()) {
            let note = format!("has {:?} more than once: the last one counts", document.id);
            self.tally.noted.push(Skipped::new(path, note));
            // The one before must be added first.
            self.flush()?;
        }
        self.batch.push(document);
        if self.batch.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    /// Adds what was read, on all threads.
    fn flush(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        for (document, added) in batch.iter().zip(add_all(&self.writer, &batch, self.threads)) {
            match added {
                Ok(passages) => self.count(document, passages),
                // The others are whole without it.
                Err(Error::Document { id, reason }) => {
                    self.tally.skipped.push(Skipped::new(id, reason));
                }
                Err(error) => return Err(broken_off(error)),
            }
        }
        if self.committed.elapsed() > COMMIT_EVERY { self.commit() } else { Ok(()) }
    }

    fn count(&mut self, document: &Document, passages: usize) {
        self.tally.passages += passages;
        self.tally.bytes += document.text.len();
        match self.known.insert(document.id.clone(), origin(document.extra.clone())) {
            Some(_) => self.tally.replaced += 1,
            None => self.tally.added += 1,
        }
    }

    pub(crate) fn commit(&mut self) -> Result<()> {
        self.writer.commit().map_err(broken_off)?;
        self.committed = Instant::now();
        Ok(())
    }
}

fn broken_off(error: Error) -> anyhow::Error {
    anyhow::Error::new(error)
        .context("broken off; run it again and it goes on from the last commit")
}

/// Adds documents that all have different ids; what became of each, in order.
fn add_all(writer: &Writer, batch: &[Document], threads: usize) -> Vec<Result<usize, Error>> {
    let share = batch.len().div_ceil(threads.max(1)).max(1);
    let add = |part: &[Document]| part.iter().map(|d| writer.add(d)).collect::<Vec<_>>();
    thread::scope(|scope| {
        let parts: Vec<_> =
            batch.chunks(share).map(|part| scope.spawn(move || add(part))).collect();
        let joined = |part: thread::ScopedJoinHandle<'_, _>| {
            part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        parts.into_iter().flat_map(joined).collect()
    })
}

/// What tells a document of a folder: nothing of one from JSON lines.
fn origin(mut extra: Extra) -> Extra {
    const FIELDS: [&str; 4] = ["encoding", "folder", "path", "stamp"];
    if !FIELDS.iter().all(|field| extra.contains_key(*field)) {
        return Extra::new();
    }
    extra.retain(|name, _| name == "folder" || name == "stamp");
    extra
}

/// Why the document must not replace the known one with its id: they come
/// from different places, and only their ids are alike.
fn clash(document: &Document, known: &Extra) -> Option<String> {
    let here = origin(document.extra.clone());
    let there = known.get("folder");
    (here.get("folder") != there).then(|| {
        format!(
            "has the id {:?} of another document, from {}: rename it, index a folder around \
             both, or, if the folder was moved, make the index anew",
            document.id,
            there.map_or("JSON lines", String::as_str),
        )
    })
}
