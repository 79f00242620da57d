//! Serves a page in the browser, and a JSON API, over an index or a folder of articles.
//!
//! ```text
//! cargo run --release --features page --example serve -- --folder ~/articles
//! cargo run --release --features page --example serve -- --index articles.ibid
//! ```
//!
//! It prints an address of this machine, which nobody else can reach, and opens nothing by
//! itself. It only reads. It ends with 0 when it is told to, and with 2 where it failed.

#[path = "../common/mod.rs"]
mod common;

mod address;
mod answer;
mod api;
mod arguments;
mod asked;
mod assets;
mod bounds;
mod filters;
mod guard;
mod html;
mod incoming;
mod library;
mod listen;
mod net;
mod patience;
mod problem;
mod routes;
mod stories;
mod stream;
#[cfg(test)]
mod tests;
mod token;
mod work;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::Parser;
use ibid::Query;
use ibid::facet::FacetOptions;

use arguments::Arguments;
use bounds::Bounds;
use library::Library;
use listen::Listening;
use routes::Site;

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Serves until it is told to end.
fn run() -> Result<bool> {
    let arguments = Arguments::parse();
    let library = Library::open(&arguments)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting the threads of the server")?;
    runtime.block_on(serve(&arguments, library))?;
    runtime.shutdown_background();
    Ok(true)
}

async fn serve(arguments: &Arguments, library: Library) -> Result<()> {
    let listening = Listening::open(arguments).await?;
    for line in listening.told() {
        common::say(format_args!("{line}"));
    }
    let stop = net::signals().context("listening for the signals that end the server")?;
    let bounds = Bounds::default();
    let Listening { listeners, hosts, token, .. } = listening;
    let site = Arc::new(Site::new(library, hosts, token, bounds));
    warm(&site);
    net::serve(listeners, routes::routes(&site), bounds, stop).await;
    Ok(())
}

/// Reads ahead what first requests would wait for: the columns of facets, and stories.
fn warm(site: &Arc<Site>) {
    let site = Arc::clone(site);
    tokio::task::spawn_blocking(move || {
        let index = &site.library.index;
        let options =
            site.facets.iter().cloned().fold(FacetOptions::default(), FacetOptions::facet);
        // What fails here fails again where it is asked for, and is told there.
        index.facets(&Query::new("label:body"), &options).ok();
        site.stories.get(index).ok();
    });
}
