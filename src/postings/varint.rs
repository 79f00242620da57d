//! Numbers of variable length as tantivy writes them: seven bits a byte, the
//! lowest first. The last byte has its eighth bit set, the reverse of LEB128.

/// Set in the last byte of a number.
const LAST: u8 = 0x80;

/// Where the bits of the fifth byte go. A longer number does not fit a `u32`.
const MAX_SHIFT: u32 = 28;

/// Reads a number. Gives it with the bytes after it; `None` where the bytes end
/// within it, or where it is longer than five bytes.
pub(super) fn read(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = [0];
    let (_, length) = read_each(bytes, &mut number);
    let after = bytes.get(length..).filter(|_| length > 0)?;
    // A `u32` fits a `usize` on every system that maps whole files.
    number.first().map(|&number| (number as usize, after))
}

/// Fills `out` with numbers, as far as whole ones are there. Gives how many
/// there were, and how many bytes these take.
pub(super) fn read_each(bytes: &[u8], out: &mut [u32]) -> (usize, usize) {
    let mut unread = bytes.iter();
    let (mut count, mut length) = (0, 0);
    'numbers: for number in out {
        let (mut value, mut shift) = (0, 0);
        loop {
            let Some(&byte) = unread.next() else { break 'numbers };
            value |= u32::from(byte & !LAST) << shift;
            if byte & LAST != 0 {
                break;
            }
            shift += 7;
            if shift > MAX_SHIFT {
                break 'numbers;
            }
        }
        *number = value;
        count += 1;
        length = bytes.len() - unread.len();
    }
    (count, length)
}

#[cfg(test)]
mod tests {
    use super::super::write::variable;
    use super::*;

    #[test]
    fn numbers_of_several_bytes() {
        assert_eq!(read(&[0x2c, 0x82, 7]), Some((300, [7].as_slice())));
        assert_eq!(read(&[0x85]), Some((5, [].as_slice())));
        assert_eq!(read(&[]), None);
        assert_eq!(read(&[0; 12]), None);
    }

    #[test]
    fn as_many_as_there_are() {
        let check = |bytes: &[u8], expected: &[u32], length: usize| {
            let mut out = [u32::MAX; 4];
            let (count, read) = read_each(bytes, &mut out);
            assert_eq!((&out[..count], read), (expected, length), "{bytes:?}");
        };
        let numbers = [0, 127, 128, u32::MAX];
        let bytes: Vec<u8> = numbers.into_iter().flat_map(variable).collect();
        check(&bytes, &numbers, bytes.len());
        check(&bytes[..3], &numbers[..2], 2);
        check(&[0x81, 0, 0, 0, 0, 0, 0x80], &[1], 1);
        check(&[], &[], 0);
    }
}
