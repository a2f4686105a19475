//! Who may ask, what browsers are told, and the page itself.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::support::{TOKEN, ask, desk, get, open_desk};

#[tokio::test]
async fn without_a_token_only_this_machine_asks() {
    let (desk, _folder) = desk();
    let from = |host: &str| Request::get("/v1").header("host", host).body(Body::empty()).expect("a request");
    assert_eq!(ask(&desk, from("127.0.0.1:8080")).await.status, StatusCode::OK);
    assert_eq!(ask(&desk, from("rebound.example")).await.status, StatusCode::FORBIDDEN);
    let other =
        Request::get("/v1").header("sec-fetch-site", "cross-site").body(Body::empty()).expect("a request");
    assert_eq!(ask(&desk, other).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_token_opens_the_api_and_nothing_else_does() {
    let (desk, _folder) = open_desk();
    let with = |value: String| {
        let request = Request::get("/v1").header("host", "news.example").header("authorization", value);
        request.body(Body::empty()).expect("a request")
    };
    assert_eq!(ask(&desk, with(format!("Bearer {TOKEN}"))).await.status, StatusCode::OK);
    for wrong in [format!("Bearer {TOKEN}x"), format!("Basic {TOKEN}"), "Bearer ".to_owned()] {
        let answer = ask(&desk, with(wrong)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let read = Request::post("/v1/read").body(Body::from("Envoys meet")).expect("a request");
    assert_eq!(ask(&desk, read).await.status, StatusCode::UNAUTHORIZED);
    // The page holds no news and must be there to ask for the token.
    assert_eq!(get(&desk, "/timeline").await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_is_sealed() {
    let (desk, _folder) = desk();
    for address in ["/", "/v1", "/v1/nothing", "/assets/nothing.js", "/icon.svg"] {
        let answer = get(&desk, address).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{address}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
    }
}

#[tokio::test]
async fn the_page_is_there_for_each_view_and_asks_nobody_else() {
    let (desk, _folder) = desk();
    let page = get(&desk, "/articles/0123?fact=v1").await;
    assert_eq!((page.status, page.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    assert!(!page.body.contains("http://") && !page.body.contains("https://"), "{}", page.body);
    let script = page.body.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a script");
    let script = get(&desk, script).await;
    assert_eq!(script.status, StatusCode::OK);
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    assert!(script.header("cache-control").contains("immutable"));
    for nothing in
        ["/assets/nothing.js", "/v1/nothing", "/favicon.ico", "/../Cargo.toml", "/%2e%2e/Cargo.toml"]
    {
        assert_eq!(get(&desk, nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again() {
    let (desk, _folder) = desk();
    let first = get(&desk, "/v1").await;
    let again = Request::get("/v1").header("if-none-match", first.header("etag")).body(Body::empty());
    let again = ask(&desk, again.expect("a request")).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
}
