//! Reads messages and mailboxes: one document a message, and one for each thing
//! attached that can be read.

mod flowed;
mod gathered;
mod mailbox;
mod raw;

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::dates;
use super::reading::{Metadata, Reading};
use super::unread::Unread;
use crate::document::Document;
use crate::source::decode::decode;
use gathered::{Attached, Gathered, Limits};

/// Multiparts and messages within one another that are read.
const MAX_DEPTH: usize = 30;

/// Lines of a message that can begin a part.
const MAX_BOUNDARIES: usize = 200_000;

/// Reads a message.
pub(super) fn read(bytes: &[u8], attached: Attached<'_>) -> Result<Reading, Unread> {
    let message = parse(bytes)?;
    let mut gathered = Gathered::new(attached, Limits::default());
    push(&message, "", 0, &mut gathered);
    Ok(gathered.reading)
}

/// Reads a mailbox. The messages are numbered from 1.
pub(super) fn read_box(bytes: &[u8], attached: Attached<'_>) -> Reading {
    messages_of(bytes, Gathered::new(attached, Limits::default()))
}

fn messages_of(bytes: &[u8], mut gathered: Gathered<'_>) -> Reading {
    for (number, message) in (1..).zip(mailbox::messages(bytes)) {
        if gathered.is_full() {
            break;
        }
        let first = gathered.reading.documents.len();
        let bytes = mailbox::without_quotes(message);
        match parse(&bytes) {
            Ok(message) => push(&message, &format!("#{number}"), 0, &mut gathered),
            Err(unread) => {
                let note = format!("has a message, number {number}, which {unread}");
                gathered.reading.notes.push(note);
            }
        }
        for document in gathered.reading.documents.iter_mut().skip(first) {
            document.extra.insert("message".to_owned(), number.to_string());
        }
    }
    gathered.reading
}

/// Reads a web page that was saved as a message: its first part of HTML.
#[cfg(feature = "html")]
pub(super) fn read_page(bytes: &[u8]) -> Result<Reading, Unread> {
    let message = parse(bytes)?;
    let is_page = |part: &&MessagePart<'_>| matches!(part.body, PartType::Html(_));
    let Some(page) = message.parts.iter().find(is_page) else {
        return Err(Unread::damaged("it holds no web page"));
    };
    let mut reading = super::html::read(&raw::bytes(&message, page))?;
    let header = |name: &str| message.header_raw(name).map(|value| value.trim().to_owned());
    let address = header("Snapshot-Content-Location").or_else(|| header("Content-Location"));
    if let (Some(document), Some(address)) = (reading.documents.first_mut(), address) {
        document.extra.entry("url".to_owned()).or_insert(address);
    }
    Ok(reading)
}

fn parse(bytes: &[u8]) -> Result<Message<'_>, Unread> {
    // What may begin a part: each takes some hundred bytes.
    let boundaries = bytes.windows(3).filter(|window| *window == b"\n--").count();
    if boundaries > MAX_BOUNDARIES {
        let limit = format!("{MAX_BOUNDARIES} parts");
        return Err(Unread::TooLarge { what: "it", limit });
    }
    MessageParser::default().parse(bytes).ok_or_else(|| Unread::damaged("it has no header"))
}

