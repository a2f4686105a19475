//! Record after record.

use std::io::{self, BufRead, Read};

use super::stream::{Before, GivenBack, Member, Raw, close_member, open_member, seek_member};
use super::{HEAD, Headers, is_wanted};
use crate::IngestError;
use crate::lines::{BoundedLine, next_line};

/// The records of a file that may hold an article, one after another.
pub(crate) struct Records {
    /// `None` only while a member is opened or closed, and after the end.
    stream: Option<Stream>,
    /// Records begun so far, those without article too.
    number: u64,
    /// The longest article, in bytes.
    limit: usize,
    /// Whether the last thing was broken, so that more debris need not be told again.
    is_recovering: bool,
}

enum Stream {
    /// Records stand one after another.
    Bare(Raw),
    /// Between members of gzip.
    Between(Raw),
    /// In a member.
    Member(Box<Member>),
}

/// What became of one record.
enum Step {
    Wanted(Vec<u8>),
    Passed,
    End,
}

impl Records {
    /// The records of a stream that is not packed.
    pub(crate) fn bare(stream: Box<dyn BufRead + Send>, limit: usize) -> Self {
        Self::new(Stream::Bare(GivenBack::new(stream)), limit)
    }

    /// The records of a stream of gzip members, still packed.
    pub(crate) fn in_members(stream: Box<dyn BufRead + Send>, limit: usize) -> Self {
        Self::new(Stream::Between(GivenBack::new(stream)), limit)
    }

    fn new(stream: Stream, limit: usize) -> Self {
        Self { stream: Some(stream), number: 0, limit, is_recovering: false }
    }

    /// The next record that may hold an article, head and block, or the next that is broken, each with its number
    /// counted from 1; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<(u64, Result<Vec<u8>, IngestError>)> {
        loop {
            let before = self.number;
            match self.stream.take()? {
                Stream::Between(mut raw) => match seek_member(&mut raw) {
                    Ok(None) => return None,
                    Ok(Some(passed)) => {
                        self.stream = Some(Stream::Member(open_member(raw)));
                        if passed == Before::Debris && !self.is_recovering {
                            self.number += 1;
                            return self.broken(IngestError::Compression {
                                reason: "between two members stands something else".to_owned(),
                            });
                        }
                    }
                    Err(error) => return self.broken(IngestError::io(&error)),
                },
                Stream::Member(mut member) => match read_one(&mut *member, self.limit, &mut self.number) {
                    Ok(Step::End) => self.stream = Some(Stream::Between(close_member(member))),
                    Ok(step) => {
                        self.stream = Some(Stream::Member(member));
                        self.is_recovering = false;
                        if let Step::Wanted(record) = step {
                            return Some((self.number, Ok(record)));
                        }
                    }
                    Err(Broken::Record(error)) => {
                        self.stream = Some(Stream::Between(close_member(member)));
                        return self.broken(error);
                    }
                    Err(Broken::Stream(error)) => {
                        self.stream = Some(Stream::Between(close_member(member)));
                        if !self.is_recovering {
                            // Where not even the record's head could be unpacked, it was not counted yet.
                            self.number = self.number.max(before + 1);
                            return self.broken(IngestError::Compression { reason: error.to_string() });
                        }
                    }
                    Err(Broken::Whole(error)) => {
                        self.stream = Some(Stream::Member(member));
                        return Some((self.number, Err(error)));
                    }
                },
                Stream::Bare(mut raw) => match read_one(&mut raw, self.limit, &mut self.number) {
                    Ok(Step::End) => return None,
                    Ok(step) => {
                        self.stream = Some(Stream::Bare(raw));
                        if let Step::Wanted(record) = step {
                            return Some((self.number, Ok(record)));
                        }
                    }
                    Err(Broken::Record(error)) => {
                        if seek_record(&mut raw).is_ok_and(|found| found) {
                            self.stream = Some(Stream::Bare(raw));
                        }
                        return Some((self.number, Err(error)));
                    }
                    Err(Broken::Stream(error)) => return Some((self.number, Err(IngestError::io(&error)))),
                    Err(Broken::Whole(error)) => {
                        self.stream = Some(Stream::Bare(raw));
                        return Some((self.number, Err(error)));
                    }
                },
            }
        }
    }

    fn broken(&mut self, error: IngestError) -> Option<(u64, Result<Vec<u8>, IngestError>)> {
        self.is_recovering = true;
        Some((self.number, Err(error)))
    }
}

