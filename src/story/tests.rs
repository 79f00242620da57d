//! Stories of invented reports: what belongs together, what does not, and that the
//! order of adding changes nothing.

use proptest::prelude::*;

use super::{MemberKind, Stories, StoryOptions};
use crate::config::Config;
use crate::date::DayRange;
use crate::document::Document;
use crate::index::{Index, IndexOptions};
use crate::lexicon::Lexicon;

/// A case: its name, two texts with their dates, and whether they are one story.
type Case<'a> = (&'a str, [(&'a str, &'a str); 2], bool);

/// A report of a yard, long enough to have wording of its own.
const REPORT: &str = "The yard of Hallan has sold 14 patrol boats to the navy of Morwen for \
    90 million crowns, its director Ines Varga told shareholders in the old town hall. The \
    first two will leave the slipway in May, she said, and the crews are to train on the \
    river Osk until the ice melts. A rival from Tressel had offered older hulls at half \
    the price, but lost on its engines, which the admirals called thirsty.";

/// What a later edition adds.
const ADDED: &str = "The trade union of the yard welcomed the contract and asked for \
    apprentices. Its speaker Tomas Rehl said that nobody under thirty works in the paint \
    shop, where dust has made three men ill since the winter.";

/// A form with other facts each day.
fn rate(bank: &str, old: &str, new: &str) -> String {
    format!(
        "{bank} said it is raising its prime lending rate to {new} pct from {old} pct, \
         effective immediately. The bank gave no further details in its brief statement."
    )
}

/// Reports that have nothing in common.
fn other(number: usize) -> String {
    let words: Vec<String> = (0..60).map(|at| format!("w{}x{}", number, at * 7 % 53)).collect();
    words.join(" ")
}

fn index(documents: &[Document]) -> Index {
    let options = IndexOptions::default().with_lexicon(Lexicon::default());
    let index = options.with_config(Config::default()).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for document in documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    index
}

fn dated(id: &str, text: &str, date: &str) -> Document {
    let document = Document::new(id, text).with_source(format!("outlet of {id}"));
    DayRange::parse(date).map_or(document.clone(), |date| document.with_date(date))
}

fn stories(documents: &[Document]) -> Stories {
    index(documents).stories(&StoryOptions::default()).unwrap()
}

/// The ids of each story of several documents.
fn clusters(stories: &Stories) -> Vec<Vec<&str>> {
    let several = stories.stories.iter().filter(|story| story.members.len() > 1);
    several.map(|it| it.members.iter().map(|member| member.document.as_str()).collect()).collect()
}

#[test]
fn what_belongs_together() {
    let corrected = REPORT.replace("14 patrol", "1.4 patrol");
    let longer = format!("{REPORT}\n\n{ADDED}");
    let quoted = format!(
        "{}\n\nThe first two will leave the slipway in May, she said, and the crews are to \
         train on the river Osk until the ice melts.\n\n{}\n\n{}",
        other(1),
        other(2),
        other(3)
    );
    let cases: [Case<'_>; 13] = [
        ("the same words", [(REPORT, ""), (REPORT, "")], true),
        ("the same words on two days", [(REPORT, "2014-06-02"), (REPORT, "2014-06-04")], true),
        ("the same words a week later", [(REPORT, "2014-06-02"), (REPORT, "2014-06-09")], false),
        ("one day, one undated", [(REPORT, "2014-06-02"), (REPORT, "")], true),
        ("a correction of one figure", [(REPORT, ""), (&corrected, "")], true),
        ("a correction a month later", [(REPORT, "2014-06"), (&corrected, "2014-08")], false),
        ("a later edition", [(REPORT, "2014-06-02"), (&longer, "2014-06-03")], true),
        ("a round-up with one paragraph", [(REPORT, ""), (&quoted, "")], false),
        ("a flash without a body", [("", ""), (REPORT, "")], false),
        ("two texts without words", [("", ""), ("", "")], false),
        ("two texts of two words", [("See picture.", ""), ("See picture.", "")], false),
        ("two reports", [(REPORT, ""), (ADDED, "")], false),
        (
            "one form, other figures",
            [(&rate("Bank of Osk", "7", "8"), ""), (&rate("Tressel Trust", "6", "7.5"), "")],
            false,
        ),
    ];
    for (name, texts, together) in cases {
        let [one, other] = texts;
        let documents = [
            dated("a", one.0, one.1).with_title("A report"),
            dated("b", other.0, other.1).with_title("Another"),
        ];
        let stories = stories(&documents);
        assert_eq!(clusters(&stories).len(), usize::from(together), "{name}");
        let same = stories.number_of("a") == stories.number_of("b");
        assert_eq!(same, together, "{name}");
    }
}

