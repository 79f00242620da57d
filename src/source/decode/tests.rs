//! Encodings told apart, damage, and what is no text.

use super::*;
use proptest::prelude::*;

const RUSSIAN: &str = "Министерство обороны получило четыре вертолёта Ми-35М.";
const FRENCH: &str =
    "Le Ministère \u{2013} dit \u{201C}Défense\u{201D} \u{2013} a commandé six hélicoptères.";

const POLISH: &str = "Łącznie cztery śmigłowce Mi-35 trafiły do wojska w zeszłym roku.";

fn encoded(encoding: &str, text: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap();
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text}");
    bytes.into_owned()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn encodings() {
    let text = "Ми-35 🚁\r\nсегодня";
    let little = utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes);
    let big = utf16(&format!("\u{FEFF}{text}"), u16::to_be_bytes);
    let marked = format!("\u{FEFF}{text}");
    let cases: Vec<(Vec<u8>, &str, &str, bool)> = vec![
        (text.into(), text, "UTF-8", false),
        (marked.clone().into(), &marked, "UTF-8", true),
        (little, text, "UTF-16LE", true),
        (big, text, "UTF-16BE", true),
        (b"\xFF\xFE".to_vec(), "", "UTF-16LE", true),
        (encoded("windows-1252", FRENCH), FRENCH, "windows-1252", false),
        (b"Minist\xE8re".to_vec(), "Ministère", "windows-1252", false),
        (b"\x93Hind\x94 \x96 Mi-35".to_vec(), "“Hind” – Mi-35", "windows-1252", false),
        (b"a deal of \xA3153m".to_vec(), "a deal of £153m", "windows-1252", false),
        (
            b"\xA3 5 bn, \x805m (\xA9 2014)\x85".to_vec(),
            "£ 5 bn, €5m (© 2014)…",
            "windows-1252",
            false,
        ),
        (
            b"Mi-35\x92s at 25\xB0, \xA7\xA05".to_vec(),
            "Mi-35’s at 25°, §\u{A0}5",
            "windows-1252",
            false,
        ),
        (encoded("windows-1250", POLISH), POLISH, "windows-1250", false),
        (encoded("windows-1251", RUSSIAN), RUSSIAN, "windows-1251", false),
        (encoded("koi8-u", RUSSIAN), RUSSIAN, "KOI8-U", false),
        (
            encoded("shift_jis", "防衛省は攻撃ヘリコプターを発注した。"),
            "防衛省は攻撃ヘリコプターを発注した。",
            "Shift_JIS",
            false,
        ),
        (
            encoded("gbk", "国防部周三宣布购买四架武装直升机。"),
            "国防部周三宣布购买四架武装直升机。",
            "GBK",
            false,
        ),
        (Vec::new(), "", "UTF-8", false),
    ];
    for (bytes, text, encoding, bom) in cases {
        let expected = Decoded { text: text.to_owned(), encoding, bom, lossy: false };
        assert_eq!(decode(&bytes), Ok(expected));
    }
}

#[test]
fn damaged() {
    let cut_short = &FRENCH.as_bytes()[..=FRENCH.rfind('é').unwrap()];
    let stray = [FRENCH.as_bytes(), b" \xFF \x93quoted\x94"].concat();
    let half = [&utf16("\u{FEFF}deal", u16::to_le_bytes)[..], b"s"].concat();
    let surrogate = [&utf16("\u{FEFF}deal", u16::to_be_bytes)[..], &[0xD8, 0x3D]].concat();
    let cases: [(&[u8], &str, &str, &str); 5] = [
        (cut_short, "UTF-8", "Le Ministère – dit", "six h\u{FFFD}"),
        (&stray, "UTF-8 with windows-1252", "Le Ministère – dit", "\u{FFFD} “quoted”"),
        (b"\xEF\xBB\xBFplain \xFF text", "UTF-8", "\u{FEFF}plain", "\u{FFFD} text"),
        (&half, "UTF-16LE", "deal", "deal\u{FFFD}"),
        (&surrogate, "UTF-16BE", "deal", "deal\u{FFFD}"),
    ];
    for (bytes, encoding, head, tail) in cases {
        let decoded = decode(bytes).unwrap();
        assert!(decoded.lossy, "{decoded:?}");
        assert_eq!(decoded.encoding, encoding);
        assert!(decoded.text.starts_with(head), "{decoded:?}");
        assert!(decoded.text.ends_with(tail), "{decoded:?}");
    }
}

