//! Answers as CSV, JSON Lines and HTML.

use anyhow::Result;
use ibid::batch::{Answer, Listed, Totals};
use ibid::{Hit, Span};

use super::Form;
use super::common::csv::{write_exact_row, write_row};
use super::html;

/// The columns before those that are handed through.
const HEAD: [&str; 21] = [
    "row",
    "id",
    "query",
    "verdict",
    "ignored",
    "rank",
    "score",
    "document",
    "title",
    "source",
    "date",
    "passage",
    "start",
    "end",
    "text",
    "matched words",
    "reasons",
    "missing",
    "new",
    "label",
    "citation",
];

/// What was listed before, and in this run.
pub(super) struct Listing {
    /// `None` where all is listed.
    pub(super) before: Option<Listed>,
    pub(super) now: Listed,
}

impl Listing {
    /// Keeps the hits of an answer that were not listed before; gives the ranks that they
    /// have in the search.
    pub(super) fn keep_new(&mut self, answer: &mut Answer, limit: usize) -> Vec<usize> {
        let query = answer.row.to_query(limit);
        let query = query.text();
        let is_new = |hit: &Hit| self.before.as_ref().is_none_or(|before| !before.has(query, hit));
        let (ranks, hits): (Vec<usize>, Vec<Hit>) =
            (1..).zip(std::mem::take(&mut answer.hits.hits)).filter(|(_, hit)| is_new(hit)).unzip();
        for hit in &hits {
            self.now.add(query, hit);
        }
        answer.hits.hits = hits;
        ranks
    }

    /// All that was listed, before and in this run.
    pub(super) fn after(self) -> Listed {
        let mut listed = self.before.unwrap_or_default();
        listed.append(self.now);
        listed
    }
}

/// How answers are written.
pub(super) struct Output<'b> {
    pub(super) form: Form,
    /// The columns that are handed through.
    pub(super) columns: &'b [String],
    /// Whether cells of CSV are left as they are.
    pub(super) is_exact: bool,
}

impl Output<'_> {
    /// What stands before the answers.
    pub(super) fn head(&self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        match self.form {
            Form::Csv => {
                let names = HEAD.into_iter().chain(self.columns.iter().map(String::as_str));
                self.cells(&mut out, &names.collect::<Vec<_>>())?;
            }
            Form::Jsonl => {}
            Form::Html => out.extend(html::HEAD.as_bytes()),
        }
        Ok(out)
    }

    /// An answer, as whole lines.
    pub(super) fn row(&self, answer: &Answer, ranks: &[usize], is_new: bool) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        match self.form {
            Form::Csv => self.lines(&mut out, answer, ranks, is_new)?,
            Form::Jsonl => {
                serde_json::to_writer(&mut out, answer)?;
                out.push(b'\n');
            }
            Form::Html => out.extend(html::section(answer, ranks).as_bytes()),
        }
        Ok(out)
    }

    /// What stands behind the answers.
    pub(super) fn tail(&self, totals: &Totals) -> Result<Vec<u8>> {
        Ok(match self.form {
            Form::Csv => Vec::new(),
            Form::Jsonl => format!("{{\"totals\":{}}}\n", serde_json::to_string(totals)?).into(),
            Form::Html => html::tail(totals).into(),
        })
    }

    /// A line for each hit, and one for an answer without.
    fn lines(
        &self,
        out: &mut Vec<u8>,
        answer: &Answer,
        ranks: &[usize],
        is_new: bool,
    ) -> Result<()> {
        let row = &answer.row;
        let (number, ignored) = (row.number.to_string(), answer.ignored.join("; "));
        let of_row = [&number, &row.id, &row.query, answer.verdict.name(), &ignored];
        let handed = self.columns.iter().map(|name| row.columns.get(name).map_or("", |it| it));
        let handed: Vec<&str> = handed.collect();
        let new = if is_new { "yes" } else { "" };
        for (rank, hit) in ranks.iter().zip(&answer.hits) {
            let of_hit = cells_of(*rank, hit, new);
            let of_hit = of_hit.iter().map(String::as_str);
            let cells = of_row.iter().copied().chain(of_hit).chain(handed.iter().copied());
            self.cells(out, &cells.collect::<Vec<_>>())?;
        }
        if answer.hits.is_empty() {
            let none = std::iter::repeat_n("", HEAD.len() - of_row.len());
            let cells = of_row.iter().copied().chain(none).chain(handed.iter().copied());
            self.cells(out, &cells.collect::<Vec<_>>())?;
        }
        Ok(())
    }

    fn cells(&self, out: &mut Vec<u8>, cells: &[&str]) -> Result<()> {
        if self.is_exact { write_exact_row(out, cells) } else { write_row(out, cells) }
    }
}

fn cells_of(rank: usize, hit: &Hit, new: &str) -> [String; 16] {
    let citation = &hit.citation;
    let Span { start, end, .. } = citation.span;
    [
        rank.to_string(),
        hit.score.to_string(),
        citation.document.clone(),
        citation.title.clone(),
        citation.source.clone(),
        citation.date.map_or_else(String::new, |date| date.to_string()),
        citation.passage.to_string(),
        start.to_string(),
        end.to_string(),
        hit.text.clone(),
        hit.matches().join("; "),
        reasons(hit),
        hit.missing.join("; "),
        new.to_owned(),
        hit.label.to_string(),
        citation.to_string(),
    ]
}

/// What of the query matched and how, each once.
pub(super) fn reasons(hit: &Hit) -> String {
    let mut reasons: Vec<String> = Vec::new();
    for mark in hit.marks.iter().chain(&hit.title_marks) {
        let reason = format!("{}: {}", mark.typed, mark.reason);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.join("; ")
}
