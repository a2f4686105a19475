//! The desk: a page on which people read, follow and check, and an API for programs.
//!
//! [`serve`] answers until it is told to stop. Whoever calls it brings the reader of articles ([`ReadArticle`]), so that
//! this room knows nothing of models and rules, and may bring one who fetches pages ([`FetchPage`]), so that it knows nothing of
//! other sites. The page is the built form of `web/`, embedded in the program.
//!
//! Every answer of the API is JSON: records and rows as they are, errors as problem+json (RFC 9457). `/openapi.json`
//! describes it.

mod app;
mod archives;
mod asked;
mod assets;
mod fetcher;
mod guard;
mod kept;
mod most_named;
mod openapi;
mod options;
mod problem;
mod reader;
mod respond;
mod routes;
mod server;
mod watch;

pub use app::{Desk, router};
pub use fetcher::{FetchPage, FetchRefusal, FetchedPage};
pub use options::{OptionsError, ServeOptions, Token};
pub use reader::{ReadArticle, Refusal, Submission, SubmissionForm};
pub use server::{ServeError, serve};
