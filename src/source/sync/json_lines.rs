//! JSON Lines into an index.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::path::Path;

use super::Synchronizer;
use super::report::{Progress, ProgressUnit};
use crate::document::Document;
use crate::error::Result;
use crate::source::{Skipped, jsonl};

impl Synchronizer<'_> {
    /// Reads JSON Lines, one document a line, and commits. `name` stands for
    /// the path in the report, `total` is how many bytes are expected, for the
    /// progress (0 where that is not known).
    ///
    /// A line whose document is in the index already counts as unchanged. A
    /// document stays when its line is gone.
    ///
    /// # Errors
    /// As [`sync`](super::sync).
    pub fn json_lines(
        &mut self,
        reader: impl BufRead,
        name: impl AsRef<Path>,
        total: u64,
    ) -> Result<()> {
        let path = name.as_ref();
        let consumed = Cell::new(0);
        let unit = ProgressUnit::Bytes;
        let progress = |done| Progress { path, unit, done, total, bytes: done, total_bytes: total };
        (self.on_progress)(progress(0));
        for line in jsonl::read(Counted { reader, consumed: &consumed }, path) {
            match line {
                Ok(document) if self.has(&document)? => self.report.unchanged += 1,
                Ok(document) => {
                    let note = jsonl::note(&document).map(|note| Skipped::new(path, note));
                    self.report.noted.extend(note);
                    self.take(document, path)?;
                }
                Err(skipped) => self.report.skipped.push(skipped),
            }
            (self.on_progress)(progress(consumed.get()));
            if self.is_stopped() {
                break;
            }
        }
        self.end_path()
    }

    /// Whether the index has exactly this document, from before this run.
    fn has(&self, document: &Document) -> Result<bool> {
        let id = &document.id;
        if !self.origins.contains_key(id) || self.written.contains(id) {
            return Ok(false);
        }
        Ok(self.index.document(id)?.is_some_and(|kept| kept == *document))
    }
}

/// A reader that counts the bytes that were consumed.
struct Counted<'c, R> {
    reader: R,
    consumed: &'c Cell<u64>,
}

impl<R: BufRead> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.consumed.set(self.consumed.get() + count as u64);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.consumed.set(self.consumed.get() + count as u64);
        self.reader.consume(count);
    }
}
