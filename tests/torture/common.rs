//! Random numbers, indexes that are quick to make, and child processes.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use ibid::{Document, Index, IndexOptions, Lexicon};

use crate::random;

/// Whether the long forms were asked for.
pub(crate) fn is_long() -> bool {
    std::env::var("IBID_TORTURE").is_ok_and(|form| form == "long")
}

/// The first count in the short form, the second in the long form.
pub(crate) fn times(short: u64, long: u64) -> u64 {
    if is_long() { long } else { short }
}

/// Rounds of a test: the first count in the short form, the second in the long form,
/// or as many as there is time for where `IBID_MINUTES` says so. How many there were
/// is printed.
pub(crate) fn rounds(test: &'static str, short: u64, long: u64) -> Rounds {
    let minutes = std::env::var("IBID_MINUTES").ok().and_then(|minutes| minutes.parse().ok());
    let end = minutes.map(|minutes: f64| Instant::now() + Duration::from_secs_f64(minutes * 60.0));
    Rounds { test, done: 0, count: times(short, long), end: end.filter(|_| is_long()) }
}

pub(crate) struct Rounds {
    test: &'static str,
    done: u64,
    count: u64,
    end: Option<Instant>,
}

impl Iterator for Rounds {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        if self.done >= self.count || self.end.is_some_and(|end| end < Instant::now()) {
            return None;
        }
        self.done += 1;
        Some(self.done - 1)
    }
}

impl Drop for Rounds {
    fn drop(&mut self) {
        println!("{}: {} of {} rounds", self.test, self.done, self.count);
    }
}

/// The seed of a run: `IBID_SEED`; else always the same in the short form, and
/// another each time in the long one. It is printed, so that it can be given.
pub(crate) fn seed(test: &str) -> u64 {
    let given = std::env::var("IBID_SEED").ok().and_then(|seed| seed.parse().ok());
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let other = || now.map_or(1, |now| now.as_secs());
    let seed = given.unwrap_or_else(|| if is_long() { other() } else { 1 });
    println!("{test}: IBID_SEED={seed}");
    seed
}

/// The generator of all tests, with bounds of 64 bits.
pub(crate) struct Random(random::Random);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(random::Random::new(seed))
    }

    /// A number below `end`; 0 where `end` is 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0.below(end.max(1) as usize) as u64
    }

    pub(crate) fn index(&mut self, len: usize) -> usize {
        self.below(len as u64) as usize
    }
}

/// Options whose lexicon is quick to make an analyser of.
pub(crate) fn small() -> IndexOptions {
    let read = Lexicon::read(
        "[topic.embargo]\nnames = [\"embargo\"]\n[topic.embargo.terms]\nembargo = 0.8\n\
         [family.\"Mi-35\"]\nkind = \"helicopter\"\nnato = [\"Hind E\"]\n",
    );
    assert_eq!(read.problems, []);
    IndexOptions::default().with_lexicon(read.lexicon)
}

/// A folder that goes with the test: in memory where the system has such a
/// place, as the tests of a real disk are those that mount one.
pub(crate) fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// An index of two segments, one of them with deletes.
pub(crate) fn make_two_segments(path: &Path) -> Index {
    let index = small().create(path).unwrap();
    let text = "Embargo lifted\n\nThe arms embargo was lifted on 3 May 2014.\n\nFour Mi-35M \
                helicopters were sold for $153 million, the minister said.\n";
    let mut writer = index.writer().unwrap();
    for number in 0..4 {
        let id = format!("d{number}");
        writer.add(&Document::new(id, text).with_source("Gazette")).unwrap();
    }
    writer.commit().unwrap();
    writer.delete("d1");
    let changed = format!("{text}\nOil prices fell.");
    writer.add(&Document::new("d2", changed).with_title("Deal signed")).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    index
}

/// A copy of the files of a folder.
pub(crate) fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for name in file_names(from) {
        std::fs::copy(from.join(&name), to.join(&name)).unwrap();
    }
}

/// The names of the files in a folder, sorted, without locks.
pub(crate) fn file_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter(|name| Path::new(name).extension().is_none_or(|e| e != "lock")).collect();
    names.sort();
    names
}

/// The names of the files in a folder, without locks, in an order that a seed
/// repeats: ids of segments are random.
pub(crate) fn file_names_by_kind(folder: &Path) -> Vec<String> {
    let mut names = file_names(folder);
    names.sort_by_cached_key(|name| {
        let kind = name.split_once('.').map(|(_, kind)| kind.to_owned());
        (kind, std::fs::metadata(folder.join(name)).unwrap().len())
    });
    names
}

/// The files in an index's folder that its commit does not need.
pub(crate) fn leftovers(folder: &Path) -> Vec<String> {
    let commit = std::fs::read_to_string(folder.join("meta.json")).unwrap();
    let commit: serde_json::Value = serde_json::from_str(&commit).unwrap();
    let of_segment = |segment: &serde_json::Value| {
        let id = segment["segment_id"].as_str().unwrap().replace('-', "");
        (id, segment["deletes"]["opstamp"].as_u64())
    };
    let segments: Vec<(String, Option<u64>)> =
        commit["segments"].as_array().unwrap().iter().map(of_segment).collect();
    let is_needed = |name: &String| {
        let is_of = |(id, deletes): &(String, Option<u64>)| {
            let extension = name.strip_prefix(id.as_str()).and_then(|rest| rest.strip_prefix('.'));
            let Some(extension) = extension else { return false };
            let stamp = extension.strip_suffix(".del");
            stamp.is_none_or(|stamp| stamp.parse().ok() == *deletes && deletes.is_some())
        };
        ["meta.json", ".managed.json"].contains(&name.as_str()) || segments.iter().any(is_of)
    };
    file_names(folder).into_iter().filter(|name| !is_needed(name)).collect()
}

/// This program, to run that ignored test alone.
pub(crate) fn child(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    command
}

/// The variable with a child's work; none in another process.
pub(crate) const WORK: &str = "IBID_TORTURE_WORK";

/// The work of this child, as words; `None` where it is none.
pub(crate) fn work() -> Option<Vec<String>> {
    let work = std::env::var(WORK).ok()?;
    Some(work.split('\t').map(str::to_owned).collect())
}
