//! Numbers and strings in few bytes (LEB128): a small number takes one byte, a
//! string its length and itself.

/// A number that may be below 0 as one that is not, small where it was near 0.
pub(super) fn zigzag(number: i32) -> u32 {
    ((number << 1) ^ (number >> 31)).cast_unsigned()
}

/// The reverse of [`zigzag`].
pub(super) fn unzigzag(number: u32) -> i32 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}

/// Appends a number: seven bits a byte, the lowest first; all bytes but the last
/// have their eighth bit set.
pub(super) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        // The cast keeps the lowest eight bits, of which seven are this byte's.
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a number that may be below 0.
pub(super) fn put_signed(out: &mut Vec<u8>, number: i32) {
    put_number(out, zigzag(number));
}

/// Appends a string, of under 4 GiB.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

/// Reads numbers and strings in the order in which they were put; `None` where
/// the bytes end before, or are none.
#[derive(Debug)]
pub(super) struct VarintReader<'a>(pub(super) &'a [u8]);

impl<'a> VarintReader<'a> {
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        // A fifth byte is the last that a `u32` can have.
        for shift in [0, 7, 14, 21, 28] {
            let (&byte, unread) = self.0.split_first()?;
            self.0 = unread;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn signed(&mut self) -> Option<i32> {
        self.number().map(unzigzag)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = self.number()? as usize;
        let (text, unread) = self.0.split_at_checked(length)?;
        self.0 = unread;
        std::str::from_utf8(text).ok()
    }

    pub(super) fn string(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_go_and_come_back() {
        let numbers = [0, 1, 127, 128, 300, 65_535, u32::MAX];
        let signed = [0, 1, -1, 63, -64, i32::MIN, i32::MAX];
        let mut out = Vec::new();
        for number in numbers {
            put_number(&mut out, number);
        }
        for number in signed {
            put_signed(&mut out, number);
        }
        for text in ["", "é", "arms"] {
            put_text(&mut out, text);
        }
        let mut reader = VarintReader(&out);
        assert_eq!(numbers.map(|_| reader.number()), numbers.map(Some));
        assert_eq!(signed.map(|_| reader.signed()), signed.map(Some));
        assert_eq!(["", "é", "arms"].map(|_| reader.text()), [Some(""), Some("é"), Some("arms")]);
        assert_eq!((reader.number(), reader.text()), (None, None));
        assert_eq!(VarintReader(&[0xff; 9]).number(), None);
        assert_eq!(VarintReader(&[9, b'a']).text(), None);
        assert_eq!(VarintReader(&[1, 0xff]).text(), None);
    }
}
