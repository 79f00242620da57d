//! Texts that would run, move or hide something, in every field of a document and of a query:
//! shown as typed, and nothing else.

use ibid::Document;

use super::Server;
use crate::address::encoded;
use crate::html::text::plain;

/// Texts that would do harm where they were taken for HTML, an attribute, an address, a
/// script, a style, SVG or a comment.
const CORPUS: [&str; 60] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "<!--",
    "-->",
    "<![CDATA[ x ]]>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "&#x3c;script&#x3e;",
    "&amp;lt;b&amp;gt;",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe src=//x.example></iframe>",
    "<object data=//x.example></object>",
    "<embed src=//x.example>",
    "<base href=//x.example/>",
    "<meta http-equiv=refresh content=0;url=//x.example>",
    "<link rel=stylesheet href=//x.example>",
    "<style>*{display:none}</style>",
    "<form action=//x.example><button>go</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><b>x</b></template>",
    "`onmouseover=alert(1)`",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "<%= alert(1) %>",
    "\\\"><b>x</b>",
    "<b title='>'>bold</b>",
    "< script >alert(1)</ script >",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p style=\"background:url(javascript:alert(1))\">",
    "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE html>",
    "<plaintext>",
    "<xmp><script>alert(1)</script></xmp>",
    "<mark>not ours</mark>",
    "</mark></p></article></li></ol>",
    "<bdi dir=rtl>x",
];

/// The text as it has to stand in HTML.
fn escaped(text: &str) -> String {
    let shown = plain(text);
    shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The page without marks and isolation, which stand within texts.
fn without_marks(page: &str) -> String {
    ["<mark>", "</mark>", "<bdi>", "</bdi>"]
        .iter()
        .fold(page.to_owned(), |page, tag| page.replace(tag, ""))
}

/// The tags that pages have; no text may add one.
const TAGS: [&str; 74] = [
    "!doctype",
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "a",
    "header",
    "p",
    "span",
    "search",
    "form",
    "label",
    "div",
    "input",
    "button",
    "details",
    "summary",
    "table",
    "caption",
    "thead",
    "tr",
    "th",
    "tbody",
    "td",
    "code",
    "main",
    "nav",
    "ul",
    "li",
    "section",
    "h1",
    "h2",
    "ol",
    "article",
    "bdi",
    "mark",
    "time",
    "blockquote",
    "b",
    "textarea",
    "aside",
    "svg",
    "rect",
    "line",
    "text",
    "dl",
    "dt",
    "dd",
    "footer",
    "em",
    "strong",
    "del",
    "ins",
    "desc",
    "g",
    "kbd",
    "i",
    "hr",
    "br",
    "h3",
    "h4",
    "small",
    "sup",
    "sub",
    "figure",
    "figcaption",
    "cite",
    "q",
    "abbr",
    "address",
    "u",
];

/// Every tag is one of ours, no attribute acts, and there is the one script of the page.
fn check_is_ours(page: &str, of: &str) {
    let mut scripts = 0;
    for piece in page.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap().to_lowercase();
        assert!(TAGS.contains(&name.as_str()), "{of}: <{tag}>");
        scripts += usize::from(name == "script" && !tag.starts_with('/'));
        // What stands outside of quotes are names of attributes.
        let names: String = tag.split('"').step_by(2).collect();
        for name in names.split([' ', '=']).filter(|name| !name.is_empty()) {
            assert!(!name.to_lowercase().starts_with("on"), "{of}: <{tag}>");
            assert!(name != "style", "{of}: <{tag}>");
        }
        let lower = tag.to_lowercase();
        assert!(
            !lower.contains("href=\"javascript") && !lower.contains("href=\"data"),
            "{of}: <{tag}>"
        );
    }
    assert_eq!(scripts, 1, "{of}");
}

fn server() -> Server {
    let documents: Vec<Document> = CORPUS
        .iter()
        .enumerate()
        .map(|(number, text)| {
            Document::new(
                format!("{text} {number}"),
                format!("Harbour {number} has {text} at its quay."),
            )
            .with_title(format!("Harbour {number}: {text}"))
            .with_source(format!("Post {text}"))
            .with_extra("url", *text)
            .with_extra("author", *text)
        })
        .collect();
    Server::of(&documents)
}

