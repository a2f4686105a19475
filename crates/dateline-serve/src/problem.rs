//! Errors as problem+json (RFC 9457): what is wrong and what to do about it.

use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dateline_archive::ArchiveError;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{FetchRefusal, Refusal};

/// An answer that is an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// The status code of the answer.
    #[serde(serialize_with = "as_number")]
    #[schemars(with = "u16")]
    status: StatusCode,
    /// What kind of problem it is.
    title: &'static str,
    /// What is wrong here and what to do about it.
    detail: String,
}

fn as_number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

impl Problem {
    fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self { status, title, detail: detail.into() }
    }

    /// A parameter that cannot be understood.
    pub fn parameter(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "A parameter cannot be understood", detail)
    }

    /// Something that is not there.
    pub fn missing(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "There is no such thing here", detail)
    }

    /// The token is missing or wrong.
    pub fn token() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "The desk asks for its token",
            "Send the header Authorization: Bearer TOKEN, with the token that was given to dateline serve.",
        )
    }

    /// A page of somebody else asks.
    pub fn foreign(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Not from there", detail)
    }

    /// Nothing is fetched at this desk.
    pub fn fetches_nothing() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "This desk fetches nothing",
            "Start it with dateline serve --allow-fetch, or send the page itself to /v1/read.",
        )
    }

    /// More is asked than can be done at the moment.
    pub fn busy(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "Too much at once", detail)
    }

    /// A body in a form that the desk does not read.
    pub fn form(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Not a form that is read", detail)
    }

    /// A method that the address does not know.
    pub fn method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "Not done that way",
            "Use another method; /openapi.json says which.",
        )
    }

    /// A fault of the program. What it was goes to the operator, not to the asker.
    pub fn fault(cause: &dyn std::fmt::Display) -> Self {
        eprintln!("dateline serve: {cause}");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The desk has a fault",
            "The terminal in which dateline serve runs says more.",
        )
    }

    /// A fault that stopped a request half way.
    pub fn panic() -> Self {
        Self::fault(&"a request was broken off by a fault of the program")
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Parameter(detail) => Self::parameter(detail),
            Refusal::Unreadable(detail) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "Nothing could be read in it", detail)
            }
            Refusal::TooLong(detail) => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "Too long", detail),
        }
    }
}

impl From<FetchRefusal> for Problem {
    fn from(refusal: FetchRefusal) -> Self {
        let (status, title, detail) = match refusal {
            FetchRefusal::Address(detail) => return Self::parameter(detail),
            FetchRefusal::Forbidden(detail) => (StatusCode::FORBIDDEN, "It may not be fetched", detail),
            FetchRefusal::NoPage(detail) => (StatusCode::BAD_GATEWAY, "There is no page", detail),
            FetchRefusal::Late(detail) => {
                (StatusCode::GATEWAY_TIMEOUT, "The site did not answer in time", detail)
            }
        };
        Self::new(status, title, detail)
    }
}

impl From<ArchiveError> for Problem {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Question(_) | ArchiveError::Cursor(_) => Self::parameter(error.to_string()),
            ArchiveError::Timeout(_) => Self::busy(error.to_string()),
            _ => Self::fault(&error),
        }
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::parameter(rejection.body_text())
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Self::parameter(rejection.body_text())
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Refusal::TooLong("The body is longer than the desk takes; send one article.".to_owned())
                .into();
        }
        Self::new(StatusCode::BAD_REQUEST, "The body did not arrive", rejection.body_text())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}
