//! Documents with every character that a form could stumble over.

use std::sync::LazyLock;

use ibid::cite::Reference;
use ibid::{DayRange, Document, Index, Query};

use crate::index;
use crate::random::Random;

/// What a field may hold.
const PIECES: &[&str] = &[
    "tugs",
    "Hallan",
    "naïve",
    "Ærø",
    "Ёлка",
    "直升机",
    "🚁",
    "cafe\u{301}",
    "\"so\"",
    "“so”",
    "‘so’",
    "it's",
    "«o»",
    "''",
    "``",
    "--",
    "---",
    "-",
    "–",
    "—",
    "{",
    "}",
    "{{",
    "}}",
    "\\",
    "\\\\",
    "\\emph{x}",
    "\\'e",
    "$",
    "$x$",
    "%",
    "50%",
    "%20",
    "&",
    "&amp;",
    "#",
    "_",
    "a_b",
    "^",
    "~",
    "<",
    ">",
    "<<",
    ">>",
    "<script>alert(1)</script>",
    "</textarea>",
    "]]>",
    "<!--",
    "-->",
    "<svg onload=alert(1)>",
    "\" onmouseover=\"x",
    "javascript:alert(1)",
    "`",
    "*",
    "**b**",
    "[a](b)",
    "![a](b)",
    "> q",
    "| c |",
    "@misc{x,",
    "ER  - ",
    "TY  - NEWS",
    "AB  - x",
    "ibid:1",
    "=1+1",
    "+1",
    "-1",
    "@x",
    "'=x",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{85}",
    "\u{a0}",
    "\u{0}",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{ad}",
    "\u{feff}",
    "and",
    "AND",
    "...",
    "…",
    "https://x.example/a?b=c&d#e",
    "www.x.example",
    "a@x.example",
    "1.",
    "?`",
    "!`",
    ": “",
    "”",
];

/// Some of the pieces, most of them with a blank between.
pub(crate) fn nasty(random: &mut Random, most: usize) -> String {
    let mut text = String::new();
    for _ in 0..random.below(most + 1) {
        text.push_str(random.one_of::<&str>(PIECES));
        text.push_str(if random.percent(70) { " " } else { "" });
    }
    text
}

/// Words that make a passage one of its own.
fn words(random: &mut Random) -> String {
    let words: Vec<String> =
        (0..random.between(3, 30)).map(|_| format!("w{}", random.below(5000))).collect();
    words.join(" ")
}

/// The document of that number.
fn document(number: usize, random: &mut Random) -> Document {
    let (before, after) = (nasty(random, 12), nasty(random, 12));
    let text = format!("{before} {} tugs {after} {}", words(random), words(random));
    let mut document =
        Document::new(format!("{number}{}", nasty(random, 3)), text).with_title(nasty(random, 6));
    if random.percent(70) {
        document = document.with_source(format!("Gazette {}", nasty(random, 3)));
    }
    if random.percent(70) {
        let dates = ["2014", "2014-06", "2014-06-03", "0987-01-02", "9999-12-31"];
        document = document.with_date(DayRange::parse(random.one_of::<&str>(&dates)).unwrap());
    } else if random.percent(50) {
        document = document.with_date("2014-06-03..2015-02-01".parse().unwrap());
    }
    if random.percent(50) {
        let names = [format!("Ann {}", nasty(random, 2)), format!("Bo {}", nasty(random, 2))];
        document = document.with_extra("author", serde_json::to_string(&names).unwrap());
    }
    if random.percent(50) {
        let address = format!("https://news.example/{}", nasty(random, 3));
        document = document.with_extra("url", address);
    }
    if random.percent(30) {
        let file = [("reader", "PDF 1"), ("encoding", "PDF"), ("pages", "0 40"), ("row", "7")];
        for (name, value) in file {
            document = document.with_extra(name, value);
        }
    }
    if random.percent(30) {
        document = document.with_extra("part", nasty(random, 4));
    }
    document
}

/// An index, and a thousand references of its hits, made once.
pub(crate) fn thousand() -> &'static (Index, Vec<Reference>) {
    static THOUSAND: LazyLock<(Index, Vec<Reference>)> = LazyLock::new(make);
    &THOUSAND
}

fn make() -> (Index, Vec<Reference>) {
    let mut random = Random::new(20);
    let documents: Vec<Document> = (0..1100).map(|number| document(number, &mut random)).collect();
    let index = index(&documents);
    let hits = index.search(&Query::new("tugs").limit(1000)).unwrap();
    let day = "2026-11-27".parse().unwrap();
    let references: Vec<Reference> =
        hits.iter().map(|hit| Reference::of(hit).with_accessed(day)).collect();
    assert_eq!(references.len(), 1000);
    (index, references)
}
