//! The lexer: characters to tokens. Whether a character is an operator depends
//! on its neighbours; one that cannot be an operator is text.

use super::ast::{Field, Occur};
use super::notice::{Notice, Notices};
use super::quote::{Quotes, is_quote};
use crate::span::Span;

/// A token with its span. The span of a token with text covers that text
/// without quotes and signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `+`, `-` or `!` right before what it applies to.
    Sign(Occur),
    /// A known field right before its value.
    Field(Field),
    /// The name of an unknown field right before its value.
    UnknownField,
    Word,
    /// `=word` or `="words"`.
    Exact,
    /// `"words"`, with the slop of a phrase.
    Quoted {
        slop: u32,
    },
}

impl Token {
    /// Whether its text is searched for.
    pub(super) fn has_words(self) -> bool {
        matches!(
            self.kind,
            TokenKind::UnknownField | TokenKind::Word | TokenKind::Exact | TokenKind::Quoted { .. }
        )
    }
}

/// What stands before the next character, which decides what may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// A blank, an operator, `(` or nothing: any operator may follow.
    Free,
    /// A sign: a field may follow, but no operator.
    Signed,
    /// A field's colon: the next characters are its value, whatever they are.
    Value,
    /// The end of a word, quote or group without a blank: no sign may follow.
    Joined,
}

/// Reads the tokens of a query, one after the other.
#[derive(Debug)]
pub(super) struct Lexer<'q> {
    pub(super) text: &'q str,
    pub(super) notices: Notices,
    /// The byte of the next character.
    position: usize,
    context: Context,
    quotes: Quotes,
}

impl<'q> Lexer<'q> {
    pub(super) fn new(text: &'q str) -> Self {
        let (notices, quotes) = (Notices::default(), Quotes::default());
        Self { text, notices, position: 0, context: Context::Free, quotes }
    }

