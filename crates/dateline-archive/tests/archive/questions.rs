//! Everything is found again.

use std::time::Duration;

use dateline_archive::{Archive, ArchiveError, Order, Query, SqlLimits, Stretch};
use dateline_record::{EntityKind, Status};

use crate::support::{Act, Folder, Maker, add, meeting};

fn small(folder: &Folder) -> Archive {
    let mut archive = folder.archive();
    add(&mut archive, &meeting(1, "2025-04-17"));
    add(&mut archive, &meeting(2, "2025-05-17"));
    let strike = Act {
        event_type: "ASSAULT",
        quad: "material-conflict",
        actors: &[("Russia", "RUS")],
        recipients: &[("France", "FRA")],
        trigger: "shelled",
        place: Some(("Port Vale", "FRA", 43.3, 5.4)),
        ..Act::default()
    };
    let plan = Act {
        status: Status::Planned,
        actors: &[("Ida Brook", "FRA")],
        recipients: &[("Russia", "RUS")],
        trigger: "will visit",
        date: Some(("1 June", "2025-06-01")),
        ..Act::default()
    };
    let record = Maker::new("An invented war", "The Lantern", "2025-05-20")
        .act("Ships of Russia shelled Port Vale in France.", &strike)
        .act("Ida Brook will visit Russia on 1 June.", &plan)
        .says("Ida Brook", "FRA", "the shelling would not change her plans")
        .record();
    add(&mut archive, &record);
    archive
}

#[test]
fn a_surname_finds_whom_others_call_by_the_full_name() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let says = |title: &str, speaker: &str, kind: EntityKind| {
        let mut record = Maker::new(title, "The Lantern", "2025-05-20").says(speaker, "", "no").record();
        for entity in &mut record.entities {
            entity.kind = kind;
        }
        record
    };
    for (title, speaker, kind) in [
        ("The long day", "Vadim Orsov", EntityKind::Person),
        ("The short day", "Orsov", EntityKind::Person),
        ("The works", "Orsov Works", EntityKind::Organisation),
        ("The mines", "Kelm", EntityKind::Organisation),
        ("The heir", "Ida Kelm", EntityKind::Person),
        ("The guest", "Kelm Ardal", EntityKind::Person),
    ] {
        add(&mut archive, &says(title, speaker, kind));
    }
    let speakers = |name: &str| {
        let query = Query::parse(&format!("speaker:\"{name}\"")).expect("a question");
        let page = archive.statements(&query, None).expect("statements");
        let names = page.items.into_iter().filter_map(|row| row.speaker).map(|party| party.name);
        names.collect::<Vec<_>>()
    };
    assert_eq!(speakers("Orsov"), ["Orsov", "Vadim Orsov"]);
    assert_eq!(speakers("Vadim Orsov"), ["Vadim Orsov"]);
    assert_eq!(speakers("Works"), ["Orsov Works"]);
    assert_eq!(speakers("Kelm"), ["Ida Kelm", "Kelm"], "an organisation may be called as a person");
    assert_eq!(archive.entities("orsov").expect("entities").len(), 2);
}

#[test]
fn entities_come_in_pages_the_most_named_first() {
    let folder = Folder::new();
    let archive = small(&folder);
    let whole = archive.entities_page(None, Query::MOST, None).expect("a page");
    assert_eq!(whole.next, None);
    let counts: Vec<u64> = whole.items.iter().map(|row| row.articles).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b) && counts.first() > counts.last(), "{counts:?}");
    let (mut turned, mut after) = (Vec::new(), None);
    loop {
        let page = archive.entities_page(None, 2, after.as_ref()).expect("a page");
        assert!(page.items.len() == 2 || page.next.is_none());
        turned.extend(page.items);
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    assert_eq!(turned, whole.items);
    let named = archive.entities_page(Some("chad"), 1, None).expect("a page");
    let names: Vec<&str> = named.items.iter().map(|row| row.name.as_str()).collect();
    assert_eq!((names, named.next), (vec!["Chad"], None));
}

