//! Finds the turns of speakers in a transcript.

use std::collections::BTreeMap;

use super::chat;
use super::shape::{ends_sentence, starts_small, words};
use super::speaker::{alone, speaker};
use crate::passage::layout::block::{Block, LineMark};
use crate::passage::layout::line::is_blank;

/// A transcript has at least this many turns.
const MIN_TURNS: usize = 3;

/// So many lines of a turn, below the first, are read for the end of a sentence.
const MAX_LINES: usize = 4;

/// Whether each block begins a turn; none does outside of transcripts.
///
/// In a transcript at least two speakers take turns, one of them twice, and most
/// turns are sentences. The keys of a record ("Supplier: Oslo") are none.
pub(super) fn starts(text: &str, blocks: &[Block]) -> Vec<bool> {
    let mut speakers: Vec<_> = blocks.iter().map(|block| speaker_of_block(text, *block)).collect();
    if let Some(first) = speakers.first_mut().filter(|first| is_title(text, blocks, **first)) {
        *first = None;
    }
    let mut turns_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut spoken = 0;
    for (index, speaker) in speakers.iter().enumerate() {
        let Some(speaker) = speaker else { continue };
        // "Mr John Lee" is "Mr Lee" later on.
        let name = speaker.rsplit(is_blank).next().unwrap_or(speaker);
        *turns_of.entry(name).or_default() += 1;
        spoken += usize::from(is_spoken(text, blocks, &speakers, index));
    }
    let turns: usize = turns_of.values().sum();
    let is_transcript = turns >= MIN_TURNS
        && turns_of.len() >= 2
        && turns_of.values().any(|&count| count >= 2)
        && 2 * spoken > turns;
    speakers.iter().map(|speaker| is_transcript && speaker.is_some()).collect()
}

/// Whether a turn is a sentence: it has a time, or it ends one, there or in a further
/// line.
fn is_spoken(text: &str, blocks: &[Block], speakers: &[Option<&str>], index: usize) -> bool {
    let block_text = |index: usize| blocks.get(index).map_or("", |block| block.of(text));
    let said = block_text(index);
    // "Date: 12/03/2011" is a field, whatever stands below it.
    let is_word = |word: &str| starts_small(word) && word.chars().all(char::is_alphabetic);
    let is_prose = said.ends_with(':') || words(said).any(is_word);
    let goes_on = |&below: &usize| {
        let is_apart = blocks.get(below).is_none_or(|block| block.blank_before);
        let is_of_name = said.ends_with(':') && below == index + 1;
        speakers.get(below) == Some(&None) && (is_of_name || (!is_apart && is_prose))
    };
    let mut below = (index + 1..=index + MAX_LINES).take_while(goes_on);
    chat::writer(said).is_some()
        || alone(said).is_some()
        || ends_sentence(said)
        || below.any(|below| ends_sentence(block_text(below)))
}

/// Whether the first block is a title with a colon in it: no sentence, with a blank
/// line below it.
fn is_title(text: &str, blocks: &[Block], speaker: Option<&str>) -> bool {
    let line = blocks.first().map_or("", |block| block.of(text));
    let is_apart = blocks.get(1).is_some_and(|next| next.blank_before);
    speaker.is_some() && is_apart && !ends_sentence(line) && !line.ends_with(':')
}

fn speaker_of_block(text: &str, block: Block) -> Option<&str> {
    let line = block.of(text);
    let named = chat::writer(line).or_else(|| speaker(line));
    named.filter(|_| matches!(block.mark, LineMark::None | LineMark::Item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::layout::block::tests::blocks;

    #[test]
    fn transcripts() {
        let check = |text: &str, expected: &[bool]| {
            assert_eq!(starts(text, &blocks(text)), expected, "{text}");
        };
        check("Ann: Six tugs?\nBo: Six.\nAnn: Good.", &[true, true, true]);
        check("Ann: Six tugs?\n\nBo: Six.\n\nAll new.\n\nAnn: Ok.", &[true, true, false, true]);
        check("Supplier: Oslo\nType: Tug\nSupplier: Bergen", &[false; 3]);
        check("Ann: Six tugs?\nBo: Six.", &[false; 2]);
        check("Mr Jo Lee (Oslo): Six?\n\nAnn Fox: Six.\n\nMr Lee: Good.", &[true; 3]);
    }
}
