//! How queries for facts are understood, and what is told of slips.

use ibid::Query;
use ibid::query::NoticeKind;

#[test]
fn queries_are_printed_and_read_again() {
    let check = |typed: &str, expected: &str| {
        let query = Query::new(typed);
        assert_eq!(query.to_string(), expected, "{typed}");
        let again = Query::new(expected);
        assert_eq!(again.to_string(), expected, "{typed}");
        assert_eq!(again.clauses().len(), query.clauses().len(), "{typed}");
    };
    check("amount:>100m USD helicopters", "amount:\">=100000000.01 USD\" helicopters");
    check("amount:$5m", "amount:\"5000000 USD\"");
    check("amount:5m..6m tanks", "amount:\"5000000..6000000\" tanks");
    check("amount:\"5m\" USD", "amount:\"5000000\" USD");
    check("count:4 helicopter deal", "count:\"4 helicopter\" deal");
    check("count:\"20\" tanks", "count:\"20\" tanks");
    check("count:>10 Mi 35 deal", "count:\">=11 Mi 35\" deal");
    check("mentions:June 2014 deal", "mentions:2014-06 deal");
    check("status:signed,Delivered,signed", "status:signed,delivered");
    check("says:\"Foreign Ministry\"", "says:\"Foreign Ministry\"");
    check("-status:lifted deal", "-status:lifted deal");
    check("(amount:$5 OR count:4)", "(amount:\"5 USD\" OR count:\"4\")");
    check("amount:*", "amount:\"*\"");
    // Slips.
    check("amount:lots", "lots");
    check("status:gone deal", "gone deal");
    check("mentions:soon", "soon");
    check("mentions:\"31 April 2014\"", "\"31 April 2014\"");
}

#[test]
fn slips_are_told() {
    let check = |typed: &str, kind: NoticeKind, expected: &str| {
        let query = Query::new(typed);
        let notices = query.notices();
        let notice = notices.iter().find(|notice| notice.kind == kind).expect(typed);
        assert_eq!(notice.message, expected, "{typed}");
        assert_eq!(Query::parse(typed).is_err(), kind.is_error(), "{typed}");
    };
    check(
        "amount:lots",
        NoticeKind::BadRange,
        "`lots` is no amount: it was searched as text; write >100m USD, $153m, 100m..200m or \
         \"100 million euros\"",
    );
    check(
        "amount:$$x",
        NoticeKind::BadRange,
        "`$$x` is no amount: the clause was ignored; write >100m USD, $153m, 100m..200m or \
         \"100 million euros\"",
    );
    check(
        "amount:9m..7m",
        NoticeKind::BadRange,
        "`9m..7m` ends before it begins: the clause was ignored; write >100m USD, $153m, \
         100m..200m or \"100 million euros\"",
    );
    check(
        "count:many",
        NoticeKind::BadRange,
        "`many` is no count: it was searched as text; write 20, >10 Mi-35 or \"4 helicopters\"",
    );
    check(
        "mentions:\"31 April 2014\"",
        NoticeKind::BadRange,
        "`31 April 2014` is no date: it was searched as text; write 2014, 2014-06, 2014-06-05, \
         \"June 2014\", 2014..2016, >=2014 or <2015",
    );
    check(
        "mentions:2016..2014",
        NoticeKind::BadRange,
        "`2016..2014` ends before it begins: the clause was ignored; write 2014, 2014-06, \
         2014-06-05, \"June 2014\", 2014..2016, >=2014 or <2015",
    );
    check(
        "status:signed,gone",
        NoticeKind::UnknownStatus,
        "`gone` in `signed,gone` is no status: it was searched as text; the statuses are planned, \
         requested, offered, negotiated, approved, signed, delivered, suspended, cancelled, \
         rejected, denied, imposed, lifted, threatened",
    );
    check(
        "amount:>5m",
        NoticeKind::AnyCurrency,
        "`>5m` names no currency: amounts of any currency were taken, none converted; write \
         amount:\">5m USD\" for one",
    );
    check(
        "amount:>5m XQZ",
        NoticeKind::UnknownCurrency,
        "`XQZ` is no currency that is known: it was searched as text; write its code, as USD or \
         EUR, or nothing for any; put a word that is none in quotes, as \"XQZ\"",
    );
}

/// What a notice advises is read as advised, without another notice.
#[test]
fn advice_parses() {
    let check = |typed: &str, expected: &str| {
        let query = Query::new(typed);
        let messages = query.notices().iter().map(|notice| notice.message.as_str());
        let advised = messages
            .filter_map(|message| message.split_once("; write ")?.1.strip_suffix(" for one"));
        assert_eq!(advised.collect::<Vec<_>>(), [expected], "{typed}");
        let again = Query::new(expected);
        assert_eq!(again.notices(), [], "{typed}");
        let [ibid::query::Clause { node, .. }] = again.clauses() else { panic!("{typed}") };
        assert!(matches!(node, ibid::query::Node::Fact { .. }), "{node:?}");
    };
    check("amount:>5m", "amount:\">5m USD\"");
    check("amount:70m..90m", "amount:\"70m..90m USD\"");
    check("amount:\"70m to 90m\"", "amount:\"70m to 90m USD\"");
    check("amount:[70m TO 90m]", "amount:\"70000000..90000000 USD\"");
    check("amount:70m..*", "amount:\">=70000000 USD\"");
    check("amount:*..70m", "amount:\"*..70m USD\"");
    check("amount:<0", "amount:\"<0 USD\"");
    assert_eq!(Query::new("amount:$5m \"XQZ\"").notices(), []);
}

#[test]
fn what_nothing_has_is_told() {
    let index = &super::INDEX;
    let missing = |query: &str| -> Vec<String> {
        let hits = index.search(&Query::new(query)).unwrap();
        hits.report.missing.iter().map(|missing| missing.word.clone()).collect()
    };
    assert_eq!(missing("count:77 tug"), ["count:\"77 tug\""]);
    assert_eq!(missing("count:6 tug"), Vec::<String>::new());
    assert_eq!(missing("mentions:1950"), ["mentions:1950"]);
    assert_eq!(missing("status:threatened"), ["status:threatened"]);
}
