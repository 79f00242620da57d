//! A table of articles by topics.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr;

use crate::common::Colours;
use crate::common::fit::{fit, one_line, widest};
use crate::find::{Findings, rounded};

/// Articles by topics.
pub(crate) struct Table {
    pub(crate) topics: Vec<String>,
    /// In descending order of the sum of a row.
    pub(crate) rows: Vec<Row>,
    /// How many articles are about none of the topics.
    without: usize,
}

/// An article that is about one of the topics at least.
#[derive(Default)]
pub(crate) struct Row {
    document: String,
    title: String,
    /// For each topic the aboutness of the passage most about it, and how many
    /// passages are; 0 and 0 where none is.
    cells: Vec<(f32, usize)>,
}

const WIDEST_ID: usize = 30;
const WIDEST_TITLE: usize = 44;

impl Table {
    /// A table of an index with that many documents.
    pub(crate) fn new(topics: &[Findings], documents: u64) -> Self {
        let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
        for (column, findings) in topics.iter().enumerate() {
            for finding in &findings.findings {
                let citation = &finding.hit.citation;
                let row = rows.entry(&citation.document).or_insert_with(|| Row {
                    document: citation.document.clone(),
                    title: one_line(&citation.title),
                    cells: vec![(0.0, 0); topics.len()],
                });
                let (max_aboutness, count) = &mut row.cells[column];
                *max_aboutness = max_aboutness.max(finding.aboutness);
                *count += 1;
            }
        }
        let mut rows: Vec<Row> = rows.into_values().collect();
        rows.sort_by(|a, b| b.sum().total_cmp(&a.sum()));
        let without = usize::try_from(documents).unwrap_or(usize::MAX).saturating_sub(rows.len());
        Self { topics: topics.iter().map(|f| f.topic.clone()).collect(), rows, without }
    }

    pub(crate) fn write(
        &self,
        out: &mut impl Write,
        max_rows: usize,
        colours: Colours,
    ) -> Result<()> {
        let Colours { bold, faint, end, .. } = colours;
        let shown = self.rows.get(..max_rows).unwrap_or(&self.rows);
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
                .map(|(c, topic)| cell(topic, &shown_cell(*c)))
                .collect();
            writeln!(out, "{document}  {title}{}", cells.trim_end())?;
        }
        let left_out = self.rows.len() - shown.len();
        if left_out > 0 {
            writeln!(out, "{faint}and {left_out} more articles{end}")?;
        }
        if self.without > 0 {
            writeln!(out, "{faint}{} articles have none of it{end}", self.without)?;
        }
        Ok(())
    }
}

impl Row {
    fn sum(&self) -> f32 {
        self.cells.iter().map(|(max_aboutness, _)| max_aboutness).sum()
    }

    pub(crate) fn to_json(&self, topics: &[String]) -> Value {
        let cells = topics.iter().zip(&self.cells).filter(|(_, (_, count))| *count > 0);
        let cells: Map<String, Value> = cells
            .map(|(topic, (max_aboutness, count))| {
                (topic.clone(), json!({"aboutness": rounded(*max_aboutness), "passages": count}))
            })
            .collect();
        json!({"document": self.document, "title": self.title, "topics": cells})
    }
}

fn shown_cell((max_aboutness, count): (f32, usize)) -> String {
    if count == 0 { "·".to_owned() } else { format!("{max_aboutness:.2} ({count})") }
}

/// A cell below the topic's name, with room for four figures.
fn cell(topic: &str, text: &str) -> String {
    format!("  {}", fit(text, topic.width().max("0.99 (9999)".len())))
}

/// The columns of the widest text, from those of a heading to `max_columns`.
fn width_of<'a>(texts: impl Iterator<Item = &'a str>, max_columns: usize) -> usize {
    widest(texts, max_columns).max("article".len())
}