    /// The text of a span.
    pub(super) fn slice(&self, span: Span) -> &'q str {
        span.of(self.text).unwrap_or_default()
    }

    /// The next token, or `None` at the end of the text.
    pub(super) fn next_token(&mut self) -> Option<Token> {
        loop {
            self.skip_blanks();
            // A stray quote or sign is no token: its notice is pushed instead.
            let token = match self.remaining().chars().next()? {
                '(' => Some(self.take(TokenKind::Open, 1, Context::Free)),
                ')' => Some(self.take(TokenKind::Close, 1, Context::Joined)),
                c if is_quote(c) => self.quoted(c),
                c => self.unquoted(c),
            };
            if token.is_some() {
                return token;
            }
        }
    }

    /// Reads the next characters as if no field stood before them.
    pub(super) fn ignore_field(&mut self) {
        self.context = Context::Free;
    }

    /// The text that is not read yet.
    fn remaining(&self) -> &'q str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        let blanks = self.remaining().len() - self.remaining().trim_start().len();
        if blanks > 0 {
            self.position += blanks;
            self.context = Context::Free;
        }
    }

    /// A token of the next bytes, which sets the context of what follows.
    fn take(&mut self, kind: TokenKind, bytes: usize, context: Context) -> Token {
        let span = Span::new(self.position, self.position + bytes);
        (self.position, self.context) = (span.end, context);
        Token { kind, span }
    }

    /// A quoted phrase, or `None` for a quote that is not closed.
    fn quoted(&mut self, quote: char) -> Option<Token> {
        let Some((span, after)) = self.quotes.inside(self.text, self.position) else {
            let span = Span::new(self.position, self.position + quote.len_utf8());
            self.notices.push(Notice::unclosed_quote(quote, span));
            self.position = span.end;
            return None;
        };
        self.position = after;
        let slop = self.slop();
        self.end_quoted();
        Some(Token { kind: TokenKind::Quoted { slop }, span: trimmed(self.text, span) })
    }

    /// The 5 of `~5` right after a phrase, or 0.
    fn slop(&mut self) -> u32 {
        let digits = self.remaining().strip_prefix('~').map_or(0, leading_digits);
        if digits == 0 {
            return 0;
        }
        let span = Span::new(self.position + 1, self.position + 1 + digits);
        self.position = span.end;
        // Only digits: what does not parse is too large.
        self.slice(span).parse().unwrap_or(u32::MAX)
    }

    /// Skips a star or tilde right after a quote, where neither has a meaning.
    fn end_quoted(&mut self) {
        self.context = Context::Joined;
        let remaining = self.remaining();
        let mut stray = remaining.len() - remaining.trim_start_matches(['~', '*']).len();
        if remaining.get(..stray).is_some_and(|stray| stray.ends_with('~')) {
            stray += remaining.get(stray..).map_or(0, leading_digits);
        }
        if stray > 0 {
            let problem = "has no meaning nothing after these quotes: it was ignored; only a phrase takes \
                        a tilde, with a number, as in \"arms embargo\"~5";
            self.skip_stray(stray, problem);
        }
    }

    fn skip_stray(&mut self, bytes: usize, problem: &str) {
        let span = Span::new(self.position, self.position + bytes);
        self.notices.push(Notice::stray_sign(self.slice(span), problem, span));
        self.position = span.end;
    }

    /// A token that begins with another character than a parenthesis or quote,
    /// or `None` for signs that are ignored.
    fn unquoted(&mut self, first: char) -> Option<Token> {
        if self.context == Context::Joined && is_sign(first) {
            let signs = self.remaining().len() - self.remaining().trim_start_matches(is_sign).len();
            let problem = "follows what stands before it without a blank: it was ignored; \
                        put a blank before it to make it a sign";
            self.skip_stray(signs, problem);
            return None;
        }
        let token = match self.context {
            Context::Free => self.sign(first).or_else(|| self.operator()),
            Context::Joined => self.operator(),
            Context::Signed | Context::Value => None,
        };
        token
            .or_else(|| self.exact(first))
            .or_else(|| if self.context == Context::Value { None } else { self.field() })
            .or_else(|| Some(self.word()))
    }

    /// A sign, if the next character can be signed.
    fn sign(&mut self, first: char) -> Option<Token> {
        let occur = match first {
            '+' => Occur::Must,
            '-' | '!' => Occur::MustNot,
            _ => return None,
        };
        let next = self.remaining().chars().nth(1)?;
        let applies = if is_quote(next) {
            self.quotes.closes(self.text, self.position + 1)
        } else {
            may_be_signed(next)
        };
        applies.then(|| self.take(TokenKind::Sign(occur), 1, Context::Signed))
    }

    /// An operator, if the next word is one.
    fn operator(&mut self) -> Option<Token> {
        let word = self.remaining().get(..self.word_length(self.position))?;
        let kind = operator(word)?;
        Some(self.take(kind, word.len(), Context::Free))
    }

    /// An exact form, if a word or a closed quote follows `=`.
    fn exact(&mut self, first: char) -> Option<Token> {
        if first != '=' {
            return None;
        }
        let next = self.remaining().chars().nth(1)?;
        if is_quote(next) {
            let (span, after) = self.quotes.inside(self.text, self.position + 1)?;
            self.position = after;
            self.end_quoted();
            return Some(Token { kind: TokenKind::Exact, span: trimmed(self.text, span) });
        }
        if !begins_word(next) {
            return None;
        }
        self.position += 1;
        self.context = Context::Value;
        Some(self.take(TokenKind::Exact, self.word_length(self.position), Context::Joined))
    }

    /// A field name, if a value follows its colon.
    fn field(&mut self) -> Option<Token> {
        let name = field_name(self.remaining())?;
        let span = Span::new(self.position, self.position + name.len());
        let value_start = span.end + 1;
        let kind = match Field::from_name(name) {
            Some(field) if self.value_follows(value_start) => TokenKind::Field(field),
            Some(field) => {
                self.notices.push(Notice::empty_field(field, Span::new(span.start, value_start)));
                return None;
            }
            None if self.splits_unknown_field(name, value_start) => TokenKind::UnknownField,
            None => return None,
        };
        (self.position, self.context) = (value_start, Context::Value);
        Some(Token { kind, span })
    }

    /// Whether a field's value begins at byte `at`.
    fn value_follows(&self, at: usize) -> bool {
        match self.text.get(at..).and_then(|value| value.chars().next()) {
            None | Some(')') => false,
            Some(c) if is_quote(c) => self.quotes.closes(self.text, at),
            Some(c) => !c.is_whitespace(),
        }
    }

    /// Whether an unknown field's name and value are two tokens; otherwise they
    /// are one word. A colon before a blank, in a URL or in a path gets no
    /// notice.
    fn splits_unknown_field(&mut self, name: &str, value_start: usize) -> bool {
        let value = self.text.get(value_start..).unwrap_or_default();
        if !self.value_follows(value_start) || value.starts_with("//") || value.starts_with(':') {
            return false;
        }
        let span = Span::new(self.position, value_start);
        self.notices.push(Notice::unknown_field(name, span));
        let first = value.chars().next().unwrap_or(' ');
        let word = value.get(..self.word_length(value_start)).unwrap_or_default();
        first == '('
            || is_quote(first)
            || first.is_alphanumeric() && !has_colon(word) && operator(word).is_none()
    }

    fn word(&mut self) -> Token {
        self.take(TokenKind::Word, self.word_length(self.position), Context::Joined)
    }

    /// The length in bytes of the word at byte `start`. A blank, quote or
    /// parenthesis ends it, but for the parentheses of "helicopter(s)" and the
    /// inch mark of `6"`.
    fn word_length(&self, start: usize) -> usize {
        let text = self.text.get(start..).unwrap_or_default();
        // Most words have only these, which need no look at their neighbours.
        let mut length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let mut before = text.get(..length).and_then(|plain| plain.chars().last()).unwrap_or(' ');
        while let Some(c) = text.get(length..).and_then(|unread| unread.chars().next()) {
            let after = text.get(length + c.len_utf8()..).unwrap_or_default();
            length += match c {
                '(' if before.is_alphanumeric() && !self.operator_before(text, length) => {
                    match inner_parenthesis(after) {
                        Some(inner) => inner + 1,
                        None => break,
                    }
                }
                '(' | ')' => break,
                '"' if before.is_ascii_digit() && ends_word(after) => 1,
                _ if c.is_whitespace() || is_quote(c) => break,
                _ => c.len_utf8(),
            };
            before = c;
        }
        length
    }

    /// Whether the first `length` bytes are an operator, which a parenthesis ends.
    fn operator_before(&self, text: &str, length: usize) -> bool {
        let reads_operators = matches!(self.context, Context::Free | Context::Joined);
        reads_operators && text.get(..length).and_then(operator).is_some()
    }
}

