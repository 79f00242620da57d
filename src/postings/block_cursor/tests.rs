//! Posting lists as tantivy writes them, and what is read of them.

use proptest::prelude::*;

use super::*;

/// A list as tantivy writes it: see `skips`.
fn written(postings: &[(DocId, u32)]) -> OwnedBytes {
    let packer = BitPacker4x::new();
    let (mut entries, mut blocks, mut before) = (Vec::new(), Vec::new(), 0);
    let (full, rest) = postings.as_chunks::<BLOCK>();
    for block in full {
        let passages = block.map(|posting| posting.0);
        let frequencies = block.map(|posting| posting.1 - 1);
        let first = (before > 0).then_some(before);
        let bits =
            [packer.num_bits_strictly_sorted(first, &passages), packer.num_bits(&frequencies)];
        let mut out = [0; BLOCK * 4];
        let length = packer.compress_strictly_sorted(first, &passages, &mut out, bits[0]);
        blocks.extend_from_slice(&out[..length]);
        let length = packer.compress(&frequencies, &mut out, bits[1]);
        blocks.extend_from_slice(&out[..length]);
        before = passages[BLOCK - 1];
        entries.extend(before.to_le_bytes());
        entries.extend([bits[0] | 1 << 6, bits[1]]);
        entries.extend(block.iter().map(|posting| posting.1).sum::<u32>().to_le_bytes());
        entries.extend([0, 0]);
    }
    let mut list = if full.is_empty() { Vec::new() } else { number(entries.len() as u32) };
    list.append(&mut entries);
    list.append(&mut blocks);
    for &(passage, _) in rest {
        list.append(&mut number(passage - before));
        before = passage;
    }
    for &(_, frequency) in rest {
        list.append(&mut number(frequency));
    }
    OwnedBytes::new(list)
}

fn number(of: u32) -> Vec<u8> {
    let (mut rest, mut bytes) = (of, Vec::new());
    while rest > 0x7f {
        bytes.push((rest & 0x7f) as u8);
        rest >>= 7;
    }
    bytes.push(rest as u8 | 0x80);
    bytes
}

fn blocks(postings: &[(DocId, u32)]) -> BlockCursor {
    BlockCursor::open(written(postings), postings.len() as u32).unwrap()
}

/// Ascending passages with frequencies, of few bits and of many.
fn postings() -> impl Strategy<Value = Vec<(DocId, u32)>> {
    let step = prop_oneof![8 => 1u32..3, 4 => 1u32..300, 1 => 1u32..1_000_000];
    let frequency = prop_oneof![8 => Just(1u32), 4 => 1u32..9, 1 => 1u32..1_000_000];
    let ascending = |steps: Vec<(u32, u32)>| {
        let passage = |at: &mut u32, (step, frequency): (u32, u32)| {
            *at += step;
            Some((*at - 1, frequency))
        };
        steps.into_iter().scan(0, passage).collect()
    };
    prop::collection::vec((step, frequency), 0..700).prop_map(ascending)
}

/// What is asked of a passage that was sought.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Frequency,
    Before,
    Block,
    Nothing,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However far apart the passages are, and whatever is asked of each.
    #[test]
    fn is_as_a_plain_list(
        postings in postings(),
        steps in prop::collection::vec(
            (
                prop_oneof![0usize..3, 0usize..40, 100usize..300],
                prop_oneof![
                    Just(Asked::Frequency),
                    Just(Asked::Before),
                    Just(Asked::Block),
                    Just(Asked::Nothing)
                ],
                any::<bool>(),
            ),
            1..200,
        ),
    ) {
        let mut blocks = blocks(&postings);
        let mut at = 0;
        for (step, asked, between) in steps {
            at += step;
            // The next passage itself, or one before it.
            let Some(&(passage, frequency)) = postings.get(at) else { break };
            let after = at.checked_sub(1).map_or(0, |before| postings[before].0 + 1);
            let to = if between { after } else { passage };
            prop_assert_eq!(blocks.seek(to), passage);
            match asked {
                Asked::Frequency => prop_assert_eq!(blocks.frequency(), frequency),
                Asked::Before => {
                    let before: u64 = postings[..at].iter().map(|p| u64::from(p.1)).sum();
                    prop_assert_eq!(blocks.occurrences_before(), before);
                }
                Asked::Block => {
                    let (passages, frequencies) = blocks.postings();
                    let here: Vec<(u32, u32)> =
                        passages.iter().copied().zip(frequencies.iter().copied()).collect();
                    let end = postings.len().min((at / BLOCK + 1) * BLOCK);
                    prop_assert_eq!(here.as_slice(), &postings[at..end]);
                }
                Asked::Nothing => {}
            }
        }
        prop_assert_eq!(blocks.seek(TERMINATED), TERMINATED);
        prop_assert!(blocks.postings().0.is_empty());
    }

    /// Looked for all at once, in a block after the other, is as one by one.
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
        let (mut blocks, mut rest, mut places) = (blocks(&postings), others.as_slice(), Vec::new());
        let mut found = Vec::new();
        while !rest.is_empty() {
            let asked = blocks.find(rest, |&passage| passage, &mut places);
            for &(number, at) in &places {
                found.push((rest[number], blocks.frequency_at(at)));
            }
            rest = &rest[asked..];
        }
        let expected = postings.iter().filter(|posting| others.binary_search(&posting.0).is_ok());
        prop_assert_eq!(found, expected.copied().collect::<Vec<_>>());
    }

    /// One number is the same as among all.
    #[test]
    fn one_of_a_block(numbers in prop::array::uniform32(any::<u32>()), bits in 0u8..=32) {
        let packer = BitPacker4x::new();
        let mask = if bits == 32 { u32::MAX } else { (1 << bits) - 1 };
        let all: Vec<u32> = (0..4).flat_map(|n| numbers.map(|of| of.rotate_left(n) & mask)).collect();
        let mut packed = [0; BLOCK * 4];
        let length = packer.compress(&all, &mut packed, bits);
        for (at, &number) in all.iter().enumerate() {
            prop_assert_eq!(single(&packed[..length], bits, at), number);
        }
    }

    /// Damage is an error or a shorter list, never a panic.
    #[test]
    fn damage_is_survived(
        postings in postings(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut list = written(&postings).as_slice().to_vec();
        if let Some(of) = (!list.is_empty()).then(|| at.index(list.len())) {
            list[of] = byte;
            list.truncate(cut.index(list.len() + 1));
        }
        let count = postings.len() as u32;
        if let Ok(mut blocks) = BlockCursor::open(OwnedBytes::new(list), count) {
            for block in 0..=count as usize / BLOCK + 1 {
                if block % 2 == 0 {
                    blocks.frequency();
                }
                blocks.postings();
                blocks.occurrences_before();
                blocks.advance();
            }
        }
    }
}

#[test]
fn another_layout_is_an_error() {
    let list = written(&(0..200).map(|at| (at * 3, 1)).collect::<Vec<_>>());
    let error = BlockCursor::open(list.slice(0..20), 200).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("a posting list is not laid out as expected"));
}
