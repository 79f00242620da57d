//! The parser: tokens to clauses. Open groups are kept on the heap, so that no
//! query can exhaust the thread's stack.

use super::ast::{Clause, Field, Node, Occur};
use super::capitals::word_operators;
use super::field_names::FieldNames;
use super::lex::Lexer;
use super::limits::{MAX_BYTES, MAX_DEPTH, MAX_WORDS};
use super::notice::Notice;
use super::sequence::{Joiner, Sequence};
use super::token::{Token, TokenKind};
use crate::query::syntax::ast;
use crate::span::Span;

/// The clauses of a text, and notices of what may be misread. `own_fields`
/// are those that there are besides the fields of the language.
///
/// Cost: linear in the text, at most [`MAX_BYTES`] of it; twice that where
/// operators nest groups too deep.
pub(crate) fn parse(text: &str, own_fields: &[String]) -> (Vec<Clause>, Vec<Notice>) {
    let names = FieldNames::new(own_fields);
    let operators = word_operators(readable(text), names);
    let starts: Vec<usize> = operators.iter().map(|span| span.start).collect();
    let parser = |max_depth: usize| {
        let mut parser = Parser::new(text, names, &starts, max_depth);
        if let Some(first) = operators.first() {
            let words = operators.iter().filter_map(|span| span.of(text));
            parser.lexer.notices.insist(Notice::capital_words(words, *first));
        }
        parser
    };
    let (clauses, notices) = parser(MAX_DEPTH).run(text);
    if ast::depth(&clauses) <= MAX_DEPTH {
        return (clauses, notices);
    }
    // Operators and an unknown field can put three more groups around each
    // typed one: with this limit all four together are within MAX_DEPTH.
    parser((MAX_DEPTH - 3) / 4).run(text)
}

/// The part of the text that is read, which ends between two characters.
pub(crate) fn readable(text: &str) -> &str {
    let longest = text.len().min(MAX_BYTES);
    (0..=longest).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

/// Operators and a field that apply to the next operand.
#[derive(Debug, Default)]
pub(super) struct Pending {
    pub(super) joiner: Option<(Joiner, Span)>,
    not: Option<Span>,
    pub(super) sign: Option<(Occur, Span)>,
    pub(super) field: Option<(FieldName, Span)>,
    /// A distance to the word before it.
    pub(super) near: Option<(u32, Span)>,
}

/// A field before its value.
#[derive(Debug, Clone, Copy)]
pub(super) enum FieldName {
    Known(Field),
    Unknown,
}

impl Pending {
    /// How the next operand is to occur. `NOT` goes before a sign.
    pub(super) fn occur(&self) -> Occur {
        match (self.not, self.sign) {
            (Some(_), _) => Occur::MustNot,
            (None, Some((occur, _))) => occur,
            (None, None) => Occur::Should,
        }
    }

    pub(super) fn known_field(&self) -> Option<Field> {
        match self.field {
            Some((FieldName::Known(field), _)) => Some(field),
            _ => None,
        }
    }

    /// Drops what applied to an operand that was ignored. An operator before it
    /// joins the next one.
    pub(super) fn drop_modifiers(&mut self) {
        *self = Self { joiner: self.joiner.take(), near: self.near.take(), ..Self::default() };
    }

    /// Whether a sign, `NOT` or a field stands before the next operand.
    pub(super) fn has_modifier(&self) -> bool {
        self.near.is_some() || self.not.is_some() || self.sign.is_some() || self.field.is_some()
    }
}

/// A group that is not closed yet.
#[derive(Debug, Default)]
pub(super) struct OpenGroup {
    /// Its `(`.
    open: Span,
    /// What applies to it.
    outer: Pending,
    /// The field whose value it is, or is part of.
    pub(super) field: Option<Field>,
    pub(super) sequence: Sequence,
    /// The number of notices before it: more tell why it is empty.
    notices_before: usize,
}

/// A query while it is parsed.
#[derive(Debug)]
pub(super) struct Parser<'q> {
    pub(super) lexer: Lexer<'q>,
    /// The groups around `current`, outermost first.
    outer: Vec<OpenGroup>,
    pub(super) current: OpenGroup,
    pub(super) pending: Pending,
    max_depth: usize,
    /// The number of open `(` that were ignored.
    ignored_depth: usize,
    has_told_too_deep: bool,
    /// The number of words read.
    words: usize,
}

impl<'q> Parser<'q> {
    fn new(
        text: &'q str,
        names: FieldNames<'q>,
        word_operators: &'q [usize],
        max_depth: usize,
    ) -> Self {
        Self {
            lexer: Lexer::new(readable(text), names, word_operators),
            outer: Vec::new(),
            current: OpenGroup::default(),
            pending: Pending::default(),
            max_depth,
            ignored_depth: 0,
            has_told_too_deep: false,
            words: 0,
        }
    }

    fn run(mut self, text: &str) -> (Vec<Clause>, Vec<Notice>) {
        let is_complete = self.read();
        self.close_all(is_complete);
        let read = self.lexer.text;
        if read.len() < text.len() {
            self.lexer.notices.insist(Notice::too_long(Span::new(read.len(), text.len())));
        }
        let clauses = self.current.sequence.finish();
        if ast::only_exclusions(&clauses) {
            self.lexer.notices.insist(Notice::only_exclusions(Span::new(0, read.len())));
        }
        (clauses, self.lexer.notices.finish())
    }

    /// Reads all tokens, or those of the first [`MAX_WORDS`] words; whether it
    /// read all.
    fn read(&mut self) -> bool {
        while let Some(token) = self.lexer.next_token() {
            if token.has_words() {
                self.words += self.lexer.slice(token.span).split_whitespace().count();
            }
            if self.words > MAX_WORDS {
                let unread = Span::new(token.span.start, self.lexer.text.len());
                self.lexer.notices.insist(Notice::too_many_words(unread));
                return false;
            }
            self.step(token);
        }
        true
    }

