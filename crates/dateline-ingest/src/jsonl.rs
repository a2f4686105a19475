//! One article as a JSON object, as it stands on a line of a JSON Lines file.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::IngestError;
use crate::wire::split_authors;

/// The fields that Dateline knows; everything else is carried along.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Record {
    pub text: String,
    pub title: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub credit: Option<String>,
    pub authors: Vec<String>,
    /// Unknown fields by name, as raw JSON.
    pub extra: Vec<(String, String)>,
    pub notes: Vec<String>,
}

/// Whether the bytes look like a JSON object.
pub(crate) fn looks_like_object(bytes: &[u8]) -> bool {
    let mut rest =
        bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).iter().filter(|b| !b.is_ascii_whitespace());
    rest.next() == Some(&b'{') && matches!(rest.next(), Some(b'"' | b'}'))
}

/// Reads an object. `text` is also found under `body` and `content`, `title` under `headline`, `published` under
/// `date`, `outlet` under `publisher`, `authors` (a list or one string) under `author` and `byline`.
///
/// # Errors
/// [`IngestError::Record`] where it is no object or has neither text nor title.
pub(crate) fn read_record(json: &str) -> Result<Record, IngestError> {
    let mut fields: BTreeMap<String, &RawValue> =
        serde_json::from_str(json.trim_start_matches('\u{feff}'))
            .map_err(|error| IngestError::Record { reason: error.to_string() })?;
    let mut record = Record {
        title: string(&mut fields, &["title", "headline"]),
        published: string(&mut fields, &["published", "date"]),
        url: string(&mut fields, &["url"]),
        outlet: string(&mut fields, &["outlet", "publisher"]),
        credit: string(&mut fields, &["credit"]),
        authors: authors(&mut fields),
        ..Record::default()
    };
    let text = string(&mut fields, &["text", "body", "content"]);
    if text.is_none() && record.title.is_none() {
        return Err(IngestError::Record { reason: "it has neither \"text\" nor \"title\"".to_owned() });
    }
    record.text = text.unwrap_or_default();
    for name in ["text", "title", "published", "url", "outlet", "authors"] {
        if fields.get(name).is_some_and(|value| value.get() != "null") {
            record.notes.push(format!("The field \"{name}\" is no string and was only carried along."));
        }
    }
    record.extra = fields.into_iter().map(|(name, value)| (name, value.get().to_owned())).collect();
    Ok(record)
}

/// Takes the first of the named fields that is a string with something in it.
fn string(fields: &mut BTreeMap<String, &RawValue>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let value: String = serde_json::from_str(fields.get(*name)?.get()).ok()?;
        fields.remove(*name);
        Some(value).filter(|value| !value.trim().is_empty())
    })
}

fn authors(fields: &mut BTreeMap<String, &RawValue>) -> Vec<String> {
    for name in ["authors", "author", "byline"] {
        let Some(value) = fields.get(name) else { continue };
        let list = serde_json::from_str::<Vec<String>>(value.get())
            .or_else(|_| serde_json::from_str::<String>(value.get()).map(|one| split_authors(&one)));
        if let Ok(list) = list {
            fields.remove(name);
            return list.into_iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::read_record;

    #[test]
    fn known_fields_are_read_and_others_carried_as_they_stand() {
        let record = read_record(r#"{"id": 7.50, "headline": "T", "text": "B.", "author": "By Ada Moss and Ben Holt", "tags": ["a", "b"], "published": 20240101}"#)
            .unwrap();
        assert_eq!(record.title.as_deref(), Some("T"));
        assert_eq!(record.authors, ["Ada Moss", "Ben Holt"]);
        let extra: Vec<(&str, &str)> = record.extra.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(extra, [("id", "7.50"), ("published", "20240101"), ("tags", r#"["a", "b"]"#)]);
        assert_eq!(record.notes.len(), 1);
    }

    #[test]
    fn what_is_no_record_is_told() {
        for json in ["", "[]", "{\"a\": 1}", "{\"text\": \"a\"", "nonsense"] {
            assert!(read_record(json).is_err(), "{json}");
        }
    }
}