#[test]
fn stories_are_those_of_the_articles_that_are_asked_for() {
    let folder = Folder::new();
    let archive = small(&folder);
    let titles = |question: &str| {
        let query = Query::parse(question).expect("a question");
        let page = archive.stories(&query, None).expect("stories");
        page.items.into_iter().map(|story| story.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(""), ["An invented war", "Talks, round 2", "Talks, round 1"]);
    assert_eq!(titles("Geneva"), ["Talks, round 2", "Talks, round 1"]);
    assert_eq!(titles("from:2025-05"), ["An invented war", "Talks, round 2"]);
    assert_eq!(titles("type:ASSAULT"), ["An invented war"]);
    assert_eq!(titles("story:y1"), ["Talks, round 1"]);
    assert_eq!(titles("nowhere"), [""; 0]);
    assert_eq!(titles("articles:1").len(), 3);
    assert_eq!(titles("articles:2"), [""; 0]);
}

#[test]
fn acts_are_counted_by_day_place_and_tie() {
    let folder = Folder::new();
    let archive = small(&folder);
    let query = |question: &str| Query::parse(question).expect("a question");
    let threads = archive.threads(&Query::default(), None).expect("threads").items;
    let days = archive.day_counts(&Query::default(), Some(Stretch::Day)).expect("counts");
    assert_eq!(days.items.iter().map(|day| day.acts).sum::<u64>(), threads.len() as u64);
    for day in &days.items {
        let same = threads
            .iter()
            .filter(|t| t.status == day.status && (t.from == day.from || t.first_seen == day.from));
        assert_eq!(same.count() as u64, day.acts, "{day:?}");
    }
    let months = archive.day_counts(&query("France -> Russia"), Some(Stretch::Month)).expect("counts");
    assert_eq!(
        months.items.iter().map(|m| (m.from.as_deref(), m.to.as_deref(), m.acts)).collect::<Vec<_>>(),
        [(Some("2025-06-01"), Some("2025-06-30"), 1)]
    );
    let places = archive.place_counts(&Query::default()).expect("counts");
    assert_eq!((places.acts, places.placed), (threads.len() as u64, 3));
    assert_eq!(
        places.items.iter().map(|p| (p.place.name.as_str(), p.acts)).collect::<Vec<_>>(),
        [("Geneva", 2), ("Port Vale", 1)]
    );
    let ties = archive.tie_counts(&query("actors:TCD")).expect("counts");
    let names: Vec<&str> = ties.actors.iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!((names, ties.ties.len(), ties.complete), (vec!["Chad", "Sudan"], 1, true));
    let one = archive.tie_counts(&Query { limit: Some(1), ..Query::default() }).expect("counts");
    assert!(one.left > 0 && one.actors.len() == 1 && one.ties.is_empty());
}

fn found(archive: &Archive, question: &str) -> Vec<String> {
    let query = Query::parse(question).unwrap_or_else(|error| panic!("{question}: {error}"));
    let page = archive.events(&query, None).unwrap_or_else(|error| panic!("{question}: {error}"));
    assert_eq!(archive.count_events(&query).expect("a count"), page.items.len() as u64, "{question}");
    page.items.iter().map(|e| format!("{} {}", e.event_type, e.from.as_deref().unwrap_or("-"))).collect()
}

#[test]
fn every_filter_finds_and_refuses() {
    let folder = Folder::new();
    let archive = small(&folder);
    let talks = ["CONSULT 2025-05-17", "CONSULT 2025-04-17"];
    assert_eq!(
        found(&archive, ""),
        ["CONSULT 2025-06-01", "ASSAULT -", "CONSULT 2025-05-17", "CONSULT 2025-04-17"]
    );
    assert_eq!(found(&archive, "Russia -> France"), ["ASSAULT -"]);
    assert_eq!(found(&archive, "France -> Russia"), ["CONSULT 2025-06-01"]);
    assert_eq!(found(&archive, "actors:\"France <-> Russia\"").len(), 2);
    assert_eq!(found(&archive, "actors:Brook"), ["CONSULT 2025-06-01"]);
    assert_eq!(found(&archive, "actors:TCD"), talks);
    assert!(found(&archive, "actors:Nobody").is_empty());
    assert_eq!(found(&archive, "type:ASSAULT"), ["ASSAULT -"]);
    assert_eq!(found(&archive, "status:planned"), ["CONSULT 2025-06-01"]);
    assert_eq!(found(&archive, "quad:material-conflict"), ["ASSAULT -"]);
    assert_eq!(found(&archive, "place:geneva"), talks);
    assert_eq!(found(&archive, "place:FRA"), ["ASSAULT -"]);
    assert_eq!(found(&archive, "place:France"), ["ASSAULT -"]);
    assert_eq!(found(&archive, "place:45,5,47,7"), talks);
    assert_eq!(found(&archive, "place:43.2,5.3,50km"), ["ASSAULT -"]);
    assert!(found(&archive, "place:0,0,10km").is_empty());
    assert_eq!(found(&archive, "from:2025-05-18 to:2025-05-31"), ["ASSAULT -"]);
    assert_eq!(found(&archive, "outlet:\"the lantern\"").len(), 2);
    assert_eq!(found(&archive, "\"round of their talks\"").len(), 0);
    assert_eq!(found(&archive, "round talks type:CONSULT"), talks);
    assert_eq!(found(&archive, "title:war").len(), 2);
    assert!(found(&archive, "title:Geneva").is_empty());
    let first =
        &archive.events(&Query::parse("type:ASSAULT").expect("a question"), None).expect("events").items[0];
    assert_eq!(
        (first.trigger.as_str(), first.evidence.as_str()),
        ("shelled", "Ships of Russia shelled Port Vale in France.")
    );
    assert_eq!(archive.event(&first.id).expect("an answer").as_ref(), Some(first));
    let thread = first.thread.clone().expect("a thread");
    assert_eq!(found(&archive, &format!("thread:{thread}")), ["ASSAULT -"]);
    assert!(Query::parse("thread:x1").and_then(|q| archive.events(&q, None)).is_err());
}

#[test]
fn pages_neither_repeat_nor_leave_out() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    for i in 0..23 {
        add(&mut archive, &meeting(i, &format!("2025-{:02}-17", 1 + i % 12)));
    }
    for order in [Order::Newest, Order::Oldest] {
        for question in ["", "actors:TCD", "place:Geneva", "round"] {
            let query =
                Query { order, limit: Some(5), copies: true, ..Query::parse(question).expect("a question") };
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = archive.events(&query, after.as_ref()).expect("a page");
                seen.extend(page.items.into_iter().map(|e| (e.from.clone(), e.id)));
                match page.next {
                    Some(next) => after = Some(next.to_string().parse().expect("a cursor")),
                    None => break,
                }
            }
            assert_eq!(seen.len(), 23, "{question}");
            let mut days: Vec<_> = seen.iter().map(|(day, _)| day.clone()).collect();
            if order == Order::Newest {
                days.reverse();
            }
            assert!(days.is_sorted(), "{question}");
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 23, "{question}");
        }
    }
    let query = Query { limit: Some(4), copies: true, ..Query::parse("round").expect("a question") };
    let (mut seen, mut after) = (std::collections::BTreeSet::new(), None);
    loop {
        let page = archive.search(&query, after.as_ref()).expect("a page");
        seen.extend(page.items.iter().map(|a| a.id.clone()));
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    assert_eq!(seen.len(), 23);
    assert_eq!(archive.count_articles(&query).expect("a count"), 23);
}

