//! ninjs 1 and 2, the IPTC's news in JSON.

use serde_json::{Map, Value};

use crate::IngestError;
use crate::html;
use crate::wire::WireArticle;

/// Fields that only ninjs has for a body.
const BODIES: [&str; 5] = ["body_xhtml", "body_html", "body_xml", "body_text", "bodies"];

/// Whether an object is ninjs: it says so, or has an address of its own and a body under one of the names of ninjs.
pub(crate) fn looks_like_ninjs(json: &str) -> bool {
    // Cheap first: nearly all lines of JSON Lines have none of these words.
    if !["\"standard\"", "\"body_", "\"bodies\""].iter().any(|word| json.contains(word)) {
        return false;
    }
    let Ok(object) = object(json) else { return false };
    let says_so = object
        .get("standard")
        .and_then(|standard| text(standard.get("name")?))
        .is_some_and(|name| name.eq_ignore_ascii_case("ninjs"));
    says_so || object.contains_key("uri") && BODIES.iter().any(|body| object.contains_key(*body))
}

fn object(json: &str) -> Result<Map<String, Value>, IngestError> {
    serde_json::from_str(json.trim_start_matches('\u{feff}'))
        .map_err(|error| IngestError::Record { reason: error.to_string() })
}

/// Reads one ninjs object.
///
/// # Errors
/// [`IngestError::Record`] where it is no object, [`IngestError::NoArticle`] where it has no text, as for pictures.
pub(crate) fn read(json: &str) -> Result<WireArticle, IngestError> {
    let object = object(json)?;
    let field = |name: &str| object.get(name).and_then(text);
    let uri = field("uri");
    let source = ["infosource", "infosources"].iter().find_map(|name| first_name(object.get(*name)?));
    let outlet = field("provider")
        .or_else(|| field("source"))
        .or_else(|| source.clone())
        .or_else(|| field("copyrightholder"));
    let mut article = WireArticle {
        format: "ninjs",
        title: field("headline").or_else(|| main_value(object.get("headlines")?)).or_else(|| field("title")),
        bylines: field("byline").or_else(|| field("by")).into_iter().collect(),
        credit: source.filter(|source| Some(source) != outlet.as_ref()),
        outlet,
        published: ["contentcreated", "firstcreated", "versioncreated"]
            .iter()
            .filter_map(|name| field(name))
            .collect(),
        url: uri.clone().filter(|uri| uri.starts_with("http")),
        language: field("language"),
        text: body(&object).ok_or(IngestError::NoArticle)?,
        ..WireArticle::default()
    };
    article.carry("uri", uri);
    article.carry("slugline", field("slugline"));
    article.carry("ednote", field("ednote"));
    let status = field("pubstatus");
    if status.is_some_and(|status| matches!(status.as_str(), "canceled" | "withheld")) {
        article.notes.push("The agency has withdrawn this item.".to_owned());
    }
    Ok(article)
}

/// A string with something in it.
fn text(value: &Value) -> Option<String> {
    Some(value.as_str()?.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The name of the first party of a list.
fn first_name(list: &Value) -> Option<String> {
    let first = list.get(0).unwrap_or(list);
    first.get("name").or_else(|| first.get("literal")).and_then(text)
}

/// Of the values of ninjs 2 (`[{"role": …, "contenttype": …, "value": …}]`) the main one, else the first.
fn main_value(list: &Value) -> Option<String> {
    main_entry(list).map(|(value, _)| value)
}

/// The same with its content type.
fn main_entry(list: &Value) -> Option<(String, String)> {
    let entries = list.as_array()?;
    let usable = entries.iter().filter_map(|entry| {
        let kind = entry.get("contenttype").and_then(text).unwrap_or_default();
        Some((entry.get("role").and_then(text), text(entry.get("value")?)?, kind))
    });
    let mut usable: Vec<_> = usable.collect();
    let main =
        usable.iter().position(|(role, ..)| role.as_deref().is_some_and(|role| role.ends_with("main")));
    let main = main.or_else(|| (!usable.is_empty()).then_some(0))?;
    let (_, value, kind) = usable.swap_remove(main);
    Some((value, kind))
}

/// The body: marked up where there is a choice, since that has paragraphs.
fn body(object: &Map<String, Value>) -> Option<String> {
    let marked = ["body_xhtml", "body_html", "body_xml"].iter().find_map(|name| text(object.get(*name)?));
    let (body, is_marked) = match marked {
        Some(body) => (body, true),
        None => match object.get("body_text").and_then(text) {
            Some(body) => (body, false),
            None => {
                let (body, kind) = main_entry(object.get("bodies")?)?;
                let is_marked = kind.contains("html") || html::looks_like_html(body.as_bytes());
                (body, is_marked)
            }
        },
    };
    let body = if is_marked { html::flatten(&body) } else { body };
    Some(body.trim().to_owned()).filter(|body| !body.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{looks_like_ninjs, read};
    use crate::IngestError;

    #[test]
    fn ninjs_is_told_from_other_objects() {
        assert!(looks_like_ninjs(r#"{"uri": "urn:a", "body_text": "x"}"#));
        assert!(looks_like_ninjs(r#"{"standard": {"name": "ninjs", "version": "2.1"}}"#));
        for other in [
            r#"{"text": "x", "body_text": "y"}"#,
            r#"{"uri": "a", "text": "body_"}"#,
            "{",
            r#"{"standard": 7}"#,
        ] {
            assert!(!looks_like_ninjs(other), "{other}");
        }
    }

    #[test]
    fn both_versions_are_read() {
        let first = read(
            r#"{"uri": "https://agency.example/1", "type": "text", "versioncreated": "2024-03-07T10:15:00Z", "headline": "Envoys meet", "byline": "By Ada Moss",
                "infosource": [{"name": "Harbour Agency"}], "language": "en", "body_xhtml": "<div><p>Envoys met.</p><p>They left.</p></div>", "body_text": "Envoys met. They left."}"#,
        )
        .expect("version 1");
        assert_eq!(
            (first.title.as_deref(), first.text.as_str()),
            (Some("Envoys meet"), "Envoys met.\n\nThey left.")
        );
        assert_eq!(
            (first.authors(), first.outlet.as_deref()),
            (vec!["Ada Moss".to_owned()], Some("Harbour Agency"))
        );
        assert_eq!(
            (first.published, first.url.as_deref()),
            (vec!["2024-03-07T10:15:00Z".to_owned()], Some("https://agency.example/1"))
        );
        let second = read(
            r#"{"standard": {"name": "ninjs", "version": "2.0"}, "uri": "urn:x", "by": "Ada Moss", "infosources": [{"name": "Harbour Agency"}],
                "headlines": [{"role": "short", "value": "Talks"}, {"role": "main", "value": "Envoys meet"}],
                "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>Envoys met.</p><p>They left.</p>"}]}"#,
        )
        .expect("version 2");
        assert_eq!(
            (second.title.as_deref(), second.text.as_str()),
            (Some("Envoys meet"), "Envoys met.\n\nThey left.")
        );
        assert_eq!((second.authors(), second.url), (vec!["Ada Moss".to_owned()], None));
        assert_eq!(
            read(r#"{"uri": "urn:x", "type": "picture", "headline": "A bridge"}"#),
            Err(IngestError::NoArticle)
        );
    }
}
