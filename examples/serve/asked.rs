//! What an address asks for: a query with its filters, a page of hits, a form.
//!
//! All state is in the address. What is not understood is a fault: a page tells it and
//! goes on, and the API refuses the request with it.

use std::collections::BTreeMap;

use axum::extract::Query as Parameters;
use axum::http::Uri;
use ibid::Query;

use crate::address::Address;
use crate::bounds::Bounds;
use crate::filters::Filters;
use crate::routes::Site;

/// A parameter that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) parameter: String,
    /// What is wrong, and the way out.
    pub(crate) detail: String,
    /// What a page does all the same; the API refuses the request.
    pub(crate) taken: &'static str,
}

/// The hits of a page in the browser.
pub(crate) const PAGE_HITS: usize = 10;

/// The most hits of one answer of the API.
pub(crate) const MOST_HITS: usize = 10_000;

/// The most hits of one document in a list where documents are folded.
pub(crate) const FOLDED: usize = 3;

/// After so many milliseconds a search answers with what it has.
pub(crate) const SEARCH_MS: u64 = 8_000;

/// The parameters of an address, decoded, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    values: BTreeMap<String, Vec<String>>,
    pub(crate) faults: Vec<Fault>,
}

impl Given {
    pub(crate) fn of(uri: &Uri) -> Self {
        let mut given = Self::default();
        match Parameters::<Vec<(String, String)>>::try_from_uri(uri) {
            Ok(Parameters(pairs)) => {
                for (name, value) in pairs {
                    given.values.entry(name).or_default().push(value);
                }
            }
            Err(error) => given.fault("", &format!("the address cannot be read: {error}")),
        }
        given
    }

    pub(crate) fn fault(&mut self, parameter: &str, detail: &str) {
        self.fault_taken(parameter, detail, "");
    }

    /// A fault with what a page does all the same.
    fn fault_taken(&mut self, parameter: &str, detail: &str, taken: &'static str) {
        let (parameter, detail) = (parameter.to_owned(), detail.to_owned());
        self.faults.push(Fault { parameter, detail, taken });
    }

    /// Whether the address has the parameter, however it is written there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// All values of a parameter, the empty one too; each once.
    pub(crate) fn every(&mut self, name: &str) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for value in self.values.remove(name).unwrap_or_default() {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// The value of a parameter that is given once; the last one where it is repeated.
    pub(crate) fn last(&mut self, name: &str) -> Option<String> {
        let mut values = self.values.remove(name).unwrap_or_default();
        values.retain(|value| !value.is_empty());
        if values.len() > 1 {
            self.fault_taken(name, "given several times", ": the last one counts");
        }
        values.pop()
    }

    /// A number from `least` to `most`; what is none is a fault.
    pub(crate) fn number(&mut self, name: &str, least: usize, most: usize) -> Option<usize> {
        let value = self.last(name)?;
        match value.parse::<usize>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                let detail = format!("{value:?} is no number from {least} to {most}");
                self.fault(name, &detail);
                None
            }
        }
    }

    /// One of several values; another one is a fault.
    pub(crate) fn one_of(&mut self, name: &str, values: &[&str]) -> Option<String> {
        let value = self.last(name)?;
        if values.contains(&value.as_str()) {
            return Some(value);
        }
        self.fault(name, &format!("{value:?} is none of {}", values.join(", ")));
        None
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let value = self.one_of(name, &["1", "0", "true", "false"]);
        matches!(value.as_deref(), Some("1" | "true"))
    }

    /// Whatever was not asked for is unknown.
    pub(crate) fn end(&mut self) {
        for name in std::mem::take(&mut self.values).into_keys() {
            let shown: String = name.chars().take(60).collect();
            self.fault_taken(&shown, "unknown", ", and passed over");
        }
    }
}

