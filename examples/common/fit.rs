//! Texts in columns of a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text in exactly that many columns: cut with an ellipsis, or filled with
/// blanks.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let filled = columns.saturating_sub(cut.width());
    format!("{cut}{}", " ".repeat(filled))
}

/// The text in at most that many columns.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut left = columns.saturating_sub(1);
    for c in text.chars() {
        let width = c.width().unwrap_or(0);
        if width > left {
            break;
        }
        left -= width;
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}

/// The columns of the widest text, at most `max_columns`.
pub(crate) fn widest<'a>(texts: impl Iterator<Item = &'a str>, max_columns: usize) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or(0).min(max_columns)
}

/// Without line ends and other control characters.
pub(crate) fn one_line(text: &str) -> String {
    let visible = text.replace(char::is_control, " ");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}
