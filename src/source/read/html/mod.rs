//! Reads web pages: the article, or every block where there is none.

mod blocks;
mod encoding;
mod metadata;
mod repeats;
mod tags;
mod unscripted;

use dom_query::Document as Page;
use dom_smoothie::Readability;

use super::reading::{Reading, with_paragraphs};
use super::unread::Unread;
use crate::document::Document;
use blocks::{Blocks, text_of};
use repeats::without_copies;
use tags::Shape;
use unscripted::without_unscripted;

/// A page that nests deeper is read without a tree, whose building takes time by
/// the square of the depth. Browsers stop at 512.
const MAX_DEPTH: usize = 2_000;

/// Attributes of one tag after which a page is read without a tree: each is
/// compared with those before it.
const MAX_ATTRIBUTES: usize = 4_000;

/// Tags and attributes of a page that is read as a tree: each takes some hundred
/// bytes.
const MAX_PIECES: usize = 500_000;

/// Tags and attributes of a page in which an article is looked for. Real ones have a
/// tenth of that; beyond it every block is read.
const MAX_PIECES_OF_ARTICLE: usize = 200_000;

/// Bytes of a paragraph of prose. Items of menus have less.
const MIN_PROSE_BYTES: usize = 100;

/// Bytes of an article that is one though it is less than a third of the page.
const MIN_ARTICLE_BYTES: usize = 250;

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    let html = encoding::decode_page(bytes)?;
    let shape = Shape::of(&html);
    if is_costly(&shape) {
        let mut reading = Reading::of(with_paragraphs(tags::text_without_tree(&html)));
        let note = "is too large or nested too deep for a web page: its text was read without \
                    its structure";
        reading.notes.push(note.to_owned());
        return Ok(reading);
    }
    Ok(Reading::of(document_of(&html, &shape)))
}

/// The text of a page that is part of a message: every block, as there is no
/// article to look for.
#[cfg(feature = "mail")]
pub(super) fn text_of_message(bytes: &[u8]) -> Result<String, Unread> {
    let html = encoding::decode_page(bytes)?;
    let shape = Shape::of(&html);
    if is_costly(&shape) {
        return Ok(tags::text_without_tree(&html));
    }
    Ok(text_of(&Page::from(&*without_unscripted(&html)).root(), Blocks::All))
}

/// Whether a tree of the page would take long, or much memory.
fn is_costly(shape: &Shape) -> bool {
    shape.depth > MAX_DEPTH || shape.attributes > MAX_ATTRIBUTES || shape.pieces > MAX_PIECES
}

fn document_of(html: &str, shape: &Shape) -> Document {
    let page = Page::from(&*without_unscripted(html));
    let metadata = metadata::Head::of(&page);
    let mut blocks = text_of(&page.root(), Blocks::OfContent);
    if blocks.is_empty() {
        blocks = text_of(&page.root(), Blocks::All);
    }
    let is_searched = shape.pieces <= MAX_PIECES_OF_ARTICLE;
    let article = if is_searched { article_of(page).unwrap_or_default() } else { String::new() };
    let mut document = with_paragraphs(without_copies(&article_or_blocks(article, blocks)));
    metadata.put(&mut document);
    document
}

/// The article where it is one. Of a short page the less is what was written. What is
/// less than a tenth of a page's prose is one post of many: menus are no prose.
fn article_or_blocks(article: String, blocks: String) -> String {
    let is_shorter = article.len() <= blocks.len() || blocks.is_empty();
    let is_article = article.len() * 3 > blocks.len() && is_shorter;
    let is_of_many = article.len() * 10 < prose_bytes(&blocks);
    let is_long = article.len() >= MIN_ARTICLE_BYTES && !is_of_many;
    if is_long || is_article { article } else { blocks }
}

/// Bytes of the paragraphs that are long enough to be prose.
fn prose_bytes(text: &str) -> usize {
    text.split("\n\n").map(str::len).filter(|bytes| *bytes >= MIN_PROSE_BYTES).sum()
}

