//! Posting lists as tantivy writes them, and what is read of them.

use proptest::prelude::*;

use super::super::write::posting_list;
use super::*;

fn cursor(postings: &[(DocId, u32)]) -> BlockCursor {
    open(posting_list(postings), postings.len()).unwrap()
}

fn open(list: Vec<u8>, len: usize) -> io::Result<BlockCursor> {
    BlockCursor::open(OwnedBytes::new(list), len as u32)
}

/// Ascending passages with frequencies, of few bits and of many.
fn postings() -> impl Strategy<Value = Vec<(DocId, u32)>> {
    let step = prop_oneof![
        16 => 1u32..3,
        8 => 1u32..300,
        2 => 1u32..1_000_000,
        // More bits than cannot wrap.
        1 => 1u32..1 << 26,
    ];
    let frequency = prop_oneof![8 => Just(1u32), 4 => 1u32..9, 1 => 1u32..1_000_000];
    let ascending = |steps: Vec<(u32, u32)>| {
        let passage = |next: &mut u32, (step, frequency): (u32, u32)| {
            *next += step;
            (*next <= TERMINATED).then_some((*next - 1, frequency))
        };
        steps.into_iter().scan(0, passage).collect()
    };
    prop::collection::vec((step, frequency), 0..700).prop_map(ascending)
}

/// What is read of a passage that was sought.
#[derive(Debug, Clone, Copy)]
enum Reading {
    Frequency,
    Before,
    Block,
    Nothing,
}

