//! Forty reports of one strike are one thread, and copies of one article one source.

use dateline_archive::{Archive, Query, ThreadDetails};
use dateline_record::{Record, Status};

use crate::support::{Act, Folder, Maker, add};

fn strike(outlet: &str, published: &str, words: &str, killed: (&str, f64), status: Status) -> Record {
    let act = Act {
        event_type: "ASSAULT",
        quad: "material-conflict",
        status,
        actors: &[("Ruritania", "RUR")],
        recipients: &[("Graustark", "GRK")],
        trigger: "shelled",
        place: Some(("Port Vale", "GRK", 43.3, 5.4)),
        date: Some(("on Sunday", "2025-04-13")),
        killed: Some(killed),
    };
    let mut maker = Maker::new(&format!("{outlet} on the war"), outlet, published);
    maker.act(words, &act);
    maker.record()
}

fn only_thread(archive: &Archive) -> ThreadDetails {
    let page = archive.threads(&Query::default(), None).expect("threads");
    assert_eq!(page.items.len(), 1, "{page:#?}");
    archive.thread(&page.items[0].id).expect("an answer").expect("a thread")
}

#[test]
fn reports_of_one_act_are_one_thread_with_its_figures_side_by_side() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let first = "Guns of Ruritania shelled Port Vale in Graustark on Sunday, and 35 people were killed at the harbour market.";
    add(&mut archive, &strike("The Lantern", "2025-04-13", first, ("35", 35.0), Status::Actual));
    let id = only_thread(&archive).thread.id;
    let second = "At the harbour market of Port Vale, 34 people were killed when Ruritania shelled the town in Graustark on Sunday.";
    add(&mut archive, &strike("The Harbour Post", "2025-04-14", second, ("34", 34.0), Status::Actual));
    let third = "The harbour market of Port Vale in Graustark was not shelled by Ruritania on Sunday, nor were 34 people killed.";
    add(&mut archive, &strike("The Gazette", "2025-04-15", third, ("34", 34.0), Status::Negated));
    // A copy of the first under another masthead is no other source.
    add(&mut archive, &strike("The Mirror", "2025-04-14", first, ("35", 35.0), Status::Actual));
    let details = only_thread(&archive);
    let thread = &details.thread;
    assert_eq!(thread.id, id);
    assert_eq!((thread.articles, thread.sources), (4, 3));
    assert_eq!(
        (thread.first_seen.as_deref(), thread.last_seen.as_deref()),
        (Some("2025-04-13"), Some("2025-04-15"))
    );
    assert_eq!(thread.status, Status::Negated);
    let history: Vec<_> = details.history.iter().map(|h| (h.status, h.articles)).collect();
    assert_eq!(history, [(Status::Actual, 3), (Status::Negated, 1)]);
    let figures: Vec<_> =
        details.figures.iter().map(|f| (f.low, f.outlet.as_deref().unwrap_or(""))).collect();
    assert_eq!(
        figures,
        [(Some(35.0), "The Lantern"), (Some(34.0), "The Harbour Post"), (Some(34.0), "The Gazette")]
    );
    assert!(archive.check(|_| ()).expect("a check").problems.is_empty());
}

#[test]
fn another_act_is_another_thread() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let words = "Guns of Ruritania shelled Port Vale in Graustark on Sunday, and 35 people were killed at the harbour market.";
    add(&mut archive, &strike("The Lantern", "2025-04-13", words, ("35", 35.0), Status::Actual));
    let other = Act {
        event_type: "ASSAULT",
        quad: "material-conflict",
        actors: &[("Ruritania", "RUR")],
        recipients: &[("Graustark", "GRK")],
        trigger: "bombed",
        place: Some(("Lower Fen", "GRK", 44.3, 6.4)),
        date: Some(("Friday", "2025-04-18")),
        ..Act::default()
    };
    let record = Maker::new("Another raid", "The Lantern", "2025-04-18")
        .act("Planes of Ruritania bombed Lower Fen in Graustark on Friday.", &other)
        .record();
    add(&mut archive, &record);
    assert_eq!(archive.threads(&Query::default(), None).expect("threads").items.len(), 2);
}

#[test]
fn copies_are_counted_once_unless_asked() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let words = "Guns of Ruritania shelled Port Vale in Graustark on Sunday, and 35 people were killed at the harbour market.";
    let one = add(&mut archive, &strike("The Lantern", "2025-04-13", words, ("35", 35.0), Status::Actual));
    add(
        &mut archive,
        &strike("The Lantern Evening Edition", "2025-04-13", words, ("35", 35.0), Status::Actual),
    );
    let counted = |copies| archive.count_events(&Query { copies, ..Query::default() }).expect("a count");
    assert_eq!((counted(false), counted(true)), (1, 2));
    let row = archive.article_details(&one).expect("an answer").expect("an article");
    assert_eq!(row.copies, 2);
    let group = archive.syndicate(&row.syndicate).expect("an answer").expect("a group");
    assert_eq!(group.articles.len(), 2);
    // The fuller of the two leads.
    assert_eq!(group.articles[0].outlet.as_deref(), Some("The Lantern Evening Edition"));
}

#[test]
fn a_copy_is_found_by_words_that_its_lead_lacks() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let words = "Guns of Ruritania shelled Port Vale in Graustark on Sunday, and 35 people were killed at the harbour market.";
    add(&mut archive, &strike("The Lantern", "2025-04-13", words, ("35", 35.0), Status::Actual));
    add(
        &mut archive,
        &strike("The Lantern Evening Edition", "2025-04-13", words, ("35", 35.0), Status::Actual),
    );
    add(&mut archive, &strike("The Zephyr", "2025-04-13", words, ("35", 35.0), Status::Actual));
    let found = |text: &str| {
        let page = archive.search(&Query::parse(text).expect("a question"), None).expect("articles");
        page.items.into_iter().map(|a| a.outlet.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(found("harbour"), ["The Lantern Evening Edition"]);
    assert_eq!(found("zephyr harbour"), ["The Zephyr"]);
}
