//! Files as other programs write them, and damaged ones.

use ibid::cite::{Cited, read};

/// What is read of a file: line, name, document, quotation, fault.
fn check(file: &str, expected: &[(Option<usize>, &str, &str, &str, &str)]) {
    let citations = read(file);
    let shown: Vec<(Option<usize>, &str, &str, &str, &str)> = citations.iter().map(shown).collect();
    assert_eq!(shown, expected, "{file}");
}

fn shown(cited: &Cited) -> (Option<usize>, &str, &str, &str, &str) {
    let document = cited.anchor.as_ref().map_or("", |anchor| &anchor.document);
    let fault = cited.fault.as_deref().unwrap_or_default();
    (cited.line, &cited.name, document, &cited.quotation, fault)
}

const ANCHOR: &str = "ibid:1 id=a bytes=1-9 sha256=0123456789abcdef";

#[test]
fn bibtex() {
    check(
        "% a comment @x\n@comment{old}\n@String(j = \"J\")\n\n@Article(k1,\n  Title = \"Six {Tugs}\",\n  \
         journal = j # { of } # \"Morn\",\n  year = 2014,\n  Abstract = {Caf\\'e ``so'' 5\\,\\%}\n)\n\
         @misc{k2, note = {Seen. \\textbraceleft{}x}}\n@misc{k3, title = {No quotation}}",
        &[
            (Some(5), "k1", "", "Café “so” 5,%", ""),
            (Some(11), "k2", "", "Seen. {x", ""),
            (Some(12), "k3", "", "", ""),
        ],
    );
    let anchored = format!(
        "@misc{{k, title = {{ibid:1 id=evil bytes=0-1 sha256=0000000000000000}},\n\
         abstract = {{Six tugs. ibid:1 id=worse}},\n note = {{line 3; {ANCHOR}}}}}"
    );
    let quotation = "Six tugs. ibid:1 id=worse";
    check(&anchored, &[(Some(1), "k", "a", quotation, "")]);
    check("@misc{k, abstract = {never closed", &[(Some(1), "k", "", "never closed", "")]);
    let fault = "the line ibid:1 has no bytes=: copy the citation again";
    check("@misc{k, note = {ibid:1 id=a}}", &[(Some(1), "k", "", "", fault)]);
}

/// A value that was not closed took all entries behind it with it.
#[test]
fn entries_behind_an_open_value() {
    for value in ["{Six {{tugs},", "\"Six tugs,"] {
        let file = format!("@misc{{a, abstract = {value}\n}}\n@misc{{b, note = {{Two.}}}}\n");
        let read = read(&file);
        let shown: Vec<_> = read.iter().map(shown).collect();
        assert_eq!(shown.len(), 2, "{file}");
        assert_eq!((shown[0].1, shown[1]), ("a", (Some(3), "b", "", "Two.", "")), "{file}");
    }
    let within = "@misc{a, abstract = {Six\n@misc{tugs} end},\n}\n@misc{b, note = {Two.}}";
    let expected = [(Some(1), "a", "", "Six\n@misctugs end", ""), (Some(4), "b", "", "Two.", "")];
    check(within, &expected);
}

#[test]
fn ris() {
    check(
        "TY  - NEWS\nTI  - Tugs\nAB  - Six tugs\n  were sold.\nER  - \n\nTY  - JOUR\r\nN2  - Two.\r\nER  -\r\n",
        &[(Some(1), "Tugs", "", "Six tugs were sold.", ""), (Some(7), "", "", "Two.", "")],
    );
    let noted = format!("TY  - NEWS\nN1  - <p>Mine.</p><p>{ANCHOR}</p>\nER  - \n");
    check(&noted, &[(Some(1), "", "a", "", "")]);
    let anchored = format!("TY  - NEWS\nAB  - Six.\nN1  - Mine.\nN1  - line 1; {ANCHOR}\nER  - \n");
    check(&anchored, &[(Some(1), "", "a", "Six.", "")]);
}

