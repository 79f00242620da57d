//! State that an address carries on: from a list to an article and back, between the ways to
//! look at passages, and over changes of the index.

use ibid::config::Config;
use ibid::{DayRange, Document, Index, IndexOptions};

use super::{Server, articles};
use crate::bounds::Bounds;

/// The first address of a page that begins so.
fn link(page: &str, start: &str) -> String {
    let start = format!("href=\"{start}");
    let at = page.find(&start).unwrap_or_else(|| panic!("no {start}: {page}"));
    page[at + 6..].split('"').next().unwrap().replace("&amp;", "&")
}

/// The way back from an article once led to the bare query, without what had narrowed it.
#[test]
fn the_way_back_from_an_article_keeps_the_list() {
    let server = Server::of(&articles());
    let list = "/?q=embargo&source=Harbour%20Post&from=2013&typed=1&all=1";
    let opened = server.get(&link(&server.get(list).body, "/doc?"));
    assert_eq!(opened.status, 200, "{}", opened.body);
    let body = opened.body;
    let back = "/?q=embargo&amp;source=Harbour%20Post&amp;from=2013&amp;typed=1&amp;all=1";
    assert!(body.contains(&format!("href=\"{back}\">← To the hits")), "{body}");
    assert!(body.contains("name=\"source\" value=\"Harbour Post\""), "the box keeps it: {body}");
    let opened = server.get(&link(&server.get("/?source=Harbour+Post").body, "/doc?")).body;
    assert!(opened.contains("href=\"/?source=Harbour%20Post\">← To the hits"), "{opened}");

    let tug = |number: usize| Document::new(format!("tug-{number}"), format!("Tug {number}."));
    let server = Server::of(&(0..25).map(tug).collect::<Vec<Document>>());
    let opened = server.get(&link(&server.get("/?q=tug&page=2").body, "/doc?")).body;
    assert!(opened.contains("href=\"/?q=tug&amp;page=2\">← To the hits"), "{opened}");
}

/// What is written into the way back by hand leads nowhere else, and is told.
#[test]
fn a_way_back_is_a_search_and_nothing_else() {
    let server = Server::of(&articles());
    for back in ["colour%3Dred", "page%3D-1", "from%3Dsoon"] {
        let page = server.get(&format!("/doc?id=quay-1&q=embargo&back={back}"));
        assert_eq!(page.status, 200, "{back}");
        assert!(page.body.contains("class=\"told\""), "{back}: {}", page.body);
        assert!(page.body.contains("href=\"/?q=embargo\">← To the hits"), "{back}: {}", page.body);
    }
    for back in ["%0d%0aX:1", "//evil.example/", "javascript:alert(1)", "%ff", "%22%3E%3Cb%3E"] {
        let page = server.get(&format!("/doc?id=quay-1&q=embargo&back={back}"));
        assert_eq!(page.status, 200, "{back}");
        assert!(page.body.contains("href=\"/?q=embargo\">← To the hits"), "{back}: {}", page.body);
        assert!(!page.body.contains("\"><b>"), "{back}: {}", page.body);
    }
    let refused = server.get("/api/v1/doc?id=quay-1&back=page%3D2");
    assert_eq!(refused.status, 400, "the API has no way back: {}", refused.body);
}

/// Claims and the timeline narrowed without a word of it, and their box led away from them.
#[test]
fn claims_and_timeline_keep_what_narrows() {
    let server = Server::of(&articles());
    for path in ["/claims", "/timeline"] {
        let page = server.get(&format!("{path}?q=embargo&source=Harbour+Post&year=2014")).body;
        assert!(page.contains("Narrowed to"), "{page}");
        assert!(page.contains(&format!("href=\"{path}?q=embargo&amp;year=2014\"")), "{page}");
        assert!(page.contains(&format!("<form class=\"box\" action=\"{path}\"")), "{page}");
        assert!(page.contains("name=\"year\" value=\"2014\""), "{page}");
        for other in ["/", "/claims", "/timeline"] {
            let kept =
                format!("href=\"{other}?q=embargo&amp;source=Harbour%20Post&amp;year=2014\"");
            assert!(page.contains(&kept), "{path} to {other}: {page}");
        }
        assert!(!server.get(&format!("{path}?q=embargo")).body.contains("Narrowed to"));
    }
}

/// A file cannot say what was not understood: with a filter passed over it would have more
/// than was asked for.
#[test]
fn files_of_what_is_not_understood_are_refused() {
    let server = Server::of(&articles());
    let check = |address: &str, status: u16| {
        let answer = server.get(address);
        assert_eq!(answer.status, status, "{address}: {}", answer.body);
    };
    check("/export?q=embargo&as=word", 400);
    check("/export?q=embargo&from=soon", 400);
    check("/export?q=embargo&sourse=Harbour+Post", 400);
    check("/plot/histogram.svg?q=embargo&yaer=2014", 400);
    check("/plot/timeline.svg?q=embargo&to=late", 400);
    check("/export?q=embargo&as=csv&from=2013&group=story", 200);
    check("/plot/histogram.svg?q=embargo&year=2014", 200);
    check("/plot/timeline.svg?q=embargo&to=2014", 200);
}

#[test]
fn every_page_has_a_title_and_a_box() {
    let server = Server::of(&articles());
    let check = |address: &str, title: &str| {
        let page = server.get(address).body;
        assert!(page.contains(&format!("<title>{title} – ibid</title>")), "{address}: {page}");
        assert!(page.contains("id=\"q\""), "{address}: {page}");
    };
    check("/", "Search");
    check("/?year=2014", "Search");
    check("/?q=embargo", "embargo");
    check("/doc?id=nobody", "Not here");
    check("/nothing", "Not here");
    let page = server.get("/doc?id=nobody").body;
    assert!(page.contains("There is no document &quot;nobody&quot;."), "{page}");
}

