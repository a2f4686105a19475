//! The events table, written and read again.
#![cfg(feature = "table")]

use dateline_record::Record;
use dateline_record::table::{COLUMNS, CsvTable, ParquetTable, arrow_schema};
use expect_test::expect;
use parquet::file::reader::{FileReader, SerializedFileReader};

fn example() -> Record {
    serde_json::from_str(include_str!("example.json")).expect("the example is a record")
}

#[test]
fn csv_has_a_row_for_each_event() {
    let mut table = CsvTable::new(Vec::new()).expect("memory can be written");
    table.write(&example()).expect("memory can be written");
    let bytes = table.finish().expect("memory can be written");
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let names: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    assert_eq!(names, COLUMNS.iter().map(|c| c.name).collect::<Vec<_>>());
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    assert_eq!(rows.len(), 5);
    let shown: String =
        names.iter().zip(&rows[1]).map(|(name, value)| format!("{name}: {value}\n")).collect();
    expect![[r#"
        article: e46ba5be6493f4d5
        event: v2
        cluster: e46ba5be6493f4d5/v1
        type: CONSULT
        mode: 
        contexts: diplomatic
        quad: verbal-cooperation
        intensity: 1
        cameo: 040
        status: actual
        actor_names: Željko Perić;Ada Moss
        actor_codes: GRK;RUR
        actor_sectors: GOV;GOV
        recipient_names: 
        recipient_codes: 
        recipient_sectors: 
        place: Geneva
        place_kind: city
        place_country: CHE
        place_admin1: Geneva
        latitude: 46.2022
        longitude: 6.1457
        geonames: 2660646
        date: 2025-04-17
        date_start: 2025-04-17
        date_end: 2025-04-17
        quantities: 
        asserted_by: 
        asserted_by_code: 
        statement: 
        trigger: met
        evidence: GENEVA – Foreign Minister Željko Perić of Graustark met Ruritania’s envoy, Ada Moss, on Thursday.
        sentence: 1
        trigger_start: 90
        trigger_end: 93
        evidence_start: 38
        evidence_end: 135
        confidence: 0.955
        found_by: model:trigger
        outlet: The Harbour Post
        credit: 
        published: 2025-04-18
        title: Željko Perić meets Ruritania’s envoy
        url: 
        path: talks.txt
    "#]].assert_eq(&shown);
    let quantities = names.iter().position(|n| n == "quantities").expect("the column");
    assert_eq!(&rows[3][quantities], "participants=~40..40 people");
}

#[test]
fn parquet_has_the_same_rows() {
    let mut table = ParquetTable::new(Vec::new()).expect("memory can be written");
    for _ in 0..3 {
        table.write(&example()).expect("memory can be written");
    }
    let bytes = table.finish().expect("memory can be written");
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a Parquet file");
    assert_eq!(reader.metadata().file_metadata().num_rows(), 15);
    let rows: Vec<_> = reader.get_row_iter(None).expect("rows").map(|r| r.expect("a row")).collect();
    let row = rows[6].to_string();
    for part in ["type: \"CONSULT\"", "latitude: 46.2022", "date_start: 2025-04-17", "recipient_names: null"]
    {
        assert!(row.contains(part), "{part} is not in {row}");
    }
    assert_eq!(arrow_schema().fields().len(), COLUMNS.len());
}

#[test]
fn an_empty_table_is_still_a_table() {
    let bytes = ParquetTable::new(Vec::new()).and_then(ParquetTable::finish).expect("memory can be written");
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a Parquet file");
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
}
