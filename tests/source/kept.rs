//! Indexes of folders that are kept: they answer as new ones do, whatever happened to the
//! folder, to them or to the run before.

use std::fs;
use std::path::{Path, PathBuf};

use ibid::config::Config;
use ibid::source::{Folder, KeptIndex, KeptIndexes, KeptState, SyncOptions, Synchronizer};
use ibid::{Error, Index, IndexOptions, Lexicon};
use proptest::prelude::*;
use tempfile::TempDir;

use super::sync::{counts, ids, texts};
use super::{folder, write};

fn index_options() -> IndexOptions {
    IndexOptions::default().with_lexicon(Lexicon::default())
}

fn options() -> SyncOptions {
    SyncOptions::default().with_threads(2).with_lock_wait_ms(50)
}

fn open(cache: &Path, folder: &Path) -> KeptIndex {
    KeptIndexes::new(cache).open(folder, &index_options(), &options(), |_| ()).unwrap()
}

/// An index that is made anew over the folder as it is.
fn anew(folder: &Path) -> Index {
    let index = index_options().in_memory().unwrap();
    let mut run = Synchronizer::new(&index, &options()).unwrap();
    run.folder(&Folder::new(folder.canonicalize().unwrap())).unwrap();
    run.finish().unwrap();
    index
}

/// The one folder of the cache.
fn place(cache: &Path) -> PathBuf {
    let mut entries = fs::read_dir(cache).unwrap();
    let place = entries.next().unwrap().unwrap().path();
    assert!(entries.next().is_none());
    place
}

fn cache() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn only_what_changed_is_read() {
    let (cache, dir) =
        (cache(), folder(&[("a.txt", b"One."), ("b.txt", b"Two."), ("c.txt", b" ")]));
    let first = open(cache.path(), dir.path());
    assert_eq!((first.state, counts(&first.report)), (KeptState::Updated, [2, 0, 0, 0]));
    let second = open(cache.path(), dir.path());
    assert_eq!((second.state, counts(&second.report)), (KeptState::Unchanged, [0, 0, 0, 2]));
    // What gave nothing is told, and not read again.
    assert_eq!(second.report.skipped, first.report.skipped);
    write(dir.path(), "b.txt", b"Two more.");
    let mut read = Vec::new();
    let kept = KeptIndexes::new(cache.path());
    let third =
        kept.open(dir.path(), &index_options(), &options(), |p| read.push(p.total)).unwrap();
    assert_eq!((third.state, counts(&third.report)), (KeptState::Updated, [0, 1, 0, 1]));
    assert_eq!((read[0], third.report.skipped), (1, first.report.skipped));
    third.index.verify().unwrap();
}

/// What cannot be read any more is not answered from what it was.
#[test]
fn documents_go_with_their_files() {
    let (cache, dir) =
        (cache(), folder(&[("a.txt", b"One."), ("b.txt", b"Two."), ("c/d.txt", b"3.")]));
    assert_eq!(ids(&open(cache.path(), dir.path()).index).len(), 3);
    write(dir.path(), "a.txt", b"binary\0\x01\x02\x03\x04");
    write(dir.path(), "b.txt", b"");
    let now = open(cache.path(), dir.path());
    assert_eq!((ids(&now.index), now.report.skipped.len()), (vec!["c/d.txt".to_owned()], 2));
}

/// A disk that is not mounted looks like an empty folder.
#[test]
fn the_index_of_a_folder_that_is_empty_now_is_kept() {
    let (cache, dir) = (cache(), folder(&[("a.txt", b"One.")]));
    open(cache.path(), dir.path());
    let aside = dir.path().with_extension("aside");
    fs::rename(dir.path(), &aside).unwrap();
    fs::create_dir(dir.path()).unwrap();
    let empty = open(cache.path(), dir.path());
    assert_eq!((empty.state, ids(&empty.index).len()), (KeptState::Empty, 0));
    fs::remove_dir(dir.path()).unwrap();
    fs::rename(&aside, dir.path()).unwrap();
    assert_eq!(open(cache.path(), dir.path()).state, KeptState::Unchanged);
}

#[cfg(unix)]
#[test]
fn one_folder_has_one_index_by_whatever_path() {
    let (cache, dir) = (cache(), folder(&[("a.txt", b"One.")]));
    open(cache.path(), dir.path());
    let link = cache.path().with_extension("link");
    std::os::unix::fs::symlink(dir.path(), &link).unwrap();
    let by_link = open(cache.path(), &link);
    fs::remove_file(&link).unwrap();
    assert_eq!((by_link.state, ids(&by_link.index)), (KeptState::Unchanged, vec!["a.txt".into()]));
    place(cache.path());
}

