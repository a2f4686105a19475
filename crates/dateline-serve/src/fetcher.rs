//! What the desk needs of whoever fetches pages. Where nobody was brought, nothing is fetched.

use crate::SubmissionForm;

/// A page that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedPage {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// What they are, as far as the answer said.
    pub form: SubmissionForm,
    /// The encoding that the answer named.
    pub charset: Option<String>,
    /// Where it was found, after redirects.
    pub url: String,
}

/// Why a page was not fetched; each holds a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchRefusal {
    /// It is no address of the web.
    Address(String),
    /// It may not be asked for: it lies on the local network, or its site forbids it.
    Forbidden(String),
    /// The site gave no page.
    NoPage(String),
    /// The site did not answer in time.
    Late(String),
}

/// Fetches pages for the desk. Called from many threads at once; must end by itself.
///
/// Whoever implements it keeps askers from the local network, also behind names and redirects: the addresses come from strangers.
pub trait FetchPage: Send + Sync + 'static {
    /// Fetches the page at an address.
    ///
    /// # Errors
    /// Why there is none.
    fn fetch(&self, address: &str) -> Result<FetchedPage, FetchRefusal>;
}

impl<F> FetchPage for F
where
    F: Fn(&str) -> Result<FetchedPage, FetchRefusal> + Send + Sync + 'static,
{
    fn fetch(&self, address: &str) -> Result<FetchedPage, FetchRefusal> {
        self(address)
    }
}
