//! Writes a segment's file with a checksum of each of its pages at the end.

use std::io::{self, BufWriter, IntoInnerError, Write};

use crc32fast::Hasher;
use tantivy::directory::{AntiCallToken, TerminatingWrite, WritePtr};

use super::page_sums::{PAGE_BYTES, list_of};

/// A file to which tantivy writes.
struct PageWriter {
    file: Box<dyn TerminatingWrite + Send + Sync>,
    /// Of the pages that are full.
    checksums: Vec<u32>,
    page: Hasher,
    page_bytes: usize,
}

/// That file, with the checksums of its pages at the end once it is written.
///
/// # Errors
/// Those of writing what the file has not written yet.
pub(super) fn with_page_sums(file: WritePtr) -> io::Result<WritePtr> {
    let file = file.into_inner().map_err(IntoInnerError::into_error)?;
    let writer = PageWriter { file, checksums: Vec::new(), page: Hasher::new(), page_bytes: 0 };
    Ok(BufWriter::new(Box::new(writer)))
}

impl PageWriter {
    fn add(&mut self, mut written: &[u8]) {
        while !written.is_empty() {
            let room = PAGE_BYTES - self.page_bytes;
            let (of_page, after) = written.split_at(written.len().min(room));
            self.page.update(of_page);
            self.page_bytes += of_page.len();
            if self.page_bytes == PAGE_BYTES {
                self.end_page();
            }
            written = after;
        }
    }

    fn end_page(&mut self) {
        self.checksums.push(std::mem::take(&mut self.page).finalize());
        self.page_bytes = 0;
    }
}

impl Write for PageWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.add(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for PageWriter {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        if self.page_bytes > 0 {
            self.end_page();
        }
        self.file.write_all(&list_of(&self.checksums))?;
        self.file.terminate_ref(token)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use tantivy::HasLen;
    use tantivy::directory::{Directory, FileHandle, RamDirectory};

    use super::*;
    use crate::store::page_sums::{ComparedFile, PageSums};

    #[test]
    fn what_is_written_is_read() {
        let name = Path::new("a.idx");
        for (bytes, step) in [(0, 1), (1, 1), (PAGE_BYTES, 1000), (3 * PAGE_BYTES + 7, 50_000)] {
            let content: Vec<u8> = (0..bytes).map(|at| (at % 253) as u8).collect();
            let directory = RamDirectory::create();
            let mut writer = with_page_sums(directory.open_write(name).unwrap()).unwrap();
            content.chunks(step).for_each(|bytes| writer.write_all(bytes).unwrap());
            writer.terminate().unwrap();
            let file = directory.get_file_handle(name).unwrap();
            let sums = PageSums::read(name, file.as_ref()).unwrap().unwrap();
            let file = ComparedFile::new(name, file, Arc::new(sums));
            assert_eq!(&file.read_bytes(0..file.len()).unwrap()[..], content);
        }
    }
}
