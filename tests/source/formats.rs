//! Files of other formats than plain text: one document or several, in a folder
//! and on their way into an index.

use std::fs;

use ibid::source::Folder;
use ibid::{Index, Query};

use super::sync::{counts, empty_index, ids, run, texts};
use super::{folder, write};

const TABLE: &[u8] = b"port,tugs\nHallan,nine gunboats\nMorn,four barges\n";
const NOTE: &[u8] = b"{\\rtf1 Nine gunboats.\\par Four barges lie in Hallan.}";

/// The citations of a search, as they are shown.
fn citations(index: &Index, query: &str) -> Vec<String> {
    let hits = index.search(&Query::new(query)).unwrap();
    for hit in &hits {
        let document = index.document(&hit.citation.document).unwrap().unwrap();
        assert_eq!(&document.text[hit.citation.span.range()], hit.text, "{query}");
    }
    hits.iter().map(|hit| hit.citation.to_string()).collect()
}

#[test]
fn rows_and_paragraphs_are_cited() {
    let dir = folder(&[("t.csv", TABLE), ("note.rtf", NOTE)]);
    let index = empty_index();
    assert_eq!(counts(&run(&index, &[dir.path()])), [3, 0, 0, 0]);
    assert_eq!(ids(&index), ["note.rtf", "t.csv#2", "t.csv#3"]);
    assert_eq!(
        citations(&index, "barges lie")[0],
        "note.rtf, paragraphs 1–2, lines 1–3, bytes 0..42 of the text read as RTF"
    );
    assert_eq!(
        citations(&index, "barges morn")[0],
        "t.csv#3, row 3, lines 1–2, bytes 0..28 of the text read as CSV"
    );
    let hits = index.search(&Query::new("barges morn")).unwrap();
    let json = serde_json::to_value(&hits[0]).unwrap();
    assert_eq!(json["citation"]["row"], 3);
    assert_eq!(json["citation"].get("page"), None);
    assert_eq!(json["extra"]["reader"], "CSV 3");
    let hits = index.search(&Query::new("note.rtf gunboats")).unwrap();
    assert!(!hits[0].extra.contains_key("paragraphs"), "a list of the whole document");
    index.verify().unwrap();
}

#[test]
fn documents_of_a_file_come_and_go_with_it() {
    let dir = folder(&[("t.csv", TABLE), ("a.txt", b"Six.")]);
    let index = empty_index();
    run(&index, &[dir.path()]);
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 0, 0, 2], "files are unchanged");
    write(dir.path(), "t.csv", b"port,tugs\nHallan,seven\n");
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 1, 1, 1]);
    assert_eq!(texts(&index)[1], ("t.csv#2".to_owned(), "port: Hallan\ntugs: seven".to_owned()));
    fs::remove_file(dir.path().join("t.csv")).unwrap();
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 0, 1, 1]);
    assert_eq!(ids(&index), ["a.txt"]);
}

/// Of a file with two documents the second was deleted, as its file "was there
/// already" when the folder had moved.
#[test]
fn documents_of_a_file_move_with_it() {
    let above = tempfile::tempdir().unwrap();
    let at = |name: &str| above.path().join(name);
    write(&at("old"), "t.csv", TABLE);
    let index = empty_index();
    run(&index, &[at("old")]);
    fs::rename(at("old"), at("new")).unwrap();
    let report = run(&index, &[at("new")]);
    assert_eq!((report.moved[0].documents, counts(&report)), (2, [0, 0, 0, 1]));
    assert_eq!(ids(&index), ["t.csv#2", "t.csv#3"]);
}

#[test]
fn files_of_one_name_in_two_folders() {
    let (one, two) = (folder(&[("t.csv", TABLE)]), folder(&[("t.csv", TABLE)]));
    let index = empty_index();
    run(&index, &[one.path(), two.path()]);
    let name = two.path().file_name().unwrap().to_str().unwrap();
    let mut expected = vec!["t.csv#2".to_owned(), "t.csv#3".to_owned()];
    expected.extend(["2", "3"].map(|row| format!("{name}/t.csv#{row}")));
    expected.sort();
    assert_eq!(ids(&index), expected);
    assert_eq!(counts(&run(&index, &[one.path(), two.path()])), [0, 0, 0, 2]);
}