#[test]
fn articles_statements_and_people_are_found() {
    let folder = Folder::new();
    let archive = small(&folder);
    let query = Query::parse("shelled OR shelling").expect("a question");
    let page = archive.search(&query, None).expect("articles");
    assert_eq!(page.items.len(), 1);
    assert!(
        page.items[0].snippet.as_deref().is_some_and(|s| s.contains("\u{2068}shelled\u{2069}")),
        "{page:?}"
    );
    let articles = |question: &str| {
        archive.articles(&Query::parse(question).expect("a question"), None).expect("articles").items.len()
    };
    assert_eq!(articles("type:ASSAULT"), 1);
    assert_eq!(articles("speaker:Moss"), 2);
    assert_eq!(articles("speaker:CHE from:2025-05"), 1);
    assert_eq!(articles("round place:Geneva"), 2);
    assert_eq!(articles("* ^ ("), 0);
    let said = |question: &str| {
        archive.statements(&Query::parse(question).expect("a question"), None).expect("statements").items
    };
    assert_eq!(said("speaker:Brook").len(), 1);
    assert_eq!(said("speaker:CHE").len(), 2);
    assert_eq!(said("shelling")[0].content, "the shelling would not change her plans");
    assert!(said("speaker:Brook outlet:\"The Harbour Post\"").is_empty());
    let who = archive.who("brook").expect("somebody");
    assert_eq!(who.len(), 1);
    assert_eq!(
        (who[0].entity.name.as_str(), who[0].meetings.len(), who[0].statements.len()),
        ("Ida Brook", 1, 1)
    );
    let agenda = archive.agenda(Some(jiff::civil::date(2025, 5, 30)), None).expect("an agenda");
    assert_eq!(agenda.len(), 1);
    assert_eq!(agenda[0].from.as_deref(), Some("2025-06-01"));
    let days = archive.timeline(&Query::default(), None).expect("a timeline").items;
    let days: Vec<_> = days.iter().map(|d| d.day.clone().unwrap_or_default()).collect();
    assert_eq!(days, ["2025-06-01", "2025-05-20", "2025-05-17", "2025-04-17"]);
}

