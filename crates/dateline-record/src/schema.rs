//! The JSON Schema of the record.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::Record;

/// The JSON Schema (draft 2020-12) of a [`Record`] as the program writes it: every field is required, unknown ones null.
pub fn json_schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Record>().to_value();
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("title".to_owned(), Value::from("Dateline record, dateline/1"));
    }
    schema
}
