//! The JSON API: what it answers, what it refuses, and that pages, list and stream agree.

use ibid::{Document, Query};
use serde_json::Value;

use super::{Server, articles};

fn hits(answer: &Value) -> Vec<Value> {
    answer["hits"].as_array().unwrap().clone()
}

#[test]
fn a_search_is_that_of_the_library() {
    let server = Server::of(&articles());
    let answer =
        server.json("/api/v1/search?q=embargo&facets=source,year&facets=label&histogram=1");
    let expected = server.site.library.index.search(&Query::new("embargo")).unwrap();
    let expected: Vec<Value> = expected.iter().map(|hit| serde_json::json!(hit)).collect();
    let as_sent: Vec<Value> =
        serde_json::from_str(&serde_json::to_string(&expected).unwrap()).unwrap();
    assert_eq!(hits(&answer), as_sent);
    assert_eq!(
        (answer["total"]["passages"].as_u64(), answer["total"]["documents"].as_u64()),
        (Some(3), Some(3))
    );
    assert_eq!(answer["index"]["documents"], 4);
    assert_eq!(answer["facets"]["source"]["values"][0]["value"], "Harbour Post");
    assert_eq!(answer["facets"]["source"]["values"][0]["passages"], 2);
    assert!(answer["facets"]["label"].is_object() && answer["histogram"]["bars"].is_array());
    let plain = server.json("/api/v1/search?q=embargo&explain=0&limit=1");
    assert!(plain["hits"][0].get("explanation").is_none() && plain.get("facets").is_none());
    assert!(hits(&server.json("/api/v1/search?q=embargo&limit=0")).is_empty());
    assert!(hits(&server.json("/api/v1/search?q=embargo&offset=50")).is_empty());
    // A query is never an error.
    for query in ["", "%28%28%28", "%22", "AND+OR", "%FF%00", "date%3Anever"] {
        assert_eq!(server.get(&format!("/api/v1/search?q={query}")).status, 200, "{query}");
    }
}

#[test]
fn what_is_not_understood_is_refused() {
    let server = Server::of(&articles());
    let check = |address: &str, status: u16, parameter: &str| {
        let answer = server.get(&format!("/api/v1/{address}"));
        assert_eq!(answer.status, status, "{address}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{address}");
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["status"], status, "{address}");
        for field in ["type", "title", "detail"] {
            assert!(!problem[field].as_str().unwrap().is_empty(), "{address}: {problem}");
        }
        assert_eq!(problem["parameter"].as_str().unwrap_or_default(), parameter, "{address}");
    };
    check("search?q=a&colour=red", 400, "colour");
    check("search?q=a&limit=-1", 400, "limit");
    check("search?q=a&limit=10001", 400, "limit");
    check("search?q=a&profile=quick", 400, "profile");
    check("search?q=a&facets=colour", 400, "facets");
    check("search?q=a&histogram=week", 400, "histogram");
    check("search.jsonl?q=a&limit=5", 400, "limit");
    // However the name is written in the address.
    check("search.jsonl?q=a&l%69mit=5", 400, "limit");
    check("search.jsonl?q=a&offset", 400, "offset");
    check("search?q=a&limit=1&limit=2", 400, "limit");
    let refused = server.get("/api/v1/search?q=a&colour=red").body;
    assert!(!refused.contains("passed over"), "it is refused, not passed over: {refused}");
    check("facets?q=a", 400, "by");
    check("facets?q=a&by=colour", 400, "by");
    check("doc", 400, "id");
    check("doc?id=nobody", 404, "");
    check("doc?id=quay-1&at=x", 400, "at");
    check("similar?id=quay-1", 400, "at");
    check("similar?id=nobody&at=0-5", 404, "");
    check("story?id=nobody", 404, "");
    check("cite?id=quay-1&at=0-5&as=word", 400, "as");
    check("cite?id=quay-1&at=90000-90005", 404, "");
    check("batch", 405, "");
    check("nothing", 404, "");
}

