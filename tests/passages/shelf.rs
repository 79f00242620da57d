//! A shelf of messy texts, each with the passages and labels that it is split
//! into.

use super::{OTHER, PARAGRAPH, check_invariants, split_text};
use ibid::config::PassageConfig;

/// Splits a text, in which `¶` and `§` stand for two paragraphs. Each expected
/// passage is its label, its start, and its end after ` … ` if it is not whole.
fn check(template: &str, expected: &[(&str, &str)]) {
    let fill = |part: &str| part.replace('¶', PARAGRAPH).replace('§', OTHER);
    let text = fill(template);
    let split = split_text(&text);
    let passages: Vec<_> = split
        .passages
        .iter()
        .map(|passage| (passage.label.name(), passage.span.of(&text).unwrap_or_default()))
        .collect();
    let is_expected = |&(label, passage): &(&str, &str), expected: &(&str, &str)| {
        let part = fill(expected.1);
        let is_text = match part.split_once(" … ") {
            Some((start, end)) => passage.starts_with(start) && passage.ends_with(end),
            None => passage == part,
        };
        label == expected.0 && is_text
    };
    let are_equal =
        passages.iter().zip(expected).all(|(passage, expected)| is_expected(passage, expected));
    assert!(passages.len() == expected.len() && are_equal, "{template:?} gives {passages:#?}");
    let invariants = check_invariants(&text, &PassageConfig::default());
    assert!(invariants.is_ok(), "{template:?}: {invariants:?}");
}

/// Titles above bodies that no rule takes for prose.
#[test]
fn titles_above_anything() {
    let title = ("headline", "HARBOUR TUGS <HTUG> YEAR NET");
    let table = "Shr 12 cts vs 8 cts\nNet 1,200 vs 900\nRevs 4.2 mln vs 3.1 mln";
    check(&format!("HARBOUR TUGS <HTUG> YEAR NET\n\n{table}\n"), &[title, ("body", table)]);
    let short = "Six tugs came\ninto port.";
    check(&format!("HARBOUR TUGS <HTUG> YEAR NET\n\n{short}"), &[title, ("body", short)]);
    let list = "- six tugs\n- a barge";
    check(
        &format!("Deliveries to the port\n\n{list}"),
        &[("headline", "Deliveries to the port"), ("body", list)],
    );
    check(
        &format!("PORT BUYS TUGS FROM U.S. YARD.\n\n{short}"),
        &[("headline", "PORT BUYS TUGS FROM U.S. YARD."), ("body", short)],
    );
    check(
        &format!("HARBOUR TUGS <HTUG> YEAR NET\r\r{}", table.replace('\n', "\r")),
        &[title, ("body", "Shr 12 cts … 3.1 mln")],
    );
}

/// Wrapped lines whose first one is short, or that end before a capital.
#[test]
fn wrapped_short_bodies() {
    for body in [
        "The yard will hold a sale on\nMonday, March 4, of two to three old tugs for its\nPort/Bay lines, traders said.",
        "The Harbour Yard, a part of the\nBay Group, said it will cut its price of tugs by\n0.75 cent to 66 cents a ton at once.",
        "The Harbour Yard said\nJanuary sales of its small tugs came to 18.",
        "The Harbour Yard said the U.S.\nPort Board has approved the sale of six tugs to\nBay Tug Co.",
    ] {
        check(
            &format!("YARD TO HOLD SALE OF TUGS\n\n{body}\n"),
            &[("headline", "YARD TO HOLD SALE OF TUGS"), ("body", body)],
        );
    }
}

#[test]
fn newswire_heads_are_no_titles() {
    for head in ["\tOSLO, Nov 21 (Wire) - ", "    OSLO, Nov 21 -- ", "OSLO, Nov 21 - "] {
        check(&format!("{head}¶\n\n§"), &[("body", &format!("{} ¶", head.trim())), ("body", "§")]);
    }
    check("\tOSLO, Nov 21, 2014\n\n¶", &[("dateline", "OSLO, Nov 21, 2014"), ("body", "¶")]);
}

