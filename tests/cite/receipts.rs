//! Receipts: nothing changed is nothing told, and each change is told.

use ibid::cite::{Receipt, ReceiptCheck};
use ibid::facet::Facet;
use ibid::rank::Profile;
use ibid::{Document, Index, Query};

use crate::index;

fn receipt(index: &Index, query: &Query) -> Receipt {
    let profile = Profile::default();
    let hits = index.search_with(query, &profile).unwrap();
    index.receipt(query, &profile, &hits).unwrap()
}

fn shelf() -> Vec<Document> {
    let texts = [
        ("a", "Six tugs were sold to the port of Hallan in the spring."),
        ("b", "The tugs of Morn have not been seen since the flood of last year."),
        ("c", "No boat was sold, and whoever asked for tugs was sent away again."),
    ];
    texts.map(|(id, text)| Document::new(id, text)).to_vec()
}

#[test]
fn options_are_asked_again() {
    let index = index(&shelf());
    let plain = Query::new("tugs Hallan");
    let queries = [
        plain.clone(),
        plain.clone().limit(2),
        plain.clone().offset(1).limit(1),
        plain.clone().per_document(1),
        plain.clone().as_typed(),
        plain.clone().fold_copies(),
        plain.clone().narrowed_by(Facet::Source, "Gazette").narrowed_by(Facet::Source, ""),
        plain.clone().narrowed_by(Facet::Field("source".to_owned()), "ports"),
        Query::everything().narrowed_by(Facet::Label, "body"),
    ];
    for query in queries {
        let receipt = receipt(&index, &query);
        assert_eq!(receipt.query(), query);
        let read: Receipt = receipt.to_string().parse().unwrap();
        assert_eq!(read, receipt);
        assert!(index.verify_receipt(&read).unwrap().is_exact());
    }
    let page = receipt(&index, &plain.offset(1).limit(1));
    assert_eq!((page.hits.len(), page.hits[0].rank), (1, 2));
}

fn after(change: impl FnOnce(&mut ibid::Writer)) -> ReceiptCheck {
    let index = index(&shelf());
    let query = Query::new("tugs Hallan");
    let receipt = receipt(&index, &query);
    let order: Vec<&str> = receipt.hits.iter().map(|hit| hit.anchor.document.as_str()).collect();
    assert_eq!(order, ["a", "c", "b"], "of the hits before");
    let mut writer = index.writer().unwrap();
    change(&mut writer);
    writer.commit().unwrap();
    index.verify_receipt(&receipt).unwrap()
}

#[test]
fn each_change_is_told() {
    let replaced = |id: &str, text: String| {
        let document = Document::new(id, text);
        move |writer: &mut ibid::Writer| {
            writer.add(&document).unwrap();
        }
    };
    let [a, b, _] = shelf().try_into().unwrap();
    let nothing = after(|_| {});
    assert!(nothing.is_exact());
    assert_eq!(nothing.to_string(), "3 of 3 hits are the same, 0 with another score; 0 new");

    let gone = after(|writer| writer.delete("a"));
    let told = gone.to_string();
    assert!(!gone.holds());
    assert!(told.contains("documents: was 3, is 2\n"), "{told}");
    let lost = "rank 1, now no hit: a, bytes 0-55; gone: no text has it, nor one like it\n";
    assert!(told.contains(lost), "{told}");
    assert!(told.contains("rank 3, now 2: b, bytes 0-65\n"), "{told}");

    let changed = after(replaced("a", a.text.replace("Six", "Ten"))).to_string();
    assert!(
        changed.contains("now no hit: a, bytes 0-55; changed: a, line 1, bytes 0-55: Ten"),
        "{changed}"
    );
    assert!(changed.contains("new, rank 1: a, bytes 0-55\n"), "{changed}");

    let shifted = after(replaced("b", format!("  {}", b.text))).to_string();
    let told = "rank 3, now 3: b, bytes 0-65; moved: now b, line 1, bytes 2-67\n";
    assert!(shifted.contains(told), "{shifted}");

    let new = after(replaced("d", "Tugs at Hallan, tugs at Hallan.".to_owned()));
    assert!(new.to_string().contains("new, rank "), "{new}");
    let is_rescored = new.hits.iter().any(|hit| hit.is_rescored);
    assert!(is_rescored && !new.is_exact(), "rarity is of the whole index");
}

#[test]
fn what_is_no_receipt_is_told() {
    let cases = [
        (
            "x",
            "this is no receipt (expected value at line 1 column 1): give a file that one was written to",
        ),
        (
            "{}",
            "this is no receipt (missing field `ibid_receipt` at line 1 column 2): give a file that one was written to",
        ),
        ("{\"ibid_receipt\": 2}", "the receipt has version 2, this build reads 1: use a later one"),
    ];
    for (text, expected) in cases {
        assert_eq!(text.parse::<Receipt>().unwrap_err().to_string(), expected);
    }
}

/// The versions and the commit are compared where both are known.
#[test]
fn versions_are_told() {
    let index = index(&shelf());
    let mut receipt = receipt(&index, &Query::new("tugs"));
    let commit = index.stats().unwrap().commit.to_string();
    assert_eq!(receipt.commit.as_deref(), Some(commit.as_str()));
    receipt.versions.analysis = "other".to_owned();
    receipt.versions.ibid = "0.0.1".to_owned();
    let mut receipt = receipt.with_commit("7");
    let check = index.verify_receipt(&receipt).unwrap();
    let names: Vec<&str> = check.values.iter().map(|value| value.name).collect();
    assert_eq!(names, ["ibid", "analysis", "commit"]);
    assert!(check.to_string().contains(&format!("commit: was 7, is {commit}\n")), "{check}");
    assert!(check.holds() && !check.is_exact());

    receipt.commit = None;
    let check = index.verify_receipt(&receipt).unwrap();
    assert!(check.values.iter().all(|value| value.name != "commit"), "none is named: {check}");
}

/// A search that folds copies was asked again without folding, so that nothing had changed
/// and the receipt did not hold.
#[test]
fn folded_hits_hold() {
    let text = "Six tugs were sold to the port of Hallan in the spring.";
    let index = index(&["a", "b", "c"].map(|id| Document::new(id, text)));
    let receipt = receipt(&index, &Query::new("tugs").fold_copies());
    assert_eq!(receipt.hits.len(), 1);
    let check = index.verify_receipt(&receipt.to_string().parse().unwrap()).unwrap();
    assert!(check.is_exact(), "{check}");
}