#[test]
fn documents_stories_citations() {
    let server = Server::of(&articles());
    let document = server.json("/api/v1/doc?id=quay-1&q=embargo&at=0-68");
    assert_eq!(document["document"]["passages"][0]["label"], "body");
    assert_eq!(document["place"]["state"], "holds");
    let story = server.json("/api/v1/story?id=quay-1");
    assert_eq!(story["story"]["members"][0]["document"], "quay-1");
    let similar = server.json("/api/v1/similar?id=quay-1&at=0-20");
    assert!(!similar["query"].as_str().unwrap().is_empty() && similar["hits"].is_array());
    let check = |form: &str, kind: &str, file: &str, begins: &str| {
        let answer = server.get(&format!("/api/v1/cite?id=quay-1&at=0-20&as={form}"));
        assert_eq!(answer.status, 200, "{form}: {}", answer.body);
        assert!(
            answer.header("content-type").starts_with(kind),
            "{form}: {}",
            answer.header("content-type")
        );
        assert_eq!(
            answer.header("content-disposition"),
            format!("attachment; filename=\"{file}\"")
        );
        assert!(answer.body.starts_with(begins), "{form}: {}", answer.body);
    };
    check("bibtex", "", "citation.bib", "@article{");
    check("ris", "", "citation.ris", "TY  - NEWS");
    check("csv", "text/csv", "citation.csv", "");
    let file = server.get("/export?q=embargo&as=bibtex");
    assert_eq!(file.body.matches("@article{").count(), 3, "{}", file.body);
}

/// All hits in pages of a hundred, in one list, streamed, and from the library are the same.
#[test]
fn pages_list_and_stream_agree() {
    let documents: Vec<Document> = (0..600)
        .map(|number| {
            let cargo = ["steel", "grain", "timber", "coal", "paper"][number % 5];
            let part = |part: usize| {
                let more = "more ".repeat(number % 7 + part);
                format!("Barge {number} took {cargo} to quay {part}, and the crane took {more}.")
            };
            let text = [0, 1, 2, 3].map(part).join("\n\n");
            Document::new(format!("d{number:03}"), text)
        })
        .collect();
    let server = Server::of(&documents);
    let list = hits(&server.json("/api/v1/search?q=barge+crane+timber&limit=10000"));
    assert_eq!(list.len(), 2400);
    let pages: Vec<Value> = (0..24)
        .flat_map(|page| {
            hits(&server.json(&format!(
                "/api/v1/search?q=barge+crane+timber&limit=100&offset={}",
                page * 100
            )))
        })
        .collect();
    let place =
        |hit: &Value| (hit["citation"]["document"].clone(), hit["citation"]["passage"].clone());
    let places = |hits: &[Value]| hits.iter().map(place).collect::<Vec<_>>();
    let stream = server.get("/api/v1/search.jsonl?q=barge+crane+timber").body;
    let mut lines: Vec<Value> =
        stream.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let end = lines.pop().unwrap();
    assert_eq!((end["end"].as_bool(), end["hits"].as_u64()), (Some(true), Some(2400)));
    let library =
        server.site.library.index.search(&Query::new("barge crane timber").limit(10_000)).unwrap();
    let library: Vec<Value> = library.iter().map(|hit| serde_json::json!(hit)).collect();
    assert!(places(&list) == places(&library), "the list is that of the library");
    assert!(places(&pages) == places(&list), "pages are the list");
    assert!(places(&lines) == places(&list), "the stream is the list");
}

#[test]
fn a_batch_has_a_verdict_for_each_row() {
    let server = Server::of(&articles());
    let post = |kind: &str, body: &str| {
        let origin = format!("http://{}", server.address);
        server
            .client()
            .header("Origin", &origin)
            .header("Content-Type", kind)
            .post("/api/v1/batch", body)
    };
    let answer = post("text/csv", "id;query\n1;embargo\n2;zeppelin\n3;\n4;helicopters\n");
    assert_eq!(answer.status, 200, "{}", answer.body);
    let lines: Vec<Value> =
        answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let verdicts: Vec<&str> = lines.iter().filter_map(|line| line["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["found", "nothing", "blank", "found"]);
    let end = lines.last().unwrap();
    assert_eq!((end["end"].as_bool(), end["totals"]["rows"].as_u64()), (Some(true), Some(4)));
    assert_eq!(post("text/html", "query\nembargo\n").status, 415);
    assert_eq!(post("multipart/form-data", "query\nembargo\n").status, 415);
    let many = "query\n".to_owned() + &"tug\n".repeat(10_001);
    assert_eq!(post("text/csv", &many).status, 413);
}
