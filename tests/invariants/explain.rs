//! The parts of an explanation add up to the score.

use ibid::rank::Profile;
use ibid::{Document, Hit, Hits, Index, Query};

use crate::common::{articles, check_hit, index_of, root};

const QUERIES: &[&str] = &[
    "the Mi-35M",
    "Hind E",
    "\"arms embargo\" lifted -sanctions",
    "helicop* pakstan~",
    "topic:deal topic:embargo",
    "title:russian million",
    "label:comment",
    "zeppelin embargo",
    "\"embargo years\"~5 date:2014..",
    "=Mi-35M OR (AH-64 AND Chinook)",
];

fn judged() -> Vec<String> {
    let lines = std::fs::read_to_string(root().join("seeds/queries.jsonl")).unwrap();
    let query = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        value["query"].as_str().unwrap().to_owned()
    };
    lines.lines().map(query).collect()
}

fn check(query: &str, hits: &Hits) {
    for hit in hits {
        let explanation = &hit.explanation;
        let sum = explanation.parts.iter().fold(0.0_f32, |sum, part| sum + part.value);
        assert_eq!(sum.to_bits(), explanation.score.to_bits(), "{query}: {explanation}");
        assert_eq!(hit.score.to_bits(), explanation.score.to_bits(), "{query}: {explanation}");
        assert!(hit.score.is_finite() && hit.score >= 0.0, "{query}: {explanation}");
        let named = explanation.parts.iter().all(|part| !part.name.is_empty() && part.value != 0.0);
        assert!(named, "{query}: {explanation}");
    }
    let falls = |pair: &[ibid::Hit]| pair[0].score >= pair[1].score;
    assert!(hits.hits.windows(2).all(falls), "{query}: a hit above a better one");
}

#[test]
fn parts_add_up_to_the_score() {
    let articles = articles();
    let index = index_of(&articles);
    let profiles = [
        Profile::default(),
        Profile::default().with_document_share(1.0),
        Profile::default().with_document_share(0.0).with_proximity(10.0),
        Profile::fast(),
        Profile::thorough(),
    ];
    let queries = judged().into_iter().chain(QUERIES.iter().map(|query| (*query).to_owned()));
    let mut seen = 0;
    for query in queries {
        for profile in &profiles {
            let hits = index.search_with(&Query::new(query.as_str()).limit(60), profile).unwrap();
            check(&query, &hits);
            for hit in &hits {
                let of = articles.iter().find(|article| article.id == hit.citation.document);
                check_hit(&of.unwrap().text, hit);
            }
            seen += hits.len();
        }
    }
    assert!(seen > 1000, "only {seen} hits were checked");
}

/// Limit and offset change no score.
#[test]
fn scores_do_not_depend_on_the_page() {
    let index = index_of(&articles());
    for query in judged() {
        let all = index.search(&Query::new(query.as_str()).limit(60)).unwrap();
        let page = index.search(&Query::new(query.as_str()).limit(5).offset(3)).unwrap();
        let wanted: Vec<_> = all.iter().skip(3).take(5).collect();
        assert_eq!(page.iter().collect::<Vec<_>>(), wanted, "{query}");
    }
}

/// Pages beyond the depth of the second stage go on where the page before ends: one
/// list of all is the pages one after the other. They were re-ranked with all before
/// them, so a passage stood on two pages and another on none.
#[test]
fn pages_beyond_the_depth_are_one_list() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..700_u32 {
        let filler = "the yard of Hallan ".repeat((number % 17) as usize);
        let gap = "so it was told, ".repeat((number % 5) as usize);
        let text = format!("{filler}An embargo, {gap}on tugs was lifted in May {number}.");
        writer.add(&Document::new(format!("d{}", number / 3 * 7), text)).unwrap();
        writer.add(&Document::new(format!("e{number}"), "Tugs and embargo.")).unwrap();
    }
    writer.commit().unwrap();
    let check = |query: Query| {
        let list = index.search(&query.clone().limit(10_000)).unwrap();
        assert!(list.len() > 400, "{}", list.len());
        let mut paged = Vec::new();
        for page in 0.. {
            let page = query.clone().limit(70).offset(page * 70);
            let page = index.search(&page).unwrap();
            if page.is_empty() {
                break;
            }
            paged.extend(page.hits);
        }
        let place = |hit: &Hit| (hit.citation.document.clone(), hit.citation.span, hit.score);
        let places = |hits: &[Hit]| hits.iter().map(place).collect::<Vec<_>>();
        let (list, paged) = (places(&list.hits), places(&paged));
        assert_eq!(list.len(), paged.len());
    };
    check(Query::new("embargo tugs lifted"));
    check(Query::new("embargo tugs lifted").per_document(1));
    check(Query::new("embargo tugs lifted").fold_copies());
}
