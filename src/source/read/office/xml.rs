//! Walks over XML: elements, ends and text, with references resolved. Entities
//! that a file declares itself are left out, so that none makes it grow.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Elements within one another after which a part is left.
const MAX_DEPTH: usize = 1_000;

/// A piece of XML. Names are without their prefixes.
pub(super) enum Piece<'a> {
    Open(Element<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// The start of an element.
pub(super) struct Element<'a> {
    start: &'a BytesStart<'a>,
    /// Its name without the prefix.
    pub(super) name: &'a str,
}

impl Element<'_> {
    /// Whether its name, with the prefix that everybody uses, is that.
    pub(super) fn is(&self, qualified: &str) -> bool {
        self.start.name().as_ref() == qualified
    }

    /// The value of the attribute of that name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        // Checks would compare each attribute with all before it.
        let mut all = self.start.attributes();
        let mut all = all.with_checks(false).filter_map(Result::ok);
        let attribute = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(attribute.value.as_ref().to_owned())
    }
}

/// [`walk`] without the elements that are not read, and what is in them.
pub(super) fn walk_read(
    xml: &str,
    is_unread: impl Fn(&Element<'_>) -> bool,
    mut visit: impl FnMut(Piece<'_>),
) -> Option<String> {
    let mut unread = 0_usize;
    walk(xml, |piece| match piece {
        Piece::Open(_) if unread > 0 => unread += 1,
        Piece::Close(_) if unread > 0 => unread -= 1,
        Piece::Text(_) if unread > 0 => {}
        Piece::Open(element) if is_unread(&element) => unread = 1,
        piece => visit(piece),
    })
}

/// Calls `visit` with each piece, in order; an element that ends where it begins is
/// two pieces. Gives why it ended early, if it did.
pub(super) fn walk(xml: &str, mut visit: impl FnMut(Piece<'_>)) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(format!("its elements nest deeper than {MAX_DEPTH}"));
                }
                visit(Piece::Open(Element { start: &start, name: start.local_name().as_ref() }));
            }
            Ok(Event::Empty(start)) => {
                let name = start.local_name();
                visit(Piece::Open(Element { start: &start, name: name.as_ref() }));
                visit(Piece::Close(name.as_ref()));
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                visit(Piece::Close(end.local_name().as_ref()));
            }
            Ok(Event::Text(text)) => visit(Piece::Text(&text)),
            Ok(Event::CData(text)) => visit(Piece::Text(&text)),
            Ok(Event::GeneralRef(reference)) => {
                if let Some(character) = character(&reference) {
                    visit(Piece::Text(character.encode_utf8(&mut [0; 4])));
                }
            }
            Ok(Event::Eof) if depth > 0 => return Some("it ends before its text does".to_owned()),
            Ok(Event::Eof) => return None,
            Ok(_) => {}
            Err(error) => return Some(error.to_string()),
        }
    }
}

fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    let name: &str = reference;
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
