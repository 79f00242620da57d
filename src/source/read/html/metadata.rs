//! Title, date, author, outlet and address of a page, as its head says them.

use dom_query::Document as Page;
use serde_json::Value;

use crate::date::DayRange;
use crate::document::Document;
use crate::hit::citation::one_line;
use crate::source::read::dates;
use crate::source::read::reading::Metadata;

/// What the head of a page says.
#[derive(Debug, Default)]
pub(super) struct Head {
    metadata: Metadata,
    address: String,
}

impl Head {
    /// Reads it; what the page does not say is empty.
    pub(super) fn of(page: &Page) -> Self {
        let json = json_ld(page);
        let source = meta(page, &["og:site_name"]);
        let title = title(page, &source);
        let author = member(&json, "author").map(name_of).filter(|name| !name.is_empty());
        let author = author.unwrap_or_else(|| meta(page, &["author", "article:author"]));
        let date = date(page, &json);
        let canonical = page.select_single("link[rel=canonical]");
        let address =
            canonical.attr("href").map_or_else(|| meta(page, &["og:url"]), |a| a.to_string());
        Self { metadata: Metadata { title, author, source, date }, address }
    }

    /// Puts it into a document.
    pub(super) fn put(self, document: &mut Document) {
        self.metadata.put(document);
        let address = self.address.trim();
        if !address.is_empty() {
            document.extra.insert("url".to_owned(), address.to_owned());
        }
    }
}

/// The first `<meta>` with one of the names that is not blank.
fn meta(page: &Page, names: &[&str]) -> String {
    let all = page.select("meta");
    let value = |name: &&str| {
        all.nodes().iter().find_map(|node| {
            let is_named = |attribute: &str| {
                node.attr(attribute).is_some_and(|v| v.eq_ignore_ascii_case(name))
            };
            let is_it = ["property", "name", "itemprop"].into_iter().any(is_named);
            let content = node.attr("content").filter(|_| is_it)?;
            Some(content.trim().to_owned()).filter(|content| !content.is_empty())
        })
    };
    names.iter().find_map(value).unwrap_or_default()
}

/// What is said for other programs, in the order of the page.
fn json_ld(page: &Page) -> Vec<Value> {
    let scripts = page.select("script[type='application/ld+json']");
    let texts = scripts.nodes().iter().map(dom_query::NodeRef::text);
    texts.filter_map(|text| serde_json::from_str(text.trim()).ok()).collect()
}

/// The first member of that name, in objects and lists two levels down: a page
/// lists what it holds as a graph.
fn member<'v>(values: &'v [Value], name: &str) -> Option<&'v Value> {
    let mut level: Vec<&Value> = values.iter().collect();
    for _ in 0..4 {
        let mut next = Vec::new();
        for value in level {
            match value {
                Value::Object(object) => match object.get(name) {
                    Some(value) if !value.is_null() => return Some(value),
                    _ => next.extend(object.get("@graph")),
                },
                Value::Array(list) => next.extend(list),
                _ => {}
            }
        }
        level = next;
    }
    None
}