#[test]
fn reports() {
    check(
        "REPORT ON TUGS\n\nSUMMARY\n\n¶\n\n1. Introduction\n\n§\n\n2. Deliveries\n\n2.1 To the port\n\n¶",
        &[
            ("headline", "REPORT ON TUGS"),
            ("headline", "SUMMARY"),
            ("body", "¶"),
            ("headline", "1. Introduction"),
            ("body", "§"),
            ("headline", "2. Deliveries"),
            ("headline", "2.1 To the port"),
            ("body", "¶"),
        ],
    );
    check(
        "Report on tugs\n\n¶\n\nIV. Findings of the panel\n\n§\n\nAnnex II\n\n¶",
        &[
            ("headline", "Report on tugs"),
            ("body", "¶"),
            ("headline", "IV. Findings of the panel"),
            ("body", "§"),
            ("headline", "Annex II"),
            ("body", "¶"),
        ],
    );
    check(
        "Report on tugs\n\n¶\n\nDELIVERIES TO THE PORT\n§",
        &[
            ("headline", "Report on tugs"),
            ("body", "¶"),
            ("headline", "DELIVERIES TO THE PORT"),
            ("body", "§"),
        ],
    );
    check(
        "Report on tugs\n\n¶\n\nDeliveries to the port\n\n§\n\n¶",
        &[
            ("headline", "Report on tugs"),
            ("body", "¶"),
            ("headline", "Deliveries to the port"),
            ("body", "§"),
            ("body", "¶"),
        ],
    );
    let wrapped =
        "The panel saw that six tugs were sold to the\nport, which had paid for two of them.";
    check(
        &format!("Report on tugs\n\n¶\n\n2.1 Deliveries\n{wrapped}"),
        &[
            ("headline", "Report on tugs"),
            ("body", "¶"),
            ("headline", "2.1 Deliveries"),
            ("body", wrapped),
        ],
    );
}

/// Numbered paragraphs and lists are no headings.
#[test]
fn numbers_that_number_no_section() {
    check(
        "¶\n\n1. Six tugs for the old port\n\n2. A barge for the new one\n\n3. Two ferries",
        &[("body", "¶"), ("body", "1. Six tugs … Two ferries")],
    );
    check("¶\n\n12. ¶", &[("body", "¶"), ("body", "12. ¶")]);
}

#[test]
fn threads() {
    check(
        "Tugs for sale\n\nPosted by bo_77 on 12 March 2011\n\nSix tugs are for sale.\n\nAll are old.\n\n\
         Posted by Ann Lee on 13 March 2011\n\nHow old?\n",
        &[
            ("headline", "Tugs for sale"),
            ("comment", "Posted by bo_77 … All are old."),
            ("comment", "Posted by Ann Lee … How old?"),
        ],
    );
    check(
        "#1 bo_77\nSix tugs are for sale\nat the yard.\n\n#2 Ann Lee\n> Six tugs are for sale\nHow old?",
        &[("comment", "#1 bo_77 … at the yard."), ("comment", "#2 Ann Lee … How old?")],
    );
    check(
        "bo_77, 12 March 2011, 10:13\nSix tugs are for sale.\nAnn Lee, 12 March 2011, 11:20\nHow old?",
        &[("comment", "bo_77, … for sale."), ("comment", "Ann Lee, … How old?")],
    );
    check(
        "Re: Tugs\nby bo_77 » Tue Mar 12, 2011 10:13 am\n\nSix.\n\nRe: Tugs\nby ann » Tue Mar 12, 2011 11:20 am\n\nNo.",
        &[
            ("headline", "Re: Tugs"),
            ("comment", "by bo_77 … Six."),
            ("comment", "Re: Tugs\nby ann … No."),
        ],
    );
    check(
        "bo_77\n12 March 2011 10:13\n\nSix tugs.\n\nann_lee\n12 March 2011 11:20\n\nHow old?",
        &[("comment", "bo_77 … Six tugs."), ("comment", "ann_lee … How old?")],
    );
}

