//! The form of JSON that programs write, and what they say where they fail.

use std::process::Command;

use ibid::DayRange;
use serde_json::Value;

use crate::{code, example, folder, name, run_in, text};

/// Fields that hold a day or days.
const DAYS: [&str; 3] = ["date", "start_day", "end_day"];

/// Checks that a value has no field without a value, and that its days are ISO 8601;
/// how many days it has.
fn check(value: &Value) -> usize {
    match value {
        Value::Null => panic!("a field that is not there is written"),
        Value::Array(items) => items.iter().map(check).sum(),
        Value::Object(fields) => fields.iter().map(|(name, value)| check_field(name, value)).sum(),
        _ => 0,
    }
}

fn check_field(name: &str, value: &Value) -> usize {
    if !DAYS.contains(&name) {
        return check(value);
    }
    let written = value.as_str().unwrap_or_else(|| panic!("{name} is {value}"));
    let is_iso = written.split("..").all(|day| DayRange::parse(day).is_some());
    assert!(is_iso, "{name} is {written}");
    1
}

#[test]
fn all_programs_write_one_form() {
    let article = "Norland sells six gunships\n\nBy Ann Lee\nJune 5, 2012\n\nNorland sells six \
                   gunships to Sudland for 90 million dollars, the minister said on Monday. The \
                   embargo was lifted last year. Russia delivered at least 20 Mi-35 helicopters to Peru.\n";
    let undated = "The embargo on gunships was lifted, said one more minister.\n";
    let dir = folder(&[("a.txt", article.as_bytes()), ("b.txt", undated.as_bytes())]);
    let at = name(dir.path());
    let cases: [(&str, &[&str], usize); 6] = [
        ("search", &["--folder", at, "--json", "gunships embargo"], 1),
        ("search", &["--folder", at, "--json", "--explain", "gunships date:2012"], 1),
        ("facts", &["--relations", at], 2),
        ("claims", &["--folder", at, "--json", "Mi-35"], 0),
        ("claims", &["--folder", at, "--json", "--register", "Mi-35"], 0),
        ("topics", &["--folder", at, "--json"], 1),
    ];
    for (program, arguments, least_days) in cases {
        let output = run_in(Command::new(example(program)).args(arguments), "");
        assert_eq!(code(&output), 0, "{program}: {}", text(&output.stderr));
        let written = text(&output.stdout);
        let lines = written.lines().map(|line| serde_json::from_str(line).unwrap());
        let days: usize = lines.map(|value: Value| check(&value)).sum();
        assert!(days >= least_days, "{program} writes {days} days: {written}");
    }
}

/// The names of the fields of a hit, as its documentation lists them.
#[test]
fn a_hit_has_the_fields_that_it_has_values_for() {
    let dated = "Gunships sold\nJune 5, 2012\n\nSix gunships were sold to Sudland.\n";
    let dir = folder(&[("a.txt", dated.as_bytes()), ("b.txt", b"Gunships.")]);
    let arguments = ["--folder", name(dir.path()), "--json", "gunships sudland"];
    let output = text(&run_in(Command::new(example("search")).args(arguments), "").stdout);
    let hits = output.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let all: Vec<Value> = hits.filter(|value| value.get("citation").is_some()).collect();
    let citation_of = |id: &str| {
        let hit =
            all.iter().find(|hit| hit["citation"]["document"] == id && hit["label"] == "body");
        keys(&hit.unwrap()["citation"])
    };
    let place =
        ["document", "end", "first_char", "last_char", "last_line", "line", "passage", "start"];
    assert_eq!(citation_of("b.txt"), place);
    let mut with_head = [&place[..], &["date", "title"]].concat();
    with_head.sort_unstable();
    assert_eq!(citation_of("a.txt"), with_head);
}

/// Whatever the environment asks for: a person who mistyped wants no trace.
#[test]
fn a_slip_of_typing_is_one_line() {
    let missing = "/no/such/place";
    let cases: [(&str, &[&str]); 6] = [
        ("search", &["--folder", missing, "gunships"]),
        ("search", &["--index", missing, "gunships"]),
        ("search", &["--profile", "slow", "gunships"]),
        ("index", &["--index", "/dev/null/index", "seeds/articles"]),
        ("topics", &["--folder", missing]),
        ("evaluate", &[missing]),
    ];
    for (program, arguments) in cases {
        let mut command = Command::new(example(program));
        command.args(arguments).env("RUST_BACKTRACE", "1").env("RUST_LIB_BACKTRACE", "1");
        let cache = tempfile::tempdir().unwrap();
        let output = command.env("XDG_CACHE_HOME", cache.path()).output().unwrap();
        let error = text(&output.stderr);
        assert_eq!(code(&output), 2, "{program} {arguments:?}: {error}");
        assert!(error.starts_with("error: "), "{program} {arguments:?}: {error}");
        assert_eq!(error.trim_end().lines().count(), 1, "{program} {arguments:?}: {error}");
    }
}
