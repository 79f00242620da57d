//! The bytes of a file that stretches of its decoded text stand for.

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::mixed::MIXED;
use super::{Decoded, Undecodable, decode};
use crate::span::Span;

#[cfg(test)]
mod tests;

/// The bytes of a file that each of the spans of its text stands for, where the
/// text is what [`decode`] reads from those bytes; `None` for a span that does not
/// lie on characters of the text.
///
/// Decoding the bytes of such a span alone gives its text again. Where damaged
/// bytes were read, they belong to the U+FFFD that stands for them. A byte order
/// mark of UTF-16 belongs to no span.
///
/// Cost: that of decoding, and a second pass.
///
/// # Errors
/// As [`decode`].
///
/// ```
/// use ibid::Span;
/// use ibid::source::{decode, file_spans};
///
/// let bytes = b"\x93D\xE9fense\x94";
/// let text = decode(bytes).unwrap().text;
/// let span = Span::new(3, 11);
/// assert_eq!(span.of(&text), Some("Défense"));
///
/// let in_file = file_spans(bytes, &[span]).unwrap()[0].unwrap();
/// assert_eq!(&bytes[in_file.range()], b"D\xE9fense");
/// assert!(file_spans(b"\x7FELF\x02\x01\x01\0\0\0", &[span]).is_err());
/// ```
pub fn file_spans(bytes: &[u8], spans: &[Span]) -> Result<Vec<Option<Span>>, Undecodable> {
    let decoded = decode(bytes)?;
    Ok(spans_of(bytes, &decoded, spans))
}

/// [`file_spans`] of bytes that are decoded already.
pub(in crate::source) fn spans_of(
    bytes: &[u8],
    decoded: &Decoded,
    spans: &[Span],
) -> Vec<Option<Span>> {
    let mut wanted: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut walk = Walk { wanted: &wanted, offsets: Vec::new(), text: 0, file: 0 };
    walk.decoded(bytes, decoded);
    walk.note();
    let Walk { offsets, .. } = walk;
    let offset = |text: usize| {
        // Whatever a decoder makes of the last bytes, both end together.
        if text == decoded.text.len() && text > 0 {
            return Some(bytes.len());
        }
        let at = offsets.binary_search_by_key(&text, |(of_text, _)| *of_text).ok()?;
        offsets.get(at).map(|(_, of_file)| *of_file)
    };
    spans.iter().map(|span| Some(Span::new(offset(span.start)?, offset(span.end)?))).collect()
}

/// A walk over a text and its file, character by character.
struct Walk<'w> {
    /// Bytes of the text that are to come, ascending.
    wanted: &'w [usize],
    /// Bytes of the text, each with its byte of the file.
    offsets: Vec<(usize, usize)>,
    /// Where the walk is in the text and in the file.
    text: usize,
    file: usize,
}

impl Walk<'_> {
    fn decoded(&mut self, bytes: &[u8], decoded: &Decoded) {
        let text = decoded.text.as_str();
        match Encoding::for_label(decoded.encoding.as_bytes()) {
            _ if decoded.encoding == MIXED || decoded.encoding == UTF_8.name() => {
                self.utf8(bytes, text);
            }
            Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
                self.file = if decoded.bom { 2 } else { 0 };
                self.characters(text, |character| 2 * character.len_utf16());
            }
            Some(encoding) if encoding.is_single_byte() => self.characters(text, |_| 1),
            Some(encoding) => self.several_bytes(encoding, bytes),
            None => {}
        }
    }

    /// Notes where the walk is, if that is wanted, and goes on.
    fn step(&mut self, text: usize, file: usize) {
        self.note();
        self.text += text;
        self.file += file;
    }

    fn note(&mut self) {
        while let Some((&next, later)) = self.wanted.split_first()
            && next <= self.text
        {
            if next == self.text {
                self.offsets.push((next, self.file));
            }
            self.wanted = later;
        }
    }

    fn characters(&mut self, text: &str, file_bytes: impl Fn(char) -> usize) {
        for character in text.chars() {
            self.step(character.len_utf8(), file_bytes(character));
        }
    }

    /// UTF-8 in which each fault was read as one character.
    fn utf8(&mut self, bytes: &[u8], text: &str) {
        for chunk in bytes.utf8_chunks() {
            self.characters(chunk.valid(), char::len_utf8);
            if !chunk.invalid().is_empty() {
                let stand_in = text.get(self.text..).and_then(|text| text.chars().next());
                self.step(stand_in.map_or(0, char::len_utf8), chunk.invalid().len());
            }
        }
    }

    /// An encoding whose characters have one byte or several. The decoder is given
    /// byte by byte, so that it tells where each character ends.
    fn several_bytes(&mut self, encoding: &'static Encoding, bytes: &[u8]) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        // One byte completes two characters at most.
        let mut characters = [0; 32];
        let mut at = 0;
        loop {
            let byte = bytes.get(at..at + 1).unwrap_or_default();
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(byte, &mut characters, byte.is_empty());
            at += read;
            let (end, damaged) = match result {
                DecoderResult::Malformed(length, after) => {
                    let (length, after) = (usize::from(length), usize::from(after));
                    (at.saturating_sub(after + length), length)
                }
                _ => (at, 0),
            };
            if written > 0 {
                self.step(written, end.saturating_sub(self.file));
            }
            if damaged > 0 {
                self.step(char::REPLACEMENT_CHARACTER.len_utf8(), damaged);
            } else if byte.is_empty() {
                return;
            }
        }
    }
}
