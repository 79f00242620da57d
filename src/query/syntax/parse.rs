//! The parser: tokens to clauses. Open groups are kept on the heap, so that no
//! query can exhaust the thread's stack.

use super::ast::{Clause, Field, Node, Occur};
use super::lex::{Lexer, Token, TokenKind};
use super::limits::{MAX_BYTES, MAX_DEPTH, MAX_WORDS};
use super::notice::Notice;
use super::print::takes_sign;
use super::sequence::{Joiner, Sequence, group};
use crate::query::syntax::{ast, word};
use crate::span::Span;

/// The clauses of a text, and notices of what may be misread.
///
/// Cost: linear in the text, at most [`MAX_BYTES`] of it; twice that where
/// operators nest groups too deep.
pub(crate) fn parse(text: &str) -> (Vec<Clause>, Vec<Notice>) {
    let (clauses, notices) = Parser::new(text, MAX_DEPTH).run(text);
    if ast::depth(&clauses) <= MAX_DEPTH {
        return (clauses, notices);
    }
    // Operators and an unknown field can put three more groups around each
    // typed one: with this limit all four together are within MAX_DEPTH.
    Parser::new(text, (MAX_DEPTH - 3) / 4).run(text)
}

/// The part of the text that is read, which ends between two characters.
fn readable(text: &str) -> &str {
    let longest = text.len().min(MAX_BYTES);
    (0..=longest).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

/// Operators and a field that apply to the next operand.
#[derive(Debug, Default)]
struct Pending {
    joiner: Option<(Joiner, Span)>,
    not: Option<Span>,
    sign: Option<(Occur, Span)>,
    field: Option<(FieldName, Span)>,
}

/// A field before its value.
#[derive(Debug, Clone, Copy)]
enum FieldName {
    Known(Field),
    Unknown,
}

impl Pending {
    /// How the next operand is to occur. `NOT` goes before a sign.
    fn occur(&self) -> Occur {
        match (self.not, self.sign) {
            (Some(_), _) => Occur::MustNot,
            (None, Some((occur, _))) => occur,
            (None, None) => Occur::Should,
        }
    }

    fn known_field(&self) -> Option<Field> {
        match self.field {
            Some((FieldName::Known(field), _)) => Some(field),
            _ => None,
        }
    }

    /// Drops what applied to an operand that was ignored. An operator before it
    /// joins the next one.
    fn drop_modifiers(&mut self) {
        *self = Self { joiner: self.joiner.take(), ..Self::default() };
    }

    /// Whether a sign, `NOT` or a field stands before the next operand.
    fn has_modifier(&self) -> bool {
        self.not.is_some() || self.sign.is_some() || self.field.is_some()
    }
}

/// A group that is not closed yet.
#[derive(Debug, Default)]
struct OpenGroup {
    /// Its `(`.
    open: Span,
    /// What applies to it.
    outer: Pending,
    /// The field whose value it is, or is part of.
    field: Option<Field>,
    sequence: Sequence,
    /// The number of notices before it: more tell why it is empty.
    notices_before: usize,
}

/// A query while it is parsed.
#[derive(Debug)]
struct Parser<'q> {
    lexer: Lexer<'q>,
    /// The groups around `current`, outermost first.
    outer: Vec<OpenGroup>,
    current: OpenGroup,
    pending: Pending,
    max_depth: usize,
    /// The number of open `(` that were ignored.
    ignored_depth: usize,
    has_told_too_deep: bool,
    /// The number of words read.
    words: usize,
}

impl<'q> Parser<'q> {
    fn new(text: &'q str, max_depth: usize) -> Self {
        Self {
            lexer: Lexer::new(readable(text)),
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
    fn ignore(&mut self, span: Span, problem: &str) {
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
        let Pending { joiner, not, sign, field } = std::mem::take(&mut self.pending);
        let spans = [joiner.map(|(_, span)| span), not, sign.map(|(_, span)| span)];
        for span in spans.into_iter().flatten() {
            self.ignore(span, "has nothing after it");
        }
        if let Some((FieldName::Known(field), span)) = field {
            self.lexer.notices.push(Notice::empty_field(field, span));
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
        let node = Node::Group { clauses, span };
        let is_title = self.pending.known_field() == Some(Field::Title);
        self.push(if is_title { Node::Title(Box::new(node)) } else { node });
        true
    }

    /// Adds a word, exact form or phrase, or a field's value.
    fn operand(&mut self, token: Token) {
        let text = self.lexer.slice(token.span);
        if text.is_empty() {
            self.lexer.notices.push(Notice::empty_phrase(token.span));
            self.pending.drop_modifiers();
            return;
        }
        let is_title = self.pending.known_field() == Some(Field::Title);
        let node = match self.value_field() {
            None => Some(self.text_node(token, text)),
            Some(field) => {
                self.ignore_slop(token);
                self.field_node(field, text, token.span)
            }
        };
        match node {
            Some(node) => self.push(if is_title { Node::Title(Box::new(node)) } else { node }),
            None => self.pending.drop_modifiers(),
        }
    }

    /// Tells that slop after a field's quoted value is ignored.
    fn ignore_slop(&mut self, token: Token) {
        if let TokenKind::Quoted { slop: 1.. } = token.kind {
            let problem = "has no meaning after this field's value: it was ignored; leave it out";
            self.lexer.notices.push(Notice::stray_sign("~", problem, token.span));
        }
    }

    /// The field whose value is next, unless it is matched like text.
    fn value_field(&self) -> Option<Field> {
        let field = self.pending.known_field().or(self.current.field);
        field.filter(|field| *field != Field::Title)
    }

    /// The node of a field's value, or a notice.
    fn field_node(&mut self, field: Field, text: &str, span: Span) -> Option<Node> {
        field.node(text, span).map_err(|notice| self.lexer.notices.push(notice)).ok()
    }

    /// The node of a word, exact form or phrase.
    fn text_node(&mut self, token: Token, text: &str) -> Node {
        let (span, owned) = (token.span, text.to_owned());
        match token.kind {
            TokenKind::Quoted { slop } => Node::Phrase { text: owned, slop, span },
            TokenKind::Exact => Node::Exact { text: owned, span },
            _ => word::node(text, span, &mut self.lexer.notices),
        }
    }

    /// Adds a node with the operators and the field before it.
    fn push(&mut self, node: Node) {
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
            Some(field) => self.field_node(field, text, name),
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
