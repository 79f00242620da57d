//! Names of the extra fields by which a document says what it was read from, and how.

/// A field of a file's own of such a name is stored under another.
pub(super) const RESERVED_NAMES: [&str; 16] = [
    "attached_to",
    "encoding",
    "folder",
    "from_metadata",
    "label_spans",
    "lossy",
    "message",
    "message_id",
    "pages",
    "paragraphs",
    "part",
    "path",
    "reader",
    "row",
    "sender",
    "stamp",
];

/// The name under which a field of a file's own is stored; `what` is what holds it, as
/// in "column stamp".
pub(super) fn stored_name(what: &str, name: &str) -> String {
    if RESERVED_NAMES.contains(&name) { format!("{what} {name}") } else { name.to_owned() }
}
