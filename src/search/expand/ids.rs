//! Ids as they are typed, to the ids of the index: whole ids, names without
//! their folders, and prefixes.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::Term;

use crate::query::plan::Filter;
use crate::search::matching::matcher::for_each_passage;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// The most documents that one typed id stands for: those whose ids come first.
pub(super) const MAX_IDS: usize = 10_000;

/// The ids that each typed text stands for, in order; a text that stands for
/// none is left out.
///
/// A text that is an id stands for that alone. Any other stands for the ids of
/// that name, whatever folders are before it, and with a star at its end for
/// those that begin so, with their folders or without.
///
/// Cost: a look-up for each text; one pass over the ids of the index where some
/// text is none.
pub(crate) fn ids_of<'t>(
    snapshot: &Snapshot,
    texts: &BTreeSet<&'t str>,
) -> tantivy::Result<BTreeMap<&'t str, BTreeSet<String>>> {
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for &text in texts {
        if is_id(snapshot, text)? {
            ids.insert(text, BTreeSet::from([text.to_owned()]));
        } else {
            names.insert(text);
        }
    }
    if !names.is_empty() {
        for segment in &snapshot.segments {
            add_named(segment, &names, &mut ids)?;
        }
    }
    Ok(ids)
}

/// Replaces the ids of a filter by those of the index that they stand for.
/// Gives the texts of which some were left out.
pub(super) fn resolve(snapshot: &Snapshot, filter: &mut Filter) -> tantivy::Result<Vec<String>> {
    let mut texts = Vec::new();
    collect(filter, &mut texts);
    let typed: BTreeSet<&str> = texts.iter().map(String::as_str).collect();
    let ids = ids_of(snapshot, &typed)?;
    replace(filter, &ids);
    let is_cut = |(text, ids): (&&str, &BTreeSet<String>)| {
        (ids.len() >= MAX_IDS).then(|| (*text).to_owned())
    };
    Ok(ids.iter().filter_map(is_cut).collect())
}

fn collect(filter: &Filter, texts: &mut Vec<String>) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => {
            for part in parts {
                collect(part, texts);
            }
        }
        Filter::Not(part) => collect(part, texts),
        Filter::Id(text) => texts.push(text.clone()),
        _ => {}
    }
}

fn replace(filter: &mut Filter, ids: &BTreeMap<&str, BTreeSet<String>>) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => {
            for part in parts {
                replace(part, ids);
            }
        }
        Filter::Not(part) => replace(part, ids),
        Filter::Id(text) => {
            let Some(named) = ids.get(text.as_str()) else { return };
            if !named.contains(text) {
                *filter = Filter::Any(named.iter().cloned().map(Filter::Id).collect());
            }
        }
        _ => {}
    }
}

/// Whether a document has exactly this id.
fn is_id(snapshot: &Snapshot, id: &str) -> tantivy::Result<bool> {
    for segment in &snapshot.segments {
        if is_alive(segment, id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_alive(segment: &Segment, id: &str) -> tantivy::Result<bool> {
    let term = Term::from_field_text(segment.fields.id, id);
    let mut alive = false;
    for_each_passage(segment, &term, |passage| alive |= segment.is_alive(passage))?;
    Ok(alive)
}

/// Adds the ids of a segment to the texts that they are named by.
fn add_named<'t>(
    segment: &Segment,
    names: &BTreeSet<&'t str>,
    ids: &mut BTreeMap<&'t str, BTreeSet<String>>,
) -> tantivy::Result<()> {
    let has_prefixes = names.iter().any(|name| name.ends_with('*'));
    let inverted = segment.reader.inverted_index(segment.fields.id)?;
    let mut stream = inverted.terms().stream()?;
    while stream.advance() {
        let Ok(id) = std::str::from_utf8(stream.key()) else { continue };
        let base = id.rsplit('/').next().unwrap_or(id);
        let mut meant: Vec<&str> = names.get(base).copied().into_iter().collect();
        if has_prefixes {
            meant.extend(prefixes_of(id, names));
            meant.extend(prefixes_of(base, names));
        }
        if !meant.is_empty() && is_alive(segment, id)? {
            for name in meant {
                let ids = ids.entry(name).or_default();
                ids.insert(id.to_owned());
                if ids.len() > MAX_IDS {
                    ids.pop_last();
                }
            }
        }
    }
    Ok(())
}

/// The names that are a beginning of the text with a star behind it.
fn prefixes_of<'t>(text: &str, names: &BTreeSet<&'t str>) -> Vec<&'t str> {
    let ends = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]);
    let starred = ends.filter_map(|end| Some(format!("{}*", text.get(..end)?)));
    starred.filter_map(|name| names.get(name.as_str()).copied()).collect()
}