/// Adds the document of a message and those of what is attached to it. `id` is
/// that of the message.
fn push(message: &Message<'_>, id: &str, depth: usize, gathered: &mut Gathered<'_>) {
    if depth > MAX_DEPTH {
        let unread = Unread::TooDeep { what: "messages within it", limit: MAX_DEPTH };
        gathered.reading.notes.push(format!("has a message, {id}, which {unread}"));
        return;
    }
    let (own, notes) = own_document(message, id);
    gathered.reading.notes.extend(notes.into_iter().map(|note| match id {
        "" => format!("has {note}"),
        id => format!("has a message, {id}, with {note}"),
    }));
    let header: Vec<(String, String)> = header_of(&own);
    if !own.text.trim().is_empty() {
        gathered.extend(vec![own]);
    }
    for part in &message.attachments {
        let Some(inner) = message.parts.get(*part as usize) else { continue };
        if gathered.is_full() {
            return;
        }
        let hash = if id.is_empty() { "#" } else { "/" };
        let id = format!("{id}{hash}{part}");
        let first = gathered.reading.documents.len();
        match &inner.body {
            PartType::Message(inner) => push(inner, &id, depth + 1, gathered),
            _ => push_attached(inner, &id, gathered),
        }
        for document in gathered.reading.documents.iter_mut().skip(first) {
            for (name, value) in &header {
                document.extra.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
    }
}

/// What a document that is attached says of its message.
fn header_of(message: &Document) -> Vec<(String, String)> {
    let mut header = vec![("attached_to".to_owned(), message.title.clone())];
    if let Some(sender) = message.extra.get("author") {
        header.push(("sender".to_owned(), sender.clone()));
    }
    header.retain(|(_, value)| !value.is_empty());
    header
}

/// The text of a message: its subject, and each part that is shown, once; and notes
/// on parts that could not be read.
fn own_document(message: &Message<'_>, id: &str) -> (Document, Vec<String>) {
    let subject = message.subject().unwrap_or_default().trim();
    let Body { texts, notes } = body_of(message);
    let texts = texts.iter().filter(|text| !text.trim().is_empty());
    let body = texts.map(|text| text.trim_matches(['\n', '\r'])).collect::<Vec<_>>().join("\n\n");
    let pieces = [subject, body.trim_end()].into_iter().filter(|piece| !piece.is_empty());
    let mut document = Document::new(id, pieces.collect::<Vec<_>>().join("\n\n"));
    let metadata = Metadata {
        title: subject.to_owned(),
        author: sender_of(message),
        source: String::new(),
        date: message.date().and_then(|date| {
            dates::of_numbers(u32::from(date.year), u32::from(date.month), u32::from(date.day))
        }),
    };
    metadata.put(&mut document);
    if let Some(message_id) = message.message_id() {
        document.extra.insert("message_id".to_owned(), message_id.to_owned());
    }
    (document, notes)
}

/// The parts of a message that are shown.
struct Body {
    texts: Vec<String>,
    /// Those that could not be read, and why.
    notes: Vec<String>,
}

/// The parts in plain text, or else those in HTML where a plain one is blank: some
/// programs send an empty one beside the page.
fn body_of(message: &Message<'_>) -> Body {
    let plain = shown(message, &message.text_body);
    let is_blank = |text: &String| text.trim().is_empty();
    if message.text_body == message.html_body || !plain.texts.iter().any(is_blank) {
        return plain;
    }
    let html = shown(message, &message.html_body);
    if html.texts.iter().all(is_blank) { plain } else { html }
}

/// The texts of parts; one that cannot be read is blank.
fn shown(message: &Message<'_>, parts: &[u32]) -> Body {
    let mut body = Body { texts: Vec::new(), notes: Vec::new() };
    for (number, part) in parts.iter().filter_map(|n| Some((n, message.parts.get(*n as usize)?))) {
        let text = text_of(message, part).unwrap_or_else(|unread| {
            body.notes.push(format!("a part, number {number}, which {unread}"));
            Some(String::new())
        });
        body.texts.extend(text);
    }
    body
}

fn sender_of(message: &Message<'_>) -> String {
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name.as_deref().or(sender.address.as_deref()));
    name.unwrap_or_default().to_owned()
}

/// The text of a part that is shown; `None` of pictures and the like.
fn text_of(message: &Message<'_>, part: &MessagePart<'_>) -> Result<Option<String>, Unread> {
    match &part.body {
        PartType::Text(_) => {
            let text = decode(&raw::bytes(message, part))?.text;
            Ok(Some(flowed::unfolded(&text, part)))
        }
        PartType::Html(_) => html_text(&raw::bytes(message, part)).map(Some),
        _ => Ok(None),
    }
}

#[cfg(feature = "html")]
fn html_text(bytes: &[u8]) -> Result<String, Unread> {
    super::html::text_of_message(bytes)
}

/// Without the reader of web pages the parser's own way must do.
#[cfg(not(feature = "html"))]
fn html_text(bytes: &[u8]) -> Result<String, Unread> {
    let html = decode(bytes)?.text;
    Ok(mail_parser::decoders::html::html_to_text(&html))
}

fn push_attached(part: &MessagePart<'_>, id: &str, gathered: &mut Gathered<'_>) {
    let is_picture = part.content_type().is_some_and(|kind| {
        ["image", "audio", "video"].iter().any(|other| kind.ctype().eq_ignore_ascii_case(other))
    });
    // Pictures of a signature are in every mail: to tell of each would hide the rest.
    if is_picture {
        return;
    }
    let name = part.attachment_name().unwrap_or_default();
    let id =
        if name.is_empty() { id.to_owned() } else { format!("{id}/{}", name.replace('/', "_")) };
    match (gathered.attached)(&name_with_ending(name, part), part.contents()) {
        Ok(mut inner) => {
            for document in &mut inner.documents {
                // The hash of a part of a part becomes a step of the path.
                document.id = format!("{id}{}", document.id.replacen('#', "/", 1));
            }
            gathered.extend(inner.documents);
            gathered.reading.notes.append(&mut inner.notes);
        }
        Err(unread) => {
            gathered.reading.notes.push(format!("has an attachment, {id}, which {unread}"));
        }
    }
}

/// The name of an attachment, with an ending for one that has none.
fn name_with_ending(name: &str, part: &MessagePart<'_>) -> String {
    match &part.body {
        PartType::Html(_) if !name.contains('.') => format!("{name}.html"),
        PartType::Text(_) if !name.contains('.') => format!("{name}.txt"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests;
