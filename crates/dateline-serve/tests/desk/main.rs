//! The desk as those who ask it see it: requests in, answers out, without a network.

mod care;
mod read;
mod support;
