//! Reads ODT: white space folded; what was deleted and comments go.

use super::Read;
use super::body::{Aside, Body};
use super::metadata;
use super::package::Package;
use super::xml::{Element, Piece, walk_read};
use crate::source::read::flow::Gap;
use crate::source::read::unread::Unread;

/// Elements of which nothing is read.
const UNREAD: [&str; 6] =
    ["tracked-changes", "annotation", "note-citation", "ruby-text", "binary-data", "forms"];

/// Reads the text and what the file says of itself.
pub(super) fn read(package: &mut Package<'_>) -> Result<Read, Unread> {
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Unread::Locked);
    }
    let xml = package.text("content.xml")?.unwrap_or_default();
    let mut state = State::default();
    let damage = walk_read(&xml, is_unread, |piece| state.take(piece));
    let meta = package.text("meta.xml")?.unwrap_or_default();
    let metadata =
        metadata::read(&meta, &["initial-creator", "creator"], &["creation-date", "date"]);
    let (text, labels) = state.body.finish();
    Ok(Read { text, labels, metadata, damage })
}

#[derive(Default)]
struct State {
    body: Body,
}

impl State {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(element) => self.open(element.name),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.body.is_in_paragraph() => self.body.flow().push_folded(text),
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str) {
        match name {
            "p" | "h" => self.body.open_paragraph(),
            "s" => self.body.flow().part(Gap::Space),
            "tab" => self.body.flow().part(Gap::Tab),
            "line-break" => self.body.flow().line_break(),
            "table" => self.body.flow().part(Gap::Paragraph),
            "table-cell" | "covered-table-cell" => self.body.flow().open_cell(),
            "text-box" | "note-body" => self.body.open_aside(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.body.close_paragraph(),
            "table-cell" | "covered-table-cell" => self.body.flow().close_cell(),
            "table-row" => self.body.flow().part(Gap::Line),
            "table" => self.body.flow().part(Gap::Paragraph),
            "text-box" => self.body.close_aside(Aside::Box),
            "note-body" => self.body.close_aside(Aside::Note),
            _ => {}
        }
    }
}

/// Titles and descriptions of pictures are seen by nobody who reads the text.
fn is_unread(element: &Element<'_>) -> bool {
    UNREAD.contains(&element.name) || element.is("svg:title") || element.is("svg:desc")
}
