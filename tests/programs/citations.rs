//! What `search` shows beside a passage: bytes of files, neighbours, fields.

use std::fs;

use serde_json::Value;

use crate::{code, folder, name, paragraph, run, text, text_of};

#[test]
fn citations_of_other_encodings_say_so() {
    let dir = folder(&[("a.txt", b"Minist\xE8re gunships."), ("b.txt", b"Seven gunships.")]);
    let output = text(&run("search", &["--folder", name(dir.path()), "gunships"], "").stdout);
    assert!(output.contains("bytes 0..20 of the text read as windows-1252"), "{output}");
    assert_eq!(output.matches("read as").count(), 1, "{output}");
}

#[test]
fn neighbours_on_request() {
    let text: String = (1..=5).map(paragraph).collect();
    let dir = folder(&[("a.txt", text.as_bytes())]);
    let at = ["--folder", name(dir.path()), "--limit", "1", "+3 report"];
    let cases: [(&[&str], [usize; 2]); 6] = [
        (&[], [0, 0]),
        (&["-C", "1"], [1, 1]),
        (&["--context", "9"], [2, 2]),
        (&["-A", "2"], [0, 2]),
        (&["-B", "1"], [1, 0]),
        (&["-C", "2", "--before", "0"], [0, 2]),
    ];
    for (options, expected) in cases {
        let output = text_of("search", &[&at[..], options].concat());
        let lines = output.lines().filter(|line| line.trim_start().starts_with("line "));
        let (before, after): (Vec<_>, Vec<_>) =
            lines.partition(|line| line.contains("number 1 ") || line.contains("number 2 "));
        assert_eq!([before.len(), after.len()], expected, "{options:?}: {output}");

        let json = text_of("search", &[&at[..], options, &["--json"]].concat());
        let hit: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
        let count = |side: &str| hit.get(side).map_or(0, |side| side.as_array().unwrap().len());
        assert_eq!([count("before"), count("after")], expected, "{options:?}: {json}");
        for neighbour in ["before", "after"].iter().filter_map(|side| hit.get(*side)?.get(0)) {
            let citation = &neighbour["citation"];
            let byte = |end: &str| usize::try_from(citation[end].as_u64().unwrap()).unwrap();
            assert_eq!(&text[byte("start")..byte("end")], neighbour["text"].as_str().unwrap());
        }
    }
}

#[test]
fn bytes_of_the_file_are_cited() {
    let bytes = b"Le Minist\xE8re a command\xE9 six\nh\xE9licopt\xE8res.";
    let dir = folder(&[("a.txt", bytes), ("b.txt", "Six hélicoptères.".as_bytes())]);
    let output = text_of("search", &["--folder", name(dir.path()), "six"]);
    let cited = "a.txt, lines 1–2, bytes 0..45 of the text read as windows-1252, bytes 0..41 \
                 of the file ";
    assert!(output.contains(cited), "{output}");
    assert!(output.contains("b.txt, line 1, bytes 0..19 "), "{output}");
    let json = text_of("search", &["--folder", name(dir.path()), "--json", "minist*"]);
    let hit: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let citation = &hit["citation"];
    let file_bytes = &citation["file_bytes"];
    assert_eq!((&citation["encoding"], &file_bytes["end"]), (&"windows-1252".into(), &41.into()));
    assert_eq!((&citation["line"], &citation["last_line"]), (&1.into(), &2.into()));

    // An index whose file was changed cites the text alone, and says so.
    let above = tempfile::tempdir().unwrap();
    let index = above.path().join("index");
    run("index", &["--index", name(&index), name(dir.path())], "");
    fs::write(dir.path().join("a.txt"), "Rien.").unwrap();
    let output = run("search", &["--index", name(&index), "minist*"], "");
    assert_eq!(code(&output), 0);
    let told = text(&output.stderr);
    assert!(told.starts_with("cited by the bytes of its text alone: "), "{told}");
    assert!(told.contains("a.txt: was changed since it was read"), "{told}");
    assert!(!text(&output.stdout).contains(" of the file"));
}

#[test]
fn fields_that_are_named_are_searched() {
    let above = tempfile::tempdir().unwrap();
    let index = above.path().join("index");
    let lines = "{\"id\":\"a\",\"text\":\"Six tugs.\",\"author\":[\"Ann Lee\",\"Bo\"]}\n\
                 {\"id\":\"b\",\"text\":\"Two tugs.\",\"author\":\"Cy Ray\"}\n";
    let index = ["--index", name(&index)];
    run("index", &[&index[..], &["--field", "author", "-"]].concat(), lines);
    let documents = |query: &str| -> Vec<String> {
        let output = text_of("search", &[&index[..], &["--json", query]].concat());
        let hits = output.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let document = |hit: Value| Some(hit.get("citation")?["document"].as_str()?.to_owned());
        hits.filter_map(document).collect()
    };
    assert_eq!(documents("tugs author:Lee"), ["a"]);
    assert_eq!(documents("tugs author:\"Cy Ray\""), ["b"]);
    // As it was made; another field is another index.
    let again = run("index", &[&index[..], &["-"]].concat(), lines);
    assert_eq!(code(&again), 0, "{}", text(&again.stderr));
    let other = run("index", &[&index[..], &["--field", "desk", "-"]].concat(), lines);
    assert_eq!(code(&other), 2);
    let said = "leave out --lexicon, --language and --field to go on as it was made";
    assert!(text(&other.stderr).contains(said), "{}", text(&other.stderr));
    let refused = run("index", &["--index", "x", "--field", "date", "-"], lines);
    assert!(text(&refused.stderr).starts_with("error: fields is \"date\": it must be names"));

    let dir = folder(&[("gunships.md", b"---\nauthor: Ann Lee\n---\nSix of them were sold.")]);
    let at = ["--folder", name(dir.path()), "--field", "author", "gunships author:Ann"];
    let output = text_of("search", &at);
    assert!(output.contains("   in the file name: gunships\n"), "{output}");
    assert!(!output.contains("without:"), "{output}");
}
