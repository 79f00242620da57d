//! Cuts a mailbox into messages.

/// The messages of a mailbox, each without its line `From `. Such a line begins a
/// message at the start, and behind a blank line where it has a time and a year, as in
/// `From a@example.org Mon Mar  4 10:00:00 2024`; any other is of a body.
pub(super) fn messages(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut is_after_blank, mut is_at_start) = (0, true, true);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if is_after_blank && line.starts_with(b"From ") && (is_at_start || has_time(line)) {
            starts.push((at, at + line.len()));
        }
        is_after_blank = line.trim_ascii().is_empty();
        is_at_start &= is_after_blank;
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([bytes.len()]);
    let spans: Vec<(usize, usize)> = starts.iter().map(|(_, body)| *body).zip(ends).collect();
    spans.into_iter().filter_map(|(start, end)| bytes.get(start..end))
}

/// Whether one of the last two words of a line is a year, which a zone can follow, and
/// another word a time: "From June to December 2023" is a sentence.
fn has_time(line: &[u8]) -> bool {
    let words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let words: Vec<&[u8]> = words.collect();
    let is_time = |word: &&[u8]| {
        word.first().is_some_and(u8::is_ascii_digit)
            && word.contains(&b':')
            && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
    };
    let has_year = words.iter().rev().take(2).any(|word| {
        word.len() == 4
            && word.iter().all(u8::is_ascii_digit)
            && (word.starts_with(b"19") || word.starts_with(b"20"))
    });
    has_year && words.iter().any(is_time)
}

/// The message with one `>` less before each `From `, `>From `, … of its lines.
pub(super) fn without_quotes(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        let is_quoted =
            quotes > 0 && line.get(quotes..).is_some_and(|line| line.starts_with(b"From "));
        out.extend_from_slice(line.get(usize::from(is_quoted)..).unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_cut_apart() {
        let cases: [(&str, &[&str]); 7] = [
            (
                "From a Mon Mar  4 10:00:00 2024\nA\n\nFrom b Mon Mar  4 10:00:00 2024\nB\n",
                &["A\n\n", "B\n"],
            ),
            ("From a 2024\nA\nFrom here 2024\nB\n", &["A\nFrom here 2024\nB\n"]),
            ("From a 2024\nA\n\nFrom then on\nB\n", &["A\n\nFrom then on\nB\n"]),
            ("From a 2024\n", &[""]),
            ("\n\r\nFrom a 2024\nA\n", &["A\n"]),
            (
                "From a 2024\nA\n\nFrom June to December 2023\nB\n",
                &["A\n\nFrom June to December 2023\nB\n"],
            ),
            ("no mailbox", &[]),
        ];
        for (text, expected) in cases {
            let cut: Vec<_> = messages(text.as_bytes()).map(String::from_utf8_lossy).collect();
            assert_eq!(cut, expected, "{text}");
        }
        let unquoted = without_quotes(b">From x\n>>From y\n> From z\nFrom\n");
        assert_eq!(unquoted, b"From x\n>From y\n> From z\nFrom\n");
    }
}
