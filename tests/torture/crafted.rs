//! Files with right checksums that were made to do harm: an error in five
//! seconds and bounded memory, and nothing outside the index is touched.

use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use ibid::{Document, Index};
use serde_json::{Value, json};

use crate::common::{
    Random, copy_files, file_names, file_names_by_kind, make_two_segments, rounds, scratch, seed,
};
use crate::probe::{Probed, Prober, Work};
use crate::segment_file::SegmentFile;

/// What stands between the commit and its checksum.
const SEAL: &str = ",\"ibid_seal\":\"";

/// A commit file with the right checksum.
fn sealed(commit: &Value) -> Vec<u8> {
    let mut commit = commit.clone();
    commit.as_object_mut().unwrap().remove("ibid_seal");
    let json = commit.to_string();
    let open = json.strip_suffix('}').unwrap();
    let crc = crc32fast::hash(open.as_bytes());
    format!("{open}{SEAL}{crc:08x}\"}}\n").into_bytes()
}

/// A segment's file with the right checksums of its changed body.
fn with_checksums(file: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut file = SegmentFile::read(file);
    change(&mut file.body);
    file.into_bytes()
}

/// A healthy index, and a place for its crafted copies.
pub(crate) struct Crafter {
    folder: tempfile::TempDir,
    prober: Prober,
}

impl Crafter {
    pub(crate) fn new(work: Work) -> Self {
        let folder = scratch();
        make_two_segments(&folder.path().join("whole"));
        Self { folder, prober: Prober::new(work) }
    }

    pub(crate) fn whole(&self) -> std::path::PathBuf {
        self.folder.path().join("whole")
    }

    /// The index with that file in place of its own.
    pub(crate) fn probe(&mut self, name: &str, content: &[u8]) -> Probed {
        let crafted = self.folder.path().join("crafted");
        drop(std::fs::remove_dir_all(&crafted));
        copy_files(&self.whole(), &crafted);
        std::fs::write(crafted.join(name), content).unwrap();
        self.prober.probe(&crafted)
    }

    /// The names of the segments' files.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = file_names_by_kind(&self.whole());
        names.into_iter().filter(|name| !name.ends_with(".json")).collect()
    }

    /// The index with some bytes of one of those files changed; an error says which.
    pub(crate) fn probe_random(
        &mut self,
        names: &[String],
        random: &mut Random,
    ) -> Result<Probed, String> {
        let name = &names[random.index(names.len())];
        let file = std::fs::read(self.whole().join(name)).unwrap();
        let mut written = Vec::new();
        let content = with_checksums(&file, |body| {
            for _ in 0..=random.below(3) {
                // Lengths and offsets stand at the end of most files.
                let end = body.len();
                let begin = if random.below(2) == 0 { end.saturating_sub(40) } else { 0 };
                let at = begin + random.index(end - begin);
                let value = [0, 1, 0x7f, 0x80, 0xff, random.below(256) as u8][random.index(6)];
                written.push((at, value));
                body.get_mut(at).into_iter().for_each(|byte| *byte = value);
            }
            if random.below(8) == 0 {
                body.truncate(random.index(body.len() + 1));
            }
        });
        match self.probe(name, &content) {
            Probed::Fault(fault) => Err(format!("{name} with {written:?} {fault}")),
            probed => Ok(probed),
        }
    }

    /// The index with a changed commit.
    pub(crate) fn probe_commit(&mut self, change: impl FnOnce(&mut Value)) -> Probed {
        let commit = std::fs::read(self.whole().join("meta.json")).unwrap();
        let mut commit: Value = serde_json::from_slice(&commit).unwrap();
        change(&mut commit);
        self.probe("meta.json", &sealed(&commit))
    }
}

#[test]
fn the_way_to_craft_is_right() {
    let mut crafter = Crafter::new(Work::Probe);
    let healthy = crafter.probe_commit(|_| ());
    assert!(matches!(healthy, Probed::Answers { verified: true, .. }), "{healthy:?}");
    let name = file_names(&crafter.whole()).into_iter().find(|name| name.ends_with(".store"));
    let name = name.unwrap();
    let file = std::fs::read(crafter.whole().join(&name)).unwrap();
    assert_eq!(crafter.probe(&name, &with_checksums(&file, |_| ())), healthy);
}

