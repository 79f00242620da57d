//! The tags of a page without a tree: how deep it nests, and its text where a
//! tree would take too long.

use std::collections::HashMap;

use crate::source::read::flow::{Flow, Gap};

/// What of a page's tags makes a tree costly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Elements within one another, without those that the next one closes.
    pub(super) depth: usize,
    /// Tags and attributes in all.
    pub(super) pieces: usize,
    /// The most attributes of one tag.
    pub(super) attributes: usize,
}

impl Shape {
    /// Cost: one pass over the page.
    pub(super) fn of(html: &str) -> Self {
        let (mut shape, mut depth) = (Self::default(), 0_usize);
        let (mut open, mut drawing) = (OpenTags::default(), Drawing::default());
        for token in Tokens::new(html) {
            match token {
                Token::Text(_) => {}
                Token::Close(name) => {
                    drawing.close(name);
                    depth -= usize::from(counts(name) && open.close(name));
                }
                Token::Open { name, attributes, is_closed } => {
                    shape.pieces += 1 + attributes;
                    shape.attributes = shape.attributes.max(attributes);
                    let is_empty = drawing.open(name, is_closed) && is_closed;
                    if counts(name) && !is_empty {
                        depth += 1;
                        open.open(name);
                    }
                    shape.depth = shape.depth.max(depth);
                }
            }
        }
        shape
    }
}

/// How many elements of each name are open: an end tag of a name that is not closes
/// nothing.
#[derive(Debug, Default)]
struct OpenTags {
    counts: HashMap<String, usize>,
}

impl OpenTags {
    fn open(&mut self, name: &str) {
        *self.counts.entry(name.to_ascii_lowercase()).or_default() += 1;
    }

    /// Whether there was one to be closed.
    fn close(&mut self, name: &str) -> bool {
        let count = self.counts.get_mut(&name.to_ascii_lowercase());
        let Some(count) = count.filter(|count| **count > 0) else { return false };
        *count -= 1;
        true
    }
}

/// Elements of drawings. Any other within one ends it, as it does in a browser.
const OF_DRAWINGS: [&str; 22] = [
    "animate",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "ellipse",
    "g",
    "image",
    "line",
    "linearGradient",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "symbol",
    "text",
    "tspan",
    "use",
];

/// Whether tags belong to drawings, in which `<path/>` is a whole element; anywhere
/// else it begins one.
#[derive(Debug, Default)]
struct Drawing {
    /// Drawings within one another.
    depth: usize,
    /// Whether a name of the drawing is open, which holds HTML.
    is_in_name: bool,
}

impl Drawing {
    /// Takes a tag that begins an element; whether the element is one of a drawing.
    fn open(&mut self, name: &str, is_closed: bool) -> bool {
        let is = |other: &&str| name.eq_ignore_ascii_case(other);
        if self.depth > 0 && !self.is_in_name {
            if OF_DRAWINGS.iter().any(&is) {
                return true;
            }
            if is_name(name) {
                self.is_in_name = !is_closed;
                return true;
            }
        }
        if is(&"svg") && !self.is_in_name {
            self.depth += usize::from(!is_closed);
            return true;
        }
        *self = Self::default();
        false
    }

    fn close(&mut self, name: &str) {
        let is = |other: &&str| name.eq_ignore_ascii_case(other);
        if self.is_in_name && is_name(name) {
            self.is_in_name = false;
        } else if is(&"svg") && !self.is_in_name {
            self.depth = self.depth.saturating_sub(1);
        } else if self.is_in_name || !OF_DRAWINGS.iter().any(is) {
            *self = Self::default();
        }
    }
}

/// Elements that name a part of a drawing.
fn is_name(name: &str) -> bool {
    name.eq_ignore_ascii_case("title") || name.eq_ignore_ascii_case("desc")
}

/// Elements that hold nothing, or that the next of their kind closes.
fn counts(name: &str) -> bool {
    const NEVER_DEEP: [&str; 24] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody",
        "thead",
    ];
    !NEVER_DEEP.iter().any(|never| name.eq_ignore_ascii_case(never))
}

/// The text of a page without its structure: tags that are no part of a line
/// begin a paragraph.
pub(super) fn text_without_tree(html: &str) -> String {
    const WITHIN_LINES: [&str; 14] = [
        "a", "abbr", "b", "cite", "code", "em", "font", "i", "small", "span", "strong", "sub",
        "sup", "u",
    ];
    let mut flow = Flow::default();
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => flow.push_folded(&with_references(text)),
            Token::Open { name, .. } | Token::Close(name) => {
                let is_within = WITHIN_LINES.iter().any(|within| name.eq_ignore_ascii_case(within));
                flow.part(if is_within { Gap::None } else { Gap::Paragraph });
            }
        }
    }
    flow.finish()
}

