//! Saved queries over new commits: each passage is told once, whatever is added,
//! edited, copied, merged or deleted in between.
#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

mod splits;

use ibid::watch::{Alerts, Watch, WatchState};
use ibid::{Document, Index, Query, Writer};

/// An index with its writer, and what was told of it.
struct Desk {
    index: Index,
    writer: Writer,
    state: WatchState,
}

impl Desk {
    fn new() -> Self {
        let index = Index::in_memory().unwrap();
        let writer = index.writer().unwrap();
        Self { index, writer, state: WatchState::default() }
    }

    /// Commits the documents and runs the watches. The state goes through its file.
    fn run(&mut self, documents: &[(&str, &str)], watches: &[Watch]) -> Alerts {
        for (id, text) in documents {
            self.writer.add(&Document::new(*id, *text)).unwrap();
        }
        self.writer.commit().unwrap();
        let kept = serde_json::to_string(&self.state).unwrap();
        self.state = serde_json::from_str(&kept).unwrap();
        self.index.alerts(watches, &mut self.state).unwrap()
    }
}

/// The alerts as `watch+watch document: text`, with the number of their copies.
fn shown(alerts: &Alerts) -> Vec<String> {
    let line = |alert: &ibid::watch::Alert| {
        let (names, document) = (alert.names().join("+"), &alert.citation.document);
        let copies = if alert.copies.is_empty() {
            String::new()
        } else {
            format!(" ({})", alert.copies.len())
        };
        format!("{names} {document}: {}{copies}", alert.text)
    };
    alerts.alerts.iter().map(line).collect()
}

/// Passages of their own: the parts are long enough not to be joined.
const YARD: &str = "The yard at Hallan has sold six tugs to the port of Morn this week, it said.";
const FERRY: &str =
    "A ferry between Morn and the islands was laid up for want of a crew on Friday.";
const LATER: &str = "The six tugs were paid in full before they left the yard, a clerk said later.";

fn tugs() -> Watch {
    Watch::new("tugs", "tugs yard")
}

#[test]
fn an_edit_that_leaves_the_passage_alone_is_no_news() {
    let mut desk = Desk::new();
    assert_eq!(shown(&desk.run(&[("a", YARD)], &[tugs()])), [format!("tugs a: {YARD}")]);
    let edited = format!("{FERRY}\n\n{}", YARD.replace("port of Morn", "port of\nMorn"));
    let second = desk.run(&[("a", &edited)], &[tugs()]);
    assert_eq!((shown(&second), second.passages), (vec![], 1), "a line broken elsewhere");
    let changed = format!("{FERRY}\n\n{}", YARD.replace("six", "nine"));
    assert_eq!(desk.run(&[("a", &changed)], &[tugs()]).alerts.len(), 1);
    assert!(desk.run(&[("a", YARD)], &[tugs()]).alerts.is_empty(), "as it was at first");
}

#[test]
fn copies_are_folded_into_their_first() {
    let mut desk = Desk::new();
    let first = desk.run(&[("b", YARD), ("a", YARD), ("c", FERRY)], &[tugs()]);
    assert_eq!(shown(&first), [format!("tugs a: {YARD} (1)")]);
    assert_eq!(first.alerts[0].copies[0].document, "b");
    let both = format!("{FERRY}\n\n{YARD}");
    let second = desk.run(&[("d", YARD), ("e", &both)], &[tugs()]);
    assert!(second.alerts.is_empty());
    assert_eq!((second.copies.len(), second.copies[0].count), (1, 3));
    assert_eq!(second.copies[0].id, first.alerts[0].id);
    let documents: Vec<&str> =
        second.copies[0].citations.iter().map(|copy| copy.document.as_str()).collect();
    assert_eq!(documents, ["d", "e"]);
    // One document that has a text twice is no copy of itself.
    let twice = format!("{LATER}\n\n{FERRY}\n\n{LATER}");
    assert_eq!(shown(&desk.run(&[("f", &twice)], &[tugs()])), [format!("tugs f: {LATER}")]);
}

#[test]
fn watches_come_and_go() {
    let mut desk = Desk::new();
    let ferries = Watch::new("ferries", "ferry OR ferries");
    desk.run(&[("a", YARD), ("b", FERRY)], &[tugs()]);
    // A watch looks through what is new when it runs.
    assert!(desk.run(&[], &[tugs(), ferries.clone()]).alerts.is_empty());
    let copy = desk.run(&[("c", FERRY)], &[tugs(), ferries.clone()]);
    assert_eq!(shown(&copy), [format!("ferries c: {FERRY}")]);
    // Deleted and saved again, or changed: what it told stays told.
    assert!(desk.run(&[("d", FERRY)], &[tugs()]).alerts.is_empty());
    let changed = Watch::new("ferries", "islands");
    assert!(desk.run(&[("e", FERRY)], &[changed]).alerts.is_empty());
    // One passage under several watches is one entry.
    let both = desk.run(&[("f", LATER)], &[tugs(), Watch::new("paid", "paid clerk"), ferries]);
    assert_eq!(shown(&both), [format!("tugs+paid f: {LATER}")]);
}

