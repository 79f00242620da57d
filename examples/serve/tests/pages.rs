//! What the pages show, and that every address in them leads somewhere.

use std::collections::{BTreeSet, VecDeque};

use ibid::{DayRange, Document};

use super::{Server, articles};
use crate::address::encoded;

/// The addresses in a page, as they were before they were escaped.
fn links(page: &str) -> Vec<String> {
    let quoted = |part: &str| part.split('"').next().unwrap().replace("&amp;", "&");
    let of = |name: &str| page.split(name).skip(1).map(quoted).collect::<Vec<String>>();
    [of(" href=\""), of(" src=\"")].concat()
}

/// Follows every address from the first pages on; all are here, and all are answered.
#[test]
fn every_address_of_a_crawl_is_answered() {
    let server = Server::of(&articles());
    let first = ["/", "/?q=embargo+helicopters&foo=1", "/?q=zepelin"];
    let mut open: VecDeque<String> = first.map(str::to_owned).into();
    let mut seen: BTreeSet<String> = open.iter().cloned().collect();
    while let Some(address) = open.pop_front() {
        let answer = server.get(&address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for link in links(&answer.body) {
            assert!(link.starts_with('/') || link.starts_with('#'), "{address} leads to {link}");
            let link = link.split('#').next().unwrap().to_owned();
            // Values may be chosen in thousands of combinations.
            let is_of_document = ["/doc", "/story", "/similar", "/cite"];
            let is_worth_it = is_of_document.iter().any(|path| link.starts_with(path))
                || link.matches('&').count() <= 1;
            if !link.is_empty() && is_worth_it && seen.insert(link.clone()) {
                open.push_back(link);
            }
        }
    }
    assert!(seen.len() > 60, "{seen:?}");
    for path in [
        "/doc?",
        "/story?",
        "/similar?",
        "/claims?",
        "/timeline?",
        "/cite?",
        "/export?",
        "/plot/",
        "/status",
        "/api",
    ] {
        assert!(seen.iter().any(|link| link.starts_with(path)), "no link to {path}");
    }
}

#[test]
fn a_search_shows_its_parts() {
    let server = Server::of(&articles());
    let page = server.get("/?q=embargo").body;
    for part in [
        "3 passages in 3 articles",
        "<mark>embargo</mark>",
        "Patrol boats for the strait",
        "Harbour Post",
        "2013-02-11",
        "line 1, bytes 0..",
        "Cite",
        "Score",
        "Outlet",
        "By ",
        "How the query was understood",
        "commit <code>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // A word that stands nowhere, with the nearest one as a link that keeps all else.
    let page = server.get("/?q=embargo+gunshipz&source=Harbour+Post").body;
    assert!(page.contains("stands nowhere"), "{page}");
    let page = server.get("/?q=zeppelin").body;
    assert!(page.contains("No passage matches"), "{page}");
    assert!(page.len() < 60_000, "{}", page.len());
}

#[test]
fn what_an_address_gets_wrong_is_told() {
    let server = Server::of(&articles());
    let check = |parameters: &str, told: &str| {
        let page = server.get(&format!("/?q=embargo&{parameters}"));
        assert_eq!(page.status, 200, "{parameters}");
        let text = page.body.replace("<bdi>", "").replace("</bdi>", "");
        assert!(text.contains(told), "{parameters}: {text}");
        assert!(text.contains("3 passages in 3 articles"), "{parameters}: {text}");
    };
    check("colour=red", "<code>colour</code>: unknown, and passed over");
    check("page=-1", "&quot;-1&quot; is no number from 1 to");
    check("page=0", "&quot;0&quot; is no number from 1 to");
    check("page=x", "&quot;x&quot; is no number");
    check("page=2&page=1", "given several times: the last one counts");
    check("sort=date", "&quot;date&quot; is none of rank");
    check("from=soon", "&quot;soon&quot; is no day, month or year");
    check("from=2014..2015", "is no day, month or year");
}

#[test]
fn filters_narrow_and_keep_the_state() {
    let server = Server::of(&articles());
    let count = |address: &str, counts: &str| {
        let page = server.get(address).body;
        assert!(page.contains(counts), "{address}: {page}");
    };
    count("/?q=embargo&source=Harbour+Post", "2 passages in 2 articles");
    count("/?q=embargo&source=Harbour+Post&source=Hill+Courier", "3 passages in 3 articles");
    count("/?q=embargo&source=Harbour+Post&year=2014", "1 passage in 1 article");
    count("/?q=embargo&source=Nobody", "0 passages in 0 articles");
    count("/?q=&source=Hill+Courier", "2 passages in 1 article");
    count("/?q=&source=", "1 passage in 1 article");
    count("/?q=embargo&from=2014&to=2014-08", "1 passage in 1 article");
    count("/?q=embargo&to=2013", "1 passage in 1 article");
    // The way out of each value is a link, and the box keeps the filters.
    let page = server.get("/?q=embargo&source=Harbour+Post&year=2014").body;
    assert!(page.contains("href=\"/?q=embargo&amp;year=2014\""), "{page}");
    assert!(
        page.contains("<input type=\"hidden\" name=\"source\" value=\"Harbour Post\">"),
        "{page}"
    );
}

#[test]
fn an_index_without_documents_says_what_to_do() {
    let server = Server::of(&[]);
    assert!(server.get("/").body.contains("The index is empty"));
    for address in ["/?q=embargo", "/claims?q=embargo", "/timeline?q=embargo", "/facet?by=source"] {
        assert_eq!(server.get(address).status, 200, "{address}");
    }
}

/// Ids are a parameter, never a path: every one opens through its own link.
#[test]
fn documents_of_any_id_open() {
    let long = "x".repeat(4000);
    let ids = [
        "a/b/../c",
        "../../etc/passwd",
        "100%",
        "50%25",
        "what?",
        "a#b",
        "a&b=c",
        "a+b",
        "a b  c",
        " blank ",
        "🚢",
        "é",
        "\"quoted\"",
        "id=1&q=2",
        "C:\\news\\a.txt",
        long.as_str(),
    ];
    let documents: Vec<Document> = ids
        .iter()
        .map(|id| Document::new(*id, format!("A tug by the name of {}.", id.len())))
        .collect();
    let server = Server::of(&documents);
    let page = server.get("/?q=tug&all=1").body + &server.get("/?q=tug&all=1&page=2").body;
    let opened: BTreeSet<String> =
        links(&page).into_iter().filter(|it| it.starts_with("/doc?")).collect();
    for id in ids {
        let link =
            opened.iter().find(|link| link.starts_with(&format!("/doc?id={}&", encoded(id))));
        let link = link.unwrap_or_else(|| panic!("no link to {id:?} among {opened:?}"));
        let page = server.get(link.split('#').next().unwrap());
        assert_eq!(page.status, 200, "{link}");
        assert!(page.body.contains("id=\"at\""), "{link}: {}", page.body);
        assert!(page.body.contains(&format!("by the name of {}.", id.len())), "{link}");
    }
}

/// A link to a passage finds it after the document changed, and never frames other words.
#[test]
fn a_link_to_a_changed_document_says_so() {
    // Long enough that each paragraph is a passage of its own.
    let text = "The quay was closed on Monday for the third time in a month, as the crane had come off its \
                rails again and nobody had been found to put it back, the harbour master wrote.\n\n\
                Six barges carried the crates away at night, he said, and none of the guards who were on \
                duty at the gate had seen or heard anything of it until the following morning.\n\n\
                Nobody slept that night in the houses behind the sheds, where the lorries went by until \
                the sun came up over the breakwater and the gulls began to quarrel over the nets.";
    let server = Server::of(&[Document::new("log", text)]);
    let page = server.get("/?q=barges").body;
    let link = links(&page).into_iter().find(|link| link.starts_with("/doc?")).unwrap();
    let link = link.split('#').next().unwrap();
    let framed = |page: &str| {
        let after = page.split("id=\"at\"").nth(1)?;
        Some(after.split("</section>").next().unwrap().replace("<mark>", "").replace("</mark>", ""))
    };
    let change = |text: &str| {
        let mut writer = server.site.library.index.writer().unwrap();
        writer.add(&Document::new("log", text)).unwrap();
        writer.commit().unwrap();
        writer.close().unwrap();
        server.get(link).body
    };
    let page = server.get(link).body;
    assert!(framed(&page).unwrap().contains("Six barges carried"), "{page}");
    assert!(!page.contains("since this link was made"));

    let page = change(&format!(
        "A correction stands above, and it is long enough to be a passage that stands by itself in \
         the text, as the harbour master has asked for it and the editor has agreed to print it.\n\n{text}"
    ));
    assert!(page.contains("has moved since this link was made"), "{page}");
    assert!(framed(&page).unwrap().contains("Six barges carried"), "{page}");

    let page = change(&text.replace("Six barges", "Two barges"));
    assert!(page.contains("has changed since this link was made"), "{page}");
    assert_eq!(framed(&page), None, "{page}");

    let page = change(
        "Something else altogether stands here now, of the same length as before, more or less.",
    );
    assert!(page.contains("has changed since this link was made"), "{page}");
    assert_eq!(framed(&page), None, "{page}");
    // Bytes alone that are none of the text's frame nothing either.
    let page = server.get("/doc?id=log&at=5000-5010").body;
    assert!(page.contains("none of this article") && framed(&page).is_none(), "{page}");
    let page = server.get("/doc?id=log&at=x").body;
    assert!(page.contains("is no two bytes") && framed(&page).is_none(), "{page}");
}

/// What is claimed is quoted sentence by sentence, and its links are as careful.
#[test]
fn links_to_sentences_never_frame_other_words() {
    let text = "The yard spoke of its plans.\nSix tugs were delivered to Peru in June 2014. It said no more.";
    let server = Server::of(&[Document::new("log", text)]);
    let page = server.get("/timeline?q=tugs").body;
    let link = links(&page).into_iter().find(|link| link.starts_with("/doc?")).unwrap();
    let link = link.split('#').next().unwrap();
    let page = server.get(link).body;
    assert!(page.contains("id=\"at\"") && !page.contains("since this link"), "{page}");
    let mut writer = server.site.library.index.writer().unwrap();
    writer.add(&Document::new("log", text.replace("Six", "Two"))).unwrap();
    writer.commit().unwrap();
    let page = server.get(link).body;
    assert!(page.contains("has changed since this link was made"), "{page}");
    assert!(!page.contains("id=\"at\""), "{page}");
}

#[test]
fn long_passages_and_documents_are_cut_to_a_page() {
    let long = "The crane turned once more over the grey water. ".repeat(1100);
    let day = |day| format!("On day {day} the dredger was idle, the log says.");
    let many = (0..900).map(day).collect::<Vec<String>>().join("\n\n");
    let server = Server::of(&[Document::new("long", long), Document::new("many", many)]);
    let page = server.get("/?q=crane").body;
    assert!(page.len() < 60_000, "{}", page.len());
    let page = server.get("/doc?id=many&passage=700&q=dredger").body;
    assert!(
        page.contains("On day 700 the")
            && page.contains("Earlier parts")
            && page.contains("Later parts")
    );
    assert!(!page.contains("On day 5 the"));
}

#[test]
fn a_page_of_another_commit_says_so() {
    let documents: Vec<Document> = (0..40)
        .map(|number| Document::new(format!("d{number}"), "A tug lay at the quay."))
        .collect();
    let server = Server::of(&documents);
    let first = server.get("/?q=tug&all=1").body;
    let next = links(&first).into_iter().find(|link| link.contains("page=2")).unwrap();
    assert!(!server.get(&next).body.contains("The index has changed"));
    let mut writer = server.site.library.index.writer().unwrap();
    writer.add(&Document::new("new", "A tug was sold.")).unwrap();
    writer.commit().unwrap();
    assert!(server.get(&next).body.contains("The index has changed"));
    let beyond = server.get("/?q=tug&page=900").body;
    assert!(beyond.contains("beyond the last one"), "{beyond}");
}

#[test]
fn what_is_folded_of_an_article_is_counted() {
    let day = |day: usize| {
        let words =
            "the tug went out to the roads with the pilot and came back in the evening ".repeat(3);
        format!("On day {day} {words}.")
    };
    let text = (0..8).map(day).collect::<Vec<String>>().join("\n\n");
    let server = Server::of(&[Document::new("log", text), Document::new("note", "A tug.")]);
    let page = server.get("/?q=tug").body;
    assert!(page.contains("9 passages in 2 articles"), "{page}");
    assert!(page.contains(">5 more passages of this article</a> match"), "{page}");
    assert_eq!(page.matches("of this article").count(), 1, "{page}");
    assert!(!server.get("/?q=tug&all=1").body.contains("of this article"));
}

#[test]
fn copies_and_stories_are_shown() {
    let text = "The port authority sold three tugs and a floating crane to a yard in the north on Tuesday, \
                its spokesman told reporters at the quay after the meeting had ended.";
    let article = |id: &str, date: &str, text: &str| {
        Document::new(id, text).with_date(DayRange::parse(date).unwrap()).with_source(id)
    };
    let server = Server::of(&[
        article("wire", "2014-03-04", text),
        article("paper", "2014-03-05", text),
        article("late", "2014-03-05", &text.replace("three tugs", "four tugs")),
    ]);
    let page = server.get("/?q=crane").body;
    assert!(page.contains("and 1 copy"), "{page}");
    let story = server.get("/story?id=wire").body;
    assert!(story.contains("1 copy"), "{story}");
    let by_story = server.get("/?q=crane&group=story").body;
    assert!(by_story.contains("One passage of each story"), "{by_story}");
    assert_eq!(by_story.matches("<article").count(), 1, "{by_story}");
}
