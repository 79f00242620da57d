//! Reads the files of a folder on several threads, and hands them over in their order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::error::Result;
use crate::source::documents::{FileDocuments, Unreadable};
use crate::source::folder::FileEntry;

/// Bytes of the files that are being read, or were read and are not taken yet. A file
/// with more is read alone.
const MAX_BYTES: u64 = 64 << 20;

/// What a file counts at least, so that small files wait in a bounded number.
const MIN_FILE_BYTES: u64 = 64 << 10;

/// What a file gave.
pub(super) type Outcome = Result<FileDocuments, Unreadable>;

/// Reads files on so many threads, and calls `take` with what each gave, in the order of
/// the files, on this thread; it ends where `take` says that it has enough. A panic of
/// `read` costs its file alone.
///
/// Memory: what is made of [`MAX_BYTES`] of files, or of the one file that is longer.
pub(super) fn read_in_order(
    files: &[&FileEntry],
    threads: usize,
    read: impl Fn(&FileEntry) -> Outcome + Sync,
    take: impl FnMut(&FileEntry, Outcome) -> Result<bool>,
) -> Result<()> {
    let queue = Queue { files, state: Mutex::default(), given_back: Condvar::new() };
    let read = |file: &FileEntry| guarded(&read, file);
    thread::scope(|scope| {
        let (sender, outcomes) = mpsc::channel();
        // A thread beside this one is of use where there are two files.
        let readers = if threads < 2 { 0 } else { threads.min(files.len()) };
        for _ in 0..readers {
            let (sender, queue, read) = (sender.clone(), &queue, &read);
            let work = move || queue.read_all(read, &sender);
            // Where no thread can be had, the others read, or this one.
            drop(thread::Builder::new().spawn_scoped(scope, work));
        }
        drop(sender);
        let _stops = StopsAtEnd(&queue);
        queue.hand_over(&outcomes, read, take)
    })
}

/// Stops the readers also where a panic of `take` is the end: they would wait for memory for
/// ever, and the scope for them.
struct StopsAtEnd<'q, 'f>(&'q Queue<'f>);

impl Drop for StopsAtEnd<'_, '_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Reads a file; its panic is a reason.
fn guarded(read: impl Fn(&FileEntry) -> Outcome, file: &FileEntry) -> Outcome {
    catch_unwind(AssertUnwindSafe(|| read(file))).unwrap_or_else(|_| Err(Unreadable::failed(file)))
}

/// The files, given out in their order as far as there is memory for them.
struct Queue<'f> {
    files: &'f [&'f FileEntry],
    state: Mutex<State>,
    given_back: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The number of the file that is given out next.
    next: usize,
    /// Bytes of the files that were given out and are not taken yet.
    bytes: u64,
    has_stopped: bool,
}

