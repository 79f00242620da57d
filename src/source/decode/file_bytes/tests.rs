//! The bytes of every character of a text, in every encoding that is read.

use super::*;
use proptest::prelude::*;

/// Texts that these encodings can write, in words of their languages.
const REPERTOIRES: [(&str, &[&str]); 13] = [
    ("windows-1252", &["Ministère ", "“Hind” – ", "plain ", "£5m, €3\r\n", "déjà\n"]),
    ("windows-1251", &["вертолёт ", "Ми-35М ", "plain ", "«да» – №5\r\n"]),
    ("windows-1250", &["śmigłowce ", "řekl, že ", "plain ", "dłoń\r"]),
    ("windows-1253", &["ελικόπτερα ", "plain ", "Άμυνας\n"]),
    ("koi8-u", &["министр ", "plain ", "їжак\n"]),
    ("iso-8859-2", &["čtyři ", "plain ", "őr\n"]),
    ("macintosh", &["Ministère ", "Moscow’s ", "plain ", "“Hind”\r"]),
    ("shift_jis", &["防衛省は", "ﾍﾘｺﾌﾟﾀｰ", "plain ", "攻撃。\n"]),
    ("euc-jp", &["防衛省は", "ヘリ", "plain ", "攻撃。\n"]),
    ("euc-kr", &["국방부는 ", "헬기 ", "plain ", "공격\n"]),
    ("gbk", &["国防部", "武装直升机", "plain ", "。\n"]),
    ("gb18030", &["国防部", "🚁", "plain ", "ა。\n"]),
    ("big5", &["國防部", "直升機", "plain ", "。\n"]),
];

/// The text of bytes that are a part of a file.
fn text_of(bytes: &[u8], encoding: &str) -> String {
    if encoding == MIXED || encoding == UTF_8.name() {
        // At the end of a file a character may be cut off: here none is.
        let text = super::super::mixed::read(&[bytes, b" "].concat()).text;
        return text.strip_suffix(' ').unwrap().to_owned();
    }
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap();
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Checks the bytes of each character, and of what lies between any two of some;
/// gives the encoding that was read.
fn check(bytes: &[u8]) -> Option<&'static str> {
    let decoded = decode(bytes).ok()?;
    let text = decoded.text.as_str();
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let characters: Vec<Span> = ends.windows(2).map(|two| Span::new(two[0], two[1])).collect();
    let mark = if decoded.bom && decoded.encoding.starts_with("UTF-16") { 2 } else { 0 };
    let mut reached = mark;
    for (span, in_file) in characters.iter().zip(spans_of(bytes, &decoded, &characters)) {
        let in_file = in_file.unwrap();
        assert_eq!(in_file.start, reached, "{span} of {decoded:?}");
        reached = in_file.end;
        if !decoded.lossy {
            let own = text_of(&bytes[in_file.range()], decoded.encoding);
            assert_eq!(Some(own.as_str()), span.of(text), "{in_file} of {bytes:?}");
        }
    }
    assert!(text.is_empty() || reached == bytes.len(), "{bytes:?}");
    let some: Vec<usize> = ends.iter().copied().step_by(3).collect();
    let stretches: Vec<Span> =
        some.iter().flat_map(|&from| some.iter().map(move |&to| Span::new(from, to))).collect();
    for (span, in_file) in stretches.iter().zip(spans_of(bytes, &decoded, &stretches)) {
        let own = text_of(&bytes[in_file.unwrap().range()], decoded.encoding);
        assert!(decoded.lossy || Some(own.as_str()) == span.of(text), "{span} of {decoded:?}");
    }
    Some(decoded.encoding)
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn every_encoding() {
    for (name, words) in REPERTOIRES {
        let encoding = Encoding::for_label(name.as_bytes()).unwrap();
        let text = words.concat().repeat(4);
        let (bytes, _, unmappable) = encoding.encode(&text);
        assert!(!unmappable, "{name}");
        // Bytes of one encoding can be read as another: what was read is proved.
        check(&bytes).unwrap();
    }
    for text in ["Six “Hinds” 🚁\r\nfor Pakistan.", "Ми-35 🚁 сегодня"] {
        for unit in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            let read = check(&utf16(&format!("\u{FEFF}{text}"), unit));
            assert!(read.is_some_and(|encoding| encoding.starts_with("UTF-16")));
        }
    }
    assert_eq!(check(&utf16("Six gunships for them.", u16::to_le_bytes)), Some("UTF-16LE"));
    assert_eq!(check(b"D\xC3\xA9fense; Minist\xE8re, \x93Hind\x94."), Some(MIXED));
    assert_eq!(check("\u{FEFF}Défense\r\n".as_bytes()), Some("UTF-8"));
}

/// What damage became stands for its bytes.
#[test]
fn damaged_files() {
    let cases: [(&[u8], &str, &[u8]); 5] = [
        ("Défense ".as_bytes(), "D", b"D"),
        (b"\xEF\xBB\xBFplain \xFF text", "\u{FFFD}", b"\xFF"),
        (b"\xFF\xFEd\0e\0\x3D\xD8a\0", "\u{FFFD}", b"\x3D\xD8"),
        (b"\xFF\xFEd\0e\0a", "\u{FFFD}", b"a"),
        (b"\xFE\xFF\0d\xD8\x3D", "\u{FFFD}", b"\xD8\x3D"),
    ];
    for (bytes, part, expected) in cases {
        check(bytes).unwrap();
        let text = decode(bytes).unwrap().text;
        let start = text.find(part).unwrap();
        let span = Span::new(start, start + part.len());
        let in_file = file_spans(bytes, &[span]).unwrap()[0].unwrap();
        assert_eq!(&bytes[in_file.range()], expected, "{text:?}");
    }
}

#[test]
fn spans_that_are_none_of_the_text() {
    let bytes = "Défense".as_bytes();
    for span in [Span::new(2, 3), Span::new(0, 99), Span::new(50, 60)] {
        assert_eq!(file_spans(bytes, &[span]).unwrap(), [None], "{span}");
    }
    assert_eq!(file_spans(b"", &[Span::new(0, 0)]).unwrap(), [Some(Span::new(0, 0))]);
}

proptest! {
    #[test]
    fn texts_in_their_encodings(
        repertoire in 0..REPERTOIRES.len(), words in prop::collection::vec(0_usize..5, 1..24),
    ) {
        let (name, texts) = REPERTOIRES[repertoire];
        let text: String = words.iter().map(|word| texts[word % texts.len()]).collect();
        check(&Encoding::for_label(name.as_bytes()).unwrap().encode(&text).0);
    }

    #[test]
    fn any_text_in_utf16(text in "[\\PC\\r\\n]{0,30}", big: bool) {
        let unit = if big { u16::to_be_bytes } else { u16::to_le_bytes };
        check(&utf16(&format!("\u{FEFF}{text}"), unit));
    }

    #[test]
    fn joined_files(parts in prop::collection::vec("\\PC{0,6}", 1..8), strays: Vec<u8>) {
        let mut bytes = "Défense dé ".as_bytes().to_vec();
        for (part, stray) in parts.iter().zip(strays.iter().chain(std::iter::repeat(&b' '))) {
            bytes.extend(part.as_bytes());
            bytes.push(*stray);
            bytes.push(b' ');
        }
        check(&bytes);
    }

    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        check(&bytes);
    }
}
