//! Questions to the archive over HTTP.

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{Folder, desk, desk_over, get};

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let folder = Folder::new(5);
    let desk = desk_over(&folder);
    let mut titles = Vec::new();
    let mut cursor = String::new();
    loop {
        let answer = get(&desk, &format!("/v1/articles?limit=2&copies=true{cursor}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let page = answer.json();
        let items = page["items"].as_array().expect("items");
        assert!(items.len() <= 2);
        titles.extend(items.iter().map(|item| item["title"].as_str().expect("a title").to_owned()));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(titles, ["Talks, day 5", "Talks, day 4", "Talks, day 3", "Talks, day 2", "Talks, day 1"]);
}

#[tokio::test]
async fn those_who_are_named_come_in_pages_too() {
    let (desk, _folder) = desk();
    let names = async |address: &str| {
        let page = get(&desk, address).await.json();
        let items = page["items"].as_array().expect("items");
        let names: Vec<String> =
            items.iter().map(|item| item["name"].as_str().expect("a name").to_owned()).collect();
        (names, page["next"].as_str().map(str::to_owned))
    };
    let (all, end) = names("/v1/entities").await;
    assert!(all.len() > 2 && end.is_none(), "{all:?}");
    let (first, next) = names("/v1/entities?limit=1").await;
    let (rest, end) = names(&format!("/v1/entities?cursor={}", next.expect("another page"))).await;
    assert_eq!(([first, rest].concat(), end), (all, None));
    assert_eq!(names("/v1/entities?q=Chad&limit=1").await, (vec!["Chad".to_owned()], None));
}

#[tokio::test]
async fn an_article_is_its_record_and_what_is_not_there_is_missing() {
    let (desk, _folder) = desk();
    let listed = get(&desk, "/v1/articles?copies=true").await.json();
    let id = listed["items"][0]["id"].as_str().expect("an identifier").to_owned();
    let record = get(&desk, &format!("/v1/articles/{id}")).await.json();
    assert_eq!(
        (&record["schema"], &record["document"]["title"]),
        (&Value::from("dateline/1"), &Value::from("Talks, day 2"))
    );
    for nothing in
        ["/v1/articles/none", "/v1/threads/none", "/v1/threads/t999", "/v1/entities/n999", "/v1/articles/%00"]
    {
        let answer = get(&desk, nothing).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nothing}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn each_kind_of_row_is_answered() {
    let (desk, _folder) = desk();
    let first = async |address: &str, field: &str| {
        let answer = get(&desk, address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        answer.json()["items"][0][field].clone()
    };
    assert_eq!(first("/v1/events?who=Chad%20%3C-%3E%20Sudan&copies=true", "type").await, "CONSULT");
    assert_eq!(first("/v1/statements?q=Geneva&copies=true", "kind").await, "indirect");
    assert_eq!(
        first("/v1/search?q=talks&copies=true", "outlet").await.as_str().map(|o| &o[..5]),
        Some("Paper")
    );
    assert_eq!(first("/v1/entities?q=Chad", "code").await, "TCD");
    assert_eq!(first("/v1/entities", "articles").await, 2);
    assert!(first("/v1/stories", "articles").await.as_u64().is_some());
    let thread = first("/v1/threads?type=consult", "id").await;
    let details =
        get(&desk, &format!("/v1/threads/{}", thread.as_str().expect("an identifier"))).await.json();
    assert_eq!(details["thread"]["id"], thread);
    let entity = first("/v1/entities?q=Chad", "id").await;
    let details =
        get(&desk, &format!("/v1/entities/{}", entity.as_str().expect("an identifier"))).await.json();
    assert_eq!(details["entity"]["name"], "Chad");
    assert!(get(&desk, "/v1/timeline").await.json()["items"][0]["threads"][0]["sources"].as_u64().is_some());
    let days = get(&desk, "/v1/days").await.json();
    assert_eq!((&days["by"], &days["items"][0]["status"]), (&Value::from("day"), &Value::from("actual")));
    assert_eq!(get(&desk, "/v1/days?by=month").await.json()["items"][0]["to"], "2026-04-30");
    assert_eq!(first("/v1/places", "place").await["name"], "Geneva");
    let ties = get(&desk, "/v1/ties").await.json();
    assert_eq!((&ties["actors"][0]["name"], &ties["complete"]), (&Value::from("Chad"), &Value::from(true)));
    assert_eq!(get(&desk, "/v1/stories?articles_min=1000").await.json()["items"], serde_json::json!([]));
    assert_eq!(get(&desk, "/v1/agenda?from=2026-04-01").await.json()["items"], serde_json::json!([]));
    let about = get(&desk, "/v1").await.json();
    assert_eq!((&about["articles"], &about["latest"]), (&Value::from(2), &Value::from("2026-04-02")));
}

#[tokio::test]
async fn a_parameter_that_cannot_be_understood_is_named() {
    let (desk, _folder) = desk();
    for (address, name) in [
        ("/v1/articles?from=yesterday", "from"),
        ("/v1/events?status=done", "status"),
        ("/v1/threads?limit=1001", "limit"),
        ("/v1/statements?order=random", "order"),
        ("/v1/articles?cursor=x", "cursor"),
        ("/v1/articles?cursor=%2B1-2", "cursor"),
        ("/v1/articles?cursor=1--2", "cursor"),
        ("/v1/search?q=nowhere&story=x", "story"),
        ("/v1/events?place=91,0,10km", "place"),
        ("/v1/stories?articles_min=some", "articles_min"),
        ("/v1/days?by=year", "by"),
        ("/v1/days?limit=5", "limit"),
        ("/v1/places?cursor=1-1", "cursor"),
        ("/v1/ties?order=oldest", "order"),
        ("/v1/threads?by=day", "by"),
        ("/v1/articles?colour=red", "colour"),
        ("/v1/search", "q"),
        ("/v1/agenda?to=2026-13-01", "to"),
        ("/v1/agenda?who=France", "who"),
        ("/v1/agenda?limit=0", "limit"),
        ("/v1/entities?name=Chad", "name"),
        ("/v1/entities?limit=0", "limit"),
        ("/v1/entities?cursor=x", "cursor"),
    ] {
        let answer = get(&desk, address).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        let detail = answer.json()["detail"].as_str().expect("a detail").to_owned();
        assert!(detail.contains(name), "{address}: {detail}");
    }
}

#[tokio::test]
async fn the_description_is_whole() {
    let (desk, _folder) = desk();
    let document = get(&desk, "/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 20);
    for reference in references {
        let found = document.pointer(reference.trim_start_matches('#'));
        assert!(found.is_some(), "{reference} leads nowhere");
    }
    for path in document["paths"].as_object().expect("paths").keys() {
        // That answer has no end.
        if path == "/v1/live" {
            continue;
        }
        let address = path.replace("{id}", "n1");
        let known = get(&desk, &address).await.status;
        assert_ne!(known, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(known != StatusCode::NOT_FOUND || path.contains("{id}"), "{path}");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| collect(field, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}