/// Why a record was not read.
enum Broken {
    /// It is malformed, and where the next begins must be sought.
    Record(IngestError),
    /// The stream failed.
    Stream(io::Error),
    /// It was passed over in whole, and the next follows.
    Whole(IngestError),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

fn malformed(reason: impl Into<String>) -> Broken {
    Broken::Record(IngestError::Warc { reason: reason.into() })
}

/// Reads one record to its end.
fn read_one<R: BufRead>(stream: &mut GivenBack<R>, limit: usize, number: &mut u64) -> Result<Step, Broken> {
    let Some(head) = read_head(stream, number)? else { return Ok(Step::End) };
    let headers = Headers::new(&head);
    let length: u64 = headers
        .get("content-length")
        .and_then(|length| length.parse().ok())
        .ok_or_else(|| malformed("it has no Content-Length"))?;
    let mut block = Vec::new();
    let looked_at = length.min(HEAD as u64);
    take(stream, looked_at, &mut block)?;
    let is_whole = block.len() as u64 == looked_at;
    let wanted = is_wanted(&headers, &block);
    let is_too_long = length > (limit + HEAD) as u64;
    if is_whole && wanted && !is_too_long {
        take(stream, length - looked_at, &mut block)?;
    }
    let held = block.len() as u64;
    let passed = if is_whole && (!wanted || is_too_long) {
        io::copy(&mut stream.by_ref().take(length - held), &mut io::sink())?
    } else {
        0
    };
    if held + passed < length {
        return Err(malformed(format!(
            "it is to have {length} bytes, but the file ends after {}",
            held + passed
        )));
    }
    if !is_followed_by_record(stream)? {
        return Err(malformed(format!(
            "no record follows after its {length} bytes, so that its Content-Length must be wrong"
        )));
    }
    if !wanted {
        return Ok(Step::Passed);
    }
    if is_too_long {
        return Err(Broken::Whole(IngestError::TooLong { limit }));
    }
    Ok(Step::Wanted([&head[..], b"\r\n", &block].concat()))
}

/// Appends up to so many bytes.
fn take(stream: &mut impl Read, bytes: u64, to: &mut Vec<u8>) -> io::Result<()> {
    stream.by_ref().take(bytes).read_to_end(to).map(|_| ())
}

/// The lines of a record's head, without the blank line; `None` at the end of the stream.
fn read_head(stream: &mut dyn BufRead, number: &mut u64) -> Result<Option<Vec<u8>>, Broken> {
    let mut head: Vec<u8> = Vec::new();
    loop {
        let line = match next_line(stream, HEAD)? {
            None if head.is_empty() => return Ok(None),
            None => return Err(malformed("the file ends in its head")),
            Some(BoundedLine::TooLong(_)) => {
                *number += u64::from(head.is_empty());
                return Err(malformed(format!("its head has more than {HEAD} bytes")));
            }
            Some(BoundedLine::Whole(line)) => line,
        };
        if head.is_empty() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            *number += 1;
            if !line.starts_with(b"WARC/") {
                return Err(malformed("it does not begin with WARC/"));
            }
        } else if line.is_empty() {
            return Ok(Some(head));
        }
        if head.len() + line.len() > HEAD {
            return Err(malformed(format!("its head has more than {HEAD} bytes")));
        }
        head.extend_from_slice(&line);
        head.extend_from_slice(b"\r\n");
    }
}

/// Passes the blank lines after a record; whether the stream ends there or another record begins.
fn is_followed_by_record(stream: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = match stream.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let blank = buffer.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        if blank == 0 {
            let start = buffer.get(..buffer.len().min(5)).unwrap_or_default();
            return Ok(b"WARC/".starts_with(start));
        }
        stream.consume(blank);
    }
}

