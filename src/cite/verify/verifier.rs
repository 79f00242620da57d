//! Holds citations against texts, one text at a time.

use std::collections::BTreeMap;

use super::super::cited::Cited;
use super::super::digest::digest;
use super::super::folded::folded;
use super::lined::Lined;
use super::nearest::{Nearest, Worded, nearest, text_at, worded};
use super::occurrences::Quotations;
use super::quoted::says;
use super::runs::{Runs, words};
use super::state::State;
use super::verdict::Verdict;
use crate::config::PassageConfig;
use crate::document::Document;
use crate::passage::{Passage, split};
use crate::span::Span;

/// Holds citations against documents that a caller reads, in any order; each is given once.
///
/// A citation with an anchor **holds** where its document has, at these bytes, a passage
/// of that hash, and where the passage says what is quoted: a quotation that was altered
/// by hand has *changed*. An ellipsis may leave words out, and white space, accents, dashes
/// and the kind of quotation marks do not matter. Else the passage is looked for in all texts.
///
/// [`Index::verify_citations`](crate::Index::verify_citations) and
/// `source::verify_citations` read the documents of an index and of a folder.
///
/// ```
/// use ibid::cite::{Anchor, Cited, Verdict, Verifier, read};
/// use ibid::{Document, Span};
///
/// let anchor = Anchor::new("thaw-7", Span::new(0, 26), "Four gunships will follow.");
/// let citations = read(&format!("Thaw: “Four gunships will follow.”\n{anchor}"));
/// let verdict = |text: &str| {
///     let mut verifier = Verifier::new(&citations);
///     verifier.look_at(&Document::new("thaw-7", text));
///     verifier.verdicts().remove(0)
/// };
/// assert!(verdict("Four gunships will follow. So he said.").holds());
/// let moved = verdict("Talks. Four gunships will follow.");
/// assert_eq!(moved.to_string(), "moved: now thaw-7, line 1, bytes 7-33");
/// let changed = verdict("Six gunships will follow.");
/// let said = "changed: thaw-7, line 1, bytes 0-25: [-Four-]{+Six+} gunships will follow.";
/// assert_eq!(changed.to_string(), said);
/// assert_eq!(verdict("Talks have begun."), Verdict::Gone);
/// ```
#[derive(Debug)]
pub struct Verifier<'c> {
    cited: &'c [Cited],
    states: Vec<State>,
    /// Citations by the ids of their documents.
    by_document: BTreeMap<&'c str, Vec<usize>>,
    /// Citations by the hashes of their passages.
    by_hash: BTreeMap<&'c str, Vec<usize>>,
    quotations: Quotations,
    runs: Runs,
    /// Whether a citation can be found by the hashes of passages alone.
    has_cut: bool,
    config: PassageConfig,
}

