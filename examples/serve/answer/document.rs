//! The page of a document, and where in it the passage of a link stands now.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use ibid::cite::{Anchor, Cited, Verdict, Verifier};
use ibid::hit::{DocumentView, DocumentWindow};
use ibid::{Document, Index, IndexStats, Query, Span};

use crate::asked::{Asked, Given, SEARCH_MS, query};
use crate::html;
use crate::html::document::Viewed;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

/// The passages of a long document that one page shows.
const PAGE_PASSAGES: usize = 200;

/// What the address of a document asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocumentAsked {
    pub(crate) id: String,
    pub(crate) q: String,
    /// The bytes of the passage.
    at: Option<Span>,
    /// The hash of the passage, and its first words: by them it is found again.
    sha256: String,
    text: String,
    /// The number of a passage to frame.
    passage: Option<usize>,
    /// The first passage that is shown.
    from: Option<usize>,
}

/// Where the passage of a link stands.
pub(crate) enum Framed {
    /// None was asked for.
    Whole,
    At(Span),
    Moved(Span),
    /// The text was changed; what it has that is nearest.
    Changed(Option<String>),
    /// In so many places.
    Several(usize),
    /// The bytes are none of the text's.
    Nowhere,
}

impl Framed {
    pub(crate) fn span(&self) -> Option<Span> {
        match self {
            Self::At(span) | Self::Moved(span) => Some(*span),
            _ => None,
        }
    }
}

impl DocumentAsked {
    pub(crate) fn of(given: &mut Given, site: &Site) -> Result<Self, Problem> {
        let missing = Problem::new(StatusCode::BAD_REQUEST, "id is missing").with_parameter("id");
        let id = given.last("id").ok_or(missing)?;
        let q = query(given, &site.bounds);
        let at = given.last("at").and_then(|at| {
            let span = span(&at);
            if span.is_none() {
                given.fault("at", &format!("{at:?} is no two bytes as 775-900"));
            }
            span
        });
        let sha256 = given.last("sha256").unwrap_or_default();
        let text = given.last("text").unwrap_or_default();
        let passage = given.number("passage", 0, u32::MAX as usize);
        let from = given.number("from", 0, u32::MAX as usize);
        Ok(Self { id, q, at, sha256, text, passage, from })
    }

    /// Where the passage stands in the document.
    fn framed(&self, document: &Document) -> Framed {
        let Some(at) = self.at else {
            return if self.text.is_empty() { Framed::Whole } else { self.found(document, None) };
        };
        let there = at.of(&document.text);
        if self.sha256.is_empty() {
            return match there {
                Some(there) if there.starts_with(&self.text) => Framed::At(at),
                _ if self.text.is_empty() => Framed::Nowhere,
                _ => self.found(document, None),
            };
        }
        // The anchor of an empty text, with the hash that the link has.
        let mut anchor = Anchor::new(&self.id, at, "");
        anchor.sha256.clone_from(&self.sha256);
        self.found(document, Some(anchor))
    }

    /// What became of the passage with the anchor, or else of the words.
    fn found(&self, document: &Document, anchor: Option<Anchor>) -> Framed {
        // With a hash the passage is whole or it is not: its first words alone, which the link
        // has, would find a passage that goes on differently.
        let words = if anchor.is_some() { "" } else { self.text.as_str() };
        match verdict(document, anchor.clone(), words) {
            Some(Verdict::Holds { at }) if self.at.is_none_or(|it| it.start == at.span.start) => {
                Framed::At(at.span)
            }
            Some(Verdict::Holds { at }) => Framed::Moved(at.span),
            Some(Verdict::Moved { to }) => Framed::Moved(to.span),
            Some(Verdict::Ambiguous { count, .. }) => Framed::Several(count),
            _ => match verdict(document, anchor, &self.text) {
                Some(Verdict::Changed { nearest }) => Framed::Changed(Some(nearest.text)),
                _ => Framed::Changed(None),
            },
        }
    }
}

/// What the document says of a citation.
fn verdict(document: &Document, anchor: Option<Anchor>, quotation: &str) -> Option<Verdict> {
    let mut cited = Cited::default();
    cited.anchor = anchor;
    quotation.clone_into(&mut cited.quotation);
    let cited = [cited];
    let mut verifier = Verifier::new(&cited);
    verifier.look_at(document);
    verifier.verdicts().into_iter().next()
}

/// Two bytes, as `775-900`.
pub(crate) fn span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then(|| Span::new(start, end))
}

/// A document with what is framed of it.
pub(crate) struct DocumentRead {
    pub(crate) view: DocumentView,
    pub(crate) framed: Framed,
    pub(crate) stats: IndexStats,
}

pub(crate) fn read(index: &Index, asked: &DocumentAsked) -> Result<DocumentRead, Problem> {
    let not_here =
        || Problem::new(StatusCode::NOT_FOUND, format!("there is no document {:?}", asked.id));
    let document = index.document(&asked.id)?.ok_or_else(not_here)?;
    let mut framed = asked.framed(&document);
    let window = DocumentWindow::default().limit(PAGE_PASSAGES);
    let window = match (framed.span(), asked.passage, asked.from) {
        (Some(span), _, _) => window.around_byte(span.start),
        (None, Some(passage), _) => window.offset(passage.saturating_sub(PAGE_PASSAGES / 2)),
        (None, None, from) => window.offset(from.unwrap_or(0)),
    };
    let query = Query::new(&*asked.q).deadline_ms(SEARCH_MS);
    let view = index.document_view(&asked.id, &query, &window)?.ok_or_else(not_here)?;
    if let Some(passage) = asked.passage {
        let named = view.passages.iter().find(|it| it.citation.passage as usize == passage);
        framed = named.map_or(Framed::Nowhere, |named| Framed::At(named.citation.span));
    }
    Ok(DocumentRead { view, framed, stats: index.stats()? })
}

pub(crate) async fn document(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let asked = DocumentAsked::of(&mut given, &site)?;
    let back = given.last("back").unwrap_or_default();
    given.end();
    let (search, faults) = Asked::of_back(&asked.q, &back, &site);
    given.faults.extend(faults);
    let wanted = asked.clone();
    let document = on_index(&site, move |index| read(index, &wanted)).await?;
    let DocumentRead { view, framed, stats } = &document;
    Ok(html::document::page(&site, &given.faults, &Viewed { search: &search, view, framed, stats }))
}
