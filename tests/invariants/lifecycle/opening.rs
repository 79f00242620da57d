//! Where an index can be created and opened, and the errors where it cannot.

use std::path::Path;

use ibid::config::{Config, Language, PassageConfig};
use ibid::{Document, Error, Index, IndexOptions, Lexicon, Query};

use crate::commit::edit_manifest;
use crate::common::{fill, ids, small, small_lexicon};

/// The error's name, for tables.
fn name_of<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    let debug = format!("{:?}", outcome.unwrap_err());
    debug.split(' ').next().unwrap_or_default().to_owned()
}

fn document() -> Document {
    Document::new("ru-2005", "Nicaragua ordered six Mi-35M helicopters.").with_extra("desk", "arms")
}

#[test]
fn created_and_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep").join("index");
    let created = small().create(&path).unwrap();
    assert_eq!(created.stats().unwrap().documents, 0);
    assert_eq!(created.path(), Some(path.clone()));
    drop(created);
    let empty = Index::open(&path).unwrap();
    assert!(empty.search(&Query::new("Mi-35")).unwrap().is_empty());
    fill(&empty, &[document()]);
    drop(empty);
    let opened = Index::open(&path).unwrap();
    assert_eq!(ids(&opened, "mi35"), ["ru-2005"]);
    assert_eq!(opened.document("ru-2005").unwrap(), Some(document()));
    assert_eq!(*opened.lexicon(), crate::common::small_lexicon());
    opened.verify().unwrap();
    let again = small().open_or_create(&path).unwrap();
    assert_eq!(again.stats().unwrap(), opened.stats().unwrap());
    let new = small().open_or_create(folder.path().join("other")).unwrap();
    assert_eq!(new.stats().unwrap().documents, 0);
    assert_eq!(small().in_memory().unwrap().path(), None);
}

#[test]
fn an_index_keeps_its_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::default()
        .with_language(Language::French)
        .with_passages(PassageConfig::default().with_words(3, 50));
    small().with_config(config.clone()).create(folder.path()).unwrap();
    let opened = Index::open(folder.path()).unwrap();
    assert_eq!(*opened.config(), config);
    fill(&opened, &[Document::new("fr", "Les hélicoptères livrés au Pakistan.")]);
    assert_eq!(ids(&opened, "helicoptere livre"), ["fr"]);
}

#[test]
fn refusals_of_folders() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("file"), "a file").unwrap();
    std::fs::create_dir(at("empty")).unwrap();
    std::fs::create_dir(at("notes")).unwrap();
    std::fs::write(at("notes/a.txt"), "a note").unwrap();
    small().create(at("index")).unwrap();
    foreign(&at("foreign"));
    let cases = [
        ("missing", "NotFound", None),
        ("empty", "NotFound", None),
        ("file", "NotAFolder", Some("NotAFolder")),
        ("notes", "NotFound", Some("AlreadyExists")),
        ("index", "", Some("AlreadyExists")),
        ("foreign", "Foreign", Some("AlreadyExists")),
    ];
    for (name, opening, creating) in cases {
        if !opening.is_empty() {
            assert_eq!(name_of(Index::open(at(name))), opening, "opening {name}");
        }
        if let Some(creating) = creating {
            assert_eq!(name_of(small().create(at(name))), creating, "creating {name}");
        }
    }
    let notes = std::fs::read_to_string(at("notes/a.txt")).unwrap();
    assert_eq!(notes, "a note", "files of others are kept");
    let bad = Config::default().with_passages(PassageConfig::default().with_max_chars(3));
    assert_eq!(name_of(small().with_config(bad).create(at("bad"))), "Config");
    assert!(!at("bad").join("meta.json").exists());
}

/// An index written by tantivy alone, with a commit.
fn foreign(path: &Path) {
    std::fs::create_dir(path).unwrap();
    let mut schema = tantivy::schema::Schema::builder();
    let text = schema.add_text_field("text", tantivy::schema::TEXT);
    let index = tantivy::Index::create_in_dir(path, schema.build()).unwrap();
    let mut writer: tantivy::IndexWriter = index.writer_with_num_threads(1, 15 << 20).unwrap();
    writer.add_document(tantivy::doc!(text => "not ibid's")).unwrap();
    writer.commit().unwrap();
}

