//! A folder's Markdown with front matter: its fields are the document's.

use std::fs;

use ibid::config::PassageConfig;
use ibid::source::Folder;
use ibid::{Document, passage};

/// The sign that announces a text was taken for the title.
#[test]
fn titles_on_the_lines_below() {
    let check = |sign: &str| {
        let text = format!("---\ntitle: {sign}\n  Yard sells tugs\n---\n\nSix tugs were sold.\n");
        let document = Document::new("a", text);
        let title = passage::split(&document, &PassageConfig::default()).title;
        assert_ne!(title.map(|span| &document.text[span.range()]), Some(sign));
    };
    for sign in ["|", ">", "|-", ">-"] {
        check(sign);
    }
}

#[test]
fn fields_of_files() {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: Yard sells tugs\ndate: 2014-06-05\nsource: Gazette\npath: none\n\
                tags: [tugs, ports]\n---\n\nSix tugs were sold to the port.\n";
    fs::write(folder.path().join("tugs.md"), text).unwrap();
    let folder = Folder::new(folder.path());
    let listing = folder.list().unwrap();
    let document = folder.read(&listing.files[0]).unwrap();
    assert_eq!(document.text, text);
    assert_eq!((document.title.as_str(), document.source.as_str()), ("Yard sells tugs", "Gazette"));
    assert_eq!(document.date.unwrap().to_string(), "2014-06-05");
    assert_eq!(document.extra["tags"], "tugs, ports");
    // The folder's own fields stay.
    assert_ne!(document.extra["path"], "none");
}
