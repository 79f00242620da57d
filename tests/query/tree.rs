//! A notation for clauses, and the spans of their parts.

use ibid::Span;
use ibid::query::{Clause, DaysBound, Node, Occur};

/// The clauses in a notation with a form for each node, so that the tables do
/// not depend on how a query is printed.
pub(crate) fn tree(clauses: &[Clause]) -> String {
    let clause = |clause: &Clause| {
        let sign = match clause.occur {
            Occur::Should => "",
            Occur::Must => "+",
            Occur::MustNot => "-",
        };
        format!("{sign}{}", node(&clause.node))
    };
    clauses.iter().map(clause).collect::<Vec<_>>().join(" ")
}

fn node(node: &Node) -> String {
    match node {
        Node::Text { text, .. } => format!("[{text}]"),
        Node::Phrase { text, slop, .. } => format!("phrase[{text}]{slop}"),
        Node::Prefix { text, .. } => format!("prefix[{text}]"),
        Node::Fuzzy { text, edits, .. } => format!("fuzzy[{text}]{edits}"),
        Node::Exact { text, .. } => format!("exact[{text}]"),
        Node::Title(node) => format!("title{{{}}}", self::node(node)),
        Node::Source { text, .. } => format!("source[{text}]"),
        Node::Named { field, text, .. } => format!("{field}[{text}]"),
        Node::Id { text, .. } => format!("id[{text}]"),
        Node::Label { label, .. } => format!("label[{label}]"),
        Node::Topic { name, .. } => format!("topic[{name}]"),
        Node::Range { field, bound, .. } => {
            format!("{}[{}]", field.name(), DaysBound::from(*bound))
        }
        Node::Fact { asked, .. } => format!("{asked:?}"),
        Node::Group { clauses, .. } => format!("({})", tree(clauses)),
        Node::Either { clauses, .. } => format!("either({})", tree(clauses)),
        _ => unreachable!("every node has a notation"),
    }
}

/// Appends the span of each node, in order, with the node's text if it has one.
pub(crate) fn spans<'a>(clauses: &'a [Clause], parts: &mut Vec<(Option<&'a str>, Span)>) {
    for clause in clauses {
        node_spans(&clause.node, parts);
    }
}

fn node_spans<'a>(node: &'a Node, parts: &mut Vec<(Option<&'a str>, Span)>) {
    let text = match node {
        Node::Text { text, .. }
        | Node::Phrase { text, .. }
        | Node::Prefix { text, .. }
        | Node::Fuzzy { text, .. }
        | Node::Exact { text, .. }
        | Node::Source { text, .. }
        | Node::Named { text, .. }
        | Node::Id { text, .. }
        | Node::Topic { name: text, .. } => Some(text.as_str()),
        _ => None,
    };
    parts.push((text, node.span()));
    match node {
        Node::Title(node) => node_spans(node, parts),
        Node::Group { clauses, .. } | Node::Either { clauses, .. } => spans(clauses, parts),
        _ => {}
    }
}
