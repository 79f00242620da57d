//! From characters to tokens. Whether a character is an operator depends on
//! what stands before and after it; what cannot be one is text.

use super::ast::Field;
use super::ast::Occur;
use super::notice::{Notice, Notices};
use super::quote::{Quotes, is_quote};
use crate::span::Span;

/// A piece of a query, with where it stands: for what carries text, the text
/// without its quotes and signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

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
    /// An unknown field right before its value; the span is its name's.
    Unknown,
    Word,
    /// `=word` or `="words"`.
    Exact,
    Quoted {
        slop: u32,
    },
}

impl Token {
    /// Whether it stands for words of its own.
    pub(super) fn carries_text(self) -> bool {
        matches!(
            self.kind,
            TokenKind::Unknown | TokenKind::Word | TokenKind::Exact | TokenKind::Quoted { .. }
        )
    }
}

/// What stands before the next character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// A blank, the start or `(`: any operator may follow.
    Free,
    /// A sign: a field may follow, but no operator.
    Signed,
    /// A field's colon: a value follows, whatever it looks like.
    Value,
    /// The end of a word, quote or group, without a blank: no sign may follow.
    Joined,
}

#[derive(Debug)]
pub(super) struct Lexer<'q> {
    pub(super) text: &'q str,
    pub(super) notices: Notices,
    at: usize,
    place: Context,
    quotes: Quotes,
}

impl<'q> Lexer<'q> {
    pub(super) fn new(text: &'q str) -> Self {
        let (notices, quotes) = (Notices::default(), Quotes::default());
        Self { text, notices, at: 0, place: Context::Free, quotes }
    }

