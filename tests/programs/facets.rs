//! The example `facets`, and the drawing of `topics`.

use super::{code, folder, run, text};
use serde_json::Value;

const ARTICLES: &[(&str, &[u8])] = &[
    ("a.txt", b"June 2, 2014\n\nThe arms embargo on six Mi-35 helicopters was lifted, he said."),
    ("b.txt", b"2014-06-05\n\nNo embargo on tugs and <b>barges</b> was ever lifted by anyone."),
    ("c.txt", b"The embargo stays, said a clerk who did not want to be named in this."),
];

#[test]
fn facets_are_counted_and_drawn() {
    let dir = folder(ARTICLES);
    let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    let (drawn, years) = (path("facet.svg"), path("years.svg"));
    let output = run(
        "facets",
        &[
            "--folder",
            &path(""),
            "--facet",
            "family",
            "--svg",
            &drawn,
            "--histogram-svg",
            &years,
            "embargo",
        ],
        "",
    );
    let shown = text(&output.stdout);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(shown.starts_with("3 passages in 3 documents\n"), "{shown}");
    for part in ["by family (2 values)", "Mi-35", "by day", "2014-06-02", "undated"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let read = |path: &str| std::fs::read_to_string(path).unwrap();
    assert!(read(&drawn).contains("<title id=\"ibid-family-title\">By family: embargo</title>"));
    assert!(read(&years).contains("2014-06-05: 1 passage in 1 document"));
    let parts = std::fs::read_dir(dir.path()).unwrap();
    let is_part = |name: &std::ffi::OsStr| name.to_string_lossy().ends_with(".part");
    assert!(!parts.into_iter().any(|entry| is_part(&entry.unwrap().file_name())));
}

#[test]
fn facets_end_as_other_programs_do() {
    let dir = folder(ARTICLES);
    let at = dir.path().to_string_lossy().into_owned();
    let check = |arguments: &[&str], expected: i32, message: &str| {
        let output = run("facets", &[&["--folder", at.as_str()], arguments].concat(), "");
        let said = text(&output.stderr) + &text(&output.stdout);
        assert_eq!(code(&output), expected, "{arguments:?}: {said}");
        assert!(said.contains(message), "{message} in {said}");
    };
    check(&[], 0, "3 passages in 3 documents");
    check(&["submarine"], 1, "0 passages in 0 documents");
    check(&["--narrow", "year=2014", "--narrow", "year="], 0, "3 passages in 3 documents");
    check(&["--narrow", "family=Mi-35"], 0, "1 passage in 1 document");
    check(&["--facet", "colour"], 2, "no facet \"colour\"; there are source, year");
    check(&["--narrow", "year"], 2, "is no NAME=VALUE, as in source=Gazette");
    check(&["--histogram=week"], 2, "takes year, month, day or auto");
}

#[test]
fn json_has_an_object_a_line() {
    let dir = folder(ARTICLES);
    let at = dir.path().to_string_lossy().into_owned();
    let output = run("facets", &["--folder", &at, "--json", "--histogram=year", "embargo"], "");
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 7, "{lines:?}");
    assert_eq!(lines[0]["facet"], "source");
    assert_eq!(lines[5]["histogram"]["bars"][0]["value"], "2014");
    assert_eq!((&lines[6]["passages"], &lines[6]["is_complete"]), (&3.into(), &true.into()));
}

#[test]
fn topics_are_drawn() {
    let dir = folder(ARTICLES);
    let file = dir.path().join("topics.svg").to_string_lossy().into_owned();
    let at = dir.path().to_string_lossy().into_owned();
    let output = run("topics", &["--folder", &at, "--svg", &file], "");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let drawn = std::fs::read_to_string(&file).unwrap();
    assert!(drawn.contains("role=\"img\"") && drawn.contains(">embargo</text>"), "{drawn}");
}
