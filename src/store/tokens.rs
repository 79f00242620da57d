//! Tokens of ibid's analysis as a text for tantivy, and the tokenizer that splits
//! it into tokens again.
//!
//! tantivy's own form of finished tokens goes through JSON on its way to the
//! postings. Here each term follows two numbers in ASCII, the difference of its
//! position to the one before, and its length in bytes, so that no separator is
//! searched for. A text must be UTF-8, which is why [`varint`](super::varint)
//! is not used: a byte here has six bits of a number, and its eighth is never
//! set.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::varint::{unzigzag, zigzag};

/// Name of the tokenizer; registered whenever an index is created or opened.
pub(super) const NAME: &str = "ibid";

/// Tokens being written.
#[derive(Debug, Default)]
pub(super) struct TokenWriter {
    text: String,
    /// Position of the last token.
    position: u32,
}

impl TokenWriter {
    /// A writer with room for terms and numbers of `bytes` bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), position: 0 }
    }

    /// Appends a term at a position. Positions need not ascend.
    pub(super) fn push(&mut self, position: u32, term: &str) {
        self.push_parts(position, "", term);
    }

    /// Appends a term of two parts.
    pub(super) fn push_parts(&mut self, position: u32, kind: &str, value: &str) {
        // Wrapping, as the reader adds it back wrapping, too.
        let step = position.wrapping_sub(self.position).cast_signed();
        self.position = position;
        push_number(&mut self.text, zigzag(step));
        // A term is shorter than its document's text, which is under 4 GiB.
        push_number(&mut self.text, (kind.len() + value.len()) as u32);
        self.text.push_str(kind);
        self.text.push_str(value);
    }

    /// The text for a field.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Appends a number: six bits a character, the lowest first; all characters but
/// the last have their seventh bit set.
fn push_number(text: &mut String, mut number: u32) {
    while number >= 0x40 {
        // The cast keeps the lowest eight bits, of which six are this one's.
        text.push(char::from(number as u8 & 0x3f | 0x40));
        number >>= 6;
    }
    text.push(char::from(number as u8));
}

/// Removes a number from the beginning of a text. `None` where none is there.
fn take_number(unread: &mut &str) -> Option<u32> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = *unread.as_bytes().first()?;
        *unread = unread.get(1..)?;
        number |= u32::from(byte & 0x3f) << shift;
        if byte < 0x40 {
            return Some(number);
        }
        // A sixth character has the last bits; a number of more is none of ours.
        shift = (shift + 6).min(30);
    }
}

/// Splits the text of a [`TokenWriter`] into its tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct TermSplitter {
    token: Token,
}

/// The tokens of one text.
#[derive(Debug)]
pub(super) struct TermStream<'a> {
    unread: &'a str,
    position: u32,
    token: &'a mut Token,
}

impl Tokenizer for TermSplitter {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.token.reset();
        TermStream { unread: text, position: 0, token: &mut self.token }
    }
}

impl TermStream<'_> {
    /// Reads the next token; `None` at the end, and where the text is no
    /// [`TokenWriter`]'s.
    fn next(&mut self) -> Option<()> {
        let step = unzigzag(take_number(&mut self.unread)?);
        let length = take_number(&mut self.unread)? as usize;
        let (term, unread) = self.unread.split_at_checked(length)?;
        self.unread = unread;
        self.position = self.position.wrapping_add_signed(step);
        self.token.position = self.position as usize;
        self.token.text.clear();
        self.token.text.push_str(term);
        Some(())
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        self.next().is_some()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_split() {
        let long = "é".repeat(5000);
        let all = [
            (0, "arms"),
            (1, "embargo\u{1f}\u{1e}9"),
            (70_000, "d:mi35"),
            (3, ""),
            (3, long.as_str()),
            (u32::MAX, "last"),
            (0, "first"),
        ];
        let mut tokens = TokenWriter::with_capacity(8);
        for (position, term) in all {
            let (kind, value) = term.split_at(term.len().min(2));
            tokens.push_parts(position, kind, value);
        }
        let text = tokens.into_text();
        let mut splitter = TermSplitter::default();
        let mut stream = splitter.token_stream(&text);
        for (position, term) in all {
            assert!(stream.advance());
            assert_eq!((stream.token().position, &*stream.token().text), (position as usize, term));
        }
        assert!(!stream.advance());
    }

    #[test]
    fn what_is_no_text_of_ours_ends() {
        for text in [
            "\u{7f}",
            "\0",
            "\0\u{5}ab",
            "plain text",
            "\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}",
        ] {
            let mut splitter = TermSplitter::default();
            let mut stream = splitter.token_stream(text);
            assert!((0..9).any(|_| !stream.advance()), "{text:?}");
        }
    }
}
