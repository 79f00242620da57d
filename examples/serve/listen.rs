//! Where the server listens, the names it goes by, and what it prints of both.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use anyhow::{Context, Result};
use tokio::net::TcpListener;

use crate::arguments::Arguments;
use crate::token::Token;

/// The port that is tried first.
const FIRST_PORT: u16 = 8014;

/// How many ports behind a taken one are tried.
const TRIED_PORTS: u16 = 100;

/// An open server.
pub(crate) struct Listening {
    pub(crate) listeners: Vec<TcpListener>,
    pub(crate) hosts: Hosts,
    pub(crate) token: Option<Token>,
    told: Vec<String>,
}

impl Listening {
    /// Listens at the loopback address, or where the command line says, at the port that
    /// it names or the next free one.
    pub(crate) async fn open(arguments: &Arguments) -> Result<Self> {
        let address = arguments.listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let wanted = arguments.port.unwrap_or(FIRST_PORT);
        let first = listen(address, wanted).await?;
        let port = first.local_addr().context("asking for the port")?.port();
        let mut listeners = vec![first];
        if arguments.listen.is_none() {
            let six = SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), port);
            // A machine may have no IPv6.
            listeners.extend(TcpListener::bind(six).await);
        }
        let hosts = Hosts::new(address, port, &arguments.name);
        let token = (!address.is_loopback()).then(Token::random);
        let mut told = Vec::new();
        if wanted != 0 && port != wanted {
            told.push(format!("port {wanted} is taken: port {port} it is"));
        }
        let at = hosts.link();
        told.push(match &token {
            Some(token) => {
                format!("{at}/?token={token} (whoever has this link can read the index)")
            }
            None => format!("{at}/ (Ctrl-C ends it)"),
        });
        Ok(Self { listeners, hosts, token, told })
    }

    /// What a person is told: the address, and what became of the port.
    pub(crate) fn told(&self) -> &[String] {
        &self.told
    }
}

/// A listener at the port, or at the next free one where it is taken.
async fn listen(address: IpAddr, wanted: u16) -> Result<TcpListener> {
    let last = if wanted == 0 { 0 } else { wanted.saturating_add(TRIED_PORTS) };
    let mut taken = None;
    for port in wanted..=last {
        match TcpListener::bind(SocketAddr::new(address, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => taken = Some(error),
            Err(error) => {
                return Err(error).with_context(|| format!("listening at {address}, port {port}"));
            }
        }
    }
    let error = taken.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into());
    Err(error).with_context(|| format!("ports {wanted} to {last} are taken: give a free --port"))
}

/// The names that a request may ask for, each with the port where it needs one.
#[derive(Clone, Debug)]
pub(crate) struct Hosts {
    names: Vec<String>,
    /// Addresses in numbers are as good as names where every address is listened at: no
    /// foreign name can be made to mean one.
    any_number: Option<u16>,
}

impl Hosts {
    pub(crate) fn new(address: IpAddr, port: u16, names: &[String]) -> Self {
        let mut all: Vec<String> = names.to_vec();
        if !address.is_unspecified() {
            all.push(literal(address));
        }
        if address.is_loopback() || address.is_unspecified() {
            all.extend(["127.0.0.1", "localhost", "[::1]"].map(str::to_owned));
        }
        let mut hosts: Vec<String> =
            all.iter().map(|name| format!("{}:{port}", name.to_lowercase())).collect();
        if port == 80 {
            hosts.extend(all.iter().map(|name| name.to_lowercase()));
        }
        Self { names: hosts, any_number: address.is_unspecified().then_some(port) }
    }

    /// Whether it is a name of this server.
    pub(crate) fn has(&self, host: &str) -> bool {
        let host = host.to_lowercase();
        let is_number =
            |port: u16| host.parse::<SocketAddr>().is_ok_and(|address| address.port() == port);
        self.names.contains(&host) || self.any_number.is_some_and(is_number)
    }

    /// Whether it is an origin of this server.
    pub(crate) fn has_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.has(host))
    }

    /// The address of the server, without a path.
    pub(crate) fn link(&self) -> String {
        format!("http://{}", self.names.first().map_or("", String::as_str))
    }
}

fn literal(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}
