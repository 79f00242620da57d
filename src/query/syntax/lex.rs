//! The lexer: characters to tokens. Whether a character is an operator depends
//! on its neighbours; one that cannot be an operator is text.

use super::ast::Occur;
use super::chars::{
    begins_word, boost_length, doubled_sign, ends_word, escape_length, has_colon,
    inner_parenthesis, is_sign, leading_digits, may_be_signed, number_length, operator, trimmed,
    without_boost,
};
use super::field_names::FieldNames;
use super::notice::{Notice, Notices};
use super::quote::{Quotes, is_quote};
use super::token::{Token, TokenKind};
use crate::span::Span;

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
    /// The fields that there are.
    pub(super) names: FieldNames<'q>,
    /// The byte of the next character.
    position: usize,
    context: Context,
    quotes: Quotes,
    /// Where operators stand that are words, ascending.
    word_operators: &'q [usize],
    /// What is no token though it stands among words.
    skipped: Option<Span>,
}

impl<'q> Lexer<'q> {
    /// A lexer at the start of the text. The operators that begin at
    /// `word_operators`, ascending, are words.
    pub(super) fn new(text: &'q str, names: FieldNames<'q>, word_operators: &'q [usize]) -> Self {
        let (notices, quotes) = (Notices::default(), Quotes::default());
        let (context, skipped) = (Context::Free, None);
        Self { text, notices, names, position: 0, context, quotes, word_operators, skipped }
    }

    /// The text of a span.
    pub(super) fn slice(&self, span: Span) -> &'q str {
        span.of(self.text).unwrap_or_default()
    }

    /// The next token, or `None` at the end of the text.
    pub(super) fn next_token(&mut self) -> Option<Token> {
        loop {
            self.skip_blanks();
            if let Some(span) = self.skipped.take_if(|span| span.start <= self.position) {
                self.position = self.position.max(span.end);
                continue;
            }
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

    /// The byte of the next character.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Goes on behind a value that ends at byte `end`.
    pub(super) fn go_on_at(&mut self, end: usize) {
        (self.position, self.context) = (self.position.max(end), Context::Joined);
    }

    /// Makes no token of what stands at the span, which is not read yet.
    pub(super) fn skip(&mut self, span: Span) {
        self.skipped = Some(span);
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
        let number = self.remaining().strip_prefix('~').unwrap_or_default();
        let digits = leading_digits(number);
        if digits == 0 || number_length(number) > digits {
            return 0;
        }
        let span = Span::new(self.position + 1, self.position + 1 + digits);
        self.position = span.end;
        // Only digits: what does not parse is too large.
        self.slice(span).parse().unwrap_or(u32::MAX)
    }

    /// Skips a star or tilde right after a quote, where neither has a meaning, and
    /// the number of words that other languages ask for there.
    fn end_quoted(&mut self) {
        self.context = Context::Joined;
        let (remaining, position) = (self.remaining(), self.position);
        let signs = remaining.len() - remaining.trim_start_matches(['~', '*']).len();
        let number = |at: usize| remaining.get(at..).map_or(0, number_length);
        if signs > 0 {
            let has_number = remaining.get(..signs).is_some_and(|signs| signs.ends_with('~'));
            let stray = signs + if has_number { number(signs) } else { 0 };
            let problem = "has no meaning after these quotes";
            let advice = "only a phrase takes a tilde, with a number, as in \"arms embargo\"~5";
            self.skip_stray(stray, problem, advice);
        } else if remaining.starts_with(['/', '@']) && number(1) > 0 {
            let span = Span::new(position, position + 1 + number(1));
            self.notices.push(Notice::after_quotes(self.slice(span), span));
            self.position = span.end;
        }
    }

    fn skip_stray(&mut self, bytes: usize, problem: &str, advice: &str) {
        let span = Span::new(self.position, self.position + bytes);
        let said = [problem, "it was ignored", advice];
        self.notices.push(Notice::stray_sign(self.slice(span), said, span));
        self.position = span.end;
    }

    /// A token that begins with another character than a parenthesis or quote,
    /// or `None` for signs that are ignored.
    fn unquoted(&mut self, first: char) -> Option<Token> {
        if let Some(length) = self.boost_length(first).filter(|_| self.reads_operators()) {
            let span = Span::new(self.position, self.position + length);
            self.notices.push(Notice::boost(self.slice(span), span));
            self.position = span.end;
            return None;
        }
        if self.context == Context::Joined && is_sign(first) {
            let signs = self.remaining().len() - self.remaining().trim_start_matches(is_sign).len();
            let problem = "follows what stands before it without a blank";
            self.skip_stray(signs, problem, "put a blank before it to make it a sign");
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

    /// The length in bytes of the boosts that come next, with a sign before them:
    /// `+^2` signs nothing.
    fn boost_length(&self, first: char) -> Option<usize> {
        let sign = usize::from(self.context == Context::Free && is_sign(first));
        Some(sign + boost_length(self.remaining().get(sign..)?)?)
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

    /// Whether an operator may follow.
    fn reads_operators(&self) -> bool {
        matches!(self.context, Context::Free | Context::Joined)
    }

    /// An operator, if the next word is one.
    fn operator(&mut self) -> Option<Token> {
        if self.word_operators.binary_search(&self.position).is_ok() {
            return None;
        }
        let next_word = || self.remaining().get(..self.unboosted_length());
        let word = doubled_sign(self.remaining()).or_else(next_word)?;
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
        Some(self.take(TokenKind::Exact, self.unboosted_length(), Context::Joined))
    }

    /// A field name, if a value follows its colon.
    fn field(&mut self) -> Option<Token> {
        let name = self.names.at_start(self.remaining())?;
        let span = Span::new(self.position, self.position + name.len());
        let value_start = span.end + 1;
        let kind = match self.names.field_named(name) {
            Some(field) if self.value_follows(value_start) => TokenKind::Field(field),
            Some(field) => {
                let (name, span) = (self.names.name(field), Span::new(span.start, value_start));
                self.notices.push(Notice::empty_field(name, span));
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
        self.notices.push(Notice::unknown_field(name, self.names, span));
        let first = value.chars().next().unwrap_or(' ');
        let word = value.get(..self.word_length(value_start)).unwrap_or_default();
        let word = word.get(..without_boost(word)).unwrap_or_default();
        first == '('
            || is_quote(first)
            || first.is_alphanumeric() && !has_colon(word) && operator(word).is_none()
    }

    fn word(&mut self) -> Token {
        self.take(TokenKind::Word, self.unboosted_length(), Context::Joined)
    }

    /// The length in bytes of the next word without its boost.
    fn unboosted_length(&self) -> usize {
        self.remaining().get(..self.word_length(self.position)).map_or(0, without_boost)
    }

    /// The length in bytes of the word at byte `start`. A blank, quote,
    /// parenthesis, `&&` or `||` ends it, but for the parentheses of
    /// "helicopter(s)", the inch mark of `6"` and what a backslash escapes.
    fn word_length(&self, start: usize) -> usize {
        let text = self.text.get(start..).unwrap_or_default();
        // Most words have only these, which need no look at their neighbours.
        let mut length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let mut before = text.get(..length).and_then(|plain| plain.chars().last()).unwrap_or(' ');
        while let Some(c) = text.get(length..).and_then(|unread| unread.chars().next()) {
            let after = text.get(length + c.len_utf8()..).unwrap_or_default();
            length += match c {
                '\\' => escape_length(after),
                '&' | '|' if length > 0 && after.starts_with(c) => break,
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
        self.reads_operators() && text.get(..length).and_then(operator).is_some()
    }
}
