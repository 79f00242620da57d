//! Citations as they are written, byte for byte.

use std::collections::BTreeMap;

use serde_json::json;

use super::write;
use crate::cite::{Form, Reference};
use crate::hit::citation::Citation;

fn citation(fields: &serde_json::Value) -> Citation {
    let mut citation = json!({"document": "a_b.txt", "passage": 2, "first_char": 118, "last_char": 140,
        "start": 120, "end": 142, "line": 3, "last_line": 4});
    let all = citation.as_object_mut().unwrap();
    all.extend(fields.as_object().unwrap().clone());
    serde_json::from_value(citation).unwrap()
}

fn reference() -> Reference {
    let citation = citation(&json!({"title": "A \"cold\" thaw", "source": "R&D Gazette",
        "date": "2014-11-21", "encoding": "PDF", "page": 14, "last_page": 15}));
    let extra = [
        ("author", "[\"Ann Lee\",\"Bo\"]"),
        ("url", "https://gazette.example/a(b)"),
        ("part", "2"),
    ];
    let extra: BTreeMap<String, String> =
        extra.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    Reference::new(&citation, "“Six” tugs_{1}\n-- sold", &extra)
        .with_accessed("2026-11-27".parse().unwrap())
}

fn bare() -> Reference {
    Reference::new(&citation(&json!({})), "=Six tugs", &BTreeMap::new())
}

const ANCHOR: &str = "ibid:1 id=a_b.txt bytes=120-142 sha256=969d406374b3c502";
const BARE: &str = "ibid:1 id=a_b.txt bytes=120-142 sha256=5cf7de66c2b33a64";
const FRAGMENT: &str = "#:~:text=%E2%80%9CSix%E2%80%9D%20tugs_%7B1%7D%20%2D%2D%20sold";

fn check(form: Form, expected: &[&str]) {
    let written = write(&[reference(), bare()], form);
    let end = if matches!(form, Form::Ris | Form::Csv) { "\r\n" } else { "\n" };
    let expected = format!("{}{end}", expected.join(end));
    let expected = expected
        .replace("ANCHOR", ANCHOR)
        .replace("BARE", BARE)
        .replace("ESCAPED", &ANCHOR.replace('_', "\\_"))
        .replace("FRAGMENT", FRAGMENT);
    assert_eq!(written, expected, "{form}");
}

#[test]
fn texts() {
    check(
        Form::Text,
        &[
            "R&D Gazette, Ann Lee and Bo, “A ‘cold’ thaw”, 2014-11-21, part 2, pages 14–15, lines 3–4, \
             bytes 120-142 of the text read as PDF: “‘Six’ tugs_{1} -- sold”",
            "https://gazette.example/a(b)FRAGMENT",
            "ANCHOR",
            "",
            "a_b.txt, lines 3–4, bytes 120-142: “=Six tugs”",
            "BARE",
        ],
    );
}

#[test]
fn markdown() {
    check(
        Form::Markdown,
        &[
            "> “‘Six’ tugs\\_\\{1\\} -- sold”",
            ">",
            "> R\\&D Gazette, Ann Lee and Bo, [“A ‘cold’ thaw”](https://gazette.example/a%28b%29FRAGMENT), \
             2014-11-21, part 2, pages 14–15, lines 3–4, bytes 120-142 of the text read as PDF",
            "",
            "<!-- ANCHOR -->",
            "",
            "> “\\=Six tugs”",
            ">",
            "> a\\_b.txt, lines 3–4, bytes 120-142",
            "",
            "<!-- BARE -->",
        ],
    );
}

#[test]
fn csl_json() {
    check(
        Form::CslJson,
        &[
            "[",
            "{\"id\":\"rdgazette2014-7463940e\",\"type\":\"article-newspaper\",\
             \"title\":\"A \\\"cold\\\" thaw\",\"container-title\":\"R&D Gazette\",\
             \"author\":[{\"literal\":\"Ann Lee\"},{\"literal\":\"Bo\"}],\
             \"issued\":{\"date-parts\":[[2014,11,21]]},\"accessed\":{\"date-parts\":[[2026,11,27]]},\
             \"page\":\"14-15\",\"URL\":\"https://gazette.example/a(b)FRAGMENT\",\
             \"abstract\":\"“Six” tugs_{1}\\n-- sold\",\"note\":\"part 2, pages 14–15, lines 3–4, \
             bytes 120-142 of the text read as PDF\\nANCHOR\"},",
            "{\"id\":\"abtxt-57f013b5\",\"type\":\"document\",\"abstract\":\"=Six tugs\",\
             \"note\":\"lines 3–4, bytes 120-142\\nBARE\"}",
            "]",
        ],
    );
}

#[test]
fn bibtex() {
    check(
        Form::BibTex,
        &[
            "@article{rdgazette2014-7463940e,",
            "  author = {{Ann Lee} and {Bo}},",
            "  title = {{A \"cold\" thaw}},",
            "  journaltitle = {R\\&D Gazette},",
            "  entrysubtype = {newspaper},",
            "  date = {2014-11-21},",
            "  year = {2014},",
            "  month = {11},",
            "  pages = {14-15},",
            "  url = {https://gazette.example/a(b)FRAGMENT},",
            "  urldate = {2026-11-27},",
            "  abstract = {“Six” tugs\\_\\textbraceleft{}1\\textbraceright{} -{}- sold},",
            "  note = {part 2, pages 14–15, lines 3–4, bytes 120-142 of the text read as PDF; ESCAPED},",
            "}",
            "",
            "@misc{abtxt-57f013b5,",
            "  abstract = {=Six tugs},",
            "  note = {lines 3–4, bytes 120-142; ibid:1 id=a\\_b.txt bytes=120-142 \
             sha256=5cf7de66c2b33a64},",
            "}",
        ],
    );
}

