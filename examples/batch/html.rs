//! Answers as one page of HTML that prints. Whatever a text has is escaped.

use ibid::batch::{Answer, Totals};
use ibid::hit::Piece;

use super::common::markup::{escaped, marked};
use super::output::reasons;

/// What stands before the answers.
pub(super) const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Answers</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 serif; max-width: 45rem; margin: 1rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; }
.hit { break-inside: avoid; margin: 1rem 0; }
blockquote { margin: .25rem 0; white-space: pre-line; }
mark { background: none; color: inherit; font-weight: bold; text-decoration: underline; }
.note { font-size: .875rem; }
</style>
</head>
<body>
<h1>Answers</h1>
"#;

/// A row with its hits.
pub(super) fn section(answer: &Answer, ranks: &[usize]) -> String {
    let row = &answer.row;
    let query = if row.query.trim().is_empty() { "(no query)" } else { &row.query };
    // A query that is too long is shown by its beginning.
    let query: String = query.chars().take(500).collect();
    let mut out = format!(
        "<section>\n<h2>Row {}: <bdi>{}</bdi></h2>\n<p class=\"note\">{}",
        row.number,
        escaped(&query),
        answer.verdict
    );
    if !row.filters.is_empty() {
        out.extend([format!(", restricted to {}", escaped(&row.filters.join(" ")))]);
    }
    for (name, value) in &row.columns {
        out.extend([format!("; {}: <bdi>{}</bdi>", escaped(name), escaped(value))]);
    }
    out.push_str("</p>\n");
    for ignored in &answer.ignored {
        out.extend([format!("<p class=\"note\">Ignored: {}</p>\n", escaped(ignored))]);
    }
    for (rank, hit) in ranks.iter().zip(&answer.hits) {
        out.extend([format!(
            "<div class=\"hit\">\n<p>{rank}. <strong>{}</strong></p>\n<blockquote>{}</blockquote>\n",
            title(&hit.title_pieces(), &hit.citation.document),
            marked(&hit.pieces())
        )]);
        let citation = escaped(&hit.citation.to_string());
        out.extend([format!("<p class=\"note\"><cite>{citation}</cite><br>{}", hit.label)]);
        for (name, value) in [("matched", reasons(hit)), ("without", hit.missing.join("; "))] {
            if !value.is_empty() {
                out.extend([format!("; {name} {}", escaped(&value))]);
            }
        }
        out.push_str("</p>\n</div>\n");
    }
    out + "</section>\n"
}

/// The title; of a document without one, its id.
fn title(pieces: &[Piece<'_>], document: &str) -> String {
    if pieces.is_empty() { format!("<bdi>{}</bdi>", escaped(document)) } else { marked(pieces) }
}

/// What stands behind the answers.
pub(super) fn tail(totals: &Totals) -> String {
    format!("<p class=\"note\">{}</p>\n</body>\n</html>\n", escaped(&totals.to_string()))
}
