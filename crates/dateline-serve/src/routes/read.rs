//! `POST /v1/read`: reads a text that is not kept.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use serde::Deserialize;

use crate::app::Desk;
use crate::problem::Problem;
use crate::respond::{self, Answer};
use crate::{Submission, SubmissionForm};

/// What the asker knows about the text.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    published: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
}

pub async fn read(
    State(desk): State<Arc<Desk>>,
    about: Result<Query<About>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    let Query(about) = about?;
    let (form, charset) = form(&headers)?;
    let submission = Submission {
        bytes: body?.into(),
        form,
        charset,
        published: about.published,
        outlet: about.outlet.filter(|o| !o.is_empty()),
        url: about.url.filter(|u| !u.is_empty()),
    };
    let record = desk.read(submission).await?;
    respond::json(&headers, &record)
}

fn form(headers: &HeaderMap) -> Result<(SubmissionForm, Option<String>), Problem> {
    let given = headers.get(header::CONTENT_TYPE).map_or(Ok("text/plain"), |value| value.to_str());
    let refuse = || {
        Problem::form(
            "Send an article as text/plain, text/html or application/json (an object with \"text\").",
        )
    };
    let given = given.map_err(|_| refuse())?;
    let mut parts = given.split(';').map(str::trim);
    let form = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "text/plain" => SubmissionForm::Text,
        "text/html" | "application/xhtml+xml" => SubmissionForm::Html,
        "application/json" => SubmissionForm::Json,
        _ => return Err(refuse()),
    };
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    });
    Ok((form, charset))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::form;
    use crate::SubmissionForm;

    #[test]
    fn forms_are_told_by_the_header() {
        let told = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(value));
            form(&headers).ok()
        };
        assert_eq!(told("text/plain"), Some((SubmissionForm::Text, None)));
        assert_eq!(
            told("Text/HTML; Charset=\"windows-1252\""),
            Some((SubmissionForm::Html, Some("windows-1252".to_owned())))
        );
        assert_eq!(told("application/json; x"), Some((SubmissionForm::Json, None)));
        assert_eq!(told("application/pdf"), None);
        assert_eq!(form(&HeaderMap::new()).ok(), Some((SubmissionForm::Text, None)));
    }
}
