//! Law 5: the same documents give the same results, however they were added.

use ibid::rank::Profile;
use ibid::{CommitName, Document, Hits, Index, Query, WriterOptions};

use crate::common::{articles, of_file, small};
use crate::random::Random;

const QUERIES: &[&str] = &[
    "embargo",
    "embargo lifted helicopter",
    "Mi-35M deal",
    "Hind E",
    "\"arms embargo\"",
    "\"arms helicopter\"~6",
    "embarg* heli*",
    "embrago~ helicopter",
    "embrago helicoptr",
    "topic:embargo",
    "title:port",
    "source:gazette",
    "date:2014..2015",
    "harbour -embargo",
    "port OR (tugs AND minister)",
    "label:headline",
    "spare",
    "rare rarer",
];

/// Documents of few distinct words, so that many scores are equal.
fn documents() -> Vec<Document> {
    const WORDS: &[&str] = &[
        "embargo",
        "arms",
        "lifted",
        "helicopter",
        "helicopters",
        "Mi-35M",
        "MI-35s",
        "Mi-24",
        "deal",
        "port",
        "tugs",
        "minister",
        "harbour",
        "Pakistan",
        "signed",
        "sanctions",
    ];
    let mut random = Random::new(7);
    let mut all = articles();
    for number in 0..150 {
        let mut text = String::new();
        for _ in 0..=random.below(4) {
            let length = random.between(3, 23);
            let words: Vec<&str> = (0..length).map(|_| *random.one_of(WORDS)).collect();
            text += &["The ", &words.join(" "), ".\n\n"].concat();
        }
        // Ids in no order of the alphabet.
        let document = Document::new(format!("d{:03}", (number * 97) % 150), text);
        let year = format!("{}", 2012 + random.below(5));
        let document = document.with_date(ibid::DayRange::parse(&year).unwrap());
        let source = *random.one_of(&["Gazette", "Courier", ""]);
        let document = document.with_source(source).with_title(*random.one_of(&["Port news", ""]));
        all.push(match number % 5 {
            0 => of_file(document, ["embargo_deal", "tugs-2014", "Mi35"][number % 3]),
            _ => document,
        });
    }
    // Equal scores: the same text under several ids.
    all.extend(["z", "m", "a", "q"].map(|id| Document::new(id, "Spare tugs lie in the harbour.")));
    all
}

type Answer = (Hits, Vec<u32>, Vec<(String, f32)>);

/// All results of every query, with the bits of each score.
fn answers(index: &Index) -> Vec<Answer> {
    let answer = |query: &&str| {
        let query = Query::new(*query).limit(250);
        let mut hits = index.search(&query).unwrap();
        // The commits of several indexes have several names.
        hits.commit = CommitName::default();
        let bits = hits.iter().map(|hit| hit.score.to_bits()).collect();
        (hits, bits, index.search_documents(&query, &Profile::default()).unwrap())
    };
    QUERIES.iter().map(answer).collect()
}

/// The results that every index of the documents must give.
struct Expected {
    stats: ibid::IndexStats,
    answers: Vec<Answer>,
}

fn stats(index: &Index) -> ibid::IndexStats {
    let mut stats = index.stats().unwrap();
    stats.commit = CommitName::default();
    stats
}

fn expected(documents: &[Document]) -> Expected {
    let index = in_one_segment(documents);
    Expected { stats: stats(&index), answers: answers(&index) }
}

fn check(name: &str, index: &Index, expected: &Expected) {
    assert_eq!(stats(index), expected.stats, "{name}");
    for ((actual, expected), query) in answers(index).iter().zip(&expected.answers).zip(QUERIES) {
        let places = |hits: &Hits| -> Vec<String> {
            hits.iter().map(|hit| format!("{} {}", hit.score, hit.citation)).collect()
        };
        assert_eq!(places(&actual.0), places(&expected.0), "{name}: {query}");
        assert_eq!(actual, expected, "{name}: {query}");
    }
}

fn built(threads: usize, batch: usize, documents: &[Document]) -> Index {
    let index = small().in_memory().unwrap();
    let options =
        WriterOptions::default().with_threads(threads).with_memory_bytes(threads * (15 << 20));
    let mut writer = index.writer_with(&options).unwrap();
    for batch in documents.chunks(batch) {
        for document in batch {
            writer.add(document).unwrap();
        }
        writer.commit().unwrap();
    }
    writer.close().unwrap();
    index
}

fn in_one_segment(documents: &[Document]) -> Index {
    built(1, documents.len(), documents)
}

#[test]
fn threads_commits_and_order_change_nothing() {
    let mut documents = documents();
    let expected = expected(&documents);
    check("the same again", &in_one_segment(&documents), &expected);
    check("eight threads", &built(8, documents.len(), &documents), &expected);
    check("eight threads, nine commits", &built(8, 30, &documents), &expected);
    check("five commits", &built(1, 50, &documents), &expected);
    documents.reverse();
    check("from last to first", &built(1, 100, &documents), &expected);
}

#[test]
fn merging_changes_nothing() {
    let documents = documents();
    let index = built(4, 40, &documents);
    let before = answers(&index);
    index.writer().unwrap().optimize().unwrap();
    assert_eq!(before, answers(&index), "before and after a merge");
    check("merged", &index, &expected(&documents));
}

#[test]
fn replaced_and_deleted_documents_leave_nothing() {
    let documents = documents();
    let expected = expected(&documents);
    let index = small().in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for document in &documents {
        let other = "An embargoed helipad, a rarer embargo: the Mi-24 of the port.\n\nTugs.";
        writer.add(&Document::new(document.id.as_str(), other)).unwrap();
        writer.add(&Document::new(format!("gone {}", document.id), other)).unwrap();
    }
    // The one live document keeps the segment and its deleted documents.
    writer.add(&documents[0]).unwrap();
    writer.commit().unwrap();
    writer.delete(&format!("gone {}", documents[0].id));
    for document in &documents[1..] {
        writer.add(document).unwrap();
        writer.delete(&format!("gone {}", document.id));
    }
    writer.commit().unwrap();
    check("replaced and deleted", &index, &expected);
    writer.optimize().unwrap();
    check("replaced, deleted and merged", &index, &expected);
}

#[test]
fn equal_scores_go_by_document_then_by_passage() {
    let text = "The tugs are spare.\n\nThe tugs are spare.\n\nThe tugs are spare.";
    let config = ibid::config::Config::default()
        .with_passages(ibid::config::PassageConfig::default().with_min_chars(0));
    let index = small().with_config(config).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for id in ["m", "z", "a", "k"] {
        writer.add(&Document::new(id, text)).unwrap();
        writer.commit().unwrap();
    }
    let hits = index.search(&Query::new("tugs").limit(100)).unwrap();
    let order: Vec<_> =
        hits.iter().map(|hit| (hit.citation.document.as_str(), hit.citation.passage)).collect();
    let wanted: Vec<_> = ["a", "k", "m", "z"]
        .iter()
        .flat_map(|id| (0..3).map(move |passage| (*id, passage)))
        .collect();
    assert_eq!(order, wanted);
    for limit in 1..12 {
        let first = index.search(&Query::new("tugs").limit(limit)).unwrap();
        assert_eq!(first.hits, hits.hits[..limit], "the first {limit}");
    }
}
