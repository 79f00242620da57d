//! Articles in six encodings and three kinds of line ends: their passages are the
//! same.

use encoding_rs::{WINDOWS_1251, WINDOWS_1252};
use ibid::source::decode;

use super::split_text;

const ARTICLE: &str = "Séville yard sells six tugs\n\nBy Zoë Lee\nJune 5, 2014\n\nThe yard in Séville \
                       has sold six tugs to the café at the port, “for a song”, as its head \
                       said.\n\nThe café, which had none, will pay in May – or in June.\n";

fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(to_bytes).collect()
}

fn passages(text: &str) -> Vec<(&'static str, String)> {
    let passages = split_text(text).passages.into_iter();
    passages
        .map(|passage| (passage.label.name(), passage.span.of(text).unwrap_or_default().to_owned()))
        .collect()
}

const RUSSIAN: &str = "Верфь продала порту шесть буксиров\n\nВерфь в Осло продала порту шесть \
                       буксиров, сказал министр в понедельник. Порт заплатит за них в течение \
                       пяти лет.\n\nДо этого у порта не было своих буксиров.\n";

#[test]
fn cyrillic() {
    let expected = passages(RUSSIAN);
    let labels: Vec<_> = expected.iter().map(|(label, _)| *label).collect();
    assert_eq!(labels, ["headline", "body", "body"]);
    let decoded = decode(&WINDOWS_1251.encode(RUSSIAN).0).unwrap();
    assert_eq!(passages(&decoded.text), expected);
}

#[test]
fn encodings_and_line_ends() {
    let expected = passages(ARTICLE);
    let labels: Vec<_> = expected.iter().map(|(label, _)| *label).collect();
    assert_eq!(labels, ["headline", "byline", "dateline", "body", "body"]);
    for line_end in ["\n", "\r\n", "\r"] {
        let text = ARTICLE.replace('\n', line_end);
        let encoded = [
            ("UTF-8", text.clone().into_bytes()),
            ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
            ("UTF-16LE", utf_16(&text, u16::to_le_bytes)),
            ("UTF-16BE", utf_16(&text, u16::to_be_bytes)),
            ("windows-1252", WINDOWS_1252.encode(&text).0.into_owned()),
        ];
        for (encoding, bytes) in encoded {
            let decoded = decode(&bytes).unwrap();
            assert_eq!(passages(&decoded.text), expected, "{encoding} {line_end:?}");
        }
    }
}
