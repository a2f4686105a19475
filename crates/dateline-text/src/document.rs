//! The text and what is known about its source.

use jiff::civil::Date;

use crate::{Layer, Span, Spanned};

/// A stretch of the body that its author set apart: the title, a paragraph, a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it lies, without the blank lines around it.
    pub span: Span,
}

impl Spanned for Paragraph {
    fn span(&self) -> Span {
        self.span
    }
}

/// Where the publication date comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublishedFrom {
    /// The user said so.
    Option,
    /// The page's or the container's metadata.
    Metadata,
    /// The address holds a date.
    Url,
    /// A line of the text.
    Text,
    /// There is none.
    #[default]
    Unknown,
}

/// A stretch of the input that is not part of the article, kept so that nothing is cut silently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The words that were cut.
    pub text: String,
    /// Why, in a fixed vocabulary such as `icon-label` or `share-line`.
    pub why: &'static str,
}

/// What is known about an article besides its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// The file or archive member, as the user named it, with a line number where the container has many articles.
    pub path: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// `text`, `html`, `feed`, `warc`, `newsml`, `nitf`, `ninjs` or `jsonl`.
    pub format: &'static str,
    /// Who published it.
    pub outlet: Option<String>,
    /// The wire or paper that it was taken from, if named.
    pub credit: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The byline's persons, in order.
    pub authors: Vec<String>,
    /// The day of publication, which anchors relative times.
    pub published: Option<Date>,
    /// The full instant of publication as RFC 3339, where the source gives one.
    pub published_instant: Option<String>,
    /// Where the publication date comes from.
    pub published_from: PublishedFrom,
    /// BCP 47 tag of the language, where it could be told.
    pub language: Option<String>,
    /// What was cut.
    pub dropped: Vec<Dropped>,
    /// Fields of the input that Dateline has no name for, carried along as raw JSON text.
    pub extra: Vec<(String, String)>,
    /// What a reader should know about the reading of this article: sentences for people.
    pub notes: Vec<String>,
}

/// One article: its text, which never changes, and where its parts lie.
///
/// The text is the title, a blank line, then the body's paragraphs with a blank line between; line ends are `\n`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    text: String,
    paragraphs: Layer<Paragraph>,
    title: Option<Span>,
    dateline: Option<Span>,
    metadata: Metadata,
}

impl Document {
    /// Builds the text from a title and paragraphs. Blank paragraphs are left out; white space around each is cut.
    ///
    /// ```
    /// use dateline_text::{Document, Metadata};
    /// let document = Document::new(Some("Talks open"), ["GENEVA – Envoys met.", "They left."], Metadata::default());
    /// assert_eq!(document.text(), "Talks open\n\nGENEVA – Envoys met.\n\nThey left.");
    /// assert_eq!(document.slice(document.paragraphs()[2].span), "They left.");
    /// ```
    pub fn new<'p>(
        title: Option<&str>,
        paragraphs: impl IntoIterator<Item = &'p str>,
        metadata: Metadata,
    ) -> Self {
        let mut document = Self { metadata, ..Self::default() };
        let mut spans = Vec::new();
        if let Some(title) = title.map(str::trim).filter(|t| !t.is_empty()) {
            let span = document.push(title);
            document.title = Some(span);
            spans.push(Paragraph { span });
        }
        for paragraph in paragraphs {
            let paragraph = paragraph.trim();
            if !paragraph.is_empty() {
                spans.push(Paragraph { span: document.push(paragraph) });
            }
        }
        document.paragraphs = Layer::new(spans);
        document
    }

    /// A document whose text is exactly `text`: paragraphs are what blank lines (or, where there are none, line ends) part.
    pub fn from_text(text: &str) -> Self {
        let separator = if text.contains("\n\n") { "\n\n" } else { "\n" };
        let mut spans = Vec::new();
        let mut from = 0;
        for piece in text.split(separator) {
            let trimmed = piece.trim();
            if !trimmed.is_empty() {
                let start = from + (piece.len() - piece.trim_start().len());
                spans.push(Paragraph { span: Span::new(start, start + trimmed.len()) });
            }
            from += piece.len() + separator.len();
        }
        Self { text: text.to_owned(), paragraphs: Layer::new(spans), ..Self::default() }
    }

    fn push(&mut self, paragraph: &str) -> Span {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(paragraph);
        Span::new(start, self.text.len())
    }

    /// The same document with its dateline (the place name before the first paragraph's dash) marked.
    #[must_use]
    pub fn with_dateline(mut self, dateline: Option<Span>) -> Self {
        self.dateline = dateline.filter(|span| self.text.get(span.start()..span.end()).is_some());
        self
    }

    /// The same document with other metadata.
    #[must_use]
    pub fn with_metadata(mut self, metadata: Metadata) -> Self {
        self.metadata = metadata;
        self
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words that a span covers; empty for a span that does not lie on character borders of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start()..span.end()).unwrap_or_default()
    }

    /// Title and paragraphs in reading order.
    pub fn paragraphs(&self) -> &Layer<Paragraph> {
        &self.paragraphs
    }

    /// Where the title lies, if there is one.
    pub fn title(&self) -> Option<Span> {
        self.title
    }

    /// Where the dateline's place lies, if there is one.
    pub fn dateline(&self) -> Option<Span> {
        self.dateline
    }

    /// What is known about the article besides its text.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The day of publication, which anchors relative times.
    pub fn published(&self) -> Option<Date> {
        self.metadata.published
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Metadata};

    #[test]
    fn from_text_keeps_the_text_and_parts_it() {
        let document = Document::from_text("  Title here \n\nFirst line\nsecond line.\n\n\n\nLast.\n");
        assert_eq!(document.text(), "  Title here \n\nFirst line\nsecond line.\n\n\n\nLast.\n");
        let parts: Vec<&str> = document.paragraphs().iter().map(|p| document.slice(p.span)).collect();
        assert_eq!(parts, ["Title here", "First line\nsecond line.", "Last."]);
    }

    #[test]
    fn a_span_off_the_character_borders_slices_nothing() {
        let document = Document::new(None, ["Élysée"], Metadata::default());
        assert_eq!(document.slice(crate::Span::new(1, 3)), "");
        assert_eq!(document.slice(crate::Span::new(0, 900)), "");
    }
}
