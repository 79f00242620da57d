//! What every request passes through: who may ask, how much, for how long, and the headers
//! of every answer.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::html;
use crate::problem::Problem;
use crate::routes::{BATCH, Site};
use crate::token::Token;

/// The headers of every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Answers a request, or says why not: as a page, or to a program.
pub(crate) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let for_program = request.uri().path().starts_with("/api/");
    let answering = answered(&site, request, next);
    let mut response = match tokio::time::timeout(site.bounds.answer_time, answering).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            StatusCode::GATEWAY_TIMEOUT,
            "no answer within the time of an answer: ask for less",
        )
        .into_response(),
    };
    if let Some(problem) = problem_of(&mut response) {
        response =
            if for_program { problem.to_json() } else { problem.answered(html::error(&problem)) };
    }
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    let cached = HeaderValue::from_static("private, no-cache");
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(cached);
    response
}

/// The problem that an answer carries, and that of an answer which the router made.
fn problem_of(response: &mut Response) -> Option<Problem> {
    let status = response.status();
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return Some(problem);
    }
    let detail = match status {
        StatusCode::NOT_FOUND => "there is no such page",
        StatusCode::METHOD_NOT_ALLOWED => "this address does not take that method",
        StatusCode::PAYLOAD_TOO_LARGE => "the body is too large: send less at once",
        _ if status.is_client_error() => "the request cannot be read",
        _ => return None,
    };
    Some(Problem::new(status, detail))
}

async fn answered(site: &Arc<Site>, request: Request, next: Next) -> Response {
    let checked = is_short(site, &request)
        .and_then(|()| has_our_name(site, &request))
        .and_then(|()| comes_from_us(site, &request));
    if let Err(problem) = checked {
        return problem.into_response();
    }
    match entry(site, &request) {
        Entry::Allowed => next.run(request).await,
        Entry::WithToken(response) => *response,
        Entry::Refused => {
            let detail = "open the link that the server printed, or send the token as \
                          `Authorization: Bearer TOKEN`";
            Problem::new(StatusCode::UNAUTHORIZED, detail).into_response()
        }
    }
}

/// Address, headers and announced body are within the bounds.
fn is_short(site: &Site, request: &Request) -> Result<(), Problem> {
    let bounds = &site.bounds;
    let too_long = |status, part: &str, most: usize| {
        Err(Problem::new(status, format!("the {part} is longer than {most} bytes")))
    };
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address > bounds.address {
        return too_long(StatusCode::URI_TOO_LONG, "address", bounds.address);
    }
    let headers: usize =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if headers > bounds.headers {
        let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
        return too_long(status, "head of the request", bounds.headers);
    }
    let most = if request.uri().path() == BATCH { bounds.batch } else { bounds.body };
    let length = text(request.headers(), &header::CONTENT_LENGTH);
    if length.and_then(|length| length.parse::<u64>().ok()).is_some_and(|n| n > most as u64) {
        return too_long(StatusCode::PAYLOAD_TOO_LARGE, "body", most);
    }
    Ok(())
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The host that is asked for is a name of this server: a foreign name that was made to mean
/// this machine is refused (DNS rebinding).
fn has_our_name(site: &Site, request: &Request) -> Result<(), Problem> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let is_ours = host.is_some_and(|host| site.hosts.has(host)) && hosts.next().is_none();
    let authority = request.uri().authority();
    if is_ours && authority.is_none_or(|authority| site.hosts.has(authority.as_str())) {
        return Ok(());
    }
    let detail = "this server does not go by the name that was asked for: open the address that \
                  it printed";
    Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, detail))
}

/// A request that sends something comes from a page of this server, and no other page reads
/// the API.
fn comes_from_us(site: &Site, request: &Request) -> Result<(), Problem> {
    let refused = |detail: &str| Err(Problem::new(StatusCode::FORBIDDEN, detail));
    let headers = request.headers();
    if request.method() == Method::POST {
        let origin = text(headers, &header::ORIGIN);
        if !origin.is_some_and(|origin| site.hosts.has_origin(origin)) {
            return refused("a POST needs an Origin header with the address of this server");
        }
    }
    let site_of = text(headers, &HeaderName::from_static("sec-fetch-site"));
    if request.uri().path().starts_with("/api/") && site_of == Some("cross-site") {
        return refused("a page of another site may not read the API");
    }
    Ok(())
}

/// Whether a client is let in.
enum Entry {
    Allowed,
    /// The address had the token: it goes into a cookie, and out of the address.
    WithToken(Box<Response>),
    Refused,
}

fn entry(site: &Site, request: &Request) -> Entry {
    let Some(token) = &site.token else { return Entry::Allowed };
    let parameters = request.uri().query().unwrap_or_default().split('&');
    let (tokens, others): (Vec<&str>, Vec<&str>) =
        parameters.filter(|it| !it.is_empty()).partition(|it| it.starts_with("token="));
    match tokens.first().and_then(|it| it.strip_prefix("token=")) {
        Some(given) if token.is(given) => {
            Entry::WithToken(Box::new(with_cookie(site, token, request.uri().path(), &others)))
        }
        _ if has_token(site, token, request.headers()) => Entry::Allowed,
        _ => Entry::Refused,
    }
}

/// Whether a header has the token.
fn has_token(site: &Site, token: &Token, headers: &HeaderMap) -> bool {
    let bearer = text(headers, &header::AUTHORIZATION).and_then(|it| it.strip_prefix("Bearer "));
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
    let mut pairs = cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='));
    let in_cookie = pairs.any(|(name, value)| name == site.cookie && token.is(value));
    in_cookie || bearer.is_some_and(|bearer| token.is(bearer))
}

/// Leads to the same address without the token, which goes into a cookie.
fn with_cookie(site: &Site, token: &Token, path: &str, others: &[&str]) -> Response {
    let sign = if others.is_empty() { "" } else { "?" };
    // Two slashes would lead to another host; browsers read a backslash as one.
    let path = path.trim_start_matches(['/', '\\']);
    let mut response = Redirect::to(&format!("/{path}{sign}{}", others.join("&"))).into_response();
    let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Strict", site.cookie);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
