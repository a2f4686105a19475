//! The example record keeps the law, reads and writes itself, and fits the published schema.

mod structure;

use dateline_record::{Record, json_schema};
use expect_test::{expect, expect_file};
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("example.json");

fn example() -> Record {
    serde_json::from_str(EXAMPLE).expect("the example is a record")
}

fn problems(change: impl FnOnce(&mut Record)) -> String {
    let mut record = example();
    change(&mut record);
    record.check().iter().map(|p| format!("{p}\n")).collect()
}

#[test]
fn what_is_read_is_written_again_in_the_same_order() {
    let written = serde_json::to_string_pretty(&example()).expect("records are JSON");
    assert_eq!(written + "\n", EXAMPLE);
}

#[test]
fn a_sound_record_has_no_problems() {
    assert_eq!(problems(|_| ()), "");
}

#[test]
fn spans_outside_the_text_are_found() {
    expect![[r#"
        entities[0].mentions[1].span: the span [5, 5) is empty or leaves the text of 236 code points
        events[0].trigger: the span [9, 9000) is empty or leaves the text of 236 code points
        events[0].trigger: lies outside its evidence
    "#]]
    .assert_eq(&problems(|r| {
        r.events[0].trigger = [9, 9000];
        r.entities[0].mentions[1].span = [5, 5];
    }));
}

#[test]
fn references_that_lead_nowhere_are_found() {
    expect![[r#"
        events[0].actors[1]: there is no e99
        events[1].same_as: v3 is no earlier first report
        events[2].asserted_by: there is no s7
    "#]]
    .assert_eq(&problems(|r| {
        r.events[0].actors[1] = "e99".to_owned();
        r.events[1].same_as = Some("v3".to_owned());
        r.events[2].asserted_by = Some("s7".to_owned());
    }));
}

#[test]
fn words_that_are_not_under_their_span_are_found() {
    expect![[r#"
        document.dateline.text: differs from the words under its span
        times[0].text: differs from the words under its span
    "#]]
    .assert_eq(&problems(|r| {
        r.times[0].text = "Friday".to_owned();
        if let Some(dateline) = &mut r.document.dateline {
            dateline.text = "BERN".to_owned();
        }
    }));
}

#[test]
fn facts_without_a_span_are_found() {
    expect![[r#"
        entities[2].mentions: is empty: no fact without a span
        places[0].mentions: is empty: no fact without a span
        statements[0].content: is empty: no fact without a span
    "#]]
    .assert_eq(&problems(|r| {
        r.entities[2].mentions.clear();
        r.places[0].mentions.clear();
        r.statements[0].content.clear();
    }));
}

/// `UPDATE_EXPECT=1` writes the file anew.
#[test]
fn the_schema_in_the_repository_is_the_types() {
    let schema = serde_json::to_string_pretty(&json_schema()).expect("schemas are JSON");
    expect_file!["../record.schema.json"].assert_eq(&(schema + "\n"));
}

#[test]
fn the_example_fits_the_schema() {
    let value: Value = serde_json::from_str(EXAMPLE).expect("the example is JSON");
    assert_eq!(structure::violations(&json_schema(), &value), Vec::<String>::new());
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let mut value: Value = serde_json::from_str(EXAMPLE).expect("the example is JSON");
    value["events"][0]["status"] = json!("happened");
    value["events"][0]["trigger"] = json!([1]);
    value["sentences"][0]["span"] = json!("0-5");
    if let Some(fields) = value["document"].as_object_mut() {
        fields.remove("outlet");
    }
    expect![[r#"
        [
            "document: lacks outlet",
            "events[0].status: is none of the alternatives",
            "events[0].trigger: has 1 items",
            "sentences[0].span: is no array",
        ]
    "#]]
    .assert_debug_eq(&structure::violations(&json_schema(), &value));
}
