//! Each pair of a watch and a passage's text is told exactly once, in any split.

use std::collections::BTreeMap;

use ibid::watch::{Watch, WatchState};
use ibid::{Document, Index};
use proptest::prelude::*;

const PLACES: [&str; 4] = ["Hallan", "Morn", "Vestby", "Orrin"];
const GOODS: [&str; 5] =
    ["six tugs", "two Mi-35P gunships", "nine ferries", "radar sets", "a dry dock"];
const ENDS: [&str; 4] = [
    "has signed a contract for them, the minister said on Friday.",
    "was refused a licence because of the embargo, a clerk said.",
    "will receive them in the new year, if the port is free of ice.",
    "has sold them to a yard abroad and does not say for how much.",
];

fn watches() -> Vec<Watch> {
    let queries = [
        "tugs",
        "tugs Morn",
        "Mi-35 contract",
        "helicopter OR ferries",
        "embargo Hallan",
        "\"signed a contract\" radar",
        "dock -ice",
        "=Mi-35P",
        "gunsh* Orrin",
        "title:tender sold",
        "licence clerk Vestby",
        "Hind Morn",
    ];
    queries.into_iter().map(|query| Watch::new(query, query)).collect()
}

/// A passage of a number.
fn passage(number: usize) -> String {
    let (place, goods) = (PLACES[number % 4], GOODS[number / 4 % 5]);
    format!("The port of {place} that wanted {goods} {}", ENDS[number / 20 % 4])
}

/// What happens between two runs.
#[derive(Debug, Clone)]
enum Step {
    /// A document of this number with these passages; an edit where it is there.
    Add(usize, Vec<usize>),
    Merge,
    Run,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let add = (0..30_usize, prop::collection::vec(0..80_usize, 1..4));
    let step = prop_oneof![
        8 => add.prop_map(|(number, passages)| Step::Add(number, passages)),
        1 => Just(Step::Merge),
        2 => Just(Step::Run),
    ];
    prop::collection::vec(step, 20..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn each_pair_is_told_once_in_any_split(steps in steps()) {
        let watches = watches();
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        let mut state = WatchState::default();
        let mut told: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut documents: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for step in steps.into_iter().chain([Step::Run]) {
            match step {
                Step::Add(number, more) => {
                    // An edit leaves what was there: all texts are in the end.
                    let passages = documents.entry(number).or_default();
                    passages.extend(more);
                    writer.add(&document(number, passages)).unwrap();
                }
                Step::Merge => writer.optimize().unwrap(),
                Step::Run => {
                    writer.commit().unwrap();
                    for alert in index.alerts(&watches, &mut state).unwrap().alerts {
                        for name in alert.names() {
                            *told.entry((name.to_owned(), alert.text.clone())).or_default() += 1;
                        }
                    }
                }
            }
        }
        prop_assert!(told.values().all(|&times| times == 1), "{:?}", told);
        // The naive way: all of it at once.
        let at_once = Index::in_memory().unwrap();
        let mut writer = at_once.writer().unwrap();
        for (number, passages) in &documents {
            writer.add(&document(*number, passages)).unwrap();
        }
        writer.commit().unwrap();
        let mut naive: BTreeMap<(String, String), usize> = BTreeMap::new();
        for alert in at_once.alerts(&watches, &mut WatchState::default()).unwrap().alerts {
            for name in alert.names() {
                *naive.entry((name.to_owned(), alert.text.clone())).or_default() += 1;
            }
        }
        prop_assert_eq!(told, naive);
    }
}

fn document(number: usize, passages: &[usize]) -> Document {
    let texts: Vec<String> = passages.iter().map(|&number| passage(number)).collect();
    let title = if number.is_multiple_of(3) { "A tender" } else { "News" };
    Document::new(format!("d{number}"), texts.join("\n\n")).with_title(title)
}
