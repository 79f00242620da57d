//! What each field finds, alone and among others.

use ibid::Query;

use super::{INDEX, SENTENCES, ids, index_of};

fn check(query: &str, expected: &[&str]) {
    assert_eq!(ids(&INDEX, query), expected, "{query}");
}

#[test]
fn amounts() {
    check("amount:$77m", &["tugs"]);
    check("amount:77,000,000 USD", &["tugs"]);
    check("amount:>70m USD", &["bigger", "range", "tugs"]);
    check("amount:>80m", &["bigger", "euros"]);
    check("amount:60m..75m", &["range"]);
    check("amount:90 million euros", &["euros"]);
    check("amount:<1m", &[]);
    // An open figure is found by what is written.
    check("amount:2bn USD", &["bigger"]);
    check("amount:>1bn", &["bigger"]);
    check("amount:>=2bn", &["bigger"]);
    check("amount:>5bn", &[]);
    // Nothing is converted.
    check("amount:>1m EUR", &["euros"]);
    check("amount:*", &["bigger", "euros", "range", "tugs"]);
    check("amount:>70m amount:<85m", &["range", "tugs"]);
    check("amount:$77m amount:90m EUR", &["euros", "tugs"]);
}

/// Two bounds side by side are of one figure, not each of another one.
#[test]
fn two_bounds_are_of_one_figure() {
    let texts = [
        ("within", "Chile paid $150m for 4 tugs in 2015."),
        ("outside", "Chile paid $50m for 2 tugs in 2013, and $300m for 9 tugs in 2017."),
    ];
    let index = index_of(texts.into_iter(), true);
    let check =
        |query: &str, expected: &[&str]| assert_eq!(ids(&index, query), expected, "{query}");
    check("amount:>100m amount:<200m", &["within"]);
    check("amount:<200m amount:>100m", &["within"]);
    check("amount:>100m amount:<200m USD", &["within"]);
    check("count:>3 count:<8", &["within"]);
    check("count:>3 tug count:<8 tugs", &["within"]);
    check("mentions:>=2014 mentions:<2016", &["within"]);
    // No figure is within both: each is asked for.
    check("amount:<60m amount:>200m", &["outside"]);
    check("+amount:>100m +amount:<200m", &["outside", "within"]);
    let mut hit = index.search(&Query::new("amount:>100m amount:<350m id:outside")).unwrap();
    let hit = hit.hits.remove(0);
    assert_eq!(hit.matches(), ["$300m"]);
}

#[test]
fn counts() {
    check("count:6", &["tugs"]);
    check("count:6 tug", &["tugs"]);
    check("count:six tugs", &["tugs"]);
    check("count:6 jet", &[]);
    check("count:14 Mi-35", &["gunships"]);
    check("count:>10 Mi-35M", &["gunships"]);
    check("count:14 Mi 35", &["gunships"]);
    check("count:4 mig29", &["order"]);
    check("count:>5", &["gunships", "jets", "tugs"]);
    check("count:>=30 jet", &["jets"]);
    check("count:35", &[]);
    check("count:\"6 ocean tugs\"", &["tugs"]);
    check("count:\"6\" worth", &["tugs"]);
    check("count:3..6", &["order", "tugs"]);
}

#[test]
fn dates() {
    check("mentions:2012", &["ban"]);
    check("mentions:2013-04", &["jets"]);
    check("mentions:2012..2013", &["ban", "jets"]);
    check("mentions:\"June 2014\"", &["gunships"]);
    check("mentions:June 2014", &["gunships"]);
    check("mentions:>=2013-05", &["gunships"]);
    check("mentions:*", &["ban", "gunships", "jets"]);
    check("mentions:1999", &[]);
}

#[test]
fn claims() {
    check("status:lifted", &["ban", "talks"]);
    check("status:signed", &["order", "tugs"]);
    check("status:signed,delivered", &["gunships", "order", "tugs"]);
    check("status:Signed status:delivered", &["gunships", "order", "tugs"]);
    check("says:\"Foreign Ministry\"", &["order", "talks"]);
    check("says:\"foreign ministry clerk\"", &["talks"]);
    check("says:Navy", &["tugs"]);
    check("says:\"Ministry Foreign\"", &[]);
    check("says:nobody status:lifted", &["ban"]);
}

#[test]
fn together_with_other_parts() {
    check("amount:>70m USD tugs", &["tugs"]);
    check("+Chile -status:signed", &[]);
    check("Chile NOT amount:>1m", &["order"]);
    check("(amount:$77m OR count:14)", &["gunships", "tugs"]);
    check("status:lifted (mentions:2012 OR says:ministry)", &["ban", "talks"]);
    check("status:lifted id:ban", &["ban"]);
    check("says:navy amount:<80m USD contract count:6", &["tugs"]);
    check("status:lifted submarines", &[]);
}

#[test]
fn without_a_date_nothing_relative_is_found() {
    let undated = index_of(SENTENCES.iter().copied(), false);
    assert_eq!(ids(&undated, "mentions:2014"), Vec::<String>::new());
    assert_eq!(ids(&undated, "mentions:*"), ["ban", "jets"]);
    assert_eq!(ids(&undated, "count:14"), ["gunships"]);
}

/// Facts are kept by each way in which a passage can come into an index.
#[test]
fn replaced_deleted_and_merged_documents() {
    let index = index_of(SENTENCES.iter().copied(), true);
    let mut writer = index.writer().unwrap();
    writer.add(&ibid::Document::new("ban", "The deal was signed for $5.")).unwrap();
    writer.delete("tugs");
    writer.commit().unwrap();
    let check =
        |query: &str, expected: &[&str]| assert_eq!(ids(&index, query), expected, "{query}");
    let all = || {
        check("mentions:2012", &[]);
        check("amount:$5", &["ban"]);
        check("amount:$77m", &[]);
        check("status:signed", &["ban", "order"]);
        index.verify().unwrap();
    };
    all();
    writer.optimize().unwrap();
    all();
}
