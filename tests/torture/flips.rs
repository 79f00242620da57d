//! Every byte of a small index with one bit flipped, bits of a large one, and every
//! file cut: the right answer or an error, and `verify` tells what opening does not.

use std::collections::BTreeMap;
use std::path::Path;

use ibid::Document;

use crate::common::{
    Random, file_names_by_kind, make_two_segments, rounds, scratch, seed, small, times,
};
use crate::probe::{Probed, Prober, Work};
use crate::segment_file::content_bytes;

/// A small index of which one file at a time is damaged.
struct Patient {
    folder: tempfile::TempDir,
    prober: Prober,
    healthy: Probed,
    faults: Vec<String>,
    /// How often damage was told, by `verify` at least, and how often not.
    told: u32,
    right: u32,
    /// Damage that changes no answer and that nothing tells, by file.
    silent: BTreeMap<String, u32>,
}

impl Patient {
    fn small() -> Self {
        Self::new(Work::Probe, |path| drop(make_two_segments(path)))
    }

    fn new(work: Work, make: impl FnOnce(&Path)) -> Self {
        let folder = scratch();
        make(folder.path());
        let mut prober = Prober::new(work);
        let healthy = prober.probe(folder.path());
        let is_healthy = matches!(healthy, Probed::Answers { verified: true, .. });
        assert!(is_healthy, "{healthy:?}");
        Self {
            folder,
            prober,
            healthy,
            faults: Vec::new(),
            told: 0,
            right: 0,
            silent: BTreeMap::new(),
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Probes the index with that file changed; `is_whole` where nothing is lost
    /// that an answer could come from.
    fn probe(&mut self, name: &str, damaged: &[u8], how: &str, is_whole: bool) {
        // By a rename, as a file that is cut under a reader kills it.
        let new = self.path().join("new.lock");
        std::fs::write(&new, damaged).unwrap();
        std::fs::rename(&new, self.path().join(name)).unwrap();
        let probed = self.prober.probe(self.folder.path());
        match (&probed, &self.healthy) {
            (Probed::Told(_), _) => self.told += 1,
            (Probed::Answers { answers, verified }, Probed::Answers { answers: right, .. }) => {
                self.told += u32::from(!verified);
                self.right += u32::from(*verified);
                if answers != right {
                    self.faults.push(format!("{name} {how}: a wrong answer, verify {verified}"));
                } else if *verified && !is_whole {
                    *self.silent.entry(name.to_owned()).or_default() += 1;
                }
            }
            (fault, _) => self.faults.push(format!("{name} {how}: {fault:?}")),
        }
    }

    fn check(&self) {
        println!("{} told, {} not", self.told, self.right);
        assert!(self.told > 3 * self.right, "damage is not seen");
        let (count, faults) = (self.faults.len(), &self.faults[..self.faults.len().min(20)]);
        assert!(self.faults.is_empty(), "{count} faults: {faults:#?}");
        // The list of files that tantivy keeps: no answer comes from it.
        let others: Vec<_> =
            self.silent.iter().filter(|(name, _)| *name != ".managed.json").collect();
        assert!(others.is_empty(), "damage that nothing tells: {others:?}");
    }
}

#[test]
fn flipped_bits_are_told() {
    let mut random = Random::new(seed("flips"));
    let mut patient = Patient::small();
    for name in file_names_by_kind(patient.path()) {
        let whole = std::fs::read(patient.path().join(&name)).unwrap();
        for at in 0..whole.len() {
            let first = random.below(8);
            for bit in first..first + times(1, 8) {
                let mut damaged = whole.clone();
                damaged[at] ^= 1 << (bit % 8);
                let how = format!("bit {} of byte {at} of {}", bit % 8, whole.len());
                patient.probe(&name, &damaged, &how, false);
            }
        }
        std::fs::write(patient.path().join(&name), &whole).unwrap();
    }
    patient.check();
}

/// A large index: what is read of it is a small part, so that most damage is met
/// by no query.
fn make_large(path: &Path, passages: u64) {
    let index = small().create(path).unwrap();
    let mut random = Random::new(7);
    let mut paragraph = || {
        let words: Vec<String> = (0..11).map(|_| format!("w{:x}", random.below(9000))).collect();
        format!("Embargo of {}.\n\n", words.join(" "))
    };
    let mut writer = index.writer().unwrap();
    for number in 0..passages / 8 {
        let text: String = (0..8).map(|_| paragraph()).collect();
        let document = Document::new(format!("d{number:05}"), text).with_source("Gazette");
        writer.add(&document.with_title("Deal signed")).unwrap();
        // Two segments.
        if number == passages / 24 {
            writer.commit().unwrap();
        }
    }
    (0..passages / 8).step_by(100).for_each(|number| writer.delete(&format!("d{number:05}")));
    writer.commit().unwrap();
    writer.close().unwrap();
    let stats = index.stats().unwrap();
    assert!(stats.passages * 100 >= passages * 98, "{stats:?}");
}

#[test]
fn flipped_bits_of_a_large_index_are_told() {
    let mut random = Random::new(seed("large"));
    let mut patient = Patient::new(Work::Sample, |path| make_large(path, times(640, 20_400)));
    let names = file_names_by_kind(patient.path());
    let files: Vec<Vec<u8>> =
        names.iter().map(|name| std::fs::read(patient.path().join(name)).unwrap()).collect();
    for _ in rounds("large", 40, 10_000) {
        let number = random.index(names.len());
        let (name, whole) = (&names[number], &files[number]);
        let (at, bit) = (random.index(whole.len()), random.below(8));
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << bit;
        let how = format!("bit {bit} of byte {at} of {}", whole.len());
        patient.probe(name, &damaged, &how, false);
        std::fs::write(patient.path().join(name), whole).unwrap();
    }
    patient.check();
}

#[test]
fn cut_files_are_told() {
    let mut random = Random::new(seed("cuts"));
    let mut patient = Patient::small();
    for name in file_names_by_kind(patient.path()) {
        let whole = std::fs::read(patient.path().join(&name)).unwrap();
        // A file without a list of its pages' checksums is one of a former build,
        // whose one checksum is compared.
        let former = (!name.ends_with(".json")).then(|| content_bytes(&whole));
        let len = whole.len();
        let mut cuts = vec![0, 1, 4, 8, len / 2, len.saturating_sub(8), len.saturating_sub(1)];
        cuts.extend((0..times(3, 300)).map(|_| random.index(len)));
        for cut in cuts.into_iter().filter(|&cut| cut < len) {
            let how = format!("cut to {cut} of {len} bytes");
            patient.probe(&name, &whole[..cut], &how, former == Some(cut));
        }
        std::fs::write(patient.path().join(&name), &whole).unwrap();
    }
    patient.check();
}
