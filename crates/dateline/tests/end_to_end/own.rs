//! What users bring along: their own actors and event types; and why something was coded or not.

use dateline::dateline_record::Entity;

use crate::support::{Folder, dateline, dateline_with_input, examples, records};

const ACTORS: &str =
    "[[actor]]\nname = \"Harbour League\"\nkind = \"organisation\"\ncode = \"GRL\"\nsectors = [\"LAB\"]\n";
const TALKS: &[u8] =
    b"Talks\n\nThe Harbour League met the Danish prime minister in Copenhagen on Monday, officials said.\n";

#[test]
fn own_actors_are_known_to_read_and_code() {
    let folder = Folder::new();
    folder.write("actors.toml", ACTORS);
    folder.write("talks.txt", TALKS);
    let code = |out: &str| {
        let of_league = |e: &&Entity| e.name.contains("Harbour League");
        records(out).iter().find_map(|r| r.entities.iter().find(of_league)?.code.clone())
    };
    let read = ["read", "talks.txt", "--format", "jsonl", "--actors", "actors.toml"];
    assert_eq!(code(&dateline(folder.path(), &read).ends_with(0).out).as_deref(), Some("GRL"));
    let plain = dateline(folder.path(), &read[..4]).ends_with(0);
    assert_ne!(code(&plain.out).as_deref(), Some("GRL"));
    let words = ["code", "talks.txt", "--out", "o.jsonl", "--actors", "actors.toml"];
    dateline(folder.path(), &words).ends_with(0);
    assert_eq!(code(&folder.read("o.jsonl")).as_deref(), Some("GRL"));
}

#[test]
fn what_is_no_list_of_actors_is_named() {
    let folder = Folder::new();
    folder.write("talks.txt", TALKS);
    folder.write("bad.toml", ACTORS.replace("LAB", "LOUD"));
    let run = dateline(folder.path(), &["read", "talks.txt", "--actors", "bad.toml"]).ends_with(2);
    assert!(run.err.contains("bad.toml: actor Harbour League: there is no sector LOUD"), "{}", run.err);
    let run = dateline(folder.path(), &["read", "talks.txt", "--actors", "nowhere.toml"]).ends_with(2);
    assert!(run.err.contains("nowhere.toml cannot be read"), "{}", run.err);
}

#[test]
fn entities_are_explained_at_a_date() {
    let at = |day: &str| {
        dateline(&examples(), &["entities", "explain", "Joe Biden", "--at", day]).ends_with(0).out
    };
    assert!(at("2022-05-01").contains("GOV"), "{}", at("2022-05-01"));
    let later = at("2025-05-01");
    assert!(
        later.contains("ELI") && later.contains("why") && later.contains("office_holders.tsv"),
        "{later}"
    );
    let run = dateline(&examples(), &["entities", "explain", "Zyx Qwv"]).ends_with(1);
    assert!(run.out.contains("nothing is known"), "{}", run.out);
    dateline(&examples(), &["entities", "explain", "Joe Biden", "--at", "soon"]).ends_with(2);
}

#[test]
fn the_example_ontology_keeps_its_cases() {
    let run = dateline(&examples(), &["ontology", "check", "ceasefire-terms.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert!(run.out.ends_with("4 types, 23 cases, 0 not as they should be\n"), "{}", run.out);
}

#[test]
fn an_ontology_is_begun_checked_and_used() {
    let folder = Folder::new();
    dateline(folder.path(), &["ontology", "init", "mine.toml"]).ends_with(0);
    let run = dateline(folder.path(), &["ontology", "check", "mine.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.out);
    let again = dateline(folder.path(), &["ontology", "init", "mine.toml"]).ends_with(2);
    assert!(again.err.contains("mine.toml cannot be written"), "{}", again.err);

    let wrong = folder
        .read("mine.toml")
        .replace("Chad and Sudan extended the truce", "Chad and Sudan left the truce");
    folder.write("wrong.toml", wrong);
    let run = dateline(folder.path(), &["ontology", "check", "wrong.toml"]).ends_with(1);
    assert!(run.out.contains("EXTEND: must be found and was not"), "{}", run.out);
    folder.write("none.toml", "name = 3");
    let run = dateline(folder.path(), &["ontology", "check", "none.toml"]).ends_with(2);
    assert!(run.err.contains("none.toml: this is no ontology"), "{}", run.err);

    let text = b"Truce\n\nGENEVA - Chad and Sudan extended the truce by a month on Monday. Chad praised the mediators.\n";
    let words = ["read", "-", "--format", "jsonl", "--ontology", "mine.toml"];
    let run = dateline_with_input(folder.path(), &words, text).ends_with(0);
    let records = records(&run.out);
    let types: Vec<&str> = records[0].events.iter().map(|e| e.event_type.as_str()).collect();
    assert_eq!(types, ["EXTEND"], "PLOVER's types are not this ontology's");
    assert_eq!(records[0].events[0].found_by, "ontology:predicate");
}

#[test]
fn plover_comes_in_the_form_of_a_users_ontology() {
    let folder = Folder::new();
    dateline(folder.path(), &["ontology", "init", "plover.toml", "--plover"]).ends_with(0);
    let read = |words: &[&str]| dateline(&examples(), words).ends_with(0).out;
    let file = folder.path().join("plover.toml");
    let own =
        read(&["read", "ceasefire.txt", "--format", "jsonl", "--ontology", file.to_str().expect("UTF-8")]);
    assert_eq!(own, read(&["read", "ceasefire.txt", "--format", "jsonl"]));
}

#[test]
fn read_explains_what_it_coded_and_what_it_did_not() {
    let run = dateline(&examples(), &["read", "ceasefire.txt", "--explain", "--color", "never"]).ends_with(0);
    let text = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("confidence 0.") && text.contains("the reader: "), "{}", run.out);
    assert!(text.contains("No act: "), "{}", run.out);
    assert!(text.contains("THE TEXT BY SENTENCE"), "{}", run.out);
}
