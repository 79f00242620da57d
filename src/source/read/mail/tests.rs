//! Messages made here.

use super::*;

/// Reads an attachment as text, unless its name says that it cannot be read.
fn attached(name: &str, bytes: &[u8]) -> Result<Reading, Unread> {
    if name.contains(".bin") {
        return Err(Unread::NoText);
    }
    Ok(Reading::of_text(String::from_utf8_lossy(bytes).into_owned()))
}

fn documents(message: &str) -> Vec<(String, String)> {
    let reading = read(message.as_bytes(), &attached).unwrap();
    reading.documents.into_iter().map(|document| (document.id, document.text)).collect()
}

fn check(message: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    assert_eq!(documents(message), expected, "{message}");
}

#[test]
fn bodies() {
    check("Subject: Tugs\n\nNine tugs.\r\n\r\nFour.\n", &[("", "Tugs\n\nNine tugs.\n\nFour.")]);
    check(
        "Subject: =?utf-8?B?w6k=?=\nContent-Type: text/plain; charset=koi8-r\n\n\u{0}x",
        &[("", "é\n\n\u{0}x")],
    );
    check(
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nNine=\n tugs=2E\n",
        &[("", "Nine tugs.")],
    );
    check(
        "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nonce\n--b\nContent-Type: text/html\n\n<p>once</p>\n--b--\n",
        &[("", "once")],
    );
}

#[cfg(feature = "html")]
#[test]
fn bodies_of_html() {
    check("Content-Type: text/html\n\n<p>Nine</p><p>tugs</p>", &[("", "Nine\n\ntugs")]);
}

/// Programs send a blank plain part beside the page that holds the text.
#[cfg(feature = "html")]
#[test]
fn a_blank_plain_part_does_not_hide_the_page() {
    let alternative = "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n \n\
        --b\nContent-Type: text/html\n\n<p>Nine tugs</p>\n--b--\n";
    check(alternative, &[("", "Nine tugs")]);
    let mixed = format!(
        "Subject: Tugs\nContent-Type: multipart/mixed; boundary=a\n\n--a\n{alternative}\n--a\nContent-Type: text/plain\n\nSent from afar\n--a--\n"
    );
    check(&mixed, &[("", "Tugs\n\nNine tugs\n\nSent from afar")]);
}

/// A part that is no text was left out, and nothing said so.
#[test]
fn parts_that_cannot_be_read_are_told() {
    let message =
        "Subject: Tugs\nContent-Type: text/plain; charset=utf-8\n\n\u{1}\u{2}\u{3}\u{4}\u{5}a";
    let reading = read(message.as_bytes(), &attached).unwrap();
    assert_eq!(reading.documents[0].text, "Tugs");
    assert!(reading.notes[0].starts_with("has a part, number 0, which 5 of its"), "{reading:?}");
}

#[test]
fn attachments_are_documents() {
    let message = "Subject: Tugs\nFrom: A B <a@example.org>\nDate: Wed, 1 May 2024 10:00:00 +0000\nMessage-ID: <1@x>\n\
        Content-Type: multipart/mixed; boundary=b\n\n\
        --b\nContent-Type: text/plain\n\nSee there.\n\
        --b\nContent-Type: text/plain; name=list.txt\nContent-Disposition: attachment; filename=list.txt\n\nNine.\n\
        --b\nContent-Type: message/rfc822\n\nSubject: Inner\n\nFour.\n\
        --b\nContent-Type: image/png; name=a.png\nContent-Disposition: attachment\n\nx\n\
        --b\nContent-Type: application/x; name=a.bin\nContent-Disposition: attachment\n\nx\n--b--\n";
    let reading = read(message.as_bytes(), &attached).unwrap();
    let ids: Vec<_> = reading.documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!(ids, ["", "#2/list.txt", "#3"]);
    let texts: Vec<_> = reading.documents.iter().map(|document| document.text.trim()).collect();
    assert_eq!(texts, ["Tugs\n\nSee there.", "Nine.", "Inner\n\nFour."]);
    assert_eq!(reading.notes.len(), 1);
    assert!(
        reading.notes[0].starts_with("has an attachment, #5/a.bin, which has no text"),
        "{:?}",
        reading.notes
    );
    let [own, list, _] = reading.documents.as_slice() else { panic!("three documents") };
    assert_eq!(own.date.unwrap().to_string(), "2024-05-01");
    assert_eq!((own.extra["author"].as_str(), own.extra["message_id"].as_str()), ("A B", "1@x"));
    assert_eq!(
        (list.extra["attached_to"].as_str(), list.extra["sender"].as_str()),
        ("Tugs", "A B")
    );
}

#[test]
fn mailboxes() {
    let mailbox = "From a Mon Mar  4 10:00:00 2024\nSubject: One\n\nNine.\n>From here\n\n\
                   From b Mon Mar  4 10:00:00 2024\nSubject: Two\n\nFour.\n";
    let reading = read_box(mailbox.as_bytes(), &attached);
    let read: Vec<_> = reading.documents.iter().map(|d| (d.id.as_str(), d.text.as_str())).collect();
    assert_eq!(read, [("#1", "One\n\nNine.\nFrom here"), ("#2", "Two\n\nFour.")]);
    assert_eq!(reading.documents[1].extra["message"], "2");
}

/// What is attached to one message can be as long as what is attached to a thousand.
#[test]
fn attachments_have_a_limit_in_all() {
    let part = "--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\n1234567890\n";
    let message = format!(
        "From a 2024\nSubject: Tugs\nContent-Type: multipart/mixed; boundary=b\n\n{}--b--\n",
        part.repeat(10)
    );
    let cases = [(100, 1 << 20, 11, 0), (4, 1 << 20, 4, 1), (100, 24, 3, 1)];
    for (documents, text_bytes, expected, notes) in cases {
        let limits = Limits { documents, text_bytes };
        let reading = messages_of(message.as_bytes(), Gathered::new(&attached, limits));
        assert_eq!((reading.documents.len(), reading.notes.len()), (expected, notes), "{limits:?}");
        let is_told = |note: &String| note.contains("the others are left out, cut it");
        assert!(reading.notes.iter().all(is_told), "{:?}", reading.notes);
    }
}

#[test]
fn parts_within_parts_end() {
    let part = |number| {
        format!(
            "Content-Type: multipart/mixed; boundary=b{number}

--b{number}
"
        )
    };
    let mut message = (0..20_000).map(part).collect::<Vec<String>>().concat();
    message.push_str("Content-Type: text/plain\n\nx\n");
    assert!(read(message.as_bytes(), &attached).is_ok());
    let message = "Content-Type: message/rfc822\n\n".repeat(200) + "Subject: x\n\ny";
    assert!(read(message.as_bytes(), &attached).is_ok());
}

#[cfg(feature = "html")]
#[test]
fn saved_pages() {
    let page = "Snapshot-Content-Location: https://news.example/a\nContent-Type: multipart/related; boundary=b\n\n\
                --b\nContent-Type: text/html; charset=utf-8\n\n<title>Tugs</title><p>Nine tugs.</p>\n\
                --b\nContent-Type: text/css\n\np{}\n--b--\n";
    let document = &read_page(page.as_bytes()).unwrap().documents[0];
    assert_eq!((document.text.as_str(), document.title.as_str()), ("Nine tugs.", "Tugs"));
    assert_eq!(document.extra["url"], "https://news.example/a");
    assert!(read_page(b"Subject: x\n\ny").is_err());
}
