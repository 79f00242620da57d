//! Citations of hits as files, their verification, and receipts.

use std::fs;

use ibid::cite::Form;
use serde_json::Value;

use crate::{code, folder, name, run, text};

const ARTICLE: &str = "The harbour office of Morn has sold six gunships and a pilot boat to a buyer that it \
                       does not name, and whoever asks for the price is sent away.\n";

#[test]
fn each_form_is_verified() {
    let dir = folder(&[("a b.txt", ARTICLE.as_bytes())]);
    let at = ["--folder", name(dir.path())];
    for form in Form::ALL {
        let file = tempfile::NamedTempFile::new().unwrap();
        let search = run("search", &[&at[..], &["--cite", form.name(), "gunships"]].concat(), "");
        assert_eq!(code(&search), 0, "{form}: {}", text(&search.stderr));
        fs::write(file.path(), &search.stdout).unwrap();
        let verify = run("verify", &[&[name(file.path())], &at[..]].concat(), "");
        assert_eq!(code(&verify), 0, "{form}: {}", text(&verify.stderr));
        let shown = text(&verify.stdout);
        let holds = "holds: a b.txt, line 1, bytes 0-144\n1 of 1 hold\n";
        assert!(shown.ends_with(holds), "{form}: {shown}");
        // The same on standard input.
        let piped = run("verify", &[&["-"], &at[..]].concat(), &text(&search.stdout));
        assert_eq!(text(&piped.stdout), shown);
    }
    let nothing = run("search", &[&at[..], &["--cite", "csl-json", "zeppelin"]].concat(), "");
    assert_eq!((code(&nothing), text(&nothing.stdout).as_str()), (1, "[]\n"));
}

#[test]
fn statuses_of_verify() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let at = ["--folder", name(dir.path())];
    let search = run("search", &[&at[..], &["--cite", "bibtex", "gunships"]].concat(), "");
    let bibliography = text(&search.stdout);
    fs::write(dir.path().join("a.txt"), ARTICLE.replace("six", "ten")).unwrap();
    let changed = run("verify", &[&["-", "--json"], &at[..]].concat(), &bibliography);
    assert_eq!(code(&changed), 1);
    let row: Value = serde_json::from_str(text(&changed.stdout).trim()).unwrap();
    assert_eq!((&row["verdict"], &row["cited"]["line"]), (&"changed".into(), &1.into()));
    let difference = row["nearest"]["difference"].as_array().unwrap();
    let kinds: Vec<(&str, &str)> = difference
        .iter()
        .map(|change| (change["kind"].as_str().unwrap(), change["text"].as_str().unwrap()))
        .filter(|(kind, _)| *kind != "kept")
        .collect();
    assert_eq!(kinds, [("removed", "six"), ("added", "ten")]);

    let missing = dir.path().join("missing");
    let cases: [(&[&str], &str, &str); 5] = [
        (&["-", at[0], at[1]], "No citations.", "error: no citation in -: it needs lines ibid:1"),
        (&["-", "--folder", name(&missing)], &bibliography, "error: cannot access"),
        (&["-", "--index", name(&missing)], &bibliography, "error: opening the index"),
        (&[name(&missing), at[0], at[1]], "", "error: cannot read"),
        (&["-"], &bibliography, "error: the following required arguments were not provided"),
    ];
    for (arguments, input, error) in cases {
        let output = run("verify", arguments, input);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).starts_with(error), "{}", text(&output.stderr));
    }
    let form = run("search", &[&at[..], &["--cite", "word", "gunships"]].concat(), "");
    assert_eq!(code(&form), 2);
    assert!(text(&form.stderr).contains("form is \"word\": it must be text, markdown"));
}

#[test]
fn receipts_are_held_against_a_later_state() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let at = ["--folder", name(dir.path())];
    let above = tempfile::tempdir().unwrap();
    let receipt = above.path().join("receipt.json");
    let search = run("search", &[&at[..], &["--receipt", name(&receipt), "gunships"]].concat(), "");
    assert_eq!(code(&search), 0, "{}", text(&search.stderr));
    assert_eq!(fs::read_dir(above.path()).unwrap().count(), 1, "nothing is left beside it");
    let verify = |json: &[&str]| run("verify", &[&[name(&receipt)], &at[..], json].concat(), "");
    let same = verify(&[]);
    assert_eq!(code(&same), 0, "{}", text(&same.stderr));
    let shown = text(&same.stdout);
    let of = "query: gunships\nasked: 2";
    assert!(shown.starts_with(of) && shown.contains(&format!("\nof: {}\n", at[1])), "{shown}");
    let sum = "1 of 1 hits are the same, 0 with another score; 0 new\n";
    assert!(shown.ends_with(sum), "{shown}");

    fs::write(dir.path().join("a.txt"), "Talks.").unwrap();
    let other = verify(&[]);
    assert_eq!(code(&other), 1);
    let lost =
        "rank 1, now no hit: a.txt, bytes 0-144; changed: a.txt, line 1, bytes 0-6: Talks.\n";
    assert!(text(&other.stdout).contains(lost), "{}", text(&other.stdout));
    let json: Value = serde_json::from_str(&text(&verify(&["--json"]).stdout)).unwrap();
    assert_eq!(json["hits"][0]["rank_was"], 1);

    fs::write(&receipt, "{\"ibid_receipt\": 9}").unwrap();
    let later = verify(&[]);
    assert_eq!(code(&later), 2);
    assert!(text(&later.stderr).starts_with("error: the receipt has version 9"));
    let nowhere = above.path().join("missing/receipt.json");
    let refused =
        run("search", &[&at[..], &["--receipt", name(&nowhere), "gunships"]].concat(), "");
    assert_eq!(code(&refused), 2);
    let told = format!("error: cannot write {}.part: name a folder that is there", name(&nowhere));
    assert!(text(&refused.stderr).starts_with(&told), "{}", text(&refused.stderr));
    let folder = run("search", &[&at[..], &["--receipt", at[1], "gunships"]].concat(), "");
    assert_eq!(code(&folder), 2);
    let told = format!("error: cannot write {}: it is no file, name one\n", at[1]);
    assert_eq!(text(&folder.stderr), told);
}
