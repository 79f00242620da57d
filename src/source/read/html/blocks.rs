//! The text of a tree of HTML: blocks become paragraphs, rows of tables lines.

use dom_query::NodeRef;

use crate::source::read::flow::{Flow, Gap};

/// Which blocks are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blocks {
    /// All that can be seen.
    All,
    /// All but what stands around the content of a page.
    OfContent,
}

/// Nodes of a cell that are looked at to tell whether it holds blocks.
const NODES_OF_CELL: usize = 200;

/// What is to be done when the walk comes back to an element.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Gap),
    LeaveCell,
    LeavePreformatted,
}

/// The text of a node, without recursion, so that no depth ends it.
pub(super) fn text_of(root: &NodeRef<'_>, blocks: Blocks) -> String {
    let mut flow = Flow::default();
    let mut stack = vec![Step::Enter(*root)];
    let mut preformatted = 0_usize;
    while let Some(step) = stack.pop() {
        match step {
            Step::Leave(gap) => flow.part(gap),
            Step::LeaveCell => flow.close_cell(),
            Step::LeavePreformatted => {
                preformatted = preformatted.saturating_sub(1);
                flow.part(Gap::Paragraph);
            }
            Step::Enter(node) if node.is_text() => {
                let text = node.text();
                if preformatted > 0 { flow.push_lines(&text) } else { flow.push_folded(&text) }
            }
            Step::Enter(node) => {
                let Some(leave) = enter(&node, &mut flow, blocks) else { continue };
                preformatted += usize::from(matches!(leave, Step::LeavePreformatted));
                stack.push(leave);
                stack.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    flow.finish()
}

/// Begins an element; `None` where it is not read.
fn enter<'a>(node: &NodeRef<'a>, flow: &mut Flow, blocks: Blocks) -> Option<Step<'a>> {
    let Some(element) = node.element_ref() else { return Some(Step::Leave(Gap::None)) };
    let name: &str = &element.name.local;
    if is_unseen(name, blocks) || is_hidden(node) {
        return None;
    }
    let gap = match name {
        "br" => {
            flow.line_break();
            return None;
        }
        "pre" | "textarea" | "listing" => {
            flow.part(Gap::Paragraph);
            return Some(Step::LeavePreformatted);
        }
        "td" | "th" if !holds_blocks(node) => {
            flow.open_cell();
            return Some(Step::LeaveCell);
        }
        "tr" => Gap::Line,
        name if BLOCKS.contains(&name) => Gap::Paragraph,
        _ => Gap::None,
    };
    flow.part(gap);
    Some(Step::Leave(gap))
}

fn is_unseen(name: &str, blocks: Blocks) -> bool {
    match name {
        "script" | "style" | "noscript" | "template" | "head" | "title" | "svg" | "iframe"
        | "object" | "canvas" | "audio" | "video" | "map" | "datalist" | "select" | "button"
        | "dialog" | "rt" | "rp" => true,
        "nav" | "footer" | "aside" => blocks == Blocks::OfContent,
        _ => false,
    }
}

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 39] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "ul",
];

fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|value| &*value == "true") {
        return true;
    }
    node.attr("style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

/// Whether a cell of a table holds paragraphs: then the table makes the layout of
/// the page, and is none of rows.
fn holds_blocks(cell: &NodeRef<'_>) -> bool {
    let mut inner = cell.descendants_it().take(NODES_OF_CELL);
    inner.any(|node| {
        node.element_ref().is_some_and(|element| {
            matches!(
                &*element.name.local,
                "p" | "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "article" | "section"
            )
        })
    })
}
