//! Cuts RTF into groups, words and bytes of text.

/// A piece of RTF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A word behind a backslash, and its number.
    Word(&'a str, Option<i32>),
    /// The sign that a group may be left out.
    Optional,
    /// A byte of text in the code page of its font.
    Byte(u8),
}

/// The pieces of a file, in order.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The bytes from here on that are alike; at most 32, as no word is longer.
    fn run(&mut self, is_of: impl Fn(&u8) -> bool) -> &'a str {
        let remaining = self.bytes.get(self.at..).unwrap_or_default();
        let length = remaining.iter().take(32).take_while(|byte| is_of(byte)).count();
        self.at += length;
        std::str::from_utf8(remaining.get(..length).unwrap_or_default()).unwrap_or_default()
    }

    /// What a backslash begins.
    fn control(&mut self) -> Option<Token<'a>> {
        let word = self.run(u8::is_ascii_alphabetic);
        if word.is_empty() {
            return self.symbol();
        }
        let is_negative = self.peek() == Some(b'-');
        self.at += usize::from(is_negative);
        let digits = self.run(u8::is_ascii_digit);
        let number = digits.parse::<i32>().ok().map(|n| if is_negative { -n } else { n });
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if word == "bin" {
            // Bytes that are no RTF.
            self.at += number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        }
        Some(Token::Word(word, number))
    }

    fn symbol(&mut self) -> Option<Token<'a>> {
        let symbol = self.peek()?;
        self.at += 1;
        Some(match symbol {
            b'\'' => {
                let digits = self.bytes.get(self.at..self.at + 2).unwrap_or_default();
                self.at += digits.len();
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                Token::Byte(u8::from_str_radix(digits, 16).unwrap_or(b'?'))
            }
            b'*' => Token::Optional,
            b'~' => Token::Word("~", None),
            b'_' => Token::Word("_", None),
            b'\n' | b'\r' => Token::Word("par", None),
            b'-' | b':' | b'|' => Token::Word("", None),
            byte => Token::Byte(byte),
        })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                // Line ends mean nothing; NULs fill up a file.
                b'\n' | b'\r' | 0 => {}
                b'\t' => return Some(Token::Word("tab", None)),
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}
