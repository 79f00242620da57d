//! The description of the API for programs, held against what the server answers.

use std::collections::BTreeSet;

use ibid::{DayRange, Document};
use serde_json::Value;

use super::{Server, articles};
use crate::address::encoded;
use crate::api::OPENAPI;

/// Whether a value is as the schema says, with no field that the schema does not have.
fn check(value: &Value, schema: &Value, all: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return check(value, &all["components"]["schemas"][name], all, &format!("{at}<{name}>"));
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let choice = choices.iter().find(|it| (it["type"] == "null") == value.is_null()).unwrap();
        return check(value, choice, all, at);
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() && !kinds.contains(&"number") => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(kinds.contains(&kind), "{at} is {kind} and not {kinds:?}");
    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
        check(item, &schema["items"], all, &format!("{at}[{number}]"));
    }
    let Some(fields) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(fields.contains_key(name.as_str().unwrap()), "{at} lacks {name}");
    }
    for (name, field) in fields {
        let own = &schema["properties"][name];
        let schema = if own.is_null() { &schema["additionalProperties"] } else { own };
        assert!(!schema.is_null(), "{at} has {name}, which the description does not have");
        check(field, schema, all, &format!("{at}.{name}"));
    }
}

fn server() -> Server {
    let text = "The port authority sold three tugs and a floating crane to a yard in the north on Tuesday, \
                its spokesman told reporters at the quay after the meeting had ended.";
    let article = |id: &str, text: &str| {
        let date = DayRange::parse("2014-03-05").unwrap();
        Document::new(id, text).with_date(date).with_source(id).with_title("Tugs")
    };
    let versions = [
        article("wire", text),
        article("paper", text),
        article("late", &text.replace("three tugs", "four tugs")),
    ];
    Server::of(&[articles(), versions.to_vec()].concat())
}

#[test]
fn answers_are_as_described() {
    let all: Value = serde_json::from_str(OPENAPI).unwrap();
    let server = server();
    let checked = |address: &str| {
        let path = address.split('?').next().unwrap();
        let content = &all["paths"][path]["get"]["responses"]["200"]["content"];
        let schema = &content["application/json"]["schema"];
        assert!(!schema.is_null(), "{path} is not described");
        check(&server.json(address), schema, &all, address);
    };
    for query in [
        "embargo",
        "the+MI35+gunshipz+embargo+zeppelin",
        "+embargo++tugs",
        "how+many+gunships+AND",
        "tugs&year=2014&source=",
    ] {
        checked(&format!(
            "/api/v1/search?q={query}&facets=source,year,family&histogram=1&group=copies"
        ));
        checked(&format!("/api/v1/facets?q={query}&by=topic"));
    }
    checked("/api/v1/doc?id=quay-1&q=embargo&at=0-68");
    checked("/api/v1/doc?id=quay-1");
    checked("/api/v1/story?id=wire");
    checked("/api/v1/doc?id=wire");
    checked("/api/v1/similar?id=wire&at=0-30");
    checked("/api/v1/status");
    let problem: Value = serde_json::from_str(&server.get("/api/v1/doc?id=x&id2=y").body).unwrap();
    check(&problem, &all["components"]["schemas"]["Problem"], &all, "problem");
    let stream = server.get("/api/v1/search.jsonl?q=embargo").body;
    let lines: Vec<Value> =
        stream.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (number, line) in lines.iter().enumerate() {
        let name = if number + 1 == lines.len() { "End" } else { "Hit" };
        check(line, &all["components"]["schemas"][name], &all, name);
    }
    assert_eq!(server.json("/api/v1/openapi.json"), all);
}

/// Each call takes the parameters that are described, and refuses others.
#[test]
fn parameters_are_as_described() {
    let all: Value = serde_json::from_str(OPENAPI).unwrap();
    let server = server();
    for (path, methods) in all["paths"].as_object().unwrap() {
        let Some(parameters) = methods["get"]["parameters"].as_array() else { continue };
        let required = |it: &&Value| it["required"] == true;
        let value = |name: &str| match name {
            "id" => "wire",
            "at" => "0-30",
            "by" | "facets" => "source",
            "profile" => "fast",
            "group" => "copies",
            "as" => "ris",
            "limit" | "offset" | "per_document" | "typed" | "explain" | "histogram" | "passage" => {
                "1"
            }
            "from" if path == "/api/v1/doc" => "0",
            "from" | "to" | "year" => "2014",
            _ => "x",
        };
        let pair = |it: &Value| {
            let name = it["name"].as_str().unwrap();
            format!("{name}={}", encoded(value(name)))
        };
        let base: Vec<String> = parameters.iter().filter(required).map(pair).collect();
        for parameter in parameters {
            let mut pairs = base.clone();
            pairs.extend((!base.contains(&pair(parameter))).then(|| pair(parameter)));
            let address = format!("{path}?{}", pairs.join("&"));
            let answer = server.get(&address);
            assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        }
        if !parameters.is_empty() {
            let address = format!("{path}?{}&colour=red", base.join("&"));
            assert_eq!(server.get(&address).status, 400, "{address}");
        }
    }
}

/// Every call on the page for programs is described, and the other way round.
#[test]
fn the_page_for_programs_has_every_call() {
    let all: Value = serde_json::from_str(OPENAPI).unwrap();
    let page = server().get("/api").body;
    let shown: BTreeSet<&str> = page
        .split("<code>")
        .filter_map(|part| part.split(['<', '?']).next())
        .filter(|path| path.starts_with("/api/"))
        .collect();
    let described: BTreeSet<&str> =
        all["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(shown, described);
}
