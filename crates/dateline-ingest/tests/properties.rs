//! No bytes make reading panic, and text without debris comes through unchanged.

use dateline_ingest::{Format, Hints, Inputs, Limits, RawInput, RawKind, parse, parse_date, read_bytes};
use proptest::prelude::*;

/// Pieces of pages that rules look for, to be mixed without sense.
const PIECES: [&str; 44] = [
    "By ",
    " and ",
    "Ada Moss",
    "Reuters",
    "(Reuters) - ",
    "PARIS – ",
    "LONDON, March 3 (AP) — ",
    "/TASS/. ",
    "© 2024 ",
    "Share",
    "Read more: ",
    "Related stories",
    "###",
    "___",
    "--",
    "* * *",
    "# ",
    "## ",
    "“",
    "”",
    "'",
    "(",
    ")",
    "[",
    "](",
    "|",
    " · ",
    "\t",
    "\u{a0}",
    "\r\n",
    "\n",
    "\n\n",
    "Published 3 March 2024",
    "Updated 10:32 GMT",
    "12-08-2020",
    "Est. 1883",
    "The Harbour Times",
    "https://",
    "@ada",
    "é",
    "\u{feff}",
    "…",
    "Envoys of both states met on Monday and agreed to meet again within the week. ",
    "<p>",
];

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => (0..PIECES.len()).prop_map(|at| PIECES[at].to_owned()),
        1 => "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn sentence() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-z]{1,9}", 12..30).prop_map(|words| format!("It {}.", words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_bytes(&bytes, &Hints::default(), &Limits::default());
    }

    #[test]
    fn soups_of_page_pieces_are_read_and_their_spans_lie_in_the_text(soup in soup()) {
        if let Ok(document) = read_bytes(soup.as_bytes(), &Hints::default(), &Limits::default()) {
            for paragraph in document.paragraphs().iter() {
                prop_assert!(!document.slice(paragraph.span).is_empty());
            }
            if let Some(span) = document.dateline() {
                prop_assert!(!document.slice(span).is_empty());
            }
        }
        let _ = parse_date(&soup);
    }

    #[test]
    fn tag_soups_are_read(soup in prop::collection::vec(prop_oneof!["<[a-z/!]{1,4}", "[a-z =\"'>]{0,8}", "<p>", "</div>", "<script>", "&#x[0-9a-f]{0,7};"], 0..60)) {
        let page = format!("<html>{}", soup.concat());
        let _ = read_bytes(page.as_bytes(), &Hints::default(), &Limits::default());
    }

    #[test]
    fn agency_soups_are_read(soup in prop::collection::vec(prop_oneof!["<[a-z/!?]{1,4}", "[a-z =\"'>&;]{0,8}", "<p>", "</p>", "<!\\[CDATA\\[", "&#x[0-9a-f]{0,7};", "<contentSet><inlineXML>", "<body.content>", "<hl1>Talks</hl1>", "<date.issue norm='2024[0-9TZ+é]{0,12}'/>"], 0..40)) {
        for root in ["nitf", "newsItem", "newsMessage"] {
            let xml = format!("<{root}>{}</{root}>", soup.concat());
            let _ = read_bytes(xml.as_bytes(), &Hints::default(), &Limits::default());
        }
        let ninjs = format!("{{\"uri\": \"a\", \"body_html\": {:?}}}", soup.concat());
        let _ = read_bytes(ninjs.as_bytes(), &Hints::default(), &Limits::default());
    }

    #[test]
    fn any_bytes_are_read_or_refused_in_each_kind(bytes in prop::collection::vec(any::<u8>(), 0..300), begin in 0..5_usize) {
        let begins: [&[u8]; 5] = [b"", b"WARC/1.0\r\nContent-Length: 9\r\n\r\n", b"WARC/1.0\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n", b"<nitf>", b"{\"uri\": 1, \"bodies\": ["];
        let bytes = [begins[begin], &bytes].concat();
        for kind in [RawKind::Whole, RawKind::JsonLine, RawKind::WarcRecord, RawKind::NewsItem] {
            let raw = RawInput { path: "x".to_owned(), line: Some(1), bytes: bytes.clone(), kind };
            let _ = parse(&raw, &Hints::default(), &Limits::default());
        }
        for format in [Format::Text, Format::Html, Format::JsonRecord, Format::AgencyXml] {
            let hints = Hints { format: Some(format), ..Hints::default() };
            let _ = read_bytes(&bytes, &hints, &Limits::default());
        }
    }

    #[test]
    fn a_headline_and_sentences_come_through_unchanged(paragraphs in prop::collection::vec(sentence(), 1..8)) {
        let text = format!("Envoys open talks in Geneva\n\n{}", paragraphs.join("\n\n"));
        let document = read_bytes(text.as_bytes(), &Hints::default(), &Limits::default()).unwrap();
        prop_assert_eq!(document.text(), text.as_str());
        prop_assert_eq!(document.metadata().title.as_deref(), Some("Envoys open talks in Geneva"));
        prop_assert!(document.metadata().dropped.is_empty());
    }

    #[test]
    fn a_lone_sentence_comes_through_unchanged(sentence in sentence()) {
        let document = read_bytes(sentence.as_bytes(), &Hints::default(), &Limits::default()).unwrap();
        prop_assert_eq!(document.text(), sentence.as_str());
        prop_assert!(document.title().is_none());
    }

    #[test]
    fn odd_words_are_no_inputs(word in "[a-z\\*\\?\\[\\]/]{1,12}") {
        let first = Inputs::new([format!("/no/such/place/{word}")], Limits::default()).next();
        prop_assert!(first.is_some_and(|result| result.is_err()));
    }
}
