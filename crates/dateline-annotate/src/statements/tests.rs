//! Statements of hand-built trees, so that no model is needed, and of texts without any tree.

use dateline_text::{
    Argument, ArgumentRole, Content, Cue, Document, Entity, EntityMention, Form, Layer, Metadata, Reading,
    Span, testing,
};
use expect_test::{Expect, expect};

use super::find_statements;

/// An entity for every mention, one for all mentions of one text.
fn entities(document: &Document, reading: &Reading) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    for mention in &reading.mentions {
        let name = document.slice(mention.span).to_owned();
        let own = EntityMention { span: mention.span, head: mention.head, form: mention.form };
        match entities.iter_mut().find(|e| e.name == name) {
            Some(entity) => entity.mentions.push(own),
            None => entities.push(Entity {
                name,
                kind: mention.kind,
                code: None,
                sectors: Vec::new(),
                wikidata: None,
                roles: Vec::new(),
                mentions: vec![own],
                why: String::new(),
                assumed: false,
            }),
        }
    }
    entities
}

fn draw(document: &Document, reading: &Reading) -> String {
    let entities = entities(document, reading);
    let name = |index: Option<usize>| index.and_then(|i| entities.get(i)).map_or("-", |e| e.name.as_str());
    find_statements(document, reading, &entities, &[], &Layer::default())
        .iter()
        .map(|s| {
            let cue = s.cue.map_or("-", |c| document.slice(c));
            let content: Vec<&str> = s.content.iter().map(|c| document.slice(*c)).collect();
            let mut line = format!("{} | {cue} | {:?} | {}", name(s.speaker), s.speech, content.join(" / "));
            if s.addressee.is_some() {
                line.push_str(&format!(" | to {}", name(s.addressee)));
            }
            if let Some(medium) = &s.medium {
                line.push_str(&format!(" | in {medium}"));
            }
            line + "\n"
        })
        .collect()
}

/// Draws the statements of a table of words (see `dateline_text::testing::reading`): speaker, cue, kind, content.
fn check(table: &str, expected: Expect) {
    let (document, reading) = testing::reading(table, Metadata::default());
    expected.assert_eq(&draw(&document, &reading));
}

