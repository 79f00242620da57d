//! Random calls of writers are those of a plain map, in one process or many.

use std::path::Path;

use ibid::{Document, Index};

use crate::calls::{Call, Model, Texts, Turns, difference, texts};
use crate::common::{Random, WORK, child, leftovers, rounds, scratch, seed, small, times, work};

const CALLS: u64 = 120;

fn check(index: &Index, expected: &Texts) -> Result<(), String> {
    match difference(&texts(index)?, expected) {
        Some(difference) => Err(difference),
        None => Ok(()),
    }
}

/// Those calls, in one process; an error says which of them went wrong.
fn run(name: &str, calls: impl IntoIterator<Item = Call>) -> Result<(), String> {
    let folder = scratch();
    let index = small().create(folder.path()).unwrap();
    let mut model = Model::default();
    let mut turns = Turns::new(&index).map_err(|error| error.to_string())?;
    for (step, call) in calls.into_iter().enumerate() {
        let fault = |fault: String| format!("{name}, call {step}, {call:?}: {fault}");
        model.apply(&call);
        turns.apply(&call).map_err(|error| fault(format!("{error:?}")))?;
        if !matches!(call, Call::Add(..) | Call::Delete(_) | Call::DeleteAll) {
            check(&index, &model.committed).map_err(fault)?;
        }
    }
    let closed = turns.close().and_then(|()| index.verify());
    closed.map_err(|error| format!("{name}: {error:?}"))?;
    match leftovers(folder.path()) {
        left if left.is_empty() => check(&index, &model.committed),
        left => Err(format!("{name}: left over: {left:?}")),
    }
}

#[test]
fn random_calls_are_those_of_a_map() {
    let first = seed("model");
    let runs = rounds("model", 8, 2000).map(|number| {
        let seed = first.wrapping_add(number);
        let mut random = Random::new(seed);
        run(&format!("seed {seed}"), (0..CALLS).map(|step| Call::random(&mut random, step)))
    });
    let faults: Vec<String> = runs.filter_map(Result::err).collect();
    assert!(faults.is_empty(), "{} runs: {faults:#?}", faults.len());
}

fn add(id: &str, text: &str) -> Call {
    Call::Add(id.to_owned(), text.to_owned())
}

/// What went wrong once. A seed that fails is added here, as
/// `run("what is wrong", (0..CALLS).map(…))`.
#[test]
fn cases_that_failed_once() {
    let delete = |id: &str| Call::Delete(id.to_owned());
    let check = |name: &str, calls: Vec<Call>| assert_eq!(run(name, calls), Ok(()));
    check(
        "an older delete falls on what is added after `delete_all`",
        vec![
            add("a", "1"),
            Call::Commit,
            delete("a"),
            Call::DeleteAll,
            add("a", "2"),
            Call::Commit,
        ],
    );
    check(
        "`delete_all` spares what the threads still hold",
        vec![add("a", "1"), add("b", "1"), Call::DeleteAll, add("b", "2"), Call::Commit],
    );
    let commits = (0..8).flat_map(|number| [add(&format!("d{number}"), "1"), Call::Commit]);
    check("`optimize` merges what its commit merges", commits.chain([Call::Optimize]).collect());
    let rolled = [add("a", "1"), Call::Commit, Call::Rollback, delete("a"), Call::Commit];
    check("the first delete after a rollback", rolled.to_vec());
    let reopened = [add("a", "1"), Call::Commit, Call::Reopen, add("a", "2"), Call::Commit];
    check("the first replacement of a writer", reopened.to_vec());
}

/// The calls of one process of a run.
fn calls_of_turn(seed: u64, turn: u64) -> impl Iterator<Item = Call> {
    let mut random = Random::new(seed ^ (turn << 32));
    let count = 1 + random.below(8);
    (0..count).map(move |step| match Call::random(&mut random, turn * 100 + step) {
        // What is not committed is forgotten with the process.
        Call::Reopen => Call::Commit,
        call if step + 1 == count && !turn.is_multiple_of(4) => {
            drop(call);
            Call::Commit
        }
        call => call,
    })
}

#[test]
#[ignore = "runs as the child of the test below"]
fn child_takes_a_turn() {
    let Some(work) = work() else { return };
    let [folder, seed, turn] = &work[..] else { return };
    let index = Index::open(Path::new(folder)).unwrap();
    let mut turns = Turns::new(&index).unwrap();
    let turn = turn.parse().unwrap();
    for call in calls_of_turn(seed.parse().unwrap(), turn) {
        turns.apply(&call).unwrap();
    }
    match turn % 3 {
        0 => turns.close().unwrap(),
        1 => drop(turns),
        // Nothing is dropped, no merge is waited for.
        _ => std::process::exit(0),
    }
}

fn take_turn(folder: &Path, seed: u64, turn: u64) -> bool {
    let mut child = child("model::child_takes_a_turn");
    let work = format!("{}\t{seed}\t{turn}", folder.display());
    child.env(WORK, work).output().unwrap().status.success()
}

#[test]
fn turns_of_processes_are_those_of_a_map() {
    let first = seed("processes");
    for seed in rounds("processes", 3, 100).map(|run| first.wrapping_add(run)) {
        let folder = scratch();
        let index = small().create(folder.path()).unwrap();
        let mut model = Model::default();
        for turn in 0..20 {
            assert!(take_turn(folder.path(), seed, turn), "seed {seed}, turn {turn} fails");
            calls_of_turn(seed, turn).for_each(|call| model.apply(&call));
            model.apply(&Call::Reopen);
            let outcome = check(&index, &model.committed);
            assert_eq!(outcome, Ok(()), "seed {seed}, turn {turn}");
        }
        index.verify().unwrap();
    }
}

/// Each process replaces a document of a first segment that later ones are
/// larger than, and ends without waiting for a merge.
#[test]
fn a_replaced_document_is_there_once_after_nine_short_runs() {
    let turn = |index: &Index, documents: &[(&str, String)]| {
        let mut writer = index.writer().unwrap();
        for (id, text) in documents {
            writer.add(&Document::new(*id, &**text)).unwrap();
        }
        writer.commit().unwrap();
    };
    for _ in 0..times(2, 40) {
        let folder = scratch();
        let index = small().create(folder.path()).unwrap();
        let first = ["a", "b", "c"].map(|id| (id, format!("first {id}")));
        turn(&index, &first);
        for number in 0..6 {
            let id = format!("f{number}");
            turn(&index, &[(&id, "Moscow lifted the arms embargo. ".repeat(300))]);
        }
        turn(&index, &[("a", "second a".to_owned())]);
        turn(&index, &[("b", "second b".to_owned())]);
        index.writer().unwrap().close().unwrap();
        let texts = texts(&index).unwrap();
        assert_eq!((&*texts["a"], &*texts["b"], texts.len()), ("second a", "second b", 9));
    }
}
