//! A watcher against a server that misbehaves. Everything stays on this machine.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use dateline_fetch::{ClientLimits, Feeds, FetchError, Page, Report, SinglePage, State, Visit, Watcher};

static NEVER: AtomicBool = AtomicBool::new(false);

/// What the server does when a path is asked for.
#[derive(Clone)]
enum Deed {
    /// Head lines and a body.
    Give(&'static str, Vec<u8>),
    /// The same with a status.
    Status(&'static str, &'static str, Vec<u8>),
    /// 304 where the request has this line, else the body with the head lines.
    Unless(&'static str, &'static str, Vec<u8>),
    /// Announces more than comes.
    Truncate(Vec<u8>),
    /// Sends a byte now and then.
    Drip,
    /// Sends without end.
    Endless,
}

/// A server on this machine that notes what it is asked for.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(deeds: impl Fn(&str) -> Vec<(&'static str, Deed)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let deeds: BTreeMap<&'static str, Deed> = deeds(&address).into_iter().collect();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (deeds, noted) = (deeds.clone(), Arc::clone(&noted));
                thread::spawn(move || serve(stream, &deeds, &noted));
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("no panic"))
    }

    fn feeds(&self, more: &str) -> Feeds {
        let text = format!(
            "allow_local = true\npause = \"0s\"\n[[feed]]\nurl = \"{}/feed\"\noutlet = \"The Harbour Post\"\n{more}",
            self.address
        );
        Feeds::parse(&text).expect("a list of feeds")
    }
}