#[test]
fn a_quotation_that_breaks_around_its_cue_is_one_statement_a_sentence() {
    check(
        "“ “ PUNCT 3 punct nosp
        We we PRON 3 nsubj
        go go VERB 0 root nosp
        , , PUNCT 3 punct nosp
        ” ” PUNCT 3 punct
        said say VERB 3 parataxis
        Ruiz Ruiz PROPN 6 nsubj name:person nosp
        , , PUNCT 3 punct
        “ “ PUNCT 11 punct nosp
        and and CCONJ 11 cc
        win win VERB 3 conj nosp
        . . PUNCT 3 punct nosp
        ” ” PUNCT 3 punct",
        expect![[r#"
            Ruiz | said | Direct | We go / and win.
        "#]],
    );
}

#[test]
fn a_speech_over_paragraphs_has_the_speaker_of_its_cue() {
    check(
        "“ “ PUNCT 3 punct nosp
        We we PRON 3 nsubj
        go go VERB 0 root nosp
        . . PUNCT 3 punct

        “ “ PUNCT 3 punct nosp
        They they PRON 3 nsubj
        stay stay VERB 0 root nosp
        . . PUNCT 3 punct

        “ “ PUNCT 3 punct nosp
        All all PRON 3 nsubj
        lose lose VERB 0 root nosp
        , , PUNCT 3 punct nosp
        ” ” PUNCT 3 punct
        Ruiz Ruiz PROPN 7 nsubj name:person
        said say VERB 3 parataxis nosp
        . . PUNCT 3 punct",
        expect![[r#"
            Ruiz | said | Direct | We go.
            Ruiz | said | Direct | They stay.
            Ruiz | said | Direct | All lose
        "#]],
    );
}

#[test]
fn indirect_speech_leaves_out_that_and_names_the_addressee_and_the_medium() {
    check(
        "Ruiz Ruiz PROPN 2 nsubj name:person
        told tell VERB 0 root
        reporters reporter NOUN 2 obj nominal:person
        in in ADP 6 case
        a a DET 6 det
        statement statement NOUN 2 obl
        that that SCONJ 9 mark
        troops troop NOUN 9 nsubj
        left leave VERB 2 ccomp
        Sumy Sumy PROPN 9 obj name:place nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Ruiz | told | Indirect | troops left Sumy | to reporters | in statement
        "#]],
    );
}

#[test]
fn words_quoted_inside_reported_ones_are_mixed() {
    check(
        "Ruiz Ruiz PROPN 2 nsubj name:person
        said say VERB 0 root
        it it PRON 5 nsubj
        was be AUX 5 cop
        over over ADJ 2 ccomp
        and and CCONJ 9 cc
        “ “ PUNCT 9 punct nosp
        all all PRON 9 nsubj
        lost lose VERB 5 conj nosp
        ” ” PUNCT 9 punct nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Ruiz | said | Mixed | it was over and “all lost”
        "#]],
    );
}

#[test]
fn nested_speech_gives_a_statement_to_each_speaker() {
    check(
        "Ruiz Ruiz PROPN 2 nsubj name:person
        said say VERB 0 root
        that that SCONJ 7 mark
        the the DET 5 det
        ministry ministry NOUN 7 nsubj nominal:organisation
        had have AUX 7 aux
        told tell VERB 2 ccomp
        him he PRON 7 obj
        that that SCONJ 11 mark
        troops troop NOUN 11 nsubj
        left leave VERB 7 ccomp nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Ruiz | said | Indirect | the ministry had told him that troops left
            the ministry | told | Indirect | troops left | to Ruiz
        "#]],
    );
}

#[test]
fn a_source_may_lead_or_follow() {
    check(
        "According accord VERB 3 case
        to to ADP 1 fixed
        Ruiz Ruiz PROPN 6 obl name:person nosp
        , , PUNCT 6 punct
        troops troop NOUN 6 nsubj
        left leave VERB 0 root nosp
        . . PUNCT 6 punct

        Troops troop NOUN 2 nsubj
        left leave VERB 0 root nosp
        , , PUNCT 2 punct
        according accord VERB 6 case
        to to ADP 4 fixed
        Ruiz Ruiz PROPN 2 obl name:person nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Ruiz | According to | Indirect | troops left
            Ruiz | according to | Indirect | Troops left
        "#]],
    );
}

#[test]
fn naming_is_a_direct_statement_of_the_quoted_words_and_a_scare_quote_is_none() {
    check(
        "Ruiz Ruiz PROPN 2 nsubj name:person
        called call VERB 0 root
        him he PRON 2 obj
        a a DET 6 det
        “ “ PUNCT 6 punct nosp
        thief thief NOUN 2 xcomp nosp
        ” ” PUNCT 6 punct nosp
        . . PUNCT 2 punct

        Police police NOUN 2 nsubj nominal:group
        seized seize VERB 0 root
        “ “ PUNCT 4 punct nosp
        illegal illegal ADJ 6 amod nosp
        ” ” PUNCT 4 punct
        boats boat NOUN 2 obj nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Ruiz | called | Direct | thief
        "#]],
    );
}

#[test]
fn speech_that_did_not_take_place_is_none() {
    check(
        "Ruiz Ruiz PROPN 4 nsubj name:person
        did do AUX 4 aux
        not not PART 4 advmod
        say say VERB 0 root
        that that SCONJ 7 mark
        troops troop NOUN 7 nsubj
        left leave VERB 4 ccomp nosp
        . . PUNCT 4 punct

        Ruiz Ruiz PROPN 2 nsubj name:person
        declined decline VERB 0 root
        to to PART 4 mark
        say say VERB 2 xcomp
        that that SCONJ 7 mark
        troops troop NOUN 7 nsubj
        left leave VERB 4 ccomp nosp
        . . PUNCT 2 punct",
        expect![""],
    );
}

#[test]
fn a_coordinated_verb_has_the_subject_of_the_first() {
    check(
        "Ruiz Ruiz PROPN 2 nsubj name:person
        met meet VERB 0 root
        Lee Lee PROPN 2 obj name:person
        and and CCONJ 5 cc
        said say VERB 2 conj
        that that SCONJ 8 mark
        talks talk NOUN 8 nsubj
        failed fail VERB 5 ccomp nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Ruiz | said | Indirect | talks failed
        "#]],
    );
}

#[test]
fn one_speaker_has_one_statement_in_a_sentence() {
    check(
        "Ruiz Ruiz PROPN 2 nsubj name:person
        said say VERB 0 root
        talks talk NOUN 4 nsubj
        failed fail VERB 2 ccomp nosp
        , , PUNCT 6 punct
        adding add VERB 2 advcl
        that that SCONJ 9 mark
        troops troop NOUN 9 nsubj
        left leave VERB 6 ccomp nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Ruiz | said | Indirect | talks failed / troops left
        "#]],
    );
}

#[test]
fn another_speakers_clause_is_cut_off() {
    check(
        "Ruiz Ruiz PROPN 2 nsubj name:person
        said say VERB 0 root
        talks talk NOUN 4 nsubj
        failed fail VERB 2 ccomp nosp
        , , PUNCT 8 punct
        while while SCONJ 8 mark
        Lee Lee PROPN 8 nsubj name:person
        said say VERB 4 advcl
        troops troop NOUN 10 nsubj
        left leave VERB 8 ccomp nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Ruiz | said | Indirect | talks failed
            Lee | said | Indirect | troops left
        "#]],
    );
}

#[test]
fn a_headline_may_name_its_speaker_before_a_colon() {
    check(
        "Ruiz Ruiz PROPN 4 nsubj name:person nosp
        : : PUNCT 4 punct
        Troops troop NOUN 4 nsubj
        left leave VERB 0 root
        Sumy Sumy PROPN 4 obj",
        expect![[r#"
            Ruiz | - | Indirect | Troops left Sumy
        "#]],
    );
}

#[test]
fn the_readers_content_stands_where_no_rule_found_any() {
    let table = "Ruiz Ruiz PROPN 2 nsubj name:person
        put put VERB 0 root
        it it PRON 2 obj
        thus thus ADV 2 advmod
        troops troop NOUN 6 nsubj
        left leave VERB 2 dep nosp
        . . PUNCT 2 punct";
    let (document, mut reading) = testing::reading(table, Metadata::default());
    let span = |word: usize| reading.syntax.get(word).map_or(Span::default(), |t| t.span);
    let argument = |role, token| Argument { role, token, score: 0.9 };
    let arguments = vec![argument(ArgumentRole::Speaker, 0), argument(ArgumentRole::Content, 4)];
    let cue = Cue { span: span(1), token: 1, score: 0.9, arguments };
    let content = Content { span: span(4).cover(span(5)), direct: false, score: 0.9 };
    (reading.cues, reading.contents) = (Layer::new(vec![cue]), Layer::new(vec![content]));
    expect![[r#"
        Ruiz | put | Indirect | troops left
    "#]]
    .assert_eq(&draw(&document, &reading));
}

#[test]
fn hostile_texts_end_in_good_time() {
    let word = "said say VERB 0 root\n";
    let mark = "\" \" PUNCT 0 root\n";
    for table in [word.repeat(20_000), mark.repeat(20_000), format!("{word}{mark}").repeat(10_000)] {
        let (document, reading) = testing::reading(&table, Metadata::default());
        assert!(find_statements(&document, &reading, &[], &[], &Layer::default()).len() <= 20_000);
    }
    let document = Document::from_text(&"“".repeat(100_000));
    let reading = Reading::default();
    assert!(find_statements(&document, &reading, &[], &[], &Layer::default()).is_empty());
    assert_eq!(reading.mentions.iter().filter(|m| m.form == Form::Name).count(), 0);
}