#[test]
fn a_term_is_broken_or_extended_by_reports_of_its_parties_that_name_it() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let (chad, sudan) = (&[("Chad", "TCD")][..], &[("Sudan", "SDN")][..]);
    let agreed = |event_type, trigger, term| Act {
        event_type,
        actors: chad,
        recipients: sudan,
        trigger,
        date: Some(term),
        ..Act::default()
    };
    let truce = "Chad agreed with Sudan on a truce of 30 days along the river.";
    let wells = "Chad promised Sudan to dig no wells for 15 years near the border.";
    let fate = |trigger| Act { event_type: "ACCUSE", actors: chad, trigger, ..Act::default() };
    let broken = "Chad said that soldiers had violated the ceasefire at the ford.";
    let longer = "Chad offered to extend the truce by a week.";
    let other = "Chad said that its tariff agreement with a neighbour was to be renewed.";
    for (day, title, sentence, act) in [
        ("2025-05-01", "Guns fall silent", truce, agreed("AGREE", "agreed", ("30 days", "P30D"))),
        ("2025-05-01", "Water for the border", wells, agreed("CONCEDE", "promised", ("15 years", "P15Y"))),
        ("2025-05-09", "Shots at the ford", broken, fate("said")),
        ("2025-05-28", "An offer from the east", longer, fate("offered")),
        ("2025-05-12", "Tariffs stay low", other, fate("said")),
    ] {
        add(&mut archive, &Maker::new(title, "The Lantern", day).act(sentence, &act).record());
    }
    let agenda = archive.agenda(Some(jiff::civil::date(2025, 5, 2)), None).expect("an agenda");
    let told: Vec<_> = agenda
        .iter()
        .map(|row| {
            let evidence = |rows: &[dateline_archive::EventRow]| {
                rows.iter().map(|r| r.evidence.clone()).collect::<Vec<_>>()
            };
            (row.event.evidence.as_str(), evidence(&row.broken), evidence(&row.extended))
        })
        .collect();
    assert_eq!(
        told,
        [(truce, vec![broken.to_owned()], vec![longer.to_owned()]), (wells, Vec::new(), Vec::new())]
    );
}

