//! Citations as RIS.

use super::super::calendar::{joined, parts, shared};
use super::super::key::keys;
use super::super::plain::one_line;
use super::super::reference::Reference;
use super::place;

pub(super) fn records(references: &[Reference]) -> String {
    let records = references.iter().zip(keys(references));
    let records: Vec<String> = records.map(|(reference, key)| record(reference, &key)).collect();
    records.join("\r\n")
}

fn record(reference: &Reference, key: &str) -> String {
    let citation = &reference.citation;
    let mut lines: Vec<(&str, String)> = Vec::new();
    let is_of_outlet = !citation.source.trim().is_empty();
    lines.push(("TY", if is_of_outlet { "NEWS" } else { "GEN" }.to_owned()));
    lines.push(("ID", key.to_owned()));
    lines.extend(reference.authors.iter().map(|name| ("AU", one_line(name))));
    lines.push(("TI", one_line(&citation.title)));
    lines.push(("T2", one_line(&citation.source)));
    // The tags of dates know one day, month or year: what all of its days share. The year
    // has a tag of its own, since some readers look for it alone.
    let date = citation.date.map(shared).unwrap_or_default();
    lines.push(("PY", date.get(..1).map(|year| joined(year, "")).unwrap_or_default()));
    lines.push(("Y1", if date.len() > 1 { slashed(&date) } else { String::new() }));
    lines.push(("SP", citation.place.page.map(|page| page.to_string()).unwrap_or_default()));
    let last_page = citation.place.last_page.filter(|last| Some(*last) > citation.place.page);
    lines.push(("EP", last_page.map(|page| page.to_string()).unwrap_or_default()));
    lines.push(("UR", reference.url.clone().unwrap_or_default()));
    lines.push(("Y2", slashed(&reference.accessed.and_then(parts).unwrap_or_default())));
    lines.push(("AB", one_line(&reference.quotation)));
    let span = citation.date.filter(|_| date.is_empty()).map(|date| format!("{date}, "));
    let place = place::in_words(reference);
    let anchor = reference.anchor();
    lines.push(("N1", format!("{}{place}; {anchor}", span.unwrap_or_default())));
    // Readers take a record without a tag of the later RIS for one of the earlier, in which
    // `AB` is a note.
    lines.push(("DP", "ibid".to_owned()));
    lines.retain(|(_, value)| !value.is_empty());
    let lines = lines.iter().map(|(tag, value)| format!("{tag}  - {value}\r\n"));
    format!("{}ER  - \r\n", lines.collect::<String>())
}

/// `2014/11/21/`, `2014/11//` or `2014///`.
fn slashed(date: &[i32]) -> String {
    if date.is_empty() {
        return String::new();
    }
    format!("{}{}", joined(date, "/"), "/".repeat(4_usize.saturating_sub(date.len())))
}
