//! Power is lost between any two system calls: every commit that was told of
//! is there, whatever the disk had not been asked to keep.

mod disk;
mod ext4;
mod trace;

use std::path::Path;
use std::process::Command;

use ibid::{Document, Index};

use crate::calls::{difference, texts};
use crate::common::{Random, WORK, child, leftovers, rounds, scratch, seed, small, work};
use crate::kill::{changes, latest, state_after};
use disk::{Operation, Rule, lose_power};
use trace::{SYSTEM_CALLS, read_trace};

const COMMITS: u64 = 7;

#[test]
#[ignore = "runs as the child of the test below, which traces it"]
fn child_commits() {
    let Some(work) = work() else { return };
    let index = small().create(&work[0]).unwrap();
    println!("\ncommitted 0");
    let mut writer = index.writer().unwrap();
    for number in 1..=COMMITS {
        let (added, deleted) = changes(number);
        for (id, text) in &added {
            writer.add(&Document::new(&**id, &**text)).unwrap();
        }
        for id in &deleted {
            writer.delete(id);
        }
        writer.commit().unwrap();
        println!("\ncommitted {number}");
        if number == 4 {
            writer.optimize().unwrap();
        }
        if number == 5 {
            drop(writer);
            writer = index.writer().unwrap();
        }
    }
}

/// What a child asked of the disk; `None`, and a message, where it cannot be
/// traced.
fn record(folder: &Path) -> Option<Vec<Operation>> {
    let (index, trace) = (folder.join("x.ibid"), folder.join("trace"));
    let program = child("power::child_commits");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-xx", "-s", "10000000", "-e", SYSTEM_CALLS, "-o"]).arg(&trace);
    strace.arg(program.get_program()).args(program.get_args()).env(WORK, &index);
    if !strace.output().is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: strace is missing or refused");
        return None;
    }
    Some(read_trace(&std::fs::read_to_string(trace).unwrap(), &index))
}

/// The commit that was told of last.
fn told(operations: &[Operation]) -> Option<u64> {
    let numbers = operations.iter().filter_map(|operation| match operation {
        Operation::Told(number) => Some(*number),
        _ => None,
    });
    numbers.max()
}

/// What is wrong with the index that is left after a loss of power.
fn fault(path: &Path, told: Option<u64>) -> Result<(), String> {
    let Some(told) = told else {
        // Nothing was promised; but the same work can be done.
        return small().open_or_create(path).map(drop).map_err(|e| format!("created again: {e:?}"));
    };
    let text = |error: ibid::Error| format!("{error:?}");
    let index = Index::open(path).map_err(text)?;
    index.verify().map_err(text)?;
    let found = texts(&index)?;
    let number = latest(&found);
    if !(told..=told + 1).contains(&number) {
        return Err(format!("commit {number} for {told}"));
    }
    difference(&found, &state_after(number)).map_or(Ok(()), Err)?;
    let mut writer = index.writer().map_err(text)?;
    writer.add(&Document::new("after", "A tug.")).map_err(text)?;
    writer.delete("d01");
    writer.commit().and_then(|()| writer.close()).map_err(text)?;
    let left = leftovers(path);
    if left.is_empty() { Ok(()) } else { Err(format!("left over: {left:?}")) }
}

#[test]
fn every_commit_that_was_told_of_is_there() {
    let folder = scratch();
    let Some(operations) = record(folder.path()) else { return };
    assert_eq!(told(&operations), Some(COMMITS), "the trace is not understood");
    let mut random = Random::new(seed("power"));
    let mut faults = Vec::new();
    for _ in rounds("power", 20, 500) {
        let point = random.index(operations.len() + 1);
        for rule in Rule::ALL {
            let left = folder.path().join("left");
            drop(std::fs::remove_dir_all(&left));
            std::fs::create_dir(&left).unwrap();
            lose_power(&operations[..point], rule, &mut random, &left.join("x.ibid"));
            if let Err(fault) = fault(&left.join("x.ibid"), told(&operations[..point])) {
                faults.push(format!("at {point} of {}, {rule:?}: {fault}", operations.len()));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}
