//! Operands: words, phrases and values of fields, put into the sequence with
//! what stands before them.

use super::ast::{Clause, Field, Node, Occur};
use super::chars::{is_regex, operator};
use super::field::BadValue;
use super::figure::{self, Figure};
use super::notice::Notice;
use super::parse::{FieldName, Parser};
use super::print::takes_sign;
use super::quote::is_quote;
use super::range_words::{value_length, word_range};
use super::sequence::{LastWords, Sequence, group};
use super::token::{Token, TokenKind};
use crate::query::syntax::{quoted, word};
use crate::span::Span;

impl Parser<'_> {
    /// Adds a word, exact form or phrase, or a field's value.
    pub(super) fn operand(&mut self, token: Token) {
        let field = self.value_field();
        let token = match field {
            Some(Field::Range(field)) => {
                self.with_words_of_value(token, |t| value_length(field, t))
            }
            Some(Field::Figure(field)) => self.with_unit(field, token),
            _ => token,
        };
        let text = self.lexer.slice(token.span);
        if let Some(notice) = self.no_operand(token, text, field) {
            self.lexer.notices.push(notice);
            self.pending.drop_modifiers();
            return;
        }
        let is_title = self.pending.known_field() == Some(Field::Title);
        let node = match field {
            None => Some(self.text_node(token, text)),
            Some(field) => {
                self.ignore_slop(token);
                self.field_node(field, token, text)
            }
        };
        match node {
            Some(node) => self.push(if is_title { Node::Title(Box::new(node)) } else { node }),
            None => self.pending.drop_modifiers(),
        }
    }

    /// Why the token is no operand, if it is none.
    fn no_operand(&self, token: Token, text: &str, field: Option<Field>) -> Option<Notice> {
        let is_word = token.kind == TokenKind::Word;
        match field.or(self.pending.known_field()) {
            _ if text.is_empty() => Some(Notice::empty_phrase(token.span)),
            Some(Field::Range(_) | Field::Figure(_)) => None,
            Some(field) if is_word && text == "*" => {
                Some(Notice::any_value(self.lexer.names.name(field), token.span))
            }
            None | Some(Field::Title) if is_word && is_regex(text) => {
                Some(Notice::regex(text, token.span))
            }
            _ => None,
        }
    }

    /// The token with the words after it that belong to the field's value, as in
    /// `date:June 2014`.
    fn with_words_of_value(
        &mut self,
        token: Token,
        length_of: impl Fn(&str) -> Option<usize>,
    ) -> Token {
        let text = self.lexer.text;
        let before = text.get(..token.span.start).unwrap_or_default();
        let after = text.get(self.lexer.position()..).unwrap_or_default();
        let start = match token.kind {
            TokenKind::Word => token.span.start,
            // `"June 2014".."July 2014"`
            TokenKind::Quoted { .. } if after.starts_with("..") => {
                before.trim_end().trim_end_matches(is_quote).len()
            }
            _ => return token,
        };
        let length = text.get(start..).and_then(length_of);
        match length.map(|length| Span::new(start, start + length)) {
            Some(span) if span.end > token.span.end => {
                self.lexer.go_on_at(span.end);
                Token { kind: TokenKind::Word, span }
            }
            _ => token,
        }
    }

    /// The token with the words after it that belong to a figure, as in
    /// `amount:>100m USD`. Capitals behind an amount that could be a code and are none
    /// are told.
    fn with_unit(&mut self, field: Figure, token: Token) -> Token {
        let token = self.with_words_of_value(token, |text| figure::value_length(field, text));
        if field != Figure::Amount || token.kind != TokenKind::Word {
            return token;
        }
        let amount = figure::parse(field, self.lexer.slice(token.span));
        let lacks_currency = amount.is_ok_and(|typed| typed.of.is_none());
        let after = self.lexer.text.get(self.lexer.position()..).unwrap_or_default();
        let next = after.split_whitespace().next().unwrap_or_default();
        let is_code = next.len() == 3 && next.bytes().all(|byte| byte.is_ascii_uppercase());
        if lacks_currency && is_code && operator(next).is_none() {
            let blanks = after.len() - after.trim_start().len();
            let start = self.lexer.position() + blanks;
            let span = Span::new(start, start + next.len());
            self.lexer.notices.push(Notice::unknown_currency(next, span));
        }
        token
    }

    /// Tells that slop after a field's quoted value is ignored.
    fn ignore_slop(&mut self, token: Token) {
        if let TokenKind::Quoted { slop: 1.. } = token.kind {
            let problem = "has no meaning after this field's value";
            let said = [problem, "it was ignored", "leave it out"];
            self.lexer.notices.push(Notice::stray_sign("~", said, token.span));
        }
    }

    /// The field whose value is next, unless it is matched like text.
    fn value_field(&self) -> Option<Field> {
        let field = self.pending.known_field().or(self.current.field);
        field.filter(|field| *field != Field::Title)
    }

    /// The node of a field's value, or a notice. A value that can be read in two
    /// ways gives both.
    fn field_node(&mut self, field: Field, token: Token, text: &str) -> Option<Node> {
        let can_be_text = can_be_text(token, text);
        match field.node(text, token.span, self.lexer.names, can_be_text) {
            Ok((node, notice)) => {
                if let Some(notice) = notice {
                    self.lexer.notices.push(notice);
                }
                Some(node)
            }
            Err(BadValue { notice, is_text }) => {
                self.lexer.notices.push(notice);
                is_text.then(|| self.text_node(token, text))
            }
        }
    }

    /// The node of a word, exact form or phrase.
    fn text_node(&mut self, token: Token, text: &str) -> Node {
        let (span, owned) = (token.span, text.to_owned());
        match token.kind {
            TokenKind::Quoted { slop } => quoted::node(text, slop, span, &mut self.lexer.notices),
            TokenKind::Exact => Node::Exact { text: owned, span },
            _ => {
                self.skip_word_of_range(token.span);
                word::node(text, span, &mut self.lexer.notices)
            }
        }
    }

    /// Skips the `TO` of a range in brackets that no range field stands before.
    fn skip_word_of_range(&mut self, span: Span) {
        let text = self.lexer.text.get(span.start..).unwrap_or_default();
        if let Some(range) = word_range(text) {
            let span = |inner: Span| inner.shifted(span.start);
            let typed = range.whole.of(text).unwrap_or_default();
            self.lexer.notices.push(Notice::range_without_field(typed, span(range.whole)));
            self.lexer.skip(span(range.to));
        }
    }

    /// Takes a distance, if it stands after a word or phrase.
    pub(super) fn near(&mut self, distance: Option<u32>, span: Span) {
        let Some(words) = distance else {
            let name = self.lexer.slice(span);
            return self.lexer.notices.push(Notice::near_without_number(name, span));
        };
        let is_in_values = self.value_field().is_some();
        let is_open = self.pending.joiner.is_some() || self.pending.has_modifier();
        if is_in_values || is_open || self.current.sequence.is_empty() {
            self.ignore(span, "stands between no two words or phrases");
        } else {
            self.pending.near = Some((words, span));
        }
    }

    /// The words before a distance and the node after it as one phrase in any
    /// order, which then is in the sequence; the node where they are none.
    fn join_near(&mut self, node: Node, words_between: u32) -> Result<(), Node> {
        let (next, next_slop) = match &node {
            Node::Phrase { span, slop, .. } => (*span, *slop),
            Node::Text { text, span } if !text.contains(char::is_whitespace) => (*span, 0),
            _ => return Err(node),
        };
        if self.pending.has_modifier() || self.pending.joiner.is_some() {
            return Err(node);
        }
        let Some(LastWords { mut text, span, slop, is_all }) =
            self.current.sequence.take_last_words()
        else {
            return Err(node);
        };
        // As many bytes as in the query: the span is that of both.
        text.extend(std::iter::repeat_n(' ', next.start.saturating_sub(span.end)));
        text.push_str(self.lexer.slice(next));
        let slop = slop.saturating_add(words_between).saturating_add(next_slop);
        let phrase = Node::Phrase { text, slop, span: Span::new(span.start, next.end) };
        if is_all {
            self.current.sequence.replace_last(phrase);
        } else {
            self.current.sequence.push(None, Clause::should(phrase), self.lexer.text);
        }
        Ok(())
    }

    /// Adds a node with the operators and the field before it.
    pub(super) fn push(&mut self, node: Node) {
        let node = match self.pending.near.take() {
            None => node,
            Some((words, span)) => match self.join_near(node, words) {
                Ok(()) => return,
                Err(node) => {
                    self.ignore(span, "stands between no two words or phrases");
                    node
                }
            },
        };
        let pending = std::mem::take(&mut self.pending);
        let occur = pending.occur();
        let node = match pending.field {
            Some((FieldName::Unknown, name)) => self.with_name(name, node, occur),
            // After an ignored parenthesis a `+` can stand before a word that
            // takes no sign; a group does.
            None if pending.sign.is_some() && !takes_sign(&node) => {
                group(vec![Clause::should(node)])
            }
            _ => node,
        };
        let joiner = pending.joiner.map(|(joiner, _)| joiner);
        self.current.sequence.push(joiner, Clause { occur, node }, self.lexer.text);
    }

    /// The name of an unknown field together with its value. A sign applies to
    /// both, as it would to a field.
    fn with_name(&mut self, name: Span, value: Node, occur: Occur) -> Node {
        let text = self.lexer.slice(name);
        let name = match self.value_field() {
            None => Some(Node::Text { text: text.to_owned(), span: name }),
            Some(field) => {
                self.field_node(field, Token { kind: TokenKind::Word, span: name }, text)
            }
        };
        let mut sequence = Sequence::default();
        for node in name.into_iter().chain([value]) {
            sequence.push(None, Clause::should(node), self.lexer.text);
        }
        let mut clauses = sequence.finish();
        match clauses.pop() {
            Some(only) if clauses.is_empty() && occur == Occur::Should => only.node,
            last => {
                clauses.extend(last);
                group(clauses)
            }
        }
    }
}

/// Whether a value that is none of its field's can be searched for as the word or
/// phrase that it would be without the field.
fn can_be_text(token: Token, text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ',' | '\'' | '’');
    match token.kind {
        TokenKind::Word => {
            text.starts_with(char::is_alphanumeric)
                && text.chars().all(is_plain)
                && operator(text).is_none()
        }
        _ => true,
    }
}