#[test]
fn what_a_reader_adds_changes_no_story() {
    let with = |byline: &str, teaser: &str| format!("{byline}\n\n{REPORT}\n\n{teaser}");
    let documents = [
        Document::new("a", with("By Anna Berg", "Read more: The boats of Hallan")),
        Document::new("b", with("By Ole Lund", "Also read: Our sports page")),
    ];
    let stories = stories(&documents);
    assert_eq!(clusters(&stories), [["a", "b"]]);
    assert_eq!(stories.stories[0].copies(), 1, "{stories:?}");
}

#[test]
fn a_hundred_copies_are_one_story() {
    let mut documents: Vec<Document> =
        (0..100).map(|n| dated(&format!("{n:03}"), REPORT, "2014-06-03")).collect();
    documents.push(dated("wire", REPORT, "2014-06-02"));
    let stories = stories(&documents);
    assert_eq!(stories.stories.len(), 1);
    let story = &stories.stories[0];
    assert_eq!((story.first().unwrap().document.as_str(), story.copies()), ("wire", 100));
    assert_eq!(story.sources.len(), 101);
    assert_eq!(story.dates.unwrap().to_string(), "2014-06-02..2014-06-03");
}

/// A report that each of forty outlets had signed was forty stories: its wording was taken
/// for that of a form, and none of its words was rare.
#[test]
fn forty_signed_versions_are_one_story() {
    let documents = |text: &dyn Fn(usize) -> String| -> Vec<Document> {
        (0..40).map(|number| dated(&format!("d{number:02}"), &text(number), "")).collect()
    };
    let signed = stories(&documents(&|number| format!("{REPORT} Told to w{number} q{number}.")));
    assert_eq!(clusters(&signed).first().map(Vec::len), Some(40));
    let form = |number: usize| {
        let figures =
            REPORT.replace("14", &format!("{number}7")).replace("90", &number.to_string());
        figures.replace("Hallan", &format!("w{number}"))
    };
    let of_form = stories(&documents(&form));
    assert_eq!(clusters(&of_form), Vec::<Vec<&str>>::new());
    assert_eq!(of_form.sharing("d01").count(), 0, "the wording of a form is not told");
}

#[test]
fn copies_of_a_version_name_it() {
    let longer = format!("{REPORT}\n\n{ADDED}");
    let documents = [
        dated("c", &longer, "2014-06-03"),
        dated("b", &longer, "2014-06-02"),
        dated("a", REPORT, "2014-06-02"),
        dated("d", REPORT, "2014-06-04"),
    ];
    let stories = stories(&documents);
    let members = &stories.of("d").unwrap().members;
    let told: Vec<_> =
        members.iter().map(|it| (it.document.as_str(), it.kind, it.copy_of.as_deref())).collect();
    let expected = [
        ("a", MemberKind::First, None),
        ("b", MemberKind::Version, None),
        ("c", MemberKind::Copy, Some("b")),
        ("d", MemberKind::Copy, Some("a")),
    ];
    assert_eq!(told, expected);
    assert!(members.iter().all(|it| it.likeness >= StoryOptions::default().min_likeness));
}

