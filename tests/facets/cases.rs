//! Facets and histograms of documents made for them.

use ibid::facet::{DateUnit, Facet, FacetOptions};
use ibid::{Document, Index, Query};

use crate::common::{add, dated, index_of};

/// Name and numbers of each value.
fn values(index: &Index, query: &Query, facet: Facet) -> Vec<(String, u64, u64)> {
    let facets = index.facets(query, &FacetOptions::default().facet(facet)).unwrap();
    let value = |it: &ibid::facet::FacetValue| (it.name.clone(), it.passages, it.documents);
    facets.facets[0].values.iter().map(value).collect()
}

fn owned(values: &[(&str, u64, u64)]) -> Vec<(String, u64, u64)> {
    values
        .iter()
        .map(|(name, passages, documents)| ((*name).to_owned(), *passages, *documents))
        .collect()
}

#[test]
fn facets_of_facts_and_equipment() {
    let index = index_of(&[
        Document::new(
            "a",
            "The Foreign Ministry said the embargo was lifted in 2012.\n\nIn June 2014 Peru signed a contract for six Mi-35Ms.",
        ),
        Document::new("b", "Peru signed a contract for a Mi-24 in 2014."),
        Document::new("c", "Peru is far away."),
    ]);
    let query = Query::new("Peru OR embargo");
    let check = |facet: Facet, expected: &[(&str, u64, u64)]| {
        assert_eq!(values(&index, &query, facet.clone()), owned(expected), "{facet}");
    };
    check(Facet::Family, &[("no equipment", 2, 2), ("Mi-24", 1, 1), ("Mi-35", 1, 1)]);
    check(Facet::Status, &[("signed", 2, 2), ("no claim", 1, 1), ("lifted", 1, 1)]);
    check(Facet::Mentioned, &[("2014", 2, 2), ("no year", 1, 1), ("2012", 1, 1)]);
    check(Facet::Speaker, &[("no speaker", 3, 3), ("Foreign Ministry", 1, 1)]);
}

/// What a person types stands for what the index has.
#[test]
fn values_are_taken_as_people_write_them() {
    let index = index_of(&[
        Document::new("a", "Peru signed a contract for six Mi-35Ms, the Foreign Ministry said."),
        Document::new("b", "The tug lies at Lima."),
    ]);
    let check = |facet: Facet, value: &str, expected: usize| {
        let query = Query::new("").narrowed_by(facet.clone(), value);
        assert_eq!(index.count(&query).unwrap(), expected, "{facet} {value}");
        let facets = index.facets(&query, &FacetOptions::default().facet(facet)).unwrap();
        assert_eq!(facets.facets[0].chosen.len(), 1, "{value}");
        assert_eq!(facets.facets[0].chosen[0].passages as usize, expected, "{value}");
    };
    for (value, expected) in [("Mi-35", 1), ("mi35", 1), ("MI 35", 1), ("Mi-8", 0), ("", 1)] {
        check(Facet::Family, value, expected);
    }
    check(Facet::Label, "Body", 2);
    check(Facet::Status, "SIGNED", 1);
    check(Facet::Speaker, "Foreign Ministry", 1);
    check(Facet::Topic, "no such topic", 0);
    check(Facet::Field("nobody named it".to_owned()), "", 2);
}

/// A choice is told, and one that nothing has is among the chosen values.
#[test]
fn what_is_chosen_is_told() {
    let index = index_of(&[Document::new("a", "One tug.").with_source("Gazette")]);
    let query = Query::new("tug").narrowed_by(Facet::Source, "Herald");
    let report = index.search(&query).unwrap().report;
    assert_eq!((&*report.narrowed[0].facet, &*report.narrowed[0].values[0]), ("source", "Herald"));
    assert!(report.whole().contains("narrowed to source: Herald\n"), "{}", report.whole());
    assert!(report.line(200).contains("narrowed to source: Herald"), "{}", report.line(200));
    let facets = index.facets(&query, &FacetOptions::default().facet(Facet::Source)).unwrap();
    let chosen = &facets.facets[0].chosen[0];
    assert_eq!((&*chosen.value, chosen.passages, chosen.is_chosen), ("Herald", 0, true));
    let undated = query.narrowed_by(Facet::Year, "").narrowed_by(Facet::Source, "Gazette");
    let report = index.search(&undated).unwrap().report;
    assert!(report.whole().contains("narrowed to year: undated\n"), "{}", report.whole());
    assert!(report.whole().contains("narrowed to source: Gazette or Herald\n"));
}

/// A query that cannot be searched for finds nothing, however it is narrowed.
#[test]
fn nothing_to_look_for() {
    let index = index_of(&[Document::new("a", "One tug.").with_source("Gazette")]);
    for (query, expected) in [("", 1), ("   ", 1), ("topic:unheard", 0), ("…", 0)] {
        let narrowed = Query::new(query).narrowed_by(Facet::Source, "Gazette");
        assert_eq!(index.count(&narrowed).unwrap(), expected, "{query:?}");
        let facets = index.facets(&narrowed, &FacetOptions::default()).unwrap();
        assert_eq!(facets.passages as usize, expected, "{query:?}");
        assert_eq!(index.search(&narrowed).unwrap().len(), expected, "{query:?}");
        assert_eq!(index.count(&Query::new(query)).unwrap(), 0, "{query:?} alone");
    }
}

