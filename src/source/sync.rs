//! Brings an index up to what folders and files of JSON Lines hold: adds,
//! replaces, and deletes the documents whose files are gone.

mod batch;
mod json_lines;
mod notes;
mod options;
mod origin;
mod origins;
mod report;

pub use options::SyncOptions;
pub use report::{FailedPath, MovedFolder, PathFailure, Progress, ProgressUnit, SyncReport};

#[cfg(feature = "folder")]
pub(in crate::source) use unread::UnreadFile;

mod files;
#[cfg(feature = "folder")]
mod folder;
#[cfg(feature = "folder")]
mod known_file;
#[cfg(feature = "folder")]
mod messages;
#[cfg(feature = "folder")]
mod moved;
#[cfg(feature = "folder")]
mod moved_files;
#[cfg(feature = "folder")]
mod place;
#[cfg(feature = "folder")]
mod read_ahead;
mod stop;
#[cfg(feature = "folder")]
mod unread;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::document::Document;
use crate::error::{Error, Result};
use crate::index::Index;
use crate::source::Skipped;
#[cfg(feature = "folder")]
use crate::source::folder::Folder;
use crate::store::writer::Writer;
use batch::add_all;
use files::FileIds;
use notes::{notes, other_encoding};
use origin::Origin;

/// Documents that are added at once: enough to keep every thread busy, and
/// few enough for steady progress.
const BATCH_DOCUMENTS: usize = 64;

/// Bytes of text after which a batch is added though it has fewer documents.
const BATCH_BYTES: usize = 8 << 20;

/// How often a long path is committed: an interrupted run loses the work since
/// its last commit.
const COMMIT_EVERY: Duration = Duration::from_secs(30);

/// Brings an index up to what folders of files and files of JSON Lines hold, and calls `on_progress` as it reads them.
///
/// | path | documents | a document that is gone |
/// |---|---|---|
/// | a folder | its files, as [`Folder`](super::Folder) reads them, where they are new or [changed](super::changes) | is deleted |
/// | any other file | its lines, as [`jsonl`](super::jsonl) reads them, where they differ from the index | stays: feeds drop what is old |
///
/// What cannot be read is [reported](SyncReport) and stays in the index as it
/// was. What is not read, as it is of another kind, is counted.
///
/// A file is read once, through whichever folder it was read: a folder and one
/// within it give no doubles. Its id is its path within the folder; of its
/// [several documents](super::Folder::documents) each has its part behind it. Where
/// another document has that id, the folder's name is put before it, as in
/// `2014/report.txt`. A file keeps its id. A folder that was moved goes on:
/// where no folder is at the old place, and at least half of its documents have
/// a file here, they are the same [documents](SyncReport::moved). A file that was moved
/// within its folder, and is as it was, is [not read](SyncReport::carried) either; its
/// id is that of its new place.
///
/// A line never replaces a file's document with its id, nor the reverse: the
/// clash is reported. Where a run reads an id twice from one place, the later
/// document counts.
///
/// It commits after each path and twice a minute. An error or a crash loses the
/// work since the last commit; the next run reads those files again.
///
/// Cost: a folder costs one look at each file, and the reading of those that
/// changed; a file of JSON Lines is read as a whole. A move writes the folder's
/// documents anew, from the index. Memory: the ids and paths of the index, and 64
/// documents.
///
/// ```
/// # #[cfg(feature = "folder")] {
/// use ibid::Index;
/// use ibid::source::{SyncOptions, sync};
///
/// let folder = tempfile::tempdir().unwrap();
/// std::fs::write(folder.path().join("june.txt"), "Six helicopters arrived.").unwrap();
/// std::fs::write(folder.path().join("empty.txt"), "").unwrap();
///
/// let index = Index::in_memory()?;
/// let options = SyncOptions::default();
/// let mut files = 0;
/// let report = sync(&index, &[folder.path()], &options, |progress| files = progress.done)?;
/// assert_eq!((report.added, files), (1, 1));
/// assert!(report.skipped[0].reason.starts_with("is empty"));
///
/// std::fs::remove_file(folder.path().join("june.txt")).unwrap();
/// std::fs::write(folder.path().join("july.txt"), "Four more arrived.").unwrap();
/// let report = sync(&index, &[folder.path()], &options, |_| ())?;
/// assert_eq!((report.added, report.removed), (1, 1));
///
/// let report = sync(&index, &[folder.path().join("missing")], &options, |_| ())?;
/// assert_eq!(report.failed.len(), 1);
/// # }
/// # Ok::<(), ibid::Error>(())
/// ```
///
/// # Errors
/// Those of [`Index::writer_with`] and [`Writer::commit`]. Faults of a path, a
/// file or a line are no errors: they are in the [`SyncReport`].
pub fn sync<P: AsRef<Path>>(
    index: &Index,
    paths: &[P],
    options: &SyncOptions,
    on_progress: impl FnMut(Progress<'_>),
) -> Result<SyncReport> {
    let mut synchronizer = Synchronizer::new(index, options)?.with_progress(on_progress);
    for path in paths {
        synchronizer.path(path)?;
    }
    synchronizer.finish()
}

/// One run of [`sync`], path by path: for folders with options of their own,
/// JSON Lines that are in no file, and reports in between.
///
/// It holds the writer of the index from [`new`](Self::new) to
/// [`finish`](Self::finish). After an error drop it.
///
/// ```
/// use ibid::Index;
/// use ibid::source::{SyncOptions, Synchronizer};
///
/// let index = Index::in_memory()?;
/// let mut run = Synchronizer::new(&index, &SyncOptions::default())?;
/// let feed = "{\"id\": \"a\", \"text\": \"One tug.\"}\nno JSON\n";
/// run.json_lines(feed.as_bytes(), "feed", feed.len() as u64)?;
/// assert_eq!(run.report().added, 1);
///
/// let report = run.finish()?;
/// assert_eq!((report.skipped.len(), report.skipped[0].line), (1, Some(2)));
/// # Ok::<(), ibid::Error>(())
/// ```
pub struct Synchronizer<'p> {
    index: Index,
    writer: Writer,
    options: SyncOptions,
    on_progress: Box<dyn FnMut(Progress<'_>) + 'p>,
    /// Where each document of the index came from, by id.
    origins: BTreeMap<String, Origin>,
    /// The ids of the documents that came from each file, by its path.
    files: FileIds,
    /// Ids of the documents that this run wrote.
    written: BTreeSet<String>,
    /// Read and not added yet.
    batch: Vec<Document>,
    committed: Instant,
    /// Whether the documents of one file are being taken: a commit among them would
    /// have the next run take the file as read.
    is_within_file: bool,
    /// Whether something is not committed.
    is_changed: bool,
    /// Whether the run is to end early.
    stop: Arc<AtomicBool>,
    #[cfg(feature = "folder")]
    pub(in crate::source) unread: unread::Unread,
    report: SyncReport,
}

impl std::fmt::Debug for Synchronizer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = f.debug_struct("Synchronizer");
        out.field("options", &self.options).field("report", &self.report).finish_non_exhaustive()
    }
}

