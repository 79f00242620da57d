//! Counts the line ends of a text.

/// Line ends in `passed`, which `after` follows: `\n`, `\r\n` and a lone `\r`
/// count once each. A `\r` at the end counts with the `\n` that follows it.
pub(super) fn count_line_ends(passed: &str, after: &str) -> u32 {
    let bytes = passed.as_bytes();
    let next = |at: usize| bytes.get(at + 1).or(after.as_bytes().first());
    let ends =
        |(at, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && next(at) != Some(&b'\n'));
    bytes.iter().enumerate().filter(|&(at, byte)| ends((at, byte))).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends() {
        let cases = [
            ("", "", 0),
            ("a\nb\n", "", 2),
            ("a\r\nb", "", 1),
            ("a\r", "\nb", 0),
            ("a\r", "b", 1),
            ("\r\r\n", "", 2),
        ];
        for (passed, after, expected) in cases {
            assert_eq!(count_line_ends(passed, after), expected, "{passed:?} then {after:?}");
        }
    }
}