/// Ten thousand values are listed by pages, as they are written.
#[test]
fn many_values() {
    let sources = (0..3000).map(|number| format!("  Paper №{number:04} "));
    let documents: Vec<Document> = sources
        .enumerate()
        .map(|(id, source)| Document::new(id.to_string(), "One tug.").with_source(source))
        .collect();
    let index = index_of(&documents);
    let options = FacetOptions::default().facet(Facet::Source);
    let facet = index.facets(&Query::new("tug"), &options).unwrap().facets.remove(0);
    assert_eq!((facet.values.len(), facet.distinct, facet.other), (10, 3000, 2990));
    assert_eq!(facet.values[3].value, "  Paper №0003 ");
    let last = index.facets(&Query::new("tug"), &options.offset(2995).limit(10)).unwrap();
    assert_eq!(last.facets[0].values.last().unwrap().value, "  Paper №2999 ");
    assert_eq!((last.facets[0].values.len(), last.facets[0].other), (5, 2995));
}

#[test]
fn histograms_choose_their_unit() {
    let check = |dates: &[&str], unit: DateUnit, bars: &[&str]| {
        let documents: Vec<Document> =
            (0..).zip(dates).map(|(id, date)| dated(&format!("{id}"), "One tug.", date)).collect();
        let options = FacetOptions::default().with_histogram();
        let facets = index_of(&documents).facets(&Query::new("tug"), &options).unwrap();
        let histogram = facets.histogram.unwrap();
        let values: Vec<&str> = histogram.bars.iter().map(|bar| bar.value.as_str()).collect();
        assert_eq!((histogram.unit, values), (unit, bars.to_vec()), "{dates:?}");
        let undated = dates.iter().filter(|date| **date == "none").count();
        assert_eq!(histogram.undated.map_or(0, |bar| bar.passages) as usize, undated);
    };
    check(&[], DateUnit::Year, &[]);
    check(&["none", "none"], DateUnit::Year, &[]);
    check(&["2014-12-30", "2015-01-02"], DateUnit::Day, &["2014-12-30", "2015-01-02"]);
    check(&["2014-12", "2015-01-02"], DateUnit::Day, &["2014-12", "2015-01-02"]);
    check(&["2014", "2014-06-03", "none"], DateUnit::Month, &["2014", "2014-06"]);
    check(
        &["2013-12-30..2014-01-02", "2014-11"],
        DateUnit::Month,
        &["2013-12..2014-01", "2014-11"],
    );
    check(&["0001", "2014-06-03", "9999"], DateUnit::Year, &["0001", "2014", "9999"]);
    check(&["2010..2019", "2014"], DateUnit::Year, &["2010..2019", "2014"]);
}

/// A bar leads to its passages, and the histogram keeps its other bars.
#[test]
fn bars_are_links() {
    let dates = ["2014", "2014-06-02", "2014-06-05", "2015-01", "none"];
    let documents: Vec<Document> =
        (0..).zip(dates).map(|(id, date)| dated(&format!("{id}"), "One tug.", date)).collect();
    let index = index_of(&documents);
    let options = FacetOptions::default().with_histogram_by(DateUnit::Month);
    let whole = index.facets(&Query::new("tug"), &options).unwrap().histogram.unwrap();
    for bar in whole.bars.iter().chain(&whole.undated) {
        let query = Query::new("tug").narrowed_by(whole.unit.facet(), bar.value.clone());
        assert_eq!(index.count(&query).unwrap() as u64, bar.passages, "{}", bar.value);
        let narrowed = index.facets(&query, &options).unwrap().histogram.unwrap();
        assert_eq!(narrowed.bars.len(), whole.bars.len());
        let chosen = narrowed.bars.iter().chain(&narrowed.undated).filter(|bar| bar.is_chosen);
        assert_eq!(chosen.map(|bar| &bar.value).collect::<Vec<_>>(), [&bar.value]);
    }
    // Narrowed to a year, the months of that year are shown.
    let query = Query::new("tug").narrowed_by(Facet::Year, "2014");
    let options = FacetOptions::default().with_histogram();
    let months = index.facets(&query, &options).unwrap().histogram.unwrap();
    let values: Vec<&str> = months.bars.iter().map(|bar| bar.value.as_str()).collect();
    assert_eq!((months.unit, values), (DateUnit::Month, vec!["2014", "2014-06"]));
}

/// Each commit has a name of its own, and one state keeps it.
#[test]
fn commits_have_names() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let mut names = vec![index.stats().unwrap().commit];
    let mut writer = index.writer().unwrap();
    for id in ["a", "b", "a"] {
        writer.add(&Document::new(id, "One tug.")).unwrap();
        writer.commit().unwrap();
        names.push(index.stats().unwrap().commit);
    }
    writer.delete("b");
    writer.commit().unwrap();
    names.push(index.search(&Query::new("tug")).unwrap().commit);
    for (number, name) in names.iter().enumerate() {
        assert!(!names[..number].contains(name), "{names:?}");
    }
    drop(writer);
    let again = Index::open(folder.path()).unwrap();
    let facets = again.facets(&Query::new("tug"), &FacetOptions::default()).unwrap();
    assert_eq!(Some(&facets.commit), names.last());
    assert_eq!(serde_json::to_value(facets.commit).unwrap(), facets.commit.to_string());
}

/// Facets are of the last commit, also of segments that were counted before.
#[test]
fn facets_follow_commits() {
    let index = index_of(&[Document::new("a", "One tug.").with_source("Gazette")]);
    let sources = || values(&index, &Query::new("tug"), Facet::Source);
    assert_eq!(sources(), owned(&[("Gazette", 1, 1)]));
    add(&index, &[Document::new("b", "Two tugs.").with_source("Herald")]);
    assert_eq!(sources(), owned(&[("Gazette", 1, 1), ("Herald", 1, 1)]));
    add(&index, &[Document::new("a", "One tug.").with_source("Herald")]);
    assert_eq!(sources(), owned(&[("Herald", 2, 2)]));
}
