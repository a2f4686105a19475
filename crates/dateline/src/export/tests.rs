//! An archive of the record's own example, in each shape.

use std::path::PathBuf;

use dateline_archive::{Archive, Provenance, Query};
use dateline_record::Record;
use dateline_record::table::{Cell, TableForm, TableWriter};
use expect_test::{Expect, expect};

use super::{ExportError, Layout, Shape, ShapeError, TableName, Unit, export};

/// A folder with an archive; gone when the test is.
struct Kept {
    folder: PathBuf,
    archive: Archive,
}

impl Kept {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("dateline-export-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let record: Record =
            serde_json::from_str(include_str!("../../../dateline-record/tests/example.json"))
                .expect("a record");
        let mut archive = Archive::create(&folder).expect("an archive");
        archive.add(&record, &Provenance::default()).expect("it is added");
        Self { folder, archive }
    }

    fn csv(&self, shape: Shape, question: &str) -> String {
        let query = Query::parse(question).expect("a question");
        let mut table = TableWriter::new(TableForm::Csv, Vec::new(), &shape.fields()).expect("a table");
        let exported = export(&self.archive, &query, shape, |row| {
            assert_eq!(row.len(), shape.fields().len());
            Ok(table.write_row(row)?)
        });
        assert!(exported.expect("an export").rows > 0);
        String::from_utf8(table.finish().expect("memory")).expect("UTF-8")
    }

