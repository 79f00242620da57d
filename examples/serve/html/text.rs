//! Texts of documents and queries as HTML: escaped, with what cannot be seen made visible,
//! and in a direction of their own.

use std::fmt::Write;

use ibid::hit::Piece;
use maud::{Markup, html};

/// The text with signs in place of what cannot be seen and would move other text. It is not
/// escaped: the page does that.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\t' => out.push(c),
            '\u{0}'..='\u{1f}' => out.push(picture(c)),
            '\u{7f}' => out.push('\u{2421}'),
            _ if is_unseen(c) => {
                write!(out, "‹U+{:04X}›", u32::from(c)).ok();
            }
            _ => out.push(c),
        }
    }
    out
}

/// The picture of a control character.
fn picture(c: char) -> char {
    char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')
}

/// What moves other text, or ends lines without being seen.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// A message as a sentence of its own.
pub(crate) fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(chars).chain((!message.ends_with(['.', '?', '!'])).then_some('.')).collect()
}

/// The text, isolated from the direction of what stands around it.
pub(crate) fn shown(text: &str) -> Markup {
    html! { bdi { (plain(text)) } }
}

/// The pieces of a text, the marked ones marked.
pub(crate) fn pieces(pieces: &[Piece<'_>]) -> Markup {
    html! {
        bdi {
            @for piece in pieces {
                @if piece.is_marked() { mark { (plain(piece.text)) } } @else { (plain(piece.text)) }
            }
        }
    }
}

/// A count of the library.
pub(crate) fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// "1 passage", "2,000 passages".
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        _ if number == 1 => noun.to_owned(),
        Some(stem) if !noun.ends_with("ay") => format!("{stem}ies"),
        _ => format!("{noun}s"),
    };
    format!("{} {plural}", grouped(number))
}

/// The number with commas between thousands.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
