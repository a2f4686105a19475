//! Feeds as inputs: RSS, Atom and JSON Feed. The feeds are invented.

use std::fs;

use dateline_ingest::{
    Document, Hints, IngestError, InputError, Inputs, Limits, RawInput, parse, read_bytes,
};
use dateline_text::PublishedFrom;
use jiff::civil::date;

const STORY: &str = "<p>GENEVA &ndash; Envoys of Norland and Sudria met on Thursday &lt;3.</p><p>They agreed to meet again.</p>";

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\
         <title>The Harbour Post &amp; Mail</title><link>https://post.example/</link><language>en-gb</language><image><title>Logo</title></image>{items}</channel></rss>"
    )
}

/// The inputs in a stream of these bytes.
fn inputs(bytes: &[u8]) -> Vec<Result<RawInput, InputError>> {
    Inputs::of_stream("feed", std::io::Cursor::new(bytes.to_vec()), Limits::default()).collect()
}

fn documents(bytes: &[u8]) -> Vec<Document> {
    let read = |raw: Result<RawInput, InputError>| {
        parse(&raw.expect("an item"), &Hints::default(), &Limits::default()).expect("an article")
    };
    inputs(bytes).into_iter().map(read).collect()
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().iter().map(|paragraph| document.slice(paragraph.span)).collect()
}

#[test]
fn an_rss_feed_gives_its_items_with_what_it_says_of_them() {
    let escaped = STORY.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let items = format!(
        "<item><title>Envoys of Norland &amp;amp; Sudria meet</title><link>https://post.example/talks</link><dc:creator>Ada Moss and Ben Holt</dc:creator>\
         <pubDate>Thu, 07 Mar 2024 23:30:00 -0500</pubDate><guid isPermaLink=\"false\">post-1</guid><description>A summary.</description><content:encoded><![CDATA[{STORY}]]></content:encoded></item>\
         <item><title>Dockers strike</title><author>desk@post.example (Ines Dorn)</author><description>{escaped}</description><source url=\"https://wire.example/rss\">Northern Wire</source></item>"
    );
    let found = documents(rss(&items).as_bytes());
    let [first, second] = found.as_slice() else { panic!("two items: {found:?}") };
    let metadata = first.metadata();
    assert_eq!(
        paragraphs(first),
        [
            "Envoys of Norland & Sudria meet",
            "GENEVA – Envoys of Norland and Sudria met on Thursday <3.",
            "They agreed to meet again."
        ]
    );
    assert_eq!((metadata.format, metadata.path.as_deref()), ("feed", Some("feed:1")));
    assert_eq!(metadata.outlet.as_deref(), Some("The Harbour Post & Mail"));
    assert_eq!(metadata.authors, ["Ada Moss", "Ben Holt"]);
    assert_eq!(metadata.url.as_deref(), Some("https://post.example/talks"));
    assert_eq!(
        (metadata.published, metadata.published_from),
        (Some(date(2024, 3, 7)), PublishedFrom::Metadata)
    );
    assert_eq!(metadata.language.as_deref(), Some("en-gb"));
    assert!(metadata.notes.is_empty(), "{:?}", metadata.notes);
    assert_eq!(metadata.extra, [("guid".to_owned(), "\"post-1\"".to_owned())]);
    let metadata = second.metadata();
    assert_eq!(paragraphs(second).len(), 3, "{second:?}");
    assert_eq!(
        (metadata.outlet.as_deref(), metadata.authors.as_slice()),
        (Some("Northern Wire"), &["Ines Dorn".to_owned()][..])
    );
    assert!(metadata.notes.iter().any(|note| note.contains("dateline watch")), "{:?}", metadata.notes);
}

#[test]
fn an_atom_feed_gives_its_entries() {
    let feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>The Fjord Courier</title><updated>2024-03-09T00:00:00Z</updated>\
        <entry><title>Talks open</title><link rel=\"edit\" href=\"https://courier.example/edit/1\"/><link href=\"https://courier.example/1\"/><id>tag:courier.example,2024:1</id>\
        <author><name>Ada Moss</name><uri>https://courier.example/moss</uri></author><updated>2024-03-08T09:00:00Z</updated><published>2024-03-07T10:15:00+01:00</published>\
        <media:content xmlns:media=\"m\" url=\"x.jpg\"/><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Envoys <b>met</b>.</p><p>They left.</p></div></content></entry>\
        <entry><title>Dockers strike</title><id>https://courier.example/2</id><summary>Dockers struck.</summary></entry></feed>";
    let found = documents(feed.as_bytes());
    let [first, second] = found.as_slice() else { panic!("two entries: {found:?}") };
    assert_eq!(paragraphs(first), ["Talks open", "Envoys met.", "They left."]);
    let metadata = first.metadata();
    assert_eq!(metadata.url.as_deref(), Some("https://courier.example/1"));
    assert_eq!(
        (metadata.authors.as_slice(), metadata.outlet.as_deref()),
        (&["Ada Moss".to_owned()][..], Some("The Fjord Courier"))
    );
    assert_eq!(metadata.published_instant.as_deref(), Some("2024-03-07T10:15:00+01:00"));
    assert_eq!(second.metadata().url.as_deref(), Some("https://courier.example/2"));
    assert_eq!(paragraphs(second), ["Dockers strike", "Dockers struck."]);
}