fn reading() -> impl Strategy<Value = Reading> {
    prop_oneof![
        Just(Reading::Frequency),
        Just(Reading::Before),
        Just(Reading::Block),
        Just(Reading::Nothing)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However far apart the passages are, and whatever is read of each.
    #[test]
    fn is_as_a_plain_list(
        postings in postings(),
        steps in prop::collection::vec(
            (prop_oneof![0usize..3, 0usize..40, 100usize..300], reading(), any::<bool>()),
            1..200,
        ),
    ) {
        let mut cursor = cursor(&postings);
        let mut at = 0;
        for (step, reading, between) in steps {
            at += step;
            // The next passage itself, or one before it.
            let Some(&(passage, frequency)) = postings.get(at) else { break };
            let after = at.checked_sub(1).map_or(0, |before| postings[before].0 + 1);
            let target = if between { after } else { passage };
            prop_assert_eq!(cursor.seek(target), passage);
            match reading {
                Reading::Frequency => prop_assert_eq!(cursor.frequency(), frequency),
                Reading::Before => {
                    let before: u64 = postings[..at].iter().map(|p| u64::from(p.1)).sum();
                    prop_assert_eq!(cursor.occurrences_before(), before);
                }
                Reading::Block => {
                    let (passages, frequencies) = cursor.postings();
                    let unread: Vec<(u32, u32)> =
                        passages.iter().copied().zip(frequencies.iter().copied()).collect();
                    let end = postings.len().min((at / BLOCK + 1) * BLOCK);
                    prop_assert_eq!(unread.as_slice(), &postings[at..end]);
                }
                Reading::Nothing => {}
            }
        }
        prop_assert_eq!(cursor.seek(TERMINATED), TERMINATED);
        prop_assert!(cursor.postings().0.is_empty());
        prop_assert!(cursor.check().is_ok());
    }

    /// Candidates found block by block are those found one by one.
    #[test]
    fn finds_what_others_have_too(
        postings in postings(),
        others in prop::collection::btree_set(0u32..900, 0..120),
        near in any::<bool>(),
    ) {
        // Of those near each other some are there.
        let at = |number: u32| postings.get(number as usize).map_or(number, |posting| posting.0);
        let mut others: Vec<DocId> =
            others.into_iter().map(|number| if near { at(number) } else { number }).collect();
        others.sort_unstable();
        others.dedup();
        let (mut cursor, mut left) = (cursor(&postings), others.as_slice());
        let (mut common, mut matches) = (Vec::new(), Vec::new());
        while !left.is_empty() {
            let decided = cursor.find(left, |&passage| passage, &mut matches);
            for &(number, index) in &matches {
                common.push((left[number], cursor.frequency_at(index)));
            }
            left = &left[decided..];
        }
        let expected = postings.iter().filter(|posting| others.binary_search(&posting.0).is_ok());
        prop_assert_eq!(common, expected.copied().collect::<Vec<_>>());
    }

    /// One changed bit in skip list or full blocks: the same postings, or an
    /// error. In the tail: as many postings that ascend, or an error.
    #[test]
    fn one_changed_bit_is_told(postings in postings(), bit in any::<prop::sample::Index>()) {
        let mut list = posting_list(&postings);
        prop_assume!(!list.is_empty());
        let tail_at = tail_at(&list, postings.len());
        let bit = bit.index(list.len() * 8);
        list[bit / 8] ^= 1 << (bit % 8);
        let Ok(mut cursor) = open(list, postings.len()) else { return Ok(()) };
        let read = read_all(&mut cursor);
        if cursor.check().is_err() {
            return Ok(());
        }
        if bit / 8 < tail_at {
            prop_assert_eq!(read, postings);
        } else {
            prop_assert_eq!(read.len(), postings.len());
            let full = postings.len() / BLOCK * BLOCK;
            prop_assert_eq!(&read[..full], &postings[..full]);
        }
    }

    /// Sought passages are those of the intact list, or damage is told.
    #[test]
    fn one_changed_bit_does_not_lead_astray(
        postings in postings(),
        bit in any::<prop::sample::Index>(),
        steps in prop::collection::vec(prop_oneof![1usize..3, 1usize..300], 1..50),
    ) {
        let mut list = posting_list(&postings);
        let tail_at = tail_at(&list, postings.len());
        prop_assume!(tail_at > 0);
        let bit = bit.index(tail_at * 8);
        list[bit / 8] ^= 1 << (bit % 8);
        let Ok(mut cursor) = open(list, postings.len()) else { return Ok(()) };
        let mut at = 0;
        for step in steps {
            at += step;
            let Some(&(passage, _)) = postings.get(at) else { break };
            let target = postings[at - 1].0 + 1;
            let sought = cursor.seek(target);
            prop_assert!(sought >= target);
            if cursor.check().is_err() {
                break;
            }
            prop_assert_eq!(sought, passage);
        }
    }

    /// Whatever the bytes are, each step moves forward, and the list ends.
    #[test]
    fn damaged_lists_end(
        postings in postings(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..9),
        cut in prop::option::of(any::<prop::sample::Index>()),
        steps in prop::collection::vec((prop_oneof![0u32..9, 0u32..90_000], reading()), 1..90),
    ) {
        let mut list = posting_list(&postings);
        for (at, byte) in changes.iter().filter(|_| !postings.is_empty()) {
            let at = at.index(list.len());
            list[at] = *byte;
        }
        if let Some(cut) = cut {
            list.truncate(cut.index(list.len() + 1));
        }
        let Ok(mut cursor) = open(list, postings.len()) else { return Ok(()) };
        read_all(&mut cursor);
        cursor.rewind();
        let (mut passage, mut matches) = (0, Vec::new());
        for (step, reading) in steps {
            let target = passage + step;
            let sought = cursor.seek(target);
            prop_assert!(sought >= target.min(TERMINATED) && sought >= passage);
            prop_assert!(sought <= TERMINATED);
            passage = sought;
            match reading {
                Reading::Frequency => drop(cursor.frequency()),
                Reading::Before => drop(cursor.occurrences_before()),
                Reading::Block => drop(cursor.postings()),
                Reading::Nothing => {
                    // Also what is no passage at all is decided.
                    for candidates in [[passage, u32::MAX], [u32::MAX, u32::MAX]] {
                        prop_assert!(cursor.find(&candidates, |&it| it, &mut matches) >= 1);
                    }
                    passage = cursor.passage();
                }
            }
        }
    }
}

/// Where the tail of a list begins.
fn tail_at(list: &[u8], len: usize) -> usize {
    let SkipList { entries, blocks_at } = SkipList::read(list, len as u32).unwrap();
    let blocks = entries.iter().map(|entry| Entry::read(entry).block_bytes());
    blocks_at + blocks.sum::<usize>()
}

/// All postings, which ascend whatever the list is.
fn read_all(cursor: &mut BlockCursor) -> Vec<(DocId, u32)> {
    let mut read: Vec<(DocId, u32)> = Vec::new();
    loop {
        let (passages, frequencies) = cursor.postings();
        if passages.is_empty() {
            break;
        }
        read.extend(passages.iter().copied().zip(frequencies.iter().copied()));
        cursor.occurrences_before();
        cursor.advance();
    }
    assert!(read.is_sorted_by(|a, b| a.0 < b.0), "{read:?}");
    assert!(read.iter().all(|posting| posting.0 < TERMINATED), "{read:?}");
    read
}

#[test]
fn another_layout_is_an_error() {
    let mut list = posting_list(&(0..200).map(|at| (at * 3, 1)).collect::<Vec<_>>());
    list.truncate(20);
    let error = open(list, 200).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("a posting list is not laid out as expected"));
}
