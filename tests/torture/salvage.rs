//! What is whole of a damaged index is kept, and what is lost is named.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use ibid::index::SalvageReport;
use ibid::{Document, Error, Index, WriterOptions};

use crate::calls::{Texts, difference, texts};
use crate::common::{
    Random, copy_files, file_names, file_names_by_kind, rounds, scratch, seed, small, times,
};

/// Of many passages, so that a file has several blocks of them.
fn article(number: u64) -> Document {
    let mut random = Random::new(number);
    let mut text = format!("Article {number}\n\n");
    for _ in 0..=random.below(10) {
        let words: Vec<String> = (0..30).map(|_| format!("w{:x}", random.below(1 << 16))).collect();
        text += &format!("{}.\n\n", words.join(" "));
    }
    Document::new(format!("d{number:02}"), text).with_title("Deal").with_source("Gazette")
}

/// An index of two segments with deletes in the first.
fn make(path: &Path) -> Texts {
    let index = small().create(path).unwrap();
    for numbers in [0..20, 20..30] {
        let mut writer = index.writer().unwrap();
        for number in numbers {
            writer.add(&article(number)).unwrap();
        }
        writer.delete("d03");
        writer.commit().unwrap();
    }
    texts(&index).unwrap()
}

struct Ward {
    folder: tempfile::TempDir,
    expected: Texts,
}

