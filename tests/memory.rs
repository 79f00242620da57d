//! Memory of indexing: the writer's budget bounds it, whatever a document is.
//!
//! Each case runs in a process of its own, since memory that an allocator has
//! once taken is seldom given back. A thread of that process reads its anonymous
//! memory, which leaves out mapped files. The text of the document at hand
//! belongs to the caller and is not counted.
#![cfg(target_os = "linux")]
// Clippy lets unwrap and print only functions marked as tests; these are all
// part of one.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use ibid::config::Config;
use ibid::index::WriterOptions;
use ibid::{Document, Index, IndexOptions};

/// Names the case that a child process runs, as `name:kilobytes:documents:budget`.
const CASE: &str = "IBID_MEMORY_CASE";

/// A kind of text that has cost memory out of proportion to its length. `number` is
/// that of its document.
fn text(kind: &str, bytes: usize, number: u64) -> String {
    let repeated = |unit: &str| unit.repeat(bytes / unit.len());
    match kind {
        "no_blank" => repeated("abcdefghijklmnopqrstuvwxyz"),
        "letter_paragraphs" => repeated("a\n\n"),
        "letter_lines" => repeated("a\n"),
        "letter_words" => repeated("a "),
        "letter_sentences" => repeated("A. "),
        "broken_lines" => repeated("The yard said on Monday that\n"),
        "wrapped_lines" => repeated("the port has sold all of its\n"),
        "one_cluster" => "e".to_owned() + &repeated("\u{301}"),
        "no_space_script" => repeated("飞机和大炮"),
        "blank" => repeated(" \n"),
        "heading" => "# ".to_owned() + &repeated("tug "),
        "distinct_words" => distinct_words(bytes, number),
        "prose" => prose(bytes),
        _ => panic!("{kind}"),
    }
}

/// Paragraphs of words of a vocabulary of 50,000.
fn prose(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 512);
    let mut state = 1_u64;
    while text.len() < bytes {
        for word in 0..80 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            // Squared, so that some words are frequent.
            let rank = (state >> 33) % 223 * ((state >> 48) % 223);
            text += if word == 0 { "The " } else { " " };
            text += "bkt";
            text += &rank.to_string();
        }
        text.push_str(".\n\n");
    }
    text
}

/// Words of which hardly any two are equal, also of two documents.
fn distinct_words(bytes: usize, number: u64) -> String {
    let mut text = String::with_capacity(bytes + 512);
    let mut state = number << 40 | 1;
    while text.len() < bytes {
        for _ in 0..80 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let letters = (state >> 32) as u32;
            text.extend((0..6).map(|at| char::from(b'a' + (letters >> (at * 5) & 31) as u8 % 26)));
            text.push(' ');
        }
        text.push_str("end.\n\n");
    }
    text
}

/// Anonymous memory of this process, in bytes.
fn anonymous_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}

/// The most memory taken while `run` runs, above what was there before.
fn peak_bytes(run: impl FnOnce()) -> u64 {
    let (peak, ended) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let before = anonymous_bytes();
    let reader = std::thread::spawn({
        let (peak, ended) = (Arc::clone(&peak), Arc::clone(&ended));
        move || {
            while !ended.load(Ordering::Relaxed) {
                peak.fetch_max(anonymous_bytes(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    });
    run();
    ended.store(true, Ordering::Relaxed);
    reader.join().unwrap();
    peak.load(Ordering::Relaxed).saturating_sub(before)
}

/// Runs the case that the environment names; without one it does nothing.
#[test]
fn child() {
    let Ok(case) = std::env::var(CASE) else { return };
    let parts: Vec<&str> = case.split(':').collect();
    let [kind, kilobytes, documents, budget] = parts[..] else { panic!("{case}") };
    let number = |text: &str| text.parse::<usize>().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let options = IndexOptions::default().with_config(Config::default());
    let index: Index = options.create(folder.path().join("index")).unwrap();
    let bytes = number(kilobytes) * 1000;
    let mut document = Document::new("", text(kind, bytes, 0));
    let writer = WriterOptions::default().with_memory_bytes(number(budget) << 20);
    let mut passages = 0;
    let peak = peak_bytes(|| {
        let mut writer = index.writer_with(&writer).unwrap();
        for number in 0..number(documents) as u64 {
            document.id = number.to_string();
            // Another text of a long document would count as memory of indexing.
            if bytes < 500_000 {
                document.text = text(kind, bytes, number);
            }
            passages += writer.add(&document).unwrap();
        }
        writer.commit().unwrap();
        writer.close().unwrap();
    });
    println!("{case} passages={passages} peak_bytes={peak}");
}

/// The peak of a case, in bytes, measured in a process of its own.
fn measured(case: &str) -> u64 {
    let test = std::env::current_exe().unwrap();
    let mut command = Command::new(test);
    command.args(["--exact", "child", "--nocapture", "--test-threads=1"]).env(CASE, case);
    let output = command.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let peak = printed.split("peak_bytes=").nth(1).and_then(|rest| rest.split_whitespace().next());
    let Some(peak) = peak else { panic!("{case}: {printed}{output:?}") };
    let peak = peak.parse().unwrap();
    println!("{case}: {} MB", peak / 1_000_000);
    peak
}

/// Checks that the peak of each case is within the writer's memory and `margin`.
fn check(cases: &[&str], margin_bytes: u64) {
    for case in cases {
        let budget = case.rsplit(':').next().unwrap().parse::<u64>().unwrap() << 20;
        let peak = measured(case);
        assert!(peak <= budget + margin_bytes, "{case}: {peak} bytes over {budget}");
    }
}

#[test]
fn short_texts() {
    let cases = [
        "no_blank:1000:1:16",
        "letter_paragraphs:1000:1:16",
        "letter_lines:500:1:16",
        "one_cluster:1000:1:16",
        "heading:1000:1:16",
    ];
    check(&cases, 12 << 20);
}

/// Takes minutes: `cargo test --release --test memory -- --ignored --nocapture`.
#[test]
#[ignore = "minutes"]
fn long_texts() {
    let cases = [
        "no_blank:10000:1:128",
        "letter_paragraphs:30000:1:128",
        "letter_paragraphs:30000:4:128",
        "letter_lines:30000:1:128",
        "letter_lines:20000:5:128",
        "letter_words:10000:1:128",
        "letter_sentences:10000:1:128",
        "broken_lines:30000:1:128",
        "wrapped_lines:30000:1:128",
        "one_cluster:30000:1:128",
        "no_space_script:10000:1:128",
        "blank:30000:1:128",
        "heading:10000:1:128",
        // Short texts fill a segment, which is copied when it is written.
        "letter_paragraphs:200:500:128",
        "letter_words:200:400:128",
        "distinct_words:200:200:128",
        // More are refused in a document of 20 MB.
        "distinct_words:10000:1:128",
        "prose:20000:20:128",
        "prose:100000:1:128",
    ];
    check(&cases, 64 << 20);
}
