//! The example record of `dateline-record`, as a person sees it.

use dateline_knowledge::Ontology;
use dateline_record::{Event, Record, Status, Time};
use expect_test::expect;

use super::{ViewOptions, render};

fn example() -> Record {
    serde_json::from_str(include_str!("../../../dateline-record/tests/example.json"))
        .expect("the example is a record")
}

fn view(record: &Record, options: ViewOptions) -> String {
    render(record, &Ontology::plover(), options)
}

#[test]
fn the_example_is_told_in_order() {
    expect![[r#"
        Željko Perić meets Ruritania’s envoy
        The Harbour Post · Friday 18 April 2025 (by a line of the text)
        by Ida Brook · GENEVA
        talks.txt

        WHO'S WHO
          Željko Perić  GRK · government · Foreign Minister
          Ada Moss      RUR · government
          Without a name: people (civilians); police

        WHAT HAPPENED, AND WHAT DID NOT

          Thursday 17 April 2025
          HAPPENED  Željko Perić and Ada Moss: met or talked [CONSULT]
                    in Geneva (CHE)
                    headline (also sentence 1): Željko Perić *meets* Ruritania’s envoy

          No day is given
          HAPPENED  people: demonstrated [PROTEST/demo]
                    about 40 participants
          HAPPENED  police → people: arrested [COERCE/arrest]
                    2 detained
                    sentence 3: About 40 people *protested* outside, and police
                    *detained* two.

          May 2025
          PLANNED   Željko Perić and Ada Moss: to meet or talk [CONSULT]
                    says Ada Moss
                    sentence 2: “We will *meet* again in May,” Moss said.

        WHO SAID WHAT
          Ada Moss · sentence 2
              “We will meet again in May”

        COMING UP
          May 2025            Željko Perić and Ada Moss: to meet or talk · sentence 2

        1 stretch of the page cut: 1 share. --explain lists it.
    "#]]
    .assert_eq(&view(&example(), ViewOptions::default()));
}

#[test]
fn one_act_named_by_two_words_is_told_once() {
    let mut record = example();
    let mut twin = record.events.iter().find(|e| e.event_type == "PROTEST").expect("a protest").clone();
    twin.id = "v99".to_owned();
    twin.trigger = [twin.trigger[1] + 1, twin.trigger[1] + 8];
    record.events.push(twin);
    let text = view(&record, ViewOptions::default());
    assert_eq!(text.matches("demonstrated").count(), 1, "{text}");
    assert!(text.contains("*protested* *outside*"), "{text}");
}

#[test]
fn what_is_to_come_is_listed_once() {
    let mut record = example();
    let plan = record.events.iter().find(|e| e.status == Status::Planned).expect("a plan").clone();
    record.events.push(Event { id: "v99".to_owned(), trigger: [152, 157], ..plan });
    // "Thursday" now lies ahead, and an hour of it is named in the same sentence.
    record.document.published = Some("2025-04-16".to_owned());
    for event in &mut record.events {
        event.time = event.time.take().filter(|id| id != "t1");
    }
    let hour = Time {
        id: "t9".to_owned(),
        span: [120, 125],
        value: Some("2025-04-17T08:00".to_owned()),
        ..record.times[0].clone()
    };
    record.times.push(hour);
    let text = view(&record, ViewOptions { width: 100, ..ViewOptions::default() });
    let ahead = text.split("COMING UP\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list");
    assert_eq!(ahead.matches("to meet or talk").count(), 1, "{ahead}");
    assert_eq!(ahead.matches("17 April 2025").count(), 1, "{ahead}");
    assert!(ahead.contains("08:00"), "{ahead}");
}

#[test]
fn everything_fits_narrow_and_wide() {
    for width in [20, 33, 60, 80, 100] {
        let text = view(&example(), ViewOptions { width, explain: true, ..ViewOptions::default() });
        let longest = text.lines().map(|l| l.chars().count()).max().unwrap_or(0);
        assert!(longest <= width, "{longest} columns of {width}:\n{text}");
    }
}

#[test]
fn colour_changes_nothing_but_escape_sequences() {
    let record = example();
    let coloured = view(&record, ViewOptions { colour: true, ..ViewOptions::default() });
    assert!(coloured.contains("\u{1b}[1;32mHAPPENED\u{1b}[0m"), "{coloured}");
}

#[test]
fn without_colour_no_control_character_is_written_whatever_the_article_says() {
    let mut record = example();
    let evil = "\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}x\r\n\u{8}";
    record.document.text = record.document.text.replace("Ruritania", "Ru\u{1b}[2Jia");
    record.document.title = Some(evil.to_owned());
    record.document.outlet = Some(evil.to_owned());
    record.document.notes.push(evil.to_owned());
    record.document.dropped[0].text = evil.to_owned();
    record.document.dropped[0].why = evil.to_owned();
    for entity in &mut record.entities {
        entity.name.push_str(evil);
        entity.code = Some(evil.to_owned());
        entity.sectors.push(evil.to_owned());
    }
    for event in &mut record.events {
        event.event_type.push_str(evil);
        event.found_by.push_str(evil);
    }
    record.times[0].value = Some(evil.to_owned());
    record.places[0].name.push_str(evil);
    for explain in [false, true] {
        let text = view(&record, ViewOptions { explain, ..ViewOptions::default() });
        let bad: Vec<char> =
            text.chars().filter(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}').collect();
        assert_eq!(bad, Vec::<char>::new());
    }
}

#[test]
fn an_article_of_nothing_is_told_briefly() {
    let mut record = example();
    record.document = dateline_record::DocumentRecord { text: "Hm".to_owned(), ..Default::default() };
    record.sentences.clear();
    record.events.clear();
    record.statements.clear();
    record.times.clear();
    expect![[r"
        (no headline)
        day of publication unknown: --published gives it

        WHAT HAPPENED, AND WHAT DID NOT
          No act between public actors was found.
    "]]
    .assert_eq(&view(&record, ViewOptions::default()));
}