#[test]
fn binary() {
    // Without a NUL, as the first bytes of something compressed are.
    let compressed: Vec<u8> = (1..=255).map(|i: u8| i.wrapping_mul(167) | 1).collect();
    // Samples of sound and pictures: NULs on one side, and no letters.
    let samples: Vec<u8> = (0..400_u16).flat_map(|i| (i % 23).to_le_bytes()).collect();
    let cases: [(&[u8], &str); 11] = [
        (b"\x7FELF\x02\x01\x01\0\0\0", "characters are control or broken"),
        (b"ab\0cd\0\0e\0\x01\0\x02\0", "characters are control or broken"),
        (b"\0\0\0\0", "1 of its 1 characters"),
        (&samples, "characters are control or broken"),
        (b"\x01\x02\x03\x04a", "4 of its 5 characters"),
        (&compressed, "characters are control or broken"),
        (b"%PDF-1.4 text", "is PDF"),
        (b"{\\rtf1 text}", "is RTF"),
        (b"PK\x03\x04word/", "is ZIP"),
        (b"\xFF\xFE\0\0a\0\0\0", "is UTF-32"),
        (b"\0\0\xFE\xFF\0\0\0a", "is UTF-32"),
    ];
    for (bytes, expected) in cases {
        let error = decode(bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// A file was given up for one NUL in it, or for a tail of them.
#[test]
fn some_nuls_are_text() {
    let padded = ["Six gunships.".as_bytes(), &[0; 500]].concat();
    let in_utf16 = utf16("\u{FEFF}Six gun\0ships.", u16::to_be_bytes);
    let in_1252 = b"Le Minist\xE8re\0 de la D\xE9fense".to_vec();
    let cases = [
        (b"Six gun\0ships.".to_vec(), "Six gun\0ships."),
        (padded.clone(), std::str::from_utf8(&padded).unwrap()),
        (in_utf16, "Six gun\0ships."),
        (in_1252, "Le Ministère\0 de la Défense"),
    ];
    for (bytes, text) in cases {
        assert_eq!(decode(&bytes).unwrap().text, text);
    }
}

#[test]
fn utf16_without_a_mark() {
    let english = "Six gunships, \u{201C}Hinds\u{201D}, for Pakistan.\r\n";
    let russian = RUSSIAN.repeat(3);
    let chinese = "国防部周三宣布购买 4 架武装直升机。\n".repeat(4);
    for text in ["deal", english, FRENCH, POLISH, &russian, &chinese] {
        for (unit, encoding) in
            [(u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"), (u16::to_be_bytes, "UTF-16BE")]
        {
            let decoded = decode(&utf16(text, unit)).unwrap();
            let expected = Decoded { text: text.to_owned(), encoding, bom: false, lossy: false };
            assert_eq!(decoded, expected);
        }
    }
}

/// Mac Roman was read as Windows-1252: `MinistŹre`, `MoscowÕs`.
#[test]
fn mac_roman() {
    let texts = [
        FRENCH,
        "Moscow\u{2019}s embargo \u{2013} \u{201C}Hinds\u{201D} \u{2013} is over.",
        "Le Ministère de la Défense a reçu l’hélicoptère à Genève.",
        "Die Bundeswehr prüft vier Kampfhubschrauber für die Männer.",
        "España compró después seis helicópteros más.",
    ];
    for text in texts {
        let (bytes, _, unmappable) = encoding_rs::MACINTOSH.encode(text);
        assert!(!unmappable);
        let expected =
            Decoded { text: text.to_owned(), encoding: "macintosh", bom: false, lossy: false };
        assert_eq!(decode(&bytes), Ok(expected));
        // The same texts in Windows-1252 stay what they are.
        let decoded = decode(&encoded("windows-1252", text)).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, "windows-1252"));
    }
}

/// What fits its own encoding as well is not taken for Mac Roman.
#[test]
fn other_accents_are_no_mac_roman() {
    let cases = [
        ("windows-1250", POLISH),
        ("windows-1250", "Ministr obrany řekl, že země koupí čtyři vrtulníky Mi-35 z Ruska."),
        ("windows-1250", "A védelmi miniszter szerint négy harci helikopter érkezik jövőre."),
        ("windows-1254", "Savunma Bakanı, dört saldırı helikopterinin geleceğini söyledi."),
        ("windows-1257", "Gynybos ministras sakė, kad šalis įsigis keturis sraigtasparnius."),
        ("windows-1252", "Försvarsministern sade på fredagen att fyra helikoptrar köps för £5m."),
        ("windows-1252", "Le ministre a dit «oui» — l’œuvre coûte 5 € — À Paris, É. Zola…"),
        (
            "windows-1252",
            "The caf\u{e9}\u{2019}s \u{201C}d\u{e9}j\u{e0} vu\u{201D} at 25\u{b0} \u{2013} \u{bd} off",
        ),
        ("windows-1252", "RÉSUMÉ: ÉLÉGANT, NOËL, GARÇON \u{2014} EL NIÑO"),
        ("windows-1251", RUSSIAN),
        ("windows-1253", "Ο υπουργός Άμυνας δήλωσε ότι τέσσερα ελικόπτερα θα έρθουν."),
    ];
    for (name, text) in cases {
        let decoded = decode(&encoded(name, text)).unwrap();
        assert_ne!(decoded.encoding, "macintosh", "{text} as {}", decoded.text);
    }
}

#[test]
fn utf8_joined_with_windows_1252() {
    let cases: [(&[u8], &str, &str); 5] = [
        ("Défense, Minist\u{E8}re; ".as_bytes(), "Défense, Ministère; ", "UTF-8"),
        (b"D\xC3\xA9fense; Minist\xE8re", "Défense; Ministère", "UTF-8 with windows-1252"),
        (
            b"D\xC3\xA9fense; Minist\xE8re, \x93Hind\x94, d\xE9j\xE0.",
            "Défense; Ministère, “Hind”, déjà.",
            "UTF-8 with windows-1252",
        ),
        (b"\xEF\xBB\xBFplain \xE9 text", "\u{FEFF}plain é text", "UTF-8 with windows-1252"),
        (b"Minist\xE8re, D\xE9fense", "Ministère, Défense", "windows-1252"),
    ];
    for (bytes, text, encoding) in cases {
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        assert!(!decoded.lossy);
    }
}

#[test]
fn whose_offsets_are_those_of_the_decoded_text() {
    let check = |fields: &[(&str, &str)], expected: Option<&str>| {
        let field = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let mut extra: BTreeMap<String, String> = fields.iter().map(field).collect();
        assert_eq!(offsets_encoding(&extra), None, "{fields:?} of no file");
        extra.extend(["folder", "path", "stamp"].map(|name| (name.to_owned(), String::new())));
        assert_eq!(offsets_encoding(&extra), expected, "{fields:?}");
    };
    check(&[], None);
    check(&[("encoding", "UTF-8")], None);
    check(&[("encoding", "UTF-8"), ("lossy", "true")], Some("UTF-8"));
    check(&[("encoding", "UTF-8 with windows-1252")], Some("UTF-8 with windows-1252"));
    check(&[("encoding", "UTF-16LE")], Some("UTF-16LE"));
}

#[test]
fn a_few_control_characters_are_text() {
    // The end-of-file mark of DOS, a form feed, colours of a terminal.
    for text in ["hi\u{1A}", "page\u{C}page", "\u{1B}[1mdeal\u{1B}[0m"] {
        assert_eq!(decode(text.as_bytes()).unwrap().text, text);
    }
    assert_eq!(decode(b"Minist\xE8re\x1A").unwrap().text, "Ministère\u{1A}");
}

proptest! {
    #[test]
    fn utf8_is_kept_byte_for_byte(text in "[\\PC\\r\\n\\t\u{FEFF}]{0,60}") {
        prop_assume!(!text.starts_with("{\\rtf") && !text.starts_with("%PDF-"));
        let decoded = decode(text.as_bytes()).unwrap();
        prop_assert_eq!(decoded.text.as_bytes(), text.as_bytes());
        prop_assert_eq!(decoded.encoding, "UTF-8");
        prop_assert_eq!(decoded.bom, text.starts_with('\u{FEFF}'));
        prop_assert!(!decoded.lossy);
    }

    #[test]
    fn utf16_gives_the_text_back(text in "[\\PC\\r\\n]{0,40}", big: bool) {
        let unit = if big { u16::to_be_bytes } else { u16::to_le_bytes };
        let decoded = decode(&utf16(&format!("\u{FEFF}{text}"), unit)).unwrap();
        prop_assert_eq!((decoded.text, decoded.lossy), (text, false));
    }

    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        if let Ok(decoded) = decode(&bytes) {
            let exact = std::str::from_utf8(&bytes).is_ok_and(|text| text == decoded.text);
            prop_assert_eq!(exact, decoded.encoding == "UTF-8" && !decoded.lossy);
        }
    }
}
