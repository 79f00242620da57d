//! How much may be asked, and for how long.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::pin::Pin;
use std::time::{Duration, Instant};

use tokio::io::AsyncWrite;

use super::client::parse;
use super::{Server, articles};
use crate::arguments::Arguments;
use crate::bounds::Bounds;
use crate::listen::Listening;
use crate::patience::Patient;
use crate::work::while_wanted;

#[test]
fn what_is_too_long_is_refused() {
    let server = Server::of(&articles());
    let long = |bytes: usize| "a".repeat(bytes);
    let check = |status: u16, answer: super::Answer| {
        assert_eq!(answer.status, status, "{}", answer.body);
    };
    check(414, server.get(&format!("/?q={}", long(17 << 10))));
    check(414, server.get(&format!("/?q={}", long(60_000))));
    check(431, server.client().header("X-Long", &long(33 << 10)).get("/"));
    check(200, server.client().header("X-Long", &long(20 << 10)).get("/"));
    check(431, server.client().header("X-Long", &long(300 << 10)).get("/"));
    let origin = format!("http://{}", server.address);
    let poster = || server.client().header("Origin", &origin);
    let announced = |path: &str, bytes: u64| {
        server.client().send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nConnection: close\r\n\
             Content-Type: text/csv\r\nContent-Length: {bytes}\r\n\r\n",
            server.address
        ))
    };
    check(413, announced("/", 2 << 20));
    check(413, announced("/api/v1/batch", 100 << 20));
    check(413, announced("/api/v1/batch", 1 << 60));
    check(405, poster().post("/", "q=embargo"));
    // A query that is too long is told on the page and refused by the API.
    let query = format!("?q={}", long(9 << 10));
    let page = server.get(&format!("/{query}"));
    assert!(page.status == 200 && page.body.contains("longer than 8192 bytes"), "{}", page.body);
    let refused = server.get(&format!("/api/v1/search{query}"));
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("\"parameter\":\"q\""), "{}", refused.body);
}

#[test]
fn a_client_that_sends_no_head_is_cut_off() {
    let bounds = Bounds { header_time: Duration::from_millis(300), ..Bounds::default() };
    let server = Server::with(&articles(), bounds, |_| None);
    let mut slow = TcpStream::connect(server.address).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    let began = Instant::now();
    let mut bytes = Vec::new();
    slow.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    slow.read_to_end(&mut bytes).ok();
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_ne!(parse(&bytes).status, 200);
}

/// A client that takes nothing of a long answer does not keep its place for ever.
#[test]
fn a_client_that_takes_nothing_is_cut_off() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let error = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let _client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = Patient::new(stream, Duration::from_millis(200));
        let bytes = vec![b'a'; 1 << 20];
        loop {
            let written =
                std::future::poll_fn(|context| Pin::new(&mut stream).poll_write(context, &bytes));
            if let Err(error) = written.await {
                break error;
            }
        }
    });
    assert_eq!(error.kind(), std::io::ErrorKind::TimedOut);
}

/// Half-open connections keep nobody out: those that wait longest make room.
#[test]
fn many_half_open_connections_keep_nobody_out() {
    let bounds = Bounds { connections: 8, ..Bounds::default() };
    let server = Server::with(&articles(), bounds, |_| None);
    let open: Vec<TcpStream> =
        (0..40).map(|_| TcpStream::connect(server.address).unwrap()).collect();
    let began = Instant::now();
    assert_eq!(server.get("/?q=embargo").status, 200);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    drop(open);
}

/// Nor do requests whose bodies do not come.
#[test]
fn bodies_that_do_not_come_keep_nobody_out() {
    let bounds = Bounds { connections: 4, ..Bounds::default() };
    let server = Server::with(&articles(), bounds, |_| None);
    let address = server.address;
    let send = |_| {
        let mut open = TcpStream::connect(address).unwrap();
        write!(
            open,
            "POST /api/v1/batch HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
             Content-Type: text/csv\r\nContent-Length: 900\r\n\r\nquery\n"
        )
        .unwrap();
        open
    };
    let open: Vec<TcpStream> = (0..4).map(send).collect();
    std::thread::sleep(Duration::from_millis(300));
    let began = Instant::now();
    assert_eq!(server.get("/?q=embargo").status, 200);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    drop(open);
}

