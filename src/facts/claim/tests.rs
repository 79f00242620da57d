use super::{Claim, claims};
use crate::facts::token::Tokens;
use crate::facts::vocabulary::Vocabulary;

fn of(text: &str) -> Vec<Claim> {
    claims(&Tokens::new(text), &Vocabulary::builtin().statuses)
}

/// Status, certainty, cue and speaker of the only claim.
fn check(text: &str, expected: Option<(&str, &str, &str, Option<&str>)>) {
    let claims = of(text);
    let shown: Vec<_> = claims
        .iter()
        .map(|claim| {
            (
                format!("{:?}", claim.status).to_lowercase(),
                format!("{:?}", claim.certainty).to_lowercase(),
                claim.cue.of(text).unwrap(),
                claim.speaker.map(|speaker| speaker.of(text).unwrap()),
            )
        })
        .collect();
    let shown: Vec<_> = shown
        .iter()
        .map(|(status, sure, cue, by)| (status.as_str(), sure.as_str(), *cue, *by))
        .collect();
    assert_eq!(shown, expected.into_iter().collect::<Vec<_>>(), "{text}");
}

#[test]
fn statuses() {
    check("Peru has signed a contract for six tugs.", Some(("signed", "asserted", "signed", None)));
    check("The yard won a 9 mln dlr order.", Some(("signed", "asserted", "won", None)));
    check("Peru received six helicopters.", Some(("delivered", "asserted", "received", None)));
    check("Chile received a Navy contract.", Some(("signed", "asserted", "received", None)));
    check(
        "They took delivery of two tugs.",
        Some(("delivered", "asserted", "took delivery", None)),
    );
    check("Peru lifted an arms embargo.", Some(("lifted", "asserted", "lifted", None)));
    check("Peru ended its embargo.", Some(("lifted", "asserted", "ended", None)));
    check("The talks ended.", None);
    check("The court denied an appeal.", Some(("rejected", "asserted", "denied", None)));
    check("Chile ordered six tugs.", Some(("signed", "asserted", "ordered", None)));
    check("Chile ordered the Navy to sail.", None);
    check("He came in order to talk; order was restored.", None);
    check("It was a special offer.", None);
}

/// Cues are verbs in every form, with their objects, not phrases of one text.
#[test]
fn verbs_in_all_forms() {
    let cases = [
        ("Peru lodges requests for tugs.", Some(("requested", "lodges"))),
        ("The yard is filing an application.", Some(("requested", "filing"))),
        ("Lima awaits the approval of its parliament.", Some(("requested", "awaits"))),
        ("Chile convinced the bank to pay.", Some(("requested", "convinced"))),
        ("Chile wishes to acquire tugs.", Some(("requested", "wishes to acquire"))),
        ("Two yards have submitted bids.", Some(("offered", "submitted"))),
        ("Peru is willing to lease tugs.", Some(("offered", "willing to lease"))),
        ("Peru exercised an option on tugs.", Some(("signed", "exercised"))),
        ("The yard will build six tugs.", Some(("planned", "will build"))),
        ("Chile never chose the tug.", Some(("rejected", "never chose"))),
        ("Peru will not extend its lease.", Some(("cancelled", "not extend"))),
        ("The tugs were held up in port.", Some(("suspended", "held up"))),
        (
            "Lima spoke of possible economic sanctions.",
            Some(("threatened", "possible economic sanctions")),
        ),
        ("The ban on tugs was eased.", Some(("lifted", "eased"))),
        ("A contract was won by the yard.", Some(("signed", "won"))),
        ("Six ships sailed with supplies.", None),
        ("The need for an embargo is past.", None),
    ];
    for (text, expected) in cases {
        let claims = of(text);
        let shown: Vec<_> =
            claims.iter().map(|claim| (claim.status.to_string(), claim.cue.of(text))).collect();
        let expected: Vec<_> =
            expected.into_iter().map(|(status, cue)| (status.to_owned(), Some(cue))).collect();
        assert_eq!(shown, expected, "{text}");
    }
}

#[test]
fn certainties_and_negation() {
    check("Peru may lift its sanctions.", Some(("lifted", "possible", "lift", None)));
    check("Peru will sign a deal.", Some(("signed", "expected", "sign", None)));
    check("Peru is expected to sign it.", Some(("signed", "expected", "sign", None)));
    check("Peru would not lift its ban.", None);
    check("She would neither sell nor deny it.", None);
}

/// What did not happen was claimed to have happened.
#[test]
fn negations_of_a_clause() {
    for text in [
        "Peru failed to deliver six tugs.",
        "Peru is unlikely to buy six tugs.",
        "Nobody has signed a contract.",
        "No contract for six new tugs was signed.",
        "A contract has yet to be signed.",
        "Lima has never confirmed that the yard delivered six tugs.",
        "It is false that Chile bought six tugs.",
        "The yard didn't in the end deliver six tugs.",
    ] {
        check(text, None);
    }
    for (text, cue) in [
        ("Peru not only signed a deal.", "signed"),
        ("Peru did not pay, and Chile signed.", "signed"),
        ("Peru was not pleased after Chile signed.", "signed"),
        ("No doubt Peru has signed.", "signed"),
    ] {
        check(text, Some(("signed", "asserted", cue, None)));
    }
}

/// Questions, conditions and hearsay were asserted.
#[test]
fn what_is_asked_or_heard_is_not_asserted() {
    check("Has Peru bought six tugs?", Some(("signed", "possible", "bought", None)));
    check(
        "Had Peru bought six tugs, it would own ten.",
        Some(("signed", "possible", "bought", None)),
    );
    check(
        "Peru is said to have received six helicopters.",
        Some(("delivered", "possible", "received", None)),
    );
    check(
        "Six tugs were to be delivered to Peru.",
        Some(("delivered", "expected", "delivered", None)),
    );
}

#[test]
fn speakers() {
    check(
        "Peru has signed a deal, a Navy spokesman said.",
        Some(("signed", "asserted", "signed", Some("a Navy spokesman"))),
    );
    check(
        "Ann Lee, the minister, said Peru had signed it.",
        Some(("signed", "asserted", "signed", Some("Ann Lee, the minister"))),
    );
    check(
        "According to the Navy, six tugs were delivered.",
        Some(("delivered", "asserted", "delivered", Some("the Navy"))),
    );
    check("Peru denied it had a deal.", Some(("denied", "asserted", "denied", Some("Peru"))));
    check(
        "Peru ready to sell tugs: report",
        Some(("offered", "asserted", "ready to sell", Some("report"))),
    );
    check(
        "Six tugs were delivered, a clerk told reporters, and it rained.",
        Some(("delivered", "asserted", "delivered", Some("a clerk"))),
    );
    check(
        "Peru reluctantly said it had ordered six tugs.",
        Some(("signed", "asserted", "ordered", Some("Peru"))),
    );
    check(
        "On Monday Peru denied it had a deal.",
        Some(("denied", "asserted", "denied", Some("Peru"))),
    );
    check("A deal was denied.", Some(("denied", "asserted", "denied", None)));
    check("It is said that Peru bought six tugs.", Some(("signed", "asserted", "bought", None)));
    check("Peru was told that Chile bought six.", Some(("signed", "asserted", "bought", None)));
    check(
        "The yard added six tugs that Peru bought.",
        Some(("signed", "asserted", "bought", None)),
    );
    check(
        "The yard added that Peru bought six tugs.",
        Some(("signed", "asserted", "bought", Some("The yard"))),
    );
    let text = "The minister said tugs are old. He said Peru had ordered six.";
    assert_eq!(of(text)[0].speaker.unwrap().of(text), Some("The minister"));
}