#[test]
fn fields_of_documents_are_shown_as_typed() {
    let server = server();
    for (number, text) in CORPUS.iter().enumerate() {
        let id = format!("{text} {number}");
        let page = server.get(&format!("/doc?id={}&q=harbour", encoded(&id)));
        assert_eq!(page.status, 200, "{text}");
        check_is_ours(&page.body, text);
        let shown = without_marks(&page.body);
        for expected in [
            format!("Harbour {number}: {text}"),
            format!("Harbour {number} has {text} at its quay."),
            format!("Post {text}"),
            id,
        ] {
            assert!(shown.contains(&escaped(&expected)), "{expected}: {shown}");
        }
        let json = server.json(&format!("/api/v1/doc?id={}", encoded(&format!("{text} {number}"))));
        assert_eq!(json["document"]["document"]["title"], format!("Harbour {number}: {text}"));
    }
}

#[test]
fn queries_are_shown_as_typed() {
    let server = server();
    for text in CORPUS {
        let query = encoded(text);
        for address in [
            format!("/?q={query}"),
            format!("/?q=harbour&source={query}"),
            format!("/?q=harbour&{query}={query}"),
            format!("/?q=harbour&page={query}"),
            format!("/claims?q={query}"),
            format!("/timeline?q={query}"),
            format!("/facet?by=source&q={query}"),
        ] {
            let page = server.get(&address);
            assert_eq!(page.status, 200, "{address}");
            check_is_ours(&page.body, &address);
        }
        let page = server.get(&format!("/?q={query}"));
        let value = format!("value=\"{}\"", escaped(text));
        assert!(page.body.contains(&value), "{value}: {}", page.body);
        for address in
            [format!("/doc?id={query}"), format!("/story?id={query}"), format!("/{query}")]
        {
            let page = server.get(&address);
            assert_eq!(page.status, 404, "{address}");
            check_is_ours(&page.body, &address);
        }
        let svg = server.get(&format!("/plot/histogram.svg?q=harbour%20{query}"));
        assert!(!svg.body.to_lowercase().contains("<script"), "{text}");
    }
}

#[test]
fn lists_of_hits_show_all_fields_as_typed() {
    let server = server();
    for page in 1..=6 {
        let page = server.get(&format!("/?q=harbour&all=1&page={page}"));
        check_is_ours(&page.body, "list");
    }
    let all: String =
        (1..=6).map(|page| server.get(&format!("/?q=harbour&all=1&page={page}")).body).collect();
    let shown = without_marks(&all);
    for (number, text) in CORPUS.iter().enumerate() {
        let title = escaped(&format!("Harbour {number}: {text}"));
        assert!(shown.contains(&title), "{title}");
    }
}

/// What cannot be seen is seen, and moves nothing.
#[test]
fn what_cannot_be_seen_is_shown() {
    let check = |text: &str, shown: &str| assert_eq!(plain(text), shown, "{text:?}");
    check("one\u{202e}two", "one‹U+202E›two");
    check("a\u{2066}b\u{2069}", "a‹U+2066›b‹U+2069›");
    check("nul\0l", "nul␀l");
    check("a\rb\r\nc", "a␍b\nc");
    check("a\u{2028}b", "a‹U+2028›b");
    check("\u{feff}a\u{7f}\u{85}", "‹U+FEFF›a␡‹U+0085›");
    check("plain é 🚢 text\twith a tab", "plain é 🚢 text\twith a tab");
    let server = Server::of(&[Document::new("a\u{202e}b", "Tug\u{202e}gut\0 and\u{2028}barge.")
        .with_title("The \u{202e}title")]);
    let page = server.get(&format!("/doc?id={}", encoded("a\u{202e}b")));
    assert!(page.body.contains("Tug‹U+202E›gut␀ and‹U+2028›barge."), "{}", page.body);
    assert!(!page.body.contains('\u{202e}') && !page.body.contains('\0'));
}