#[test]
fn transcripts() {
    check(
        "Interview on tugs\n\nQ: Were six sold?\nA: Six were.\nQ: To whom?\nA: To the port.",
        &[
            ("headline", "Interview on tugs"),
            ("body", "Q: Were six sold?"),
            ("body", "A: Six were."),
            ("body", "Q: To whom?"),
            ("body", "A: To the port."),
        ],
    );
    check(
        "ANN LEE: Six were sold.\n\nMore are to come.\n\nBO RAY (Port): To us.\n\nANN LEE: Yes.",
        &[
            ("body", "ANN LEE: Six … to come."),
            ("body", "BO RAY (Port): To us."),
            ("body", "ANN LEE: Yes."),
        ],
    );
    check(
        "Mr. LEE. I thank the Chairman for\nthe six tugs.\nThe CHAIRMAN. So ordered.\nMr. LEE. I yield.",
        &[
            ("body", "Mr. LEE. I thank … six tugs."),
            ("body", "The CHAIRMAN. So ordered."),
            ("body", "Mr. LEE. I yield."),
        ],
    );
    check(
        "[00:00:05] Speaker 1: Six?\n[00:00:09] Speaker 2: Six.\n[00:00:12] Speaker 1: Good.",
        &[
            ("body", "[00:00:05] Speaker 1: Six?"),
            ("body", "[00:00:09] Speaker 2: Six."),
            ("body", "[00:00:12] Speaker 1: Good."),
        ],
    );
    check(
        "ANN LEE:\nSix were sold.\n\nBO RAY:\nTo us.\n\nANN LEE:\nYes.",
        &[
            ("body", "ANN LEE:\nSix were sold."),
            ("body", "BO RAY:\nTo us."),
            ("body", "ANN LEE:\nYes."),
        ],
    );
}

#[test]
fn tables_and_lists() {
    let table = "| Year | To | No. |\n|---|---|---|\n| 2005 | Port | 6 |\n| 2006 | Bay | 2 |";
    check(&format!("¶\n\n{table}\n\n§"), &[("body", "¶"), ("table", table), ("body", "§")]);
    let tabs = "Year\tTo\tTugs\n2005\tThe old port of Oslo and the bay\t6\n2006\tBay\t2";
    check(&format!("¶\n\n{tabs}\n\n§"), &[("body", "¶"), ("table", tabs), ("body", "§")]);
    let columns = "Supplier     Recipient       No.\nHarbour Yd   Port of Oslo      6\nBay Tug Co   Bay Board         2";
    check(&format!("¶\n\n{columns}\n\n§"), &[("body", "¶"), ("table", columns), ("body", "§")]);
    check(
        &format!("¶\n\nTable 3. Sales of tugs\n\n{columns}\n\n§"),
        &[("body", "¶"), ("table", &format!("Table 3. Sales of tugs\n\n{columns}")), ("body", "§")],
    );
    check(
        "TUGS SOLD IN 2005   OSLO 6\n\n§",
        &[("headline", "TUGS SOLD IN 2005   OSLO 6"), ("body", "§")],
    );
    let list = "• 6 tugs, delivered in 2005\n• 2 barges, delivered in 2006\n• a ferry";
    check(&format!("¶\n\n{list}\n\n§"), &[("body", "¶"), ("body", list), ("body", "§")]);
}

