//! After edits of a hundred files every verdict is that of a naive oracle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ibid::cite::{Anchor, Cited, Form, Reference, Verdict, read, write};
use ibid::source::{Folder, verify_citations};
use ibid::{Document, Index, Query, Span};

use crate::random::Random;

/// What an edit makes of a citation.
type Edit = (&'static str, &'static str);

/// The edits, each with the verdict that it must have.
const EDITS: [Edit; 12] = [
    ("nothing", "holds"),
    ("text behind", "holds"),
    ("text before", "moved"),
    ("a copy behind", "holds"),
    ("a copy in another file", "holds"),
    ("text before and a copy behind", "ambiguous"),
    ("another name", "moved"),
    ("a word", "changed"),
    ("a blank", "changed"),
    ("removed file", "gone"),
    ("removed passage", "gone"),
    ("empty file", "unreadable"),
];

fn passage(number: usize, random: &mut Random) -> String {
    let words = |random: &mut Random, count: usize| -> String {
        let words: Vec<String> =
            (0..count).map(|_| format!("w{}x", random.below(1_000_000))).collect();
        words.join(" ")
    };
    format!("Report {number}: “six” tugs were seen {} and {}.", words(random, 9), words(random, 12))
}

struct Shelf {
    folder: tempfile::TempDir,
    citations: Vec<(String, Vec<Cited>)>,
}

/// A hundred files in a folder, and citations of them in every form.
fn shelf(random: &mut Random) -> Shelf {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..100 {
        let text = format!(
            "{}\n\n{}\n\n{}\n",
            passage(number + 1000, random),
            passage(number, random),
            passage(number + 2000, random)
        );
        fs::write(folder.path().join(format!("{number:03} a_b.txt")), text).unwrap();
    }
    let index = index_of(folder.path());
    let all = Query::new("tugs").limit(1000);
    let hits = index.search(&all).unwrap();
    let mut references: Vec<Reference> = hits
        .iter()
        .filter(|hit| {
            let number = hit.text.split(['t', ':']).nth(1).unwrap().trim();
            number.parse::<usize>().unwrap() < 1000
        })
        .map(Reference::of)
        .collect();
    references.sort_by(|a, b| a.citation.document.cmp(&b.citation.document));
    assert_eq!(references.len(), 100);
    let mut citations: Vec<(String, Vec<Cited>)> =
        Form::ALL.map(|form| (form.to_string(), read(&write(&references, form)))).to_vec();
    let bare = references.iter().map(|reference| Cited::of(reference.anchor())).collect();
    citations.push(("anchors alone".to_owned(), bare));
    Shelf { folder, citations }
}

fn index_of(folder: &Path) -> Index {
    let articles = Folder::new(folder);
    let documents = articles.list().unwrap().files;
    let documents: Vec<Document> =
        documents.iter().filter_map(|file| articles.read(file).ok()).collect();
    crate::index(&documents)
}

/// Edits a file, whose second paragraph is cited.
fn edit(path: &Path, edit: &str) {
    let text = fs::read_to_string(path).unwrap();
    let cited = text.split("\n\n").nth(1).unwrap().to_owned();
    let other = |name: &str| path.with_file_name(name).with_extension("txt");
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let changed = match edit {
        "nothing" => text,
        "text behind" => format!("{text}\nA line.\n"),
        "text before" => format!("A line.\n\n{text}"),
        "a copy behind" => format!("{text}\n{cited}\n"),
        "a copy in another file" => {
            fs::write(other(&format!("{stem} copy")), format!("{cited}\n")).unwrap();
            text
        }
        "text before and a copy behind" => format!("A line.\n\n{text}\n{cited}\n"),
        "another name" => {
            fs::rename(path, other(&format!("{stem} renamed"))).unwrap();
            return;
        }
        "a word" => text.replace(&cited, &cited.replacen("seen", "sold", 1)),
        "a blank" => text.replace(&cited, &cited.replacen(" tugs", "\ntugs", 1)),
        "removed file" => return fs::remove_file(path).unwrap(),
        "removed passage" => text.replace(&cited, "").replace("\n\n\n\n", "\n\n"),
        _ => String::new(),
    };
    fs::write(path, changed).unwrap();
}

