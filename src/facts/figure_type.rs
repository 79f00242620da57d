//! Types of equipment that are figures alone: "Boeing 737", "15 747s".

use std::collections::BTreeSet;

use super::token::Tokens;

/// Makers whose types are figures alone.
const MAKERS: &[&str] = &["boeing", "airbus"];

/// The places of all types that are figures alone, as first token and the place
/// behind the last one.
///
/// A text shows them by a maker's name before them, or by a plural s. They are
/// then names wherever they stand in the text, as in "the new 737 aircraft".
pub(super) fn figure_types(tokens: &Tokens<'_>) -> Vec<(usize, usize)> {
    // Figures can start a number.
    let figures = || (0..).map_while(|number| tokens.start(number));
    let names: BTreeSet<&str> =
        figures().filter(|at| is_shown(tokens, *at)).map(|at| tokens.raw(at)).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let places = figures().filter(|at| is_run(tokens, *at) && names.contains(tokens.raw(*at)));
    places.map(|at| (at, at + 1 + plural(tokens, at))).collect()
}

/// Whether the token is three digits that belong to no larger number.
fn is_run(tokens: &Tokens<'_>, at: usize) -> bool {
    if !tokens.is_digits(at) || tokens.word(at).len() != 3 {
        return false;
    }
    let before = at.wrapping_sub(1);
    let is_joined = tokens.touches(before) && !tokens.is_any(before, &["(", "\"", "“"]);
    let goes_on = tokens.touches(at)
        && tokens.is_any(at + 1, &[",", ".", "/", ":", "%"])
        && tokens.touches(at + 1)
        && tokens.is_digits(at + 2);
    !is_joined && !goes_on
}

fn is_shown(tokens: &Tokens<'_>, at: usize) -> bool {
    is_run(tokens, at)
        && (MAKERS.contains(&tokens.word(at.wrapping_sub(1))) || plural(tokens, at) > 0)
}

/// The tokens of a plural s behind the figures.
fn plural(tokens: &Tokens<'_>, at: usize) -> usize {
    if !tokens.touches(at) {
        return 0;
    }
    if tokens.is(at + 1, "s") {
        return 1;
    }
    let is_apostrophe =
        tokens.is_any(at + 1, &["'", "’"]) && tokens.touches(at + 1) && tokens.is(at + 2, "s");
    if is_apostrophe { 2 } else { 0 }
}
