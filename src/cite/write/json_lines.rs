//! Citations as JSON, one object a line.

use serde::Serialize;

use super::super::reference::Reference;

/// A reference and its anchor.
#[derive(Serialize)]
struct Line<'r> {
    #[serde(flatten)]
    reference: &'r Reference,
    ibid: String,
}

pub(super) fn lines(references: &[Reference]) -> String {
    let line = |reference: &Reference| {
        let line = Line { reference, ibid: reference.anchor().to_string() };
        // Strings and numbers can always be written.
        Some(format!("{}\n", serde_json::to_string(&line).ok()?))
    };
    references.iter().filter_map(line).collect()
}