/// Extra fields of articles may be called as anything that addresses have.
#[test]
fn fields_of_any_name_narrow() {
    let names = ["q", "token", "From", "year", "desk"];
    let config = Config::default().with_fields(names);
    let index = IndexOptions::default().with_config(config).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, value) in [("one", "harbour"), ("two", "hill")] {
        let article = Document::new(id, format!("The embargo, as {id} has it."));
        let with = |article: Document, name: &&str| article.with_extra(*name, value);
        writer.add(&names.iter().fold(article, with)).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    let server = Server::over(index, Bounds::default(), |_| None);
    for (name, parameter) in [
        ("q", "field-q"),
        ("year", "field-year"),
        ("token", "field-token"),
        ("From", "field-From"),
        ("desk", "desk"),
    ] {
        let page = server.get("/?q=embargo").body;
        let narrowed = server.get(&link(&page, &format!("/?q=embargo&amp;{parameter}=")));
        assert!(narrowed.body.contains("1 passage in 1 article"), "{name}: {}", narrowed.body);
        assert!(!narrowed.body.contains("class=\"told\""), "{name}: {}", narrowed.body);
        let json = server.json(&format!("/api/v1/search?q=embargo&{parameter}=hill"));
        assert_eq!(json["total"]["passages"], 1, "{name}");
        assert_eq!(server.json(&format!("/api/v1/facets?by={parameter}"))["facet"]["distinct"], 2);
        assert_eq!(server.get(&format!("/facet?q=embargo&by={parameter}")).status, 200, "{name}");
    }
}

/// From the first page, which counts all there is, the way to all values led to none.
#[test]
fn all_values_of_what_was_not_searched_are_listed() {
    let of = |number: usize| {
        Document::new(format!("tug-{number}"), "A tug.").with_source(format!("Outlet {number}"))
    };
    let server = Server::of(&(0..25).map(of).collect::<Vec<Document>>());
    let all = server.get(&link(&server.get("/").body, "/facet?")).body;
    assert!(all.contains("25 values"), "{all}");
    assert!(all.contains("Outlet 24"), "{all}");
    let api = server.json("/api/v1/facets?by=source");
    assert_eq!((&api["facet"]["distinct"], &api["total"]["passages"]), (&25.into(), &25.into()));
    let beyond = server.get("/facet?by=source&page=9").body;
    assert!(beyond.contains("beyond the last one"), "{beyond}");
    assert!(server.get("/facet?by=source&q=zeppelin").body.contains("No passage that matches"));
}

/// One dated bar beside that of the undated was named twice.
#[test]
fn the_ends_of_the_histogram_are_named_once() {
    let dated = Document::new("a", "A tug.").with_date(DayRange::parse("2015-05-06").unwrap());
    let server = Server::of(&[dated, Document::new("b", "Two tugs.")]);
    let page = server.get("/?q=tug").body;
    assert!(page.contains(">2015-05-06</text>"), "{page}");
    assert!(page.contains(">undated</text>"), "{page}");
    assert!(!server.get("/?q=zeppelin").body.contains("0 stories"));
}

/// Contradictions come first, and pairs of a kind are one line.
#[test]
fn pairs_of_claims_are_told_by_kind() {
    let article = |id: &str, date: &str, count: &str| {
        let text =
            format!("Chile signed a contract for {count} Mi-17 helicopters from Russia on Monday.");
        Document::new(id, text).with_date(DayRange::parse(date).unwrap()).with_source(id)
    };
    let server = Server::of(&[
        article("coast", "2015-05-06", "six"),
        article("hill", "2015-05-07", "nine"),
        article("port", "2015-05-08", "twelve"),
    ]);
    let page = server.get("/claims?q=Chile+helicopters").body;
    assert!(page.contains("<li class=\"conflict\">1 and 2, 1 and 3, 2 and 3: "), "{page}");
    assert!(page.contains("3 pairs of statements say the same"), "{page}");
}

/// An index that is replaced while the page is open is read as it is now; one that is gone
/// is told as that, and read again where it is back.
#[test]
fn an_index_may_be_replaced_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles.ibid");
    let fill = |documents: &[Document]| {
        let index = Index::create(&path).unwrap();
        let mut writer = index.writer().unwrap();
        for document in documents {
            writer.add(document).unwrap();
        }
        writer.commit().unwrap();
        writer.close().unwrap();
    };
    fill(&articles());
    let server = Server::over(Index::open(&path).unwrap(), Bounds::default(), |_| None);
    let page = server.get("/?q=embargo").body;
    assert!(page.contains("3 passages in 3 articles"), "{page}");
    let (list, article) = (link(&page, "/?"), link(&page, "/doc?"));
    let away = folder.path().join("away.ibid");
    std::fs::rename(&path, &away).unwrap();
    fill(&[Document::new("new", "The embargo on tugs ends.")]);
    let page = server.get("/?q=embargo").body;
    assert!(page.contains("1 passage in 1 article"), "{page}");
    assert_eq!(server.get(&article).status, 404);
    std::fs::remove_dir_all(&path).unwrap();
    for address in ["/", list.as_str(), article.as_str(), "/story?id=new", "/status"] {
        let gone = server.get(address);
        assert_eq!((gone.status, gone.header("retry-after")), (503, "2"), "{address}");
        assert!(gone.body.contains("<h1>The index is not there</h1>"), "{address}: {}", gone.body);
    }
    std::fs::rename(&away, &path).unwrap();
    assert_eq!(server.get(&article).status, 200);
}
