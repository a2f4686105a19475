//! NewsML-G2, NITF and ninjs. The fixtures are invented, as are the agencies and states in them.

use std::fs;
use std::path::{Path, PathBuf};

use dateline_ingest::{Document, Hints, IngestError, InputError, Inputs, Limits, RawKind, parse, read_bytes};
use dateline_text::PublishedFrom;
use jiff::civil::date;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agency").join(name)
}

fn read(name: &str) -> Document {
    read_bytes(&fs::read(fixture(name)).unwrap(), &Hints::default(), &Limits::default()).unwrap()
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().iter().map(|paragraph| document.slice(paragraph.span)).collect()
}

fn dropped(document: &Document) -> Vec<(&str, &str)> {
    document.metadata().dropped.iter().map(|cut| (cut.text.as_str(), cut.why)).collect()
}

#[test]
fn a_newsml_g2_item_gives_its_fields_and_its_text() {
    let document = read("item.xml");
    let metadata = document.metadata();
    assert_eq!(
        paragraphs(&document),
        [
            "Envoys of Norland & Sudria open talks",
            "GENEVA, March 7 – Envoys of both states met on Thursday and agreed to meet again within the week.",
            "“We will go on,” said the minister, who declined to name a day.",
        ]
    );
    assert_eq!(metadata.format, "newsml");
    assert_eq!(metadata.authors, ["Ada Moss", "Ben Holt"]);
    assert_eq!(
        (metadata.outlet.as_deref(), metadata.credit.as_deref()),
        (Some("Harbour Agency"), Some("Northern Wire"))
    );
    // The month alone is no day, and the later version is not the publication.
    assert_eq!(
        (metadata.published, metadata.published_from),
        (Some(date(2024, 3, 7)), PublishedFrom::Metadata)
    );
    assert_eq!(metadata.published_instant.as_deref(), Some("2024-03-07T10:15:00+01:00"));
    assert_eq!(metadata.language.as_deref(), Some("en-GB"));
    assert_eq!(document.dateline().map(|span| document.slice(span)), Some("GENEVA"));
    assert_eq!(dropped(&document), [("Delegates arrive at the palace.", "caption")]);
    let guid = ("guid".to_owned(), "\"urn:newsml:harbour.example:20240307:1234\"".to_owned());
    assert!(metadata.extra.contains(&guid), "{:?}", metadata.extra);
}

#[test]
fn a_nitf_article_gives_its_fields_and_its_text() {
    let document = read("story.nitf");
    let metadata = document.metadata();
    assert_eq!(metadata.format, "nitf");
    assert_eq!(metadata.title.as_deref(), Some("Dockers end strike in Vollmark"));
    assert_eq!(metadata.authors, ["René Alm", "Ines Dorn"]);
    assert_eq!(
        (metadata.outlet.as_deref(), metadata.credit.as_deref()),
        (Some("The Fjord Courier"), Some("Harbour Agency"))
    );
    assert_eq!(
        (metadata.published, metadata.published_from),
        (Some(date(2024, 3, 7)), PublishedFrom::Metadata)
    );
    assert_eq!(metadata.published_instant.as_deref(), Some("2024-03-07T10:15:00+01:00"));
    let body = paragraphs(&document);
    assert!(
        body.get(1)
            .is_some_and(|first| first.starts_with("VOLLMARK, Sudria, March 7 – Dockers in Vollmark ended")),
        "{body:?}"
    );
    // What the document type declares is neither fetched nor expanded.
    assert_eq!(body.get(2), Some(&"The café owners of the harbour cheered. &secret;"));
    assert_eq!(
        dropped(&document),
        [("Cranes stand still.", "caption"), ("Eds: will be updated.", "reporter-note")]
    );
}

#[test]
fn ninjs_gives_its_fields_and_its_text_also_a_line_each() {
    let document = read("two.json");
    let metadata = document.metadata();
    assert_eq!(metadata.format, "ninjs");
    assert_eq!(
        paragraphs(&document),
        [
            "Dockers end strike in Vollmark",
            "VOLLMARK (Harbour) – Dockers ended a nine-day strike on Thursday.",
            "The port welcomed the deal.",
        ]
    );
    assert_eq!(metadata.url.as_deref(), Some("https://harbour.example/items/88"));
    assert_eq!(
        (metadata.authors.as_slice(), metadata.outlet.as_deref()),
        (&["Ada Moss".to_owned()][..], Some("Harbour Agency"))
    );
    // The day where it was written, not the day in Greenwich.
    assert_eq!(
        (metadata.published, metadata.published_from),
        (Some(date(2024, 3, 7)), PublishedFrom::Metadata)
    );
    let line = br#"{"uri": "urn:a", "type": "text", "headline": "Talks open", "body_text": "Envoys met on Monday.\n\nThey left."}"#;
    let lines = [&line[..], b"\n", line, b"\n"].concat();
    let (_folder, path) = temporary("lines.jsonl", &lines);
    let read: Vec<_> = Inputs::new([path], Limits::default()).documents(Hints::default()).collect();
    let formats: Vec<_> = read.iter().flatten().map(|item| item.document.metadata().format).collect();
    assert_eq!(formats, ["ninjs", "ninjs"]);
}

