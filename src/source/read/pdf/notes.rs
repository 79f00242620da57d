//! Notes at the foot of a page: small lines below its text, the first with a mark.

use std::collections::BTreeMap;

use super::lines::Line;

/// Letters of notes have at most that share of the usual size.
const SMALL: f32 = 0.92;

/// Digits of the highest number of a note. A year has more.
const MAX_DIGITS: usize = 3;

/// The size that most letters of a document have.
pub(super) fn usual_size(pages: &[Vec<Line>]) -> f32 {
    let mut letters: BTreeMap<i32, usize> = BTreeMap::new();
    for line in pages.iter().flatten() {
        // In tenths of a point.
        *letters.entry((line.size * 10.0).round() as i32).or_default() += line.text.len();
    }
    letters
        .into_iter()
        .max_by_key(|(_, letters)| *letters)
        .map_or(0.0, |(size, _)| size as f32 / 10.0)
}

/// The number of the line with which the notes of a page begin, or that of its lines
/// where it has none.
pub(super) fn start_of(page: &[Line], usual_size: f32) -> usize {
    let is_small = |line: &Line| line.size <= SMALL * usual_size;
    let is_of_foot = |line: &Line| is_small(line) || is_number(&line.text);
    let body = page.iter().rposition(|line| !is_of_foot(line)).map_or(0, |at| at + 1);
    let (above, foot) = page.split_at(body);
    let lowest = above.iter().map(|line| line.y).fold(f32::NEG_INFINITY, f32::max);
    let is_first =
        |line: &Line| line.direction == 0 && line.y > lowest && is_small(line) && has_mark(line);
    let first = foot.iter().position(is_first).filter(|_| !above.is_empty());
    first.map_or(page.len(), |at| body + at)
}

/// Whether a line is the number of its page.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line begins with the mark of a note: a number or a sign, and words.
fn has_mark(line: &Line) -> bool {
    if line.pieces.len() > 2 {
        return false;
    }
    let text = line.text.as_str();
    let signs = text.trim_start_matches(['*', '†', '‡', '§']);
    let number = text.strip_prefix('[').unwrap_or(text);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let words = if signs.len() < text.len() {
        signs
    } else if (1..=MAX_DIGITS).contains(&digits) {
        number.get(digits..).unwrap_or_default().trim_start_matches([']', '.'])
    } else {
        return false;
    };
    words.trim_start().starts_with(|c: char| c.is_uppercase() || "“‘\"'«".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, y: f32, size: f32) -> Line {
        let piece = super::super::lines::Piece {
            text: text.to_owned(),
            x: [50.0, 300.0],
            starts: Vec::new(),
        };
        let (pieces, x) = (vec![piece], [50.0, 300.0]);
        Line { text: text.to_owned(), pieces, x, y, size, direction: 0, first_word: 20.0 }
    }

    #[test]
    fn notes_are_small_marked_and_below() {
        let check = |lines: &[(&str, f32, f32)], expected: usize| {
            let page: Vec<Line> =
                lines.iter().map(|(text, y, size)| line(text, *y, *size)).collect();
            assert_eq!(
                start_of(&page, usual_size(std::slice::from_ref(&page))),
                expected,
                "{lines:?}"
            );
        };
        let body = ("Nine tugs lie in the harbour of Hallan, of which four are new.", 100.0, 10.0);
        let note = ("1 Register of the port, 2019, p. 4.", 700.0, 8.0);
        check(&[body, note], 1);
        check(&[body, note, ("and its annex.", 710.0, 8.0), ("12", 750.0, 10.0)], 1);
        check(&[body, ("Tugs by port", 690.0, 8.0), note], 2);
        for mark in ["* Register", "†Register", "[12] Register", "3. Register", "2“Register"] {
            check(&[body, (mark, 700.0, 8.0)], 1);
        }
        for text in
            ["1 register of the port", "2019 Register", "Register", "12", "1,000 Tugs", "(4) Tugs"]
        {
            check(&[body, (text, 700.0, 8.0)], 2);
        }
        check(&[body, ("1 Register of the port, 2019, p. 4.", 700.0, 10.0)], 2);
        check(&[body, ("1 Register of the port, 2019, p. 4.", 90.0, 8.0)], 2);
        check(&[body, note, body], 3);
        check(&[note], 1);
        check(&[], 0);
    }
}
