//! Every public call that reads an index, made on crafted ones: each gives a value
//! or a typed error, whichever call meets the damage first.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use ibid::cite::{self, Form, Reference};
use ibid::claims::FactOptions;
use ibid::facet::{Facet, FacetOptions};
use ibid::hit::DocumentWindow;
use ibid::rank::Profile;
use ibid::similar::SimilarOptions;
use ibid::story::StoryOptions;
use ibid::watch::{Watch, WatchState};
use ibid::{Document, Error, Index, IndexOptions, Query, Result, Span, Writer, WriterOptions};
use serde_json::{Value, json};

use crate::common::{Random, copy_files, file_names, rounds, seed, small};
use crate::crafted::Crafter;
use crate::probe::{Probed, Work};
use crate::segment_file::SegmentFile;

/// A crafted index, and room beside it.
struct Case {
    /// The index; each call has a copy of its own.
    path: PathBuf,
    /// Where a call may make another.
    new: PathBuf,
}

impl Case {
    fn index(&self) -> Result<Index> {
        Index::open(&self.path)
    }

    fn writer(&self) -> Result<Writer> {
        let options = WriterOptions::default().with_threads(1).with_memory_bytes(15 << 20);
        self.index()?.writer_with(&options)
    }
}

/// A call, by the names of the functions that it makes.
type Call = (&'static str, fn(&Case) -> Result<()>);

const QUERY: &str = "\"arms embargo\" Mi-35 helicop* embarog~ topic:embargo date:2014 -oil";

const FACTS: &str = "amount:>1 OR count:4 OR mentions:2014 OR status:signed OR says:nobody";

const READING: [Call; 25] = [
    ("open", |case| case.index().map(drop)),
    ("of_index", |case| IndexOptions::of_index(&case.path).map(drop)),
    ("search", |case| case.index()?.search(&Query::new(QUERY)).map(drop)),
    ("search_with", |case| {
        let hits = case.index()?.search_with(&Query::new(QUERY), &Profile::thorough())?;
        hits.iter().for_each(|hit| drop(hit.snippet(80, "[", "]")));
        Ok(())
    }),
    ("search_with", |case| {
        let query = Query::new(FACTS);
        case.index()?.search(&query.with_facts().neighbours(1, 1)).map(drop)
    }),
    ("neighbours", |case| {
        let index = case.index()?;
        let hits = index.search(&Query::new(QUERY))?;
        hits.iter().try_for_each(|hit| index.neighbours(&hit.citation, 2, 2).map(drop))
    }),
    ("claims", |case| case.index()?.claims(&Query::new(QUERY), &FactOptions::default()).map(drop)),
    ("timeline", |case| {
        case.index()?.timeline(&Query::new(QUERY), &FactOptions::default()).map(drop)
    }),
    ("fact_facets", |case| {
        case.index()?.fact_facets(&Query::new(QUERY), &FactOptions::default()).map(drop)
    }),
    ("facets", |case| {
        let options = Facet::ALL.into_iter().fold(FacetOptions::default(), FacetOptions::facet);
        let options = options.facet(Facet::Field("author".to_owned())).with_histogram();
        let query = Query::everything().narrowed_by(Facet::Source, "").narrowed_by(Facet::Year, "");
        let index = case.index()?;
        index.facets(&Query::new(QUERY), &options)?;
        index.facets(&query, &options).map(drop)
    }),
    ("document_view", |case| {
        let (index, window) = (case.index()?, DocumentWindow::default().around_byte(40).limit(3));
        let view = |id: &&str| index.document_view(id, &Query::new(QUERY), &window).map(drop);
        ["d0", "d1", "d2", "nobody"].iter().try_for_each(view)
    }),
    ("stories story", |case| {
        let index = case.index()?;
        let stories = index.stories(&StoryOptions::default())?;
        ["d0", "d1", "nobody"].iter().try_for_each(|id| index.story(&stories, id).map(drop))
    }),
    ("similar", |case| {
        let (index, options) = (case.index()?, SimilarOptions::default());
        let similar = |id: &&str| index.similar(id, Span::new(0, 100), &options).map(drop);
        ["d0", "d1", "d2", "nobody"].iter().try_for_each(similar)
    }),
    ("receipt verify_receipt verify_citations", |case| {
        let (index, query, profile) =
            (case.index()?, Query::new(QUERY).fold_copies(), Profile::default());
        let hits = index.search_with(&query, &profile)?;
        index.verify_receipt(&index.receipt(&query, &profile, &hits)?)?;
        let references: Vec<Reference> = hits.iter().map(Reference::of).collect();
        let citations = cite::read(&cite::write(&references, Form::Markdown));
        index.verify_citations(&citations).map(drop)
    }),
    ("alerts take_as_seen trial", |case| {
        let (index, watches) = (case.index()?, [Watch::new("deals", "arms embargo")]);
        let mut state = WatchState::default();
        index.trial(&watches, 30)?;
        index.alerts(&watches, &mut state)?;
        index.take_as_seen(&mut state)
    }),
    ("rank passages scores", |case| {
        let ranking = case.index()?.rank(&Query::new(QUERY), &Profile::default())?;
        assert_eq!(ranking.scores().count(), ranking.len());
        ranking.passages().map(drop)
    }),
    ("count", |case| case.index()?.count(&Query::new(QUERY)).map(drop)),
    ("search_documents", |case| {
        case.index()?.search_documents(&Query::new(QUERY), &Profile::default()).map(drop)
    }),
    ("document", |case| {
        let index = case.index()?;
        ["d0", "d1", "d2", "nobody"].iter().try_for_each(|id| index.document(id).map(drop))
    }),
    ("documents", |case| case.index()?.documents()?.try_for_each(|read| read.map(drop))),
    ("document_infos", |case| case.index()?.document_infos()?.try_for_each(|read| read.map(drop))),
    ("stats", |case| case.index()?.stats().map(drop)),
    ("verify", |case| case.index()?.verify()),
    ("salvage", |case| Index::salvage(&case.path, &case.new).map(drop)),
    ("rebuild", |case| Index::rebuild(&case.path, &case.new, small()).map(drop)),
];

const WRITING: [Call; 14] = [
    ("create", |case| small().create(&case.path).map(drop)),
    ("open_or_create", |case| small().open_or_create(&case.path).map(drop)),
    ("recover", |case| {
        std::fs::rename(&case.path, case.path.with_extension("rebuild-old")).unwrap();
        copy_files(&case.path.with_extension("rebuild-old"), &case.path);
        Index::recover(&case.path)
    }),
    ("rebuild_in_place", |case| Index::rebuild_in_place(&case.path, small()).map(drop)),
    ("writer close", |case| case.index()?.writer()?.close()),
    ("writer_with", |case| case.writer().map(drop)),
    ("add commit", |case| {
        let mut writer = case.writer()?;
        writer.add(&Document::new("new", "A tug."))?;
        writer.add(&Document::new("d0", "A tug."))?;
        writer.add(&Document::new("d0", "Two tugs."))?;
        writer.commit()?;
        // The index is read by the same handle.
        writer.add(&Document::new("d2", "A tug."))?;
        writer.commit()
    }),
    ("add", |case| {
        let writer = case.writer()?;
        writer.add(&Document::new("d2", "w ".repeat(200_000)))?;
        writer.close()
    }),
    ("delete commit", |case| {
        let mut writer = case.writer()?;
        for id in ["d0", "d1", "d2", "nobody"] {
            writer.delete(id);
        }
        writer.commit()?;
        writer.close()
    }),
    ("delete_all commit", |case| {
        let mut writer = case.writer()?;
        writer.delete_all()?;
        writer.commit()
    }),
    ("rollback", |case| {
        let mut writer = case.writer()?;
        writer.delete("d0");
        writer.rollback()?;
        writer.commit()
    }),
    ("optimize", |case| {
        let mut writer = case.writer()?;
        let optimized = writer.optimize();
        // One that failed is closed all the same.
        writer.close().and(optimized)
    }),
    ("sync path folder", |case| {
        let options = ibid::source::SyncOptions::default();
        let index = case.index()?;
        std::fs::create_dir_all(&case.new).unwrap();
        std::fs::write(case.new.join("june.txt"), "A tug.").unwrap();
        ibid::source::sync(&index, &[&case.new], &options, |_| ()).map(drop)
    }),
    ("json_lines moved report finish", |case| {
        let options = ibid::source::SyncOptions::default();
        let mut run = ibid::source::Synchronizer::new(&case.index()?, &options)?;
        run.json_lines(&b"{\"id\": \"d0\", \"text\": \"One tug.\"}"[..], "feed", 0)?;
        run.moved("old", "new")?;
        run.finish().map(drop)
    }),
];

/// Functions of the same types that read no file of an index.
const QUIET: [&str; 15] = [
    "in_memory",
    "config",
    "lexicon",
    "analyzer",
    "has_seals",
    "path",
    "with_config",
    "with_lexicon",
    "with_lock_wait_ms",
    "with_progress",
    "with_stop",
    "len",
    "is_empty",
    "is_complete",
    "facet_list",
];

/// Makes each call on a copy of the index; the first that panics is a fault.
pub(crate) fn call_all(path: &Path) -> Probed {
    let (copy, new) = (path.with_file_name("copy"), path.with_file_name("new"));
    let mut errors = Vec::new();
    for (name, call) in READING.into_iter().chain(WRITING) {
        for folder in [&copy, &new, &copy.with_extension("rebuild-old")] {
            drop(std::fs::remove_dir_all(folder));
        }
        copy_files(path, &copy);
        println!("\ncalls\t{name}");
        let case = Case { path: copy.clone(), new: new.clone() };
        match catch_unwind(AssertUnwindSafe(|| call(&case))) {
            Ok(Ok(())) => {}
            Ok(Err(Error::Limit { .. })) => {
                return Probed::Fault(format!("asks for too much memory {name}"));
            }
            Ok(Err(_)) => errors.push(name),
            Err(_) => return Probed::Fault(format!("panics {name}")),
        }
    }
    if errors.is_empty() {
        Probed::Answers { answers: String::new(), verified: true }
    } else {
        Probed::Told(errors.join(", "))
    }
}

#[test]
fn every_call_is_among_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let of_folder = |folder: &str| {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let mut files =
        [of_folder("index"), of_folder("store/writer"), of_folder("source/sync")].concat();
    let others = ["index.rs", "store/writer.rs", "search/ranking.rs", "source/sync.rs"];
    files.extend(others.map(|file| root.join(file)));
    let calls = READING.iter().chain(&WRITING).flat_map(|(names, _)| names.split(' '));
    let known: Vec<&str> = calls.chain(QUIET).collect();
    let mut seen = 0;
    for file in files.iter().filter(|file| !file.ends_with("sync/options.rs")) {
        let text = std::fs::read_to_string(file).unwrap();
        for line in text.lines().filter_map(|line| line.trim().strip_prefix("pub fn ")) {
            let name = line.split(['(', '<']).next().unwrap();
            let is_known = known.contains(&name) || name == "new" || name == "did_nothing";
            assert!(is_known, "{name} of {file:?} is not made on crafted indexes");
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn a_whole_index_lets_every_call_be_made() {
    let mut crafter = Crafter::new(Work::Calls);
    // Nothing can be created where an index is.
    assert_eq!(crafter.probe_commit(|_| ()), Probed::Told("create".to_owned()));
}

#[test]
fn no_call_panics_on_crafted_files() {
    let mut random = Random::new(seed("calls"));
    let mut crafter = Crafter::new(Work::Calls);
    let names = crafter.names();
    let probed = rounds("calls", 12, 4_000).map(|_| crafter.probe_random(&names, &mut random));
    let faults: Vec<String> = probed.filter_map(Result::err).collect();
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// A deletion that cannot be looked up is not forgotten: no commit is made, however
/// often it is asked for, until the deletion is rolled back.
#[test]
fn a_deletion_that_cannot_be_made_is_told() {
    let folder = crate::common::scratch();
    let index = crate::common::make_two_segments(folder.path());
    let mut lists = file_names(folder.path());
    lists.retain(|name| name.ends_with(".idx"));
    for name in lists {
        let path = folder.path().join(name);
        let mut file = SegmentFile::read(&std::fs::read(&path).unwrap());
        // All but the list of where the lists begin.
        let end = file.body.len() - 60;
        file.body[..end].fill(0xff);
        std::fs::write(&path, file.into_bytes()).unwrap();
    }
    drop(index);
    let index = Index::open(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    writer.delete("d0");
    writer.add(&Document::new("new", "A tug.")).unwrap();
    for _ in 0..2 {
        let told = writer.commit().unwrap_err();
        assert!(matches!(&told, Error::Corrupt { .. }), "{told:?}");
        assert!(told.to_string().contains("a document cannot be deleted: "), "{told}");
    }
    writer.rollback().unwrap();
    writer.add(&Document::new("new", "A tug.")).unwrap();
    writer.commit().unwrap();
    assert_eq!(index.stats().unwrap().documents, 4);
}

/// A dictionary of ids that says it has 2⁴⁸ of them: a merge took memory for all.
#[test]
fn a_wrong_number_of_ids_is_told() {
    let mut crafter = Crafter::new(Work::Calls);
    for name in crafter.names().iter().filter(|name| name.ends_with(".fast")) {
        let mut file = SegmentFile::read(&std::fs::read(crafter.whole().join(name)).unwrap());
        // The dictionary ends with its number of terms and its version.
        let ids: Vec<usize> = (4..file.body.len() - 12)
            .filter(|&at| file.body[at + 8..at + 12] == 3u32.to_le_bytes())
            .filter(|&at| file.body[at + 1..at + 8].iter().all(|&byte| byte == 0))
            .collect();
        assert!(!ids.is_empty(), "{name} has no dictionary");
        for at in ids {
            let before = std::mem::replace(&mut file.body[at + 6], 1);
            let probed = crafter.probe(name, &file.clone().into_bytes());
            assert!(matches!(probed, Probed::Told(_)), "{name} at {at}: {probed:?}");
            file.body[at + 6] = before;
        }
    }
}

/// The dictionary of a segment that was merged has no more ids than passages, however
/// many were deleted.
#[test]
fn ids_that_were_deleted_are_no_damage() {
    let folder = crate::common::scratch();
    let index = small().create(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    for half in 0..2 {
        for number in 0..200 {
            let id = format!("{half}-{number}");
            writer.add(&Document::new(id, "A tug.")).unwrap();
        }
        writer.commit().unwrap();
    }
    for number in 3..200 {
        writer.delete(&format!("0-{number}"));
        writer.delete(&format!("1-{number}"));
    }
    for _ in 0..2 {
        writer.optimize().unwrap();
        assert_eq!(Index::open(folder.path()).unwrap().stats().unwrap().documents, 6);
    }
}

/// A commit with the right seal that says what no writer would.
#[test]
fn no_call_panics_on_a_crafted_commit() {
    let mut crafter = Crafter::new(Work::Calls);
    let manifest = |commit: &mut Value, change: fn(&mut Value)| {
        let mut manifest = serde_json::from_str(commit["payload"].as_str().unwrap()).unwrap();
        change(&mut manifest);
        commit["payload"] = json!(manifest.to_string());
    };
    let changes: [fn(&mut Value); 5] = [
        |manifest| manifest["config"]["passages"]["max"] = json!(0),
        |manifest| manifest["config"]["passages"]["min"] = json!(u64::MAX),
        |manifest| manifest["ibid_format"] = json!(1),
        |manifest| manifest["ibid_format"] = json!(2),
        |manifest| manifest["analysis"] = json!(""),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let probed = crafter.probe_commit(|commit| manifest(commit, change));
        assert!(!matches!(probed, Probed::Fault(_)), "change {number}: {probed:?}");
    }
}