impl<'c> Verifier<'c> {
    /// Of these citations, before any document.
    ///
    /// Cost: linear in the quotations.
    #[must_use]
    pub fn new(cited: &'c [Cited]) -> Self {
        let mut by_document: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_hash: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, anchor) in cited.iter().map(|cited| &cited.anchor).enumerate() {
            let Some(anchor) = anchor else { continue };
            by_document.entry(&anchor.document).or_default().push(number);
            by_hash.entry(&anchor.sha256).or_default().push(number);
        }
        let quotations = Quotations::new(cited.iter().map(beginning));
        let quoted: Vec<Vec<String>> =
            cited.iter().map(|cited| words(&folded(&cited.quotation))).collect();
        Self {
            states: cited.iter().map(|_| State::default()).collect(),
            cited,
            by_document,
            by_hash,
            runs: Runs::new(&quoted),
            quotations,
            has_cut: cited.iter().any(is_cut),
            config: PassageConfig::default(),
        }
    }

    /// Sets how texts are split into passages: a citation without its quotation is found
    /// as such a passage. The default is that of an index.
    #[must_use]
    pub fn with_passages(mut self, config: &PassageConfig) -> Self {
        self.config = config.clone();
        self
    }

    /// The ids of the documents that are cited, in order: to be read first.
    #[must_use]
    pub fn documents(&self) -> Vec<&'c str> {
        self.by_document.keys().copied().collect()
    }

    /// Whether no other document can change a verdict.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.states.iter().zip(self.cited).all(|(state, cited)| state.is_settled(cited))
    }

    /// Says that a document, or the file that has it, cannot be read, and why.
    ///
    /// ```
    /// use ibid::cite::{Verifier, read};
    ///
    /// let citations = read("ibid:1 id=a.csv#7 bytes=0-4 sha256=0123456789abcdef");
    /// let mut verifier = Verifier::new(&citations);
    /// verifier.look_past("a.csv", "is locked: close it");
    /// assert_eq!(verifier.verdicts()[0].to_string(), "unreadable: is locked: close it");
    /// ```
    pub fn look_past(&mut self, id: &str, reason: &str) {
        for (state, cited) in self.states.iter_mut().zip(self.cited) {
            let document = cited.anchor.as_ref().map(|anchor| anchor.document.as_str());
            let part = document.and_then(|document| document.strip_prefix(id));
            if part.is_some_and(|part| part.is_empty() || part.starts_with('#')) {
                state.unreadable = Some(reason.to_owned());
            }
        }
    }

    /// Holds the citations against a document.
    ///
    /// Never panics. Cost: linear in its text, and in that of its passages for each
    /// quotation that it has much of.
    pub fn look_at(&mut self, document: &Document) {
        let lined = &Lined::new(document);
        let own = self.by_document.get(document.id.as_str()).cloned().unwrap_or_default();
        for &number in &own {
            self.look_at_place(number, lined);
        }
        if self.is_settled() {
            return;
        }
        let folded = folded(&document.text);
        for (number, span) in self.quotations.in_text(&document.text, &folded) {
            self.look_at_occurrence(number, lined, span);
        }
        let mut near = self.runs.near(&folded);
        near.extend(own);
        near.sort_unstable();
        near.dedup();
        near.retain(|number| self.is_open(*number));
        if near.is_empty() && !self.has_cut {
            return;
        }
        let passages = split(document, &self.config).passages;
        if self.has_cut {
            self.look_at_hashes(lined, &passages);
        }
        let worded = if near.is_empty() { Vec::new() } else { worded(lined, &passages) };
        for number in near {
            self.look_near(number, lined, &passages, &worded);
        }
    }

    /// The verdicts, in the order of the citations.
    #[must_use]
    pub fn verdicts(self) -> Vec<Verdict> {
        let states = self.states.into_iter().zip(self.cited);
        states.map(|(state, cited)| state.verdict(cited)).collect()
    }

    fn is_open(&self, number: usize) -> bool {
        let state = self.states.get(number).zip(self.cited.get(number));
        state.is_some_and(|(state, cited)| !state.is_settled(cited) && state.elsewhere.is_empty())
    }

    /// Looks at the bytes that a citation of this document names.
    fn look_at_place(&mut self, number: usize, lined: &Lined<'_>) {
        let Some((state, cited)) = self.states.get_mut(number).zip(self.cited.get(number)) else {
            return;
        };
        let Some(anchor) = &cited.anchor else { return };
        let text = lined.text_of(anchor.span);
        if !anchor.is_of(text) {
            return;
        }
        if says(text, &cited.quotation) {
            state.at = Some(lined.place(anchor.span));
        } else {
            state.misquoted = Some(text_at(lined, anchor.span, &cited.quotation));
        }
    }

    /// Looks at a place that says what a citation quotes.
    fn look_at_occurrence(&mut self, number: usize, lined: &Lined<'_>, span: Span) {
        let Some((state, cited)) = self.states.get_mut(number).zip(self.cited.get(number)) else {
            return;
        };
        let Some(anchor) = &cited.anchor else {
            state.elsewhere.insert(lined.place(span));
            return;
        };
        let whole = Span::new(span.start, span.start.saturating_add(anchor.span.len()));
        let text = lined.text_of(whole);
        let is_passage = anchor.is_of(text) && says(text, &cited.quotation);
        if is_passage {
            state.elsewhere.insert(lined.place(whole));
        } else if !is_cut(cited) {
            // Nothing but blanks and signs differs.
            let text = text_at(lined, span, &cited.quotation);
            state.offer(Nearest { similarity: 1.0, text }, cited);
        }
    }

    /// Looks for passages by their hashes.
    fn look_at_hashes(&mut self, lined: &Lined<'_>, passages: &[Passage]) {
        for passage in passages {
            let text = lined.text_of(passage.span);
            for number in self.by_hash.get(digest(text).as_str()).into_iter().flatten() {
                let cited = self.states.get_mut(*number).zip(self.cited.get(*number));
                let Some((state, cited)) = cited else { continue };
                if says(text, &cited.quotation) {
                    state.elsewhere.insert(lined.place(passage.span));
                } else {
                    let text = text_at(lined, passage.span, &cited.quotation);
                    state.offer(Nearest { similarity: 1.0, text }, cited);
                }
            }
        }
    }

    /// Looks for the passage that is nearest to a quotation.
    fn look_near(
        &mut self,
        number: usize,
        lined: &Lined<'_>,
        passages: &[Passage],
        worded: &[Worded],
    ) {
        let Some((state, cited)) = self.states.get_mut(number).zip(self.cited.get(number)) else {
            return;
        };
        if let Some(nearest) = nearest(lined, worded, &cited.quotation) {
            state.offer(nearest, cited);
        }
        let own = cited.anchor.as_ref().filter(|anchor| anchor.document == lined.document.id);
        let Some(anchor) = own.filter(|_| cited.quotation.trim().is_empty()) else { return };
        let ends_behind = |passage: &&Passage| passage.span.end > anchor.span.start;
        let at_place = passages.iter().find(ends_behind).or(passages.last());
        state.instead = at_place.map(|passage| text_at(lined, passage.span, ""));
    }
}

/// What a text must have to be looked at: the quotation, or its words before an ellipsis.
fn beginning(cited: &Cited) -> &str {
    let quotation = cited.quotation.trim_start_matches(['.', '…', '[']);
    let end = quotation.find("...").into_iter().chain(quotation.find('…')).min();
    match end.filter(|_| is_cut(cited)) {
        Some(end) => quotation.get(..end).unwrap_or_default().trim_end_matches('['),
        None => &cited.quotation,
    }
}

/// Whether a quotation does not lead to its passage: it is absent, or leaves words out.
fn is_cut(cited: &Cited) -> bool {
    let Some(anchor) = &cited.anchor else { return false };
    let has_ellipsis = cited.quotation.contains('…') || cited.quotation.contains("...");
    let is_short = cited.quotation.len() * 2 < anchor.span.len();
    (is_short || has_ellipsis) && !anchor.is_of(&cited.quotation)
}
