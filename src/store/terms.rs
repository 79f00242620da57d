//! The terms of an analysis in the order of a text.

use crate::analysis::token::Analysis;

/// Calls `emit` with the position, surface and stem of each word and of each other
/// reading, by position.
pub(super) fn for_each_term(analysis: &Analysis, mut emit: impl FnMut(u32, &str, &str)) {
    let mut readings = analysis.readings().peekable();
    for word in analysis.words() {
        emit(word.position, word.surface, word.stem);
        while let Some(reading) = readings.next_if(|reading| reading.position <= word.position) {
            emit(reading.position, reading.surface, reading.stem);
        }
    }
}
