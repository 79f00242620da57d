//! A batch of 10,000 rows, 500 of them bad: all verdicts are right, the hits are those
//! of single searches, and a second run lists nothing new.
#![cfg(feature = "folder")]
#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

use std::collections::BTreeMap;

use ibid::batch::{BatchOptions, Listed, Totals, Verdict, answer, read};
use ibid::rank::Profile;
use ibid::{Document, Hits, Index, Query};

/// Rows of the batch.
const ROWS: usize = 10_000;

/// One row in so many is bad.
const BAD: usize = 20;

fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..10 {
        let text = format!("Yard {number} at Hallan has sold {number} tugs to the port of Morn.");
        let source = if number % 2 == 0 { "Gazette" } else { "Post" };
        writer.add(&Document::new(format!("d{number}"), text).with_source(source)).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// A row as it is written, with the verdict it is to have. Quotes of the cell are doubled.
fn row(number: usize, long: &str) -> (String, Verdict) {
    let kinds: [(&str, Verdict); 8] = [
        ("", Verdict::Blank),
        ("  ", Verdict::Blank),
        (long, Verdict::TooLong),
        ("tugs \"\"Morn", Verdict::InPart),
        ("tugs price:9", Verdict::InPart),
        ("(tugs", Verdict::InPart),
        ("zeppelin", Verdict::Nothing),
        ("\"\"port of Hallan\"\"", Verdict::Nothing),
    ];
    if number.is_multiple_of(BAD) {
        let (query, verdict) = kinds[number / BAD % kinds.len()];
        return (query.to_owned(), verdict);
    }
    let query = match number % 4 {
        0 => format!("yard {}", number % 50),
        1 => "=tugs; +port".to_owned(),
        2 => format!("\"\"sold {} tugs\"\"\nMorn", number % 10),
        _ => "source:Gazette tugs".to_owned(),
    };
    (query, Verdict::Found)
}

#[test]
fn ten_thousand_rows() {
    let index = index();
    // A cell of 1 MB is too long; most long ones are shorter, so that the test is quick.
    let long = |number: usize| "tugs ".repeat(if number == 2 * BAD { 210_000 } else { 14_000 });
    let mut table = "nr;query;team\r\n".to_owned();
    let mut expected = Vec::new();
    for number in 0..ROWS {
        let (query, verdict) =
            row(number, &if number / BAD % 8 == 2 { long(number) } else { String::new() });
        table.extend([format!("{number};\"{query}\";=team{}\r\n", number % 7)]);
        expected.push(verdict);
    }
    let batch = read(table.as_bytes()).unwrap();
    assert_eq!(batch.rows.len(), ROWS);
    let options = BatchOptions::default().with_limit(2).with_profile(Profile::fast());
    let mut totals = Totals::default();
    let mut listed = Listed::default();
    let mut again = 0;
    let mut single: BTreeMap<String, Hits> = BTreeMap::new();
    for (number, (row, expected)) in batch.rows.iter().zip(&expected).enumerate() {
        let answer = answer(&index, row, &options).unwrap();
        assert_eq!(
            answer.verdict,
            *expected,
            "row {number}: {:?} {:?}",
            row.query.get(..60),
            answer.ignored
        );
        assert_eq!((row.columns["nr"].as_str(), row.columns.len()), (&*number.to_string(), 2));
        if matches!(answer.verdict, Verdict::Found | Verdict::InPart | Verdict::Nothing) {
            let alone = single.entry(row.query.clone());
            let alone = alone.or_insert_with(|| {
                index
                    .search_with(&Query::new(row.query.as_str()).limit(2), &Profile::fast())
                    .unwrap()
            });
            assert_eq!(answer.hits, *alone, "{}", row.query);
        }
        for hit in &answer.hits {
            again += usize::from(!listed.add(&row.query, hit));
        }
        totals.add(&answer);
    }
    let sums = [totals.found, totals.in_part, totals.nothing, totals.blank, totals.too_long];
    assert_eq!(sums.iter().sum::<usize>(), totals.rows);
    assert_eq!(sums, [9500, 187, 124, 126, 63]);
    assert_eq!(totals.hits, listed.len() + again);
    // The second run lists nothing new.
    let listed = Listed::read(&listed.to_string()).unwrap();
    for (query, hits) in &single {
        assert!(hits.iter().all(|hit| listed.has(query, hit)), "{query}");
    }
}

#[test]
fn rows_restrict_their_searches() {
    let index = index();
    let check = |table: &str, verdict: Verdict, sources: &[&str], ignored: usize| {
        let batch = read(table.as_bytes()).unwrap();
        let answer = answer(&index, &batch.rows[0], &BatchOptions::default()).unwrap();
        let mut found: Vec<&str> =
            answer.hits.iter().map(|hit| hit.citation.source.as_str()).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(
            (answer.verdict, found, answer.ignored.len()),
            (verdict, sources.to_vec(), ignored),
            "{table}"
        );
    };
    check("query,source\ntugs,Gazette", Verdict::Found, &["Gazette"], 0);
    check("query,source\ntugs OR yard,Post", Verdict::Found, &["Post"], 0);
    check("query,source\nOR tugs,Post", Verdict::InPart, &["Post"], 1);
    check("query,date\ntugs,2014", Verdict::Nothing, &[], 0);
    check("query,date\ntugs,soon", Verdict::InPart, &["Gazette", "Post"], 1);
    check("query,limit\ntugs,few", Verdict::InPart, &["Gazette", "Post"], 1);
    check("query,limit\ntugs,0", Verdict::InPart, &["Gazette", "Post"], 1);
}

/// What a program reads: the row, its verdict and the hits of a search, in one object.
#[test]
fn an_answer_is_one_object() {
    let index = index();
    let batch =
        read(b"{\"query\":\"tugs Morn\",\"id\":7,\"desk\":\"ports\",\"limit\":1}\n{\"query\":")
            .unwrap();
    let answers: Vec<serde_json::Value> = batch
        .rows
        .iter()
        .map(|row| answer(&index, row, &BatchOptions::default()).unwrap())
        .map(|answer| serde_json::to_value(answer).unwrap())
        .collect();
    assert_eq!(answers[0]["row"], 1);
    assert_eq!((&answers[0]["id"], &answers[0]["verdict"]), (&"7".into(), &"found".into()));
    assert_eq!(answers[0]["columns"]["desk"], "ports");
    assert_eq!(answers[0]["hits"].as_array().unwrap().len(), 1);
    assert_eq!(answers[0]["report"]["understood"], "tugs Morn");
    assert_eq!(answers[1]["verdict"], "unreadable");
    assert_eq!(answers[1]["hits"], serde_json::json!([]));
}

/// A field of the index was told as none, and its row as answered in part.
#[test]
fn fields_of_the_index_are_fields() {
    let config = ibid::config::Config::default().with_fields(["author"]);
    let index = ibid::IndexOptions::default().with_config(config).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let document = Document::new("a", "Six tugs were sold.").with_extra("author", "Kim");
    writer.add(&document).unwrap();
    writer.commit().unwrap();
    let check = |query: &str, verdict: Verdict, ignored: usize| {
        let table = format!("query\n{query}\n");
        let row = &read(table.as_bytes()).unwrap().rows[0];
        let answer = answer(&index, row, &BatchOptions::default()).unwrap();
        assert_eq!((answer.verdict, answer.ignored.len()), (verdict, ignored), "{query}");
    };
    check("tugs author:Kim", Verdict::Found, 0);
    check("tugs writer:Kim", Verdict::InPart, 1);
}
