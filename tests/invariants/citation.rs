//! Law 1: a citation points at its exact bytes, and an index gives back every
//! document as it was added.

use ibid::hit::Neighbour;
use ibid::passage::Label;
use ibid::{Citation, DayRange, Document, Hit, Index, Query, Span};
use proptest::prelude::*;

use crate::common::{articles, check_hit, index_of, small_index_of};

/// Queries searched in every text, beside one of its own words.
const QUERIES: &[&str] = &[
    "embargo deal Mi-35",
    "\"arms embargo\" OR \"arms embargo\"~4",
    "embarg* helicop* mi-35*",
    "pakstan~ embrago~",
    "topic:embargo",
    "Hind E",
    "=Mi-35M the",
    "label:teaser label:comment label:headline label:byline",
];

/// Checks that the passages of the document, in order, cover all of its text
/// but blanks, and that every hit of every query is exact.
fn check(index: &Index, document: &Document) {
    let text = document.text.as_str();
    let of_document = format!("id:\"{}\"", document.id);
    let all =
        index.search(&Query::new(of_document.as_str()).limit(100_000).neighbours(1, 2)).unwrap();
    check_neighbours(index, &all);
    let mut cited: Vec<(u32, Span)> = Vec::new();
    for hit in &all {
        check_hit(text, hit);
        cited.push((hit.citation.passage, hit.citation.span));
    }
    cited.sort_unstable();
    let mut previous_end = 0;
    for (ordinal, (passage, span)) in (0..).zip(&cited) {
        assert_eq!(*passage, ordinal, "{text:?}");
        let between = Span::new(previous_end, span.start).of(text);
        assert!(between.is_some_and(is_blank), "before {span} of {text:?}");
        previous_end = span.end;
    }
    assert!(is_blank(&text[previous_end..]), "after the last passage of {text:?}");
    let own: Vec<String> = text.split_whitespace().take(8).map(str::to_owned).collect();
    for query in QUERIES.iter().map(|query| (*query).to_owned()).chain([own.join(" ")]) {
        let query = format!("+{of_document} {query}");
        for hit in &index.search(&Query::new(query).limit(1000)).unwrap() {
            check_hit(text, hit);
        }
    }
}

/// Checks that the neighbours of each hit, which are all passages of a document, are
/// those that stand there.
fn check_neighbours(index: &Index, hits: &[Hit]) {
    let mut hits: Vec<&Hit> = hits.iter().collect();
    hits.sort_by_key(|hit| hit.citation.passage);
    let of_hits = |hits: &[&Hit]| -> Vec<(Citation, Label, String)> {
        hits.iter().map(|hit| (hit.citation.clone(), hit.label, hit.text.clone())).collect()
    };
    let of_neighbours = |side: &[Neighbour]| -> Vec<(Citation, Label, String)> {
        side.iter().map(|of| (of.citation.clone(), of.label, of.text.clone())).collect()
    };
    for (at, hit) in hits.iter().enumerate() {
        let (before, after) = (at.saturating_sub(1)..at, at + 1..(at + 3).min(hits.len()));
        assert_eq!(of_neighbours(&hit.before), of_hits(&hits[before]));
        assert_eq!(of_neighbours(&hit.after), of_hits(&hits[after]));
        let around = index.neighbours(&hit.citation, 1, 2).unwrap().unwrap();
        assert_eq!((&around.before, &around.after), (&hit.before, &hit.after));
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || "\u{feff}\u{200b}".contains(c))
}

#[test]
fn sample_articles() {
    let articles = articles();
    let index = index_of(&articles);
    for article in &articles {
        check(&index, article);
        assert_eq!(index.document(&article.id).unwrap().as_ref(), Some(article));
    }
    index.verify().unwrap();
}

/// A piece of an article or of a pasted page, or any string.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "The arms embargo was lifted in June, and four Mi-35M helicopters were sold.",
        "Pakistan’s “Hind E” (Mi 35, MI-35s, Ми-35М) cost $153 million. It paid.",
        "Helicopters Reach The Port At Last",
        "By Ann Lee\nJune 5, 2014",
        "Read more:",
        "Also Read",
        "Photo: a Mi-35M on the flight line",
        "• Reader One\nI do not believe a word of this embargo story.",
        "> quoted: the embargo holds",
        "\r\n",
        "\n\n",
        "\r\n\r\n",
        "\r",
        "\u{a0}\u{a0}",
        "\t",
        "\u{feff}",
        "\u{200b}",
        "\u{2028}",
        "🚁🇵🇰👩\u{200d}🚀",
        "e\u{301}mbargo u\u{308}ber",
        "\u{301}",
        "ﬁrst Ⅷ ½ ｆｕｌｌ",
        "مروحيات روسية",
        "武器禁運解除了。直升機四架。",
        "\u{0}",
        "mi",
        "35",
        "-",
        ".",
    ];
    prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let separator = prop::sample::select(vec!["", " ", "\n", "\r\n", "\n\n", "\r\n\r\n"]);
    let joined = |parts: Vec<(String, &str)>| {
        parts.into_iter().map(|(piece, after)| piece + after).collect::<String>()
    };
    prop::collection::vec((piece(), separator), 0..24).prop_map(joined)
}