#[test]
fn an_agenda_has_pages_and_tells_an_act_once() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let plan = |title: &str, sentence: &str, actor: (&str, &str), place: (&str, f64), day: &str| {
        let act = Act {
            status: Status::Planned,
            actors: &[actor],
            recipients: &[("Sudan", "SDN")],
            trigger: "will meet",
            place: Some((place.0, "CHE", place.1, 7.5)),
            date: Some((day, day)),
            ..Act::default()
        };
        Maker::new(title, "The Lantern", "2025-05-20").act(sentence, &act).record()
    };
    let (chad, france, russia) = (("Chad", "TCD"), ("France", "FRA"), ("Russia", "RUS"));
    for (title, sentence, actor, place, day) in [
        (
            "Well water",
            "On 2025-06-01 envoys of Chad will meet those of Sudan in Bern about wells.",
            chad,
            ("Bern", 46.9),
            "2025-06-01",
        ),
        (
            "Ships and cranes",
            "France will meet Sudan for talks on ports, held at Basel, 2025-06-01.",
            france,
            ("Basel", 47.6),
            "2025-06-01",
        ),
        (
            "Grain prices rise again",
            "Grain is why Russia will meet Sudan near Thun from 2025-06-02.",
            russia,
            ("Thun", 46.8),
            "2025-06-02",
        ),
        (
            "A second look at the border",
            "At Olten, Chad will meet Sudan (2025-06-14) to draw the border anew.",
            chad,
            ("Olten", 47.3),
            "2025-06-14",
        ),
        (
            "Mountain air",
            "Two ministers of France will meet friends from Sudan in Chur on 2025-06-29.",
            france,
            ("Chur", 46.8),
            "2025-06-29",
        ),
    ] {
        add(&mut archive, &plan(title, sentence, actor, place, day));
    }
    let from = Some(jiff::civil::date(2025, 5, 30));
    let whole = archive.agenda(from, None).expect("an agenda");
    assert_eq!(whole.len(), 5);
    for limit in [1, 2, 4, 5] {
        let (mut told, mut after) = (Vec::new(), None);
        loop {
            let page = archive.agenda_page(from, None, limit, after.as_ref()).expect("a page");
            assert!(page.items.len() <= limit);
            told.extend(page.items);
            let Some(next) = page.next else { break };
            // As it goes over the wire.
            after = Some(next.to_string().parse().expect("a cursor"));
        }
        assert_eq!(told, whole, "{limit}");
    }
    // The same act in another paper is no second entry.
    let sentence = "Readers in Chur may see it: France will meet Sudan there on 2025-06-29, says the town.";
    add(&mut archive, &plan("What the town expects", sentence, france, ("Chur", 46.8), "2025-06-29"));
    let threads: Vec<_> =
        archive.agenda(from, None).expect("an agenda").into_iter().map(|row| row.event.thread).collect();
    let once: std::collections::BTreeSet<_> = threads.iter().collect();
    assert_eq!((threads.len(), once.len()), (5, 5));
    let last = archive.thread(whole[4].event.thread.as_deref().expect("a thread")).expect("an answer");
    assert_eq!(last.expect("the thread").events.len(), 2, "both papers tell it");
}

#[test]
fn sql_asks_and_does_not_write() {
    let folder = Folder::new();
    let archive = small(&folder);
    let limits = SqlLimits { rows: 3, time: Duration::from_secs(5) };
    for view in dateline_archive::VIEWS {
        assert!(!archive.view_columns(view).expect("columns").is_empty(), "{}", view.name);
        archive
            .sql(&format!("SELECT * FROM {}", view.name), &limits)
            .unwrap_or_else(|e| panic!("{}: {e}", view.name));
    }
    let table = archive
        .sql("SELECT type, actors, place FROM events WHERE type = 'ASSAULT'", &limits)
        .expect("a table");
    assert_eq!(table.rows, [["ASSAULT".into(), "Russia".into(), serde_json::Value::from("Port Vale")]]);
    assert!(archive.sql("SELECT * FROM events", &limits).expect("a table").cut);
    let json = archive
        .sql("SELECT json_extract(record, '$.document.title') FROM records", &limits)
        .expect("a table");
    assert_eq!(json.rows[0][0], "Talks, round 1");
    for wrong in [
        "DELETE FROM article",
        "CREATE TABLE x (y)",
        "ATTACH '/tmp/x' AS x",
        "PRAGMA journal_mode = DELETE",
        "SELECT * FROM nothing",
        "",
        "SELECT ?",
        "SELECT 1; SELECT 2",
        "VACUUM INTO '/tmp/x'",
    ] {
        assert!(matches!(archive.sql(wrong, &limits), Err(ArchiveError::Question(_))), "{wrong}");
    }
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let short = SqlLimits { time: Duration::from_millis(50), ..limits };
    assert!(matches!(archive.sql(endless, &short), Err(ArchiveError::Timeout(_))));
    assert_eq!(found(&archive, "type:ASSAULT"), ["ASSAULT -"]);
}
