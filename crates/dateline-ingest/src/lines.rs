//! Lines of a stream, none of them longer than a limit in memory.

use std::io::{self, BufRead};

/// One line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BoundedLine {
    /// The bytes without the line end.
    Whole(Vec<u8>),
    /// A line over the limit, which was read past without being held; its length in bytes.
    TooLong(u64),
}

/// Reads the next line; `None` at the end of the stream.
///
/// # Errors
/// What the stream says.
pub(crate) fn next_line(stream: &mut dyn BufRead, limit: usize) -> io::Result<Option<BoundedLine>> {
    let mut line = Vec::new();
    let mut length = 0_u64;
    let mut any = false;
    loop {
        let buffer = match stream.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            break;
        }
        any = true;
        let end = memchr::memchr(b'\n', buffer);
        let piece = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
        length += piece.len() as u64;
        if length <= limit as u64 {
            line.extend_from_slice(piece);
        } else {
            // The line is given up: what was held of it goes at once.
            line = Vec::new();
        }
        let used = piece.len() + usize::from(end.is_some());
        stream.consume(used);
        if end.is_some() {
            break;
        }
    }
    if !any {
        return Ok(None);
    }
    if length > limit as u64 {
        return Ok(Some(BoundedLine::TooLong(length)));
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(BoundedLine::Whole(line)))
}

#[cfg(test)]
mod tests {
    use std::io::{self, BufReader, Read};

    use super::{BoundedLine, next_line};

    #[test]
    fn lines_come_without_their_ends_and_a_long_one_is_passed_over() {
        let mut stream: &[u8] = b"one\r\ntwo is too long\n\nlast";
        let mut lines = Vec::new();
        while let Some(line) = next_line(&mut stream, 5).unwrap() {
            lines.push(line);
        }
        let whole = |text: &str| BoundedLine::Whole(text.as_bytes().to_vec());
        assert_eq!(lines, [whole("one"), BoundedLine::TooLong(15), whole(""), whole("last")]);
    }

    #[test]
    fn a_line_of_200_megabytes_is_never_held() {
        let endless = io::repeat(b'x').take(200_000_000).chain(&b"\nnext\n"[..]);
        let mut stream = BufReader::new(endless);
        assert_eq!(next_line(&mut stream, 1000).unwrap(), Some(BoundedLine::TooLong(200_000_000)));
        assert_eq!(next_line(&mut stream, 1000).unwrap(), Some(BoundedLine::Whole(b"next".to_vec())));
        assert_eq!(next_line(&mut stream, 1000).unwrap(), None);
    }
}
