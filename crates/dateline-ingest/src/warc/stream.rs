//! Streams that can be taken up again after something broken.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

/// A stream to which bytes may be given back.
pub(super) struct GivenBack<R> {
    bytes: io::Cursor<Vec<u8>>,
    inner: R,
}

impl<R: BufRead> GivenBack<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { bytes: io::Cursor::default(), inner }
    }

    /// Puts bytes before the rest of the stream. What was given back earlier must have been read.
    pub(super) fn give_back(&mut self, bytes: Vec<u8>) {
        self.bytes = io::Cursor::new(bytes);
    }
}

impl<R: BufRead> Read for GivenBack<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let given = self.bytes.read(into)?;
        if given > 0 || into.is_empty() { Ok(given) } else { self.inner.read(into) }
    }
}

impl<R: BufRead> BufRead for GivenBack<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let has_some = self.bytes.position() < self.bytes.get_ref().len() as u64;
        if has_some { self.bytes.fill_buf() } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        let has_some = self.bytes.position() < self.bytes.get_ref().len() as u64;
        if has_some { self.bytes.consume(amount) } else { self.inner.consume(amount) }
    }
}

/// The stream below, whatever it is.
pub(super) type Raw = GivenBack<Box<dyn BufRead + Send>>;

/// The start of a gzip member: its mark, and deflate as its method.
const MEMBER: [u8; 3] = [0x1f, 0x8b, 0x08];

/// What stood before the start of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing, or the zeros with which some writers fill up.
    Nothing,
    /// Bytes that belong to nothing.
    Debris,
}

/// Goes to the start of the next member; `None` at the end of the stream.
///
/// # Errors
/// What the stream says.
pub(super) fn seek_member(raw: &mut Raw) -> io::Result<Option<Before>> {
    let mut before = Before::Nothing;
    let mut matched = 0;
    loop {
        let buffer = match raw.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if buffer.is_empty() {
            return Ok(None);
        }
        if matched == 0 && buffer.starts_with(&MEMBER) {
            return Ok(Some(before));
        }
        let mut used = 0;
        for byte in buffer {
            used += 1;
            if MEMBER.get(matched) == Some(byte) {
                matched += 1;
            } else {
                if matched > 0 || *byte != 0 {
                    before = Before::Debris;
                }
                matched = usize::from(MEMBER.first() == Some(byte));
            }
            if matched == MEMBER.len() {
                break;
            }
        }
        raw.consume(used);
        if matched == MEMBER.len() {
            let rest = raw.fill_buf()?.to_vec();
            let length = rest.len();
            raw.consume(length);
            raw.give_back([&MEMBER[..], &rest].concat());
            return Ok(Some(before));
        }
    }
}

/// One gzip member, unpacked.
pub(super) type Member = GivenBack<BufReader<GzDecoder<Raw>>>;

/// Begins a member.
pub(super) fn open_member(raw: Raw) -> Box<Member> {
    Box::new(GivenBack::new(BufReader::with_capacity(32 << 10, GzDecoder::new(raw))))
}

/// The stream behind a member; the rest of the member is unpacked and thrown away where that is possible.
pub(super) fn close_member(mut member: Box<Member>) -> Raw {
    // An error here was told when it happened, or lies behind the last record.
    let _ = io::copy(&mut *member, &mut io::sink());
    member.inner.into_inner().into_inner()
}