/// What an earlier version of a reader read has other bytes than it would have now.
#[test]
fn a_better_reader_reads_its_files_again() {
    let dir = folder(&[("t.csv", TABLE), ("a.txt", b"Six.")]);
    let index = empty_index();
    let endings = run(&index, &[dir.path()]).endings;
    assert_eq!(endings, [(".csv".to_owned(), 1), (".txt".to_owned(), 1)].into());
    let mut writer = index.writer().unwrap();
    let old = index.document("t.csv#2").unwrap().unwrap().with_extra("reader", "CSV 0");
    writer.add(&old).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 2, 0, 1]);
    assert_eq!(index.document("t.csv#2").unwrap().unwrap().extra["reader"], "CSV 3");
}

/// A folder with a feed gave none of its documents.
#[test]
fn lines_of_json_are_documents_of_their_folder() {
    let lines = "{\"id\":\"ru\",\"text\":\"Nine gunboats.\"}\nno\n{\"id\":7,\"text\":\"Four.\"}\n";
    let dir = folder(&[("in/feed.jsonl", lines.as_bytes())]);
    let index = empty_index();
    let report = run(&index, &[dir.path()]);
    assert_eq!(
        (counts(&report), ids(&index)),
        ([2, 0, 0, 0], ["in/feed.jsonl#7", "in/feed.jsonl#ru"].map(String::from).into())
    );
    assert!(report.noted[0].reason.starts_with("has a line, number 2, that is not JSON"));
    assert_eq!(
        citations(&index, "gunboats")[0],
        "in/feed.jsonl#ru, line 1, bytes 0..14 of the text read as JSONL"
    );
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 0, 0, 1]);
    write(dir.path(), "in/feed.jsonl", b"{\"id\":7,\"text\":\"Four.\"}\n");
    run(&index, &[dir.path()]);
    assert_eq!(ids(&index), ["in/feed.jsonl#7"]);
}

/// Cells alone did not make a row, nor did its place make a note.
#[cfg(feature = "office")]
#[test]
fn rows_and_notes_are_labelled() {
    let text = "Nine tugs lie in Hallan.";
    let note = "<text:p>Nine tugs lie in Hallan.<text:note><text:note-body><text:p>Of the register.\
                </text:p></text:note-body></text:note></text:p>";
    let odt =
        super::mutations::packed("content.xml", &format!("<office:body>{note}</office:body>"));
    let dir = folder(&[("t.csv", TABLE), ("note.odt", &odt)]);
    let index = empty_index();
    run(&index, &[dir.path()]);
    let found = |query: &str| {
        citations(&index, query)
            .iter()
            .map(|c| c.split(',').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("gunboats label:table"), ["t.csv#2"]);
    assert_eq!(found("register label:note"), ["note.odt"]);
    assert_eq!(found("tugs label:note"), [""; 0]);
    let hits = index.search(&Query::new("tugs Hallan id:note.odt")).unwrap();
    assert_eq!(hits[0].text, text);
}

/// `reader: Ann` in the front matter of a text, or a column of that name, made the file
/// be read again at every run; `pages: 12` gave a false place.
#[test]
fn fields_of_ones_own_are_no_fields_of_files() {
    let note = b"---\nreader: Ann\npages: 12\nrow: 5\n---\nNine gunboats.\n";
    let table = b"text,reader,pages,path,message_id\nNine barges.,Ann,12,here,m\nFour.,Bo,1,x,m\n";
    let dir = folder(&[("n.md", note), ("t.csv", table)]);
    let index = empty_index();
    assert_eq!(counts(&run(&index, &[dir.path()])), [3, 0, 0, 0]);
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 0, 0, 2]);
    let cited = citations(&index, "gunboats");
    assert!(cited[0].starts_with("n.md, line 6,"), "{cited:?}");
    let cited = citations(&index, "barges");
    assert!(cited[0].starts_with("t.csv#2, row 2, line 1,"), "{cited:?}");
    let row = index.document("t.csv#2").unwrap().unwrap();
    assert_eq!(row.extra["column reader"], "Ann");
}

