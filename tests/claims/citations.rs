//! What holds for any articles: citations that hold, one order, drawings that are
//! XML.

use std::sync::LazyLock;

use ibid::claims::FactOptions;
use ibid::{Citation, Document, Index, Query};
use proptest::prelude::*;

use super::{deals, document, index};

/// A citation quotes its document, and its lines and characters agree.
fn check(index: &Index, citation: &Citation, quote: &str) {
    let text = index.document(&citation.document).unwrap().unwrap().text;
    assert_eq!(citation.span.of(&text), Some(quote));
    let before = &text[..citation.span.start];
    assert_eq!(citation.first_char, before.chars().count());
    assert_eq!(citation.last_char - citation.first_char, quote.chars().count());
    let line_ends = before.matches(['\n', '\r']).count() - before.matches("\r\n").count();
    assert_eq!(citation.line, line_ends + 1, "{citation}");
}

fn check_all(index: &Index, query: &str) -> usize {
    let (query, options) = (Query::new(query), FactOptions::default());
    let claims = index.claims(&query, &options).unwrap();
    let mut checked = 0;
    for said in claims.questions.iter().flat_map(|question| &question.statements) {
        check(index, &said.citation, &said.quote);
        let text = index.document(&said.citation.document).unwrap().unwrap().text;
        assert!(said.figure.of(&text).is_some_and(|figure| !figure.trim().is_empty()));
        checked += 1;
    }
    for entry in index.timeline(&query, &options).unwrap().entries {
        check(index, &entry.citation, &entry.quote);
        assert!(entry.days.first <= entry.days.last);
        checked += 1;
    }
    checked
}

#[test]
fn citations_hold() {
    let mut documents = deals();
    let text = "Überblick\r\n\r\nПеру. Peru signed for six Mi-35 tanks\rfrom Russia in June 2014.\r\n\
                \r\nPeru ordered 20 Mi-35s.";
    documents.push(document("mixed", "2014-11-21", text));
    assert!(check_all(&index(&documents), "Peru Mi-171 contract") > 20);
}

#[test]
fn the_order_of_adding_changes_nothing() {
    let (query, options) = (Query::new("Peru Mi-171 contract"), FactOptions::default());
    let made = |documents: &[Document]| {
        let index = index(documents);
        let claims = serde_json::to_string(&index.claims(&query, &options).unwrap()).unwrap();
        let svg = index.timeline(&query, &options).unwrap().to_svg("Peru");
        (claims, svg)
    };
    let documents = deals();
    let reversed: Vec<Document> = documents.iter().rev().cloned().collect();
    assert_eq!(made(&documents), made(&reversed));
}

/// Whether a drawing has elements that close in the order in which they open,
/// and no bare sign.
fn is_well_formed(svg: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for part in svg.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { return false };
        let is_entity = |after: &str| {
            ["amp;", "lt;", "gt;", "quot;"].iter().any(|entity| after.starts_with(entity))
        };
        if text.contains('>') || !text.split('&').skip(1).all(is_entity) {
            return false;
        }
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    open.is_empty() && svg.starts_with("<svg ")
}

#[test]
fn a_drawing_is_read_aloud_and_has_no_script() {
    let timeline = index(&deals()).timeline(&Query::new("Peru"), &FactOptions::default()).unwrap();
    let svg = timeline.to_svg("Peru <script>alert(\"x\")</script>\u{7}");
    assert!(is_well_formed(&svg), "{svg}");
    for part in ["role=\"img\"", "aria-labelledby=\"ibid-title ibid-desc\"", "<title ", "<desc "] {
        assert_eq!(svg.matches(part).count(), 1, "{part}");
    }
    assert!(!svg.contains("<script") && !svg.contains("href") && !svg.contains('\u{7}'));
    assert_eq!(svg.matches("<tspan").count(), timeline.entries.len());
    assert!(!is_well_formed("<svg ><a></svg></a>") && !is_well_formed("<svg >a & b</svg>"));
}

const PIECES: &[&str] = &[
    "Peru",
    "Russia",
    "signed",
    "delivered",
    "has received",
    "six",
    "nine",
    "Mi-35",
    "Mi-35M",
    "helicopters",
    "from Russia",
    "to Peru",
    "in June 2014",
    "last year",
    "12/09/2014",
    "$153 million",
    "an embargo",
    "lifted",
    ".",
    ".\n\n",
    "\r\n",
    "\n",
    ",",
    "he said",
    "according to Ann Lee",
    "“",
    "”",
    "é",
    "another",
    "denied",
    "&",
    "<",
    "35",
    "more than",
    "will",
    "may",
];

static OTHER: LazyLock<Document> = LazyLock::new(|| {
    document("z", "2015-08-20", "Russia delivered nine Mi-35 helicopters to Peru.")
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_cited(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 1..40)) {
        let text = pieces.join(" ");
        let documents = [document("a", "2015-08-20", &text), document("b", "", &text), OTHER.clone()];
        let index = index(&documents);
        check_all(&index, "Peru Russia Mi-35 helicopters signed");
        let timeline = index.timeline(&Query::new("Peru Russia"), &FactOptions::default()).unwrap();
        prop_assert!(is_well_formed(&timeline.to_svg(&text)));
    }
}
