//! Reads RTF: a run over its groups and words, with the code pages of its fonts.

mod destination;
mod tokens;

use encoding_rs::Encoding;

use super::dates;
use super::flow::{Flow, Gap};
use super::reading::{Metadata, Reading, with_paragraphs};
use destination::{Destination, of_word};
use tokens::{Token, Tokens};

/// Groups within one another; deeper ones are read as part of the last.
const MAX_DEPTH: usize = 10_000;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut state = State::default();
    for token in Tokens::new(bytes) {
        state.take(token);
    }
    state.flush();
    let mut reading = Reading::of(with_paragraphs(state.body.finish()));
    let date = match state.day {
        [year, month, day] if year > 0 => dates::of_numbers(year, month, day),
        _ => None,
    };
    let metadata =
        Metadata { title: state.title, author: state.author, source: String::new(), date };
    if let Some(document) = reading.documents.first_mut() {
        metadata.put(document);
    }
    reading
}

/// What a group changes, and gives back at its end.
#[derive(Clone, Copy)]
struct Group {
    destination: Destination,
    encoding: &'static Encoding,
    /// Characters that stand for one of Unicode, for older programs.
    fallback: usize,
    is_hidden: bool,
}

struct State {
    group: Group,
    groups: Vec<Group>,
    /// Groups beyond the deepest.
    beyond: usize,
    /// Whether the group began with the sign that what is not known is left out.
    is_optional: bool,
    /// The code page of the document.
    page: &'static Encoding,
    /// The code page of each font, by its number.
    fonts: std::collections::BTreeMap<i32, &'static Encoding>,
    font: i32,
    /// Bytes of the code page that are not decoded yet.
    bytes: Vec<u8>,
    /// Half of a character beyond U+FFFF.
    surrogate: Option<u16>,
    /// Characters that are left out, as they stand for one that was read.
    skipped: usize,
    is_in_row: bool,
    /// Whether a row of a table is what was read last.
    is_behind_row: bool,
    body: Flow,
    title: String,
    author: String,
    day: [u32; 3],
}

impl Default for State {
    fn default() -> Self {
        let page = encoding_rs::WINDOWS_1252;
        let group =
            Group { destination: Destination::Body, encoding: page, fallback: 1, is_hidden: false };
        Self {
            group,
            groups: Vec::new(),
            beyond: 0,
            is_optional: false,
            page,
            fonts: std::collections::BTreeMap::new(),
            font: 0,
            bytes: Vec::new(),
            surrogate: None,
            skipped: 0,
            is_in_row: false,
            is_behind_row: false,
            body: Flow::default(),
            title: String::new(),
            author: String::new(),
            day: [0; 3],
        }
    }
}

