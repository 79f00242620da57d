//! The example programs as a script sees them: exit
//! statuses, standard input, colours, pipes and JSON.
#![cfg(all(feature = "folder", unix))]
#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

mod batch;
mod citations;
#[cfg(feature = "cite")]
mod cite;
#[path = "../../examples/common/mod.rs"]
mod common;
mod facets;
mod facts;
mod json;
#[cfg(feature = "stories")]
mod stories;
mod watch;
mod wrapping;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::ColourChoice;
use serde_json::Value;
use tempfile::TempDir;

/// The path of an example. A run of all tests has built it; a run of this test
/// alone builds it here.
fn example(name: &str) -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let path = tests.ancestors().nth(2).unwrap().join("examples").join(name);
    if !path.exists() {
        let cargo = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--offline", "--example", name])
            .status();
        assert!(cargo.unwrap().success());
    }
    path
}

/// What a program did with these arguments and this standard input.
fn run(name: &str, arguments: &[&str], input: &str) -> Output {
    run_in(Command::new(example(name)).args(arguments), input)
}

fn run_in(command: &mut Command, input: &str) -> Output {
    let command = command.env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A paragraph long enough to be a passage, with the number in it.
fn paragraph(number: usize) -> String {
    format!(
        "Report number {number} says that six gunships were sold to a country of which nothing \
         else is known, and that the contract was signed in the capital in the presence of both \
         ministers, who did not speak to the press afterwards.\n\n"
    )
}

#[test]
fn statuses_of_search() {
    let dir = folder(&[("a.txt", b"Six gunships.")]);
    let at = ["--folder", name(dir.path())];
    let missing = dir.path().join("missing");
    let cases: [(&[&str], i32, &str); 8] = [
        (&[at[0], at[1], "gunships"], 0, ""),
        (&[at[0], at[1], "--json", "gunships"], 0, ""),
        (&[at[0], at[1], "submarine"], 1, ""),
        (&[at[0], at[1], "--json", "submarine"], 1, "{\"report\":"),
        (&["--folder", name(&missing), "gunships"], 2, "error: cannot access"),
        (&["--index", name(&missing), "gunships"], 2, "error: opening the index"),
        (&["--profile", "slow", "gunships"], 2, "error: profile is slow: it must be fast"),
        (&["--no-such-option", "gunships"], 2, "error: unexpected argument"),
    ];
    for (arguments, expected, error) in cases {
        let output = run("search", arguments, "");
        assert_eq!(code(&output), expected, "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).starts_with(error), "{}", text(&output.stderr));
    }
}

#[test]
fn statuses_of_index() {
    let dir = folder(&[("a.txt", b"Six gunships."), ("b.png", b"x"), ("c.XLS", b"x")]);
    let pictures = folder(&[("b.png", b"x")]);
    let above = tempfile::tempdir().unwrap();
    let index = above.path().join("index");
    let missing = above.path().join("missing");
    let cases: [(&Path, i32, &str); 4] = [
        (dir.path(), 0, "passed over, as their kinds are not read (2): 1 .png, 1 .xls"),
        (dir.path(), 0, "documents: 0 added"),
        (pictures.path(), 1, "nothing was done: no document is new, changed or gone"),
        (&missing, 2, "skipped (1):"),
    ];
    for (path, expected, said) in cases {
        let output = run("index", &["--index", name(&index), name(path)], "");
        assert_eq!(code(&output), expected, "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains(said), "{}", text(&output.stdout));
    }
}

#[test]
fn extract_says_what_is_read_of_each_file() {
    let dir = folder(&[
        ("t.csv", b"port,tugs\nHallan,nine\nMorn,four\n"),
        ("a.docx", b"PK\x03\x04cut"),
        ("b.png", b"x"),
        ("c.jsonl", b"{\"id\": \"a\", \"text\": \"Six.\"}\nno JSON\n"),
    ]);
    let output = run("extract", &["--json", name(dir.path())], "");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said: Vec<[&str; 2]> = lines
        .iter()
        .map(|line| {
            let said = ["text", "skipped", "note"].iter().find_map(|name| line[name].as_str());
            [line["file"].as_str().unwrap(), said.unwrap()]
        })
        .collect();
    assert_eq!(
        said[1..4],
        [
            ["t.csv", "port: Hallan\ntugs: nine"],
            ["t.csv", "port: Morn\ntugs: four"],
            ["b.png", "is of a kind that is not read (.png)"]
        ]
    );
    assert!(said[0][1].starts_with("is damaged"), "{said:?}");
    assert_eq!(said[4], ["c.jsonl", "Six."]);
    assert!(said[5][1].starts_with("line 2 is not JSON"), "{said:?}");
    let plain = run("extract", &[name(dir.path())], "");
    assert!(
        text(&plain.stdout).starts_with("== t.csv#2\n\nport: Hallan"),
        "{}",
        text(&plain.stdout)
    );

    let pictures = folder(&[("b.png", b"x")]);
    assert_eq!(code(&run("extract", &[name(pictures.path())], "")), 1);
    let missing = dir.path().join("missing");
    assert_eq!(code(&run("extract", &[name(&missing)], "")), 2);
}

#[test]
fn a_folder_that_moved_is_said_and_can_be_said() {
    let above = tempfile::tempdir().unwrap();
    let at = |name: &str| above.path().join(name);
    fs::create_dir(at("in")).unwrap();
    fs::write(at("in/a.txt"), "Six gunships.").unwrap();
    let index = at("index");
    let index = ["--index", name(&index)];
    run("index", &[index[0], index[1], name(&at("in"))], "");
    fs::rename(at("in"), at("news")).unwrap();
    let output = run("index", &[index[0], index[1], name(&at("news"))], "");
    let said = format!("moved: {} is now {}, 1 document", at("in").display(), at("news").display());
    assert!(text(&output.stdout).contains(&said), "{}", text(&output.stdout));

    fs::rename(at("news"), at("old")).unwrap();
    fs::rename(at("old/a.txt"), at("old/b.txt")).unwrap();
    let (from, to) = (at("news"), at("old"));
    let told = ["--moved-from", name(&from), name(&to)];
    let output = run("index", &[&index[..], &told].concat(), "");
    assert_eq!(code(&output), 0);
    assert!(text(&output.stdout).contains("documents: 1 added, 0 replaced, 1 removed"));
    let output = run("index", &[&index[..], &told, &[name(above.path())]].concat(), "");
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("--moved-from is of one folder"));
}

#[test]
fn a_dash_is_standard_input() {
    let above = tempfile::tempdir().unwrap();
    let index = above.path().join("index");
    let lines =
        "{\"id\":\"a\",\"title\":\"Gunships\",\"pubDate\":\"Fri, 21 Nov 2014 10:00:00 GMT\"}\n";
    let output = run("index", &["--index", name(&index), "-"], lines);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let output = run("search", &["--index", name(&index), "--json", "-"], "gunships\n");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let hit: Value = serde_json::from_str(text(&output.stdout).lines().next().unwrap()).unwrap();
    let citation = hit["citation"].as_object().unwrap();
    assert_eq!((&citation["document"], &citation["date"]), (&"a".into(), &"2014-11-21".into()));
    assert!(!citation.contains_key("source"), "what is not there is not written");
}

#[test]
fn no_null_is_written() {
    let dir = folder(&[("a.txt", b"Six gunships."), ("b.txt", b"An embargo.")]);
    let arguments = ["--folder", name(dir.path()), "--json", "gunships AND embargo"];
    // Nothing matches: what is read on standard output is no hit.
    let output = run("search", &arguments, "");
    assert_eq!((code(&output), output.stdout.len()), (1, 0));
    let report = text(&output.stderr);
    assert!(report.starts_with("{\"report\":{\"query\":\"gunships AND embargo\""), "{report}");
    let one_word = run("search", &["--folder", name(dir.path()), "--json", "gunships"], "");
    assert_eq!(text(&one_word.stdout).lines().count(), 2);
    for line in report.lines().chain(text(&one_word.stdout).lines()) {
        assert!(!line.contains("null"), "{line}");
    }
}

#[test]
fn colours_are_chosen() {
    let dir = folder(&[("a.txt", b"Six gunships.")]);
    let cases = [("auto", false), ("always", true), ("never", false)];
    for (choice, has_colours) in cases {
        let arguments = ["--folder", name(dir.path()), "--color", choice, "gunships"];
        let output = text(&run("search", &arguments, "").stdout);
        assert_eq!(output.contains('\u{1b}'), has_colours, "{choice}: {output}");
        assert_eq!(output.contains("[gunships]"), !has_colours, "{choice}: {output}");
    }
    // Who asks for them has them.
    let arguments = ["--folder", name(dir.path()), "--color", "always", "gunships"];
    let mut command = Command::new(example("search"));
    let output = command.args(arguments).env("NO_COLOR", "1").env("TERM", "dumb").output().unwrap();
    assert!(text(&output.stdout).contains('\u{1b}'));
}

/// A program that reads the lines breaks them itself.
#[test]
fn lines_are_broken_for_a_terminal_only() {
    let dir = folder(&[("a.txt", paragraph(1).as_bytes())]);
    let mut command = Command::new(example("search"));
    command.args(["--folder", name(dir.path()), "gunships"]).env("COLUMNS", "30");
    let output = text(&run_in(&mut command, "").stdout);
    assert!(output.lines().any(|line| line.len() > 200), "{output}");
}

#[test]
fn what_matches_in_a_title_is_marked_there() {
    let article = format!("Six Tenders for the Harbour\n\n{}", paragraph(1));
    let dir = folder(&[("a.txt", article.as_bytes())]);
    let search = |arguments: &[&str]| {
        let arguments = [&["--folder", name(dir.path())], arguments].concat();
        text(&run("search", &arguments, "").stdout)
    };
    let plain = search(&["--color", "never", "--explain", "tender minister"]);
    assert!(plain.contains("\"Six [Tenders] for the Harbour\""), "{plain}");
    let explained = "\"Tenders\" in the title at 4..11 for \"tender\": word";
    assert!(plain.contains(explained), "{plain}");
    let coloured = search(&["--color", "always", "title:tender"]);
    let marked = "Six \u{1b}[1;33mTenders\u{1b}[0m\u{1b}[1m for the Harbour";
    assert!(coloured.contains(marked), "{coloured}");
    let json = search(&["--json", "title:tender"]);
    let hit: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let expected = serde_json::json!([
        {"span": {"start": 4, "end": 11}, "typed": "tender", "reason": "word"}
    ]);
    assert_eq!(hit["title_marks"], expected);
    let json = search(&["--json", "minister"]);
    let hit: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(hit.get("title_marks"), None, "what is not there is not written");
}

#[test]
fn a_text_controls_no_terminal() {
    let article = "Six \u{1b}[31mGunships\u{7}\u{1b}[2J\n\nThe \u{1b}]0;gunships\u{7} were sold, said the \
                   minister of the country on Monday.";
    let dir = folder(&[("a.txt", article.as_bytes())]);
    for color in ["never", "always"] {
        let arguments = ["--folder", name(dir.path()), "--color", color, "gunships"];
        let shown = text(&run("search", &arguments, "").stdout);
        assert!(shown.contains("unships"), "{shown:?}");
        for code in ["\u{1b}[31m", "\u{1b}[2J", "\u{1b}]0", "\u{7}"] {
            assert!(!shown.contains(code), "{shown:?}");
        }
    }
}

#[test]
fn a_terminal_has_colours_unless_it_is_told() {
    let cases = [
        (ColourChoice::Auto, true, None, Some("xterm"), true),
        (ColourChoice::Auto, true, None, None, true),
        (ColourChoice::Auto, true, Some(""), Some("xterm"), true),
        (ColourChoice::Auto, true, Some("1"), Some("xterm"), false),
        (ColourChoice::Auto, true, None, Some("dumb"), false),
        (ColourChoice::Auto, false, None, Some("xterm"), false),
        (ColourChoice::Always, false, Some("1"), Some("dumb"), true),
        (ColourChoice::Never, true, None, Some("xterm"), false),
    ];
    for (choice, terminal, no_color, term, expected) in cases {
        let has = choice.has_colours(terminal, no_color.map(OsStr::new), term.map(OsStr::new));
        assert_eq!(has, expected, "{choice:?} {terminal} {no_color:?} {term:?}");
    }
}

#[test]
fn a_person_is_shown_some_hits_of_each_document() {
    let article: String = (0..6).map(paragraph).collect();
    let dir = folder(&[("a.txt", article.as_bytes()), ("b.txt", b"Six gunships.")]);
    let cases: [(&[&str], usize, &str); 4] = [
        (&[], 4, "   3 more in this document: --per-document 0"),
        (&["--per-document", "5"], 6, "   1 more in this document"),
        (&["--per-document", "0"], 7, ""),
        (&["--per-document", "6"], 7, ""),
    ];
    for (options, hits, more) in cases {
        let all = [options, &["--folder", name(dir.path()), "gunships"]].concat();
        let output = text(&run("search", &all, "").stdout);
        let lines = |what: &str| output.lines().filter(|line| line.contains(what)).count();
        assert_eq!(lines(", line "), hits, "{output}");
        assert_eq!(lines("more in this document"), usize::from(!more.is_empty()), "{output}");
        assert!(output.contains(more), "{output}");
    }
    let json = ["--folder", name(dir.path()), "--json", "gunships"];
    assert_eq!(text(&run("search", &json, "").stdout).lines().count(), 8, "seven and the report");
}

/// Only so many passages are ranked to count them.
#[test]
fn what_is_not_counted_to_the_end_is_said() {
    let article: String = (0..1100).map(paragraph).collect();
    let dir = folder(&[("a.txt", article.as_bytes())]);
    let output = text(&run("search", &["--folder", name(dir.path()), "gunships"], "").stdout);
    assert!(output.contains("   at least 997 more in this document"), "{output}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let article: String = (0..400).map(paragraph).collect();
    let dir = folder(&[("a.txt", article.as_bytes())]);
    let limit = ["--limit", "400", "--per-document", "0", "--json", "gunships"];
    let mut command = Command::new(example("search"));
    command.args(["--folder", name(dir.path())]).args(limit);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), text(&output.stderr).as_str()), (0, ""));
}

/// What a program writes to standard output.
fn text_of(name: &str, arguments: &[&str]) -> String {
    text(&run(name, arguments, "").stdout)
}
