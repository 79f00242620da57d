//! DOCX and ODT files made here.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::document::Document;

fn packed(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> String {
    format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn odt(body: &str) -> String {
    format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn only(members: &[(&str, &str)]) -> Document {
    let reading = read(&packed(members)).unwrap();
    assert_eq!(reading.notes, [] as [&str; 0]);
    assert_eq!(reading.documents.len(), 1);
    reading.documents.into_iter().next().unwrap()
}

#[test]
fn texts_of_docx() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (one, two) = (run("Nine tugs."), run("Four more."));
    let cases = [
        (format!("<w:p>{one}</w:p><w:p>{two}</w:p>"), "Nine tugs.\n\nFour more."),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c &amp; &#233;</w:t></w:r></w:p>".to_owned(), "a\tb\nc & é"),
        (format!("<w:p>{one}<w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins>{two}</w:ins></w:p>"), "Nine tugs.Four more."),
        (format!("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{one}</w:p>"), "Nine tugs."),
        (format!("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r>{one}</w:p>"), "Nine tugs."),
        ("<w:p><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>yes</w:t></w:r></w:p>".to_owned(), "yes"),
        (
            format!("<w:tbl><w:tr><w:tc><w:p>{one}</w:p></w:tc><w:tc><w:p>{two}</w:p></w:tc></w:tr><w:tr><w:tc><w:p>{one}</w:p></w:tc></w:tr></w:tbl><w:p>{two}</w:p>"),
            "Nine tugs.\tFour more.\nNine tugs.\n\nFour more.",
        ),
        (
            format!("<w:p>{one}<mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{two}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>{two}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>"),
            "Nine tugs.\n\nFour more.",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(only(&[("word/document.xml", &docx(&body))]).text, expected, "{body}");
    }
}

#[test]
fn notes_and_metadata_of_docx() {
    let body = docx("<w:p><w:r><w:t>Nine tugs.</w:t></w:r></w:p>");
    let notes = "<w:footnotes><w:footnote w:type=\"separator\"><w:p><w:r><w:t>no</w:t></w:r></w:p>\
                 </w:footnote><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let core = "<cp:coreProperties><dc:title>Tugs &amp; barges</dc:title><dc:creator>A B</dc:creator>\
                <dcterms:created>2024-05-01T10:00:00Z</dcterms:created></cp:coreProperties>";
    let document = only(&[
        ("word/document.xml", &body),
        ("word/footnotes.xml", notes),
        ("docProps/core.xml", core),
    ]);
    assert_eq!(document.text, "Nine tugs.\n\nA note.");
    assert_eq!(
        (document.title.as_str(), document.extra["author"].as_str()),
        ("Tugs & barges", "A B")
    );
    assert_eq!(document.date.unwrap().to_string(), "2024-05-01");
    assert_eq!(document.extra["paragraphs"], "0 12");
}

#[test]
fn texts_of_odt() {
    let cases = [
        (
            "<text:h>Tugs</text:h><text:p>Nine\n  of<text:s text:c=\"3\"/>them<text:tab/>gone<text:line-break/>away</text:p>",
            "Tugs\n\nNine of them\tgone\naway",
        ),
        (
            "<text:tracked-changes><text:p>no</text:p></text:tracked-changes><text:p>yes<office:annotation><text:p>no</text:p></office:annotation></text:p>",
            "yes",
        ),
        (
            "<text:p>Nine<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note> tugs.</text:p><text:p>Four.</text:p>",
            "Nine tugs.\n\nFour.\n\nA note.",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>",
            "a\tb\nc",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(only(&[("content.xml", &odt(body))]).text, expected, "{body}");
    }
}

#[test]
fn what_is_not_read() {
    let text = odt("<text:p>x</text:p>");
    let locked =
        packed(&[("content.xml", &text), ("META-INF/manifest.xml", "<manifest:encryption-data/>")]);
    assert_eq!(read(&locked), Err(Unread::Locked));
    assert_eq!(read(&packed(&[("a.txt", "x")])), Err(Unread::Archive));
    assert_eq!(read(&packed(&[("xl/workbook.xml", "x")])), Err(Unread::OtherOffice));
    assert!(matches!(read(b"PK\x03\x04cut"), Err(Unread::Damaged { .. })));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(of_ole(&name), Unread::Locked);
    assert_eq!(of_ole(b"\xD0\xCF\x11\xE0"), Unread::OldOffice);
}

/// A member of 65 MiB packs to 64 KiB; it is refused while it is unpacked.
#[test]
fn what_expands_too_far() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..65 {
        writer.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let error = read(&bytes).unwrap_err().to_string();
    assert!(error.contains("has more than 64 MiB unpacked"), "{error}");
}

#[test]
fn damage_is_told_and_entities_do_not_grow() {
    let cases = [
        ("<w:p><w:r><w:t>Nine tugs.</w:t></w:r></w:p><w:p><w:r><w:t>Fo", "Nine tugs.\n\nFo"),
        ("<w:p><w:r><w:t>Nine tugs.</w:t></w:r></w:p><", "Nine tugs."),
    ];
    for (body, expected) in cases {
        let cut = format!("<w:document><w:body>{body}");
        let reading = read(&packed(&[("word/document.xml", &cut)])).unwrap();
        assert_eq!(reading.documents[0].text, expected);
        assert!(
            reading.notes[0].starts_with("is damaged, and was read up to there"),
            "{:?}",
            reading.notes
        );
    }
    let deep =
        format!("<w:document><w:p><w:r><w:t>Nine</w:t></w:r></w:p>{}", "<w:x>".repeat(100_000));
    let reading = read(&packed(&[("word/document.xml", &deep)])).unwrap();
    assert_eq!(reading.documents[0].text, "Nine");
    let entity = format!(
        "<!DOCTYPE x [<!ENTITY a \"lol\">]>{}",
        docx("<w:p><w:r><w:t>x&a;y</w:t></w:r></w:p>")
    );
    assert_eq!(only(&[("word/document.xml", &entity)]).text, "xy");
}

/// What tells rows and notes is gone from the text.
#[test]
fn tables_and_notes_are_told() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = format!("<w:tr>{}{}</w:tr>", cell("Hallan"), cell("Morn"));
    let tab = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>";
    let body = docx(&format!(
        "{tab}<w:tbl>{row}{row}</w:tbl>{tab}<w:tbl><w:tr>{}</w:tr></w:tbl>",
        cell("alone")
    ));
    let notes = "<w:footnotes><w:footnote><w:p><w:r><w:t>The register.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let document = only(&[("word/document.xml", &body), ("word/footnotes.xml", notes)]);
    assert_eq!(
        document.text,
        "a\tb\n\nHallan\tMorn\nHallan\tMorn\n\na\tb\n\nalone\n\nThe register."
    );
    assert_eq!(document.extra["label_spans"], "table 5-28 note 40-55");
    let note = odt(
        "<text:p>Nine<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note> tugs</text:p>",
    );
    let document = only(&[("content.xml", &note)]);
    assert_eq!(document.extra["label_spans"], "note 9-12");
    assert!(!only(&[("word/document.xml", &docx(tab))]).extra.contains_key("label_spans"));
}
