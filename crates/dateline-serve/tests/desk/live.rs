//! `GET /v1/live` over a real connection: an article that another process adds is told.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::time::Duration;

use dateline_serve::{ServeOptions, serve};

use crate::support::{Folder, the_desk};

#[test]
fn an_article_that_comes_in_is_told_to_those_who_follow() {
    let folder = Folder::new(1);
    let options = ServeOptions::new("127.0.0.1:0".parse().expect("an address"), None).expect("options");
    let desk = the_desk(options, &folder);
    let (opened, address) = mpsc::channel();
    // It serves until the process ends: only a signal stops it.
    std::thread::spawn(move || serve(desk, |at| opened.send(at).expect("a listener")));
    let address = address.recv_timeout(Duration::from_secs(20)).expect("an open desk");

    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    write!(stream, "GET /v1/live HTTP/1.1\r\nhost: {address}\r\n\r\n").expect("a request");
    let mut lines = BufReader::new(stream).lines();
    let mut next_with = |start: &str| {
        lines
            .by_ref()
            .map(|line| line.expect("a line"))
            .find(|line| line.starts_with(start))
            .expect("such a line")
    };
    assert_eq!(next_with("HTTP/1.1"), "HTTP/1.1 200 OK");
    assert_eq!(next_with("content-type"), "content-type: text/event-stream");
    // What is old is told apart by a first look, of which nobody outside knows when it is done: so articles keep coming.
    let (told, stop) = mpsc::channel::<()>();
    let adding = std::thread::spawn(move || {
        for day in 2..=28 {
            folder.add(day);
            if stop.recv_timeout(Duration::from_millis(300)) != Err(mpsc::RecvTimeoutError::Timeout) {
                break;
            }
        }
    });
    assert_eq!(next_with("event:"), "event: article");
    assert!(next_with("data:").contains("Talks, day "));
    drop(told);
    adding.join().expect("all articles added");
}