#[test]
fn ris() {
    check(
        Form::Ris,
        &[
            "TY  - NEWS",
            "ID  - rdgazette2014-7463940e",
            "AU  - Ann Lee",
            "AU  - Bo",
            "TI  - A \"cold\" thaw",
            "T2  - R&D Gazette",
            "PY  - 2014",
            "Y1  - 2014/11/21/",
            "SP  - 14",
            "EP  - 15",
            "UR  - https://gazette.example/a(b)FRAGMENT",
            "Y2  - 2026/11/27/",
            "AB  - “Six” tugs_{1} -- sold",
            "N1  - part 2, pages 14–15, lines 3–4, bytes 120-142 of the text read as PDF; ANCHOR",
            "DP  - ibid",
            "ER  - ",
            "",
            "TY  - GEN",
            "ID  - abtxt-57f013b5",
            "AB  - =Six tugs",
            "N1  - lines 3–4, bytes 120-142; BARE",
            "DP  - ibid",
            "ER  - ",
        ],
    );
}

#[test]
fn csv() {
    check(
        Form::Csv,
        &[
            "document,title,source,author,date,url,part,page,paragraph,row,line,last_line,start,end,\
             encoding,accessed,quotation,ibid",
            "a_b.txt,\"A \"\"cold\"\" thaw\",R&D Gazette,Ann Lee; Bo,2014-11-21,\
             https://gazette.example/a(b)FRAGMENT,2,14-15,,,3,4,120,142,PDF,2026-11-27,\
             \"“Six” tugs_{1}\n-- sold\",ANCHOR",
            "a_b.txt,,,,,,,,,,3,4,120,142,,,'=Six tugs,BARE",
        ],
    );
}

#[test]
fn json_lines() {
    check(
        Form::JsonLines,
        &[
            "{\"document\":\"a_b.txt\",\"title\":\"A \\\"cold\\\" thaw\",\"source\":\"R&D Gazette\",\
             \"date\":\"2014-11-21\",\"passage\":2,\"start\":120,\"end\":142,\"first_char\":118,\
             \"last_char\":140,\"line\":3,\"last_line\":4,\"encoding\":\"PDF\",\"page\":14,\
             \"last_page\":15,\"authors\":[\"Ann Lee\",\"Bo\"],\"part\":\"2\",\
             \"url\":\"https://gazette.example/a(b)FRAGMENT\",\"accessed\":\"2026-11-27\",\
             \"quotation\":\"“Six” tugs_{1}\\n-- sold\",\"ibid\":\"ANCHOR\"}",
            "{\"document\":\"a_b.txt\",\"passage\":2,\"start\":120,\"end\":142,\"first_char\":118,\
             \"last_char\":140,\"line\":3,\"last_line\":4,\"quotation\":\"=Six tugs\",\"ibid\":\"BARE\"}",
        ],
    );
}

/// A form never says more of a date than is known.
#[test]
fn dates() {
    let check = |date: &str, csl: &str, bibtex: &str, ris: &str| {
        let citation = citation(&json!({ "date": date }));
        let reference = Reference::new(&citation, "Six", &BTreeMap::new());
        let item: serde_json::Value =
            serde_json::from_str(&reference.written(Form::CslJson)).unwrap();
        assert_eq!(item[0]["issued"]["date-parts"].to_string(), csl, "{date}");
        let entry = reference.written(Form::BibTex);
        assert!(entry.contains(&format!("  date = {{{bibtex}}},\n")), "{entry}");
        let record = reference.written(Form::Ris);
        let tagged = ["PY", "Y1"].map(|tag| record.lines().find(|line| line.starts_with(tag)));
        let values = tagged.map(|line| line.map_or("", |line| &line[6..]));
        assert_eq!(values.join(" "), ris, "{record}");
    };
    check("2014", "[[2014]]", "2014", "2014 ");
    check("2014-06", "[[2014,6]]", "2014-06", "2014 2014/06//");
    check(
        "2014-06-03..2014-06-09",
        "[[2014,6,3],[2014,6,9]]",
        "2014-06-03/2014-06-09",
        "2014 2014/06//",
    );
    check("2014-11-01..2015-02-28", "[[2014,11],[2015,2]]", "2014-11/2015-02", " ");
    check("0001-02-03", "[[1,2,3]]", "0001-02-03", "0001 0001/02/03/");
    let across = citation(&json!({"date": "2014-11-01..2015-02-28"}));
    let record = Reference::new(&across, "Six", &BTreeMap::new()).written(Form::Ris);
    assert!(record.contains("N1  - 2014-11-01..2015-02-28, lines 3–4, "), "{record}");
}

/// What no browser may follow is no link, in any form.
#[test]
fn only_addresses_of_the_web_are_links() {
    for address in ["javascript:alert(1)", "data:text/html,x", "file:///etc/hosts"] {
        let extra = BTreeMap::from([("url".to_owned(), address.to_owned())]);
        let reference = Reference::new(&citation(&json!({})), "Six", &extra);
        assert_eq!(reference.url, None);
        for form in Form::ALL {
            assert!(!reference.written(form).contains(address), "{form}");
        }
    }
}
