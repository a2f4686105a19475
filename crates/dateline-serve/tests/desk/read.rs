//! `POST /v1/read`.

use axum::http::StatusCode;

use crate::support::{desk, get, post};

#[tokio::test]
async fn a_text_is_read_with_what_is_known_about_it() {
    let address = "/v1/read?published=2025-04-17&outlet=The%20Post";
    let (desk, _folder) = desk();
    let answer = post(&desk, address, "text/plain; charset=utf-8", "Envoys <script>meet</script>").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/json");
    let record = answer.json();
    assert_eq!(record["document"]["title"], "Envoys <script>meet</script>");
    assert_eq!(record["document"]["outlet"], "The Post");
    assert_eq!(record["document"]["published"], "2025-04-17");
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_a_reason() {
    let (desk, _folder) = desk();
    let empty = post(&desk, "/v1/read", "text/plain", " ").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.header("content-type"), "application/problem+json");
    assert_eq!(empty.json()["detail"], "there is no text in it");
    let pdf = post(&desk, "/v1/read", "application/pdf", "x").await;
    assert_eq!(pdf.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let unknown = post(&desk, "/v1/read?publisched=2025", "text/plain", "x").await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    assert!(unknown.json()["detail"].as_str().is_some_and(|d| d.contains("publisched")), "{}", unknown.body);
    let long = post(&desk, "/v1/read", "text/plain", &"x".repeat(1001)).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(get(&desk, "/v1/read").await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn slow_texts_and_faults_leave_the_desk_open() {
    let (desk, _folder) = desk();
    let slow = post(&desk, "/v1/read", "text/plain", "slow").await;
    assert_eq!(slow.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(slow.header("retry-after"), "5");
    let fault = post(&desk, "/v1/read", "text/plain", "fault").await;
    assert_eq!(fault.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!fault.body.contains("on purpose"), "{}", fault.body);
    assert_eq!(post(&desk, "/v1/read", "text/plain", "Envoys meet").await.status, StatusCode::OK);
}
