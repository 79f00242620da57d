//! Drawings in SVG that print in black and white and can be read aloud.
//!
//! Colours are attributes of the elements, which a stylesheet overrides by their
//! classes: `ibid-paper`, `ibid-axis`, `ibid-text`, `ibid-bar`; a bar that is `ibid-open`
//! is hollow, one that is `ibid-unsure` lighter, and one that is `ibid-chosen` darker.

use std::fmt::{Arguments, Write as _};

/// A drawing under way.
pub(crate) struct Svg {
    text: String,
}

/// What a drawing is called.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading<'a> {
    /// What the ids of its title and description begin with: on one page no other
    /// drawing may have these.
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    /// All that it shows, in words.
    pub(crate) description: &'a str,
}

impl Svg {
    /// Begins a drawing of so many pixels.
    pub(crate) fn open(heading: Heading<'_>, width: i32, height: i32) -> Self {
        let Heading { id, title, description } = heading;
        let mut svg = Self { text: String::new() };
        svg.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" font-family=\"sans-serif\" \
             font-size=\"13\" fill=\"#000\">"
        ));
        svg.put(format_args!("<title id=\"{id}-title\">{}</title>", escaped(title)));
        svg.put(format_args!("<desc id=\"{id}-desc\">{}</desc>", escaped(description)));
        svg.put(format_args!(
            "<rect class=\"ibid-paper\" width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>"
        ));
        svg
    }

    /// Adds markup.
    pub(crate) fn put(&mut self, markup: Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.text.write_fmt(markup);
        self.text.push('\n');
    }

    /// Adds a line of an axis.
    pub(crate) fn line(&mut self, (x1, y1): (i32, i32), (x2, y2): (i32, i32)) {
        self.put(format_args!(
            "<line class=\"ibid-axis\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" \
             stroke=\"#bbb\"/>"
        ));
    }

    /// Adds a text that begins, ends or has its middle there.
    pub(crate) fn text(&mut self, (x, y): (i32, i32), size: i32, anchor: &str, text: &str) {
        self.put(format_args!(
            "<text class=\"ibid-text\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\" \
             text-anchor=\"{anchor}\">{}</text>",
            escaped(text)
        ));
    }

    /// The drawing.
    pub(crate) fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }
}

/// At most so many characters of a text, with an ellipsis where it is cut.
pub(crate) fn shortened(text: &str, max_chars: usize) -> String {
    match text.char_indices().nth(max_chars) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The text as XML has it; characters that XML 1.0 does not allow are left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(
            escaped("a<b> & \"c\"\u{0}\u{1b}[1m\u{ffff}"),
            "a&lt;b&gt; &amp; &quot;c&quot;[1m"
        );
        assert_eq!(shortened(&"é".repeat(93), 92).chars().count(), 93);
        assert_eq!(shortened("short", 92), "short");
    }

    #[test]
    fn a_drawing_says_what_it_is() {
        let heading = Heading { id: "x", title: "a & b", description: "<1>" };
        let mut svg = Svg::open(heading, 10, 20);
        svg.text((1, 2), 11, "end", "</text>");
        let svg = svg.finish();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        for part in [
            "role=\"img\"",
            "aria-labelledby=\"x-title x-desc\"",
            "<title id=\"x-title\">a &amp; b</title>",
            "<desc id=\"x-desc\">&lt;1&gt;</desc>",
            ">&lt;/text&gt;</text>",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }
}