#[cfg(feature = "mail")]
#[test]
fn attachments_that_cannot_be_read_are_told() {
    let message = b"Subject: Tugs\nContent-Type: multipart/mixed; boundary=b\n\n\
        --b\nContent-Type: text/plain\n\nNine gunboats.\n\
        --b\nContent-Type: text/csv; name=t.csv\nContent-Disposition: attachment\n\na,b\nc,d\n\
        --b\nContent-Type: application/x; name=x.bin\nContent-Disposition: attachment\n\n\x01\x02\x03\x04\n--b--\n";
    let dir = folder(&[("m.eml", message)]);
    let index = empty_index();
    let report = run(&index, &[dir.path()]);
    assert_eq!(ids(&index), ["m.eml", "m.eml#2/t.csv/2"]);
    assert_eq!(report.noted.len(), 1);
    assert!(
        report.noted[0].reason.starts_with("has an attachment, #3/x.bin, which 4 of its"),
        "{:?}",
        report.noted
    );
    assert_eq!(report.encodings.len(), 0, "a format is no encoding");
}

/// Whether a folder lists a file of that name with the features of this build.
fn is_listed(name: &str) -> bool {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "docx" => cfg!(feature = "office"),
        "pdf" => cfg!(feature = "pdf"),
        "html" => cfg!(feature = "html"),
        _ => true,
    }
}

#[test]
fn what_cannot_be_read_is_skipped_with_its_reason() {
    let files: [(&str, &[u8], &str); 6] = [
        ("a.docx", b"PK\x03\x04cut", "is damaged"),
        ("b.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "is an old Office document"),
        ("c.pdf", b"%PDF-1.7\n", "is damaged"),
        ("d.html", b"<script>x</script>", "has no text"),
        ("e.csv", b"\x01\x02\x03\x04a", "4 of its 5 characters"),
        ("f.rtf", b"{\\rtf1{\\pict 00}}", "has no text"),
    ];
    for (name, bytes, expected) in files {
        let dir = folder(&[(name, bytes)]);
        let folder = Folder::new(dir.path());
        let listing = folder.list().unwrap();
        let file = listing.files.first();
        if !is_listed(name) {
            assert_eq!(file, None, "{name}");
            continue;
        }
        let file = file.unwrap();
        let skipped = folder.documents(file).unwrap_err();
        assert!(skipped.reason.starts_with(expected), "{skipped}");
        assert_eq!(folder.read(file).unwrap_err(), skipped);
    }
}

/// Ids of messages stay when a message before them is deleted.
#[cfg(feature = "mail")]
#[test]
fn messages_keep_their_ids() {
    let message = |number: usize| {
        format!(
            "From a Mon Mar  4 10:00:00 2024\nSubject: no {number}\nMessage-ID: <{number}@x>\n\nTug {number}.\n\n"
        )
    };
    let mailbox =
        |numbers: &[usize]| numbers.iter().map(|number| message(*number)).collect::<String>();
    let dir = folder(&[("b.mbox", mailbox(&[1, 2, 3]).as_bytes())]);
    let index = empty_index();
    run(&index, &[dir.path()]);
    let before = texts(&index);
    write(dir.path(), "b.mbox", mailbox(&[2, 3, 4]).as_bytes());
    assert_eq!(counts(&run(&index, &[dir.path()])), [1, 2, 1, 0]);
    let after = texts(&index);
    assert_eq!(after[..2], before[1..]);
    assert_eq!(after[2], ("b.mbox#4".to_owned(), "no 4\n\nTug 4.".to_owned()));
}

#[cfg(all(feature = "html", feature = "office", feature = "mail", feature = "pdf"))]
#[test]
fn quotes_are_of_the_text_in_every_format() {
    let dir = folder(&[]);
    let files = super::mutations::files();
    for (name, bytes) in &files {
        write(dir.path(), name, bytes);
    }
    let index = empty_index();
    run(&index, &[dir.path()]);
    let cited = citations(&index, "nine OR tugs OR 9");
    for (name, _) in &files {
        assert!(cited.iter().any(|citation| citation.starts_with(name)), "{name} in {cited:?}");
    }
    let pdf = cited.iter().find(|citation| citation.starts_with("x.pdf")).unwrap();
    assert!(pdf.contains(", page"), "{pdf}");
    index.verify().unwrap();
}

/// A PDF given by itself was taken for JSON Lines, and each of its lines reported.
#[test]
fn a_file_by_itself_is_none_of_json_lines() {
    let dir = folder(&[("T.CSV", TABLE)]);
    let report = run(&empty_index(), &[dir.path().join("T.CSV")]);
    assert_eq!(report.skipped, []);
    assert!(
        report.failed[0].to_string().ends_with("is one article: give the folder that holds it")
    );
}
