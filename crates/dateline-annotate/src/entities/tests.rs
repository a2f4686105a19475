use dateline_text::{Argument, ArgumentRole, Cue, EntityKind, Layer, Metadata, Span, testing};
use expect_test::{Expect, expect};
use jiff::civil::Date;

use super::facts::{Described, Facts, Known};
use super::find_with;
use super::lexicon::Gender;

/// A handful of facts, so that these tests do not move with the knowledge files.
struct Few;

impl Facts for Few {
    fn actor(&self, name: &str, _: Option<Date>) -> Option<Known> {
        let (canonical, kind, code, title) = match name {
            "Macron" | "Emmanuel Macron" => ("Emmanuel Macron", EntityKind::Person, "FRA", Some("President")),
            "Kremlin" => ("Kremlin", EntityKind::Organisation, "RUS", None),
            _ => return None,
        };
        Some(Known {
            name: canonical.into(),
            kind: Some(kind),
            code: Some(code.into()),
            sectors: vec!["GOV".into()],
            title: title.map(str::to_owned),
            wikidata: None,
            by_surname: false,
            why: format!("{canonical} is known"),
        })
    }

    fn country(&self, name: &str) -> Option<String> {
        Some(
            match name {
                "France" => "FRA",
                "Russia" => "RUS",
                "Mali" => "MLI",
                "Norway" => "NOR",
                _ => return None,
            }
            .into(),
        )
    }

    fn demonym(&self, word: &str) -> Option<String> {
        Some(
            match word {
                "French" => "FRA",
                "Russian" | "Russians" => "RUS",
                "Norwegian" => "NOR",
                _ => return None,
            }
            .into(),
        )
    }

    fn people(&self, word: &str) -> Option<String> {
        (word == "Russians").then(|| "RUS".into())
    }

    fn country_name(&self, code: &str) -> Option<String> {
        Some(
            match code {
                "FRA" => "France",
                "RUS" => "Russia",
                "NOR" => "Norway",
                _ => return None,
            }
            .into(),
        )
    }

