//! The files that pages need: a style sheet, a script, an icon. They are in the program.

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// A file.
pub(crate) struct Asset {
    pub(crate) path: &'static str,
    kind: &'static str,
    text: &'static str,
}

pub(crate) const STYLE: Asset = Asset {
    path: "/page.css",
    kind: "text/css; charset=utf-8",
    text: include_str!("assets/page.css"),
};

pub(crate) const SCRIPT: Asset = Asset {
    path: "/page.js",
    kind: "text/javascript; charset=utf-8",
    text: include_str!("assets/page.js"),
};

pub(crate) const ICON: Asset =
    Asset { path: "/icon.svg", kind: "image/svg+xml", text: include_str!("assets/icon.svg") };

impl Asset {
    /// Its address, which changes with its text: a browser may keep it.
    pub(crate) fn address(&self) -> String {
        format!("{}?v={:08x}", self.path, crc32fast::hash(self.text.as_bytes()))
    }

    pub(crate) fn answer(&self) -> Response {
        let kind = HeaderValue::from_static(self.kind);
        let kept = HeaderValue::from_static("private, max-age=86400");
        ([(CONTENT_TYPE, kind), (CACHE_CONTROL, kept)], self.text).into_response()
    }
}