/// Goes on to the next line that begins a record; `false` at the end of the stream.
fn seek_record<R: BufRead>(stream: &mut GivenBack<R>) -> io::Result<bool> {
    while let Some(line) = next_line(stream, HEAD)? {
        if let BoundedLine::Whole(mut line) = line
            && line.starts_with(b"WARC/")
        {
            line.push(b'\n');
            stream.give_back(line);
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::io::{self, BufReader, Read, Write};

    use super::Records;
    use crate::IngestError;

    fn record(kind: &str, block: &str) -> Vec<u8> {
        lying_record(kind, block, block.len())
    }

    fn lying_record(kind: &str, block: &str, length: usize) -> Vec<u8> {
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n")
            .into_bytes()
    }

    fn page(body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}")
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).expect("to memory");
        packer.finish().expect("to memory")
    }

    /// "2:Envoys" for a record, "3!" with the start of the reason for a broken one.
    fn walk(mut records: Records) -> Vec<String> {
        let mut seen = Vec::new();
        while let Some((number, result)) = records.next() {
            seen.push(match result {
                Ok(record) => {
                    let text = String::from_utf8_lossy(&record).into_owned();
                    format!("{number}:{}", text.rsplit("\r\n\r\n").next().unwrap_or_default())
                }
                Err(IngestError::Warc { .. }) => format!("{number}! warc"),
                Err(IngestError::Compression { .. }) => format!("{number}! gzip"),
                Err(error) => format!("{number}! {error:?}"),
            });
            assert!(seen.len() < 1000, "it goes on for ever");
        }
        seen
    }

    fn bare(bytes: &[u8]) -> Vec<String> {
        walk(Records::bare(Box::new(io::Cursor::new(bytes.to_vec())), 1000))
    }

    fn packed(members: &[Vec<u8>]) -> Vec<String> {
        // A small buffer, so that marks are cut in two.
        walk(Records::in_members(
            Box::new(BufReader::with_capacity(5, io::Cursor::new(members.concat()))),
            1000,
        ))
    }

    #[test]
    fn pages_come_with_their_numbers_and_the_rest_is_passed() {
        let records = [
            record("warcinfo", "software: x"),
            record("request", "GET / HTTP/1.1\r\n\r\n"),
            record("response", &page("one")),
            record("response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno"),
            record("response", &page("two")),
        ];
        assert_eq!(bare(&records.concat()), ["3:one", "5:two"]);
        let members: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
        assert_eq!(packed(&members), ["3:one", "5:two"]);
        // All records in one member, as some tools write them.
        assert_eq!(packed(&[gzip(&records.concat())]), ["3:one", "5:two"]);
    }

    #[test]
    fn a_broken_record_costs_only_itself() {
        let good = record("response", &page("good"));
        for bad in [
            lying_record("response", &page("bad"), 20),
            lying_record("response", &page("bad"), 5000),
            lying_record("image", "x", usize::MAX),
            b"nonsense\r\n\r\n".to_vec(),
            b"WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n\r\n".to_vec(),
            b"WARC/1.0\r\nContent-Length: -1\r\n\r\nx\r\n\r\n".to_vec(),
            [&b"WARC/1.0\r\nX: "[..], &[b'x'; 200_000], b"\r\n\r\n"].concat(),
        ] {
            let shown = String::from_utf8_lossy(&bad[..bad.len().min(80)]).into_owned();
            let members = [gzip(&good), gzip(&bad), gzip(&good)];
            assert_eq!(packed(&members), ["1:good", "2! warc", "3:good"], "{shown}");
        }
        let bad = lying_record("response", &page("bad"), 20);
        assert_eq!(bare(&[&good[..], &bad, &good].concat()), ["1:good", "2! warc", "3:good"]);
        let cut = &good[..good.len() - 8];
        assert_eq!(bare(&[&good[..], cut].concat()), ["1:good", "2! warc"]);
    }

    #[test]
    fn broken_members_are_passed_over() {
        let good = gzip(&record("response", &page("good")));
        let mut flipped = good.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 0xff;
        let seen = packed(&[good.clone(), flipped, good.clone()]);
        assert_eq!(
            (seen.first(), seen.last().map(|s| s.ends_with(":good"))),
            (Some(&"1:good".to_owned()), Some(true))
        );
        assert_eq!(seen.iter().filter(|s| s.contains('!')).count(), 1, "{seen:?}");
        let cut = good[..good.len() - 4].to_vec();
        assert_eq!(packed(&[good.clone(), cut]), ["1:good", "2! gzip"]);
        assert_eq!(packed(&[good.clone(), vec![0; 700], good.clone(), vec![0; 9]]), ["1:good", "2:good"]);
        assert_eq!(
            packed(&[good.clone(), b"debris".to_vec(), good.clone()]),
            ["1:good", "2! gzip", "3:good"]
        );
        // The end of a cut member is told only when some of the next is read, which is then lost.
        let seen = packed(&[good.clone(), good[..7].to_vec(), good.clone(), good]);
        assert_eq!((seen.first(), seen.last()), (Some(&"1:good".to_owned()), Some(&"3:good".to_owned())));
    }

    #[test]
    fn a_huge_record_is_passed_over_and_never_held() {
        let huge = |kind: &str| {
            let head = format!(
                "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 300000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n"
            );
            let body = 300_000_000 - (head.len() - head.find("HTTP").unwrap_or(0)) as u64;
            io::Cursor::new(head).chain(io::repeat(b'x').take(body)).chain(&b"\r\n\r\n"[..])
        };
        let last = io::Cursor::new(record("response", &page("last")));
        let stream = BufReader::new(huge("text/html").chain(huge("video/mp4")).chain(last));
        let seen = walk(Records::bare(Box::new(stream), 1000));
        assert_eq!(seen, ["1! TooLong { limit: 1000 }", "3:last"]);
    }
}