#[test]
fn another_format_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    small().create(folder.path()).unwrap();
    let mut supported_now = 0;
    edit_manifest(folder.path(), |manifest| {
        supported_now = manifest["ibid_format"].as_u64().unwrap();
        manifest["ibid_format"] = 4000.into();
    });
    match Index::open(folder.path()) {
        Err(Error::Format { path, found, supported }) => {
            assert_eq!((path.as_path(), found), (folder.path(), 4000));
            assert_eq!(u64::from(supported), supported_now);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn another_analysis_is_refused_and_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    fill(&small().create(&old).unwrap(), &[document()]);
    edit_manifest(&old, |manifest| manifest["analysis"] = "words-0".into());
    match Index::open(&old) {
        Err(error @ Error::Analysis { .. }) => {
            let expected = format!(
                "index {} was made with an analysis that this build does not know (words-0): \
                 rebuild it to search it this way",
                old.display()
            );
            assert_eq!(error.to_string(), expected);
        }
        other => panic!("{other:?}"),
    }
    let rebuilt = Index::rebuild(&old, &new, small()).unwrap();
    assert_eq!(rebuilt.document("ru-2005").unwrap(), Some(document()));
    assert_eq!(ids(&Index::open(&new).unwrap(), "Mi 35"), ["ru-2005"]);
}

/// The message of an index in the folder that is opened, or made with the options.
fn refusal(opened: ibid::Result<Index>, folder: &Path) -> String {
    let error = opened.expect_err("it is opened");
    assert!(matches!(error, Error::Analysis { .. }), "{error:?}");
    let message = error.to_string();
    let start = format!("index {} was made with ", folder.display());
    let end = ": rebuild it to search it this way";
    let difference = message.strip_prefix(&start).and_then(|message| message.strip_suffix(end));
    difference.unwrap_or_else(|| panic!("{message}")).to_owned()
}

#[test]
fn what_differs_from_this_build_is_told() {
    let check = |part: &str, other: &str, expected: &str| {
        let folder = tempfile::tempdir().unwrap();
        small().create(folder.path()).unwrap();
        let mut own = String::new();
        edit_manifest(folder.path(), |manifest| {
            let analysis = manifest["analysis"].as_str().unwrap();
            let words = analysis.split(' ').map(|word| match word.strip_prefix(part) {
                None => word.to_owned(),
                Some(value) => {
                    own = value.to_owned();
                    format!("{part}{other}")
                }
            });
            manifest["analysis"] = words.collect::<Vec<_>>().join(" ").into();
        });
        let told = refusal(Index::open(folder.path()), folder.path());
        assert_eq!(told, expected.replace("OWN", &own), "{part}");
    };
    check("ibid-", "1", "another revision of the analysis (1, not OWN)");
    check("unicode-", "9.0", "another version of Unicode (9.0, not OWN)");
    check("english", "-of-old", "another language (english-of-old, not english)");
}

#[test]
fn what_differs_from_the_options_is_told() {
    let folder = tempfile::tempdir().unwrap();
    small().create(folder.path()).unwrap();
    let check = |options: IndexOptions, expected: &str| {
        assert_eq!(refusal(options.open_or_create(folder.path()), folder.path()), expected);
    };
    let french = Config::default().with_language(Language::French);
    check(small().with_config(french.clone()), "another language (english, not french)");
    let topics = Lexicon::read("[topic.tug]").lexicon;
    check(small().with_lexicon(topics.clone()), "another lexicon");
    let thesaurus = Lexicon::read("[term.tug]\nsame = [\"towboat\"]").lexicon;
    check(small().with_lexicon(small_lexicon().with(&thesaurus)), "another thesaurus");
    let words = Config::default().with_passages(PassageConfig::default().with_words(20, 80));
    let sizes = "passages of another size (40 to 1200 characters, not 20 to 80 words)";
    check(small().with_config(words), sizes);
    check(
        small().with_config(french).with_lexicon(topics.with(&thesaurus)),
        "another language (english, not french), another lexicon and another thesaurus",
    );
}

#[test]
fn rebuilt_with_another_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    let text = "The helicopters were flown to Karachi.\n\nThe embargoes were lifted in June.";
    let documents = [document(), Document::new("b", text)];
    fill(&small().create(&old).unwrap(), &documents);
    let config = Config::default()
        .with_language(Language::None)
        .with_passages(PassageConfig::default().with_max_chars(20).with_min_chars(1));
    let rebuilt = Index::rebuild(&old, &new, small().with_config(config.clone())).unwrap();
    let stored: Vec<Document> = rebuilt.documents().unwrap().map(Result::unwrap).collect();
    assert_eq!(stored, [documents[1].clone(), documents[0].clone()]);
    assert_eq!(*rebuilt.config(), config);
    assert!(rebuilt.stats().unwrap().passages > 4);
    let missing = rebuilt.search(&Query::new("helicopter")).unwrap().report.missing;
    assert_eq!((missing.len(), missing[0].word.as_str()), (1, "helicopter"), "no stems");
    rebuilt.verify().unwrap();
    let again = Index::rebuild(&old, &new, small());
    assert_eq!(name_of(again), "AlreadyExists");
}

#[test]
fn opening_with_another_configuration_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    small().create(folder.path()).unwrap();
    let others = [
        IndexOptions::default(),
        small().with_config(Config::default().with_language(Language::Dutch)),
        small().with_config(
            Config::default().with_passages(PassageConfig::default().with_max_chars(99)),
        ),
    ];
    for other in others {
        assert_eq!(name_of(other.clone().open_or_create(folder.path())), "Analysis", "{other:?}");
    }
    assert!(small().open_or_create(folder.path()).is_ok());
}

#[test]
fn handles_are_send_and_sync() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Index>();
    check::<ibid::Writer>();
    check::<IndexOptions>();
    check::<Query>();
    check::<ibid::Hits>();
    check::<Error>();
    check::<ibid::analysis::Analyzer>();
    let index = small().in_memory().unwrap();
    fill(&index, &[document()]);
    let search = |index: Index| std::thread::spawn(move || ids(&index, "Mi-35M"));
    let threads: Vec<_> = (0..4).map(|_| search(index.clone())).collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), ["ru-2005"]);
    }
}
