//! The command line of the server.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Parser;

/// Serve a page in the browser, and a JSON API, over an index or a folder of articles.
#[derive(Parser, Debug, Default)]
pub(crate) struct Arguments {
    /// Articles to read; without it and --index, the sample articles
    #[arg(long, conflicts_with = "index")]
    pub(crate) folder: Option<PathBuf>,
    /// An index made by the example `index`
    #[arg(long)]
    pub(crate) index: Option<PathBuf>,
    /// A lexicon laid over the built-in one
    #[arg(long, conflicts_with = "index")]
    pub(crate) lexicon: Option<PathBuf>,
    /// An extra field of the articles that queries can ask for, as in author:Kim; may be given
    /// several times. An index has those that it was made with
    #[arg(long, value_name = "NAME", conflicts_with = "index")]
    pub(crate) field: Vec<String>,
    /// The port [default: 8014, or the next free one]
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// Also let other machines in, at this address of this machine, with a token that the printed
    /// link has; 0.0.0.0 is every address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<IpAddr>,
    /// A name that other machines know this one by; may be given several times
    #[arg(long, value_name = "NAME", requires = "listen")]
    pub(crate) name: Vec<String>,
}