#[test]
fn a_message_gives_its_text_items_one_by_one() {
    let item = |headline: &str, body: &str| {
        format!(
            "<newsItem guid='urn:x'><itemMeta><itemClass qcode='ninat:text'/><provider literal='Harbour Agency'/><versionCreated>2024-03-07T10:15:00Z</versionCreated></itemMeta><contentMeta><headline>{headline}</headline></contentMeta><contentSet>{body}</contentSet></newsItem>"
        )
    };
    let message = format!(
        "<?xml version='1.0' encoding='ISO-8859-1'?><newsMessage><itemSet>{}<newsItem><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>{}{}</itemSet></newsMessage>",
        item("One", "<inlineData contenttype='text/plain'>Envoys met in the caf\u{e9}.</inlineData>"),
        item("Two", "<remoteContent href='x.html'/>"),
        item(
            "Three",
            "<inlineData contenttype='text/html'>&lt;p>They left.&lt;/p>&lt;p>They came back.&lt;/p></inlineData>"
        ),
    );
    let latin: Vec<u8> = message.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let (_folder, path) = temporary("message.xml", &latin);
    let raws: Vec<_> = Inputs::new([path.clone()], Limits::default()).collect();
    let keys: Vec<_> = raws.iter().flatten().map(|raw| raw.key()).collect();
    assert_eq!(keys, [format!("{path}:1"), format!("{path}:3"), format!("{path}:4")]);
    assert!(raws.iter().flatten().all(|raw| raw.kind == RawKind::NewsItem));
    let read: Vec<Result<Document, InputError>> =
        raws.into_iter().flatten().map(|raw| parse(&raw, &Hints::default(), &Limits::default())).collect();
    let texts: Vec<_> = read.iter().flatten().map(Document::text).collect();
    assert_eq!(texts, ["One\n\nEnvoys met in the café.", "Three\n\nThey left.\n\nThey came back."]);
    assert_eq!(
        read.iter().flatten().map(|document| document.metadata().path.clone()).next(),
        Some(Some(format!("{path}:1")))
    );
    let errors: Vec<_> = read.iter().filter_map(|result| result.as_ref().err()).collect();
    assert_eq!(
        errors.iter().map(|error| (error.line, &error.error)).collect::<Vec<_>>(),
        [(Some(3), &IngestError::NoArticle)]
    );
}

#[test]
fn hostile_xml_is_refused_or_read_in_bounded_time_and_memory() {
    let error = |xml: &str| read_bytes(xml.as_bytes(), &Hints::default(), &Limits::default()).unwrap_err();
    let laughs: String =
        (0..30).map(|n| format!("<!ENTITY l{} \"&l{n};&l{n};&l{n};&l{n};\">", n + 1)).collect();
    let bomb = format!(
        "<!DOCTYPE nitf [<!ENTITY l0 \"ha\">{laughs}]><nitf><body><body.content><p>Envoys met. &l30;</p></body.content></body></nitf>"
    );
    let document = read_bytes(bomb.as_bytes(), &Hints::default(), &Limits::default()).unwrap();
    assert_eq!(document.text(), "Envoys met. &l30;");
    let deep = format!(
        "<nitf><body.content>{}Envoys met.{}</body.content></nitf>",
        "<p>".repeat(300_000),
        "</p>".repeat(300_000)
    );
    let document = read_bytes(deep.as_bytes(), &Hints::default(), &Limits::default()).unwrap();
    assert_eq!(document.text(), "Envoys met.");
    assert!(matches!(error(&format!("<nitf>{}", "<p>".repeat(300_000))), IngestError::Xml { .. }));
    assert!(matches!(error(&format!("<nitf>{}</nitf>", "<p/>".repeat(1_100_000))), IngestError::Xml { .. }));
    assert!(matches!(error("<nitf><p>Envoys met.</b></nitf>"), IngestError::Xml { .. }));
    assert_eq!(
        error("<?xml version='1.0'?><urlset><url/></urlset>"),
        IngestError::UnknownXml { root: "urlset".to_owned() }
    );
    assert_eq!(error("<newsItem><contentSet/></newsItem>"), IngestError::NoArticle);
    assert!(matches!(
        error(&format!("{{\"uri\": \"a\", \"bodies\": {}", "[".repeat(100_000))),
        IngestError::Record { .. }
    ));
}

/// A file in a folder of its own, which is gone with the first value.
fn temporary(name: &str, bytes: &[u8]) -> (Folder, String) {
    let folder = std::env::temp_dir().join(format!("dateline-agency-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    (Folder(folder), path.to_string_lossy().into_owned())
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