impl State {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Open => {
                self.flush();
                self.skipped = 0;
                if self.groups.len() < MAX_DEPTH {
                    self.groups.push(self.group);
                } else {
                    self.beyond += 1;
                }
            }
            Token::Close => {
                self.flush();
                (self.skipped, self.is_optional) = (0, false);
                match self.beyond {
                    0 => self.group = self.groups.pop().unwrap_or(self.group),
                    _ => self.beyond -= 1,
                }
            }
            Token::Byte(byte) => self.byte(byte),
            Token::Optional => self.is_optional = true,
            Token::Word(word, number) => self.word(word, number),
        }
    }

    fn byte(&mut self, byte: u8) {
        self.is_optional = false;
        if self.skipped > 0 {
            self.skipped -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    /// Decodes the bytes so far, and writes them where they belong.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let text = self.group.encoding.decode_without_bom_handling(&self.bytes).0.into_owned();
        self.bytes.clear();
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        match self.group.destination {
            Destination::Body if !self.group.is_hidden => {
                if std::mem::take(&mut self.is_behind_row) && !self.is_in_row {
                    self.body.part(Gap::Paragraph);
                }
                self.body.push_folded(text);
            }
            Destination::Title => self.title.push_str(text),
            Destination::Author => self.author.push_str(text),
            Destination::Body | Destination::Day | Destination::Fonts | Destination::Unread => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        // The characters for older programs come right behind: a word ends them.
        self.flush();
        if word != "u" {
            self.skipped = 0;
        }
        let optional = std::mem::take(&mut self.is_optional);
        if let Some(destination) = of_word(word, self.group.destination) {
            self.group.destination = destination;
        } else if !self.text_word(word, number) && !self.state_word(word, number) && optional {
            self.group.destination = Destination::Unread;
        }
    }

    /// Words that stand for text or part it.
    fn text_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let text = match word {
            "u" => {
                self.unicode(number.unwrap_or(0));
                return true;
            }
            "par" | "sect" | "page" => return self.part(Gap::Paragraph),
            "line" => return self.part(Gap::Line),
            "tab" => return self.part(Gap::Tab),
            "footnote" => return self.part(Gap::Space),
            "cell" | "nestcell" => {
                if self.is_read() {
                    self.body.close_cell();
                }
                return true;
            }
            "row" | "nestrow" => {
                self.is_behind_row = true;
                return self.part(Gap::Line);
            }
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "emspace" | "enspace" | "qmspace" => " ",
            "~" => "\u{A0}",
            "_" => "\u{2011}",
            _ => return false,
        };
        self.push(text);
        true
    }

    fn is_read(&self) -> bool {
        self.group.destination == Destination::Body && !self.group.is_hidden
    }

    /// A paragraph of a table is part of a cell.
    fn part(&mut self, gap: Gap) -> bool {
        if self.is_read() {
            let is_of_cell = self.is_in_row && gap == Gap::Paragraph;
            self.body.part(if is_of_cell { Gap::Space } else { gap });
        }
        true
    }

    fn unicode(&mut self, number: i32) {
        // Signed numbers of 16 bits: below 0 are those from 32,768 on.
        let unit = u16::try_from(number & 0xFFFF).unwrap_or(0);
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        self.skipped = self.group.fallback;
        if (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        // Symbols of fonts without Unicode stand in the private area: no letters.
        if !(0xE000..0xF900).contains(&unit) {
            self.push(&String::from_utf16_lossy(&units));
        }
    }

    /// Words that change how what follows is read.
    fn state_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let is_on = number != Some(0);
        match word {
            "ansicpg" => self.set_page(code_page(number.unwrap_or(0))),
            "mac" => self.set_page(encoding_rs::MACINTOSH),
            "uc" => self.group.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
            "f" => self.set_font(number.unwrap_or(0)),
            "fcharset" => {
                if let Some(encoding) = charset(number.unwrap_or(0)) {
                    self.fonts.insert(self.font, encoding);
                }
            }
            "plain" => (self.group.is_hidden, self.group.encoding) = (false, self.page),
            "v" => self.group.is_hidden = is_on,
            "trowd" | "intbl" => self.is_in_row = true,
            "pard" => self.is_in_row = false,
            "yr" => self.set_day(0, number),
            "mo" => self.set_day(1, number),
            "dy" => self.set_day(2, number),
            _ => return false,
        }
        true
    }

    fn set_page(&mut self, encoding: &'static Encoding) {
        (self.page, self.group.encoding) = (encoding, encoding);
    }

    fn set_font(&mut self, number: i32) {
        self.font = number;
        if self.group.destination != Destination::Fonts {
            self.group.encoding = self.fonts.get(&number).copied().unwrap_or(self.page);
        }
    }

    fn set_day(&mut self, at: usize, number: Option<i32>) {
        if self.group.destination == Destination::Day
            && let (Some(part), Some(number)) = (self.day.get_mut(at), number)
        {
            *part = u32::try_from(number).unwrap_or(0);
        }
    }
}

fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        866 => "ibm866".to_owned(),
        10000 => "macintosh".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// The code page of a charset of Windows; `None` where the document's counts.
fn charset(number: i32) -> Option<&'static Encoding> {
    let page = match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    Some(code_page(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rtf: &str) -> String {
        let reading = read(rtf.as_bytes());
        reading.documents.into_iter().next().map(|document| document.text).unwrap_or_default()
    }

    #[test]
    fn texts() {
        let cases = [
            (r"{\rtf1 Nine\par tugs\line gone}", "Nine\n\ntugs\ngone"),
            (r"{\rtf1{\fonttbl{\f0 Arial;}{\f1\fcharset204 T;}}\f0 a\f1\'cc\'e8\f0\'e9}", "aМиé"),
            (r"{\rtf1\ansicpg1251 \'cc\u233?x\uc2\u8217\'92\'92y}", "Мéx’y"),
            (r"{\rtf1 \u-10179?\u-8704?}", "\u{1F600}"),
            (r"{\rtf1 x{\*\unknown no}{\pict 00ff}{\v no}{\info{\title T}}y}", "xy"),
            (
                r"{\rtf1 {\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}{\footnote a note}}",
                "shown a note",
            ),
            (
                r"{\rtf1\trowd\intbl a\cell b\cell\row\trowd\intbl c\cell\row\pard d\par e}",
                "a\tb\nc\n\nd\n\ne",
            ),
            (r"{\rtf1 \{x\}\~\\ \ldblquote q\rdblquote}", "{x}\u{A0}\\ “q”"),
            (r"{\rtf1 never closed {", "never closed"),
            ("{\\rtf1 a\r\nb\\\nc\\bin3 {{{d}", "ab\n\ncd"),
        ];
        for (rtf, expected) in cases {
            assert_eq!(text(rtf), expected, "{rtf}");
        }
    }

    #[test]
    fn metadata() {
        let rtf = r"{\rtf1{\info{\title Tugs \u233?}{\author A B}{\creatim\yr2024\mo5\dy1\hr9}{\revtim\yr2025\mo1\dy1}}Nine}";
        let document = read(rtf.as_bytes()).documents.remove(0);
        assert_eq!((document.title.as_str(), document.extra["author"].as_str()), ("Tugs é", "A B"));
        assert_eq!(document.date.unwrap().to_string(), "2024-05-01");
    }

    #[test]
    fn depth_ends_nothing() {
        let deep = format!("{{\\rtf1 {}x{}y}}", "{".repeat(200_000), "}".repeat(200_000));
        assert_eq!(text(&deep), "xy");
    }
}
