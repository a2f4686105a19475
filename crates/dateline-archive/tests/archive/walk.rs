//! What a walk hands on is what pages tell, each row once.

use dateline_archive::{Archive, ArchiveError, Query};
use dateline_record::Status;

use crate::support::{Act, Folder, Maker, add, meeting};

fn archive(folder: &Folder) -> Archive {
    let mut archive = folder.archive();
    add(&mut archive, &meeting(1, "2025-04-17"));
    let mut copy = meeting(1, "2025-04-17");
    copy.document.outlet = Some("The Lantern".to_owned());
    add(&mut archive, &copy);
    add(&mut archive, &meeting(2, "2025-05-17"));
    let visit = Act {
        status: Status::Planned,
        actors: &[("Ada Moss", "CHE")],
        recipients: &[("Chad", "TCD")],
        trigger: "will visit",
        ..Act::default()
    };
    let mut twice = Maker::new("A visit", "The Post", "2025-05-20")
        .act("Ada Moss will visit Chad.", &visit)
        .act("Ada Moss will visit Chad, and soon.", &visit)
        .record();
    twice.events[1].same_as = Some("v1".to_owned());
    add(&mut archive, &twice);
    archive
}

/// What a walk hands on, by what names a row.
fn walked<T>(
    walk: impl FnOnce(&mut dyn FnMut(T) -> Result<(), ArchiveError>) -> Result<(), ArchiveError>,
    id: impl Fn(T) -> String,
) -> Vec<String> {
    let mut ids = Vec::new();
    walk(&mut |row| {
        ids.push(id(row));
        Ok(())
    })
    .expect("a walk");
    ids
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

#[test]
fn walks_and_pages_find_the_same() {
    let folder = Folder::new();
    let archive = archive(&folder);
    for question in [
        "",
        "Chad",
        "actors:Chad",
        "actors:\"Chad <-> Sudan\"",
        "type:CONSULT status:planned",
        "place:CHE from:2025-05",
        "outlet:\"The Lantern\"",
        "speaker:Moss",
        "round",
        "actors:Nobody",
        "date:2025-04",
    ] {
        for copies in [false, true] {
            let query = Query { copies, ..Query::parse(question).expect("a question") };
            let at = format!("{question:?}, copies {copies}");
            let events = archive.events(&query, None).expect("events").items;
            assert_eq!(
                sorted(walked(|take| archive.walk_events(&query, take), |event| event.id())),
                sorted(events.into_iter().map(|event| event.id).collect()),
                "{at}"
            );
            let articles = archive.articles(&query, None).expect("articles").items;
            assert_eq!(
                sorted(walked(|take| archive.walk_articles(&query, take), |article| article.row.id.clone())),
                sorted(articles.into_iter().map(|article| article.id).collect()),
                "{at}"
            );
            let statements = archive.statements(&query, None).expect("statements").items;
            assert_eq!(
                sorted(walked(|take| archive.walk_statements(&query, take), |statement| statement.id())),
                sorted(statements.into_iter().map(|statement| statement.id).collect()),
                "{at}"
            );
            let threads = archive.threads(&query, None).expect("threads").items;
            assert_eq!(
                sorted(walked(
                    |take| archive.walk_threads(&query, take),
                    |thread| {
                        assert_eq!(thread.first.id(), thread.row.event);
                        assert_eq!(thread.first.thread.as_deref(), Some(thread.row.id.as_str()));
                        thread.row.id
                    }
                )),
                sorted(threads.into_iter().map(|thread| thread.id).collect()),
                "{at}"
            );
        }
    }
}

#[test]
fn entities_are_counted_in_what_is_found() {
    let folder = Folder::new();
    let archive = archive(&folder);
    let counts = |question: &str, copies: bool| -> Vec<String> {
        let query = Query { copies, ..Query::parse(question).expect("a question") };
        walked(
            |take| archive.walk_entities(&query, take),
            |entity| {
                let row = &entity.row;
                format!(
                    "{}: {} articles, {} events ({} + {}), {} statements, {} to {}",
                    row.name,
                    row.articles,
                    row.events,
                    entity.acts,
                    entity.acted_on,
                    row.statements,
                    entity.first_seen.as_deref().unwrap_or("?"),
                    entity.last_seen.as_deref().unwrap_or("?")
                )
            },
        )
    };
    assert_eq!(
        counts("", false),
        [
            "Chad: 3 articles, 3 events (2 + 1), 0 statements, 2025-04-17 to 2025-05-20",
            "Sudan: 2 articles, 2 events (2 + 0), 0 statements, 2025-04-17 to 2025-05-17",
            "Ada Moss: 3 articles, 1 events (1 + 0), 2 statements, 2025-04-17 to 2025-05-20",
        ]
    );
    assert_eq!(
        counts("", true),
        [
            "Chad: 4 articles, 5 events (3 + 2), 0 statements, 2025-04-17 to 2025-05-20",
            "Sudan: 3 articles, 3 events (3 + 0), 0 statements, 2025-04-17 to 2025-05-17",
            "Ada Moss: 4 articles, 2 events (2 + 0), 3 statements, 2025-04-17 to 2025-05-20",
        ]
    );
    assert_eq!(
        counts("status:planned", false),
        [
            "Chad: 1 articles, 1 events (0 + 1), 0 statements, 2025-05-20 to 2025-05-20",
            "Ada Moss: 1 articles, 1 events (1 + 0), 0 statements, 2025-05-20 to 2025-05-20",
        ]
    );
}

#[test]
fn a_snapshot_does_not_see_what_is_added_meanwhile() {
    let folder = Folder::new();
    let mut writer = archive(&folder);
    let reader = Archive::read_only(folder.path()).expect("a reader");
    let count = || {
        walked(|take| reader.walk_articles(&Query::default(), take), |article| article.row.id.clone()).len()
    };
    let snapshot = reader.snapshot().expect("a snapshot");
    assert_eq!(count(), 3);
    add(&mut writer, &meeting(3, "2025-06-17"));
    assert_eq!(count(), 3);
    drop(snapshot);
    assert_eq!(count(), 4);
}

#[test]
fn a_walk_ends_where_the_taker_fails() {
    let folder = Folder::new();
    let archive = archive(&folder);
    let mut taken = 0;
    let ended: Result<(), ArchiveError> = archive.walk_events(&Query::default(), |_| {
        taken += 1;
        Err(ArchiveError::ReadOnly)
    });
    assert!(matches!(ended, Err(ArchiveError::ReadOnly)));
    assert_eq!(taken, 1);
}
