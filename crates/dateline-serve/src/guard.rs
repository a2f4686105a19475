//! Who may ask, and what browsers are told about every answer.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::Desk;
use crate::problem::Problem;

/// Nothing is run or drawn but what the desk itself sends, and it may be framed by nobody.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
     font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Says the same to browsers with every answer.
pub async fn seal(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Breaks off what takes too long.
pub async fn hurry(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(desk.options().patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::busy("The answer took too long and was given up; ask for less, or again later.")
            .into_response(),
    }
}

/// Lets in who may ask: with the token where there is one, else from this machine alone.
pub async fn admit(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Result<Response, Problem> {
    let headers = request.headers();
    // A page of another site that is open in the same browser must not ask in the user's name.
    if text(headers, "sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return Err(Problem::foreign("The API answers its own page and programs, not other sites' pages."));
    }
    match &desk.options().token {
        Some(token) => {
            let given = text(headers, "authorization").and_then(|value| value.strip_prefix("Bearer "));
            if !given.is_some_and(|given| token.is(given.trim().as_bytes())) {
                return Err(Problem::token());
            }
        }
        // A name that another site lets point to this machine would get around the browser's own rules.
        None if !is_this_machine(text(headers, "host").unwrap_or_default()) => {
            return Err(Problem::foreign(
                "Without a token the desk answers to localhost and 127.0.0.1 only.",
            ));
        }
        None => {}
    }
    Ok(next.run(request).await)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether a `Host` names this machine, with or without a port.
fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_this_machine;

    #[test]
    fn this_machine_has_few_names() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "[::1]"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in
            ["", "example.org", "localhost.example.org", "127.0.0.1.example.org:80", "10.0.0.1", "[::2]"]
        {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
