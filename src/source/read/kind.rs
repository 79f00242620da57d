//! Which format a file has: by its first bytes, and else by its ending.

/// A format that is read, or one that is told apart to say why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Table,
    /// JSON Lines.
    Lines,
    Rtf,
    #[cfg(feature = "html")]
    Html,
    /// A DOCX, an ODT, or an archive.
    #[cfg(feature = "office")]
    Zip,
    /// An old Office file, or a locked one.
    #[cfg(feature = "office")]
    Ole,
    #[cfg(feature = "mail")]
    Message,
    #[cfg(feature = "mail")]
    Mailbox,
    /// A saved web page with all that belongs to it, as a message.
    #[cfg(all(feature = "mail", feature = "html"))]
    Mhtml,
    #[cfg(feature = "pdf")]
    Pdf,
}

/// What the names of files that are read end in, in small letters.
pub(in crate::source) const ENDINGS: &[&str] = &[
    "txt",
    "md",
    "csv",
    "tsv",
    "jsonl",
    "rtf",
    #[cfg(feature = "html")]
    "html",
    #[cfg(feature = "html")]
    "htm",
    #[cfg(feature = "html")]
    "xhtml",
    #[cfg(feature = "office")]
    "docx",
    #[cfg(feature = "office")]
    "odt",
    #[cfg(feature = "mail")]
    "eml",
    #[cfg(feature = "mail")]
    "mbox",
    #[cfg(all(feature = "mail", feature = "html"))]
    "mhtml",
    #[cfg(all(feature = "mail", feature = "html"))]
    "mht",
    #[cfg(feature = "pdf")]
    "pdf",
];

/// How far into a file the mark of a PDF can stand: junk before it is common.
#[cfg(feature = "pdf")]
const PDF_MARK_WITHIN: usize = 1024;

impl Kind {
    /// The kind of a file. Content counts before the ending; plain text is told by
    /// the ending alone, so that a text about HTML stays one.
    pub(super) fn of(ending: &str, bytes: &[u8]) -> Self {
        let ending = ending.to_lowercase();
        if let Some(kind) = Self::by_mark(&ending, bytes) {
            return kind;
        }
        match ending.as_str() {
            "txt" | "md" => Self::Text,
            "csv" | "tsv" => Self::Table,
            "jsonl" => Self::Lines,
            #[cfg(feature = "html")]
            "html" | "htm" | "xhtml" => Self::Html,
            #[cfg(all(feature = "mail", feature = "html"))]
            "mhtml" | "mht" if has_header(bytes) => Self::Mhtml,
            #[cfg(feature = "mail")]
            "mbox" if bytes.trim_ascii_start().starts_with(b"From ") => Self::Mailbox,
            #[cfg(feature = "mail")]
            "eml" | "mbox" if has_header(bytes) => Self::Message,
            _ => Self::of_text(bytes),
        }
    }

    /// By the first bytes of a format that has such.
    fn by_mark(ending: &str, bytes: &[u8]) -> Option<Self> {
        #[cfg(feature = "pdf")]
        if has_pdf_mark(ending, bytes) {
            return Some(Self::Pdf);
        }
        #[cfg(not(feature = "pdf"))]
        let _ = ending;
        #[cfg(feature = "office")]
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Some(Self::Zip);
        }
        #[cfg(feature = "office")]
        if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return Some(Self::Ole);
        }
        bytes.starts_with(b"{\\rtf").then_some(Self::Rtf)
    }

    /// Of a text whose ending says nothing, or something else.
    fn of_text(bytes: &[u8]) -> Self {
        #[cfg(feature = "html")]
        if begins_as_html(bytes) {
            return Self::Html;
        }
        let _ = bytes;
        Self::Text
    }

    /// The name of the reader, as a document notes it.
    pub(super) fn reader(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Table => "CSV",
            Self::Lines => "JSONL",
            Self::Rtf => "RTF",
            #[cfg(feature = "html")]
            Self::Html => "HTML",
            #[cfg(feature = "office")]
            Self::Zip | Self::Ole => "Office",
            #[cfg(feature = "mail")]
            Self::Message => "mail",
            #[cfg(feature = "mail")]
            Self::Mailbox => "mailbox",
            #[cfg(all(feature = "mail", feature = "html"))]
            Self::Mhtml => "MHTML",
            #[cfg(feature = "pdf")]
            Self::Pdf => "PDF",
        }
    }
}

#[cfg(feature = "pdf")]
fn has_pdf_mark(ending: &str, bytes: &[u8]) -> bool {
    if bytes.trim_ascii_start().starts_with(b"%PDF-") {
        return true;
    }
    let start = bytes.get(..PDF_MARK_WITHIN).unwrap_or(bytes);
    ending == "pdf" && start.windows(5).any(|window| window == b"%PDF-")
}

/// Whether the first line is one of a message's header.
#[cfg(feature = "mail")]
fn has_header(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let name = bytes.iter().take_while(|byte| is_of_name(byte)).count();
    (name > 0 && bytes.get(name) == Some(&b':')) || bytes.starts_with(b"From ")
}

#[cfg(feature = "html")]
fn begins_as_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let begins = |tag: &[u8]| bytes.get(..tag.len()).is_some_and(|b| b.eq_ignore_ascii_case(tag));
    begins(b"<!doctype html") || begins(b"<html")
}

#[cfg(all(test, feature = "html", feature = "office", feature = "mail", feature = "pdf"))]
mod tests {
    use super::*;

    #[test]
    fn content_counts_before_the_ending() {
        let cases: [(&str, &[u8], Kind); 22] = [
            ("txt", b"Six gunships.", Kind::Text),
            ("txt", b"<html>", Kind::Text),
            ("txt", b"%PDF-1.4", Kind::Pdf),
            ("txt", b"A text on %PDF-1.4", Kind::Text),
            ("PDF", b"junk\n%PDF-1.4", Kind::Pdf),
            ("pdf", b"Six gunships.", Kind::Text),
            ("pdf", b"<!DOCTYPE HTML>", Kind::Html),
            ("doc", b"{\\rtf1 x}", Kind::Rtf),
            ("docx", b"PK\x03\x04", Kind::Zip),
            ("docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Ole),
            ("html", b"Six gunships.", Kind::Html),
            ("mhtml", b"Subject: x\n\n", Kind::Mhtml),
            ("mht", b"<html>", Kind::Html),
            ("eml", b"Received: x\n\n", Kind::Message),
            ("eml", b"readable text", Kind::Text),
            ("mbox", b"From a@b Mon\n", Kind::Mailbox),
            ("mbox", b"\r\nFrom a@b Mon\n", Kind::Mailbox),
            ("mbox", b"Subject: x\n", Kind::Message),
            ("CSV", b"a,b", Kind::Table),
            ("jsonl", b"{}", Kind::Lines),
            ("", b"<html lang=\"en\">", Kind::Html),
            ("", b"", Kind::Text),
        ];
        for (ending, bytes, expected) in cases {
            let text = String::from_utf8_lossy(bytes);
            assert_eq!(Kind::of(ending, bytes), expected, "{ending}: {text}");
        }
    }
}
