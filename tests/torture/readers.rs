//! Readers beside writers that are killed: each look sees one commit whole, and
//! never an older one than before.

use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use ibid::{Index, Query};

use crate::calls::{difference, texts};
use crate::common::{Random, WORK, child, scratch, seed, small, times};
use crate::kill::{latest, state_after};
use crate::mount::Mount;

/// Looks at an index until it is told to end; gives the first fault.
fn look(path: &Path, is_over: &AtomicBool, looks: &AtomicU64, opens: bool) -> Result<(), String> {
    let text = |error: ibid::Error| format!("{error:?}");
    let mut index = Index::open(path).map_err(text)?;
    let mut last = 0;
    while !is_over.load(Ordering::Relaxed) {
        if opens {
            index = Index::open(path).map_err(text)?;
        }
        let found = texts(&index)?;
        let number = latest(&found);
        if number < last {
            return Err(format!("commit {number} after {last}"));
        }
        if let Some(difference) = difference(&found, &state_after(number)) {
            return Err(format!("commit {number}: {difference}"));
        }
        index.search(&Query::new("embargo").limit(3)).map_err(text)?;
        last = number;
        looks.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

fn start_writer(path: &Path) -> Child {
    let mut child = child("kill::child_commits_until_it_is_killed");
    let child = child.env(WORK, path).stdout(Stdio::null()).stderr(Stdio::null());
    child.spawn().unwrap()
}

/// A new index, which every commit makes dearer to compare, with readers beside
/// writers that are killed; gives the faults.
fn round(random: &mut Random, readers: u64, looks: &AtomicU64, enough: u64) -> Vec<String> {
    let folder = scratch();
    let path = folder.path().join("x.ibid");
    small().create(&path).unwrap();
    // Without the right to write, a reader has no lock either.
    let mount = Mount::read_only(&path, &folder.path().join("mount"));
    let seen = mount.as_ref().map_or(&*path, Mount::path);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let look = |number: u64| {
            let path = if number % 3 == 2 { seen } else { &*path };
            let is_over = &is_over;
            scope.spawn(move || look(path, is_over, looks, number.is_multiple_of(2)))
        };
        let threads: Vec<_> = (0..readers).map(look).collect();
        while looks.load(Ordering::Relaxed) < enough && threads.iter().all(|t| !t.is_finished()) {
            let mut writer = start_writer(&path);
            std::thread::sleep(Duration::from_millis(20 + random.below(200)));
            writer.kill().unwrap();
            writer.wait().unwrap();
            if latest(&texts(&Index::open(&path).unwrap()).unwrap()) > MAX_COMMITS {
                break;
            }
        }
        is_over.store(true, Ordering::Relaxed);
        threads.into_iter().filter_map(|thread| thread.join().unwrap().err()).collect()
    })
}

/// Commits of one index: what each look compares grows with them.
const MAX_COMMITS: u64 = 500;

#[test]
fn every_look_sees_a_commit() {
    let mut random = Random::new(seed("readers"));
    let looks = AtomicU64::new(0);
    let (readers, enough) = (times(6, 58), times(60, 1_000_000));
    while looks.load(Ordering::Relaxed) < enough {
        assert_eq!(round(&mut random, readers, &looks, enough), [""; 0]);
    }
    println!("{} looks", looks.into_inner());
}
