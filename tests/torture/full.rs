//! A disk that fills up during an update: an error that says so, the last
//! commit is searched, and with room the same work is done.

use std::path::Path;

use ibid::{Document, Error, Index, IndexOptions, Query, Result};

use crate::calls::{Texts, difference, texts};
use crate::common::{Random, leftovers, scratch, small, times};
use crate::mount::Mount;

/// Articles that do not pack well.
fn articles(version: u64) -> Texts {
    let mut random = Random::new(version);
    let word = |random: &mut Random| format!("w{:x}", random.below(1 << 20));
    let mut article = |id: u64| {
        let words: Vec<String> = (0..150).map(|_| word(&mut random)).collect();
        (format!("d{id:02}"), format!("Embargo {version}. {}.\n", words.join(" ")))
    };
    (0..20).map(&mut article).collect()
}

fn update(index: &Index, articles: &Texts) -> Result<()> {
    let mut writer = index.writer()?;
    for (id, text) in articles {
        writer.add(&Document::new(&**id, &**text))?;
    }
    writer.commit()?;
    writer.close()
}

fn bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().metadata().unwrap().len().next_multiple_of(4096)).sum()
}

fn holds(index: &Index, expected: &Texts) {
    assert_eq!(difference(&texts(index).unwrap(), expected), None);
    assert_eq!(index.count(&Query::new("embargo")).unwrap(), expected.len());
}

/// Updates an index with so much room; whether that was enough.
fn update_with(kilobytes: u64, options: IndexOptions) -> Option<bool> {
    let folder = scratch();
    let mount = Mount::in_memory(&folder.path().join("disk"), 1 << 14)?;
    let path = mount.path().join("x.ibid");
    let index = options.create(&path).unwrap();
    update(&index, &articles(1)).unwrap();
    assert!(mount.remount(&format!("size={}k", bytes(&path) / 1024 + kilobytes)));
    let outcome = update(&index, &articles(2));
    let fits = outcome.is_ok();
    match outcome {
        Ok(()) => holds(&index, &articles(2)),
        Err(Error::DiskFull { .. }) => {
            // The commit may have been made before a merge ran out of room.
            let found = texts(&index).unwrap();
            let expected = if found == articles(2) { articles(2) } else { articles(1) };
            holds(&Index::open(&path).unwrap(), &expected);
        }
        Err(error) => panic!("with {kilobytes} KB: {error:?}"),
    }
    assert!(mount.remount("size=32768k"));
    update(&index, &articles(2)).unwrap_or_else(|e| panic!("room, after {kilobytes} KB: {e:?}"));
    holds(&Index::open(&path).unwrap(), &articles(2));
    assert_eq!(leftovers(&path), [""; 0], "after {kilobytes} KB");
    Some(fits)
}

#[test]
fn a_disk_that_fills_up() {
    let mut fits = Vec::new();
    for kilobytes in (0..240).step_by(times(16, 4) as usize) {
        let Some(is_enough) = update_with(kilobytes, small()) else { return };
        fits.push(is_enough);
    }
    assert!(fits.contains(&false) && fits.contains(&true), "no size tells anything: {fits:?}");
}

#[test]
fn a_disk_that_is_full_from_the_start() {
    let folder = scratch();
    for kilobytes in [4, 8, 12, 20, 40] {
        let Some(mount) = Mount::in_memory(&folder.path().join("disk"), kilobytes) else { return };
        let path = mount.path().join("x.ibid");
        let created = small().create(&path);
        let is_told = matches!(created, Err(Error::DiskFull { .. }) | Ok(_));
        assert!(is_told, "{kilobytes} KB: {created:?}");
        drop(created);
        assert!(mount.remount("size=8192k"));
        let index = small().open_or_create(&path).unwrap();
        update(&index, &articles(1)).unwrap();
        holds(&index, &articles(1));
    }
}