#[test]
fn each_way_of_making_it_has_an_index() {
    let (cache, dir) = (cache(), folder(&[("a.txt", b"One.")]));
    let kept = KeptIndexes::new(cache.path());
    let field = index_options().with_config(Config::default().with_fields(["author"]));
    for _ in 0..2 {
        for options in [&index_options(), &field] {
            let index =
                kept.open(dir.path(), options, &SyncOptions::default(), |_| ()).unwrap().index;
            assert_eq!(index.config().fields, options.config().fields);
        }
    }
    assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 2);
}

type Damage<'d> = &'d dyn Fn(&Path);

#[test]
fn what_is_damaged_or_of_another_version_is_replaced() {
    let cut = |place: &Path, ending: &str| {
        for file in fs::read_dir(place.join("index")).unwrap() {
            let path = file.unwrap().path();
            if path.to_string_lossy().ends_with(ending) {
                fs::write(&path, "cut").unwrap();
            }
        }
    };
    let of_version = |place: &Path| {
        let file = place.join("last-run.json");
        let last = fs::read_to_string(&file).unwrap();
        fs::write(&file, last.replace("\"version\":\"", "\"version\":\"0.0.1-")).unwrap();
    };
    let cases: [(&str, Damage<'_>); 6] = [
        ("damaged", &|place| cut(place, "meta.json")),
        ("damaged", &|place| cut(place, ".store")),
        ("damaged", &|place| cut(place, ".fast")),
        ("is a file", &|place| {
            fs::remove_dir_all(place.join("index")).unwrap();
            fs::write(place.join("index"), "x").unwrap();
        }),
        ("is not empty", &|place| {
            fs::remove_dir_all(place.join("index")).unwrap();
            fs::create_dir(place.join("index")).unwrap();
            fs::write(place.join("index/notes"), "x").unwrap();
        }),
        ("is of ibid 0.0.1-", &of_version),
    ];
    for (expected, damage) in cases {
        let (cache, dir) = (cache(), folder(&[("a.txt", b"One."), ("b.txt", b"Two.")]));
        open(cache.path(), dir.path());
        damage(&place(cache.path()));
        // A change, so that the documents are looked at.
        write(dir.path(), "b.txt", b"Two more.");
        let kept = open(cache.path(), dir.path());
        let KeptState::Replaced { reason } = &kept.state else {
            panic!("{expected}: {:?}", kept.state)
        };
        assert!(reason.contains(expected), "{reason} for {expected}");
        assert_eq!(texts(&kept.index), texts(&anew(dir.path())));
        kept.index.verify().unwrap();
        assert_eq!(open(cache.path(), dir.path()).state, KeptState::Unchanged);
    }
}

/// A run that is cut off has committed something, or nothing, and notes nothing.
#[test]
fn a_run_that_is_cut_off_is_gone_on_with() {
    let (cache, dir) = (cache(), folder(&[("a.txt", b"One.")]));
    open(cache.path(), dir.path());
    let place = place(cache.path());
    fs::remove_file(place.join("last-run.json")).unwrap();
    write(dir.path(), "b.txt", b"Two.");
    let kept = open(cache.path(), dir.path());
    assert_eq!((kept.state, counts(&kept.report)), (KeptState::Updated, [1, 0, 0, 1]));
    let cases =
        [("last-run.json.tmp", KeptState::Unchanged), ("last-run.json", KeptState::Updated)];
    for (left, expected) in cases {
        fs::write(place.join(left), "{\"version\":").unwrap();
        let kept = open(cache.path(), dir.path());
        assert_eq!((kept.state, ids(&kept.index).len()), (expected, 2), "{left}");
    }
    // A creation that was cut off, with a note of an index that was there.
    fs::remove_dir_all(place.join("index")).unwrap();
    fs::create_dir(place.join("index")).unwrap();
    let kept = open(cache.path(), dir.path());
    assert_eq!((kept.state, ids(&kept.index).len()), (KeptState::Updated, 2));
    // A later commit than the one that is noted.
    let kept = open(cache.path(), dir.path());
    let mut writer = kept.index.writer().unwrap();
    writer.delete("a.txt");
    writer.commit().unwrap();
    writer.close().unwrap();
    let kept = open(cache.path(), dir.path());
    assert_eq!((kept.state, ids(&kept.index).len()), (KeptState::Updated, 2));
}

/// Puts another text in the place of a file, with its length and time of change.
#[cfg(unix)]
fn replace_unseen(folder: &Path, name: &str, text: &[u8]) {
    let (path, aside) = (folder.join(name), folder.with_extension("aside"));
    let before = path.metadata().unwrap();
    assert_eq!(before.len(), text.len() as u64);
    fs::write(&aside, text).unwrap();
    let file = fs::File::options().write(true).open(&aside).unwrap();
    file.set_modified(before.modified().unwrap()).unwrap();
    fs::rename(&aside, &path).unwrap();
}

/// The index answered with the text of the file that was there before.
#[cfg(unix)]
#[test]
fn a_file_in_the_place_of_one_of_its_length_and_time_is_read() {
    let answers_as_anew = |cache: &Path, dir: &Path, expected: [usize; 4]| {
        let kept = open(cache, dir);
        assert_eq!(texts(&kept.index), texts(&anew(dir)));
        assert_eq!((kept.state, counts(&kept.report)), (KeptState::Updated, expected));
        assert_eq!(open(cache, dir).state, KeptState::Unchanged);
    };
    let (cache, dir) =
        (cache(), folder(&[("a.txt", b"One tug."), ("b.txt", b"Two."), ("c.txt", b"  ")]));
    let (cache, dir) = (cache.path(), dir.path());
    open(cache, dir);
    replace_unseen(dir, "a.txt", b"Two cap.");
    answers_as_anew(cache, dir, [0, 1, 0, 1]);
    // A file that gave nothing.
    replace_unseen(dir, "c.txt", b"Go");
    answers_as_anew(cache, dir, [1, 0, 0, 2]);
    // What is known of the files is lost: all are read.
    replace_unseen(dir, "a.txt", b"Six cap.");
    fs::remove_file(place(cache).join("file-states.json")).unwrap();
    answers_as_anew(cache, dir, [0, 3, 0, 0]);
    // In place, and its time set back.
    let file = fs::File::options().write(true).open(dir.join("a.txt")).unwrap();
    let before = file.metadata().unwrap().modified().unwrap();
    fs::write(dir.join("a.txt"), b"Ten cap.").unwrap();
    file.set_modified(before).unwrap();
    answers_as_anew(cache, dir, [0, 1, 0, 2]);
}

/// A run that is cut off has read nothing of what is doubted, or something: it is read.
#[cfg(unix)]
#[test]
fn what_is_doubted_is_read_after_a_run_that_was_cut_off() {
    let (cache, dir) = (cache(), folder(&[("a.txt", b"One tug."), ("b.txt", b"Two.")]));
    open(cache.path(), dir.path());
    replace_unseen(dir.path(), "a.txt", b"Two cap.");
    // It begins, notes how the files are, and cannot write the index.
    let place = place(cache.path());
    let index = Index::open(place.join("index")).unwrap();
    let writer = index.writer().unwrap();
    let failed =
        KeptIndexes::new(cache.path()).open(dir.path(), &index_options(), &options(), |_| ());
    assert!(matches!(failed, Err(Error::Locked { .. })), "{failed:?}");
    writer.close().unwrap();
    let kept = open(cache.path(), dir.path());
    assert_eq!(counts(&kept.report), [0, 1, 0, 1]);
    assert_eq!(texts(&kept.index), texts(&anew(dir.path())));
}

/// Two editions of an archive, whose files all have one time: the second came in the place
/// of the first, and was answered with its texts.
#[test]
fn another_edition_of_an_archive_is_read() {
    let (cache, dir) = (cache(), folder(&[]));
    let edition = |name: &str, text: &[u8]| {
        fs::create_dir(dir.path().join(name)).unwrap();
        let path = dir.path().join(name).join("report.txt");
        fs::write(&path, text).unwrap();
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_hours(87_648);
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    };
    edition("june", b"One tug.");
    open(cache.path(), dir.path());
    fs::remove_dir_all(dir.path().join("june")).unwrap();
    edition("july", b"Two cap.");
    let kept = open(cache.path(), dir.path());
    assert_eq!(texts(&kept.index), texts(&anew(dir.path())));
    assert_eq!(texts(&kept.index).len(), 1);
}

#[test]
fn several_at_once_all_answer() {
    let files: Vec<(String, String)> =
        (0..40).map(|n| (format!("{n}.txt"), format!("Report {n} of tugs."))).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let (cache, dir) = (cache(), folder(&files));
    let patient = SyncOptions::default().with_threads(1).with_lock_wait_ms(20_000);
    let kept = KeptIndexes::new(cache.path());
    let ask = || kept.open(dir.path(), &index_options(), &patient, |_| ()).unwrap();
    for count in 40..43 {
        let opened: Vec<KeptIndex> = std::thread::scope(|scope| {
            let asked: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
            asked.into_iter().map(|asked| asked.join().unwrap()).collect()
        });
        assert!(opened.iter().all(|kept| ids(&kept.index).len() == count));
        let writers = opened.iter().filter(|kept| kept.state == KeptState::Updated).count();
        assert_eq!(writers, 1, "the others find it done");
        write(dir.path(), &format!("{count}.txt"), b"New.");
    }
}

/// One that takes longer than is waited: the last commit answers, if there was a whole one.
#[test]
fn another_that_writes_for_long_is_not_waited_for() {
    let (cache, dir) = (cache(), folder(&[("a.txt", b"One.")]));
    open(cache.path(), dir.path());
    let place = place(cache.path());
    let lock = fs::File::options().write(true).open(place.join("lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(open(cache.path(), dir.path()).state, KeptState::Unchanged);
    write(dir.path(), "b.txt", b"Two.");
    let outdated = open(cache.path(), dir.path());
    assert_eq!((outdated.state, ids(&outdated.index).len()), (KeptState::Outdated, 1));
    fs::remove_file(place.join("last-run.json")).unwrap();
    let never_whole =
        KeptIndexes::new(cache.path()).open(dir.path(), &index_options(), &options(), |_| ());
    assert!(matches!(never_whole, Err(Error::Locked { waited_ms: 50.., .. })), "{never_whole:?}");
    lock.unlock().unwrap();
    assert_eq!(ids(&open(cache.path(), dir.path()).index).len(), 2);
}

#[test]
fn a_place_that_is_a_file_is_an_error() {
    let (cache, dir) = (cache(), folder(&[("a.txt", b"One.")]));
    let file = cache.path().join("file");
    fs::write(&file, "x").unwrap();
    let failed = KeptIndexes::new(&file).open(dir.path(), &index_options(), &options(), |_| ());
    assert!(matches!(failed, Err(Error::Io { .. })), "{failed:?}");
}

#[derive(Debug, Clone)]
enum Change {
    Write(usize, usize),
    Remove(usize),
    Rename(usize, usize),
    Open,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (0..6_usize, 0..5_usize).prop_map(|(file, text)| Change::Write(file, text)),
        1 => (0..6_usize).prop_map(Change::Remove),
        1 => (0..6_usize, 0..6_usize).prop_map(|(from, to)| Change::Rename(from, to)),
        2 => Just(Change::Open),
    ]
}

const NAMES: [&str; 6] = ["a.txt", "b.txt", "sub/a.txt", "sub/b.md", "t.csv", "c.rtf"];
const TEXTS: [&str; 5] =
    ["One tug.", "port,tugs\nHallan,9\n", "{\\rtf1 Nine.\\par Four.}", " ", "x\0\x01\x02\x03\x04"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever changed between, a kept index has what a new one has.
    #[test]
    fn a_kept_index_is_one_made_anew(changes in proptest::collection::vec(change(), 1..14)) {
        let (cache, dir) = (cache(), folder(&[("first.txt", b"A crane.")]));
        // Each time another, so that two texts of one length differ in it.
        for (age, change) in (100..).zip(changes.into_iter().chain([Change::Open])) {
            let at = |name: usize| dir.path().join(NAMES[name]);
            match change {
                Change::Write(file, text) => {
                    super::write_aged(dir.path(), NAMES[file], TEXTS[text].as_bytes(), age);
                }
                Change::Remove(file) => drop(fs::remove_file(at(file))),
                Change::Rename(from, to) => {
                    fs::create_dir_all(dir.path().join("sub")).unwrap();
                    drop(fs::rename(at(from), at(to)));
                }
                Change::Open => {
                    let kept = open(cache.path(), dir.path()).index;
                    let documents = |index: &Index| -> Vec<ibid::Document> {
                        index.documents().unwrap().map(Result::unwrap).collect()
                    };
                    prop_assert_eq!(documents(&kept), documents(&anew(dir.path())));
                }
            }
        }
    }
}
