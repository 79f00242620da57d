//! Tells hard-wrapped lines from lines that are paragraphs of their own.

use super::line::{Line, is_blank};
use crate::passage::calendar::month;
use crate::passage::labels::shape::{ends_sentence, is_all_capitals, starts_large, starts_small};
use crate::passage::sizing::abbreviation;

/// Widths that texts are wrapped to, in characters.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 24..=132;

/// The width, in characters, that the lines of a stanza are wrapped to;
/// `None` if each line is a paragraph.
///
/// Wrapped prose has line breaks in the middle of a sentence that the next
/// line continues with a small letter. Tables, headlines and paragraphs of one
/// line have none.
pub(super) fn width(text: &str, lines: &[Line]) -> Option<usize> {
    let too_wide = lines.iter().filter(|line| line.chars > *WRAP_WIDTHS.end()).count();
    // One line in twenty may be longer, such as a web address.
    if lines.len() < 2 || 20 * too_wide > lines.len() {
        return None;
    }
    let width = ninth_decile(lines).filter(|width| WRAP_WIDTHS.contains(width))?;
    // An indented line begins a paragraph: the break above it tells nothing.
    let is_within = |(line, next): &(&Line, &Line)| {
        next.indent < line.indent + 2 || starts_small(next.of(text))
    };
    let pairs = lines.iter().zip(lines.iter().skip(1)).filter(is_within);
    let breaks: Vec<LineBreak> =
        pairs.map(|(&line, &next)| LineBreak::of(text, line, next, width)).collect();
    let count = |kind| breaks.iter().filter(|&&line_break| line_break == kind).count();
    let (wraps, unwrapped) = (count(LineBreak::Wrap), count(LineBreak::Unwrapped));
    let within_sentences = breaks.len() - count(LineBreak::SentenceEnd);
    // Lines that nearly all end a sentence are paragraphs.
    let is_wrapped = wraps >= unwrapped.max(1) && 4 * within_sentences >= breaks.len();
    is_wrapped.then_some(width)
}

/// Full lines in capitals that are wrapped have at least this many characters:
/// no letter is small where their sentences go on.
const MIN_CAPITALS: usize = 40;

/// Words that no title, row or paragraph ends with: the sentence goes on in the
/// next line, whatever that begins with.
const BINDING_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "but", "by", "for", "from", "has", "have", "his", "in",
    "into", "is", "it", "its", "of", "on", "or", "said", "says", "than", "that", "the", "their",
    "to", "was", "were", "which", "who", "will", "with", "would",
];

/// Whether the last word of a line binds it to the next one.
pub(crate) fn ends_in_binding_word(line: &str) -> bool {
    let Some(word) = line.rsplit(is_blank).next() else {
        return false;
    };
    BINDING_WORDS.contains(&word)
        || (is_all_capitals(line)
            && BINDING_WORDS.iter().any(|binding| binding.eq_ignore_ascii_case(word)))
}

/// What the lines on both sides of a line break tell about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineBreak {
    /// The sentence ends here.
    SentenceEnd,
    /// The sentence continues with a small letter: the line is wrapped.
    Wrap,
    /// The sentence does not end, but the next line begins with a capital and
    /// its first word would have fitted: the line is not wrapped.
    Unwrapped,
    /// It can be either.
    Unclear,
}

impl LineBreak {
    fn of(text: &str, line: Line, next: Line, width: usize) -> Self {
        let (content, following) = (line.of(text), next.of(text));
        let has_end = ends_sentence(content);
        let is_abbreviation = has_end && abbreviation::ends(content, following);
        let fits = || first_word_fits(text, line, next, width);
        let is_full_line_of_capitals = || {
            let are_capitals = is_all_capitals(content) && is_all_capitals(following);
            are_capitals && line.chars >= MIN_CAPITALS && !fits()
        };
        if has_end && !is_abbreviation {
            Self::SentenceEnd
        } else if is_abbreviation
            || starts_small(following)
            || ends_in_binding_word(content)
            || is_full_line_of_capitals()
            || is_within_date(content, following)
        {
            Self::Wrap
        } else if starts_large(following)
            && fits()
            // A number continues a sentence as well as it begins a table row.
            && !following.starts_with(char::is_numeric)
        {
            Self::Unwrapped
        } else {
            Self::Unclear
        }
    }
}

/// Whether a line ends with a month whose day or year begins the next line.
fn is_within_date(line: &str, next: &str) -> bool {
    next.starts_with(|c: char| c.is_ascii_digit())
        && line.rsplit(is_blank).next().is_some_and(|word| month(word).is_some())
}

/// Whether the first word of the next line would have fitted on the line.
fn first_word_fits(text: &str, line: Line, next: Line, width: usize) -> bool {
    let first_word = next.of(text).split(is_blank).next().unwrap_or_default();
    // 1 for the space before the word.
    line.chars + 1 + first_word.chars().count() <= width
}

/// The length, in characters, that nine lines in ten do not exceed.
fn ninth_decile(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.chars).collect();
    let index = (lengths.len() * 9 / 10).min(lengths.len().checked_sub(1)?);
    Some(*lengths.select_nth_unstable(index).1)
}

/// Whether a paragraph wrapped to `width` ends with `line`: its sentence is
/// over, and the first word of the next line would still have fitted.
pub(super) fn ends_paragraph(text: &str, line: Line, next: Line, width: usize) -> bool {
    first_word_fits(text, line, next, width)
        && ends_sentence(line.of(text))
        && starts_large(next.of(text))
        && !abbreviation::ends(line.of(text), next.of(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::layout::line::lines;

    fn read(text: &str) -> Vec<Line> {
        lines(text).collect()
    }

    #[test]
    fn widths() {
        let check = |text: &str, expected| assert_eq!(width(text, &read(text)), expected, "{text}");
        check("The yard said on Monday that\nit had sold two tugs to the port.", Some(33));
        check("The yard sold two tugs to the port.\nThe port paid for the two tugs.", None);
        check("Navy Buys Two Tugs For The Port\nYard Says Tugs Are Late Again", None);
        check("Tugs 12 cts vs 13 cts in the year\nNet 1,200 vs 1,300 in the year", None);
        check(
            "The yard said on Monday that it was\nPort Tug Co that it had sold\nall tugs to.",
            Some(35),
        );
        check(
            "The yard sold tugs\nPort Tug Co has not paid them\nTugs 12\nBarges 2\nand more",
            None,
        );
        check("a\nb", None);
        check(&format!("{}\nand so on it goes", "word ".repeat(60)), None);
        check("", None);
    }

    #[test]
    fn paragraph_ends() {
        let check = |text: &str, expected| {
            let lines = read(text);
            assert_eq!(ends_paragraph(text, lines[0], lines[1], 30), expected, "{text}");
        };
        check("It sold two tugs.\nThe port paid.", true);
        check("It sold two more new tugs.\nTherefore", false);
        check("It sold two tugs\nThe port paid.", false);
        check("It sold approx.\ntwo tugs.", false);
        check("The yard in the U.S.\nNavy", false);
    }
}