#[test]
fn verdicts_after_edits_of_a_hundred_files() {
    for seed in 0..4 {
        let mut random = Random::new(seed);
        let Shelf { folder, mut citations } = shelf(&mut random);
        // Two of the eight files a shelf, so that each is tried once.
        citations.rotate_left(2 * seed as usize);
        citations.truncate(2);
        let articles = Folder::new(folder.path());
        for (form, cited) in &citations {
            let verdicts = verify_citations(&articles, cited).unwrap();
            assert!(verdicts.iter().all(Verdict::holds), "{form} before any edit");
        }
        let edits: Vec<Edit> = (0..100).map(|_| *random.one_of(&EDITS)).collect();
        for (number, (name, _)) in edits.iter().enumerate() {
            edit(&folder.path().join(format!("{number:03} a_b.txt")), name);
        }
        let places = places(folder.path(), &citations[0].1);
        for (form, cited) in &citations {
            let verdicts = verify_citations(&articles, cited).unwrap();
            for ((verdict, cited), (name, expected)) in verdicts.iter().zip(cited).zip(&edits) {
                // Without a quotation a text that has changed cannot be told from one that is gone.
                let is_bare = form == "anchors alone";
                let is_unknown = is_bare && ["removed passage", "a word"].contains(name);
                if is_unknown {
                    assert_eq!(verdict.name(), "changed", "{form}: {name}");
                } else {
                    assert_eq!(verdict.name(), *expected, "{form}: {name}: {verdict}");
                }
                check_places(&places[cited.anchor.as_ref().unwrap()], verdict, cited);
            }
        }
        // An index of what can be read says the same but for what cannot.
        let index = index_of(folder.path());
        let (_, cited) = &citations[0];
        for (verdict, (name, expected)) in index.verify_citations(cited).unwrap().iter().zip(&edits)
        {
            let expected = if *expected == "unreadable" { "gone" } else { expected };
            assert_eq!(verdict.name(), expected, "of an index: {name}");
        }
    }
}

/// A document, and the byte where a passage begins.
type Places = BTreeSet<(String, usize)>;

/// The naive oracle: all places that have the passage of a citation, byte for byte.
fn places(folder: &Path, citations: &[Cited]) -> BTreeMap<Anchor, Places> {
    let mut places: BTreeMap<Anchor, Places> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        let name = entry.file_name().into_string().unwrap();
        for anchor in citations.iter().filter_map(|cited| cited.anchor.as_ref()) {
            let of_anchor = places.entry(anchor.clone()).or_default();
            for (start, _) in text.match_indices("Report ") {
                let window = text.get(start..start + anchor.span.len());
                if window.is_some_and(|window| anchor.is_of(window)) {
                    of_anchor.insert((name.clone(), start));
                }
            }
        }
    }
    places
}

/// A place has the passage, and a list of places is all of them.
fn check_places(places: &Places, verdict: &Verdict, cited: &Cited) {
    let anchor = cited.anchor.as_ref().unwrap();
    let is_one =
        |at: &ibid::cite::TextPlace| places.contains(&(at.document.clone(), at.span.start));
    match verdict {
        Verdict::Holds { at } => {
            assert!(is_one(at));
            assert_eq!((&at.document, at.span), (&anchor.document, anchor.span));
        }
        Verdict::Moved { to } => assert!(is_one(to) && places.len() == 1),
        Verdict::Ambiguous { places: listed, count } => {
            assert!(listed.iter().all(is_one));
            assert_eq!((listed.len(), *count), (places.len(), places.len()));
        }
        _ => assert_eq!(places.len(), 0),
    }
}

/// Documents by their ids.
type Texts<'t> = &'t [(&'t str, &'t str)];

fn verdict(citation: &Cited, documents: Texts<'_>) -> String {
    let documents: Vec<Document> =
        documents.iter().map(|(id, text)| Document::new(*id, *text)).collect();
    let citations = std::slice::from_ref(citation);
    crate::index(&documents).verify_citations(citations).unwrap()[0].to_string()
}