#[test]
fn a_busy_server_says_when_to_come_back() {
    let bounds = Bounds { searches: 1, wait: Duration::from_millis(50), ..Bounds::default() };
    let server = Server::with(&articles(), bounds, |_| None);
    let held = server.site.searches.clone().try_acquire_owned().unwrap();
    let busy = server.get("/api/v1/search?q=embargo");
    assert_eq!((busy.status, busy.header("retry-after")), (503, "2"));
    let page = server.get("/?q=embargo");
    assert_eq!((page.status, page.header("retry-after")), (503, "2"));
    assert!(page.body.contains("try again"), "{}", page.body);
    drop(held);
    assert_eq!(server.get("/api/v1/search?q=embargo").status, 200);
}

#[test]
fn an_answer_has_its_time() {
    let (answer_time, wait) = (Duration::from_millis(50), Duration::from_secs(30));
    let bounds = Bounds { searches: 1, answer_time, wait, ..Bounds::default() };
    let server = Server::with(&articles(), bounds, |_| None);
    let held = server.site.searches.clone().try_acquire_owned().unwrap();
    let late = server.get("/api/v1/search?q=embargo");
    assert_eq!((late.status, late.header("content-type")), (504, "application/problem+json"));
    drop(held);
}

/// A taken port is passed over, and a person is told.
#[test]
fn the_next_free_port_is_taken() {
    let occupied = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = occupied.local_addr().unwrap().port();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let arguments = Arguments { port: Some(port), ..Arguments::default() };
    let listening = runtime.block_on(Listening::open(&arguments)).unwrap();
    let told = listening.told();
    assert!(told[0].starts_with(&format!("port {port} is taken: port ")), "{told:?}");
    assert!(told[1].starts_with("http://127.0.0.1:") && told[1].contains("/ (Ctrl-C"), "{told:?}");
    assert!(!told[1].starts_with(&format!("http://127.0.0.1:{port}/")), "{told:?}");
    assert!(listening.token.is_none());
    let everywhere = "0.0.0.0".parse().unwrap();
    let arguments = Arguments { port: Some(0), listen: Some(everywhere), ..Arguments::default() };
    let listening = runtime.block_on(Listening::open(&arguments)).unwrap();
    let token = listening.token.as_ref().unwrap();
    assert!(listening.told()[0].contains(&format!("/?token={token} ")), "{:?}", listening.told());
}

/// Where nobody waits any more, the work is given up.
#[test]
fn work_that_nobody_waits_for_is_given_up() {
    let server = Server::of(&articles());
    let (sender, receiver) = std::sync::mpsc::channel();
    let site = server.site.clone();
    let runtime = server.runtime.as_ref().unwrap();
    runtime.block_on(async move {
        let work = while_wanted(&site, move |_, cancel| {
            let began = Instant::now();
            while !cancel.is_cancelled() && began.elapsed() < Duration::from_secs(20) {
                std::thread::sleep(Duration::from_millis(5));
            }
            sender.send(cancel.is_cancelled()).unwrap();
            Ok(())
        });
        tokio::time::timeout(Duration::from_millis(50), work).await.unwrap_err();
    });
    assert!(receiver.recv_timeout(Duration::from_secs(20)).unwrap());
}

#[test]
fn it_ends_when_it_is_told_to() {
    let mut server = Server::of(&articles());
    assert_eq!(server.get("/").status, 200);
    // A client that keeps its connection open does not hold it.
    let mut kept = TcpStream::connect(server.address).unwrap();
    write!(kept, "GET / HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).unwrap();
    let mut bytes = [0; 64];
    kept.read_exact(&mut bytes).unwrap();
    assert!(server.stop(Duration::from_secs(9)));
    let refused = TcpStream::connect(server.address);
    assert!(refused.is_err(), "no connection is accepted any more");
}

/// What was asked before the end is answered.
#[test]
fn an_answer_under_way_is_finished() {
    let bounds = Bounds { searches: 1, wait: Duration::from_secs(20), ..Bounds::default() };
    let mut server = Server::with(&articles(), bounds, |_| None);
    let held = server.site.searches.clone().try_acquire_owned().unwrap();
    let mut waiting = TcpStream::connect(server.address).unwrap();
    write!(waiting, "GET /?q=embargo HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let release = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        drop(held);
    });
    assert!(server.stop(Duration::from_secs(9)));
    release.join().unwrap();
    let mut bytes = Vec::new();
    waiting.read_to_end(&mut bytes).unwrap();
    assert_eq!(parse(&bytes).status, 200);
}
