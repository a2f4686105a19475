//! `POST /v1/fetch`, over a fetcher that asks nobody.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use dateline_serve::{FetchRefusal, FetchedPage, ServeOptions, SubmissionForm, router};

use crate::support::{Folder, desk, get, post, the_desk};

/// A web of four pages.
fn fetch(address: &str) -> Result<FetchedPage, FetchRefusal> {
    match address.strip_prefix("https://post.example/").unwrap_or_default() {
        "talks" => Ok(FetchedPage {
            bytes: b"Envoys meet".to_vec(),
            form: SubmissionForm::Html,
            charset: None,
            url: "https://post.example/moved".to_owned(),
        }),
        "empty" => Ok(FetchedPage {
            bytes: Vec::new(),
            form: SubmissionForm::Unknown,
            charset: None,
            url: address.to_owned(),
        }),
        "inside" => Err(FetchRefusal::Forbidden("it lies on the local network".to_owned())),
        "gone" => Err(FetchRefusal::NoPage("the server answered 404".to_owned())),
        "late" => Err(FetchRefusal::Late("it did not answer".to_owned())),
        "slow" => {
            std::thread::sleep(Duration::from_millis(1500));
            Err(FetchRefusal::Late("it did not answer".to_owned()))
        }
        _ => Err(FetchRefusal::Address("this is no address".to_owned())),
    }
}

fn fetching_desk() -> (Router, Folder) {
    let folder = Folder::new(1);
    let mut options = ServeOptions::new(ServeOptions::USUAL, None).expect("options");
    options.patience = Duration::from_millis(800);
    (router(Arc::new(the_desk(options, &folder).with_fetcher(Arc::new(fetch)))), folder)
}

fn wanted(page: &str) -> String {
    format!("{{\"url\": \"https://post.example/{page}\", \"published\": \"2025-04-17\"}}")
}

#[tokio::test]
async fn nothing_is_fetched_unless_it_is_allowed() {
    let (desk, _folder) = desk();
    let answer = post(&desk, "/v1/fetch", "application/json", &wanted("talks")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(answer.body.contains("--allow-fetch"), "{}", answer.body);
    assert_eq!(get(&desk, "/v1").await.json()["fetches"], false);
    let (desk, _folder) = fetching_desk();
    assert_eq!(get(&desk, "/v1").await.json()["fetches"], true);
}

#[tokio::test]
async fn a_page_is_fetched_and_read() {
    let (desk, _folder) = fetching_desk();
    let answer = post(&desk, "/v1/fetch", "application/json; charset=utf-8", &wanted("talks")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let article = &answer.json()["document"];
    assert_eq!(article["title"], "Envoys meet");
    assert_eq!(article["url"], "https://post.example/moved");
    assert_eq!(article["published"], "2025-04-17");
}

#[tokio::test]
async fn what_is_not_fetched_has_a_reason_and_a_status_of_its_own() {
    let (desk, _folder) = fetching_desk();
    for (page, status) in [
        ("inside", StatusCode::FORBIDDEN),
        ("gone", StatusCode::BAD_GATEWAY),
        ("late", StatusCode::GATEWAY_TIMEOUT),
        ("elsewhere", StatusCode::BAD_REQUEST),
        ("empty", StatusCode::UNPROCESSABLE_ENTITY),
        ("slow", StatusCode::SERVICE_UNAVAILABLE),
    ] {
        let answer = post(&desk, "/v1/fetch", "application/json", &wanted(page)).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, "application/problem+json"),
            "{page}"
        );
        assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{page}");
    }
    for (form, body, status) in [
        ("text/plain", wanted("talks"), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("application/json", "https://post.example/talks".to_owned(), StatusCode::BAD_REQUEST),
        ("application/json", "{}".to_owned(), StatusCode::BAD_REQUEST),
        (
            "application/json",
            "{\"url\": \"https://post.example/talks\", \"token\": 1}".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
    ] {
        assert_eq!(post(&desk, "/v1/fetch", form, &body).await.status, status, "{body}");
    }
    assert_eq!(get(&desk, "/v1/fetch").await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_are_slow_to_come_do_not_pile_up() {
    let (desk, _folder) = fetching_desk();
    let slow = wanted("slow");
    let asked = (0..6).map(|_| post(&desk, "/v1/fetch", "application/json", &slow));
    let answers = futures_util::future::join_all(asked).await;
    let told = answers.iter().filter(|answer| answer.body.contains("Many pages are being fetched")).count();
    assert_eq!(told, 2, "four are fetched at the same time");
}
