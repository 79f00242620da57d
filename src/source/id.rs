//! Makes the id of a file from its path within the folder, without loss.

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

/// The names of the path, each [encoded](encode), with `/` between them, in
/// Unicode's form NFC: one system writes "é" as one character and another as two.
/// Components that are no names (`..`, a root) do not occur in a path within a
/// folder, and are left out.
pub(super) fn of(relative: &Path) -> String {
    let names = relative.components().filter_map(|component| match component {
        Component::Normal(name) => Some(encode(name)),
        _ => None,
    });
    names.collect::<Vec<_>>().join("/").nfc().collect()
}

/// The name as text. Bytes that are not UTF-8 are written `%FF`, with two
/// upper-case hexadecimal digits. A `%` of the name itself is kept, unless two
/// such digits follow: then it is written `%25`. So no two names give the same
/// text.
pub(super) fn encode(name: &OsStr) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        push_escaped(&mut text, chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn push_escaped(text: &mut String, valid: &str) {
    let mut remaining = valid;
    while let Some((before, after)) = remaining.split_once('%') {
        text.push_str(before);
        text.push_str(if starts_with_byte(after) { "%25" } else { "%" });
        remaining = after;
    }
    text.push_str(remaining);
}

/// The path that was [encoded](encode) name by name, or as a whole.
pub(super) fn path_of(text: &str) -> PathBuf {
    let (mut bytes, mut remaining) = (Vec::with_capacity(text.len()), text);
    while let Some((before, after)) = remaining.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let byte = after.get(..2).filter(|_| starts_with_byte(after));
        let byte = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        remaining = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes.extend_from_slice(remaining.as_bytes());
    of_bytes(bytes)
}

#[cfg(unix)]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// Names of other systems are Unicode, but for a few that cannot be written back.
#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether the text begins with two upper-case hexadecimal digits.
fn starts_with_byte(text: &str) -> bool {
    let digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
    text.as_bytes().first_chunk::<2>().is_some_and(|pair| pair.iter().all(digit))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn readable() {
        let cases: &[(&[u8], &str)] = &[
            (b"2014/june.txt", "2014/june.txt"),
            (b"./2014//june.txt", "2014/june.txt"),
            (b"100% sold.txt", "100% sold.txt"),
            (b"50%.txt", "50%.txt"),
            (b"a%ff.txt", "a%ff.txt"),
            (b"a%FF.txt", "a%25FF.txt"),
            (b"a%25.txt", "a%2525.txt"),
            (b"a\xFF.txt", "a%FF.txt"),
            (b"%\xFF", "%%FF"),
            (b"%A\xFF", "%A%FF"),
            ("Ми-35 🚁.txt".as_bytes(), "Ми-35 🚁.txt"),
            (b"back\\slash", "back\\slash"),
            ("e\u{301}te\u{301}.txt".as_bytes(), "\u{E9}t\u{E9}.txt"),
        ];
        for (path, expected) in cases {
            assert_eq!(of(Path::new(OsStr::from_bytes(path))), *expected);
        }
    }

    proptest! {
        #[test]
        fn lossless(bytes in proptest::collection::vec(
            prop_oneof![Just(b'%'), b'0'..=b'9', b'A'..=b'G', any::<u8>()], 0..12)
        ) {
            let path = path_of(&encode(OsStr::from_bytes(&bytes)));
            prop_assert_eq!(path.as_os_str().as_bytes(), bytes);
        }
    }
}
