//! One story with what each version changed.

use std::io::Write;

use anyhow::Result;
use ibid::Index;
use ibid::story::{Change, ChangeKind, Difference, SharedText, StoryDetails};

use super::common::Colours;
use super::list::{head, printable, write_story};

/// The most characters of a shared stretch that are shown.
const SHARED_CHARS: usize = 80;

pub(crate) fn write_json(out: &mut impl Write, details: &StoryDetails) -> Result<()> {
    serde_json::to_writer(&mut *out, details).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

pub(crate) fn write_text(
    out: &mut impl Write,
    index: &Index,
    details: &StoryDetails,
    colours: Colours,
) -> Result<()> {
    let Colours { faint, end, .. } = colours;
    write_story(out, &details.story, colours)?;
    for difference in &details.differences {
        write_difference(out, difference, colours)?;
    }
    for report in &details.recurring {
        writeln!(out, "\n{faint}the same wording at other times:{end}")?;
        for document in &report.documents {
            writeln!(out, "   {}", head(document))?;
        }
    }
    let left_out = match details.shared_left_out {
        0 => String::new(),
        more => format!(" and {more} more articles"),
    };
    if !details.shared.is_empty() {
        writeln!(out, "\n{faint}passages shared with other stories{left_out}:{end}")?;
    }
    for shared in &details.shared {
        write_shared(out, index, shared)?;
    }
    Ok(())
}

fn write_difference(out: &mut impl Write, difference: &Difference, colours: Colours) -> Result<()> {
    let Colours { faint, end, .. } = colours;
    let (old, new) = (printable(&difference.old), printable(&difference.new));
    let note = if difference.is_complete { "" } else { ", compared in part: the texts are long" };
    writeln!(out, "\n{faint}{old} → {new}{note}{end}")?;
    for change in &difference.changes {
        write_change(out, change, colours)?;
    }
    if difference.changes.is_empty() {
        writeln!(out, "   no word that is compared differs")?;
    }
    Ok(())
}

fn write_change(out: &mut impl Write, change: &Change, colours: Colours) -> Result<()> {
    let Colours { mark, faint, end, .. } = colours;
    let kind = match change.kind {
        ChangeKind::Figure => "figure",
        ChangeKind::Negation => "negation",
        ChangeKind::Attribution => "attribution",
        _ => "wording",
    };
    let (old, new) = (printable(&change.old_text), printable(&change.new_text));
    let text = match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("+ {new}"),
        (_, true) => format!("- {old}"),
        _ => format!("{mark}{old}{end} → {mark}{new}{end}"),
    };
    Ok(writeln!(out, "   {faint}{kind}:{end} {text}")?)
}

fn write_shared(out: &mut impl Write, index: &Index, shared: &SharedText) -> Result<()> {
    let text = index.document(&shared.document)?.map(|document| document.text).unwrap_or_default();
    let words = |place: &ibid::Span| place.of(&text).unwrap_or_default().split_whitespace().count();
    let longest = shared.places.iter().map(|place| place.other).max_by_key(words);
    let longest = longest.and_then(|place| place.of(&text)).map(printable).unwrap_or_default();
    let excerpt: String = longest.chars().take(SHARED_CHARS).collect();
    let title = printable(&shared.title);
    let comma = if title.is_empty() { "" } else { ", " };
    Ok(writeln!(out, "   {}{comma}{title}: “{excerpt}”", printable(&shared.document))?)
}
