//! A file of each format, damaged at random: read or skipped, without a panic, and
//! never for long.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::entry_points::read_file;

/// How often each file is damaged, unless `IBID_MUTATIONS` says another number.
const TIMES: usize = 250;

fn times() -> usize {
    std::env::var("IBID_MUTATIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(TIMES)
}

const HTML: &[u8] = b"<!DOCTYPE html><html><head><title>Tugs</title><meta charset=utf-8>\
    <script type='application/ld+json'>{\"datePublished\":\"2024-05-01\"}</script></head><body>\
    <nav><a href=/>Home</a></nav><article><h1>Tugs</h1><p>Nine tugs &amp; barges lie in Hallan.</p>\
    <table><tr><td>a<td>b</table><pre> x\n y</pre></article><!-- no --></body></html>";

const MAIL: &[u8] = b"From a@b Mon Mar  4 10:00:00 2024\nSubject: =?utf-8?B?w6k=?=\nFrom: A <a@b>\n\
    Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; format=flowed\n\nNine \ntugs\n\
    --b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+eDwvcD4=\n\
    --b\nContent-Type: message/rfc822\n\nSubject: inner\n\nFour\n\
    --b\nContent-Type: text/csv; name=t.csv\nContent-Disposition: attachment\n\na,b\n1,2\n--b--\n\n";

const RTF: &[u8] =
    b"{\\rtf1\\ansicpg1251{\\fonttbl{\\f0\\fcharset204 T;}}{\\info{\\title T}}\\f0 Nine \
    \\'cc\\u233?\\par\\trowd\\intbl a\\cell b\\cell\\row\\pard{\\*\\x y}\\bin3 abc}";

const LINES: &[u8] =
    b"{\"id\":\"a\",\"title\":\"T\",\"text\":\"Nine tugs\",\"date\":\"2024-05-01\"}\n\n{\"id\":2,\"text\":\"4\"}\n";

const TABLE: &[u8] = b"port;tugs\n\"Hal\nlan\";9\n\nMorn;\"4\n";

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
    2 0 obj\n<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>\nendobj\n\
    3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n\
    4 0 obj\n<</Length 92>>stream\nBT /F 10 Tf 50 700 Td (Nine tugs) Tj 0 -12 Td [(of) -500 (Hallan)] TJ 3 Tr 9 0 Td <41> Tj ET\nendstream\nendobj\n\
    5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

const WORD: &str = "<w:document><w:body><w:p><w:r><w:t>Nine &amp; tugs</w:t><w:tab/></w:r></w:p><w:tbl>\
    <w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";

const ODT: &str = "<office:body><text:p>Nine<text:s/>tugs<text:note><text:note-body><text:p>n</text:p>\
    </text:note-body></text:note></text:p></office:body>";

pub(super) fn packed(name: &str, xml: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file(name, stored).unwrap();
    writer.write_all(xml.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 as usize % limit.max(1)
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let at = self.below(bytes.len());
        let to = (at + self.below(20)).min(bytes.len());
        match self.below(5) {
            0 => bytes[at] = self.below(256) as u8,
            1 => bytes.truncate(at + 1),
            2 => drop(bytes.drain(at..to)),
            3 => {
                let piece = bytes[at..to].to_vec();
                let to = self.below(bytes.len());
                drop(bytes.splice(to..to, piece));
            }
            _ => bytes[at] ^= 1 << self.below(8),
        }
    }
}

fn check(name: &str, whole: &[u8]) {
    read_file(name, whole);
    let read = ibid::source::read_bytes(name, whole).unwrap();
    assert!(!read.documents.is_empty(), "{name} is read as it is");
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..times() {
        let mut bytes = whole.to_vec();
        for _ in 0..=random.below(6) {
            random.damage(&mut bytes);
        }
        read_file(name, &bytes);
    }
}

/// A file of each format, with its name.
pub(super) fn files() -> Vec<(&'static str, Vec<u8>)> {
    let message = MAIL.split_at(MAIL.iter().position(|byte| *byte == b'\n').unwrap() + 1).1;
    vec![
        ("x.html", HTML.to_vec()),
        ("x.mhtml", [b"Content-Type: text/html\n\n".as_slice(), HTML].concat()),
        ("x.mbox", MAIL.to_vec()),
        ("x.eml", message.to_vec()),
        ("x.docx", packed("word/document.xml", WORD)),
        ("x.odt", packed("content.xml", ODT)),
        ("x.rtf", RTF.to_vec()),
        ("x.csv", TABLE.to_vec()),
        ("x.jsonl", LINES.to_vec()),
        ("x.pdf", PDF.to_vec()),
    ]
}

#[test]
fn of_every_format() {
    for (name, bytes) in files() {
        check(name, &bytes);
    }
}