#[test]
fn files_with_right_checksums_never_panic() {
    let mut random = Random::new(seed("crafted"));
    let mut crafter = Crafter::new(Work::Probe);
    let names = crafter.names();
    let mut faults = Vec::new();
    for _ in rounds("crafted", 250, 20_000) {
        if let Err(fault) = crafter.probe_random(&names, &mut random) {
            faults.push(fault);
        }
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

fn assert_told(what: &str, probed: &Probed) {
    assert!(matches!(probed, Probed::Told(_)), "{what}: {probed:?}");
}

#[test]
fn a_wrong_number_of_passages_is_told() {
    let mut crafter = Crafter::new(Work::Probe);
    let is = |commit: &Value| commit["segments"][0]["max_doc"].as_u64().unwrap();
    for wrong in [0, 1, 100, (1 << 31) - 2, u32::MAX] {
        let probed = crafter.probe_commit(|commit| commit["segments"][0]["max_doc"] = json!(wrong));
        assert_told(&format!("{wrong} passages"), &probed);
    }
    let more =
        crafter.probe_commit(|commit| commit["segments"][0]["max_doc"] = json!(is(commit) + 1));
    assert_told("a passage more", &more);
}

#[test]
fn a_segment_twice_is_told() {
    let mut crafter = Crafter::new(Work::Probe);
    for times in [1, 10_000] {
        let probed = crafter.probe_commit(|commit| {
            let segments = commit["segments"].as_array_mut().unwrap();
            let first = segments[0].clone();
            segments.extend(std::iter::repeat_n(first, times));
        });
        assert_told(&format!("a segment {times} times more"), &probed);
    }
}

#[test]
fn segments_and_deletes_of_nobody_are_told() {
    let mut crafter = Crafter::new(Work::Probe);
    let changes: [fn(&mut Value); 6] = [
        |commit| commit["segments"][0]["segment_id"] = json!("../../etc/passwd"),
        |commit| commit["segments"][0]["segment_id"] = json!(""),
        |commit| commit["segments"][0]["deletes"] = json!({"num_deleted_docs": 1, "opstamp": 99}),
        |commit| commit["schema"] = json!([]),
        |commit| commit["payload"] = json!("{}"),
        |commit| commit["segments"] = json!({}),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        assert_told(&format!("change {number}"), &crafter.probe_commit(change));
    }
}

/// A frame of zstd that unpacks to that many zeros: four bytes a block of
/// 128 KiB.
fn bomb(bytes: u64) -> Vec<u8> {
    const BLOCK: u32 = 128 << 10;
    // No checksum, no content size; a window of 128 KiB.
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
    let blocks = bytes / u64::from(BLOCK);
    for number in 1..=blocks {
        let is_last = u32::from(number == blocks);
        let header = is_last | (1 << 1) | (BLOCK << 3);
        frame.extend(&header.to_le_bytes()[..3]);
        frame.push(0);
    }
    frame
}

#[test]
fn a_lexicon_that_unpacks_to_gigabytes_is_told() {
    let mut crafter = Crafter::new(Work::Probe);
    let probed = crafter.probe_commit(|commit| {
        let payload = commit["payload"].as_str().unwrap();
        let mut manifest: Value = serde_json::from_str(payload).unwrap();
        manifest["lexicon"] = json!(BASE64_STANDARD.encode(bomb(4 << 30)));
        commit["payload"] = json!(manifest.to_string());
    });
    assert_told("a lexicon of 4 GB", &probed);
}

#[test]
fn nothing_outside_is_touched() {
    let folder = scratch();
    let (path, outside) = (folder.path().join("x.ibid"), folder.path().join("victim"));
    let index = make_two_segments(&path);
    let inside = path.join("notes.txt");
    for file in [&outside, &inside] {
        std::fs::write(file, "precious").unwrap();
    }
    std::fs::create_dir(path.join("folder")).unwrap();
    let list = path.join(".managed.json");
    let mut names: Vec<String> = serde_json::from_slice(&std::fs::read(&list).unwrap()).unwrap();
    names.extend(
        ["../victim", "folder/../../victim", "notes.txt", ".", "..", ""].map(str::to_owned),
    );
    names.push(outside.to_str().unwrap().to_owned());
    std::fs::write(&list, json!(names).to_string()).unwrap();
    commit(&index);
    commit(&Index::open(&path).unwrap());
    for file in [&outside, &inside] {
        assert_eq!(std::fs::read_to_string(file).unwrap(), "precious", "{file:?}");
    }
}

/// Every way by which files are collected.
fn commit(index: &Index) {
    let mut writer = index.writer().unwrap();
    writer.add(&Document::new("new", "A tug.")).unwrap();
    writer.commit().unwrap();
    writer.optimize().unwrap();
    writer.close().unwrap();
}

#[test]
fn a_lost_or_damaged_list_of_files_is_made_again() {
    for damaged in ["", "[", "{}", "[1]", "[\"../x\"]"] {
        let folder = scratch();
        let index = make_two_segments(folder.path());
        std::fs::write(folder.path().join(".managed.json"), damaged).unwrap();
        commit(&index);
        assert_eq!(crate::common::leftovers(folder.path()), [""; 0], "{damaged}");
        check(folder.path());
    }
}

fn check(path: &Path) {
    let index = Index::open(path).unwrap();
    index.verify().unwrap();
    assert_eq!(index.documents().unwrap().count(), 4);
}
