//! JSON Lines whose fields have other names.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// What the fields of JSON Lines are called, where they are not called as usual.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct FieldNames {
    /// The field of JSON Lines that holds the text [default: text, body or content]
    #[arg(long, value_name = "FIELD")]
    text_field: Option<String>,
    /// The field that holds the headline [default: title or headline]
    #[arg(long, value_name = "FIELD")]
    title_field: Option<String>,
    /// The field that holds the day or instant of publication [default: published or date]
    #[arg(long, value_name = "FIELD")]
    published_field: Option<String>,
    /// The field that holds the address [default: url]
    #[arg(long, value_name = "FIELD")]
    url_field: Option<String>,
    /// The field that holds the publisher [default: outlet or publisher]
    #[arg(long, value_name = "FIELD")]
    outlet_field: Option<String>,
}

impl FieldNames {
    /// The line with its fields called as usual; a line that is no object stays as it is, for others to complain about.
    pub fn rename<'l>(&self, line: &'l [u8]) -> Cow<'l, [u8]> {
        let names = [
            (&self.text_field, "text"),
            (&self.title_field, "title"),
            (&self.published_field, "published"),
            (&self.url_field, "url"),
            (&self.outlet_field, "outlet"),
        ];
        let mut wanted = names.iter().filter_map(|(given, usual)| Some((given.as_ref()?, *usual))).peekable();
        if wanted.peek().is_none() {
            return Cow::Borrowed(line);
        }
        let Ok(mut object) = serde_json::from_slice::<Map<String, Value>>(line) else {
            return Cow::Borrowed(line);
        };
        for (given, usual) in wanted {
            if let Some(value) = object.remove(given) {
                object.insert(usual.to_owned(), value);
            }
        }
        serde_json::to_vec(&object).map_or(Cow::Borrowed(line), Cow::Owned)
    }
}

#[cfg(test)]
mod tests {
    use super::FieldNames;

    #[test]
    fn fields_are_called_as_usual() {
        let names = FieldNames { published_field: Some("pubDate".to_owned()), ..FieldNames::default() };
        let line = names.rename(br#"{"pubDate": "2025-04-17", "text": "x"}"#);
        assert_eq!(&*line, br#"{"published":"2025-04-17","text":"x"}"#);
        assert_eq!(&*names.rename(b"nonsense"), b"nonsense");
        assert_eq!(&*FieldNames::default().rename(b"{ }"), b"{ }");
    }
}
