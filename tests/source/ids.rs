//! `id:` in a query takes an id, the name of a file, and a prefix.

use ibid::{Document, Index, Query};

use super::sync::empty_index;

fn index() -> Index {
    let index = empty_index();
    // Two commits: what a name stands for must not depend on segments.
    for ids in [["report.txt", "2013/notes.txt"], ["2014/report.txt", "2014/\u{e9}t\u{e9}.txt"]] {
        let mut writer = index.writer().unwrap();
        for id in ids {
            writer.add(&Document::new(id, "Six gunships.")).unwrap();
        }
        writer.commit().unwrap();
        writer.close().unwrap();
    }
    index
}

#[test]
fn ids_names_and_prefixes() {
    let index = index();
    let all = ["2013/notes.txt", "2014/report.txt", "2014/\u{e9}t\u{e9}.txt", "report.txt"];
    let cases: [(&str, &[&str]); 14] = [
        ("id:report.txt", &["report.txt"]),
        ("id:2014/report.txt", &["2014/report.txt"]),
        ("id:notes.txt", &["2013/notes.txt"]),
        ("id:report*", &["2014/report.txt", "report.txt"]),
        ("id:2014/*", &["2014/report.txt", "2014/\u{e9}t\u{e9}.txt"]),
        ("id:201*", &all[..3]),
        ("id:\"e\u{301}te\u{301}.txt\"", &["2014/\u{e9}t\u{e9}.txt"]),
        ("id:\u{e9}*", &["2014/\u{e9}t\u{e9}.txt"]),
        ("id:(notes.txt report.txt)", &["2013/notes.txt", "report.txt"]),
        ("-id:report*", &["2013/notes.txt", "2014/\u{e9}t\u{e9}.txt"]),
        ("-id:notes.txt", &["2014/report.txt", "2014/\u{e9}t\u{e9}.txt", "report.txt"]),
        ("id:notes", &[]),
        ("id:tes.txt", &[]),
        ("id:eport*", &[]),
    ];
    for (typed, expected) in cases {
        let hits = index.search(&Query::new(format!("gunships {typed}"))).unwrap();
        let mut found: Vec<&str> = hits.iter().map(|hit| hit.citation.document.as_str()).collect();
        found.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{typed}");
        let missing = hits.report.missing.iter().any(|part| part.word.starts_with("id:"));
        assert_eq!(missing, expected.is_empty(), "{typed}: {:?}", hits.report.missing);
    }
}

#[test]
fn a_deleted_document_has_no_name() {
    let index = index();
    let mut writer = index.writer().unwrap();
    writer.delete("report.txt");
    writer.commit().unwrap();
    let hits = index.search(&Query::new("gunships id:report.txt")).unwrap();
    assert_eq!(hits[0].citation.document, "2014/report.txt");
}

#[test]
fn a_name_of_too_many_documents_is_told() {
    let index = empty_index();
    let mut writer = index.writer().unwrap();
    for number in 0..10_001 {
        writer.add(&Document::new(format!("r{number:05}"), "Six.")).unwrap();
    }
    writer.commit().unwrap();
    let query = Query::new("six id:r*");
    let report = index.search(&query).unwrap().report;
    let told = report.ignored.iter().find(|part| part.text == "id:r*").unwrap();
    assert!(told.why.starts_with("it stands for 10000 documents or more"), "{}", told.why);
    assert_eq!(index.count(&query).unwrap(), 10_000);
    assert!(index.search(&Query::new("six id:r0000*")).unwrap().report.ignored.is_empty());
}
