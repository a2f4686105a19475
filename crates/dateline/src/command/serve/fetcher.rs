//! Fetching a page for the desk, where `--allow-fetch` says so.

use std::sync::Arc;

use dateline_fetch::{FetchError, SinglePage};
use dateline_serve::{FetchPage, FetchRefusal, FetchedPage, SubmissionForm};

/// Fetches as `page` says.
pub fn fetcher(page: SinglePage) -> Arc<dyn FetchPage> {
    Arc::new(move |address: &str| fetch(&page, address))
}

fn fetch(page: &SinglePage, address: &str) -> Result<FetchedPage, FetchRefusal> {
    let (url, body) = page.fetch(address).map_err(refusal)?;
    // What says that it is plain text is often a page all the same, and is told by its looks.
    let form = match body.media_type.as_deref() {
        None | Some("text/plain") => SubmissionForm::Unknown,
        Some(_) => SubmissionForm::Html,
    };
    Ok(FetchedPage { bytes: body.bytes, form, charset: body.charset, url: url.into() })
}

/// Why there is no page, as a sentence for whoever asked for it.
fn refusal(error: FetchError) -> FetchRefusal {
    match error {
        FetchError::Address(_) => FetchRefusal::Address(format!("url: {error}")),
        FetchError::Local => FetchRefusal::Forbidden(
            "The address belongs to this machine or its network, from which nothing is fetched.".to_owned(),
        ),
        FetchError::Robots => FetchRefusal::Forbidden(
            "The site's robots.txt forbids it; open the page in a browser and paste its text.".to_owned(),
        ),
        FetchError::RobotsUnknown(cause) if matches!(*cause, FetchError::Local) => refusal(FetchError::Local),
        FetchError::RobotsUnknown(ref cause) if matches!(**cause, FetchError::Timeout) => {
            FetchRefusal::Late(format!("It was not fetched: {error}."))
        }
        FetchError::Timeout => FetchRefusal::Late(format!("It was not fetched: {error}.")),
        _ => FetchRefusal::NoPage(format!("It was not fetched: {error}.")),
    }
}

#[cfg(test)]
mod tests {
    use dateline_fetch::FetchError;
    use dateline_serve::FetchRefusal;

    use super::refusal;

    #[test]
    fn the_local_network_is_told_as_such_behind_rules_too() {
        let behind = FetchError::RobotsUnknown(Box::new(FetchError::Local));
        for error in [FetchError::Local, behind] {
            let FetchRefusal::Forbidden(told) = refusal(error) else { panic!("it is forbidden") };
            assert!(told.contains("network") && !told.contains("feeds"), "{told}");
        }
        let late = FetchError::RobotsUnknown(Box::new(FetchError::Timeout));
        assert!(matches!(refusal(late), FetchRefusal::Late(_)));
        assert!(matches!(refusal(FetchError::Redirects), FetchRefusal::NoPage(_)));
    }
}
