//! Running text that is put together from the pieces of a marked-up page.

/// The white space of XML.
pub(crate) const XML_SPACES: &[char] = &[' ', '\t', '\n', '\r'];
/// The white space of HTML, which has the form feed too.
pub(crate) const HTML_SPACES: &[char] = &[' ', '\t', '\n', '\r', '\u{c}'];

/// Appends words; a run of `spaces` is one space, and none where a line begins. No-break spaces stay.
pub(crate) fn push_words(text: &mut String, words: &str, spaces: &[char]) {
    for c in words.chars() {
        if spaces.contains(&c) {
            if !text.is_empty() && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
        } else {
            text.push(c);
        }
    }
}

/// Begins a new paragraph.
pub(crate) fn begin_paragraph(text: &mut String) {
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push_str("\n\n");
    }
}
