//! Files of citations, read back in any form.

mod bibtex;
mod csv;
mod json;
mod latex;
mod plain;
mod record;
mod ris;

use super::cited::Cited;

/// The citations of a file in any [form](super::Form), in their order. What form it is, the
/// text itself tells.
///
/// A file of another program, without anchors, gives what its citations quote: their field
/// `quotation`, `quote`, `abstract`, `annote`, `annotation`, `note` or `extra`, the first
/// that they have. Texts and Markdown are read for anchors alone. A citation that cannot
/// be read has a [`fault`](Cited::fault).
///
/// Never panics. Cost: linear in the text.
///
/// ```
/// use ibid::cite::{Form, Reference, read, write};
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("thaw-7", "Four gunships will follow."))?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("gunship"))?;
/// let references = [Reference::of(&hits[0])];
/// for form in Form::ALL {
///     let cited = &read(&write(&references, form))[0];
///     assert_eq!(cited.anchor, Some(references[0].anchor()), "{form}");
///     assert_eq!(cited.quotation, "Four gunships will follow.", "{form}");
/// }
/// # Ok::<(), ibid::Error>(())
/// ```
#[must_use]
pub fn read(text: &str) -> Vec<Cited> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(records) = json::records(text) {
        // A footnote can begin with a bracket; JSON has no anchor on a line of its own.
        let is_json = records.iter().any(|record| record.fault.is_none());
        let plain = if is_json { Vec::new() } else { plain::citations(text) };
        let cited = || records.iter().map(record::Record::cited).collect();
        return if plain.is_empty() { cited() } else { plain };
    }
    // The first row of a table is surer than what stands in its cells.
    if let Some(delimiter) = csv::delimiter(text) {
        return csv::records(text, delimiter).iter().map(record::Record::cited).collect();
    }
    let plain = plain::citations(text);
    let records = match (ris::first_line(text), bibtex::first_line(text)) {
        (None, None) => return plain,
        (Some(ris), Some(bibtex)) if bibtex < ris => bibtex::records(text),
        (Some(_), _) => ris::records(text),
        (None, Some(_)) => bibtex::records(text),
    };
    let citations: Vec<Cited> = records.iter().map(record::Record::cited).collect();
    // An outlet or a title can look like an entry; anchors on lines of their own cannot.
    let anchors = citations.iter().filter(|cited| cited.anchor.is_some()).count();
    if anchors < plain.len() { plain } else { citations }
}
