//! What goes wrong with a request, as a page or as `application/problem+json` (RFC 9457).

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Why a request is not answered.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    /// What is wrong, and the way out.
    pub(crate) detail: String,
    /// The parameter that it is wrong with.
    pub(crate) parameter: Option<String>,
    /// Whether what is searched is not there, as opposed to too much being asked of it.
    is_away: bool,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), parameter: None, is_away: false }
    }

    pub(crate) fn with_parameter(mut self, parameter: &str) -> Self {
        self.parameter = Some(parameter.to_owned());
        self
    }

    /// What the status means, in words.
    pub(crate) fn title(&self) -> &'static str {
        match self.status.as_u16() {
            400 => "Not understood",
            401 => "The token is missing",
            403 => "Refused",
            404 => "Not here",
            405 => "Not this way",
            413..=414 | 431 => "Too long",
            415 => "Another kind of content",
            421 => "Another host",
            503 if self.is_away => "The index is not there",
            503 => "Busy",
            504 => "Out of time",
            _ => "Something failed",
        }
    }

    /// As the API says it.
    pub(crate) fn to_json(&self) -> Response {
        let mut body = json!({
            "type": "about:blank",
            "title": self.title(),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if let (Some(parameter), Some(fields)) = (&self.parameter, body.as_object_mut()) {
            fields.insert("parameter".to_owned(), json!(parameter));
        }
        let kind = HeaderValue::from_static("application/problem+json");
        self.answered((self.status, [(CONTENT_TYPE, kind)], body.to_string()).into_response())
    }

    /// The answer with the headers that belong to the status.
    pub(crate) fn answered(&self, mut response: Response) -> Response {
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

impl IntoResponse for Problem {
    /// An empty answer that carries the problem to where it is known whether a person or a
    /// program asked.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ibid::Error> for Problem {
    fn from(error: ibid::Error) -> Self {
        let is_away = matches!(error, ibid::Error::Moved { .. } | ibid::Error::NotFound { .. });
        let status = if is_away {
            StatusCode::SERVICE_UNAVAILABLE
        } else {
            StatusCode::INTERNAL_SERVER_ERROR
        };
        Self { is_away, ..Self::new(status, error.to_string()) }
    }
}
