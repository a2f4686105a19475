//! What is no article: a clear message or an almost empty record, never a fault.

use crate::support::{Folder, dateline, dateline_with_input, examples, record};

/// What `read` says of a file with these bytes; it must end with 2 and say nothing on standard output.
#[track_caller]
fn complaint(name: &str, bytes: &[u8]) -> String {
    let folder = Folder::new();
    folder.write(name, bytes);
    let run = dateline(folder.path(), &["read", name]).ends_with(2);
    assert_eq!(run.out, "");
    run.err
}

#[test]
fn empty_files_are_named() {
    let said = complaint("empty.txt", b"");
    assert!(said.starts_with("dateline: empty.txt: there is no text"), "{said}");
    let said = complaint("blank.txt", b" \n\n\t ");
    assert!(said.starts_with("dateline: blank.txt: there is no text"), "{said}");
}

#[test]
fn binary_files_are_named() {
    let bytes: Vec<u8> = (0..4096_u32).map(|i| u8::try_from(i * 7919 % 256).unwrap_or(0)).collect();
    let said = complaint("noise.txt", &bytes);
    assert!(said.contains("noise.txt: this is not text"), "{said}");
    let said = complaint("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0");
    assert!(said.contains("image.txt: this is not text"), "{said}");
}

#[test]
fn missing_files_are_named() {
    let run = dateline(&examples(), &["read", "nowhere.txt"]).ends_with(2);
    assert!(run.err.starts_with("dateline: nowhere.txt: it cannot be read"), "{}", run.err);
}

#[test]
fn a_folder_without_articles_is_named() {
    let folder = Folder::new();
    folder.write("pages/notes.pdf", b"%PDF-1.7");
    let run = dateline(folder.path(), &["read", "pages"]).ends_with(2);
    assert!(run.err.starts_with("dateline: pages: there are no articles in it"), "{}", run.err);
}

#[test]
fn the_good_ones_are_read_all_the_same() {
    let run = dateline(&examples(), &["read", "nowhere.txt", "strike.txt", "--format", "jsonl"]).ends_with(2);
    assert_eq!(run.out.lines().count(), 1);
    record(&run.out);
}

#[test]
fn one_word_gives_an_almost_empty_record() {
    let run = dateline_with_input(&examples(), &["read", "-", "--format", "json"], b"Peace").ends_with(0);
    let record = record(&run.out);
    assert!(record.document.text.contains("Peace") && record.events.is_empty());
    dateline_with_input(&examples(), &["read", "-"], b"Peace").ends_with(0);
}

#[test]
fn broken_utf_8_is_read_as_well_as_may_be() {
    let text = b"Talks open\n\nGENEVA - Envoys of Chad \xff\xfe met envoys of Sudan on Monday, a spokesman said in the caf\xe9.\n";
    let run = dateline_with_input(&examples(), &["read", "-", "--format", "json"], text).ends_with(0);
    let record = record(&run.out);
    assert!(record.document.text.contains("Envoys of Chad"));
}

#[test]
fn a_date_that_is_none_is_refused() {
    for date in ["yesterday", "2025-02-30", ""] {
        let run = dateline(&examples(), &["read", "paris.txt", "--published", date]).ends_with(2);
        assert!(run.err.contains("--published") && run.err.contains("2025-04-17"), "{}", run.err);
    }
}

#[test]
fn deep_pages_end() {
    let page = format!("<html><body>{}deep{}</body></html>", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let folder = Folder::new();
    folder.write("deep.html", page);
    let run = dateline(folder.path(), &["read", "deep.html", "--format", "json"]);
    match run.code {
        Some(0) => assert!(record(&run.out).events.is_empty()),
        _ => assert!(run.ends_with(2).err.contains("deep.html: ")),
    }
}

#[test]
fn odd_words_on_the_command_line_are_refused() {
    for words in [
        &["read"][..],
        &["reed", "x"],
        &["read", "paris.txt", "--width", "3"],
        &["read", "paris.txt", "--format", "xml"],
        &[],
    ] {
        let run = dateline(&examples(), words).ends_with(2);
        assert!(!run.err.is_empty() && run.out.is_empty());
    }
}
