//! A small HTTP client over a plain socket: what is sent is what the test says.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Answer {
    /// The value of a header; empty where there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        let header = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        header.map_or("", |(_, value)| value)
    }
}

/// Where requests go, and what their heads have besides.
pub(super) struct Client {
    address: SocketAddr,
    host: String,
    headers: String,
}

impl Client {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self { address, host: address.to_string(), headers: String::new() }
    }

    /// Asks for another host.
    pub(super) fn host(mut self, host: &str) -> Self {
        host.clone_into(&mut self.host);
        self
    }

    pub(super) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.extend([name, ": ", value, "\r\n"]);
        self
    }

    pub(super) fn get(&self, address: &str) -> Answer {
        self.send(&self.request("GET", address, ""))
    }

    pub(super) fn post(&self, address: &str, body: &str) -> Answer {
        self.send(&self.request("POST", address, body))
    }

    fn request(&self, method: &str, address: &str, body: &str) -> String {
        let Self { host, headers, .. } = self;
        let length = match body.len() {
            0 => String::new(),
            length => format!("Content-Length: {length}\r\n"),
        };
        format!(
            "{method} {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             {headers}{length}\r\n{body}"
        )
    }

    /// Sends the bytes, and reads until the server closes.
    pub(super) fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        // A server that has refused may close before it has read all.
        stream.write_all(request.as_bytes()).ok();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok();
        parse(&bytes)
    }
}

/// Takes an answer apart.
pub(super) fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let body = bytes.get(end + 4..).unwrap_or_default();
    let mut answer = Answer { status, headers, body: String::new() };
    let body = if answer.header("transfer-encoding") == "chunked" {
        unchunked(body)
    } else {
        body.to_vec()
    };
    answer.body = String::from_utf8(body).unwrap();
    answer
}

/// The body without the lengths of its chunks; cut where it was broken off.
fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") {
        let length = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let Ok(length) = usize::from_str_radix(length.trim(), 16) else { break };
        let start = end + 2;
        if length == 0 || bytes.len() < start + length {
            break;
        }
        body.extend_from_slice(&bytes[start..start + length]);
        bytes = bytes.get(start + length + 2..).unwrap_or_default();
    }
    body
}
