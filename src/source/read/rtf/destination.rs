//! Where the text of a group belongs.

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    Body,
    Title,
    Author,
    /// The day of the file's making.
    Day,
    /// The table of fonts, whose names are no text.
    Fonts,
    Unread,
}

/// Groups that hold no text of the document.
const UNREAD: [&str; 34] = [
    "annotation",
    "atnauthor",
    "atnid",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "datastore",
    "deleted",
    "filetbl",
    "fldinst",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "generator",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "latentstyles",
    "listoverridetable",
    "listtable",
    "listtext",
    "objclass",
    "objdata",
    "pict",
    "pntext",
    "revtbl",
    "rsidtbl",
    "stylesheet",
    "themedata",
    "xmlnstbl",
    "nonshppict",
];

/// The destination that a word begins, within another one.
pub(super) fn of_word(word: &str, within: Destination) -> Option<Destination> {
    match word {
        "fonttbl" => Some(Destination::Fonts),
        "title" if within == Destination::Unread => Some(Destination::Title),
        "author" if within == Destination::Unread => Some(Destination::Author),
        "creatim" if within == Destination::Unread => Some(Destination::Day),
        // What is shown of a group that programs may leave out.
        "shptxt" | "shppict" | "fldrslt" if within == Destination::Body => Some(Destination::Body),
        _ => UNREAD.contains(&word).then_some(Destination::Unread),
    }
}