#[test]
fn json() {
    check(
        r#"[{"id":"k","abstract":"Six.","author":[{"family":"Lee"}]}, 7]"#,
        &[
            (None, "k", "", "Six.", ""),
            (None, "", "", "", "an item is no object of JSON: write it again"),
        ],
    );
    check(r#"{"items":[{"title":"T","note":"Two."}]}"#, &[(None, "T", "", "Two.", "")]);
    let lines = format!("{{\"quotation\":\"Six.\",\"ibid\":\"{ANCHOR}\"}}\n\nno JSON\n");
    let fault = "line 3 is not JSON (expected ident at line 1 column 2): write it again";
    check(&lines, &[(Some(1), "", "a", "Six.", ""), (Some(3), "", "", "", fault)]);
    let fault =
        "the list is not JSON (EOF while parsing a value at line 2 column 0): write it again";
    check("[{},\n", &[(Some(2), "", "", "", fault)]);
}

#[test]
fn csv() {
    check(
        "\u{feff}Title;Abstract Note\nA;\"Six; \"\"so\"\"\nsold\"\n\nB;'=1\nC;'x\nD;\"open",
        &[
            (Some(2), "A", "", "Six; \"so\"\nsold", ""),
            (Some(5), "B", "", "=1", ""),
            (Some(6), "C", "", "'x", ""),
            (Some(7), "D", "", "open", ""),
        ],
    );
    let anchored = format!("quotation\tibid\nSix.\t{ANCHOR}\r\n");
    check(&anchored, &[(Some(2), "", "a", "Six.", "")]);
}

#[test]
fn texts() {
    let mail = format!(
        "He wrote:\n\n> Gazette, line 1, bytes 1-9: “Six ‘tugs’.”\n> {}\nIt was so.\n{ANCHOR}\n",
        ANCHOR.replace(' ', "\n> ")
    );
    check(&mail, &[(Some(4), "", "a", "Six ‘tugs’.", ""), (Some(9), "", "a", "", "")]);
    let markdown =
        format!("Text “x”.\n\n> “Six \\*tugs\\*\n> and two.”\n>\n> Gazette\n\n<!-- {ANCHOR} -->\n");
    check(&markdown, &[(Some(8), "", "a", "Six *tugs* and two.", "")]);
    check("No citation, and ibid:1 within a line.", &[]);
    let fault = "the line ibid:1 has no id=: copy the citation again";
    check("ibid:1\n", &[(Some(1), "", "", "", fault)]);
    check("", &[]);
}

/// Texts that begin with a bracket were taken for damaged JSON, and all citations were lost.
#[test]
fn texts_that_begin_with_a_bracket() {
    for start in ["[1]", "[Tugs](https://a.example), ", "{1}"] {
        let notes = format!("{start} Gazette: “Six.”\n{ANCHOR}\n\n[2] Herald: “Two.”\n{ANCHOR}\n");
        check(&notes, &[(Some(2), "", "a", "Six.", ""), (Some(5), "", "a", "Two.", "")]);
    }
}

/// Signs in any order neither end the reading nor make it slow.
#[test]
fn damaged_files_are_read() {
    let mut random = crate::random::Random::new(7);
    for _ in 0..2000 {
        let start =
            *random.one_of(&["", "@misc{", "TY  - NEWS\n", "[{", "{", "ibid,quote\n", "> “"]);
        let file = format!("{start}{}", crate::shelf::nasty(&mut random, 30));
        for cited in read(&file) {
            assert!(cited.quotation.len() <= 4 * file.len() + 16, "{file:?}");
        }
    }
    for sign in ["@", "{", "\"", "\\", "@a{", "ibid:1 ", "ibid:1\n", "TY  - \n", "\n"] {
        assert!(read(&sign.repeat(100_000 / sign.len())).len() <= 100_000);
    }
}