/// The name of a person, or of several.
fn name_of(value: &Value) -> String {
    match value {
        Value::String(name) => name.clone(),
        Value::Object(person) => {
            person.get("name").and_then(Value::as_str).unwrap_or("").to_owned()
        }
        Value::Array(people) => {
            let names = people.iter().filter_map(|person| match person {
                Value::Array(_) => None,
                person => Some(name_of(person)).filter(|name| !name.is_empty()),
            });
            names.collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

fn date(page: &Page, json: &[Value]) -> Option<DayRange> {
    const NAMES: [&str; 8] = [
        "article:published_time",
        "og:published_time",
        "datePublished",
        "date",
        "DC.date.issued",
        "dcterms.date",
        "pubdate",
        "publish-date",
    ];
    let said = member(json, "datePublished").and_then(Value::as_str).and_then(dates::day);
    let named = || NAMES.iter().find_map(|name| dates::day(&meta(page, &[name])));
    let shown = || {
        let times = page.select("time[datetime]");
        let mut days = times.nodes().iter().filter_map(|node| dates::day(&node.attr("datetime")?));
        days.next()
    };
    said.or_else(named).or_else(shown)
}

/// The title for other programs, the headline that the page's title has, or the
/// page's title without the name of the site.
fn title(page: &Page, site: &str) -> String {
    let said = meta(page, &["og:title"]);
    if !said.is_empty() {
        return said;
    }
    let whole = one_line(&page.select_single("title").text());
    let headlines = page.select("h1");
    let headlines =
        headlines.nodes().iter().map(|node| one_line(&node.text())).filter(|text| !text.is_empty());
    let is_named = |text: &String| whole.is_empty() || whole.contains(text.as_str());
    // The name of the site can be a headline, too: the longest is the article's.
    let named = headlines.filter(is_named).reduce(|a, b| if b.len() > a.len() { b } else { a });
    named.unwrap_or_else(|| without_site(&whole, site))
}

/// Signs between the title of an article and the name of its site.
const SIGNS: [&str; 6] = [" | ", " – ", " — ", " - ", " :: ", " » "];

/// Bytes of a title that stays one without what comes after the last sign.
const MIN_TITLE_BYTES: usize = 15;

fn without_site(whole: &str, site: &str) -> String {
    let parts = SIGNS.iter().filter_map(|sign| whole.rsplit_once(sign));
    let last = parts.min_by_key(|(_, after)| after.len());
    match last {
        Some((title, name)) if name.eq_ignore_ascii_case(site) => title.to_owned(),
        Some((title, name))
            if site.is_empty() && title.len() >= MIN_TITLE_BYTES.max(name.len()) =>
        {
            title.to_owned()
        }
        _ => whole.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Document {
        let mut document = Document::new("", "x");
        Head::of(&Page::from(html)).put(&mut document);
        document
    }

    #[test]
    fn titles() {
        let cases = [
            ("<meta property=og:title content=' Tugs sold '><title>x</title>", "Tugs sold"),
            (
                "<title>Tugs sold - Harbour News</title><h1>Harbour</h1><h1>Tugs sold</h1>",
                "Tugs sold",
            ),
            (
                "<title>Nine tugs sold abroad | Harbour News</title><h1>Logo</h1>",
                "Nine tugs sold abroad",
            ),
            (
                "<title>Short | Harbour News of the North</title>",
                "Short | Harbour News of the North",
            ),
            ("<meta property=og:site_name content=News><title>Short | News</title>", "Short"),
            ("<h1>Only <b>this</b></h1>", "Only this"),
            ("<p>none</p>", ""),
        ];
        for (html, expected) in cases {
            assert_eq!(read(html).title, expected, "{html}");
        }
    }

    #[test]
    fn dates_authors_and_addresses() {
        let script = |json: &str| format!("<script type='application/ld+json'>{json}</script>");
        let cases = [
            (
                script(
                    r#"{"@graph":[{"x":1},{"datePublished":"2024-05-01","author":[{"name":"A B"},"C"]}]}"#,
                ),
                "2024-05-01",
                "A B, C",
            ),
            (script("{broken"), "", ""),
            (
                "<meta name=author content='A B'><time datetime=2023-02-03>x</time>".to_owned(),
                "2023-02-03",
                "A B",
            ),
            (
                "<time datetime=soon>x</time><meta name=date content=2022-01-02>".to_owned(),
                "2022-01-02",
                "",
            ),
        ];
        for (html, date, author) in cases {
            let document = read(&html);
            let read = document.date.map(|date| date.to_string()).unwrap_or_default();
            assert_eq!(read, date, "{html}");
            assert_eq!(document.extra.get("author").map_or("", String::as_str), author, "{html}");
        }
        let document = read("<link rel=canonical href=https://news.example/a>");
        assert_eq!(document.extra["url"], "https://news.example/a");
        assert!(!document.extra.contains_key("from_metadata"));
    }
}
