//! The codebook: a page about the columns, written from the columns.

use super::{Layout, Shape, TableName, Unit};

/// What is true of all tables.
const BEGINNING: &str = "\
# Codebook

The columns of the tables that `dateline export` writes. This page is written from the same types as the tables
(`dateline export --codebook CODEBOOK.md`); a test keeps it fresh.

Of all tables:

- A value that the text does not give is empty in CSV and null in JSON Lines and Parquet. Nothing is filled in for it.
- The three forms (.csv, .jsonl, .parquet) have the same columns with the same values. CSV is UTF-8 with a header line (RFC 4180);
  dates are 2025-04-17 there, numbers are written with a point. Parquet has the meaning of each column in its metadata.
- Lists in one cell are joined by `;` (in other projects' layouts as they do it) and keep their places across columns: the second
  code belongs to the second name, and is empty where there is none.
- Positions count Unicode code points of the article's text from 0; the end is the position after the last one.
- Copies of one article are counted once, by the article that stands for the group (`lead`), and so are reports of one act in one
  article (`first`); `--all-copies` gives each. A thread counts its sources itself.
- Rows come in the order in which the articles were added to the archive, then in reading order; entities and threads by identifier.
- A filter that a table knows nothing of asks for the article: statements, entities, mentions and articles of those articles that
  have such an event.
- `FILE.citation.json` beside a table says what made it (versions, archive, question, command, time, SHA-256), and
  `FILE.citation.cff` says the same for citation managers.
";

/// The whole page, in Markdown.
pub fn codebook() -> String {
    let mut page = BEGINNING.to_owned();
    for shape in Shape::ALL {
        // Their columns are those of the same layout by event.
        if shape.unit() == Unit::Thread && shape.layout() != Layout::Dateline {
            continue;
        }
        page.push_str(&section(shape));
    }
    page
}

fn section(shape: Shape) -> String {
    let by = if shape.unit() == Unit::Thread { " --by thread" } else { "" };
    let layout = match shape.layout() {
        Layout::Dateline => String::new(),
        other => format!(" --layout {}", other.name()),
    };
    let mut section =
        format!("\n## `--table {}{layout}{by}`\n\nA row is {}.", shape.table().name(), shape.row());
    for remark in remarks(shape) {
        section.push(' ');
        section.push_str(remark);
    }
    section.push_str("\n\n| column | holds | meaning |\n| --- | --- | --- |\n");
    for field in shape.fields() {
        let meaning = field.meaning.replace('|', "\\|");
        section.push_str(&format!("| `{}` | {} | {meaning} |\n", field.name, field.kind.name()));
    }
    section
}

fn remarks(shape: Shape) -> &'static [&'static str] {
    const ACTUAL: &str =
        "The layout has no column for the status: without `--status`, only acts that happened are exported.";
    const BY_THREAD: &str = "With `--by thread` a row is an act across articles, by its first report; its day, place and mode may be another report's.";
    match (shape.table(), shape.layout(), shape.unit()) {
        (TableName::Events, Layout::Dateline, Unit::Event) => &[],
        (TableName::Events, Layout::Dateline, Unit::Thread) => &[
            "The first columns are the thread's, the others those of its first report; figures of all reports: \
               `dateline timeline --thread`.",
        ],
        (TableName::Events, Layout::Polecat, _) => &[
            "The columns of POLECAT's weekly files, in their order (those are separated by tabs and say None where nothing is known).",
            "Lists are joined by `; `.",
            ACTUAL,
            BY_THREAD,
        ],
        (TableName::Events, Layout::Cameo, _) => &[
            "The columns of the ICEWS event data, in their order.",
            "Where all sides of an act are actors, as in talks, each is paired with each other one, both ways; where one side is not \
             known, its columns are empty.",
            "CAMEO codes are those of the PLOVER type and mode, so that they are as fine as these are.",
            ACTUAL,
            BY_THREAD,
        ],
        (TableName::Entities, ..) => &[
            "What is counted is counted in the articles that are found; offices are those of the whole archive.",
            "The same name with the same code and kind is one entity; `wikidata` tells which entities are the same under other names.",
        ],
        (TableName::Articles, ..) => &["Its text is in `dateline sql \"SELECT record FROM records\"`."],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::codebook;
    use crate::export::Shape;

    #[test]
    fn the_page_in_the_repository_is_fresh() {
        let kept = include_str!("../../../../CODEBOOK.md");
        assert!(kept == codebook(), "write it anew: cargo run -- export --codebook CODEBOOK.md");
    }

    #[test]
    fn every_column_has_a_name_of_its_own_and_a_meaning() {
        for shape in Shape::ALL {
            let fields = shape.fields();
            let names: HashSet<&str> = fields.iter().map(|field| field.name).collect();
            assert_eq!(names.len(), fields.len(), "{shape:?}");
            assert!(fields.iter().all(|field| !field.meaning.is_empty()), "{shape:?}");
        }
    }
}
