//! The example `batch`: its forms, its state, and what is left where it is killed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::{code, example, folder, run_in, text};

const ARTICLE: &[u8] = b"Six tugs & <script>alert(1)</script> were sold by the yard at Hallan.\n";

/// Runs it over the folder.
fn batch(dir: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = run_in(
        Command::new(example("batch")).current_dir(dir).args(["--folder", "news"]).args(arguments),
        input,
    );
    (code(&output), text(&output.stdout), text(&output.stderr))
}

#[test]
fn forms_and_statuses() {
    let dir =
        folder(&[("news/a.txt", ARTICLE), ("q.csv", b"query,=team\ntugs,=1+2\nzeppelin,x\n,\n")]);
    let dir = dir.path();
    let (status, csv, told) = batch(dir, &["q.csv"], "");
    assert_eq!(status, 0, "{told}");
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("row,id,query,verdict,ignored,rank,score,document,"), "{csv}");
    assert!(lines[0].ends_with(",citation,'=team"), "{csv}");
    assert!(lines[1].starts_with("2,,tugs,found,,1,") && lines[1].ends_with(",'=1+2"), "{csv}");
    assert!(lines[2].starts_with("3,,zeppelin,nothing,,,") && lines.len() == 4, "{csv}");
    assert_eq!(told, "3 rows: 1 found, 1 nothing, 1 blank; 1 passage\n");
    let (_, exact, _) = batch(dir, &["q.csv", "--exact-cells"], "");
    assert!(exact.lines().nth(1).unwrap().ends_with(",=1+2"), "{exact}");

    let (status, json, _) = batch(dir, &["--as", "jsonl", "-"], "query\ntugs\n");
    let objects: Vec<Value> =
        json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((status, objects.len()), (0, 2));
    assert_eq!(objects[0]["hits"][0]["citation"]["document"], "a.txt");
    assert_eq!(objects[1]["totals"]["found"], 1);

    assert_eq!(batch(dir, &["-"], "query\nzeppelin\n").0, 1);
    let (status, _, told) = batch(dir, &["none.csv"], "");
    assert_eq!(status, 2);
    assert!(told.starts_with("error: cannot read none.csv"), "{told}");
    let (status, _, told) = batch(dir, &["q.csv", "--out", "none/a.csv"], "");
    assert_eq!(status, 2);
    assert!(told.contains("cannot write none/a.csv.part: name a folder that is there"), "{told}");
    let (status, _, told) = batch(dir, &["-"], "%PDF-1.4");
    assert_eq!(status, 2);
    assert!(told.contains("is PDF, not plain text"), "{told}");
}

/// The hits of a row are those of the example `search`.
#[test]
fn hits_are_those_of_a_search() {
    let dir = folder(&[("news/a.txt", ARTICLE), ("news/b.txt", b"Nine tugs lie at Morn.\n")]);
    let (_, json, _) = batch(dir.path(), &["--as", "jsonl", "-"], "query\ntugs Hallan\n");
    let answer: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let search = run_in(
        Command::new(example("search")).current_dir(dir.path()).args([
            "--folder",
            "news",
            "--json",
            "tugs Hallan",
        ]),
        "",
    );
    let hits: Vec<Value> =
        text(&search.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let hits: Vec<&Value> = hits.iter().filter(|hit| hit.get("report").is_none()).collect();
    let answered: Vec<&Value> = answer["hits"].as_array().unwrap().iter().collect();
    assert_eq!(answered, hits, "{}", text(&search.stderr));
}

#[test]
fn html_is_escaped() {
    let dir = folder(&[("news/a.txt", ARTICLE)]);
    let table =
        "query;</title>\n\"tugs \"\"><img src=x onerror=alert(1)>\";]]></textarea>\u{202e}\n";
    let (status, _, told) = batch(dir.path(), &["--out", "a.html", "-"], table);
    assert_eq!(status, 0, "{told}");
    let html = fs::read_to_string(dir.path().join("a.html")).unwrap();
    assert!(html.contains("Six <mark>tugs</mark> &amp; &lt;script&gt;"), "{html}");
    for forbidden in ["<script", "<img", "</textarea", "\u{202e}", "<title>Answers</title></title"]
    {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
    assert!(html.contains("Ignored: ") && html.ends_with("</html>\n"), "{html}");
}

#[test]
fn a_second_run_lists_nothing_new() {
    let dir = folder(&[("news/a.txt", ARTICLE), ("q.csv", b"query\ntugs\n\"sold by\"\n")]);
    let dir = dir.path();
    let arguments = ["q.csv", "--out", "a.csv", "--new-since", "a.state"];
    let lines = || fs::read_to_string(dir.join("a.csv")).unwrap().lines().count();
    assert_eq!((batch(dir, &arguments, "").0, lines()), (0, 3));
    let state = fs::read_to_string(dir.join("a.state")).unwrap();
    assert_eq!((batch(dir, &arguments, "").0, lines()), (1, 3), "a line for each row");
    assert_eq!(fs::read_to_string(dir.join("a.state")).unwrap(), state);
    fs::write(dir.join("news/b.txt"), "Two tugs more.\n").unwrap();
    assert_eq!(batch(dir, &arguments, "").0, 0);
    let csv = fs::read_to_string(dir.join("a.csv")).unwrap();
    assert!(csv.contains(",b.txt,") && !csv.contains(",a.txt,"), "{csv}");
    // The rank is that of the search.
    assert!(csv.lines().nth(1).unwrap().starts_with("2,,tugs,found,,"), "{csv}");
    fs::write(dir.join("a.state"), "query\n").unwrap();
    let (status, _, told) = batch(dir, &arguments, "");
    assert_eq!(status, 2);
    assert!(told.contains("a.state: line 1 is not of a state of a batch: \"query\""), "{told}");
}

/// A run that is killed leaves whole lines beside, and neither answers nor a state: the
/// next one repeats all of it.
#[test]
fn a_run_that_is_killed_is_repeated() {
    let table = "query\n".to_owned() + &"tugs sold Hallan\n".repeat(200_000);
    let dir = folder(&[("news/a.txt", ARTICLE), ("q.csv", table.as_bytes())]);
    let dir = dir.path();
    let arguments = ["q.csv", "--out", "a.csv", "--new-since", "a.state"];
    let mut child = Command::new(example("batch"))
        .current_dir(dir)
        .args(["--folder", "news"])
        .args(arguments)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (part, since) = (dir.join("a.csv.part"), Instant::now());
    while fs::metadata(&part).map_or(0, |part| part.len()) < 10_000 {
        assert!(since.elapsed() < Duration::from_mins(1), "nothing is written");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let written = fs::read_to_string(&part).unwrap();
    assert!(written.ends_with("\r\n"), "a line is cut");
    assert!(!dir.join("a.csv").exists() && !dir.join("a.state").exists());
    fs::write(dir.join("q.csv"), "query\ntugs sold Hallan\n").unwrap();
    assert_eq!(batch(dir, &arguments, "").0, 0);
    assert!(!part.exists());
}

/// Where the reader closes the output, not all was seen: the state stays.
#[test]
fn a_closed_output_leaves_the_state() {
    let table = "query\n".to_owned() + &"tugs sold Hallan\n".repeat(50);
    let dir = folder(&[("news/a.txt", ARTICLE), ("q.csv", table.as_bytes())]);
    let mut child = Command::new(example("batch"))
        .current_dir(dir.path())
        .args(["--folder", "news", "q.csv", "--new-since", "a.state"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().code().is_some_and(|code| code < 2));
    assert!(!dir.path().join("a.state").exists());
}
