//! Which articles have what.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use serde_json::{Map, Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::common::Colours;
use crate::find::{Findings, two};

/// Articles by topics.
pub(crate) struct Table {
    pub(crate) topics: Vec<String>,
    /// The articles with most first.
    pub(crate) rows: Vec<Row>,
    /// Articles with none of it.
    without: usize,
}

/// An article that has something.
#[derive(Default)]
pub(crate) struct Row {
    document: String,
    title: String,
    /// For each topic the best aboutness, and how many passages; 0 and 0
    /// where it has none.
    cells: Vec<(f32, usize)>,
}

const WIDEST_ID: usize = 30;
const WIDEST_TITLE: usize = 44;

impl Table {
    /// Of `documents` in all.
    pub(crate) fn new(found: &[Findings], documents: u64) -> Self {
        let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
        for (column, findings) in found.iter().enumerate() {
            for finding in &findings.findings {
                let citation = &finding.hit.citation;
                let row = rows.entry(&citation.document).or_insert_with(|| Row {
                    document: citation.document.clone(),
                    title: one_line(&citation.title),
                    cells: vec![(0.0, 0); found.len()],
                });
                let (best, count) = &mut row.cells[column];
                (*best, *count) = (best.max(finding.aboutness), *count + 1);
            }
        }
        let mut rows: Vec<Row> = rows.into_values().collect();
        rows.sort_by(|a, b| b.sum().total_cmp(&a.sum()));
        let without = usize::try_from(documents).unwrap_or(usize::MAX).saturating_sub(rows.len());
        Self { topics: found.iter().map(|f| f.topic.clone()).collect(), rows, without }
    }

    pub(crate) fn write(&self, out: &mut impl Write, most: usize, colours: Colours) -> Result<()> {
        let Colours { bold, faint, end, .. } = colours;
        let shown = self.rows.get(..most).unwrap_or(&self.rows);
        let id = width_of(shown.iter().map(|row| row.document.as_str()), WIDEST_ID);
        let title = width_of(shown.iter().map(|row| row.title.as_str()), WIDEST_TITLE);
        let heads: String = self.topics.iter().map(|topic| cell(topic, topic)).collect();
        let heads = heads.trim_end();
        writeln!(out, "{bold}{}  {}{heads}{end}", fit("article", id), fit("title", title))?;
        for row in shown {
            let (document, title) = (fit(&row.document, id), fit(&row.title, title));
            let cells: String = row
                .cells
                .iter()
                .zip(&self.topics)
                .map(|(c, topic)| cell(topic, &said(*c)))
                .collect();
            writeln!(out, "{document}  {title}{}", cells.trim_end())?;
        }
        let rest = self.rows.len() - shown.len();
        if rest > 0 {
            writeln!(out, "{faint}and {rest} more articles{end}")?;
        }
        if self.without > 0 {
            writeln!(out, "{faint}{} articles have none of it{end}", self.without)?;
        }
        Ok(())
    }
}

impl Row {
    fn sum(&self) -> f32 {
        self.cells.iter().map(|(best, _)| best).sum()
    }

    pub(crate) fn to_json(&self, topics: &[String]) -> Value {
        let cells = topics.iter().zip(&self.cells).filter(|(_, (_, count))| *count > 0);
        let cells: Map<String, Value> = cells
            .map(|(topic, (best, count))| {
                (topic.clone(), json!({"aboutness": two(*best), "passages": count}))
            })
            .collect();
        json!({"document": self.document, "title": self.title, "topics": cells})
    }
}

fn said((best, count): (f32, usize)) -> String {
    if count == 0 { "·".to_owned() } else { format!("{best:.2} ({count})") }
}

/// A cell below the topic's name, with room for four figures.
fn cell(topic: &str, text: &str) -> String {
    format!("  {}", fit(text, topic.width().max("0.99 (9999)".len())))
}

/// The widest of the texts, at most `most` columns and at least a heading.
fn width_of<'a>(texts: impl Iterator<Item = &'a str>, most: usize) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or(0).clamp("article".len(), most)
}

/// In just so many columns: cut with an ellipsis, or filled with blanks.
fn fit(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return format!("{text}{}", " ".repeat(columns - text.width()));
    }
    let mut cut = String::new();
    let mut left = columns.saturating_sub(1);
    for c in text.chars() {
        let width = c.width().unwrap_or(0);
        if width > left {
            break;
        }
        left -= width;
        cut.push(c);
    }
    format!("{cut}…{}", " ".repeat(left))
}

/// Without line ends and other control characters.
fn one_line(text: &str) -> String {
    let visible = text.replace(char::is_control, " ");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}