    /// The text under a span.
    pub(super) fn slice(&self, span: Span) -> &'q str {
        span.of(self.text).unwrap_or_default()
    }

    pub(super) fn next_token(&mut self) -> Option<Token> {
        loop {
            self.skip_blanks();
            let token = match self.rest().chars().next()? {
                '(' => Some(self.take(TokenKind::Open, 1, Context::Free)),
                ')' => Some(self.take(TokenKind::Close, 1, Context::Joined)),
                c if is_quote(c) => self.quoted(c),
                c => self.chunk(c),
            };
            if token.is_some() {
                return token;
            }
        }
    }

    /// Reads what follows as if no field stood before it.
    pub(super) fn ignore_field(&mut self) {
        self.place = Context::Free;
    }

    fn rest(&self) -> &'q str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        let blanks = self.rest().len() - self.rest().trim_start().len();
        if blanks > 0 {
            self.at += blanks;
            self.place = Context::Free;
        }
    }

    fn take(&mut self, kind: TokenKind, bytes: usize, place: Context) -> Token {
        let span = Span::new(self.at, self.at + bytes);
        (self.at, self.place) = (span.end, place);
        Token { kind, span }
    }

    /// A phrase, or nothing where the quote has no partner.
    fn quoted(&mut self, quote: char) -> Option<Token> {
        let Some((span, after)) = self.quotes.inside(self.text, self.at) else {
            let span = Span::new(self.at, self.at + quote.len_utf8());
            self.notices.push(Notice::unclosed_quote(quote, span));
            self.at = span.end;
            return None;
        };
        self.at = after;
        let slop = self.slop();
        self.end_quoted();
        Some(Token { kind: TokenKind::Quoted { slop }, span: trimmed(self.text, span) })
    }

    /// The 5 of `~5` right after a phrase.
    fn slop(&mut self) -> u32 {
        let digits = self.rest().strip_prefix('~').map_or(0, leading_digits);
        if digits == 0 {
            return 0;
        }
        let span = Span::new(self.at + 1, self.at + 1 + digits);
        self.at = span.end;
        self.slice(span).parse().unwrap_or(u32::MAX)
    }

    /// Passes over a star or tilde right after a quote, where it does nothing.
    fn end_quoted(&mut self) {
        self.place = Context::Joined;
        let rest = self.rest();
        let mut stray = rest.len() - rest.trim_start_matches(['~', '*']).len();
        if rest.get(..stray).is_some_and(|stray| stray.ends_with('~')) {
            stray += rest.get(stray..).map_or(0, leading_digits);
        }
        if stray > 0 {
            let what = "says nothing after these quotes: it was ignored; only a phrase takes \
                        a tilde, with a number, as in \"arms embargo\"~5";
            self.stray(stray, what);
            self.at += stray;
        }
    }

    fn stray(&mut self, bytes: usize, what: &str) {
        let span = Span::new(self.at, self.at + bytes);
        self.notices.push(Notice::stray_sign(self.slice(span), what, span));
    }

    /// What begins with another character than a parenthesis or a quote.
    fn chunk(&mut self, first: char) -> Option<Token> {
        if self.place == Context::Joined && is_sign(first) {
            let signs = self.rest().len() - self.rest().trim_start_matches(is_sign).len();
            let what = "follows what stands before it without a blank: it was ignored; \
                        put a blank before it to make it a sign";
            self.stray(signs, what);
            self.at += signs;
            return None;
        }
        let token = match self.place {
            Context::Free => self.sign(first).or_else(|| self.operator()),
            Context::Joined => self.operator(),
            Context::Signed | Context::Value => None,
        };
        token
            .or_else(|| self.exact(first))
            .or_else(|| if self.place == Context::Value { None } else { self.field() })
            .or_else(|| Some(self.word()))
    }

    fn sign(&mut self, first: char) -> Option<Token> {
        let occur = match first {
            '+' => Occur::Must,
            '-' | '!' => Occur::MustNot,
            _ => return None,
        };
        let next = self.rest().chars().nth(1)?;
        let signed = if is_quote(next) {
            self.quotes.closes(self.text, self.at + 1)
        } else {
            may_be_signed(next)
        };
        signed.then(|| self.take(TokenKind::Sign(occur), 1, Context::Signed))
    }

    fn operator(&mut self) -> Option<Token> {
        let word = self.rest().get(..self.word_length(self.at))?;
        let kind = operator(word)?;
        Some(self.take(kind, word.len(), Context::Free))
    }

    fn exact(&mut self, first: char) -> Option<Token> {
        if first != '=' {
            return None;
        }
        let next = self.rest().chars().nth(1)?;
        if is_quote(next) {
            let (span, after) = self.quotes.inside(self.text, self.at + 1)?;
            self.at = after;
            self.end_quoted();
            return Some(Token { kind: TokenKind::Exact, span: trimmed(self.text, span) });
        }
        if !begins_word(next) {
            return None;
        }
        self.at += 1;
        self.place = Context::Value;
        Some(self.take(TokenKind::Exact, self.word_length(self.at), Context::Joined))
    }

    fn field(&mut self) -> Option<Token> {
        let name = field_name(self.rest())?;
        let span = Span::new(self.at, self.at + name.len());
        let value = span.end + 1;
        let kind = match Field::from_name(name) {
            Some(field) if self.value_follows(value) => TokenKind::Field(field),
            Some(field) => {
                self.notices.push(Notice::empty_field(field, Span::new(span.start, value)));
                return None;
            }
            None => self.unknown_field(name, value).then_some(TokenKind::Unknown)?,
        };
        (self.at, self.place) = (value, Context::Value);
        Some(Token { kind, span })
    }

    fn value_follows(&self, at: usize) -> bool {
        match self.text.get(at..).and_then(|rest| rest.chars().next()) {
            None | Some(')') => false,
            Some(c) if is_quote(c) => self.quotes.closes(self.text, at),
            Some(c) => !c.is_whitespace(),
        }
    }

    /// Whether the value of an unknown field is read apart from its name;
    /// otherwise the two are one word. A colon before a blank and the colon
    /// of a URL or path need no notice.
    fn unknown_field(&mut self, name: &str, value: usize) -> bool {
        let rest = self.text.get(value..).unwrap_or_default();
        if !self.value_follows(value) || rest.starts_with("//") || rest.starts_with(':') {
            return false;
        }
        let span = Span::new(self.at, value);
        self.notices.push(Notice::unknown_field(name, span));
        let first = rest.chars().next().unwrap_or(' ');
        let word = rest.get(..self.word_length(value)).unwrap_or_default();
        first == '('
            || is_quote(first)
            || first.is_alphanumeric() && !has_colon(word) && operator(word).is_none()
    }

    fn word(&mut self) -> Token {
        self.take(TokenKind::Word, self.word_length(self.at), Context::Joined)
    }

    /// Length in bytes of the word at `start`: up to a blank, a quote or a
    /// parenthesis, but over the parentheses of "helicopter(s)" and the inch
    /// mark of `6"`.
    fn word_length(&self, start: usize) -> usize {
        let text = self.text.get(start..).unwrap_or_default();
        // What most words are wholly made of.
        let mut length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let mut before = text.get(..length).and_then(|plain| plain.chars().last()).unwrap_or(' ');
        while let Some(c) = text.get(length..).and_then(|rest| rest.chars().next()) {
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

    fn operator_before(&self, text: &str, length: usize) -> bool {
        let reads_operators = matches!(self.place, Context::Free | Context::Joined);
        reads_operators && text.get(..length).and_then(operator).is_some()
    }
}

/// The operator that a word is, if it is one.
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

/// Whether a sign may stand before what begins so: not in "->", "-/-", "--x".
pub(super) fn may_be_signed(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_sign(c) && !")*~/:|&<>,;.?".contains(c)
}

/// Whether a word begins so that an exact form of it makes sense.
pub(super) fn begins_word(c: char) -> bool {
    let beyond_ascii = !c.is_ascii() && !c.is_whitespace() && !is_quote(c);
    c.is_ascii_alphanumeric() || beyond_ascii || matches!(c, '$' | '#' | '@' | '_')
}

/// The name before the colon that the text begins with.
fn field_name(text: &str) -> Option<&str> {
    let name = text.get(..text.find(|c: char| !c.is_alphanumeric() && c != '_')?)?;
    let named = name.starts_with(char::is_alphabetic) && operator(name).is_none();
    (named && text.get(name.len()..)?.starts_with(':')).then_some(name)
}

/// Length up to and with the `)` that closes a parenthesis within a word.
fn inner_parenthesis(text: &str) -> Option<usize> {
    let at = text.find(|c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')'))?;
    text.get(at..)?.starts_with(')').then_some(at + 1)
}

/// Whether a colon stands in the word, or in what its star leaves of it.
fn has_colon(word: &str) -> bool {
    word.split('*').next().is_some_and(|kept| kept.contains(':'))
}

fn ends_word(after: &str) -> bool {
    after.chars().next().is_none_or(|c| c.is_whitespace() || c == ')')
}

fn leading_digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

fn trimmed(text: &str, span: Span) -> Span {
    let inside = span.of(text).unwrap_or_default();
    let start = span.start + (inside.len() - inside.trim_start().len());
    Span::new(start, start + inside.trim().len())
}