    fn namesake_region(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn describe(&self, phrase: &str, _: Option<Date>) -> Option<Described> {
        let code = ["French", "Russian", "Norwegian"]
            .iter()
            .find(|d| phrase.contains(**d))
            .and_then(|d| self.demonym(d));
        let sector = [
            ("president", "GOV"),
            ("minister", "GOV"),
            ("army", "MIL"),
            ("troops", "MIL"),
            ("police", "COP"),
            ("ministry", "GOV"),
            ("villagers", "CVL"),
        ]
        .iter()
        .find(|(noun, _)| phrase.to_lowercase().contains(noun));
        (code.is_some() || sector.is_some())
            .then(|| Described { code, sectors: sector.map(|(_, s)| (*s).to_owned()).into_iter().collect() })
    }

    fn country_of_place(&self, _: &str, _: &[String]) -> Option<String> {
        None
    }

    fn country_of_sure_place(&self, _: &str, _: &[String]) -> Option<String> {
        None
    }

    fn given_name(&self, name: &str) -> Option<Gender> {
        match name {
            "ingrid" => Some(Gender::Female),
            "erik" | "emmanuel" => Some(Gender::Male),
            _ => None,
        }
    }
}

fn check(table: &str, expected: Expect) {
    let (document, reading) = testing::reading(table, Metadata::default());
    let mut shown = String::new();
    for entity in find_with(&document, &reading, &Few) {
        let mentions: Vec<&str> = entity.mentions.iter().map(|m| document.slice(m.span)).collect();
        shown += &format!(
            "{} [{} {} {}]: {}\n",
            entity.name,
            entity.kind.name(),
            entity.code.as_deref().unwrap_or("-"),
            entity.sectors.join("+"),
            mentions.join(" | ")
        );
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_title_before_a_name_gives_its_office_and_short_forms_join() {
    check(
        "French French ADJ 2 amod
        President President PROPN 4 nmod:desc
        Emmanuel Emmanuel PROPN 4 compound
        Macron Macron PROPN 5 nsubj name:person
        left leave VERB 0 root nosp
        . . PUNCT 5 punct

        Macron Macron PROPN 2 nsubj name:person
        said say VERB 0 root
        he he PRON 4 nsubj
        waited wait VERB 2 ccomp
        . . PUNCT 2 punct",
        expect![[r#"
            France [country FRA GOV]: French
            Emmanuel Macron [person FRA GOV]: Emmanuel Macron | Macron | he
        "#]],
    );
}

#[test]
fn a_member_of_a_party_tells_whose_office_it_is_but_not_which() {
    check(
        "Sen. Sen. PROPN 3 nmod:desc
        Louise Louise PROPN 3 compound
        Trammell Trammell PROPN 8 nsubj name:person nosp
        , , PUNCT 7 punct
        a a DET 7 det
        French French ADJ 7 amod
        Republican republican PROPN 3 appos name:group nosp
        spoke speak VERB 0 root",
        expect![[r#"
            Louise Trammell [person FRA CVL]: Louise Trammell
            France [country FRA GOV]: French
            Republican [group FRA CVL]: Republican
        "#]],
    );
}

#[test]
fn a_state_that_the_reader_takes_for_a_person_stays_a_state() {
    check(
        "Norway Norway PROPN 2 nsubj name:person
        refused refuse VERB 0 root",
        expect![[r#"
            Norway [country NOR GOV]: Norway
        "#]],
    );
    check(
        "Erik Erik PROPN 2 compound
        Norway Norway PROPN 3 nsubj name:person
        left leave VERB 0 root

        Norway Norway PROPN 2 nsubj name:person
        returned return VERB 0 root",
        expect![[r#"
            Erik Norway [person - ]: Erik Norway | Norway
        "#]],
    );
}

#[test]
fn a_name_whose_surname_alone_the_reader_marks_is_whole() {
    check(
        "governor governor NOUN 2 nmod:desc
        Olha Olha PROPN 4 nsubj
        Stetsenko Stetsenko PROPN 2 flat name:person
        spoke speak VERB 0 root",
        expect![[r#"
            Olha Stetsenko [person - ]: Olha Stetsenko
        "#]],
    );
}

#[test]
fn a_speaker_of_whom_no_name_is_marked_has_the_whole_of_it() {
    let table = "governor governor NOUN 2 nmod:desc
        Olha Olha PROPN 4 nsubj
        Stetsenko Stetsenko PROPN 2 flat
        spoke speak VERB 0 root";
    let (document, mut reading) = testing::reading(table, Metadata::default());
    let named = |reading: &_| find_with(&document, reading, &Few).iter().any(|e| e.name == "Olha Stetsenko");
    let speaker = Argument { role: ArgumentRole::Speaker, token: 2, score: 0.9 };
    reading.cues =
        Layer::new(vec![Cue { span: Span::new(24, 29), token: 3, score: 0.9, arguments: vec![speaker] }]);
    assert!(named(&reading));
}

#[test]
fn a_word_before_a_known_name_is_no_part_of_it() {
    check(
        "Grandee Grandee PROPN 3 compound
        Emmanuel Emmanuel PROPN 3 compound
        Macron Macron PROPN 4 nsubj name:person
        thanked thank VERB 0 root
        Erik Erik PROPN 4 obj name:person",
        expect![[r#"
            Emmanuel Macron [person FRA GOV]: Emmanuel Macron
            Erik [person FRA CVL]: Erik
        "#]],
    );
}

#[test]
fn two_people_of_one_surname_stay_two() {
    check(
        "Erik Erik PROPN 2 compound
        Dahl Dahl PROPN 3 nsubj name:person
        met meet VERB 0 root
        Ingrid Ingrid PROPN 5 compound
        Dahl Dahl PROPN 3 obj name:person

        She she PRON 2 nsubj
        thanked thank VERB 0 root
        Dahl Dahl PROPN 2 obj name:person",
        expect![[r#"
            Erik Dahl [person - ]: Erik Dahl
            Ingrid Dahl [person - ]: Ingrid Dahl | She | Dahl
        "#]],
    );
}

#[test]
fn a_possessor_gives_the_country_and_counts_are_no_part_of_a_name() {
    check(
        "Mali Mali PROPN 3 nmod:poss nosp name:country
        's 's PART 1 case
        army army NOUN 4 nsubj
        killed kill VERB 0 root
        at at ADP 6 case
        least least ADJ 7 nummod
        three three NUM 8 nummod
        villagers villager NOUN 4 obj
        in in ADP 10 case
        Norway Norway PROPN 4 obl name:country",
        expect![[r#"
            Mali [country MLI GOV]: Mali
            Mali's army [organisation MLI MIL]: Mali's army
            villagers [group NOR CVL]: least three villagers
            Norway [country NOR GOV]: Norway
        "#]],
    );
}

#[test]
fn ships_and_the_unidentified_are_nobodys_and_migrants_of_no_one_country() {
    check(
        "Unidentified unidentified ADJ 2 amod
        gunmen gunman NOUN 3 nsubj Number=Plur
        shot shoot VERB 0 root
        migrants migrant NOUN 3 obj
        in in ADP 6 case
        Norway Norway PROPN 3 obl name:country",
        expect![[r#"
            Unidentified gunmen [group - UNK]: Unidentified gunmen
            migrants [group INT CVL]: migrants
            Norway [country NOR GOV]: Norway
        "#]],
    );
}
