//! The example programs `claims` and `timeline`.

use serde_json::Value;

use super::{code, folder, name, run, text};

const ARTICLES: &[(&str, &[u8])] = &[
    ("a.txt", b"August 20, 2015\n\nPeru has received six Mi-35 helicopters from Russia.\n"),
    ("b.txt", b"August 21, 2015\n\nRussia has delivered nine Mi-35 helicopters, \"brand new\", to Peru.\n"),
];

#[test]
fn statuses_of_claims_and_timeline() {
    let dir = folder(ARTICLES);
    let at = ["--folder", name(dir.path())];
    let missing = dir.path().join("missing");
    let drawing = missing.join("timeline.svg");
    let cases: [(&str, &[&str], i32, &str); 12] = [
        ("claims", &[at[0], at[1], "Mi-35"], 0, ""),
        ("claims", &[at[0], at[1], "--conflicts", "Mi-35"], 0, ""),
        ("claims", &[at[0], at[1], "--register", "Mi-35"], 0, ""),
        ("claims", &[at[0], at[1], "submarine"], 1, ""),
        ("claims", &[at[0], at[1], "--json", "submarine"], 1, "{\"report\":"),
        ("claims", &[at[0], at[1], "--json", "--csv", "Mi-35"], 2, "error: the argument"),
        ("claims", &["--folder", name(&missing), "Mi-35"], 2, "error: cannot access"),
        ("timeline", &[at[0], at[1], "Mi-35"], 0, ""),
        ("timeline", &[at[0], at[1], "submarine"], 1, ""),
        ("timeline", &[at[0], at[1], "--json", "submarine"], 1, "{\"report\":"),
        ("timeline", &["--index", name(&missing), "Mi-35"], 2, "error: opening the index"),
        ("timeline", &[at[0], at[1], "--svg", name(&drawing), "Mi-35"], 2, "error: cannot write"),
    ];
    for (program, arguments, expected, error) in cases {
        let output = run(program, arguments, "");
        assert_eq!(code(&output), expected, "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).starts_with(error), "{}", text(&output.stderr));
    }
}

#[test]
fn a_conflict_is_flagged_with_both_citations() {
    let dir = folder(ARTICLES);
    let output =
        text(&run("claims", &["--folder", name(dir.path()), "--conflicts", "Mi-35"], "").stdout);
    for part in [
        "Mi-35, Russia → Peru: how many",
        "a.txt, 2015-08-20",
        "a.txt:3",
        "b.txt:3",
        "✗ conflict: 6 · 9 (rows 1, 2): the same stage",
    ] {
        assert!(output.contains(part), "{part}: {output}");
    }
    let other = folder(&[ARTICLES[0]]);
    let output = run("claims", &["--folder", name(other.path()), "--conflicts", "Mi-35"], "");
    assert_eq!(code(&output), 1);
    assert!(text(&output.stdout).contains("no conflict in what matches"));
}

/// The cells of each row of comma-separated values.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) =
        (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    rows
}

#[test]
fn rows_and_lines_are_data() {
    let dir = folder(ARTICLES);
    for program in ["claims", "timeline"] {
        let csv = text(&run(program, &["--folder", name(dir.path()), "--csv", "Mi-35"], "").stdout);
        let rows = cells(&csv);
        assert!(rows.len() > 2, "{csv}");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{csv}");
        let column = rows[0].iter().position(|head| head == "quote").unwrap();
        assert!(
            rows.iter().any(|row| row[column].contains("helicopters, \"brand new\", to")),
            "{csv}"
        );

        let json =
            text(&run(program, &["--folder", name(dir.path()), "--json", "Mi-35"], "").stdout);
        let lines: Vec<Value> =
            json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.last().unwrap()["scope"]["documents"], 2);
    }
    let register = text(
        &run("claims", &["--folder", name(dir.path()), "--register", "--csv", "Mi-35"], "").stdout,
    );
    let rows = cells(&register);
    assert_eq!((rows[1][0].as_str(), rows[1][7].as_str()), ("Russia", "[6] [9]"), "{register}");
}

/// A spreadsheet ran a sentence that begins as a formula does; `--limit` was not heeded
/// in JSON.
#[test]
fn formulas_are_guarded_and_limits_heeded() {
    let article = b"August 20, 2015\n\n=2+3 Peru has received six Mi-35 helicopters from Russia.\n";
    let dir = folder(&[("=a.txt", article), ARTICLES[1]]);
    let at = ["--folder", name(dir.path())];
    let csv = text(&run("claims", &[at[0], at[1], "--csv", "Mi-35"], "").stdout);
    let rows = cells(&csv);
    let mut all = rows.iter().flatten();
    assert!(all.clone().any(|cell| cell == "'=a.txt"), "{csv}");
    assert!(all.all(|cell| !cell.starts_with('=')), "{csv}");
    let json = text(&run("claims", &[at[0], at[1], "--json", "--limit", "1", "Mi-35"], "").stdout);
    assert_eq!(json.lines().count(), 2, "{json}");
    let output = run("claims", &[at[0], at[1], "--register", "--limit", "1", "Mi-35"], "");
    assert_eq!(code(&output), 2);
    for program in ["claims", "timeline"] {
        let help = text(&run(program, &["--help"], "").stdout);
        assert!(help.contains("begins with an apostrophe"), "{help}");
    }
}

#[test]
fn a_timeline_is_drawn_alike_each_time() {
    let dir = folder(ARTICLES);
    let file = dir.path().join("timeline.svg");
    let draw = || {
        let output =
            run("timeline", &["--folder", name(dir.path()), "--svg", name(&file), "Mi-35"], "");
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        std::fs::read(&file).unwrap()
    };
    let drawn = draw();
    assert!(text(&drawn).contains("<title id=\"ibid-title\">Timeline: Mi-35</title>"));
    assert_eq!(draw(), drawn);
}
