//! From a list of feeds to the pages that they announce, fetched as a guest should.
//!
//! [`Feeds`] is the user's list, [`State`] what is remembered from run to run, and [`Watcher`] asks each feed when it is
//! due and hands out a [`Page`] for each entry that is new:
//!
//! - A feed is asked with its `ETag` and `Last-Modified`, so that an unchanged one costs a line.
//! - `robots.txt` is obeyed, for feeds' pages and for what they lead to.
//! - A host is asked one thing at a time, with a pause between; `Retry-After` is kept, and a failing feed is asked ever
//!   more seldom.
//! - Size, time and redirects are limited, and addresses of the local network are refused at the moment of connecting,
//!   so that neither a name nor a redirect can lead there.
//!
//! [`SinglePage`] fetches one page by its address, under the same rules.
//!
//! Nothing here knows what a page says: bytes go out as they came, with the encoding that the answer named.

mod address;
mod client;
mod config;
mod feed;
mod guest;
mod robots;
mod single;
mod state;
mod watcher;

pub use address::is_local;
pub use client::{Answer, Body, Client, ClientLimits, FetchError};
pub use config::{Feed, Feeds, FeedsError};
pub use feed::{Entry, parse_feed};
pub use single::SinglePage;
pub use state::{State, StateError};
pub use watcher::{Page, Report, Sink, Visit, Watcher};