#[test]
fn rss_1_and_json_feeds_give_their_items() {
    let rdf = "<rdf:RDF xmlns:rdf=\"r\" xmlns=\"http://purl.org/rss/1.0/\"><channel><title>The Post</title><items/></channel><item><title>Talks open</title><link>https://post.example/1</link><dc:date>2024-03-07</dc:date></item></rdf:RDF>";
    let json = r#"{"version": "https:\/\/jsonfeed.org\/version\/1.1", "title": "The Post", "language": "en", "items": [{"id": 7, "url": "https://post.example/1", "title": "Talks open", "content_html": "<p>Envoys met.</p>", "authors": [{"name": "Ada Moss"}], "date_published": "2024-03-07T10:15:00Z"}, 5]}"#;
    let found = documents(rdf.as_bytes());
    let [only] = found.as_slice() else { panic!("one item: {found:?}") };
    assert_eq!(
        (only.metadata().title.as_deref(), only.metadata().published),
        (Some("Talks open"), Some(date(2024, 3, 7)))
    );
    let raws = inputs(json.as_bytes());
    assert_eq!(raws.len(), 2);
    let read: Vec<_> = raws
        .iter()
        .flatten()
        .map(|raw| parse(raw, &Hints::default(), &Limits::default()).map_err(|error| error.to_string()))
        .collect();
    let first = read.first().and_then(|first| first.as_ref().ok()).expect("an article");
    assert_eq!(paragraphs(first), ["Talks open", "Envoys met."]);
    assert_eq!((first.metadata().format, first.metadata().authors.len()), ("feed", 1));
    assert!(matches!(read.get(1), Some(Err(message)) if message.starts_with("feed:2: ")), "{read:?}");
}

#[test]
fn a_feed_that_breaks_off_gives_what_came_before_and_says_so() {
    let whole =
        rss("<item><title>Talks open</title></item><item/><item><title>Dockers strike</title></item>");
    let cut = whole.find("Dockers").expect("the third item");
    let found = inputs(&whole.as_bytes()[..cut]);
    assert_eq!(found.len(), 2);
    assert!(matches!(found.first(), Some(Ok(raw)) if raw.key() == "feed:1"));
    assert!(
        matches!(found.get(1), Some(Err(InputError { error: IngestError::Xml { .. }, .. }))),
        "{found:?}"
    );
    let keys: Vec<_> = inputs(whole.as_bytes()).iter().flatten().map(RawInput::key).collect();
    assert_eq!(keys, ["feed:1", "feed:3"]);
}

#[test]
fn an_empty_feed_and_one_where_an_article_is_wanted_are_told() {
    for empty in
        [rss(""), rss("<item/>"), "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}".to_owned()]
    {
        let found = inputs(empty.as_bytes());
        assert!(
            matches!(found.as_slice(), [Err(InputError { error: IngestError::NoItems, .. })]),
            "{found:?}"
        );
        let read = read_bytes(empty.as_bytes(), &Hints::default(), &Limits::default());
        assert_eq!(read, Err(IngestError::Feed));
    }
    let broken = inputs(b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [");
    assert!(matches!(broken.as_slice(), [Err(InputError { error: IngestError::Record { .. }, .. })]));
}

#[test]
fn a_folder_gives_its_feeds() {
    let folder = std::env::temp_dir().join(format!("dateline-feeds-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    for name in ["a.rss", "b.atom", "c.xml"] {
        fs::write(folder.join(name), rss("<item><title>Talks open</title></item>")).expect("a file");
    }
    let words = [folder.to_string_lossy().into_owned()];
    let found = Inputs::new(words, Limits::default()).flatten().count();
    fs::remove_dir_all(&folder).expect("the folder goes");
    assert_eq!(found, 3);
}
