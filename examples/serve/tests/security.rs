//! Who may ask: hosts, origins, tokens, and the headers of every answer.

use super::{Server, articles};
use crate::listen::Hosts;
use crate::token::Token;

#[test]
fn every_answer_has_the_headers() {
    let server = Server::of(&articles());
    let check = |address: &str, status: u16, kind: &str| {
        let answer = server.get(address);
        assert_eq!(answer.status, status, "{address}");
        let header = |name: &str| answer.header(name).to_owned();
        assert!(header("content-type").starts_with(kind), "{address}: {}", header("content-type"));
        let policy = header("content-security-policy");
        assert_eq!(
            policy,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        assert_eq!(header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{address}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{address}");
        assert_eq!(header("access-control-allow-origin"), "", "{address}");
        // Nothing in a page runs or is styled from within.
        let body = answer.body.to_lowercase();
        if kind == "text/html" {
            assert!(!body.contains("<script>") && !body.contains("<style"), "{address}");
            assert!(!body.contains(" style=") && !body.contains(" onclick="), "{address}");
        }
    };
    check("/", 200, "text/html");
    check("/?q=embargo", 200, "text/html");
    check("/page.css", 200, "text/css");
    check("/page.js", 200, "text/javascript");
    check("/icon.svg", 200, "image/svg+xml");
    check("/nothing", 404, "text/html");
    check("/api/v1/search?q=embargo", 200, "application/json");
    check("/api/v1/nothing", 404, "application/problem+json");
}

/// A foreign name that was made to mean this machine reads nothing (DNS rebinding).
#[test]
fn only_own_hosts_are_answered() {
    let server = Server::of(&articles());
    let port = server.address.port();
    let check = |host: &str, status: u16| {
        let answer = server.client().host(host).get("/?q=embargo");
        assert_eq!(answer.status, status, "{host:?}");
        assert_eq!(answer.body.contains("strait"), status == 200, "{host:?}");
    };
    check(&format!("127.0.0.1:{port}"), 200);
    check(&format!("localhost:{port}"), 200);
    check(&format!("LOCALHOST:{port}"), 200);
    check(&format!("[::1]:{port}"), 200);
    check("127.0.0.1", 421);
    check("localhost:1", 421);
    check(&format!("evil.example:{port}"), 421);
    check(&format!("localhost.evil.example:{port}"), 421);
    check(&format!("127.0.0.1:{port}.evil.example"), 421);
    check("", 421);
    let none = server.client().send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!(none.status, 421);
    let other = format!(
        "GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(server.client().send(&other).status, 421);
    let two = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(server.client().send(&two).status, 421);
}

#[test]
fn hosts_of_a_server_that_others_reach() {
    let check = |address: &str, names: &[&str], host: &str, is_ours: bool| {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let hosts = Hosts::new(address.parse().unwrap(), 8014, &names);
        assert_eq!(hosts.has(host), is_ours, "{address} {names:?} {host}");
    };
    check("192.0.2.7", &[], "192.0.2.7:8014", true);
    check("192.0.2.7", &[], "localhost:8014", false);
    check("192.0.2.7", &["desk.example"], "Desk.example:8014", true);
    check("192.0.2.7", &["desk.example"], "desk.example:8015", false);
    check("0.0.0.0", &[], "192.0.2.9:8014", true);
    check("0.0.0.0", &[], "192.0.2.9:8015", false);
    check("0.0.0.0", &[], "evil.example:8014", false);
    check("::", &[], "[2001:db8::7]:8014", true);
    let on_80 = Hosts::new("127.0.0.1".parse().unwrap(), 80, &[]);
    assert!(on_80.has("localhost") && on_80.has("localhost:80"));
}

#[test]
fn other_sites_neither_post_nor_read_the_api() {
    let server = Server::of(&articles());
    let post = |origin: &str| {
        let client = server.client().header("Content-Type", "text/csv");
        let client = if origin.is_empty() { client } else { client.header("Origin", origin) };
        client.post("/api/v1/batch", "query\nembargo\n").status
    };
    assert_eq!(post(""), 403);
    assert_eq!(post("http://evil.example"), 403);
    assert_eq!(post("null"), 403);
    assert_eq!(post(&format!("https://{}", server.address)), 403);
    let fetched = |site: &str, address: &str| {
        server.client().header("Sec-Fetch-Site", site).get(address).status
    };
    assert_eq!(fetched("cross-site", "/api/v1/search?q=embargo"), 403);
    assert_eq!(fetched("same-origin", "/api/v1/search?q=embargo"), 200);
    assert_eq!(fetched("none", "/api/v1/search?q=embargo"), 200);
    // A link on another site may lead to the page.
    assert_eq!(fetched("cross-site", "/?q=embargo"), 200);
}

#[test]
fn beyond_this_machine_a_token_is_needed() {
    let token = Token::random();
    let server =
        Server::with(&articles(), crate::bounds::Bounds::default(), |_| Some(token.clone()));
    let port = server.address.port();
    for address in ["/", "/?q=embargo", "/page.css", "/api/v1/search?q=embargo", "/nothing"] {
        assert_eq!(server.get(address).status, 401, "{address}");
        let wrong = server.client().header("Cookie", &format!("ibid-{port}=0000")).get(address);
        assert_eq!(wrong.status, 401, "{address}");
    }
    assert_eq!(server.get("/?token=").status, 401);
    assert_eq!(server.get(&format!("/?token={token}0")).status, 401);

    let first = server.get(&format!("/?q=embargo&token={token}"));
    assert_eq!((first.status, first.header("location")), (303, "/?q=embargo"));
    let cookie = first.header("set-cookie").to_owned();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let cookies = format!("other=1; {cookie}");
    assert_eq!(server.client().header("Cookie", &cookies).get("/?q=embargo").status, 200);
    let bearer = format!("Bearer {token}");
    let by_header = server.client().header("Authorization", &bearer);
    assert_eq!(by_header.get("/api/v1/search?q=embargo").status, 200);
    // The token leads to no other server.
    let away = server.get(&format!("//evil.example/?token={token}"));
    assert_eq!(away.header("location"), "/evil.example/");
    let away = server.get(&format!("/\\/\\evil.example/?token={token}"));
    assert_eq!(away.header("location"), "/evil.example/");
}

#[test]
fn tokens_are_random_and_compared_whole() {
    let (one, other) = (Token::random(), Token::random());
    assert_ne!(one.to_string(), other.to_string());
    assert_eq!(one.to_string().len(), 32);
    assert!(one.is(&one.to_string()));
    assert!(!one.is(&other.to_string()) && !one.is("") && !one.is(&one.to_string()[..31]));
    assert_eq!(format!("{one:?}"), "Token");
}
