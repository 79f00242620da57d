//! Feeds of the last alerts: Atom (RFC 4287) and JSON Feed 1.1.

use anyhow::Result;
use serde_json::{Value, json};

use super::common::markup::escaped;
use super::common::today;
use super::saved::Entry;

/// Its title in both.
const TITLE: &str = "Alerts of saved queries";

/// Where a feed and its entries are named.
const URN: &str = "urn:ibid:watch";

/// The feed in Atom, the newest entry first.
pub(super) fn atom(entries: &[Entry]) -> String {
    let updated = entries.iter().map(|entry| entry.updated.as_str()).max();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>{URN}</id>\n<title>{TITLE}</title>\n<updated>{}</updated>\n",
        escaped(updated.unwrap_or("1970-01-01T00:00:00Z"))
    );
    for entry in entries.iter().rev() {
        let source = if entry.source.is_empty() { "ibid" } else { &entry.source };
        out.extend([format!(
            "<entry>\n<id>{URN}:{}</id>\n<title>{}</title>\n<author><name>{}</name></author>\n\
             <published>{}</published>\n<updated>{}</updated>\n",
            escaped(&entry.id),
            escaped(&title(entry)),
            escaped(source),
            escaped(&entry.published),
            escaped(&entry.updated)
        )]);
        for watch in &entry.watches {
            out.extend([format!("<category term=\"{}\"/>\n", escaped(watch))]);
        }
        out.extend([format!(
            "<content type=\"html\">{}</content>\n</entry>\n",
            escaped(&html(entry))
        )]);
    }
    out + "</feed>\n"
}

/// The feed as JSON Feed, the newest entry first.
pub(super) fn json_feed(entries: &[Entry]) -> Result<String> {
    let item = |entry: &Entry| -> Value {
        json!({
            "id": format!("{URN}:{}", entry.id),
            "title": title(entry),
            "content_html": html(entry),
            "content_text": entry.text,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "tags": entry.watches,
            "_ibid": {
                "citation": entry.citation,
                "reasons": entry.reasons,
                "copies": entry.copies,
            },
        })
    };
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "items": entries.iter().rev().map(item).collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string_pretty(&feed)? + "\n")
}

fn title(entry: &Entry) -> String {
    format!("{}: {}", entry.watches.join(", "), entry.title)
}

/// The entry's content. What is in the state as HTML was escaped when it came.
fn html(entry: &Entry) -> String {
    let mut out = format!("<blockquote>{}</blockquote>", entry.html);
    out.extend([format!("<p><cite>{}</cite></p>", escaped(&entry.citation))]);
    if entry.copies > 0 {
        let noun = if entry.copies == 1 { "copy" } else { "copies" };
        out.extend([format!("<p>{} {noun} since</p>", entry.copies)]);
    }
    for reason in &entry.reasons {
        out.extend([format!("<p>{}</p>", escaped(reason))]);
    }
    out
}

/// The current time in UTC, as RFC 3339 has it. It dates entries, and decides nothing.
pub(super) fn now() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let second = since.map_or(0, |since| since.as_secs() % (24 * 60 * 60));
    let day = today().map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string());
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}