impl Ward {
    fn new() -> Self {
        let folder = scratch();
        let expected = make(&folder.path().join("whole"));
        assert_eq!(expected.len(), 29);
        Self { folder, expected }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names of the index's files that end so.
    fn names(&self, ending: &str) -> Vec<String> {
        let names = file_names_by_kind(&self.path("whole"));
        names.into_iter().filter(|name| name.ends_with(ending)).collect()
    }

    /// Salvages the index after a change; what the new index has.
    fn salvage(&self, damage: impl FnOnce(&Path)) -> (SalvageReport, Texts) {
        let (damaged, new) = (self.path("damaged"), self.path("new"));
        for folder in [&damaged, &new] {
            drop(std::fs::remove_dir_all(folder));
        }
        copy_files(&self.path("whole"), &damaged);
        damage(&damaged);
        let report = Index::salvage(&damaged, &new).unwrap();
        let index = Index::open(&new).unwrap();
        index.verify().unwrap();
        (report, texts(&index).unwrap())
    }
}

fn change(file: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(file).unwrap();
    change(&mut bytes);
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn a_whole_index_is_kept_whole() {
    let ward = Ward::new();
    let (report, kept) = ward.salvage(|_| ());
    assert_eq!(difference(&kept, &ward.expected), None);
    assert_eq!((report.kept, report.lost, report.damage), (29, vec![], vec![]));
    let document = Index::open(ward.path("new")).unwrap().document("d07").unwrap();
    assert_eq!(document, Some(article(7)));
}

#[test]
fn every_file_but_the_texts_can_be_lost() {
    let ward = Ward::new();
    for name in file_names(&ward.path("whole")) {
        let is_needed = [".store", ".del", "meta.json"].iter().any(|end| name.ends_with(end));
        if is_needed {
            continue;
        }
        let (report, kept) = ward.salvage(|path| std::fs::remove_file(path.join(&name)).unwrap());
        assert_eq!(difference(&kept, &ward.expected), None, "{name}");
        assert_eq!((report.lost, report.unproven), (vec![], vec![]), "{name}");
    }
}

#[test]
fn a_lost_file_of_texts_loses_its_documents_by_name() {
    let ward = Ward::new();
    for name in ward.names(".store") {
        let (report, kept) = ward.salvage(|path| std::fs::remove_file(path.join(&name)).unwrap());
        let mut ids: BTreeSet<String> = kept.into_keys().collect();
        ids.extend(report.lost.iter().map(|lost| lost.id.clone()));
        assert!(!report.lost.is_empty() && ids.iter().eq(ward.expected.keys()), "{report:?}");
    }
}

#[test]
fn a_lost_commit_loses_no_document() {
    let ward = Ward::new();
    let damages: [fn(&Path); 3] = [
        |path| std::fs::remove_file(path.join("meta.json")).unwrap(),
        |path| std::fs::write(path.join("meta.json"), "").unwrap(),
        |path| change(&path.join("meta.json"), |bytes| bytes.truncate(bytes.len() / 2)),
    ];
    for damage in damages {
        let (report, kept) = ward.salvage(damage);
        assert_eq!(difference(&kept, &ward.expected), None);
        assert!(!report.damage.is_empty());
    }
}

#[test]
fn a_lost_list_of_deletes_loses_no_document() {
    let ward = Ward::new();
    for name in ward.names(".del") {
        let (report, kept) = ward.salvage(|path| change(&path.join(&name), |bytes| bytes[3] ^= 1));
        let missing: Vec<_> =
            ward.expected.iter().filter(|(id, _)| !kept.contains_key(*id)).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(report.damage.iter().any(|damage| damage.contains("may be there again")));
    }
}

/// Flipped bits of the texts: what is kept and not said to be unproven is what
/// was given, and what is not kept is told.
#[test]
fn damaged_texts_are_kept_or_told() {
    let ward = Ward::new();
    let mut random = Random::new(seed("salvage"));
    let names = ward.names(".store");
    for _ in rounds("salvage", 15, 2000) {
        let name = &names[random.index(names.len())];
        let damage = |path: &Path| {
            change(&path.join(name), |bytes| {
                let at = random.index(bytes.len());
                bytes[at] ^= 1 << random.below(8);
                if random.below(8) == 0 {
                    bytes.truncate(at);
                }
            });
        };
        let (report, kept) = ward.salvage(damage);
        for (id, text) in &kept {
            assert_eq!(ward.expected.get(id), Some(text), "{id} is changed: {report:?}");
        }
        // The checksum of each passage proves it.
        assert_eq!(report.unproven, [""; 0]);
        let is_told = |id: &String| report.lost.iter().any(|lost| lost.id == *id);
        let nameless = report.lost.iter().any(|lost| lost.id.starts_with("that of"));
        let missing = ward.expected.keys().filter(|id| !kept.contains_key(*id));
        let silent: Vec<_> = missing.filter(|id| !is_told(id) && !nameless).collect();
        assert!(silent.is_empty(), "{silent:?} are lost without a word: {report:?}");
        assert!(!report.damage.is_empty());
    }
}

/// More passages in a row that cannot be read than are named: what comes after
/// them is kept all the same, and all the others are named or counted.
#[test]
fn what_stands_behind_much_damage_is_kept() {
    let folder = scratch();
    let (damaged, new) = (folder.path().join("damaged"), folder.path().join("new"));
    let index = small().create(&damaged).unwrap();
    let count = times(4_000, 130_000);
    let mut writer = index.writer_with(&WriterOptions::default().with_threads(1)).unwrap();
    for number in 0..count {
        writer.add(&Document::new(format!("d{number:06}"), format!("Tug {number}."))).unwrap();
    }
    writer.optimize().unwrap();
    writer.close().unwrap();
    drop(index);
    let name = file_names(&damaged).into_iter().find(|name| name.ends_with(".store")).unwrap();
    change(&damaged.join(name), |bytes| {
        let end = bytes.len() * 9 / 10;
        bytes[..end].fill(0);
    });
    let report = Index::salvage(&damaged, &new).unwrap();
    let counted: u64 = report
        .damage
        .iter()
        .filter_map(|damage| {
            damage.strip_suffix(" more passages are lost, whose documents are not named")
        })
        .map(|count| count.parse::<u64>().unwrap())
        .sum();
    let lost = report.lost.len() as u64 + counted;
    assert_eq!((report.kept + lost, counted > 0), (count, count > 120_000), "{:?}", report.damage);
    assert!(report.kept * 20 > count, "{} kept", report.kept);
    let document = Index::open(&new).unwrap().document(&format!("d{:06}", count - 1)).unwrap();
    assert_eq!(document.unwrap().text, format!("Tug {}.", count - 1));
}

/// Copies an index of format 2 to a folder, as one of today's analysis.
fn copy_format_2(to: &Path) {
    copy_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/v2"), to);
    if let Err(Error::Analysis { found, expected, .. }) = Index::open(to) {
        let commit = to.join("meta.json");
        let text = std::fs::read_to_string(&commit).unwrap().replace(&found, &expected);
        std::fs::write(&commit, text).unwrap();
    }
}

/// An index of format 2, whose passages have no checksums, with a damaged file
/// of texts: what can be read is kept, and all of it is said to be unproven.
#[test]
fn without_seals_nothing_of_a_damaged_file_is_proven() {
    let folder = scratch();
    let (damaged, new) = (folder.path().join("damaged"), folder.path().join("new"));
    copy_format_2(&damaged);
    assert!(!Index::open(&damaged).unwrap().has_seals());
    let salvage = || {
        drop(std::fs::remove_dir_all(&new));
        Index::salvage(&damaged, &new).unwrap()
    };
    let report = salvage();
    assert_eq!((report.kept, report.unproven, report.damage), (3, vec![], vec![]));
    let name = file_names(&damaged).into_iter().find(|name| name.ends_with(".store")).unwrap();
    // In tantivy's footer, so that every text can be read.
    change(&damaged.join(name), |bytes| {
        let at = bytes.windows(5).rposition(|bytes| bytes == b"\"crc\"").unwrap() + 7;
        bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
    });
    let report = salvage();
    assert_eq!((report.kept, report.lost.len(), report.unproven.len()), (3, 0, 3), "{report:?}");
    assert!(Index::open(&new).unwrap().has_seals());
}

/// The example beside this program, where it was built.
fn example() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let check = program.parent()?.parent()?.join("examples/check");
    check.exists().then_some(check)
}

#[test]
fn the_example_says_what_to_do() {
    let Some(check) = example() else { return };
    let ward = Ward::new();
    let damaged = ward.path("damaged");
    copy_files(&ward.path("whole"), &damaged);
    change(&damaged.join(&ward.names(".idx")[0]), |bytes| bytes[7] ^= 4);
    let run = |arguments: &[&Path]| {
        let output = Command::new(&check).args(arguments).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), text)
    };
    let (status, text) = run(&[&ward.path("whole")]);
    assert_eq!((status, text.lines().count()), (0, 1), "{text}");
    assert!(text.contains("is whole: 29 documents, "), "{text}");
    let (status, text) = run(&[&damaged]);
    assert_eq!((status, text.lines().count()), (1, 1), "{text}");
    assert!(text.contains(".idx") && text.contains("--repair"), "{text}");
    let (status, text) = run(&[&damaged, "--repair".as_ref(), &ward.path("new")]);
    assert!(status == 1 && text.contains("29 documents kept, 0 lost\n"), "{text}");
    let (status, text) = run(&[&ward.path("new")]);
    assert!(status == 0 && !text.contains("seals"), "{text}");
    let golden = ward.path("golden");
    copy_format_2(&golden);
    let (status, text) = run(&[&golden]);
    assert_eq!((status, text.lines().count()), (0, 1), "{text}");
    assert!(text.contains("without seals") && text.contains("--rebuild"), "{text}");
    assert_eq!(run(&[&ward.path("nowhere")]).0, 2);
    assert_eq!(run(&["--unknown".as_ref()]).0, 2);
}
