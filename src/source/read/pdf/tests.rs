//! Documents made here.

use std::fmt::Write;

use super::*;

/// A file of pages with these instructions, in Helvetica, on 600 by 800 points.
/// `trailer` is added to the trailer, `objects` follow the pages from number 4 on.
fn file(pages: &[&str], objects: &[&str], trailer: &str) -> Vec<u8> {
    let first = 4 + objects.len();
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", first + 2 * at)).collect();
    let mut all = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    all.extend(objects.iter().map(|object| (*object).to_owned()));
    for (at, content) in pages.iter().enumerate() {
        let content_at = first + 2 * at + 1;
        all.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {content_at} 0 R\
             /Resources<</Font<</F 3 0 R>>/XObject<</X 4 0 R>>>>>>"
        ));
        all.push(stream("", content));
    }
    let (mut out, mut offsets) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (number, object) in (1..).zip(&all) {
        offsets.push(out.len());
        writeln!(out, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let at = out.len();
    writeln!(out, "xref\n0 {}\n0000000000 65535 f ", all.len() + 1).unwrap();
    for offset in offsets {
        writeln!(out, "{offset:010} 00000 n ").unwrap();
    }
    let size = all.len() + 1;
    writeln!(out, "trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF").unwrap();
    out.into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// Instructions that show a line of text at a place.
fn show(x: i32, y: i32, size: i32, text: &str) -> String {
    format!("BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

/// Lines from the top down, 12 points apart.
fn lines(x: i32, top: i32, texts: &[&str]) -> String {
    (0..).zip(texts).map(|(at, text)| show(x, top - 12 * at, 10, text)).collect()
}

fn page(content: &str) -> String {
    let reading = read(&file(&[content], &[], "")).unwrap();
    reading.documents.into_iter().next().map(|document| document.text).unwrap_or_default()
}

#[test]
fn lines_become_paragraphs() {
    let cases = [
        (
            lines(
                50,
                700,
                &[
                    "Nine tugs were sold to a yard in the",
                    "north of the country, said Hallan.",
                    "Four more follow.",
                ],
            ),
            "Nine tugs were sold to a yard in the north of the country, said Hallan. Four more follow.",
        ),
        (
            lines(
                50,
                700,
                &[
                    "Nine tugs were sold to a yard in the",
                    "north.",
                    "Four more of them follow, it is said.",
                ],
            ),
            "Nine tugs were sold to a yard in the north.\n\nFour more of them follow, it is said.",
        ),
        (
            lines(50, 700, &["One line of a text that is long", "and another one of it"])
                + &lines(50, 640, &["Far below."]),
            "One line of a text that is long and another one of it\n\nFar below.",
        ),
        (
            show(50, 700, 18, "A headline") + &lines(50, 680, &["Nine tugs."]),
            "A headline\n\nNine tugs.",
        ),
        (
            lines(50, 700, &["The heli-", "copter is the helicopter."]),
            "The helicopter is the helicopter.",
        ),
        (
            show(50, 700, 10, "Port")
                + &show(150, 700, 10, "Tugs")
                + &show(50, 688, 10, "Hallan")
                + &show(150, 688, 10, "9"),
            "Port\tTugs\nHallan\t9",
        ),
        (show(50, 700, 10, "Bold") + &show(50, 700, 10, "Bold"), "Bold"),
        (lines(50, 700, &["1 May", "2 May", "3 May", "4 May"]), "1 May\n2 May\n3 May\n4 May"),
        (
            "BT /F 10 Tf 0 1 -1 0 300 100 Tm (Turned by a quarter) Tj ET".to_owned(),
            "Turned by a quarter",
        ),
        ("BT /F 10 Tf 3 Tr 50 700 Td (Recognised) Tj ET".to_owned(), "Recognised"),
        (
            show(50, 700, 10, "Sold") + &show(70, 704, 6, "7") + &show(80, 700, 10, "abroad"),
            "Sold7 abroad",
        ),
    ];
    for (content, expected) in cases {
        assert_eq!(page(&content), expected, "{content}");
    }
}

#[test]
fn columns_that_are_drawn_row_by_row() {
    let mut content =
        show(50, 760, 10, "A line that goes across both of the columns of the page, far and wide");
    for row in 0..9 {
        let y = 740 - 12 * row;
        content += &show(50, y, 10, &format!("left words of row {row} go on"));
        content += &show(350, y, 10, &format!("right words of row {row} go on"));
    }
    let text = page(&content);
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    assert!(at("left words of row 8") < at("right words of row 0"), "{text}");
    assert!(at("far and wide") < at("left words of row 0"), "{text}");
}

#[test]
fn headers_are_left_out_and_pages_are_kept() {
    let body = |page: i32| {
        let texts: Vec<String> = (0..10)
            .map(|line| format!("page {page} has a line {line} of words that go on"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        show(50, 780, 8, "Harbour review")
            + &lines(50, 700, &texts)
            + &show(290, 20, 8, &page.to_string())
    };
    let contents: Vec<String> = (1..=4).map(body).collect();
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let document = read(&file(&contents, &[], "")).unwrap().documents.remove(0);
    assert!(!document.text.contains("Harbour review"), "{}", document.text);
    let starts: Vec<usize> =
        document.extra["pages"].split(' ').map(|start| start.parse().unwrap()).collect();
    for (page, start) in (1..).zip(starts) {
        let begins = document.text[start..].starts_with(&format!("page {page} has a line 0"));
        assert!(begins, "page {page} at {start} of {}", document.text);
    }
}

#[test]
fn metadata() {
    let info = "<</Title(Tugs sold)/Author(anonymous)/CreationDate(D:20240501100000Z)>>";
    let bytes = file(&[&show(50, 700, 10, "Nine tugs.")], &[info], "/Info 4 0 R");
    let document = read(&bytes).unwrap().documents.remove(0);
    assert_eq!(
        (document.title.as_str(), document.extra["from_metadata"].as_str()),
        ("Tugs sold", "title date")
    );
    assert_eq!(document.date.unwrap().to_string(), "2024-05-01");
}

#[test]
fn what_is_not_read() {
    assert_eq!(read(&file(&["0 0 10 10 re f"], &[], "")).unwrap().documents, []);
    assert!(matches!(read(b"%PDF-1.4 and nothing else"), Err(Unread::Damaged { .. })));
    let key = "A".repeat(64);
    let lock = format!("<</Filter/Standard/V 1/R 2/P -4/O<{key}>/U<{key}>>>");
    let bytes = file(&[&show(50, 700, 10, "x")], &[&lock], "/Encrypt 4 0 R/ID[<AA><AA>]");
    assert_eq!(read(&bytes), Err(Unread::Locked));
}

/// A form draws the next one twice, this one the next twice, and so on: no time is
/// enough for forty of them.
#[test]
fn forms_that_draw_others_twice_end() {
    let form = |number: usize| {
        let resources = format!("<</XObject<</X {} 0 R>>>>", number + 1);
        let dictionary = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources{resources}");
        stream(&dictionary, "/X Do /X Do")
    };
    let forms: Vec<String> = (4..44).map(form).collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let content = show(50, 700, 10, "Nine tugs.") + "/X Do";
    let reading = read(&file(&[&content], &forms, "")).unwrap();
    assert_eq!(reading.documents[0].text, "Nine tugs.");
    assert_eq!(reading.notes, ["has a page, number 1, that draws too much: its start was read"]);
}

/// A report that clips each of its cells lost all beyond 50,000 of them.
#[test]
fn clips_of_the_page_itself_cut_nothing() {
    let content = "q 0 0 9 9 re W n Q\n".repeat(52_000) + &show(50, 700, 10, "Nine tugs.");
    let reading = read(&file(&[&content], &[], "")).unwrap();
    assert_eq!((reading.documents[0].text.as_str(), reading.notes.len()), ("Nine tugs.", 0));
}

/// Scanned pages among others were lost, and nothing said so.
#[test]
fn pages_that_are_pictures_are_told() {
    let picture = stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
        "x",
    );
    let (text, scan) = (show(50, 700, 10, "Nine tugs."), "q 600 0 0 800 0 0 cm /X Do Q");
    let both = format!("{text}{scan}");
    let cases: [(&[&str], &[&str]); 4] = [
        (&[&text, &both, "0 0 10 10 re f"], &[]),
        (&[&text, scan], &["has 1 page that is a picture: its text was not read"]),
        (&[&text, scan, scan], &["has 2 pages that are pictures: their text was not read"]),
        (&[scan], &[]),
    ];
    for (pages, expected) in cases {
        let notes = read(&file(pages, &[&picture], "")).unwrap().notes;
        assert_eq!(notes.len(), expected.len(), "{notes:?}");
        assert!(
            notes.iter().zip(expected).all(|(note, start)| note.starts_with(start)),
            "{notes:?}"
        );
    }
}

/// Rows of numbers that stand at one place on three pages went as headers.
#[test]
fn rows_of_numbers_are_no_headers() {
    let body = |page: i32| {
        let texts: Vec<String> = (0..10).map(|line| format!("{page} {line} 5 {line}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        lines(50, 700, &texts) + &show(290, 20, 8, &format!("{page} / 4"))
    };
    let contents: Vec<String> = (1..=4).map(body).collect();
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let document = read(&file(&contents, &[], "")).unwrap().documents.remove(0);
    for page in 1..=4 {
        assert!(document.text.contains(&format!("{page} 0 5 0")), "{}", document.text);
    }
    assert!(!document.text.contains("/ 4"), "{}", document.text);
}

#[test]
fn damage_ends_nothing() {
    let content = lines(50, 700, &["Nine tugs were sold", "to a yard in the north."]);
    let whole = file(&[&content, &content], &[], "");
    let mut random = 88_172_645_463_325_252_u64;
    for _ in 0..150 {
        let mut bytes = whole.clone();
        for _ in 0..4 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let at = random as usize % bytes.len();
            match random % 3 {
                0 => bytes[at] = (random >> 32) as u8,
                1 => bytes.truncate(at.max(100)),
                _ => drop(bytes.drain(at..(at + 5).min(bytes.len()))),
            }
        }
        let outcome = std::panic::catch_unwind(|| read(&bytes).is_ok());
        assert!(outcome.is_ok(), "{}", String::from_utf8_lossy(&bytes));
    }
}

/// Pages that were parts of one drawing each had the text of all.
#[test]
fn what_lies_beside_the_page_is_not_read() {
    let places = [(50, 400, true), (598, 400, true), (700, 400, false), (50, -60, false)];
    for (x, y, is_seen) in places {
        let text = page(&show(x, y, 10, "Nine tugs"));
        assert_eq!(text, if is_seen { "Nine tugs" } else { "" }, "{x} {y}");
    }
}