#[test]
fn recurring_reports_are_told_and_not_put_together() {
    let days = ["2014-06-02", "2014-07-02", "2014-07-03", "2014-08-01"];
    let documents: Vec<Document> =
        days.iter().map(|day| dated(&format!("on {day}"), REPORT, day)).collect();
    let stories = stories(&documents);
    assert_eq!(clusters(&stories), [["on 2014-07-02", "on 2014-07-03"]]);
    let recurring = &stories.recurring[0].documents;
    let ids: Vec<&str> = recurring.iter().map(|it| it.document.as_str()).collect();
    assert_eq!(ids, ["on 2014-06-02", "on 2014-07-02", "on 2014-08-01"]);
    let details = index(&documents).story(&stories, "on 2014-07-03").unwrap().unwrap();
    assert_eq!(details.recurring, stories.recurring);
}

#[test]
fn a_round_up_shows_the_passage_that_it_shares() {
    let passage = "The first two will leave the slipway in May, she said, and the crews are to \
                   train on the river Osk until the ice melts.";
    let round_up = format!("{}\n\n{passage}\n\n{}", other(1), other(2));
    let documents = [Document::new("a", REPORT), Document::new("b", &round_up)];
    let index = index(&documents);
    let stories = index.stories(&StoryOptions::default()).unwrap();
    for (id, own, other) in [("a", REPORT, &*round_up), ("b", &*round_up, REPORT)] {
        let details = index.story(&stories, id).unwrap().unwrap();
        assert_eq!((details.shared.len(), details.shared_left_out), (1, 0), "{id}");
        let place = details.shared[0].places[0];
        let words = passage.trim_end_matches('.');
        assert_eq!((place.own.of(own), place.other.of(other)), (Some(words), Some(words)), "{id}");
    }
}

#[test]
fn a_likeness_out_of_its_range_is_refused() {
    let index = index(&[]);
    for likeness in [-0.1, 1.1, f32::NAN] {
        let refused = index.stories(&StoryOptions::default().with_min_likeness(likeness));
        let message = refused.unwrap_err().to_string();
        assert_eq!(message, format!("stories.min_likeness is {likeness}: it must be 0 to 1"));
    }
    assert!(index.stories(&StoryOptions::default()).unwrap().stories.is_empty());
}

/// Reports in several editions, copied and dated, some undated.
fn editions() -> Vec<Document> {
    let mut documents = Vec::new();
    for number in 0..6 {
        let base = other(number);
        let editions = [
            base.clone(),
            base.clone(),
            format!("{base} {}", other(number + 100)),
            base.replace("x7 ", "x7777 "),
            rate(&format!("Bank {number}"), "7", &number.to_string()),
        ];
        for (edition, text) in editions.into_iter().enumerate() {
            let day = format!("2014-06-{:02}", 1 + (number * 5 + edition * 3) % 9);
            let day = if edition == 1 { "" } else { &day };
            // Ids in no order of the reports.
            documents.push(dated(&format!("{}", (number * 5 + edition) * 17 % 31), &text, day));
        }
    }
    documents
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn the_order_of_adding_and_merges_change_nothing(
        order in Just((0..30).collect::<Vec<usize>>()).prop_shuffle(),
        commits in 1_usize..6,
    ) {
        let documents = editions();
        let expected = stories(&documents);
        prop_assert!(clusters(&expected).len() >= 6, "{:?}", clusters(&expected));
        let index = IndexOptions::default().with_lexicon(Lexicon::default()).in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for part in order.chunks(30 / commits) {
            for &number in part {
                writer.add(&documents[number]).unwrap();
            }
            writer.commit().unwrap();
        }
        prop_assert_eq!(&index.stories(&StoryOptions::default()).unwrap(), &expected);
        writer.optimize().unwrap();
        prop_assert_eq!(&index.stories(&StoryOptions::default()).unwrap(), &expected);
    }
}

#[cfg(feature = "stories")]
mod differences {
    use super::{index, other};
    use crate::document::Document;
    use crate::story::{Change, ChangeKind, Difference, DifferenceKind, StoryOptions};