    fn step(&mut self, token: Token) {
        match token.kind {
            TokenKind::Open => self.open(token.span),
            TokenKind::Close => self.close(token.span),
            TokenKind::And => self.joiner(Joiner::And, token.span),
            TokenKind::Or => self.joiner(Joiner::Or, token.span),
            TokenKind::Near(distance) => self.near(distance, token.span),
            TokenKind::Not | TokenKind::Sign(_) if self.pending.has_modifier() => {
                self.ignore(token.span, "stands after another operator");
            }
            TokenKind::Not => self.pending.not = Some(token.span),
            TokenKind::Sign(occur) => self.pending.sign = Some((occur, token.span)),
            TokenKind::Field(field) => self.field(FieldName::Known(field), token.span),
            TokenKind::UnknownField => self.field(FieldName::Unknown, token.span),
            TokenKind::Word | TokenKind::Exact | TokenKind::Quoted { .. } => self.operand(token),
        }
    }

    /// Tells that an operator was ignored, and why.
    pub(super) fn ignore(&mut self, span: Span, problem: &str) {
        let operator = self.lexer.slice(span);
        self.lexer.notices.push(Notice::ignored_operator(operator, problem, span));
    }

    /// Takes `AND` or `OR`, unless it has no operand before it.
    fn joiner(&mut self, joiner: Joiner, span: Span) {
        if self.current.sequence.is_empty() {
            self.ignore(span, "has nothing before it");
        } else if self.pending.joiner.is_some() || self.pending.has_modifier() {
            self.ignore(span, "stands after another operator");
        } else {
            self.pending.joiner = Some((joiner, span));
        }
    }

    /// Takes a field name, unless it is in the value of another.
    fn field(&mut self, name: FieldName, span: Span) {
        let in_field = self.current.field.is_some() && matches!(name, FieldName::Known(_));
        if in_field || self.pending.field.is_some() {
            let notice = Notice::nested_field(self.lexer.slice(span), span);
            self.lexer.notices.push(notice);
            self.lexer.ignore_field();
        } else {
            self.pending.field = Some((name, span));
        }
    }

    /// Opens a group, unless it is nested too deep.
    fn open(&mut self, span: Span) {
        if self.outer.len() >= self.max_depth {
            self.ignored_depth += 1;
            if !std::mem::replace(&mut self.has_told_too_deep, true) {
                self.lexer.notices.insist(Notice::too_deep(span));
            }
            return;
        }
        let outer = std::mem::take(&mut self.pending);
        let field = outer.known_field().or(self.current.field);
        let (sequence, notices_before) = (Sequence::default(), self.lexer.notices.count());
        let group = OpenGroup { open: span, outer, field, sequence, notices_before };
        self.outer.push(std::mem::replace(&mut self.current, group));
    }

    /// Closes the innermost group.
    fn close(&mut self, span: Span) {
        if self.ignored_depth > 0 {
            self.ignored_depth -= 1;
            self.drop_pending();
        } else if !self.close_group(span.end) {
            self.lexer.notices.push(Notice::stray_close(span));
        }
    }

    /// Ends the query, and every group that is still open.
    fn close_all(&mut self, is_complete: bool) {
        let unclosed = self.outer.len();
        // Where the text was cut off, its `)` may have been as well.
        if is_complete && unclosed > 0 {
            // The outermost entry is the query itself, which has no `(`.
            let first = self.outer.get(1).map_or(self.current.open, |group| group.open);
            self.lexer.notices.insist(Notice::unclosed_groups(unclosed, first));
        }
        if !is_complete {
            self.pending = Pending::default();
        }
        while self.close_group(self.lexer.text.len()) {}
        self.drop_pending();
    }

    /// Tells of operators and a field that nothing stands after them.
    fn drop_pending(&mut self) {
        let Pending { joiner, not, sign, field, near } = std::mem::take(&mut self.pending);
        let [joiner, near] = [joiner.map(|(_, span)| span), near.map(|(_, span)| span)];
        let spans = [joiner, near, not, sign.map(|(_, span)| span)];
        for span in spans.into_iter().flatten() {
            self.ignore(span, "has nothing after it");
        }
        if let Some((FieldName::Known(field), span)) = field {
            let name = self.lexer.names.name(field);
            self.lexer.notices.push(Notice::empty_field(name, span));
        }
    }

    /// Ends the innermost group; `false` where none is open.
    fn close_group(&mut self, end: usize) -> bool {
        let Some(outer) = self.outer.pop() else { return false };
        self.drop_pending();
        let group = std::mem::replace(&mut self.current, outer);
        self.pending = group.outer;
        let span = Span::new(group.open.start, end);
        let clauses = group.sequence.finish();
        if clauses.is_empty() {
            if self.lexer.notices.count() == group.notices_before {
                self.lexer.notices.push(Notice::empty_group(span));
            }
            self.pending.drop_modifiers();
            return true;
        }
        let node = group_of(clauses, span);
        let is_title = self.pending.known_field() == Some(Field::Title);
        self.push(if is_title { Node::Title(Box::new(node)) } else { node });
        true
    }
}

/// The group of what stands between parentheses. Those around the operands of
/// an [`Either`](Node::Either) only bound it.
fn group_of(mut clauses: Vec<Clause>, span: Span) -> Node {
    match clauses.pop() {
        Some(Clause { occur: Occur::Should, node: node @ Node::Either { .. } })
            if clauses.is_empty() =>
        {
            node
        }
        last => {
            clauses.extend(last);
            Node::Group { clauses, span }
        }
    }
}
