//! The example `stories` and the copies of `search`, as a script sees them.

use serde_json::Value;

use crate::{code, folder, name, run, text};

const REPORT: &str = "The yard of Hallan has sold 14 patrol boats to the navy of Morwen for 90 \
    million crowns, its director Ines Varga told shareholders in the old town hall on Friday, \
    and the crews are to train on the river Osk until the ice melts.";

const OTHER: &str = "Apples of the northern valleys are smaller this autumn, growers in Tressel \
    report, since the bees came late and the hail of August broke the upper branches.";

fn lines(bytes: &[u8]) -> Vec<Value> {
    text(bytes).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn stories_are_listed_and_shown() {
    let corrected = REPORT.replace("14 patrol", "1.4 patrol");
    let dir = folder(&[
        ("a.txt", REPORT.as_bytes()),
        ("b.txt", corrected.as_bytes()),
        ("c.txt", REPORT.as_bytes()),
        ("d.txt", OTHER.as_bytes()),
    ]);
    let at = ["--folder", name(dir.path())];

    let json = run("stories", &[at[0], at[1], "--json"], "");
    assert_eq!(code(&json), 0, "{}", text(&json.stderr));
    let listed = lines(&json.stdout);
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["cluster"], serde_json::json!(["a.txt", "b.txt", "c.txt"]));
    assert_eq!(listed[0]["first"], "a.txt");
    assert_eq!(listed[0]["copies"], serde_json::json!(["c.txt"]));
    assert_eq!(listed[0]["versions"], serde_json::json!(["b.txt"]));

    let all = run("stories", &[at[0], at[1], "--json", "--all"], "");
    assert_eq!(lines(&all.stdout)[1]["cluster"], serde_json::json!(["d.txt"]));

    let one = run("stories", &[at[0], at[1], "b.txt"], "");
    assert_eq!(code(&one), 0, "{}", text(&one.stderr));
    assert!(!text(&json.stdout).contains("null"));
    assert!(text(&one.stdout).contains("figure: 14 patrol boats → 1.4"));
    let one = run("stories", &[at[0], at[1], "--json", "b.txt"], "");
    let details = lines(&one.stdout);
    assert_eq!(details[0]["differences"][0]["changes"][0]["kind"], "figure");
}

#[test]
fn statuses_of_stories() {
    let dir = folder(&[("a.txt", REPORT.as_bytes()), ("d.txt", OTHER.as_bytes())]);
    let at = ["--folder", name(dir.path())];
    let missing = dir.path().join("missing");
    let cases: [(&[&str], i32, &str); 5] = [
        (&[at[0], at[1]], 1, ""),
        (&[at[0], at[1], "a.txt"], 0, ""),
        (&[at[0], at[1], "z.txt"], 1, "no article has the id \"z.txt\""),
        (&[at[0], at[1], "--likeness", "2"], 2, "error: stories.min_likeness is 2: it must be"),
        (&["--index", name(&missing)], 2, "error: opening the index"),
    ];
    for (arguments, expected, error) in cases {
        let output = run("stories", arguments, "");
        assert_eq!(code(&output), expected, "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).starts_with(error), "{}", text(&output.stderr));
    }
}

#[test]
fn search_folds_copies_for_a_person() {
    let dir = folder(&[
        ("a.txt", REPORT.as_bytes()),
        ("b.txt", REPORT.as_bytes()),
        ("c.txt", REPORT.as_bytes()),
    ]);
    let at = ["--folder", name(dir.path())];
    let hits = |arguments: &[&str]| {
        let output = run("search", &[&at, arguments, &["patrol boats"]].concat(), "");
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let folded = hits(&[]);
    assert!(folded.contains("and 2 copies: b.txt, c.txt"), "{folded}");
    assert!(!folded.contains("2. "), "{folded}");
    let every = hits(&["--copies"]);
    assert!(every.contains("3. c.txt") && !every.contains("copies"), "{every}");

    let json = lines(hits(&["--json"]).as_bytes());
    assert_eq!(json.len(), 4, "three hits and the report");
    let json = lines(hits(&["--json", "--fold-copies"]).as_bytes());
    assert_eq!(json.len(), 2, "a hit and the report");
    assert_eq!(json[0]["copies"], serde_json::json!(["b.txt", "c.txt"]));
}
