//! Every page under `tests/pages` is read and compared with what its TOML file expects; all differences are told at once.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline_ingest::{Document, Hints, Limits, read_bytes};
use serde::Deserialize;

/// Checks that are known to fail, with the reason.
const KNOWN_FAILURES: &[(&str, &str, &str)] = &[
    (
        "india-staff-reporter-pti",
        "dateline",
        "the place stands in the publication stamp, which leaves the text, and a dateline is a span of the text",
    ),
    ("tabs-and-nbsp", "dateline", "the place stands beside the author's name, which leaves the text"),
    (
        "australia-regional-syndicated",
        "body_paragraphs",
        "the agency's full name stands alone below the text, in words that no table knows",
    ),
    (
        "australia-regional-syndicated",
        "body_lacks",
        "the agency's full name stands alone below the text, in words that no table knows",
    ),
    (
        "headline-twice",
        "outlet",
        "the masthead stands below the headline, and the outlet is not in the table",
    ),
    (
        "live-updates-gmt-cards",
        "outlet",
        "the broadcaster's name has no word that papers end in, and the outlet is not in the table",
    ),
    (
        "live-updates-gmt-cards",
        "authors",
        "the broadcaster's name has no word that papers end in, and the outlet is not in the table",
    ),
    (
        "monitoring-text-of-report",
        "credit",
        "a house is taken either as the outlet or as the credit, not as both",
    ),
    (
        "teletext-forty-columns",
        "outlet",
        "the page's header of number, house and clock is wrapped into the headline",
    ),
    (
        "teletext-forty-columns",
        "title",
        "the page's header of number, house and clock is wrapped into the headline",
    ),
    (
        "teletext-forty-columns",
        "published",
        "the page's header of number, house and clock is wrapped into the headline",
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    outlet: Option<String>,
    credit: Option<String>,
    title: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    dateline: Option<String>,
    published: Option<String>,
    language: Option<String>,
    body_paragraphs: usize,
    #[serde(default)]
    body_keeps: Vec<String>,
    #[serde(default)]
    body_lacks: Vec<String>,
    /// For people; see the folder's README.
    #[serde(default, rename = "kinds")]
    _kinds: Vec<String>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names compare without regard to case and to a leading "The".
fn name(text: &str) -> String {
    let lowered = spaced(text).to_lowercase();
    lowered.strip_prefix("the ").map(str::to_owned).unwrap_or(lowered)
}

/// The checks of a page: the field, whether it is right, and what was found.
fn checks(document: &Document, expected: &Expected) -> Vec<(&'static str, bool, String)> {
    let metadata = document.metadata();
    let named = |found: Option<&str>, wanted: Option<&str>| {
        (found.map(name) == wanted.map(name), format!("{found:?}, not {wanted:?}"))
    };
    let mut checks = Vec::new();
    let mut add = |field, (right, told): (bool, String)| checks.push((field, right, told));
    add("outlet", named(metadata.outlet.as_deref(), expected.outlet.as_deref()));
    add("credit", named(metadata.credit.as_deref(), expected.credit.as_deref()));
    let title = metadata.title.as_deref().map(spaced);
    add("title", (title.as_deref() == expected.title.as_deref(), format!("{title:?}")));
    let authors: Vec<String> = metadata.authors.iter().map(|author| name(author)).collect();
    let wanted: Vec<String> = expected.authors.iter().map(|author| name(author)).collect();
    add("authors", (authors == wanted, format!("{:?}", metadata.authors)));
    let dateline = document.dateline().map(|span| spaced(document.slice(span)));
    add("dateline", (dateline.as_deref() == expected.dateline.as_deref(), format!("{dateline:?}")));
    let published = metadata.published.map(|day| day.to_string());
    add("published", (published.as_deref() == expected.published.as_deref(), format!("{published:?}")));
    add(
        "language",
        (metadata.language.as_deref() == expected.language.as_deref(), format!("{:?}", metadata.language)),
    );
    let body: Vec<String> = document
        .paragraphs()
        .iter()
        .filter(|paragraph| Some(paragraph.span) != document.title())
        .map(|paragraph| spaced(document.slice(paragraph.span)))
        .collect();
    add(
        "body_paragraphs",
        (body.len() == expected.body_paragraphs, format!("{} paragraphs: {body:#?}", body.len())),
    );
    let whole = body.join("\n");
    for kept in &expected.body_keeps {
        add("body_keeps", (whole.contains(&spaced(kept)), format!("lost: {kept}")));
    }
    for lacked in &expected.body_lacks {
        add("body_lacks", (!whole.contains(&spaced(lacked)), format!("still there: {lacked}")));
    }
    checks
}

#[test]
fn pages_are_read_as_their_files_expect() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/pages");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().into_string().unwrap().strip_suffix(".toml").map(str::to_owned)
        })
        .collect();
    names.sort();
    assert!(names.len() >= 24, "only {} pages in {}", names.len(), folder.display());
    let (mut right, mut total, mut wrong, mut mended) = (0, 0, String::new(), Vec::new());
    for name in &names {
        let expected: Expected =
            toml::from_str(&fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap())
                .unwrap_or_else(|error| panic!("{name}.toml: {error}"));
        let bytes = fs::read(folder.join(format!("{name}.txt"))).unwrap();
        let document = read_bytes(&bytes, &Hints::default(), &Limits::default()).unwrap();
        let checks = checks(&document, &expected);
        for (field, is_right, told) in &checks {
            total += 1;
            right += usize::from(*is_right);
            if !is_right && !KNOWN_FAILURES.iter().any(|(page, known, _)| page == name && known == field) {
                let _ = writeln!(wrong, "{name}: {field}: {told}");
            }
        }
        for (page, field, _) in KNOWN_FAILURES.iter().filter(|(page, _, _)| page == name) {
            if checks.iter().all(|(checked, is_right, _)| checked != field || *is_right) {
                mended.push(format!("{page}: {field} is right now; take it off the list"));
            }
        }
    }
    println!("{right} of {total} checks on {} pages", names.len());
    assert!(wrong.is_empty(), "{right} of {total} checks are right; wrong are\n{wrong}");
    assert!(mended.is_empty(), "{mended:?}");
}