/// The text with references by number, and the five that every page has, resolved.
fn with_references(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let reference = piece.split_once(';').filter(|(name, _)| name.len() < 10);
        let resolved = reference.and_then(|(name, after)| Some((character(name)?, after)));
        if let Some((character, after)) = resolved {
            out.push(character);
            out.push_str(after);
        } else {
            out.push('&');
            out.push_str(piece);
        }
    }
    out
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "nbsp" => Some('\u{A0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let hexadecimal = number.strip_prefix(['x', 'X']);
            let code = match hexadecimal {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| *c != '\0')
        }
    }
}

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Open { name: &'a str, attributes: usize, is_closed: bool },
    Close(&'a str),
}

/// The pieces of a page: comments, declarations and scripts are left out.
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { html, at: 0 }
    }

    /// The byte behind the last piece.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes to behind the end tag of an element that is open; whether it has one.
    pub(super) fn skip_element(&mut self, name: &str) -> bool {
        let start = self.at;
        self.skip_raw(name);
        let has_end = !self.remaining().is_empty();
        if has_end {
            self.skip_past(">");
        } else {
            self.at = start;
        }
        has_end
    }

    fn remaining(&self) -> &'a str {
        self.html.get(self.at..).unwrap_or_default()
    }

    /// Goes to behind the next `end`, or to the end of the page.
    fn skip_past(&mut self, end: &str) {
        let remaining = self.remaining();
        let length = remaining.find(end).map_or(remaining.len(), |at| at + end.len());
        self.at += length;
    }

    /// Goes to the end tag of an element whose content is no HTML.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.remaining().as_bytes();
        let is_end = |window: &[u8]| {
            window.get(2..).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
                && window.starts_with(b"</")
        };
        let at = bytes.windows(name.len() + 2).position(is_end);
        self.at += at.unwrap_or(bytes.len());
    }

    /// Reads the tag that begins here, if one does.
    fn tag(&mut self) -> Option<Token<'a>> {
        let remaining = self.remaining();
        let inner = remaining.strip_prefix('<')?;
        let is_end = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let (length, attributes) = length_of_tag(inner.as_bytes());
        let is_of_name = |c: char| !c.is_ascii_whitespace() && c != '/' && c != '>';
        let name = inner.split(|c| !is_of_name(c)).next().unwrap_or_default();
        self.at += remaining.len() - inner.len() + length;
        if is_end {
            return Some(Token::Close(name));
        }
        if ["script", "style"].iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            self.skip_raw(name);
        }
        let is_closed = inner.get(..length).is_some_and(|tag| tag.ends_with("/>"));
        Some(Token::Open { name, attributes, is_closed })
    }
}

/// Bytes of a tag to behind its `>`, and its attributes: words outside of quotes.
fn length_of_tag(bytes: &[u8]) -> (usize, usize) {
    let (mut quote, mut attributes, mut before) = (None, 0, b'x');
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), close) if open == *close => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return (at + 1, attributes),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(*byte),
            (None, _) => {
                let begins = before.is_ascii_whitespace() && !byte.is_ascii_whitespace();
                attributes += usize::from(begins);
            }
        }
        if quote.is_none() || !byte.is_ascii_whitespace() {
            before = *byte;
        }
    }
    (bytes.len(), attributes)
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let remaining = self.remaining();
            if remaining.is_empty() {
                return None;
            }
            if remaining.starts_with("<!--") {
                self.skip_past("-->");
            } else if remaining.starts_with("<!") || remaining.starts_with("<?") {
                self.skip_past(">");
            } else if let Some(tag) = self.tag() {
                return Some(tag);
            } else {
                // A `<` that begins no tag is text.
                let body = remaining.get(1..).unwrap_or_default();
                let first = remaining.chars().next().map_or(0, char::len_utf8);
                let from =
                    if first == 1 { body } else { remaining.get(first..).unwrap_or_default() };
                let length = first + from.find('<').unwrap_or(from.len());
                self.at += length;
                return Some(Token::Text(remaining.get(..length).unwrap_or_default()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shapes() {
        let cases = [
            ("", (0, 0, 0)),
            ("<div><p>x<p>y</div><div a=b c='d > e' f></div>", (1, 7, 3)),
            ("<div><div><br><img src=x></div></div>", (2, 5, 1)),
            ("<!-- <div><div> --><script>'<div>'</script>a < b", (1, 1, 0)),
            ("<p a=\"1", (0, 2, 1)),
            ("<span></x><span></x></span><i>", (2, 3, 0)),
            ("<svg><title>x</title><path/><g><path/></g><path/></svg><i>", (2, 7, 0)),
            ("<path/><path/>", (2, 2, 0)),
            ("<svg><div/><path/><path/>", (4, 4, 0)),
            ("<svg><title><path/><path/>", (4, 4, 0)),
            ("<svg></p><path/><path/>", (3, 3, 0)),
        ];
        for (html, (depth, pieces, attributes)) in cases {
            assert_eq!(Shape::of(html), Shape { depth, pieces, attributes }, "{html}");
        }
    }

    #[test]
    fn texts() {
        let cases = [
            ("<div>a<b>b</b>c<div>d", "abc\n\nd"),
            ("<style>x</style>a &lt; b<!-- c", "a < b"),
            ("x &#x41; &#0; & &nope; 1 < 2", "x A &#0; & &nope; 1 < 2"),
            ("é<é>", "é<é>"),
        ];
        for (html, expected) in cases {
            assert_eq!(text_without_tree(html), expected, "{html}");
        }
    }

    proptest! {
        #[test]
        fn any_text_ends(html in "[<>/!a-d\"' =&;é-]{0,60}") {
            text_without_tree(&html);
            prop_assert!(Shape::of(&html).pieces <= html.len());
        }
    }
}
