//! Files, folders, globs, JSON Lines and compression, as a user gives them; and inputs that are bad.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use dateline_ingest::{
    Document, Hints, IngestError, InputError, Inputs, Item, Limits, RawKind, parse, read_bytes,
};
use dateline_text::PublishedFrom;
use jiff::civil::date;

/// A folder that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dateline-ingest-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn shown(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn read(words: &[String], limits: Limits) -> Vec<Result<Item, InputError>> {
    Inputs::new(words.iter().cloned(), limits).documents(Hints::default()).collect()
}

/// The names of what came out, in order, errors with their kind.
fn names(results: &[Result<Item, InputError>]) -> Vec<String> {
    let file = |path: &str| {
        Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let at = |line: Option<u64>| line.map(|line| format!(":{line}")).unwrap_or_default();
    results
        .iter()
        .map(|result| match result {
            Ok(item) => format!("{}{}", file(&item.path), at(item.line)),
            Err(error) => {
                let kind = format!("{:?}", error.error);
                format!(
                    "{}{} {}",
                    file(&error.path),
                    at(error.line),
                    kind.split([' ', '{']).next().unwrap_or_default()
                )
            }
        })
        .collect()
}

const STORY: &str =
    "Envoys open talks\n\nEnvoys of both states met on Monday and agreed to meet again within the week.\n";

#[test]
fn folders_are_walked_in_order_and_what_is_no_article_is_left() {
    let folder = Folder::new("walk");
    folder.write("b.txt", STORY.as_bytes());
    folder.write("a/z.txt", STORY.as_bytes());
    folder.write("a/y.txt.gz", &gzip(STORY.as_bytes()));
    folder.write("a/.hidden.txt", STORY.as_bytes());
    folder.write("a/photo.jpg", b"\xff\xd8\xff");
    let readme = folder.write("README.md", STORY.as_bytes());
    folder.write("License.txt", STORY.as_bytes());
    folder.write(
        "c.jsonl.zst",
        &zstd::encode_all(&b"{\"text\": \"One.\"}\n\n{\"text\": \"Two.\"}\n"[..], 1).unwrap(),
    );
    let results = read(&[folder.shown()], Limits::default());
    assert_eq!(names(&results), ["y.txt.gz", "z.txt", "b.txt", "c.jsonl.zst:1", "c.jsonl.zst:3"]);
    let globbed = read(&[format!("{}/*/*.txt*", folder.shown())], Limits::default());
    assert_eq!(names(&globbed), ["y.txt.gz", "z.txt"]);
    assert_eq!(names(&read(&[readme], Limits::default())), ["README.md"], "what is named is read");
}

#[test]
fn texts_longer_than_an_article_are_refused() {
    let limits = Limits { text_bytes: 60, ..Limits::default() };
    for text in [STORY.to_owned(), format!("<html><body><p>{STORY}</p></body></html>")] {
        let refused = read_bytes(text.as_bytes(), &Hints::default(), &limits).unwrap_err();
        assert_eq!(refused, IngestError::TooLong { limit: 60 });
    }
    let markup =
        format!("<html><body><p>{}Envoys met on Monday in Geneva.</p></body></html>", "<i></i>".repeat(50));
    assert!(read_bytes(markup.as_bytes(), &Hints::default(), &limits).is_ok());
}

#[test]
fn what_is_missing_or_empty_is_told_and_the_rest_goes_on() {
    let folder = Folder::new("missing");
    let empty = folder.write("empty.txt", b" \n\n");
    let binary = folder.write("binary.txt", b"ab\0cd");
    let good = folder.write("good.txt", STORY.as_bytes());
    fs::create_dir_all(folder.0.join("nothing")).unwrap();
    let words = [
        folder.shown() + "/no-such.txt",
        folder.shown() + "/nothing",
        folder.shown() + "/*.doc",
        empty,
        binary,
        good,
    ];
    let results = read(&words, Limits::default());
    assert_eq!(
        names(&results),
        [
            "no-such.txt Io",
            "nothing NoInputs",
            "*.doc NoInputs",
            "empty.txt Empty",
            "binary.txt Binary",
            "good.txt"
        ]
    );
    let told = results.first().and_then(|result| result.as_ref().err()).unwrap().to_string();
    assert!(told.contains("no-such.txt: it cannot be read"), "{told}");
}

#[test]
fn lines_carry_their_numbers_and_a_bad_line_costs_only_itself() {
    let folder = Folder::new("lines");
    let long = "x".repeat(5000);
    let lines = format!(
        "{{\"text\": \"One.\"}}\nnonsense\n{{\"text\": \"{long}\"}}\n\n{{\"title\": \"Two\", \"text\": \"Body.\", \"id\": 7}}\n"
    );
    let path = folder.write("articles.jsonl", lines.as_bytes());
    let limits = Limits { line_bytes: 1000, ..Limits::default() };
    let results = read(std::slice::from_ref(&path), limits);
    assert_eq!(
        names(&results),
        ["articles.jsonl:1", "articles.jsonl:2 Record", "articles.jsonl:3 LineTooLong", "articles.jsonl:5"]
    );
    let last = results.last().unwrap().as_ref().unwrap();
    assert_eq!(last.document.metadata().path.as_deref(), Some(format!("{path}:5").as_str()));
    assert_eq!(last.document.metadata().extra, [("id".to_owned(), "7".to_owned())]);
    assert_eq!(last.document.text(), "Two\n\nBody.");
    let keys: Vec<String> =
        Inputs::new([path.clone()], limits).filter_map(Result::ok).map(|raw| raw.key()).collect();
    assert_eq!(keys, [format!("{path}:1"), format!("{path}:2"), format!("{path}:5")]);
}

#[test]
fn many_members_of_gzip_are_one_file_and_a_broken_one_is_told() {
    let folder = Folder::new("members");
    let members = [gzip(b"{\"text\": \"One.\"}\n"), gzip(b"{\"text\": \"Two.\"}\n")].concat();
    let whole = folder.write("a.jsonl.gz", &members);
    let cut = folder.write("b.jsonl.gz", &members[..members.len() - 6]);
    assert_eq!(
        names(&read(&[whole, cut], Limits::default())),
        ["a.jsonl.gz:1", "a.jsonl.gz:2", "b.jsonl.gz:1", "b.jsonl.gz:2", "b.jsonl.gz:3 Compression"]
    );
}

#[test]
fn one_json_object_over_many_lines_is_one_article() {
    let folder = Folder::new("object");
    let path = folder.write(
        "one.json",
        b"{\n  \"text\": \"One.\",\n  \"url\": \"https://paper.example/2024/03/05/one\"\n}\n",
    );
    let lines = folder.write("many.json", b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n");
    let array = folder.write("array.json", b"[{\"text\": \"One.\"}]");
    let raw: Vec<_> = Inputs::new([path.clone()], Limits::default()).filter_map(Result::ok).collect();
    assert_eq!((raw.len(), raw.first().map(|raw| raw.kind)), (1, Some(RawKind::Whole)));
    let document = parse(raw.first().unwrap(), &Hints::default(), &Limits::default()).unwrap();
    assert_eq!(document.metadata().published, Some(date(2024, 3, 5)));
    assert_eq!(document.metadata().published_from, PublishedFrom::Url);
    assert_eq!(
        names(&read(&[path, lines, array], Limits::default())),
        ["one.json", "many.json:1", "many.json:2", "array.json Record"]
    );
}

fn read_with(text: &str, hints: &Hints) -> Document {
    read_bytes(text.as_bytes(), hints, &Limits::default()).unwrap()
}

#[test]
fn the_publication_date_is_the_best_that_is_known() {
    let page = "Talks open in Geneva\nPublished 3 March 2024\n\nEnvoys of both states met on Monday and agreed to meet again within the week.\n";
    let from = |hints: &Hints| {
        let document = read_with(page, hints);
        (document.published(), document.metadata().published_from)
    };
    let url = Hints { url: Some("https://paper.example/2024/03/04/talks".to_owned()), ..Hints::default() };
    let option = Hints { published: Some(date(2024, 3, 6)), ..url.clone() };
    assert_eq!(from(&Hints::default()), (Some(date(2024, 3, 3)), PublishedFrom::Text));
    assert_eq!(from(&url), (Some(date(2024, 3, 4)), PublishedFrom::Url));
    assert_eq!(from(&option), (Some(date(2024, 3, 6)), PublishedFrom::Option));
    let json = r#"{"text": "Envoys met.", "published": "2024-03-05T10:00:00+02:00"}"#;
    let record = read_with(json, &url);
    assert_eq!(
        (record.published(), record.metadata().published_from),
        (Some(date(2024, 3, 5)), PublishedFrom::Metadata)
    );
    assert_eq!(record.metadata().published_instant.as_deref(), Some("2024-03-05T10:00:00+02:00"));
    let of_feed = Hints { container_published: Some("2024-03-08T09:00:00Z".to_owned()), ..Hints::default() };
    let by_feed = read_with("{\"text\": \"Envoys met.\", \"published\": \"soon\"}", &of_feed);
    assert_eq!(
        (by_feed.published(), by_feed.metadata().published_from),
        (Some(date(2024, 3, 8)), PublishedFrom::Metadata)
    );
    let by_page = read_with("{\"text\": \"Envoys met.\", \"published\": \"2024-03-05\"}", &of_feed);
    assert_eq!(by_page.published(), Some(date(2024, 3, 5)));
    let none = read_with("{\"text\": \"Envoys met.\", \"published\": \"soon\"}", &Hints::default());
    assert_eq!((none.published(), none.metadata().published_from), (None, PublishedFrom::Unknown));
    assert_eq!(none.metadata().notes.len(), 1);
}

#[test]
fn what_is_not_english_is_told_and_kept() {
    let document = read_with(
        "Der Außenminister sagte am Montag in Genf, dass die Gespräche nächste Woche fortgesetzt werden sollen.",
        &Hints::default(),
    );
    assert_eq!(document.metadata().language.as_deref(), Some("de"));
    assert!(document.metadata().notes.iter().any(|note| note.contains("another language")));
    assert_eq!(read_with("Talks", &Hints::default()).metadata().language, None);
}

#[test]
fn a_web_page_gives_its_article_and_its_metadata() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/summit.html");
    let document = read_bytes(&fs::read(path).unwrap(), &Hints::default(), &Limits::default()).unwrap();
    let metadata = document.metadata();
    assert_eq!(
        metadata.title.as_deref(),
        Some("Asean leaders agree code for contested sea, but Beijing balks")
    );
    assert_eq!(metadata.authors, ["Putri Wulandari", "Kenneth Loh"]);
    assert_eq!((metadata.outlet.as_deref(), metadata.format), (Some("The Archipelago Times"), "html"));
    assert_eq!(
        (metadata.published, metadata.published_from),
        (Some(date(2024, 10, 10)), PublishedFrom::Metadata)
    );
    assert_eq!(document.dateline().map(|span| document.slice(span)), Some("VIENTIANE"));
    let body = document.text();
    for kept in [
        "who chaired the summit.",
        "Myanmar shut out",
        "Asean and Chinese officials are to meet in Kunming on Nov 18.",
    ] {
        assert!(body.contains(kept), "lost: {kept}\n{body}");
    }
    for cut in
        ["We use cookies", "Most read", "Copy link", "Advertisement", "PHOTO: POOL", "Fishermen of Natuna"]
    {
        assert!(!body.contains(cut), "still there: {cut}\n{body}");
    }
}

#[test]
fn limits_and_bad_bytes_are_errors() {
    let limits = Limits { article_bytes: 100, ..Limits::default() };
    let error = |bytes: &[u8]| read_bytes(bytes, &Hints::default(), &limits).unwrap_err();
    assert_eq!(error(b""), IngestError::Empty);
    assert_eq!(error("\u{feff}\n".as_bytes()), IngestError::Empty);
    assert_eq!(error(&[b'a'; 101]), IngestError::TooLong { limit: 100 });
    assert_eq!(error(b"%PDF-1.4"), IngestError::Binary { what: "a PDF" });
    assert!(matches!(error(b"{\"title\": "), IngestError::Record { .. }));
    assert_eq!(error(b"<html><script>x</script></html>"), IngestError::NoArticle);
    let latin =
        read_bytes(b"The caf\xe9 talks of the fianc\xe9s went on.", &Hints::default(), &limits).unwrap();
    assert!(latin.text().contains("café"));
    assert_eq!(latin.metadata().notes.len(), 1);
}