impl Queue<'_> {
    /// Reads files until all are given out.
    fn read_all(&self, read: impl Fn(&FileEntry) -> Outcome, sender: &Sender<(usize, Outcome)>) {
        while let Some((number, file)) = self.next() {
            // Nobody listens where the run has ended.
            if sender.send((number, read(file))).is_err() {
                return;
            }
        }
    }

    /// The next file, once there is memory for it. All before it are given out then, so
    /// that the one which is waited for is never held up.
    fn next(&self) -> Option<(usize, &FileEntry)> {
        let is_too_much = |state: &mut State| {
            let next = self.files.get(state.next);
            let bytes = next.map_or(0, |file| cost(file));
            !state.has_stopped && state.bytes > 0 && state.bytes + bytes > MAX_BYTES
        };
        let waited = self.given_back.wait_while(self.state(), is_too_much);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.has_stopped {
            return None;
        }
        let number = state.next;
        let file = self.files.get(number)?;
        state.next += 1;
        state.bytes += cost(file);
        Some((number, file))
    }

    /// Gives each outcome to `take`, in the order of the files.
    fn hand_over(
        &self,
        outcomes: &Receiver<(usize, Outcome)>,
        read: impl Fn(&FileEntry) -> Outcome,
        mut take: impl FnMut(&FileEntry, Outcome) -> Result<bool>,
    ) -> Result<()> {
        let mut early: BTreeMap<usize, Outcome> = BTreeMap::new();
        for (number, file) in self.files.iter().enumerate() {
            let outcome = loop {
                if let Some(outcome) = early.remove(&number) {
                    break outcome;
                }
                match outcomes.recv() {
                    Ok((number, outcome)) => drop(early.insert(number, outcome)),
                    // There are no threads.
                    Err(_) => break read(file),
                }
            };
            let is_wanted = take(file, outcome)?;
            self.give_back(file);
            if !is_wanted {
                break;
            }
        }
        Ok(())
    }

    fn give_back(&self, file: &FileEntry) {
        let mut state = self.state();
        state.bytes = state.bytes.saturating_sub(cost(file));
        self.given_back.notify_all();
    }

    fn stop(&self) {
        self.state().has_stopped = true;
        self.given_back.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a file counts, in bytes.
fn cost(file: &FileEntry) -> u64 {
    file.stamp.bytes.max(MIN_FILE_BYTES)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::document::Document;
    use crate::error::Error;

    fn files(bytes: &[u64]) -> Vec<FileEntry> {
        let entry = |(number, bytes): (usize, &u64)| FileEntry {
            id: format!("{number}.txt"),
            path: format!("/news/{number}.txt").into(),
            stamp: format!("{bytes}@5").parse().unwrap(),
            status_ns: None,
        };
        bytes.iter().enumerate().map(entry).collect()
    }

    fn documents(file: &FileEntry) -> FileDocuments {
        let documents = vec![Document::new(&file.id, "x")];
        FileDocuments { documents, notes: Vec::new() }
    }

    #[test]
    fn files_come_in_their_order_and_within_the_budget() {
        let (some, all, more) = (MAX_BYTES / 3, MAX_BYTES, MAX_BYTES + 1);
        let lengths = [0, some, 7, more, some, some, some, some, all, 5, all, 0, 0, more];
        let files = files(&lengths);
        let files: Vec<&FileEntry> = files.iter().collect();
        for threads in [0, 1, 2, 3, 8, 40] {
            let (held, most) = (AtomicU64::new(0), AtomicU64::new(0));
            let read = |file: &FileEntry| {
                let before = held.fetch_add(cost(file), Ordering::SeqCst);
                if before > 0 {
                    most.fetch_max(before + cost(file), Ordering::SeqCst);
                }
                // The first files take longest.
                let number: u64 = file.id.trim_end_matches(".txt").parse().unwrap();
                thread::sleep(Duration::from_millis(14 - number));
                Ok(documents(file))
            };
            let mut taken = Vec::new();
            let take = |file: &FileEntry, read: Outcome| {
                held.fetch_sub(cost(file), Ordering::SeqCst);
                assert_eq!(read.unwrap().documents[0].id, file.id);
                taken.push(file.id.clone());
                Ok(true)
            };
            read_in_order(&files, threads, read, take).unwrap();
            let expected: Vec<String> = (0..files.len()).map(|n| format!("{n}.txt")).collect();
            assert_eq!(taken, expected, "{threads} threads");
            assert!(most.into_inner() <= MAX_BYTES, "{threads} threads");
        }
    }

    #[test]
    fn a_panic_costs_its_file_alone() {
        let files = files(&[1; 9]);
        let files: Vec<&FileEntry> = files.iter().collect();
        for threads in [1, 3] {
            let read = |file: &FileEntry| match file.id.as_str() {
                "4.txt" => panic!("on purpose"),
                _ => Ok(documents(file)),
            };
            let mut failed = Vec::new();
            let take = |_: &FileEntry, read: Outcome| {
                failed.extend(read.err().map(|unreadable| unreadable.skipped.to_string()));
                Ok(true)
            };
            read_in_order(&files, threads, read, take).unwrap();
            let expected = "/news/4.txt: made its reader fail: convert it to another format";
            assert_eq!(failed, [expected]);
        }
    }

    /// Readers that waited for memory were waited for without end.
    #[test]
    fn a_panic_of_the_taker_ends_it() {
        let (sender, ended) = mpsc::channel();
        thread::spawn(move || {
            let files = files(&[MAX_BYTES; 9]);
            let files: Vec<&FileEntry> = files.iter().collect();
            let panics = |_: &FileEntry, _| panic!("on purpose");
            let read = |file: &FileEntry| Ok(documents(file));
            let run = || read_in_order(&files, 3, read, panics);
            sender.send(catch_unwind(AssertUnwindSafe(run)).is_err()).unwrap();
        });
        assert_eq!(ended.recv_timeout(Duration::from_mins(1)), Ok(true));
    }

    #[test]
    fn it_ends_where_it_is_told() {
        let files = files(&[MAX_BYTES; 9]);
        let files: Vec<&FileEntry> = files.iter().collect();
        for threads in [1, 3] {
            let mut taken = 0;
            let enough = |_: &FileEntry, _| {
                taken += 1;
                Ok(taken < 3)
            };
            let read = |file: &FileEntry| Ok(documents(file));
            read_in_order(&files, threads, read, enough).unwrap();
            assert_eq!(taken, 3);
            let fails = |_: &FileEntry, _| Err(Error::NotFound { path: "x".into() });
            assert!(read_in_order(&files, threads, read, fails).is_err());
        }
    }
}