fn serve(stream: TcpStream, deeds: &BTreeMap<&'static str, Deed>, noted: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
    let path = lines.next().and_then(|line| line.split(' ').nth(1).map(str::to_owned)).unwrap_or_default();
    let head: Vec<String> =
        lines.take_while(|line| !line.is_empty()).map(|line| line.to_ascii_lowercase()).collect();
    noted.lock().expect("no panic").push(path.clone());
    let mut out = stream;
    let mut give = |status: &str, head: &str, length: usize, body: &[u8]| {
        let _ =
            write!(out, "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{head}\r\n");
        let _ = out.write_all(body);
    };
    match deeds.get(path.as_str()) {
        Some(Deed::Give(head, body)) => give("200 OK", head, body.len(), body),
        Some(Deed::Status(status, head, body)) => give(status, head, body.len(), body),
        Some(Deed::Unless(line, ..)) if head.iter().any(|found| found == line) => {
            give("304 Not Modified", "", 0, b"")
        }
        Some(Deed::Unless(_, head, body)) => give("200 OK", head, body.len(), body),
        Some(Deed::Truncate(body)) => give("200 OK", "", body.len() + 500, body),
        Some(Deed::Drip) => {
            give("200 OK", "", 100_000, b"");
            while out.write_all(b"x").is_ok() {
                thread::sleep(Duration::from_millis(50));
            }
        }
        Some(Deed::Endless) => {
            let _ = write!(out, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while out.write_all(&[b'x'; 4096]).is_ok() {}
        }
        None => give("404 Not Found", "", 0, b""),
    }
}

fn rss(address: &str, paths: &[&str]) -> Vec<u8> {
    let items: String = paths
        .iter()
        .map(|path| format!("<item><title>On {path}</title><link>{address}{path}</link></item>"))
        .collect();
    format!("<rss version=\"2.0\"><channel><title>Post</title>{items}</channel></rss>").into_bytes()
}

fn limits() -> ClientLimits {
    ClientLimits { body_bytes: 100_000, time: Duration::from_secs(3), ..ClientLimits::default() }
}

/// One visit to the first feed: what came of it, the pages, and what failed as "path: reason".
fn visit(server: &Server, feeds: &Feeds, state: &mut State, now: u64) -> (Visit, Vec<Page>, Vec<String>) {
    let mut watcher = Watcher::new(feeds.clone(), limits(), &NEVER);
    let (mut pages, mut failed) = (Vec::new(), Vec::new());
    let visit = watcher
        .visit(0, state, now, &mut |report| {
            match report {
                Report::Page(page) => pages.push(*page),
                Report::Failed { url, reason } => {
                    failed.push(format!("{}: {reason}", url.trim_start_matches(&server.address)))
                }
            }
            Ok(())
        })
        .expect("the sink takes all");
    (visit, pages, failed)
}

const HTML: &str = "Content-Type: text/html; charset=windows-1252\r\n";

fn page() -> Deed {
    Deed::Give(HTML, b"<html><p>The caf\xe9.".to_vec())
}

#[test]
fn new_pages_come_once_the_oldest_first_and_an_unchanged_feed_costs_a_line() {
    let server = Server::start(|address| {
        vec![
            (
                "/feed",
                Deed::Unless(
                    "if-none-match: \"v1\"",
                    "ETag: \"v1\"\r\nLast-Modified: Thu, 07 Mar 2024 10:15:00 GMT\r\n",
                    rss(address, &["/new", "/old"]),
                ),
            ),
            ("/new", Deed::Status("301 Moved Permanently", "Location: /moved\r\n", Vec::new())),
            ("/moved", page()),
            ("/old", page()),
        ]
    });
    let (feeds, mut state) = (server.feeds(""), State::default());
    let (visited, pages, failed) = visit(&server, &feeds, &mut state, 1000);
    assert_eq!((visited.pages, failed), (2, Vec::<String>::new()));
    assert_eq!(server.asked(), ["/feed", "/robots.txt", "/old", "/new", "/moved"]);
    let addresses: Vec<_> = pages.iter().filter_map(|page| page.url.as_ref()).map(|url| url.path()).collect();
    assert_eq!(addresses, ["/old", "/moved"]);
    let first = pages.first().expect("a page");
    assert_eq!(
        (first.outlet.as_deref(), first.entry.title.as_deref()),
        (Some("The Harbour Post"), Some("On /old"))
    );
    let body = first.body.as_ref().expect("a body");
    assert_eq!((body.charset.as_deref(), body.bytes.ends_with(b"caf\xe9.")), (Some("windows-1252"), true));
    let watcher = Watcher::new(feeds.clone(), limits(), &NEVER);
    assert_eq!(
        (watcher.due(&state, 1899), watcher.due(&state, 1900), watcher.next_due(&state)),
        (vec![], vec![0], 1900)
    );
    let (visited, ..) = visit(&server, &feeds, &mut state, 1900);
    assert_eq!(visited, Visit { answered: true, unchanged: true, ..Visit::default() });
    assert_eq!(server.asked(), ["/feed"]);
}

#[test]
fn what_fails_for_good_is_not_tried_again_and_the_rest_is() {
    let server = Server::start(|address| {
        let paths = ["/gone", "/secret/a", "/circle", "/endless", "/picture", "/cut", "/slow", "/broken"];
        vec![
            ("/feed", Deed::Give("ETag: \"v1\"\r\n", rss(address, &paths))),
            ("/robots.txt", Deed::Give("", b"User-agent: dateline\nDisallow: /secret/\n".to_vec())),
            ("/secret/a", page()),
            ("/circle", Deed::Status("302 Found", "Location: /circle2\r\n", Vec::new())),
            ("/circle2", Deed::Status("302 Found", "Location: /circle\r\n", Vec::new())),
            ("/endless", Deed::Endless),
            ("/picture", Deed::Give("Content-Type: image/png\r\n", b"x".to_vec())),
            ("/cut", Deed::Truncate(b"<html><p>The talks".to_vec())),
            ("/slow", Deed::Drip),
            ("/broken", Deed::Status("500 Internal Server Error", "", Vec::new())),
        ]
    });
    let (feeds, mut state) = (server.feeds(""), State::default());
    let started = Instant::now();
    let (visited, pages, failed) = visit(&server, &feeds, &mut state, 1000);
    assert_eq!((visited.failed, pages.len()), (8, 0), "{failed:?}");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    let told =
        |path: &str| failed.iter().find(|failed| failed.starts_with(path)).cloned().unwrap_or_default();
    assert!(told("/gone").contains("404"));
    assert!(told("/secret/a").contains("robots.txt"));
    assert!(told("/circle").contains("redirect"));
    assert!(told("/endless").contains("longer than 100000"), "{}", told("/endless"));
    assert!(told("/picture").contains("image/png"));
    assert!(told("/cut").contains("connection failed"), "{}", told("/cut"));
    assert!(told("/slow").contains("in time"), "{}", told("/slow"));
    assert!(told("/broken").contains("500"));
    assert!(!server.asked().iter().any(|path| path.starts_with("/secret")));
    let (_, _, failed) = visit(&server, &feeds, &mut state, 2000);
    let again: Vec<_> = failed.iter().filter_map(|failed| failed.split(':').next()).collect();
    assert_eq!(again, ["/broken", "/slow", "/cut"]);
}

#[test]
fn a_server_that_wants_rest_gets_it_and_a_failing_feed_is_asked_ever_more_seldom() {
    let busy = Server::start(|_| {
        vec![("/feed", Deed::Status("429 Too Many Requests", "Retry-After: 7200\r\n", Vec::new()))]
    });
    let (feeds, mut state) = (busy.feeds(""), State::default());
    let (visited, _, failed) = visit(&busy, &feeds, &mut state, 1000);
    assert_eq!((visited.failed, failed.len()), (1, 1));
    assert_eq!(Watcher::new(feeds, limits(), &NEVER).next_due(&state), 8200);
    let gone = Server::start(|_| Vec::new());
    let (feeds, mut state) = (gone.feeds("every = \"10m\""), State::default());
    let mut waits = Vec::new();
    for _ in 0..10 {
        visit(&gone, &feeds, &mut state, 0);
        waits.push(Watcher::new(feeds.clone(), limits(), &NEVER).next_due(&state));
    }
    assert_eq!(waits, [600, 1200, 2400, 4800, 9600, 19200, 38400, 76800, 86400, 86400]);
    // Pages too: after the first "later" the rest of the feed is left for another time.
    let pages = Server::start(|address| {
        vec![
            ("/feed", Deed::Give("", rss(address, &["/a", "/b"]))),
            ("/a", page()),
            ("/b", Deed::Status("503 Service Unavailable", "Retry-After: 5000\r\n", Vec::new())),
        ]
    });
    let (feeds, mut state) = (pages.feeds(""), State::default());
    visit(&pages, &feeds, &mut state, 0);
    assert_eq!(pages.asked(), ["/feed", "/robots.txt", "/b"]);
    assert_eq!(Watcher::new(feeds.clone(), limits(), &NEVER).next_due(&state), 5000);
    // The page that is always refused does not keep the others back for ever.
    let (visited, _, failed) = visit(&pages, &feeds, &mut state, 6000);
    assert_eq!((visited.pages, visited.failed), (1, 1), "{failed:?}");
    assert_eq!(pages.asked(), ["/feed", "/robots.txt", "/a", "/b"]);
}

#[test]
fn the_local_network_is_refused_unless_the_list_allows_it() {
    let server = Server::start(|_| Vec::new());
    let port = server.address.rsplit(':').next().unwrap_or_default().to_owned();
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1"] {
        let feeds = Feeds::parse(&format!("[[feed]]\nurl = \"http://{host}:{port}/feed\"")).expect("a list");
        let (visited, _, failed) = visit(&server, &feeds, &mut State::default(), 0);
        assert_eq!(visited.failed, 1);
        assert!(
            failed.iter().all(|failed| failed.contains("local network")
                || host.contains("::1") && failed.contains("connection")),
            "{host}: {failed:?}"
        );
    }
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn a_host_that_hides_its_rules_is_not_read_and_a_feeds_own_text_can_be_taken() {
    let server = Server::start(|address| {
        vec![
            ("/feed", Deed::Give("", rss(address, &["/a"]))),
            ("/robots.txt", Deed::Status("500 Internal Server Error", "", Vec::new())),
            ("/a", page()),
            ("/own", Deed::Give("", br#"{"version": "https://jsonfeed.org/version/1", "title": "P", "items": [{"id": "1", "content_html": "<p>Envoys met.</p>"}, {"id": "2"}]}"#.to_vec())),
        ]
    });
    let (_, pages, failed) = visit(&server, &server.feeds(""), &mut State::default(), 0);
    assert_eq!((pages.len(), failed.len()), (0, 1));
    assert!(!server.asked().contains(&"/a".to_owned()));
    let own = Feeds::parse(&format!(
        "allow_local = true\npause = \"0s\"\n[[feed]]\nurl = \"{}/own\"\npages = false",
        server.address
    ))
    .expect("a list");
    let (_, pages, failed) = visit(&server, &own, &mut State::default(), 0);
    assert_eq!(
        pages.iter().filter_map(|page| page.entry.content.as_deref()).collect::<Vec<_>>(),
        ["<p>Envoys met.</p>"]
    );
    assert!(failed.iter().all(|failed| failed.contains("no text")), "{failed:?}");
    assert_eq!(server.asked(), ["/own"]);
}

#[test]
fn a_single_page_is_fetched_under_the_same_rules() {
    let server = Server::start(|address| {
        let away =
            Box::leak(format!("Location: {}/page\r\n", address.replace("127.0.0.1", "localhost")).into());
        vec![
            ("/robots.txt", Deed::Give("", b"User-agent: *\nDisallow: /secret\nCrawl-delay: 30\n".to_vec())),
            ("/page", page()),
            ("/moved", Deed::Status("302 Found", away, Vec::new())),
            ("/secret", page()),
            ("/picture", Deed::Give("Content-Type: image/png\r\n", b"x".to_vec())),
            ("/endless", Deed::Endless),
            ("/slow", Deed::Drip),
        ]
    });
    let here = SinglePage { allow_local: true, limits: limits(), ..SinglePage::default() };
    let started = Instant::now();
    let (url, body) = here.fetch(&format!(" {}/moved#part\n", server.address)).expect("a page");
    assert_eq!((url.host_str(), url.path(), url.fragment()), (Some("localhost"), "/page", None));
    assert_eq!(
        (body.media_type.as_deref(), body.charset.as_deref()),
        (Some("text/html"), Some("windows-1252"))
    );
    assert!(started.elapsed() < Duration::from_secs(10), "nobody waits out a crawler's pause");
    // Each host is asked for its rules, also the one that a redirect leads to.
    assert_eq!(server.asked(), ["/robots.txt", "/moved", "/robots.txt", "/page"]);
    let refused = |path: &str| here.fetch(&format!("{}{path}", server.address)).expect_err(path);
    assert_eq!(refused("/secret"), FetchError::Robots);
    assert_eq!(refused("/picture"), FetchError::NotAPage("image/png".to_owned()));
    assert_eq!(refused("/endless"), FetchError::TooLong(100_000));
    assert_eq!(refused("/slow"), FetchError::Timeout);
    assert!(matches!(refused("/gone"), FetchError::Status { status: 404, .. }));
    let late = SinglePage { patience: Duration::ZERO, ..here.clone() };
    assert_eq!(late.fetch(&format!("{}/page", server.address)), Err(FetchError::Timeout));
    for wrong in ["", "page", "ftp://a.example/", "file:///etc/passwd", "http://", &"x".repeat(5000)] {
        assert!(matches!(here.fetch(wrong), Err(FetchError::Address(_))), "{wrong}");
    }
    server.asked();
    let stranger = SinglePage { limits: limits(), ..SinglePage::default() };
    for host in ["127.0.0.1", "localhost", "0x7f.1"] {
        let address = server.address.replace("127.0.0.1", host);
        let local = Err(FetchError::RobotsUnknown(Box::new(FetchError::Local)));
        assert_eq!(stranger.fetch(&format!("{address}/page")), local, "{host}");
    }
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn a_host_is_asked_with_a_pause_between() {
    let server = Server::start(|address| {
        vec![("/feed", Deed::Give("", rss(address, &["/a", "/b"]))), ("/a", page()), ("/b", page())]
    });
    let feeds = Feeds { pause: Duration::from_millis(150), ..server.feeds("") };
    let started = Instant::now();
    let (visited, ..) = visit(&server, &feeds, &mut State::default(), 0);
    assert_eq!(visited.pages, 2);
    // Feed, robots.txt and two pages: three pauses.
    assert!(started.elapsed() >= Duration::from_millis(450), "{:?}", started.elapsed());
}

#[test]
fn the_example_list_is_one() {
    let feeds = Feeds::parse(include_str!("../../../examples/feeds.toml")).expect("a list of feeds");
    assert_eq!(feeds.feeds.len(), 2);
}