    /// The columns of a row that are not empty, a line each.
    fn row(&self, shape: Shape, question: &str, row: usize) -> String {
        let csv = self.csv(shape, question);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let names = reader.headers().expect("a header").clone();
        let row = reader.records().nth(row).expect("a row").expect("a row");
        let known = names.iter().zip(row.iter()).filter(|(_, value)| !value.is_empty());
        known.map(|(name, value)| format!("{name}: {value}\n")).collect()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn shape(table: TableName, layout: Layout, unit: Unit) -> Shape {
    Shape::new(table, layout, unit).expect("a shape")
}

#[test]
fn cells_are_of_the_kind_of_their_column() {
    use dateline_record::table::CellKind;
    let kept = Kept::new("kinds");
    for shape in Shape::ALL {
        let fields = shape.fields();
        let exported = export(&kept.archive, &Query::default(), shape, |row| {
            for (field, cell) in fields.iter().zip(&row) {
                let fits = matches!(
                    (field.kind, cell),
                    (CellKind::Text, Cell::Text(_))
                        | (CellKind::Integer, Cell::Integer(_))
                        | (CellKind::Float, Cell::Float(_))
                        | (CellKind::Date, Cell::Date(_))
                );
                assert!(fits, "{shape:?} {}: {cell:?}", field.name);
            }
            Ok(())
        })
        .expect("an export");
        assert!(exported.rows > 0, "{shape:?}");
        let told = if shape.table() == TableName::Entities { 0 } else { 1 };
        assert_eq!(exported.read_by.len(), told, "{shape:?}");
    }
}

#[test]
fn talks_are_a_pair_each_way_in_the_cameo_layout() {
    let kept = Kept::new("cameo");
    let by_event = shape(TableName::Events, Layout::Cameo, Unit::Event);
    let csv = kept.csv(by_event, "");
    let shown: Vec<String> = csv::Reader::from_reader(csv.as_bytes())
        .records()
        .map(|row| {
            let row = row.expect("a row");
            let id = row[0].split_once('/').expect("an article").1.to_owned();
            format!("{id}: {} | {} | {} | {} | {}", &row[1], &row[2], &row[5], &row[6], &row[8])
        })
        .collect();
    // The planned talks are left out, and the second report of the first ones.
    assert_eq!(
        shown,
        [
            "v1/1: 2025-04-18 | Željko Perić | met or talked | 040 | Ada Moss",
            "v1/2: 2025-04-18 | Ada Moss | met or talked | 040 | Željko Perić",
            "v4/1: 2025-04-18 | people | demonstrated | 141 | ",
            "v5/1: 2025-04-18 | police | arrested | 173 | people",
        ]
    );
    assert!(kept.csv(by_event, "status:planned").contains("/v3/2,2025-05-01,Ada Moss"));
}

#[test]
fn a_row_of_each_layout() {
    let kept = Kept::new("rows");
    let check = |shape: Shape, question: &str, row: usize, expected: Expect| {
        expected.assert_eq(&kept.row(shape, question, row));
    };
    check(
        shape(TableName::Events, Layout::Polecat, Unit::Event),
        "",
        2,
        expect![[r#"
        Event ID: 7b5e85f1fbe0eb2e_v5
        Event Type: COERCE
        Event Mode: arrest
        Intensity: -5
        Quad Code: MATERIAL CONFLICT
        Contexts: repression
        Actor Name: police
        Primary Actor Sector: COP
        Actor Sectors: COP
        Actor Name Raw: police
        Recipient Name: people
        Primary Recipient Sector: CVL
        Recipient Sectors: CVL
        Recipient Name Raw: About 40 people
        Source: The Harbour Post
        Publication Date: 2025-04-18
        Story People: Željko Perić; Ada Moss
        Story Locations: Geneva
        Language: en
        Version: 0.1.0
    "#]],
    );
    check(
        shape(TableName::Events, Layout::Polecat, Unit::Thread),
        "type:CONSULT",
        0,
        expect![[r#"
            Event ID: t1
            Event Date: 2025-04-17
            Event Type: CONSULT
            Intensity: 1
            Quad Code: VERBAL COOPERATION
            Contexts: diplomatic
            Actor Name: Željko Perić; Ada Moss
            Actor Country: GRK; RUR
            Primary Actor Sector: GOV
            Actor Sectors: GOV
            Actor Title: Foreign Minister; 
            Actor Name Raw: Željko Perić; Ruritania’s envoy
            Placename: Geneva
            City: Geneva
            Country: CHE
            Latitude: 46.2022
            Longitude: 6.1457
            Raw Placename: Geneva
            Feature Type: city
            Source: The Harbour Post
            Publication Date: 2025-04-18
            Story People: Željko Perić; Ada Moss
            Story Locations: Geneva
            Language: en
            Version: 0.1.0
        "#]],
    );
    check(
        shape(TableName::Events, Layout::Cameo, Unit::Thread),
        "",
        0,
        expect![[r#"
            Event ID: t1/1
            Event Date: 2025-04-17
            Source Name: Željko Perić
            Source Sectors: GOV
            Source Country: GRK
            Event Text: met or talked
            CAMEO Code: 040
            Intensity: 1
            Target Name: Ada Moss
            Target Sectors: GOV
            Target Country: RUR
            Story ID: 7b5e85f1fbe0eb2e
            Sentence Number: 1
            Publisher: The Harbour Post
            City: Geneva
            Country: Switzerland
            Latitude: 46.2022
            Longitude: 6.1457
        "#]],
    );
    check(
        shape(TableName::Events, Layout::Dateline, Unit::Thread),
        "",
        0,
        expect![[r#"
            thread_status: actual
            thread_place: Geneva
            thread_country: CHE
            thread_latitude: 46.2022
            thread_longitude: 6.1457
            thread_from: 2025-04-17
            thread_to: 2025-04-17
            first_seen: 2025-04-18
            last_seen: 2025-04-18
            reports: 1
            sources: 1
            event: 7b5e85f1fbe0eb2e/v1
            article: 7b5e85f1fbe0eb2e
            document: e46ba5be6493f4d5
            thread: t1
            story: y1
            syndicate: g1
            copies: 1
            lead: 1
            first: 1
            actor_ids: n1;n2
            type: CONSULT
            contexts: diplomatic
            quad: verbal-cooperation
            intensity: 1
            cameo: 040
            status: actual
            actor_names: Željko Perić;Ada Moss
            actor_codes: GRK;RUR
            actor_sectors: GOV;GOV
            trigger: meets
            evidence: Željko Perić meets Ruritania’s envoy
            sentence: 0
            trigger_start: 13
            trigger_end: 18
            evidence_start: 0
            evidence_end: 36
            confidence: 0.912
            found_by: model:trigger
            outlet: The Harbour Post
            published: 2025-04-18
            title: Željko Perić meets Ruritania’s envoy
            path: talks.txt
        "#]],
    );
    check(
        shape(TableName::Statements, Layout::Dateline, Unit::Event),
        "",
        0,
        expect![[r#"
        statement: 7b5e85f1fbe0eb2e/s1
        article: 7b5e85f1fbe0eb2e
        document: e46ba5be6493f4d5
        story: y1
        syndicate: g1
        copies: 1
        lead: 1
        speaker: Ada Moss
        speaker_id: n2
        speaker_code: RUR
        speaker_sector: GOV
        kind: direct
        cue: said
        content: We will meet again in May,
        content_spans: 138-164
        sentence: 2
        outlet: The Harbour Post
        published: 2025-04-18
        title: Željko Perić meets Ruritania’s envoy
    "#]],
    );
    check(
        shape(TableName::Entities, Layout::Dateline, Unit::Event),
        "",
        0,
        expect![[r#"
        entity: n1
        name: Željko Perić
        kind: person
        code: GRK
        sector: GOV
        offices: foreign minister (GRK)
        articles: 1
        events: 2
        acts: 2
        acted_on: 0
        statements: 0
        first_seen: 2025-04-18
        last_seen: 2025-04-18
    "#]],
    );
    check(
        shape(TableName::Mentions, Layout::Dateline, Unit::Event),
        "",
        0,
        expect![[r#"
        article: 7b5e85f1fbe0eb2e
        document: e46ba5be6493f4d5
        entity: n1
        entity_in_article: e1
        name: Željko Perić
        kind: person
        code: GRK
        sectors: GOV
        form: name
        text: Željko Perić
        start: 0
        end: 12
        sentence: 0
        outlet: The Harbour Post
        published: 2025-04-18
    "#]],
    );
    check(
        shape(TableName::Articles, Layout::Dateline, Unit::Event),
        "",
        0,
        expect![[r#"
        article: 7b5e85f1fbe0eb2e
        document: e46ba5be6493f4d5
        title: Željko Perić meets Ruritania’s envoy
        outlet: The Harbour Post
        authors: Ida Brook
        published: 2025-04-18
        published_from: text
        dateline: GENEVA
        path: talks.txt
        format: text
        language: en
        words: 37
        sentences: 4
        events: 5
        statements: 1
        syndicate: g1
        copies: 1
        lead: 1
        story: y1
        schema: dateline/1
        version: 0.1.0
        model: reader-1
        rules: plover-2026-11
    "#]],
    );
}

#[test]
fn layouts_and_threads_are_of_events() {
    assert!(matches!(
        Shape::new(TableName::Articles, Layout::Polecat, Unit::Event),
        Err(ShapeError::Layout { .. })
    ));
    assert_eq!(
        Shape::new(TableName::Mentions, Layout::Dateline, Unit::Thread),
        Err(ShapeError::Unit(TableName::Mentions))
    );
}

#[test]
fn an_export_ends_where_the_taker_fails() {
    let kept = Kept::new("stopped");
    let shape = shape(TableName::Mentions, Layout::Dateline, Unit::Event);
    let ended = export(&kept.archive, &Query::default(), shape, |_| Err(ExportError::Stopped));
    assert!(matches!(ended, Err(ExportError::Stopped)));
}
