//! The desk as those who ask it see it: requests in, answers out, without a network but for the last.

mod api;
mod care;
mod fetch;
mod live;
mod read;
mod support;
