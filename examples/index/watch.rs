//! Follows folders and files until the program is stopped: a burst of changes is one commit.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::Result;
use ibid::source::Folder;
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::common::say;

/// A burst has ended when nothing has changed for so long.
const QUIET: Duration = Duration::from_millis(200);

/// What changes all the time is committed that often.
const MAX_BURST: Duration = Duration::from_secs(1);

/// How often it looks for changes that the system did not tell, as it forgets some when
/// there are very many, and knows none on shares of other machines.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// How often it looks where the system tells nothing, and after a failure.
const POLL_EVERY: Duration = Duration::from_secs(1);

/// What wakes the program up.
pub(crate) enum Message {
    /// Something happened at these paths.
    Changed(Vec<PathBuf>),
    /// The program is to end.
    Stop,
}

/// Length and time of change of each file, by its path.
type Files = BTreeMap<PathBuf, (u64, i128)>;

/// The paths that are followed.
pub(crate) struct Watch {
    paths: Vec<PathBuf>,
    messages: Receiver<Message>,
    /// None where the system does not tell of changes.
    watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Begins to follow the paths, so that no change from now on is missed. Gives what
    /// takes a message as well.
    pub(crate) fn begin(paths: &[PathBuf], is_polled: bool) -> (Self, Sender<Message>) {
        let (sender, messages) = channel();
        let paths = paths.iter().map(|path| std::path::absolute(path).unwrap_or(path.clone()));
        let mut watch = Self { paths: paths.collect(), messages, watcher: None };
        if !is_polled {
            let told = sender.clone();
            let watcher = notify::recommended_watcher(move |event| tell(&told, event));
            watch.use_watcher(watcher);
        }
        (watch, sender)
    }

    fn use_watcher(&mut self, watcher: notify::Result<RecommendedWatcher>) {
        let begun = watcher.and_then(|mut watcher| {
            for path in self.paths.iter().filter(|path| path.exists()) {
                watch(&mut watcher, path)?;
            }
            Ok(watcher)
        });
        match begun {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => say(format_args!(
                "the system cannot tell of changes ({error}): looking for them every second"
            )),
        }
    }

    /// Calls `update` now, and after each burst of changes, until it is told to stop. A
    /// failure is told and tried again.
    pub(crate) fn follow(mut self, mut update: impl FnMut() -> Result<()>) {
        loop {
            // Listed before they are read: what changes meanwhile is a change.
            let files = self.files();
            let updated = update();
            if let Err(error) = &updated {
                say(format_args!("error: {error:#}; it is tried again"));
            }
            if !self.wait(&files, updated.is_err()) {
                return;
            }
        }
    }

    /// Waits for a change, or for the time to try again; false where it is to stop.
    fn wait(&mut self, before: &Files, has_failed: bool) -> bool {
        let mut listing_took = Duration::ZERO;
        loop {
            let mut changed = Vec::new();
            match self.messages.recv_timeout(self.pace(has_failed, listing_took)) {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
                Ok(Message::Changed(paths)) => {
                    changed = paths;
                    if !self.gather(&mut changed) {
                        return false;
                    }
                }
                Err(RecvTimeoutError::Timeout) if has_failed => return true,
                Err(RecvTimeoutError::Timeout) => {}
            }
            let started = Instant::now();
            let now = self.files();
            listing_took = started.elapsed();
            let is_other = now != *before;
            // A change can keep length and time, within a tick of the clock.
            if is_other || changed.iter().any(|path| now.contains_key(path)) {
                self.watch_again(is_other && changed.is_empty(), &changed);
                return true;
            }
        }
    }

    /// Takes the messages until nothing has changed for a moment; false where it is to stop.
    fn gather(&self, changed: &mut Vec<PathBuf>) -> bool {
        let started = Instant::now();
        while started.elapsed() < MAX_BURST {
            match self.messages.recv_timeout(QUIET) {
                Ok(Message::Changed(paths)) => changed.extend(paths),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => return true,
            }
        }
        true
    }

    /// How long it waits before it looks by itself: a tenth of its time goes into that at
    /// most.
    fn pace(&self, has_failed: bool, listing_took: Duration) -> Duration {
        let is_told = self.watcher.is_some() && !has_failed;
        if is_told { LOOK_EVERY.max(listing_took * 50) } else { POLL_EVERY.max(listing_took * 10) }
    }

    /// A folder that was taken away and is there again is not followed any more.
    fn watch_again(&mut self, is_untold: bool, changed: &[PathBuf]) {
        let is_root = changed.iter().any(|path| self.paths.contains(path));
        if (is_untold || is_root)
            && let Some(watcher) = &mut self.watcher
        {
            for path in self.paths.iter().filter(|path| path.exists()) {
                // Where this fails it looks by itself.
                watch(watcher, path).ok();
            }
        }
    }

    /// The files as they are now.
    fn files(&self) -> Files {
        let mut files = Files::new();
        for path in &self.paths {
            if path.is_dir() {
                let listing = Folder::new(path).list().unwrap_or_default();
                let listed = listing.files.into_iter();
                files.extend(
                    listed.map(|file| (file.path, (file.stamp.bytes, file.stamp.modified_ns))),
                );
            } else if let Ok(metadata) = path.metadata() {
                let stamp = ibid::source::Stamp::new(&metadata, std::time::SystemTime::now());
                files.insert(path.clone(), (stamp.bytes, stamp.modified_ns));
            }
        }
        files
    }
}

/// A file is followed by its folder: programs put a new one in its place.
fn watch(watcher: &mut RecommendedWatcher, path: &Path) -> notify::Result<()> {
    if path.is_dir() {
        return watcher.watch(path, RecursiveMode::Recursive);
    }
    watcher.watch(path.parent().unwrap_or(path), RecursiveMode::NonRecursive)
}

/// Tells of what may be a change: to open or to read a file is none.
fn tell(messages: &Sender<Message>, event: notify::Result<Event>) {
    let paths = match event {
        Ok(Event {
            kind: EventKind::Access(AccessKind::Close(AccessMode::Write)), paths, ..
        }) => paths,
        Ok(Event { kind: EventKind::Access(_), .. }) => return,
        Ok(event) => event.paths,
        // Some are lost: it looks.
        Err(_) => Vec::new(),
    };
    // Nobody listens where the program is ending.
    messages.send(Message::Changed(paths)).ok();
}