/// A search that an address asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    /// The query as typed.
    pub(crate) q: String,
    pub(crate) filters: Filters,
    /// The page, from 1.
    pub(crate) page: usize,
    /// Whether all hits of a document are listed.
    pub(crate) unfolded: bool,
    /// Whether nothing is added to what was typed.
    pub(crate) as_typed: bool,
    /// Whether there is one card for all versions of a story.
    pub(crate) by_story: bool,
    /// The commit that the first page showed.
    pub(crate) commit: String,
}

impl Asked {
    /// What a page in the browser asks for, with what is not understood.
    pub(crate) fn of_page(given: &mut Given, site: &Site) -> Self {
        let q = query(given, &site.bounds);
        let page = given.number("page", 1, usize::MAX / PAGE_HITS).unwrap_or(1);
        let unfolded = given.flag("all");
        let as_typed = given.flag("typed");
        let by_story = given.one_of("group", &["story", "passage"]).as_deref() == Some("story");
        given.one_of("sort", &["rank"]);
        let commit = given.last("commit").unwrap_or_default();
        let filters = Filters::of(given, &site.facets);
        Self { q, filters, page, unfolded, as_typed, by_story, commit }
    }

    /// The address of this search at a path, on its first page.
    pub(crate) fn address(&self, path: &'static str) -> Address {
        let address = Address::of(path).with_some("q", &self.q);
        let address = self.filters.in_address(address);
        let flag = |is: bool| if is { "1" } else { "" };
        let group = if self.by_story { "story" } else { "" };
        address
            .with_some("typed", flag(self.as_typed))
            .with_some("group", group)
            .with_some("all", flag(self.unfolded))
    }

    /// Everything but the query, as the parameters of its address: a page of a document has it
    /// as one parameter, so that the way back leads to the same list.
    pub(crate) fn back(&self) -> String {
        let bare = Self { q: String::new(), ..self.clone() };
        let address = bare.page_address(self.page, "").to_string();
        address.split_once('?').map(|(_, parameters)| parameters.to_owned()).unwrap_or_default()
    }

    /// The search that [`Self::back`] is of, with what of it is not understood.
    pub(crate) fn of_back(q: &str, back: &str, site: &Site) -> (Self, Vec<Fault>) {
        let mut given = match format!("/?{back}").parse::<Uri>() {
            Ok(uri) => Given::of(&uri),
            Err(_) => Given::default(),
        };
        let asked = Self::of_page(&mut given, site);
        given.end();
        (Self { q: q.to_owned(), ..asked }, given.faults)
    }

    /// The address of one page of it.
    pub(crate) fn page_address(&self, page: usize, commit: &str) -> Address {
        let address = self.address("/");
        if page <= 1 { address } else { address.with("page", page).with_some("commit", commit) }
    }

    /// Whether at most some hits of each document are listed.
    pub(crate) fn is_folded(&self) -> bool {
        !self.unfolded && !self.by_story
    }

    /// Whether nothing is asked.
    pub(crate) fn is_blank(&self) -> bool {
        self.q.trim().is_empty() && self.filters.is_empty()
    }

    /// The query whose values are counted: where nothing is asked, all there is.
    pub(crate) fn counted(&self) -> Query {
        if self.is_blank() {
            return Query::everything().deadline_ms(SEARCH_MS);
        }
        self.query()
    }

    /// The query for the library.
    pub(crate) fn query(&self) -> Query {
        let text = format!("{}{}", self.filters.prefix(), self.q);
        let query = self.filters.narrow(Query::new(text)).deadline_ms(SEARCH_MS);
        if self.as_typed { query.as_typed() } else { query }
    }
}

/// The query as typed; one that is too long is not searched.
pub(crate) fn query(given: &mut Given, bounds: &Bounds) -> String {
    let q = given.last("q").unwrap_or_default();
    if q.len() > bounds.query {
        let detail = format!("the query is longer than {} bytes: shorten it", bounds.query);
        given.fault("q", &detail);
        return String::new();
    }
    q
}
