//! Words of the names of files: what they find, and what is said of it.

use ibid::rank::Profile;
use ibid::source::sync;
use ibid::{Document, Hit, Index, Query};

use super::folder;
use super::sync::options;

const BODY: &[u8] = b"The ministry said on Friday that the contract was signed in May.\n\n\
                      Nobody wanted to say how many of them were bought, or for how much.";

fn index_of(names: &[&str]) -> Index {
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, BODY)).collect();
    let folder = folder(&files);
    let index = Index::in_memory().unwrap();
    sync(&index, &[folder.path()], &options(), |_| ()).unwrap();
    index
}

fn hits(index: &Index, query: &str) -> Vec<Hit> {
    index.search(&Query::new(query).per_document(1).limit(50)).unwrap().hits
}

#[test]
fn words_of_names_are_searched() {
    let cases: [(&str, &str); 19] = [
        ("quarterly-report-gunships.txt", "gunships"),
        ("quarterly-report-gunships.txt", "gunship"),
        ("quarterly-report-gunships.txt", "+gunships"),
        ("quarterly-report-gunships.txt", "\"report gunships\""),
        ("mi35_contract-2014.txt", "Mi-35"),
        ("mi35_contract-2014.txt", "mi35"),
        ("mi35_contract-2014.txt", "=Mi-35"),
        ("mi35_contract-2014.txt", "2014"),
        ("Mi-35M_deal.md", "Mi-35"),
        ("deal+Mi_35M.md", "Mi-35M"),
        ("note_on_xq58.txt", "xq58"),
        ("armsEmbargoLifted.txt", "embargo"),
        ("ArmsEmbargo2014.txt", "2014"),
        ("XMLReportTugs.txt", "tugs"),
        ("tugs2014b.txt", "tugs"),
        ("доклад_вертолёты.txt", "вертолёты"),
        ("2014/tugs.v2.txt", "tugs"),
        ("arms embargo.txt", "weapons embargo"),
        ("Hind_E.txt", "Mi-24"),
    ];
    let index = index_of(&cases.map(|(name, _)| name));
    for (name, query) in cases {
        let hits = hits(&index, query);
        let hit = hits.iter().find(|hit| hit.citation.document == name);
        let hit = hit.unwrap_or_else(|| panic!("{query} finds no {name}"));
        assert!(!hit.in_file_name.is_empty(), "{query} in {name}");
        assert_eq!(hit.citation.passage, 0, "{query}");
        assert!(hit.marks.is_empty(), "{query} stands in no text");
    }
}

/// An extension, a folder and a piece of a word are no words of a name, and neither
/// is a name within a longer one.
#[test]
fn what_is_no_word_of_a_name() {
    let cases = [
        ("gunships.txt", "txt"),
        ("navy/tugs.txt", "navy"),
        ("gunships.txt", "ships"),
        ("black-hawk.txt", "hawk"),
        ("gunships.txt", "title:gunships"),
        ("arms-tugs-embargo.txt", "\"arms embargo\""),
    ];
    let index = index_of(&cases.map(|(name, _)| name));
    for (name, query) in cases {
        let hits = hits(&index, query);
        assert!(hits.iter().all(|hit| hit.citation.document != name), "{query} in {name}");
    }
}

#[test]
fn a_hit_says_that_it_is_by_the_name() {
    let index = index_of(&["gunships.txt", "other.txt"]);
    let hits = hits(&index, "gunships contract");
    assert_eq!(hits.len(), 2);
    let by_name = &hits[0];
    assert_eq!(by_name.citation.document, "gunships.txt");
    assert_eq!(by_name.in_file_name, ["gunships"]);
    assert_eq!(by_name.missing, ["gunships"], "the passage does not have it");
    let parts: Vec<&str> = by_name.explanation.parts.iter().map(|part| &*part.name).collect();
    assert!(parts.contains(&"gunships in the file name"), "{parts:?}");
    let sum: f32 = by_name.explanation.parts.iter().map(|part| part.value).sum();
    assert!((sum - by_name.score).abs() < 1e-4);
    assert_eq!(hits[1].in_file_name, [""; 0]);
    let json = serde_json::to_value(&hits[1]).unwrap();
    assert_eq!(json.get("in_file_name"), None);
    let report = index.search(&Query::new("gunships")).unwrap().report;
    assert_eq!(report.missing, [], "it is no misspelt word");
}

/// A word in the text counts more than one in the name, and in the title too.
#[test]
fn names_count_little() {
    let files: [(&str, &[u8]); 3] = [
        ("gunships-notes.txt", BODY),
        ("text.txt", b"The ministry said on Friday that gunships were signed for in May."),
        (
            "title.txt",
            b"Gunships at last\n\nThe ministry said on Friday that the paper was signed.",
        ),
    ];
    let folder = folder(&files);
    let index = Index::in_memory().unwrap();
    sync(&index, &[folder.path()], &options(), |_| ()).unwrap();
    for profile in [Profile::fast(), Profile::default(), Profile::thorough()] {
        let query = Query::new("gunships").per_document(1);
        let hits = index.search_with(&query, &profile).unwrap();
        let ids: Vec<&str> = hits.iter().map(|hit| hit.citation.document.as_str()).collect();
        assert_eq!(ids.last(), Some(&"gunships-notes.txt"), "{ids:?}");
        assert_eq!(ids.len(), 3);
    }
}

/// Ids of other sources are no names of files, whatever they look like.
#[test]
fn ids_of_json_lines_are_not_searched() {
    let text = std::str::from_utf8(BODY).unwrap();
    let with_path = Document::new("gunships.txt", text).with_extra("path", "/n/gunships.txt");
    for document in [Document::new("gunships-2014", text), with_path] {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        writer.add(&document).unwrap();
        writer.commit().unwrap();
        assert_eq!(hits(&index, "gunships").len(), 0, "{}", document.id);
    }
}

/// Excluded, deleted and renamed files.
#[test]
fn names_follow_their_files() {
    let folder = folder(&[("gunships.txt", BODY), ("tugs.txt", BODY)]);
    let index = Index::in_memory().unwrap();
    sync(&index, &[folder.path()], &options(), |_| ()).unwrap();
    let ids = |query: &str| -> Vec<String> {
        hits(&index, query).into_iter().map(|hit| hit.citation.document).collect()
    };
    assert_eq!(ids("contract -gunships"), ["tugs.txt"]);
    assert_eq!(ids("contract +gunships"), ["gunships.txt"]);
    std::fs::rename(folder.path().join("gunships.txt"), folder.path().join("frigates.txt"))
        .unwrap();
    sync(&index, &[folder.path()], &options(), |_| ()).unwrap();
    assert_eq!(ids("gunships"), [""; 0]);
    assert_eq!(ids("frigates"), ["frigates.txt"]);
}
