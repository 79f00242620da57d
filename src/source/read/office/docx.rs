//! Reads DOCX: insertions stay; deletions, codes of fields and what is hidden go.

use super::Read;
use super::body::{Aside, Body};
use super::metadata;
use super::package::Package;
use super::xml::{Element, Piece, walk_read};
use crate::source::read::flow::Gap;
use crate::source::read::unread::Unread;

/// Elements of which nothing is read: what was deleted or moved away, codes of
/// fields, the second form of what a newer program shows, and pronunciations.
const UNREAD: [&str; 6] = ["del", "delText", "moveFrom", "instrText", "Fallback", "rt"];

/// Reads the text in a part, the notes, and what the file says of itself.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Read, Unread> {
    let xml = package.text(part)?.unwrap_or_default();
    let mut state = State::default();
    let damage = walk_read(&xml, is_unread, |piece| state.take(piece));
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(xml) = package.text(name)? {
            let mut notes = State::default();
            walk_read(&xml, is_unread, |piece| notes.take(piece));
            state.body.push_notes(notes.body.finish().0);
        }
    }
    let core = package.text("docProps/core.xml")?.unwrap_or_default();
    let metadata = metadata::read(&core, &["creator"], &["created", "modified"]);
    let (text, labels) = state.body.finish();
    Ok(Read { text, labels, metadata, damage })
}

#[derive(Default)]
struct State {
    body: Body,
    /// Elements with text that are open.
    texts: usize,
    is_in_run: bool,
    /// Whether the run cannot be seen.
    is_hidden: bool,
}

impl State {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Text(_) if self.is_hidden => {}
            Piece::Open(element) => self.open(&element),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.texts > 0 => self.body.flow().push_folded(text),
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, element: &Element<'_>) {
        match element.name {
            "p" => self.body.open_paragraph(),
            "r" => (self.is_in_run, self.is_hidden) = (true, false),
            "vanish" if self.is_in_run => {
                let value = element.attribute("val");
                self.is_hidden =
                    !value.is_some_and(|v| ["0", "false", "off"].contains(&v.as_str()));
            }
            "t" => self.texts += 1,
            "tab" if self.is_in_run => self.body.flow().part(Gap::Tab),
            "br" | "cr" => self.body.flow().line_break(),
            "noBreakHyphen" => self.body.flow().push_folded("\u{2011}"),
            "tbl" => self.body.flow().part(Gap::Paragraph),
            "tc" => self.body.flow().open_cell(),
            "txbxContent" => self.body.open_aside(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.body.close_paragraph(),
            "r" => (self.is_in_run, self.is_hidden) = (false, false),
            "t" => self.texts = self.texts.saturating_sub(1),
            "tc" => self.body.flow().close_cell(),
            "tr" => self.body.flow().part(Gap::Line),
            "tbl" => self.body.flow().part(Gap::Paragraph),
            "txbxContent" => self.body.close_aside(Aside::Box),
            _ => {}
        }
    }
}

/// The lines above notes are notes, too, of a type of their own.
fn is_unread(element: &Element<'_>) -> bool {
    UNREAD.contains(&element.name)
        || matches!(element.name, "footnote" | "endnote") && element.attribute("type").is_some()
}
