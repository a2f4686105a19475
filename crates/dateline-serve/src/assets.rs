//! The page, as it was built from `web/`.

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use rust_embed::RustEmbed;

use crate::problem::Problem;
use crate::respond::{Answer, tagged};

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Page;

/// A file of the page; for any address without an ending the page itself, which looks at the address.
pub async fn asset(uri: Uri, headers: HeaderMap) -> Answer {
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = Page::get(path) {
        let mut response = tagged(&headers, file.data.into_owned(), content_type(path));
        if path.starts_with("assets/") {
            // Their names hold a hash of their content.
            response.headers_mut().insert(
                header::CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=31536000, immutable"),
            );
        }
        return Ok(response);
    }
    let file_name = path.rsplit('/').next().unwrap_or_default();
    if path.starts_with("v1") || path.starts_with("assets/") || file_name.contains('.') {
        return Err(Problem::missing(format!("Nothing lies at /{path}; /openapi.json lists what does.")));
    }
    page(&headers)
}

fn page(headers: &HeaderMap) -> Result<Response, Problem> {
    let file = Page::get("index.html")
        .ok_or_else(|| Problem::fault(&"the page was not built into the program; build web/ first"))?;
    Ok(tagged(headers, file.data.into_owned(), content_type("index.html")))
}

fn content_type(path: &str) -> HeaderValue {
    let name = match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
    HeaderValue::from_static(name)
}
