//! Citations of files in other encodings than UTF-8: bytes of the text, and bytes
//! of the file.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1251, WINDOWS_1252};
use ibid::source::{locate, sync};
use ibid::{Hit, Index, Query};

use super::sync::options;
use super::{folder, write};

const FRENCH: &str = "Le Ministère de la Défense – « plus tard » – n’a rien dit.\r\n\r\n\
                      Six hélicoptères “Hind” ont été livrés à l’armée de l’air, dit-il.\r\n\r\n\
                      L’été prochain, l’opération sera terminée, a ajouté le général.\r\n";
const RUSSIAN: &str = "Министерство обороны молчит.\r\rШесть вертолётов Ми-35М были поставлены, \
                       сообщил министр.\r\rБольше он ничего не сказал журналистам в пятницу.";
const JAPANESE: &str = "防衛省は何も発表していない。\n\nヘリコプター Mi-35 は昨年引き渡された。\n\n\
                        大臣は金曜日に記者団に対しそれ以上は語らなかった。";

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{FEFF}{text}").encode_utf16().flat_map(unit).collect()
}

fn bytes_in(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

fn all_hits(index: &Index) -> Vec<Hit> {
    let query = "label:body label:headline label:quote label:byline label:caption";
    index.search(&Query::new(query).limit(99).neighbours(1, 1)).unwrap().hits
}

#[test]
fn both_bytes_are_cited() {
    let shift_jis = Encoding::for_label(b"shift_jis").unwrap();
    let mixed = b"D\xC3\xA9fense: le Minist\xE8re a command\xE9 six h\xE9licopt\xE8res, \x93Hind\x94, dit-il.";
    let files: [(&str, Vec<u8>, Option<&str>); 9] = [
        ("utf8.txt", FRENCH.into(), None),
        ("mark.txt", format!("\u{FEFF}{FRENCH}").into(), None),
        ("1252.txt", bytes_in(WINDOWS_1252, FRENCH), Some("windows-1252")),
        ("mac.txt", bytes_in(MACINTOSH, FRENCH), Some("macintosh")),
        ("1251.txt", bytes_in(WINDOWS_1251, RUSSIAN), Some("windows-1251")),
        ("16le.txt", utf16(RUSSIAN, u16::to_le_bytes), Some("UTF-16LE")),
        ("16be.txt", utf16(JAPANESE, u16::to_be_bytes), Some("UTF-16BE")),
        ("sjis.txt", bytes_in(shift_jis, JAPANESE), Some("Shift_JIS")),
        ("mixed.txt", mixed.to_vec(), Some("UTF-8 with windows-1252")),
    ];
    let named: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes, _)| (*name, &**bytes)).collect();
    let folder = folder(&named);
    let index = Index::in_memory().unwrap();
    sync(&index, &[folder.path()], &options(), |_| ()).unwrap();
    let mut hits = all_hits(&index);
    assert!(hits.iter().all(|hit| hit.citation.file_bytes.is_none()), "no search reads a file");
    assert_eq!(locate(&mut hits), []);
    for (name, bytes, encoding) in &files {
        let of_file = hits.iter().filter(|hit| hit.citation.document == *name);
        let mut cited = Vec::new();
        for hit in of_file {
            cited.push((&hit.citation, &hit.text));
            let neighbours = hit.before.iter().chain(&hit.after);
            cited.extend(neighbours.map(|neighbour| (&neighbour.citation, &neighbour.text)));
        }
        assert!(!cited.is_empty(), "{name}");
        for (citation, text) in cited {
            assert_eq!(citation.encoding.as_deref(), *encoding, "{name}");
            let own = match (encoding, citation.file_bytes) {
                (None, None) => String::from_utf8(bytes[citation.span.range()].to_vec()).unwrap(),
                // The text of each passage, as bytes of its file say it.
                (Some("UTF-8 with windows-1252"), Some(span)) => {
                    ibid::source::decode(&[&bytes[span.range()], b"\xE9 "].concat()).unwrap().text
                }
                (Some(encoding), Some(span)) => {
                    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap();
                    encoding.decode_without_bom_handling(&bytes[span.range()]).0.into_owned()
                }
                other => panic!("{name}: {other:?}"),
            };
            assert!(own == *text || own.trim_end_matches("é ") == text.as_str(), "{name}: {own}");
            assert_eq!(citation.to_string().contains(" of the file"), encoding.is_some());
        }
    }
}

/// Whatever became of the file, no wrong byte is cited, and the reason is told.
#[test]
fn files_that_are_other_ones_now() {
    let bytes = bytes_in(WINDOWS_1252, FRENCH);
    let mut same_length = bytes.clone();
    same_length[3..6].copy_from_slice(b"min");
    let cases: [(Option<&[u8]>, &str); 4] = [
        (None, "is not where it was read"),
        (Some(b"Rien."), "was changed since it was read: index it again"),
        (Some(&same_length), "was changed since it was read: index it again"),
        (Some(&bytes), ""),
    ];
    for (now, expected) in cases {
        let folder = folder(&[("a.txt", &bytes), ("b.txt", &bytes)]);
        let index = Index::in_memory().unwrap();
        sync(&index, &[folder.path()], &options(), |_| ()).unwrap();
        match now {
            Some(now) => write(folder.path(), "a.txt", now),
            None => std::fs::remove_file(folder.path().join("a.txt")).unwrap(),
        }
        let mut hits = all_hits(&index);
        let skipped = locate(&mut hits);
        let reasons: Vec<&str> = skipped.iter().map(|skipped| skipped.reason.as_str()).collect();
        assert_eq!(reasons.len(), usize::from(!expected.is_empty()), "{reasons:?}");
        assert!(reasons.iter().all(|reason| reason.starts_with(expected)), "{reasons:?}");
        for hit in &hits {
            let is_located = hit.citation.document == "b.txt" || expected.is_empty();
            assert_eq!(hit.citation.file_bytes.is_some(), is_located, "{}", hit.citation);
        }
    }
}