#[test]
fn quotations_and_speeches() {
    let speech = "“Six tugs were sold to the port this year.\n\n“The port will pay for them in five years.\n\n“More are to come.”";
    check(&format!("¶\n\n{speech}\n\n§"), &[("body", "¶"), ("body", speech), ("body", "§")]);
    let long = format!("“{PARAGRAPH}\n\n“{OTHER}”");
    check(&format!("¶\n\n{long}\n\n§"), &[("body", "¶"), ("body", &long), ("body", "§")]);
    check("“¶”\n\n“§”", &[("body", "“¶”"), ("body", "“§”")]);
}

#[test]
fn front_matter() {
    let head =
        "---\ntitle: \"Yard sells tugs\"\ndate: 2014-06-05\nsource: Gazette\ntags: [tugs]\n---";
    check(
        &format!("{head}\n\n¶\n\n## Deliveries\n\n§"),
        &[("byline", head), ("body", "¶"), ("headline", "## Deliveries"), ("body", "§")],
    );
    check(
        &format!("{head}\n# Yard sells tugs\n\nSix."),
        &[("byline", head), ("headline", "# Yard sells tugs"), ("body", "Six.")],
    );
    let text = format!("{head}\n\n{PARAGRAPH}");
    let split = split_text(&text);
    assert_eq!(split.title.and_then(|title| title.of(&text)), Some("Yard sells tugs"));
    assert_eq!(split.date.map(|date| date.to_string()).as_deref(), Some("2014-06-05"));
    check("---\n\n¶\n\n---\n\n§", &[("body", "---\n\n¶\n\n---"), ("body", "§")]);
}

/// Sentences that go on after an abbreviation at the end of a line.
#[test]
fn sentences_after_abbreviations() {
    let text = "The port bought six tugs from the U.S.\nNavy yard in March, and two more from Bay Tug Co.\nLtd. of Oslo in May.";
    check(text, &[("body", text)]);
}

#[test]
fn transcripts_below_titles() {
    check(
        "Interview: Ann Lee on tugs\n\nWire: Were six sold?\n\nAnn Lee: Six were.\n\n\
         All are paid.\n\nWire: And the barges?\n\nAnn Lee: Not yet.",
        &[
            ("headline", "Interview: Ann Lee on tugs"),
            ("body", "Wire: Were six sold?"),
            ("body", "Ann Lee: Six were.\n\nAll are paid."),
            ("body", "Wire: And the barges?"),
            ("body", "Ann Lee: Not yet."),
        ],
    );
    let head = "Briefing on harbour sales\n\nSpecial Briefing\nOslo\nOctober 20, 2010";
    check(
        &format!(
            "{head}\n\nMR. FOX: Good day.\n\nASSISTANT SECRETARY LEE: Six tugs are sold.\n\n\
             They are:\n\nSmall.\n\nMR. FOX: Thank you."
        ),
        &[
            ("headline", "Briefing on … Oslo"),
            ("dateline", "October 20, 2010"),
            ("body", "MR. FOX: Good day."),
            ("body", "ASSISTANT SECRETARY LEE: Six tugs are sold."),
            ("body", "They are:\n\nSmall."),
            ("body", "MR. FOX: Thank you."),
        ],
    );
    check(
        "EXCERPTS OF WHAT THE SPOKESMAN OF THE PORT HAD TO SAY\nON MONDAY:\n\
         Q. DID THE PORT DECIDE NOT TO PROCEED WITH THE SALE OF\nTHE SIX OLD TUGS?\n\
         A. THE POINT IS THAT NO DECISION HAS BEEN MADE ON THE\nTUGS.\nQ. NONE?\nA. NONE.",
        &[
            ("body", "EXCERPTS OF … MONDAY:"),
            ("body", "Q. DID … TUGS?"),
            ("body", "A. THE … TUGS."),
            ("body", "Q. NONE?"),
            ("body", "A. NONE."),
        ],
    );
}