#[test]
fn merges_and_deletions_are_no_news() {
    let mut desk = Desk::new();
    for (id, text) in [("a", YARD), ("b", FERRY), ("c", LATER)] {
        desk.run(&[(id, text)], &[tugs()]);
    }
    desk.writer.optimize().unwrap();
    let merged = desk.run(&[], &[tugs()]);
    assert_eq!((merged.alerts.len(), merged.passages), (0, 0));
    desk.writer.delete("a");
    assert!(desk.run(&[], &[tugs()]).alerts.is_empty());
    assert!(desk.run(&[("a", YARD)], &[tugs()]).alerts.is_empty(), "the same document again");
}

#[test]
fn what_cannot_be_watched_for_is_refused_with_its_reason() {
    let mut desk = Desk::new();
    let watches = [tugs(), Watch::new("all", "label:body"), Watch::new("tugs", "ferry")];
    let alerts = desk.run(&[("a", YARD)], &watches);
    assert_eq!(alerts.alerts.len(), 1);
    let refused: Vec<(&str, &str)> =
        alerts.refused.iter().map(|it| (it.name.as_str(), it.reason.get(..20).unwrap())).collect();
    assert_eq!(refused, [("all", "it excludes or restr"), ("tugs", "another watch has th")]);
}

/// A document of a title alone: its title stands for the text, and no two are copies.
#[test]
fn a_title_alone_is_a_passage() {
    let mut desk = Desk::new();
    for (id, title) in [("a", "Six tugs leave the yard"), ("b", "Nine tugs leave the yard")] {
        desk.writer.add(&Document::new(id, "").with_title(title)).unwrap();
    }
    let alerts = desk.run(&[], &[tugs()]);
    assert_eq!(shown(&alerts), ["tugs a: ", "tugs b: "]);
    assert_eq!(alerts.alerts[0].watches[0].title_marks.len(), 2);
}

#[test]
fn what_is_taken_as_seen_is_no_news() {
    let mut desk = Desk::new();
    desk.writer.add(&Document::new("a", YARD)).unwrap();
    desk.writer.commit().unwrap();
    desk.index.take_as_seen(&mut desk.state).unwrap();
    assert_eq!(desk.state.passages(), 1);
    assert!(desk.run(&[("a", YARD)], &[tugs()]).alerts.is_empty());
    assert_eq!(desk.run(&[("b", LATER)], &[tugs()]).alerts.len(), 1);
}

/// A watch fires on what a search with every word required finds: two ways through the
/// library that share nothing but the analysis.
#[test]
fn a_watch_fires_where_a_search_for_all_of_it_finds() {
    let words =
        ["tugs", "yard", "Hallan", "ferry", "clerk", "Morn", "Mi-35", "paid", "\"six tugs\""];
    let mut desk = Desk::new();
    let sentences = [
        YARD,
        FERRY,
        LATER,
        "Two Mi-35P of the port flew over Hallan while a clerk \
                      watched from the yard below.",
    ];
    for number in 0..40_usize {
        let texts = [sentences[number % 4], sentences[number / 4 % 4], sentences[number / 16 % 4]];
        let numbered =
            |(at, text): (usize, &&str)| format!("{text} It was number {number} of {at}.");
        let texts: Vec<String> = texts.iter().enumerate().map(numbered).collect();
        desk.writer.add(&Document::new(format!("d{number}"), texts.join("\n\n"))).unwrap();
    }
    desk.writer.commit().unwrap();
    let mut fired = 0;
    for one in words {
        for other in words {
            let watch = [Watch::new("w", format!("{one} {other}"))];
            let alerts = desk.index.alerts(&watch, &mut WatchState::default()).unwrap().alerts;
            let mut told: Vec<(String, u32)> =
                alerts.into_iter().map(|it| (it.citation.document, it.citation.passage)).collect();
            let query = Query::new(format!("+{one} +{other}")).limit(1000);
            let hits = desk.index.search(&query).unwrap().hits;
            let mut hits: Vec<(String, u32)> =
                hits.into_iter().map(|hit| (hit.citation.document, hit.citation.passage)).collect();
            told.sort();
            hits.sort();
            assert_eq!(told, hits, "{one} {other}");
            fired += told.len();
        }
    }
    assert!(fired > 500, "{fired}");
}

/// A watch told of passages whose document a search leaves out for its title.
#[test]
fn what_is_excluded_counts_in_titles_as_in_a_search() {
    let check = |query: &str, expected: &[&str]| {
        let mut desk = Desk::new();
        let text = [YARD, FERRY, LATER].join("\n\n");
        let titled = Document::new("titled", text.as_str()).with_title("Harbour of Oster");
        desk.writer.add(&titled).unwrap();
        desk.writer.add(&Document::new("plain", text.as_str())).unwrap();
        desk.writer.commit().unwrap();
        let watch = [Watch::new("w", query)];
        let alerts = desk.index.alerts(&watch, &mut WatchState::default()).unwrap().alerts;
        let mut told: Vec<String> = alerts.into_iter().map(|it| it.citation.document).collect();
        told.dedup();
        assert_eq!(told, expected, "{query}");
        let hits = desk.index.search(&Query::new(query)).unwrap();
        assert!(hits.iter().all(|hit| hit.citation.document == "plain"), "{query}");
    };
    check("ferry -Oster", &["plain"]);
    check("ferry -(Oster OR Morland)", &["plain"]);
    check("ferry NOT title:Oster", &["plain"]);
}
