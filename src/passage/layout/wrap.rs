//! Telling hard-wrapped lines from lines that are paragraphs.

use super::line::{Line, is_blank};
use crate::passage::labels::shape::{ends_sentence, starts_large, starts_small};
use crate::passage::sizing::abbreviation;

/// Widths, in characters, that texts are wrapped to.
const WIDTHS: std::ops::RangeInclusive<usize> = 24..=132;

/// The width, in characters, that lines without blank lines between them are
/// wrapped to; `None` where each line stands for itself.
///
/// Wrapped prose is known by lines which stop in the middle of a sentence
/// that the next line takes up with a small letter: neither tables, headlines
/// nor paragraphs of one line do that.
pub(super) fn width(text: &str, lines: &[Line]) -> Option<usize> {
    let too_wide = lines.iter().filter(|line| line.chars > *WIDTHS.end()).count();
    if lines.len() < 2 || 20 * too_wide > lines.len() {
        return None;
    }
    let width = widest_but_few(lines).filter(|width| WIDTHS.contains(width))?;
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let breaks: Vec<Break> =
        pairs.map(|(&line, &next)| Break::of(text, line, next, width)).collect();
    let count = |kind| breaks.iter().filter(|&&found| found == kind).count();
    let (taken_up, free) = (count(Break::TakenUp), count(Break::Free));
    let open = breaks.len() - count(Break::Full);
    (taken_up >= free.max(1) && 4 * open >= breaks.len()).then_some(width)
}

/// What a line break says about the two lines around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    /// The sentence is over.
    Full,
    /// It goes on with a small letter: a wrap.
    TakenUp,
    /// It is not over, the next line begins with a capital, and its first
    /// word would have fitted: no wrap.
    Free,
    /// Either.
    Open,
}

impl Break {
    fn of(text: &str, line: Line, next: Line, width: usize) -> Self {
        let (said, following) = (line.of(text), next.of(text));
        if ends_sentence(said) && !abbreviation::ends(said, following) {
            Self::Full
        } else if starts_small(following) {
            Self::TakenUp
        } else if starts_large(following) && fits(text, line, next, width) {
            if following.starts_with(|c: char| c.is_numeric()) { Self::Open } else { Self::Free }
        } else {
            Self::Open
        }
    }
}

/// Whether the first word of the next line would have fitted on the line.
fn fits(text: &str, line: Line, next: Line, width: usize) -> bool {
    let first_word = next.of(text).split(is_blank).next().unwrap_or_default();
    line.chars + 1 + first_word.chars().count() <= width
}

/// The length that nine lines in ten do not pass.
fn widest_but_few(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.chars).collect();
    let place = (lengths.len() * 9 / 10).min(lengths.len().checked_sub(1)?);
    Some(*lengths.select_nth_unstable(place).1)
}

/// Whether a paragraph wrapped to `width` ends with `line`: its sentence is
/// over, and the first word of the next line would still have fitted.
pub(super) fn ends_paragraph(text: &str, line: Line, next: Line, width: usize) -> bool {
    fits(text, line, next, width)
        && ends_sentence(line.of(text))
        && starts_large(next.of(text))
        && !abbreviation::ends(line.of(text), next.of(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::layout::line::lines;

    #[test]
    fn widths() {
        let check =
            |text: &str, expected| assert_eq!(width(text, &lines(text)), expected, "{text}");
        check("The yard said on Monday that\nit had sold two tugs to the port.", Some(33));
        check("The yard sold two tugs to the port.\nThe port paid for the two tugs.", None);
        check("Navy Buys Two Tugs For The Port\nYard Says Tugs Are Late Again", None);
        check("Tugs 12 cts vs 13 cts in the year\nNet 1,200 vs 1,300 in the year", None);
        check(
            "The yard said on Monday that it was\nPort Tug Co that it had sold\nall tugs to.",
            Some(35),
        );
        check(
            "The yard and the\nPort Tug Co said on Monday that\nTugs 12\nBarges 2\nand more",
            None,
        );
        check("a\nb", None);
        check(&format!("{}\nand so on it goes", "word ".repeat(60)), None);
        check("", None);
    }

    #[test]
    fn paragraph_ends() {
        let check = |text: &str, expected| {
            let lines = lines(text);
            assert_eq!(ends_paragraph(text, lines[0], lines[1], 30), expected, "{text}");
        };
        check("It sold two tugs.\nThe port paid.", true);
        check("It sold two more new tugs.\nTherefore", false);
        check("It sold two tugs\nThe port paid.", false);
        check("It sold approx.\ntwo tugs.", false);
        check("The yard in the U.S.\nNavy", false);
    }
}
