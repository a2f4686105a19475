//! The events table, written and read again.
#![cfg(feature = "table")]

use dateline_record::Record;
use dateline_record::table::{
    COLUMNS, Cell, CellKind, CsvTable, Field, ParquetTable, TableForm, TableWriter, arrow_schema,
};
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

#[test]
fn other_tables_are_the_same_in_each_form() {
    let field = |name, kind| Field { name, kind, meaning: "for the test" };
    let fields = [
        field("who", CellKind::Text),
        field("how many", CellKind::Integer),
        field("degrees", CellKind::Float),
        field("day", CellKind::Date),
    ];
    let day = jiff::civil::date(2025, 4, 17);
    let rows = [
        [
            Cell::Text(Some("Ada \"A.\" Moss,\nenvoy".to_owned())),
            Cell::Integer(Some(40)),
            Cell::Float(Some(46.25)),
            Cell::Date(Some(day)),
        ],
        [Cell::Text(None), Cell::Integer(None), Cell::Float(None), Cell::Date(None)],
    ];
    let written = |form: TableForm| {
        let mut table = TableWriter::new(form, Vec::new(), &fields).expect("memory can be written");
        for row in &rows {
            table.write_row(row.to_vec()).expect("memory can be written");
        }
        table.finish().expect("memory can be written")
    };
    expect![[r#"
        who,how many,degrees,day
        "Ada ""A."" Moss,
        envoy",40,46.25,2025-04-17
        ,,,
    "#]]
    .assert_eq(&String::from_utf8(written(TableForm::Csv)).expect("UTF-8"));
    expect![[r#"
        {"who":"Ada \"A.\" Moss,\nenvoy","how many":40,"degrees":46.25,"day":"2025-04-17"}
        {"who":null,"how many":null,"degrees":null,"day":null}
    "#]]
    .assert_eq(&String::from_utf8(written(TableForm::JsonLines)).expect("UTF-8"));
    let parquet = bytes::Bytes::from(written(TableForm::Parquet));
    let reader = SerializedFileReader::new(parquet).expect("a Parquet file");
    let rows: Vec<String> =
        reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row").to_string()).collect();
    expect![[r#"
        {who: "Ada "A." Moss,
        envoy", how many: 40, degrees: 46.25, day: 2025-04-17}
        {who: null, how many: null, degrees: null, day: null}"#]]
    .assert_eq(&rows.join("\n"));
}

#[test]
fn the_ending_of_a_file_names_its_form() {
    let form = |name: &str| TableForm::of_file(name.as_ref());
    assert_eq!(form("a/b.csv"), Some(TableForm::Csv));
    assert_eq!(form("b.JSONL"), Some(TableForm::JsonLines));
    assert_eq!(form("b.parquet"), Some(TableForm::Parquet));
    assert_eq!([form("b.txt"), form("csv"), form("-")], [None; 3]);
}
