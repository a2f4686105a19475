//! Where the desk listens and who may come in.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use sha2::{Digest, Sha256};

/// Why the desk does not open.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum OptionsError {
    /// Others could come in, and nothing keeps strangers out.
    #[error(
        "{0} can be reached from other machines, so a token is needed: give --token or set DATELINE_TOKEN, or listen on 127.0.0.1"
    )]
    TokenNeeded(SocketAddr),
    /// A token that is soon guessed.
    #[error(
        "the token has {length} characters; give at least {least}, for instance from `openssl rand -hex 24`",
        least = Token::LEAST
    )]
    TokenTooShort {
        /// How many it has.
        length: usize,
    },
    /// A token that no header can carry.
    #[error("the token holds a character that is no visible ASCII; use letters, digits and signs")]
    TokenCharacters,
}

/// What opens the API to those who know it. Only its hash is kept, so that comparing takes the same time for every guess.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// The fewest characters.
    pub const LEAST: usize = 16;

    /// Takes a token.
    ///
    /// # Errors
    /// When it is too short or cannot be sent in a header.
    pub fn new(text: &str) -> Result<Self, OptionsError> {
        if !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(OptionsError::TokenCharacters);
        }
        if text.len() < Self::LEAST {
            return Err(OptionsError::TokenTooShort { length: text.len() });
        }
        Ok(Self(Sha256::digest(text).into()))
    }

    /// Whether a guess is the token.
    pub fn is(&self, guess: &[u8]) -> bool {
        self.0 == <[u8; 32]>::from(Sha256::digest(guess))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// How the desk is served.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Where it listens.
    pub listen: SocketAddr,
    /// What opens the API; none for this machine alone.
    pub token: Option<Token>,
    /// The longest body of a request, in bytes.
    pub body_bytes: usize,
    /// The longest that an answer may take.
    pub patience: Duration,
}

impl ServeOptions {
    /// Where the desk listens unless told otherwise.
    pub const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

    /// Options with the usual limits: bodies of 4 MiB, answers within 30 seconds.
    ///
    /// # Errors
    /// When other machines could reach the desk and there is no token.
    pub fn new(listen: SocketAddr, token: Option<Token>) -> Result<Self, OptionsError> {
        if token.is_none() && !listen.ip().is_loopback() {
            return Err(OptionsError::TokenNeeded(listen));
        }
        Ok(Self { listen, token, body_bytes: 4 << 20, patience: Duration::from_secs(30) })
    }
}

#[cfg(test)]
mod tests {
    use super::{OptionsError, ServeOptions, Token};

    #[test]
    fn only_this_machine_needs_no_token() {
        let any = "0.0.0.0:8080".parse().expect("an address");
        assert_eq!(ServeOptions::new(any, None).err(), Some(OptionsError::TokenNeeded(any)));
        assert!(ServeOptions::new(ServeOptions::USUAL, None).is_ok());
        assert!(ServeOptions::new("[::1]:80".parse().expect("an address"), None).is_ok());
        let token = Token::new("0123456789abcdef").expect("a token");
        assert!(ServeOptions::new(any, Some(token)).is_ok());
    }

    #[test]
    fn tokens_are_long_and_can_be_sent() {
        assert!(Token::new("short").is_err() && Token::new("").is_err());
        assert_eq!(Token::new("0123456789 abcdef"), Err(OptionsError::TokenCharacters));
        let token = Token::new("0123456789abcdef").expect("a token");
        assert!(token.is(b"0123456789abcdef") && !token.is(b"0123456789abcdeF") && !token.is(b""));
        assert!(!format!("{token:?}").contains("0123"));
    }
}