    /// A report with a sentence of its own, in wording that both versions have.
    fn report(sentence: &str) -> String {
        format!("{}. {sentence} {}", other(1), other(2))
    }

    fn difference(old: &str, new: &str) -> Difference {
        let index = index(&[Document::new("old", old), Document::new("z new", new)]);
        let stories = index.stories(&StoryOptions::default()).unwrap();
        let mut details = index.story(&stories, "old").unwrap().unwrap();
        assert_eq!(details.differences.len(), 1, "{old:?} and {new:?} are no story");
        details.differences.remove(0)
    }

    #[test]
    fn changed_words_are_told_by_what_they_say() {
        use ChangeKind::{Attribution, Figure, Negation, Wording};
        let cases = [
            ("He paid 14 cts.", "He paid 1.4 cts.", Figure, "14 cts", "1.4 cts"),
            ("It sold four tugs.", "It sold six tugs.", Figure, "four tugs", "six tugs"),
            ("It sold 4 boats.", "It sold 4 ships.", Wording, "boats", "ships"),
            ("She will sell it.", "She will not sell it.", Negation, "", "not"),
            ("She didn’t sell it.", "She did sell it.", Negation, "didn’t", "did"),
            ("The boat sank.", "The boat sank, he said.", Attribution, "", "he said"),
            ("The old boat sank.", "The grey boat sank.", Wording, "old", "grey"),
        ];
        for (old, new, kind, old_text, new_text) in cases {
            let difference = difference(&report(old), &report(new));
            let told: Vec<_> = difference
                .changes
                .iter()
                .map(|change| (change.kind, change.old_text.as_str(), change.new_text.as_str()))
                .collect();
            assert_eq!(told, [(kind, old_text, new_text)], "{old:?} to {new:?}");
            assert!(difference.is_complete);
        }
    }

    #[test]
    fn figures_come_first() {
        let old = report("The grey boat will sail to Osk with 12 men on board.");
        let new = report("The white boat will not sail to Osk with 13 men on board.");
        let kinds: Vec<_> = difference(&old, &new).changes.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [ChangeKind::Figure, ChangeKind::Negation, ChangeKind::Wording]);
    }

    #[test]
    fn pieces_are_the_words_of_both_texts() {
        let old = report("The grey boat will sail to Osk with 12 men on board, he said.");
        let new = format!("{} It was late.", report("The white boat sails with 13 men on board."));
        let difference = difference(&old, &new);
        let words = |text: &str| -> Vec<String> {
            let letters = |c: char| !c.is_alphanumeric();
            text.split(letters).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let mut of_old = Vec::new();
        let mut of_new = Vec::new();
        for piece in &difference.pieces {
            let (one, other) = (piece.old.map(|span| span.of(&old).unwrap()), piece.new);
            let other = other.map(|span| span.of(&new).unwrap());
            let expected = (one.is_some(), other.is_some());
            let kind = match piece.kind {
                DifferenceKind::Equal => (true, true),
                DifferenceKind::Removed => (true, false),
                DifferenceKind::Added => (false, true),
            };
            assert_eq!(kind, expected, "{piece:?}");
            if piece.kind == DifferenceKind::Equal {
                assert_eq!(words(one.unwrap()), words(other.unwrap()));
            }
            of_old.extend(words(one.unwrap_or_default()));
            of_new.extend(words(other.unwrap_or_default()));
        }
        assert_eq!((of_old, of_new), (words(&old), words(&new)));
    }

    #[test]
    fn a_difference_is_read_back() {
        let difference = difference(&report("It sold 4 tugs."), &report("It sold 5 tugs."));
        let json = serde_json::to_string(&difference).unwrap();
        assert_eq!(serde_json::from_str::<Difference>(&json).unwrap(), difference);
        assert!(json.contains(r#""kind":"figure""#), "{json}");
        let change = Change { kind: ChangeKind::Wording, ..difference.changes[0].clone() };
        assert!(change.kind > difference.changes[0].kind);
    }
}
