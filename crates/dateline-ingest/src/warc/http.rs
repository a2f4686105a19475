//! The HTTP answer inside a record.

use std::borrow::Cow;
use std::io::Read;

use super::Headers;
use crate::{IngestError, html};

/// An answer, or a bare body where the record holds no answer.
pub(super) struct Answer<'b> {
    status: Option<u16>,
    headers: Headers,
    body: &'b [u8],
}

/// Head and body, parted by the first blank line.
pub(super) fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'\n', bytes.get(from..)?).map(|at| from + at) {
        let rest = bytes.get(at + 1..)?;
        let body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"));
        if let Some(body) = body {
            return Some((bytes.get(..at)?, body));
        }
        from = at + 1;
    }
    None
}

impl<'b> Answer<'b> {
    /// Takes the block of a record apart. `record` is the record's own head.
    pub(super) fn new(record: &Headers, block: &'b [u8]) -> Self {
        if !block.starts_with(b"HTTP/") {
            let content_type =
                record.get("content-type").filter(|kind| !kind.starts_with("application/http"));
            let headers =
                content_type.map(|kind| ("content-type".to_owned(), kind.to_owned())).into_iter().collect();
            return Self { status: None, headers: Headers(headers), body: block };
        }
        let (head, body) = split_head(block).unwrap_or((block, &[]));
        let status =
            String::from_utf8_lossy(head).split_whitespace().nth(1).and_then(|code| code.parse().ok());
        Self { status: Some(status.unwrap_or(0)), headers: Headers::new(head), body }
    }

    fn content_type(&self) -> Option<String> {
        self.headers.get("content-type").map(str::to_ascii_lowercase)
    }

    /// Whether it is a page or plain text, and no error or redirection.
    pub(super) fn is_page(&self) -> bool {
        if !matches!(self.status, None | Some(200)) || self.body.is_empty() {
            return false;
        }
        match self.content_type() {
            Some(kind) => {
                ["text/html", "application/xhtml+xml", "text/plain"].iter().any(|page| kind.starts_with(page))
            }
            None => html::looks_like_html(self.body),
        }
    }

    /// Whether it says that it is plain text, and does not look like a page.
    pub(super) fn is_plain(&self) -> bool {
        self.content_type().is_some_and(|kind| kind.starts_with("text/plain"))
            && !html::looks_like_html(self.body)
    }

    /// The encoding that the head names.
    pub(super) fn charset(&self) -> Option<String> {
        let kind = self.content_type()?;
        let (_, after) = kind.split_once("charset=")?;
        let name = after.trim_matches(['"', '\'', ' ']).split([';', ' ', '"', '\'']).next()?;
        Some(name.to_owned()).filter(|name| !name.is_empty())
    }

    /// The body as it was before it was packed for the way. Many crawlers keep the head of a packed answer beside the
    /// unpacked body, so that a body which is not what the head says is taken as it is. gzip and Zstandard are left
    /// packed: they are known by their first bytes.
    ///
    /// # Errors
    /// [`IngestError::Compression`] for Brotli, [`IngestError::TooLong`] beyond `limit` bytes.
    pub(super) fn body(&self, limit: usize) -> Result<Vec<u8>, IngestError> {
        let is_chunked =
            self.headers.get("transfer-encoding").is_some_and(|c| c.to_ascii_lowercase().contains("chunked"));
        let body = match is_chunked.then(|| joined(self.body)).flatten() {
            Some(joined) => Cow::Owned(joined),
            None => Cow::Borrowed(self.body),
        };
        let packing = self.headers.get("content-encoding").map(str::to_ascii_lowercase).unwrap_or_default();
        match packing.as_str() {
            "deflate" => {
                let mut plain = Vec::new();
                let unpacked =
                    flate2::read::ZlibDecoder::new(&*body).take(limit as u64 + 1).read_to_end(&mut plain);
                match unpacked {
                    Ok(_) if plain.len() > limit => Err(IngestError::TooLong { limit }),
                    Ok(_) => Ok(plain),
                    Err(_) => Ok(body.into_owned()),
                }
            }
            "br" if !html::looks_like_html(&body) => Err(IngestError::Compression {
                reason: "the page is packed by Brotli, which is not read".to_owned(),
            }),
            _ => Ok(body.into_owned()),
        }
    }
}

/// The chunks of a body joined; `None` where it is not in chunks. A last chunk that is cut short is taken as it is.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body.get(..body.len().min(1024))?)?;
        let line = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(joined);
        }
        let rest = body.get(end + 1..)?;
        let Some(chunk) = rest.get(..size) else {
            joined.extend_from_slice(rest);
            return Some(joined);
        };
        joined.extend_from_slice(chunk);
        let rest = rest.get(size..)?;
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
        if body.is_empty() {
            return Some(joined);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, joined, split_head};
    use crate::IngestError;
    use crate::warc::Headers;

    #[test]
    fn chunks_are_joined_and_what_is_not_chunked_is_left() {
        assert_eq!(joined(b"4\r\nEnvo\r\n3;x=y\r\nys!\r\n0\r\n\r\n").as_deref(), Some(&b"Envoys!"[..]));
        assert_eq!(joined(b"ff\r\ncut").as_deref(), Some(&b"cut"[..]));
        for other in [&b"<html>"[..], b"", b"\n", b"ffffffffffffffffff\r\nx", b"4\r\nEnvoys"] {
            assert_eq!(joined(other), None, "{}", String::from_utf8_lossy(other));
        }
    }

    #[test]
    fn bodies_are_unpacked_where_they_are_packed() {
        let answer = |head: &str, body: &[u8]| {
            let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
            Answer::new(&Headers::default(), &block).body(100)
        };
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut packer, &[b'a'; 5000]).expect("to memory");
        let packed = packer.finish().expect("to memory");
        assert_eq!(answer("Content-Encoding: deflate", &packed), Err(IngestError::TooLong { limit: 100 }));
        assert_eq!(answer("Content-Encoding: deflate", b"<html>").as_deref(), Ok(&b"<html>"[..]));
        assert_eq!(answer("Content-Encoding: br", b"<html>").as_deref(), Ok(&b"<html>"[..]));
        assert!(matches!(answer("Content-Encoding: br", b"\x0b"), Err(IngestError::Compression { .. })));
        assert_eq!(answer("Transfer-Encoding: chunked", b"1\r\na\r\n0\r\n").as_deref(), Ok(&b"a"[..]));
    }

    #[test]
    fn only_pages_that_were_found_are_wanted() {
        let is_page = |block: &str| Answer::new(&Headers::default(), block.as_bytes()).is_page();
        assert!(is_page("HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\n\r\nx"));
        assert!(is_page("HTTP/1.0 200\n\n<html>"));
        for other in [
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html",
            "HTTP/",
            "",
        ] {
            assert!(!is_page(other), "{other}");
        }
        assert_eq!(split_head(b"a: b\n\r\nc"), Some((&b"a: b"[..], &b"c"[..])));
        assert_eq!(split_head(b"a: b\r\n"), None);
    }
}
