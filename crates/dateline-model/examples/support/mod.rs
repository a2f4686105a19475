//! A simple splitter of sentences, so that the examples need no other room; `dateline parse` has the real one.

use dateline_text::{Document, Layer, Sentence, Span};

/// Sentences of each paragraph: they end at `.`, `!` or `?` (with closing marks) before white space and a capital or an
/// opening mark, but not after a title or a single capital.
pub fn sentences(document: &Document) -> Layer<Sentence> {
    let mut sentences = Vec::new();
    for (paragraph, place) in document.paragraphs().iter().enumerate() {
        let text = document.slice(place.span);
        let mut from = 0;
        let ends = text
            .char_indices()
            .filter(|(at, c)| c.is_whitespace() && ends_before(text, *at))
            .map(|(at, _)| at);
        for end in ends.chain([text.len()]) {
            let part = &text[from..end];
            let start = place.span.start() + from + (part.len() - part.trim_start().len());
            if !part.trim().is_empty() {
                sentences.push(Sentence { span: Span::new(start, start + part.trim().len()), paragraph });
            }
            from = end;
        }
    }
    Layer::new(sentences)
}

fn ends_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(['”', '"', '’', ')', '\'']);
    let opens = |c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘' | '(');
    let word = before.trim_end_matches('.').rsplit(char::is_whitespace).next().unwrap_or_default();
    before.ends_with(['.', '!', '?'])
        && text[at..].trim_start().starts_with(opens)
        && !["Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Rep", "Gov", "St"].contains(&word)
        && word.chars().count() > 1
}
