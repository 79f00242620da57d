//! The parts of an explanation add up to the score.

use ibid::rank::Profile;
use ibid::{Hits, Query};

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
