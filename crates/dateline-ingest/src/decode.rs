//! Bytes to text: compression, encodings, and what is no text at all.

use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8};

use crate::{IngestError, Limits};

/// How bytes are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstandard,
}

/// Which compression the first bytes announce.
pub(crate) fn compression(head: &[u8]) -> Compression {
    match head {
        [0x1f, 0x8b, 0x08, ..] => Compression::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstandard,
        _ => Compression::None,
    }
}

/// A stream of what `stream` unpacks to; all members of a gzip file and all frames of a Zstandard file are read.
///
/// # Errors
/// Where the decompressor cannot be set up.
pub(crate) fn unpacked<'s>(
    stream: impl io::BufRead + Send + 's,
    compression: Compression,
) -> io::Result<Box<dyn Read + Send + 's>> {
    Ok(match compression {
        Compression::None => Box::new(stream),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(stream)),
        Compression::Zstandard => Box::new(zstd::stream::read::Decoder::with_buffer(stream)?),
    })
}

/// The bytes of one article, unpacked if need be.
///
/// # Errors
/// [`IngestError::Compression`] for broken data, [`IngestError::TooLong`] as soon as more than the limit came out.
pub(crate) fn unpack(bytes: &[u8], limits: &Limits) -> Result<Option<Vec<u8>>, IngestError> {
    let packed = compression(bytes);
    if packed == Compression::None {
        return Ok(None);
    }
    let broken = |error: io::Error| IngestError::Compression { reason: error.to_string() };
    let mut unpacked = unpacked(bytes, packed).map_err(broken)?.take(limits.article_bytes as u64 + 1);
    let mut plain = Vec::new();
    unpacked.read_to_end(&mut plain).map_err(broken)?;
    if plain.len() > limits.article_bytes {
        return Err(IngestError::TooLong { limit: limits.article_bytes });
    }
    Ok(Some(plain))
}

/// The kinds of file that people give by mistake, by their first bytes.
const MAGIC: [(&[u8], &str); 10] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (as are Word and EPUB files)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x7fELF", "a program"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
];

/// What binary thing the bytes are, if they are no text.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        // UTF-16 with its mark: every other byte of English is NUL.
        return None;
    }
    let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or_default();
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let odd = head.iter().filter(control).count();
    (head.contains(&0) || odd * 10 > head.len()).then_some("binary data")
}

/// Text with what there is to say about how it was decoded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub text: String,
    /// A sentence for people where the bytes were not plainly UTF-8.
    pub note: Option<String>,
}

/// Decodes by byte order mark, then the container's `charset`, then UTF-8, then the page's own `meta`, then by what the bytes look like.
pub(crate) fn decode(bytes: &[u8], charset: Option<&str>, page_charset: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default(), false);
    }
    let named = |label: Option<&str>| label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // A named encoding other than UTF-8 is believed: English in Windows-1252 is often valid UTF-8 by chance only where it is ASCII.
    if let Some(encoding) = named(charset).filter(|e| *e != UTF_8) {
        return with(encoding, bytes, false);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), note: None };
    }
    if let Some(encoding) = named(page_charset).filter(|e| *e != UTF_8) {
        return with(encoding, bytes, false);
    }
    let broken = String::from_utf8_lossy(bytes);
    let wrong = broken.matches('\u{fffd}').count();
    let beyond_ascii = broken.chars().filter(|c| !c.is_ascii()).count();
    if wrong * 4 < beyond_ascii {
        // Mostly good UTF-8: a few broken bytes are no reason to read the rest as another encoding.
        return Decoded {
            text: broken.into_owned(),
            note: Some(format!("{wrong} broken UTF-8 sequences were replaced by U+FFFD.")),
        };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    with(detector.guess(None, chardetng::Utf8Detection::Deny), bytes, true)
}

fn with(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let note = match (guessed, had_errors) {
        (true, _) => {
            Some(format!("The text is not UTF-8 and was read as {}, which is a guess.", encoding.name()))
        }
        (false, true) => {
            Some(format!("Some bytes are not valid {} and were replaced by U+FFFD.", encoding.name()))
        }
        (false, false) => None,
    };
    Decoded { text: text.into_owned(), note }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{binary, decode, unpack};
    use crate::{IngestError, Limits};

    #[test]
    fn encodings_are_told_by_mark_then_name_then_looks() {
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("Élysée".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&utf16, None, None).text, "Élysée");
        assert_eq!(decode(b"\xef\xbb\xbfCaf\xc3\xa9", Some("latin1"), None).text, "Café");
        assert_eq!(decode(b"Caf\xe9", Some("iso-8859-1"), None).text, "Café");
        assert_eq!(decode(b"Caf\xe9", None, Some("windows-1252")).text, "Café");
        let guessed =
            decode(b"The caf\xe9 owner said \x93no\x94 to the mayor, and the fianc\xe9e agreed.", None, None);
        assert!(guessed.text.contains("café owner said “no”"), "{guessed:?}");
        assert!(guessed.note.is_some());
        let mostly = decode(
            "“Élysée” – naïve".as_bytes().iter().copied().chain([0xff]).collect::<Vec<_>>().as_slice(),
            None,
            None,
        );
        assert_eq!(mostly.text, "“Élysée” – naïve\u{fffd}");
    }

    #[test]
    fn binary_files_are_named() {
        assert_eq!(binary(b"%PDF-1.7 ..."), Some("a PDF"));
        assert_eq!(binary(b"abc\0def"), Some("binary data"));
        assert_eq!(binary("Talks – in “Paris”\n\tx".as_bytes()), None);
        assert_eq!(binary(b""), None);
    }

    #[test]
    fn a_bomb_stops_at_the_limit_and_members_join() {
        let gzip = |bytes: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap()
        };
        let limits = Limits { article_bytes: 100_000, ..Limits::default() };
        let bomb = gzip(&vec![b'a'; 20_000_000]);
        assert_eq!(unpack(&bomb, &limits), Err(IngestError::TooLong { limit: 100_000 }));
        let two: Vec<u8> = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(unpack(&two, &limits).unwrap().as_deref(), Some(&b"one two"[..]));
        assert!(matches!(unpack(&two[..two.len() - 9], &limits), Err(IngestError::Compression { .. })));
        let bomb = zstd::encode_all(&vec![b'a'; 20_000_000][..], 19).unwrap();
        assert_eq!(unpack(&bomb, &limits), Err(IngestError::TooLong { limit: 100_000 }));
    }
}
