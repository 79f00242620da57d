//! The example `watch`: its forms, its state, and what is left where it is killed.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::{code, example, folder, run_in, text};

const YARD: &[u8] = b"Six tugs & <script>]]></script> were sold by the yard at Hallan.\n";

const WATCHES: &[u8] = b"[[watch]]\nname = \"tugs <b>\"\nquery = \"tugs yard\"\n\n\
                         [[watch]]\nname = \"sold\"\nquery = \"sold Hallan\"\n";

fn watch(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = run_in(
        Command::new(example("watch"))
            .current_dir(dir)
            .args(["--folder", "news", "watches.toml"])
            .args(arguments),
        "",
    );
    (code(&output), text(&output.stdout), text(&output.stderr))
}

#[test]
fn news_is_told_once() {
    let dir = folder(&[("news/a.txt", YARD), ("watches.toml", WATCHES)]);
    let dir = dir.path();
    let (status, told, summary) = watch(dir, &["--since", "s"]);
    assert_eq!(
        told,
        "tugs <b>, sold  a.txt, line 1, bytes 0..64 body\n   \
         Six [tugs] & <script>]]></script> were [sold] by the [yard] at [Hallan].\n   \
         tugs <b>: tugs (word), yard (word)\n   sold: sold (word), Hallan (word)\n\n"
    );
    assert_eq!((status, summary.as_str()), (0, "1 alert from 1 new passage in 1 document\n"));
    assert_eq!(watch(dir, &["--since", "s"]).0, 1);
    fs::write(dir.join("news/b.txt"), YARD).unwrap();
    let (status, told, _) = watch(dir, &["--since", "s"]);
    assert_eq!(status, 1, "a copy is no news");
    assert!(
        told.starts_with("sold, tugs <b>: 1 copy since of what was told\n   b.txt, "),
        "{told}"
    );
    // Without a state everything is new.
    let (status, told, _) = watch(dir, &["--json"]);
    let alert: Value = serde_json::from_str(told.trim_end()).unwrap();
    assert_eq!((status, &alert["watches"][1]["name"]), (0, &"sold".into()));
    assert_eq!(alert["watches"][0]["marks"][0]["reason"], "word");
    assert_eq!(alert["copies"][0]["document"], "b.txt");
    assert_eq!(watch(dir, &["--since", "later", "--from-now"]).0, 1);
}

#[test]
fn what_is_wrong_with_watches_is_told() {
    let dir = folder(&[("news/a.txt", YARD), ("watches.toml", b"")]);
    let dir = dir.path();
    let check = |toml: &str, told: &str| {
        fs::write(dir.join("watches.toml"), toml).unwrap();
        let (status, _, errors) = watch(dir, &[]);
        assert_eq!(status, 2, "{toml}");
        assert!(errors.contains(told), "{toml}: {errors}");
    };
    check("", "error: watches.toml: no [[watch]] in it");
    check("[[watch", "error: watches.toml: TOML parse error");
    check("[[watch]]\nname = \"a\"\nquery = \"-tugs\"", "watch \"a\" is refused: it excludes");
    check("[[watch]]\nquery = \"tugs\"", "watches.toml: watch 1 has no name");
    check("[[watch]]\nquery = \"tugs\"", "error: not every watch of watches.toml ran");
    fs::write(dir.join("watches.toml"), WATCHES).unwrap();
    // It fires, but not as it was meant.
    let typo = "[[watch]]\nname = \"a\"\nquery = \"tugs family:yard\"";
    fs::write(dir.join("typo.toml"), typo).unwrap();
    let arguments = ["--folder", "news", "typo.toml"];
    let output = run_in(Command::new(example("watch")).args(arguments).current_dir(dir), "");
    let told = text(&output.stderr);
    assert!(told.starts_with("watch \"a\": `family:` is no field"), "{told}");
    fs::write(dir.join("s"), "{}").unwrap();
    let (status, _, errors) = watch(dir, &["--since", "s"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: s is no state of watches: name another file"), "{errors}");
}

#[test]
fn a_trial_tells_how_often() {
    let dated =
        b"June 5, 2012\n\nSix tugs were sold by the yard at Hallan, the clerk said there.\n";
    let dir = folder(&[("news/a.txt", dated), ("watches.toml", WATCHES)]);
    let (status, told, _) = watch(dir.path(), &["--trial"]);
    assert_eq!(status, 0);
    let line = "tugs <b>: 1 alert from 2012-05-07 to 2012-06-05, the most 1 on 2012-06-05 (of ";
    assert!(told.starts_with(line), "{told}");
    assert!(watch(dir.path(), &["--trial", "1"]).1.contains("from 2012-06-05 to 2012-06-05"));
}

/// The feeds hold each passage once, also where a run was killed before its state was
/// written, or between the two feeds.
#[test]
fn feeds_have_each_passage_once() {
    let dir = folder(&[("news/a.txt", YARD), ("watches.toml", WATCHES)]);
    let dir = dir.path();
    let arguments = ["--since", "s", "--atom", "news.xml", "--json-feed", "news.json"];
    let entries = || {
        let atom = fs::read_to_string(dir.join("news.xml")).unwrap();
        let json: Value =
            serde_json::from_str(&fs::read_to_string(dir.join("news.json")).unwrap()).unwrap();
        (atom.matches("<entry>").count(), json["items"].as_array().unwrap().len())
    };
    assert_eq!(watch(dir, &arguments).0, 0);
    assert_eq!(entries(), (1, 1));
    let before = fs::read(dir.join("s")).unwrap();
    fs::write(dir.join("news/b.txt"), "Two tugs lie in the yard at Morn.\n").unwrap();
    assert_eq!(watch(dir, &arguments).0, 0);
    assert_eq!(entries(), (2, 2));
    // As where the run had been killed before the state was renamed.
    fs::write(dir.join("s"), &before).unwrap();
    fs::remove_file(dir.join("news.json")).unwrap();
    assert_eq!(watch(dir, &arguments).0, 0, "told again, and not lost");
    assert_eq!(entries(), (2, 2));
    // A further watch joins the entry; a copy is counted there.
    fs::write(dir.join("news/c.txt"), YARD).unwrap();
    assert_eq!(watch(dir, &arguments).0, 1);
    assert_eq!(entries(), (2, 2));
    let atom = fs::read_to_string(dir.join("news.xml")).unwrap();
    assert!(
        atom.contains("<p>1 copy since</p>".replace('<', "&lt;").replace('>', "&gt;").as_str())
    );
    check_atom(&atom);
}

/// Well-formed, and with nothing of a text in its markup.
fn check_atom(atom: &str) {
    assert!(!atom.contains("<script") && !atom.contains("]]>"), "{atom}");
    assert!(atom.contains("&amp;lt;script&amp;gt;"), "{atom}");
    assert!(atom.contains("<category term=\"tugs &lt;b&gt;\"/>"), "{atom}");
    #[cfg(feature = "office")]
    {
        let mut reader = quick_xml::Reader::from_str(atom);
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
    }
}