/// The text of the article; `None` where there is none.
fn article_of(page: Page) -> Option<String> {
    page.select("template, noscript, [hidden], [aria-hidden=true]").remove();
    // A break that the search for the article drops must not join two words.
    for node in page.select("br").nodes() {
        node.insert_after(&node.tree.new_text(" "));
    }
    let article = Readability::with_document(page, None, None).ok()?.parse().ok()?;
    Some(text_of(&Page::fragment(article.content).root(), Blocks::All))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(html: &str) -> Document {
        let reading = read(html.as_bytes()).unwrap();
        assert_eq!(reading.documents.len(), 1, "{html}");
        reading.documents.into_iter().next().unwrap()
    }

    #[test]
    fn an_article_is_taken_out_of_its_page() {
        let paragraph = |name: &str| {
            format!(
                "<p>The {name} of the harbour said that nine tugs, of which four are new, were \
                     sold abroad last spring, and that no other buyer had come forward.</p>"
            )
        };
        let names = ["master", "clerk", "owner", "pilot"];
        let paragraphs: String = names.iter().map(|name| paragraph(name)).collect();
        let html = format!(
            "<html><head><title>Tugs sold | Harbour News</title>\
             <meta property=article:published_time content=2024-05-01T10:00:00Z>\
             <meta property=og:site_name content='Harbour News'></head><body>\
             <nav><a href=/>Home</a><a href=/x>Crosswords</a></nav><script>var x</script>\
             <article><h1>Tugs sold</h1>{paragraphs}</article>\
             <footer>All rights</footer></body></html>"
        );
        let document = only(&html);
        assert_eq!(document.text.split("\n\n").count(), 4, "{}", document.text);
        assert!(!document.text.contains("Crosswords") && !document.text.contains("var x"));
        assert_eq!(
            (document.title.as_str(), document.source.as_str()),
            ("Tugs sold", "Harbour News")
        );
        assert_eq!(document.date.unwrap().to_string(), "2024-05-01");
        assert_eq!(document.extra["from_metadata"], "title source date");
    }

    #[test]
    fn a_page_without_an_article_gives_its_blocks() {
        let cases = [
            ("<p>Nine tugs.</p><p>Four  more\n.</p>", "Nine tugs.\n\nFour more ."),
            ("<nav>Menu</nav><ul><li>One<li>Two</ul><footer>End</footer>", "One\n\nTwo"),
            ("<table><tr><th>Year<th>Tugs<tr><td>2023<td>4</table>", "Year\tTugs\n2023\t4"),
            ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", "One.\n\nTwo."),
            ("<p>One<br>two</p><p>three<br><br>four</p>", "One\ntwo\n\nthree\n\nfour"),
            ("One<br>two<br><br>three", "One two\n\nthree"),
            ("<pre>a  b\n c</pre>", "a  b\n c"),
            (
                "<div hidden>no</div><div aria-hidden=true>no</div><p style='display: none'>no</p>x",
                "x",
            ),
            ("<p>x &amp; y<template>no</template><noscript>no</noscript></p>", "x & y"),
            ("<b>un</b>broken", "unbroken"),
            ("<form><p>Nine tugs.</p></form>", "Nine tugs."),
            ("<nav>Menu</nav><aside>Nine tugs.</aside>", "Menu\n\nNine tugs."),
            ("<noscript><div></noscript><p>Nine tugs.</p></div>", "Nine tugs."),
            ("<ruby>船<rp>(</rp><rt>ふね</rt><rp>)</rp></ruby>", "船"),
        ];
        for (html, expected) in cases {
            assert_eq!(only(html).text, expected, "{html}");
        }
    }

    /// Of a page with many posts one was taken, and the others were lost.
    #[test]
    fn one_post_of_many_is_no_article() {
        let post = |bytes: usize| "x".repeat(bytes);
        let cases = [(300, 600, 300), (300, 3_000, 300), (300, 3_001, 3_001), (100, 200, 100)];
        for (article, blocks, expected) in cases {
            let text = article_or_blocks(post(article), post(blocks));
            assert_eq!(text.len(), expected, "{article} of {blocks}");
        }
        let menus = ["an item of a menu"; 300].join("\n\n");
        assert_eq!(article_or_blocks(post(300), menus).len(), 300, "a menu is no post");
    }

    #[test]
    fn pages_without_text_are_none() {
        for html in ["", "<div id=root></div><script>x</script>", "<title>App</title>"] {
            assert_eq!(read(html.as_bytes()).unwrap().documents, [], "{html}");
        }
    }

    #[test]
    fn pages_that_would_take_long_are_read_without_a_tree() {
        let deep = format!("{}<p>Nine &eacute; &#233; tugs.", "<div>".repeat(200_000));
        let reading = read(deep.as_bytes()).unwrap();
        assert_eq!(reading.documents[0].text, "Nine &eacute; é tugs.");
        assert!(reading.notes[0].starts_with("is too large or nested too deep"));
        let attributes: Vec<String> = (0..200_000).map(|n| format!(" a{n}=b")).collect();
        let attributes = attributes.concat();
        let wide = format!("<p{attributes}>Nine tugs.");
        assert_eq!(only(&wide).text, "Nine tugs.");
    }
}
