//! Decodes a web page as browsers do.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::source::decode::{Undecodable, decode};

/// Bytes in which a page says its encoding.
const DECLARED_WITHIN: usize = 4_096;

/// The text of a page: by its mark; as UTF-8, where it is valid or nearly so; by
/// what it declares; else by a guess.
pub(super) fn decode_page(bytes: &[u8]) -> Result<String, Undecodable> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return decode(bytes).map(without_mark);
    }
    let guess = decode(bytes);
    if guess.as_ref().is_ok_and(|decoded| decoded.encoding.starts_with(UTF_8.name())) {
        return guess.map(without_mark);
    }
    match declared(bytes) {
        // What is no UTF-8 by its bytes is none by its word, and a page whose tags
        // were read as bytes is no UTF-16.
        Some(encoding) if ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) => {
            guess?;
            Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
        }
        _ => guess.map(without_mark),
    }
}

fn without_mark(decoded: crate::source::decode::Decoded) -> String {
    match decoded.text.strip_prefix('\u{FEFF}') {
        Some(text) => text.to_owned(),
        None => decoded.text,
    }
}

/// The encoding after the first `charset=` or `encoding=` within a tag.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes);
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let mut labels = ["charset", "encoding"].into_iter().flat_map(|name| {
        start.match_indices(name).filter_map(|(at, _)| {
            let value = start.get(at + name.len()..)?.trim_start().strip_prefix('=')?;
            let value = value.trim_start_matches([' ', '"', '\'']);
            let is_of_label = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
            value.split(|c| !is_of_label(c)).next()
        })
    });
    labels.find_map(|label| Encoding::for_label(label.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_browsers_do() {
        let cases: [(&[u8], &str); 6] = [
            ("<meta charset=koi8-r><p>é".as_bytes(), "<meta charset=koi8-r><p>é"),
            (b"\xEF\xBB\xBF<p>x", "<p>x"),
            (b"<meta charset=windows-1251><p>\xCC\xE8", "<meta charset=windows-1251><p>Ми"),
            (b"<?xml encoding='ISO-8859-2'?>\xB3", "<?xml encoding='ISO-8859-2'?>ł"),
            (b"<meta charset=utf-8><p>Minist\xE8re", "<meta charset=utf-8><p>Ministère"),
            (b"\xFF\xFE<\0p\0>\0", "<p>"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decode_page(bytes).as_deref(), Ok(expected));
        }
        assert!(decode_page(b"\x7FELF\x02\x01\x01\0\0\0\xFF\xFE\x01\x02").is_err());
    }
}