#[test]
fn verdicts_in_words() {
    let text = "Six tugs were sold to the port.";
    let cited = |quotation: &str| {
        let mut cited = Cited::of(Anchor::new("a", Span::new(0, 31), text));
        cited.quotation = quotation.to_owned();
        cited
    };
    let behind = format!("Talks.\n\n{text}");
    let changed = "Six boats were sold to the port.";
    let twice = format!("{text}\n\n{text}");
    let cases: [(Cited, Texts<'_>, &str); 12] = [
        (cited(text), &[("a", text)], "holds: a, line 1, bytes 0-31"),
        (cited("Six tugs … to the port."), &[("a", text)], "holds: a, line 1, bytes 0-31"),
        (
            cited("Ten tugs were sold to the port."),
            &[("a", text)],
            "changed: a, line 1, bytes 0-31: [-Ten-]{+Six+} tugs were sold to the port.",
        ),
        (cited(text), &[("a", &behind)], "moved: now a, line 3, bytes 8-39"),
        (cited("Six tugs … port."), &[("a", &behind)], "moved: now a, line 3, bytes 8-39"),
        (cited(text), &[("b", text)], "moved: now b, line 1, bytes 0-31"),
        (
            cited(text),
            &[("b", &twice)],
            "ambiguous: 2 places have it: b, line 1, bytes 0-31; b, line 3, bytes 33-64",
        ),
        (
            cited(text),
            &[("b", changed), ("a", changed)],
            "changed: a, line 1, bytes 0-32: Six [-tugs-]{+boats+} were sold to the port.",
        ),
        (
            cited(""),
            &[("a", changed)],
            "changed: a, line 1, bytes 0-32: Six boats were sold to the port.",
        ),
        (cited(""), &[("b", changed)], "gone: no text has it, nor one like it"),
        (cited(text), &[("a", "Talks.")], "gone: no text has it, nor one like it"),
        (
            Cited::default(),
            &[("a", text)],
            "unreadable: it has neither a line ibid:1 nor a quotation: add one of them",
        ),
    ];
    for (cited, documents, expected) in cases {
        assert_eq!(verdict(&cited, documents), expected, "{cited:?} {documents:?}");
    }
    let many = [text; 12].join("\n\n");
    let told = verdict(&cited(text), &[("b", &many)]);
    assert!(told.starts_with("ambiguous: 12 places have it: b, line 1") && told.ends_with("; …"));
}

/// A quotation of another program holds where one text has it, whatever its blanks, quotation
/// marks and accents.
#[test]
fn quotations_without_an_anchor() {
    let cited =
        |quotation: &str| read(&format!("@misc{{k, abstract = {{{quotation}}}}}")).remove(0);
    let documents =
        [("a", "The “naïve”\nminister — so he said — left."), ("b", "Talks.\n\nTalks went on.")];
    let cases = [
        ("``naive'' minister --- so", "holds: a, line 1, bytes 4-32"),
        ("na\\\"ive", "holds: a, line 1, bytes 7-13"),
        ("Talks", "ambiguous: 2 places have it: b, line 1, bytes 0-5; b, line 3, bytes 8-13"),
        (
            "The naive minister so she said left",
            "changed: a, line 1, bytes 0-50: The {+“+}naïve{+”+}\nminister {+— +}so \
             [-she-]{+he+} said {+— +}left{+.+}",
        ),
        ("Nothing of the kind was heard", "gone: no text has it, nor one like it"),
    ];
    for (quotation, expected) in cases {
        assert_eq!(verdict(&cited(quotation), &documents), expected, "{quotation}");
    }
}

/// A folder says why a file is not read, also where the document is a part of it.
#[test]
fn files_that_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), "").unwrap();
    fs::write(folder.path().join("b.docx"), "PK\u{3}\u{4}cut").unwrap();
    let cited: Vec<Cited> = ["a.csv#2", "b.docx", "c.txt"]
        .map(|id| Cited::of(Anchor::new(id, Span::new(0, 4), "Four")))
        .to_vec();
    let verdicts = verify_citations(&Folder::new(folder.path()), &cited).unwrap();
    assert_eq!(verdicts[0].to_string(), "unreadable: is empty: put text into it or remove it");
    assert_eq!((verdicts[1].name(), verdicts[2].name()), ("unreadable", "gone"));
    let missing = Folder::new(folder.path().join("missing"));
    assert!(verify_citations(&missing, &cited).is_err());
}