/// Fields, and words of blogs, that name a writer.
#[test]
fn threads_of_other_forms() {
    check(
        "Tugs: which?\n\nUser: bo_77\nDate: 12/03/2011 10:13\nSix old ones.\n\n\
         User: Ann Lee\nDate: 12/03/2011 11:20\nHow old?",
        &[
            ("headline", "Tugs: which?"),
            ("comment", "User: bo_77 … ones."),
            ("comment", "User: Ann Lee … old?"),
        ],
    );
    check(
        "The bay\n\nA good read on tugs.\n\nAnn Lee said...\n\nSix?\n\nAnonymous said...\n\nYes.",
        &[
            ("headline", "The bay"),
            ("body", "A good read on tugs."),
            ("comment", "Ann Lee said...\n\nSix?"),
            ("comment", "Anonymous said...\n\nYes."),
        ],
    );
    check(
        "Tugs\n\nbo_77 wrote:\n\nSix are for sale.\n\nann wrote:\n> Six are for sale\n\nOld?\n\n\
         eve wrote:\n\nYes.",
        &[
            ("headline", "Tugs"),
            ("comment", "bo_77 wrote: … Old?"),
            ("comment", "eve wrote:\n\nYes."),
        ],
    );
}

#[test]
fn files_of_fields_and_records() {
    let fields = "Supplier;Recipient;Number\nHarbour Yd;Port of Oslo;6\nBay Tug Co;Bay Board;2";
    check(&format!("¶\n\n{fields}\n\n§"), &[("body", "¶"), ("table", fields), ("body", "§")]);
    let record = "Supplier: Harbour Yard\nRecipient: Port\nItem: six tugs\nYear: 2005";
    check(
        &format!("DELIVERIES\n\n{record}\n\n{record}"),
        &[("headline", "DELIVERIES"), ("body", record), ("body", record)],
    );
}

/// A report as a PDF gives it: indented, with gaps in its numbers and tables.
#[test]
fn a_report_with_a_layout() {
    let paragraph = "1.    In its decision the Council asked for a panel to be made for one\n      \
                     year. The Panel began its work in May 2010.";
    let table = "Table 1\n      Sales of tugs, 2010\n\n      Date           From         Number\n      \
                 March          Oslo              6\n      June           Bergen            2";
    check(
        &format!(
            "Report of the Panel\n\n      Summary\n            The report covers its work from May 2010 \
             to April\n      2011. The Panel saw six sales.\n\nI.    Introduction\n\n      A. \
             Mandate\n\n      {paragraph}\n\nII.   Sales of tugs\n\nCase 1: the Harbour Queen\n\n      \
             {paragraph}\n\n      {table}\n\n      {paragraph}"
        ),
        &[
            ("headline", "Report of the Panel"),
            ("headline", "Summary"),
            ("body", "The report … six sales."),
            ("headline", "I.    Introduction"),
            ("headline", "A. Mandate"),
            ("body", paragraph),
            ("headline", "II.   Sales of tugs"),
            ("headline", "Case 1: the Harbour Queen"),
            ("body", paragraph),
            ("table", table),
            ("body", paragraph),
        ],
    );
}

/// Sentences that go on in the next line or paragraph, below a title.
#[test]
fn torn_paragraphs() {
    for body in [
        "The Harbour Yard said it has bought\n40,000 old tugs and has put them into its dock.",
        "<Harbour Yard Ltd> said a sharp\n\nrise of its sales is due to the port\nand the bay.",
        "The sale of the six tugs was 13\npct over, the yard told the port.",
    ] {
        check(
            &format!("YARD BUYS 40,000 TUGS\n\n{body}\n"),
            &[("headline", "YARD BUYS 40,000 TUGS"), ("body", body)],
        );
    }
    let note = "Shr 12 cts\nNet 1,200\nNOTE: Full name is Harbour Tugs Ltd. Results are in U.S.\n\
                dlrs, with those of the years before restated by the yard of the bay.";
    check(
        &format!("HARBOUR TUGS YEAR NET\n\n{note}"),
        &[("headline", "HARBOUR TUGS YEAR NET"), ("body", note)],
    );
}