impl Synchronizer<'_> {
    /// Opens the writer of the index, and reads where its documents came from.
    ///
    /// # Errors
    /// As [`Index::writer_with`].
    pub fn new(index: &Index, options: &SyncOptions) -> Result<Self> {
        // First the writer: from now on nobody else changes the index.
        let writer = index.writer_with(&options.writer_options())?;
        let infos = index.document_infos()?;
        let origins = infos.map(|info| info.map(|info| (info.id, Origin::of(&info.extra))));
        let origins: BTreeMap<String, Origin> = origins.collect::<Result<_>>()?;
        let mut files = FileIds::default();
        for (id, origin) in &origins {
            if let Some(path) = origin.path() {
                files.insert(path, id);
            }
        }
        Ok(Self {
            files,
            origins,
            index: index.clone(),
            writer,
            options: options.clone(),
            on_progress: Box::new(|_| ()),
            written: BTreeSet::new(),
            batch: Vec::new(),
            committed: Instant::now(),
            is_within_file: false,
            is_changed: false,
            stop: Arc::default(),
            #[cfg(feature = "folder")]
            unread: unread::Unread::beside(index.path().as_deref()),
            report: SyncReport::default(),
        })
    }

    /// With a callback: it is called once before the first file or byte of a
    /// path, and after each file or line.
    ///
    /// ```
    /// use ibid::Index;
    /// use ibid::source::{SyncOptions, Synchronizer};
    ///
    /// let mut bytes = Vec::new();
    /// let index = Index::in_memory()?;
    /// let mut run = Synchronizer::new(&index, &SyncOptions::default())?
    ///     .with_progress(|progress| bytes.push((progress.done, progress.total)));
    /// run.json_lines(&b"{\"id\": 1, \"text\": \"Tug.\"}\n"[..], "feed", 26)?;
    /// run.finish()?;
    /// assert_eq!(bytes, [(0, 26), (26, 26)]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn with_progress<'q>(self, on_progress: impl FnMut(Progress<'_>) + 'q) -> Synchronizer<'q> {
        Synchronizer { on_progress: Box::new(on_progress), ..self }
    }

    /// Reads a folder, or else a file of JSON Lines, and commits.
    ///
    /// # Errors
    /// As [`sync`].
    pub fn path(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        #[cfg(feature = "folder")]
        if path.is_dir() {
            return self.folder(&Folder::new(path));
        }
        #[cfg(not(feature = "folder"))]
        if path.is_dir() {
            let reason =
                "is a folder: build ibid with its feature \"folder\" to read it".to_owned();
            self.fail(path, PathFailure::Unreadable { reason });
            return Ok(());
        }
        if path.extension().is_some_and(is_of_article) {
            self.fail(path, PathFailure::OneArticle);
            return Ok(());
        }
        match File::open(path) {
            Ok(file) => {
                let bytes = file.metadata().map_or(0, |metadata| metadata.len());
                self.json_lines(BufReader::new(file), path, bytes)
            }
            Err(error) => {
                let reason = format!("cannot be read ({error}): give a folder or .jsonl file");
                self.fail(path, PathFailure::Unreadable { reason });
                Ok(())
            }
        }
    }

    /// What was done so far.
    #[must_use]
    pub fn report(&self) -> &SyncReport {
        &self.report
    }

    /// Waits for merges under way and closes the writer.
    ///
    /// # Errors
    /// As [`Writer::close`].
    pub fn finish(self) -> Result<SyncReport> {
        #[cfg(feature = "folder")]
        self.unread.write_beside(self.index.path().as_deref());
        self.writer.close()?;
        Ok(self.report)
    }

    fn fail(&mut self, path: &Path, cause: PathFailure) {
        self.report.failed.push(FailedPath { path: path.to_owned(), cause });
    }

    /// Takes a document that was read, unless its id belongs to another.
    fn take(&mut self, document: Document, path: &Path) -> Result<()> {
        let origin = Origin::of(&document.extra);
        let kept = self.origins.get(&document.id);
        if let Some(reason) = kept.and_then(|kept| origin.clash_with(kept, &document.id)) {
            self.report.skipped.push(Skipped::new(path, reason));
            self.report.refused += 1;
            return Ok(());
        }
        if origin != Origin::Elsewhere {
            let notes = notes(&document).into_iter().map(|note| Skipped::new(path, note));
            self.report.noted.extend(notes);
        }
        if !self.written.insert(document.id.clone()) {
            let note = format!("has {:?} more than once: the last one counts", document.id);
            self.report.noted.push(Skipped::new(path, note));
            // A batch is added in no order: the one before must be in by now.
            self.flush()?;
        }
        self.batch.push(document);
        let bytes: usize = self.batch.iter().map(|document| document.text.len()).sum();
        let is_full = self.batch.len() >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES;
        if is_full { self.flush() } else { Ok(()) }
    }

    /// Adds what was read, on all threads.
    fn flush(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.is_changed |= !batch.is_empty();
        let outcomes = add_all(&self.writer, &batch, self.options.threads);
        for (document, outcome) in batch.iter().zip(outcomes) {
            match outcome {
                Ok(passages) => self.count(document, passages),
                // The others are whole without it.
                Err(Error::Document { id, reason }) => {
                    #[cfg(feature = "folder")]
                    if !self.options.keep_unread && self.origins.contains_key(&id) {
                        self.remove(&id);
                    }
                    self.report.skipped.push(Skipped::new(id, reason));
                }
                Err(error) => return Err(error),
            }
        }
        if self.is_within_file || !self.is_commit_due() { Ok(()) } else { self.commit() }
    }

    fn is_commit_due(&self) -> bool {
        self.committed.elapsed() > COMMIT_EVERY
    }

    fn count(&mut self, document: &Document, passages: usize) {
        self.report.passages += passages;
        self.report.bytes += document.text.len();
        if let Some(encoding) = other_encoding(document) {
            *self.report.encodings.entry(encoding.to_owned()).or_default() += 1;
        }
        if self.remember(&document.id, Origin::of(&document.extra)) {
            self.report.replaced += 1;
        } else {
            self.report.added += 1;
        }
    }

    /// Adds what is left of a path, and commits.
    fn end_path(&mut self) -> Result<()> {
        self.flush()?;
        self.commit()
    }

    fn commit(&mut self) -> Result<()> {
        if self.is_changed {
            self.writer.commit()?;
        }
        self.is_changed = false;
        self.committed = Instant::now();
        Ok(())
    }
}

/// Whether a file of that ending is read as part of a folder alone: lines of JSON are
/// read by themselves, too.
fn is_of_article(ending: &std::ffi::OsStr) -> bool {
    #[cfg(feature = "folder")]
    let endings = crate::source::read::ENDINGS;
    #[cfg(not(feature = "folder"))]
    let endings = ["txt", "md"];
    let is_read = endings.iter().any(|other| ending.eq_ignore_ascii_case(other));
    is_read && !ending.eq_ignore_ascii_case("jsonl")
}
