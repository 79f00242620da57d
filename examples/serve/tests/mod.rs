//! The server asked over the network, as a browser and a program ask it.

mod api;
mod client;
mod escaping;
mod limits;
mod openapi;
mod pages;
mod security;
mod state;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ibid::{DayRange, Document, Index};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::bounds::Bounds;
use crate::library::Library;
use crate::listen::Hosts;
use crate::routes::{Site, routes};
use crate::token::Token;
use client::{Answer, Client};

/// A server on a free port, which ends with the value.
struct Server {
    site: Arc<Site>,
    address: SocketAddr,
    runtime: Option<tokio::runtime::Runtime>,
    stop: Option<oneshot::Sender<()>>,
    ended: Option<oneshot::Receiver<()>>,
}

impl Server {
    /// A server over the documents.
    fn of(documents: &[Document]) -> Self {
        Self::with(documents, Bounds::default(), |_| None)
    }

    fn with(
        documents: &[Document],
        bounds: Bounds,
        token: impl FnOnce(SocketAddr) -> Option<Token>,
    ) -> Self {
        Self::over(index(documents), bounds, token)
    }

    /// A server over an index.
    fn over(index: Index, bounds: Bounds, token: impl FnOnce(SocketAddr) -> Option<Token>) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let hosts = Hosts::new(address.ip(), address.port(), &[]);
        let library = Library { index, name: "articles".to_owned(), skipped: Vec::new() };
        let site = Arc::new(Site::new(library, hosts, token(address), bounds));
        let (stop, stopped) = oneshot::channel::<()>();
        let (end, ended) = oneshot::channel();
        let stopping: std::pin::Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async {
            stopped.await.ok();
        });
        let serving = crate::net::serve(vec![listener], routes(&site), bounds, stopping);
        runtime.spawn(async move {
            serving.await;
            end.send(()).ok();
        });
        let (runtime, stop, ended) = (Some(runtime), Some(stop), Some(ended));
        Self { site, address, runtime, stop, ended }
    }

    fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// The answer to a GET.
    fn get(&self, address: &str) -> Answer {
        self.client().get(address)
    }

    /// The answer to a GET of the API as JSON, which has to be a good one.
    fn json(&self, address: &str) -> serde_json::Value {
        let answer = self.get(address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// Tells the server to end; whether it does within the time.
    fn stop(&mut self, within: Duration) -> bool {
        self.stop.take().unwrap().send(()).unwrap();
        let ended = self.ended.take().unwrap();
        let runtime = self.runtime.as_ref().unwrap();
        runtime.block_on(async { tokio::time::timeout(within, ended).await.is_ok() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn index(documents: &[Document]) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for document in documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    index
}

/// Articles of two outlets.
fn articles() -> Vec<Document> {
    let article = |id: &str, source: &str, date: &str, title: &str, text: &str| {
        let document = Document::new(id, text).with_title(title).with_source(source);
        document.with_date(DayRange::parse(date).unwrap())
    };
    vec![
        article(
            "quay-1",
            "Harbour Post",
            "2013-02-11",
            "Patrol boats for the strait",
            "The cabinet lifted the arms embargo on the strait states on Monday.\n\n\
             Six Mi-35M gunships and two patrol boats will follow, the yard's owner said.",
        ),
        article(
            "quay-2",
            "Harbour Post",
            "2014-07",
            "Gunships delayed",
            "Delivery of the Mi-35M helicopters slips by a year, a clerk of the yard said.\n\n\
             The embargo was not the reason.",
        ),
        article(
            "hill-1",
            "Hill Courier",
            "2014-09-30",
            "A quiet sale",
            "Four Hind helicopters were sold for $40 million, papers of the court show.\n\n\
             Nobody at the ministry wished to speak of the embargo.",
        ),
        Document::new("notes", "A note on tugs and barges, without a date or a source."),
    ]
}