fn date() -> impl Strategy<Value = Option<DayRange>> {
    let dates = ["2014", "2014-06", "2014-06-05", "0001-01-01"].map(DayRange::parse);
    prop::sample::select([&dates[..], &[None]].concat())
}

/// A document with any strings in its fields.
fn document() -> impl Strategy<Value = Document> {
    let fields = (any::<String>(), any::<String>(), date());
    let extra = prop::collection::btree_map(any::<String>(), any::<String>(), 0..3);
    (text(), fields, extra).prop_map(|(text, (title, source, date), extra)| {
        let mut document = Document::new("d", text).with_title(title).with_source(source);
        document.date = date;
        document.extra = extra;
        document
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_article(texts in prop::collection::vec(text(), 1..4)) {
        let named = |(text, number)| Document::new(format!("d{number}"), text);
        let documents: Vec<Document> = texts.into_iter().zip(0..).map(named).collect();
        let index = small_index_of(&documents);
        for document in &documents {
            check(&index, document);
        }
        index.verify().unwrap();
    }

    #[test]
    fn documents_come_back(
        added in prop::collection::vec((document(), "\\PC{1,20}"), 1..5),
    ) {
        let mut documents: Vec<Document> = Vec::new();
        for (mut document, id) in added {
            document.id = id;
            documents.retain(|other| other.id != document.id);
            documents.push(document);
        }
        let index = small_index_of(&documents);
        for document in &documents {
            prop_assert_eq!(index.document(&document.id).unwrap(), Some(document.clone()));
        }
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        let stored: Vec<Document> = index.documents().unwrap().map(Result::unwrap).collect();
        prop_assert_eq!(stored, documents);
        index.verify().unwrap();
    }
}

#[test]
fn an_unknown_id_is_none() {
    let index = small_index_of(&[Document::new("a", "The embargo.")]);
    assert_eq!(index.document("A").unwrap(), None);
    assert_eq!(index.document("").unwrap(), None);
}

/// A citation has the title and date of the text; the document itself keeps
/// none.
#[test]
fn title_and_date_out_of_the_text() {
    let text = "Port sells tugs at last\nBy Ann Lee\nJune 5, 2014\n\nThe port has sold six tugs.";
    let document = Document::new("tugs", text).with_extra("desk", "harbour");
    let index = small_index_of(std::slice::from_ref(&document));
    let hits = index.search(&Query::new("sold")).unwrap();
    let citation = &hits[0].citation;
    assert_eq!(citation.title, "Port sells tugs at last");
    assert_eq!(citation.date, DayRange::parse("2014-06-05"));
    assert_eq!(hits[0].extra["desk"], "harbour");
    assert_eq!(index.document("tugs").unwrap(), Some(document));
}

/// A citation whose document was replaced or deleted has no neighbours, unless the
/// passage still stands there.
#[test]
fn neighbours_of_what_is_gone() {
    let paragraphs = |first: &str| {
        let second = "The port, which had none, will pay for them over five years, it said.";
        Document::new("a", format!("{first}\n\n{second}"))
    };
    let old = paragraphs("The yard has sold six tugs to the port at last, the owner said.");
    let index = small_index_of(std::slice::from_ref(&old));
    let citation = index.search(&Query::new("years")).unwrap()[0].citation.clone();
    let cases = [
        (Some(old), Some(1)),
        (
            Some(paragraphs("The yard has sold no tug to any port at all, the owner said, or so.")),
            None,
        ),
        (Some(Document::new("a", "The port will pay.")), None),
        (None, None),
    ];
    for (document, expected) in cases {
        let mut writer = index.writer().unwrap();
        match document {
            Some(document) => drop(writer.add(&document).unwrap()),
            None => writer.delete("a"),
        }
        writer.commit().unwrap();
        writer.close().unwrap();
        let around = index.neighbours(&citation, 5, 5).unwrap();
        assert_eq!(around.map(|around| around.before.len() + around.after.len()), expected);
    }
}