/// The operator that the word is, or `None`.
pub(super) fn operator(word: &str) -> Option<TokenKind> {
    match word {
        "AND" | "&&" => Some(TokenKind::And),
        "OR" | "||" => Some(TokenKind::Or),
        "NOT" => Some(TokenKind::Not),
        _ => None,
    }
}

pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '!')
}

/// Whether a sign may stand before this character: not in "->", "-/-", "--x".
pub(super) fn may_be_signed(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_sign(c) && !")*~/:|&<>,;.?".contains(c)
}

/// Whether `=` before this character asks for an exact form.
pub(super) fn begins_word(c: char) -> bool {
    let beyond_ascii = !c.is_ascii() && !c.is_whitespace() && !is_quote(c);
    c.is_ascii_alphanumeric() || beyond_ascii || matches!(c, '$' | '#' | '@' | '_')
}

/// The name that the text begins with, if a colon follows it.
fn field_name(text: &str) -> Option<&str> {
    let name = text.get(..text.find(|c: char| !c.is_alphanumeric() && c != '_')?)?;
    let is_name = name.starts_with(char::is_alphabetic) && operator(name).is_none();
    (is_name && text.get(name.len()..)?.starts_with(':')).then_some(name)
}

/// The length up to and with the `)` that closes a parenthesis within a word.
fn inner_parenthesis(text: &str) -> Option<usize> {
    let at = text.find(|c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')'))?;
    text.get(at..)?.starts_with(')').then_some(at + 1)
}

/// Whether the word has a colon before its first star: the star cuts off the
/// rest.
fn has_colon(word: &str) -> bool {
    word.split('*').next().is_some_and(|kept| kept.contains(':'))
}

/// Whether a word ends before this text.
fn ends_word(after: &str) -> bool {
    after.chars().next().is_none_or(|c| c.is_whitespace() || c == ')')
}

/// The length in bytes of the digits that the text begins with.
fn leading_digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

/// The span without the blanks at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let quoted = span.of(text).unwrap_or_default();
    let start = span.start + (quoted.len() - quoted.trim_start().len());
    Span::new(start, start + quoted.trim().len())
}
