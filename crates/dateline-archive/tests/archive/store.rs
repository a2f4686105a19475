//! Once, whole, and by one writer.

use dateline_archive::{Added, Archive, ArchiveError, Provenance, Query};

use crate::support::{Folder, add, meeting};

#[test]
fn the_same_article_changes_nothing() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let record = meeting(1, "2025-04-17");
    let id = add(&mut archive, &record);
    let before = archive.statistics().expect("counts");
    assert_eq!(archive.add(&record, &Provenance::default()).expect("it is known"), Added::Known(id.clone()));
    let mut after = archive.statistics().expect("counts");
    after.bytes = before.bytes;
    assert_eq!(after, before);
    assert_eq!(archive.article(&id).expect("an answer"), Some(record.clone()));
    assert_eq!(archive.article(&record.document.id).expect("an answer"), Some(record.clone()));
    assert!(archive.contains(&record.document.id, Some("the harbour post"), None).expect("an answer"));
    let mut elsewhere = record;
    elsewhere.document.outlet = Some("The Other Post".to_owned());
    assert_ne!(add(&mut archive, &elsewhere), id);
    assert_eq!(archive.statistics().expect("counts").syndicates, 1);
    assert!(archive.check(|_| ()).expect("a check").problems.is_empty());
}

#[test]
fn one_writes_and_many_read() {
    let folder = Folder::new();
    let mut writer = folder.archive();
    add(&mut writer, &meeting(1, "2025-04-17"));
    assert!(matches!(Archive::open(folder.path()), Err(ArchiveError::Busy(_))));
    let mut reader = Archive::read_only(folder.path()).expect("a reader");
    assert_eq!(reader.events(&Query::default(), None).expect("events").items.len(), 1);
    add(&mut writer, &meeting(2, "2025-05-17"));
    assert_eq!(reader.events(&Query::default(), None).expect("events").items.len(), 2);
    assert!(matches!(
        reader.add(&meeting(3, "2025-06-17"), &Provenance::default()),
        Err(ArchiveError::ReadOnly)
    ));
}

#[test]
fn what_is_no_archive_is_refused() {
    let folder = Folder::new();
    assert!(matches!(Archive::open(folder.path()), Err(ArchiveError::Missing(_))));
    assert!(matches!(Archive::read_only(folder.path()), Err(ArchiveError::Missing(_))));
    std::fs::write(folder.path().join("archive.sqlite"), "some other file, long enough to be none of ours")
        .expect("a file");
    assert!(matches!(Archive::open(folder.path()), Err(ArchiveError::Foreign(_))));
    assert!(matches!(Archive::create(folder.path()), Err(ArchiveError::Exists(_))));
}

#[test]
fn an_archive_of_a_later_version_is_left_alone() {
    let folder = Folder::new();
    drop(folder.archive());
    let connection = folder.store();
    connection.pragma_update(None, "user_version", 999).expect("a pragma");
    drop(connection);
    assert!(matches!(Archive::open(folder.path()), Err(ArchiveError::TooNew { found: 999, .. })));
    assert!(matches!(Archive::read_only(folder.path()), Err(ArchiveError::TooNew { .. })));
}

#[test]
fn an_archive_of_an_earlier_version_is_brought_up_to_date_by_who_writes() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    add(&mut archive, &meeting(1, "2025-04-17"));
    add(&mut archive, &meeting(2, "2025-05-17"));
    let query = Query::parse("type:CONSULT status:actual actors:\"Chad <-> Sudan\"").expect("a question");
    let before = archive.events(&query, None).expect("events").items;
    assert!(!before.is_empty());
    drop(archive);
    let connection = folder.store();
    let back =
        "DROP INDEX party_code; DROP INDEX party_entity; ALTER TABLE party DROP COLUMN kind; DROP TABLE kind;
        CREATE INDEX party_code ON party (code, role, sort, event) WHERE code IS NOT NULL;
        CREATE INDEX party_entity ON party (entity, role, sort, event); PRAGMA user_version = 2;";
    connection.execute_batch(back).expect("an earlier schema");
    drop(connection);
    assert!(matches!(Archive::read_only(folder.path()), Err(ArchiveError::TooOld(_))));
    let archive = Archive::open(folder.path()).expect("the newest schema");
    assert_eq!(archive.events(&query, None).expect("events").items, before);
    assert!(archive.check(|_| ()).expect("a check").problems.is_empty());
    assert!(Archive::read_only(folder.path()).is_ok());
}

#[test]
fn a_record_that_breaks_its_law_leaves_nothing_behind() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let mut record = meeting(1, "2025-04-17");
    record.events[0].trigger = [5, 99_999];
    assert!(matches!(archive.add(&record, &Provenance::default()), Err(ArchiveError::Unsound(_))));
    let counts = archive.statistics().expect("counts");
    assert_eq!((counts.articles, counts.events, counts.entities), (0, 0, 0));
}

#[test]
fn damage_is_found() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    add(&mut archive, &meeting(1, "2025-04-17"));
    add(&mut archive, &meeting(2, "2025-05-17"));
    drop(archive);
    let connection = folder.store();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM statement WHERE id >> 16 = 1; UPDATE record SET json = x'00' WHERE article = 2; DELETE FROM place;")
        .expect("damage");
    drop(connection);
    let report = folder.archive().check(|_| ()).expect("a check");
    let told: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    for what in ["statements are not all there", "cannot be decoded", "place that is not there"] {
        assert!(told.iter().any(|t| t.contains(what)), "{what}: {told:?}");
    }
}
