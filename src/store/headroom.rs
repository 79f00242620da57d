//! Asks the system for memory and files before work that could not be told to
//! have failed for want of them: an allocation that fails ends the process.

use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

/// Bytes that are asked for at once. No fewer, as an allocator keeps smaller
/// blocks once they were asked for; no more, as a system may refuse what is
/// larger than its memory.
const BLOCK_BYTES: usize = 48 << 20;

/// Bytes of addresses that a thread takes: its stack, and what the allocator of
/// glibc reserves for each.
const THREAD_BYTES: usize =
    if cfg!(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64")) {
        66 << 20
    } else {
        2 << 20
    };

/// Bytes that an index takes beside its columns: the lexicon and the analysis
/// made of it, unpacked blocks, a second thread.
const OPENING_BYTES: usize = (40 << 20) + THREAD_BYTES;

/// Bytes that the columns of a passage take.
const PASSAGE_BYTES: usize = 24;

/// Bytes that a writer takes beside its budget: what is encoded and merged.
const WRITING_BYTES: usize = 64 << 20;

/// Threads of a writer beside those that index and merge.
const OTHER_THREADS: usize = 1;

/// Threads that merge segments: tantivy's own number, and where memory is short.
const MERGE_THREADS: [usize; 2] = [4, 1];

/// Files that a writer has open beside those of each thread: locks, the commit.
const WRITING_FILES: usize = 4;

/// Files of the segment that a thread writes.
const SEGMENT_FILES: usize = 7;

/// Checks that so many bytes can be had.
///
/// Cost: two system calls for each of [`BLOCK_BYTES`].
pub(super) fn check_memory(bytes: usize) -> Result<()> {
    let mut blocks: Vec<Vec<u8>> = Vec::new();
    for _ in 0..bytes.div_ceil(BLOCK_BYTES) {
        let mut block = Vec::new();
        if block.try_reserve_exact(BLOCK_BYTES).is_err() {
            return Err(Error::from(ErrorKind::OutOfMemory));
        }
        // Without this the compiler may leave the question out.
        blocks.push(std::hint::black_box(block));
    }
    Ok(())
}

/// Checks that an index can be opened.
///
/// # Errors
/// `OutOfMemory`.
pub(super) fn check_opening() -> Result<()> {
    check_memory(OPENING_BYTES)
}

/// Checks that the columns of so many passages can be had.
///
/// # Errors
/// `OutOfMemory`.
pub(super) fn check_columns(passages: u32) -> Result<()> {
    check_memory((passages as usize).saturating_mul(PASSAGE_BYTES))
}

/// Checks that a writer can have its budget, and its threads their files. Gives
/// how many threads may merge.
///
/// # Errors
/// `OutOfMemory`; that of the system where no more files can be opened.
pub(super) fn check_writing(folder: &Path, memory_bytes: usize, threads: usize) -> Result<usize> {
    let bytes = |merge_threads: &usize| {
        let threads = threads + merge_threads + OTHER_THREADS;
        memory_bytes.saturating_add(WRITING_BYTES + threads * THREAD_BYTES)
    };
    let merge_threads = MERGE_THREADS.into_iter().find(|n| check_memory(bytes(n)).is_ok());
    let merge_threads = merge_threads.ok_or_else(|| Error::from(ErrorKind::OutOfMemory))?;
    if !folder.as_os_str().is_empty() {
        let files = WRITING_FILES + threads * SEGMENT_FILES;
        (0..files).map(|_| File::open(folder)).collect::<Result<Vec<File>>>()?;
    }
    Ok(merge_threads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_had_is_granted() {
        check_opening().unwrap();
        check_columns(1000).unwrap();
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(check_writing(folder.path(), 1 << 20, 2).unwrap(), 4);
        assert_eq!(check_writing(Path::new(""), 1 << 20, 2).unwrap(), 4);
    }
}
