//! Sentences: where one ends and the next begins, inside each paragraph.
//!
//! A sentence ends at a full stop, question or exclamation mark or ellipsis (with the quotation marks and brackets that
//! close after it) when white space and something that can begin a sentence follow. Abbreviations are looked up in
//! `knowledge/abbreviations.tsv`. Line ends inside a paragraph end a sentence where the line reads as one of its own.

mod abbreviations;

use dateline_text::{Document, Layer, Sentence, Span};

use self::abbreviations::{Abbreviations, Class};

/// Words longer than this before a full stop are no abbreviation.
const LONGEST_ABBREVIATION: usize = 12;
/// A line with fewer characters than this that ends without a stop was broken on purpose, not by a wrapping editor.
const SHORT_LINE: usize = 45;

/// Splits every paragraph of the document into sentences; the title is one sentence of its own.
///
/// The sentences lie in their paragraphs, in order, without overlap, and cover all that is not white space.
pub fn find_sentences(document: &Document) -> Layer<Sentence> {
    let mut found = Vec::new();
    for (paragraph, p) in document.paragraphs().iter().enumerate() {
        let text = document.slice(p.span);
        let ends =
            if document.title() == Some(p.span) { vec![text.len()] } else { Splitter::new(text).ends() };
        let mut from = 0;
        for end in ends {
            let piece = text.get(from..end).unwrap_or_default();
            let trimmed = piece.trim();
            if !trimmed.is_empty() {
                let start = p.span.start() + from + (piece.len() - piece.trim_start().len());
                found.push(Sentence { span: Span::new(start, start + trimmed.len()), paragraph });
            }
            from = end;
        }
    }
    Layer::new(found)
}

/// One paragraph, character by character.
struct Splitter<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    table: &'static Abbreviations,
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '。' | '！' | '？' | '؟' | '।')
}

/// Stops of scripts that write no space between sentences.
fn needs_no_space(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '」' | '›')
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '„' | '(' | '[' | '{' | '「' | '‹' | '¿' | '¡')
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '◦' | '▪' | '●' | '–' | '—' | '-' | '*')
}

impl<'t> Splitter<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, chars: text.char_indices().collect(), table: Abbreviations::get() }
    }

    fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|(_, c)| *c)
    }

    fn offset(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.text.len(), |(offset, _)| *offset)
    }

    fn skip(&self, mut index: usize, wanted: impl Fn(char) -> bool) -> usize {
        while self.at(index).is_some_and(&wanted) {
            index += 1;
        }
        index
    }

    /// Byte offsets where sentences end; the last one is the end of the paragraph.
    fn ends(&self) -> Vec<usize> {
        let mut ends = Vec::new();
        let (mut i, mut start, mut line) = (0, 0, 0);
        while let Some(c) = self.at(i) {
            if c == '\n' {
                if self.line_is_whole(line, i) {
                    ends.push(self.offset(i));
                    start = i + 1;
                }
                // The whole gap at once, so that a text of blank lines is walked only once.
                i = self.skip(i, char::is_whitespace);
                line = i;
            } else if is_stop(c) {
                let end = self.skip_closing(i);
                if self.ends_at(i, end, start) {
                    ends.push(self.offset(end));
                    start = end;
                }
                i = end;
            } else {
                i += 1;
            }
        }
        ends.push(self.text.len());
        ends
    }

    /// The index after a run of stops that begins at `index`, and after what closes there: quotation marks, brackets,
    /// note numbers ("[3]"), and a bracketed ellipsis that stands for words left out.
    fn skip_closing(&self, index: usize) -> usize {
        let mut end = self.skip(index, is_stop);
        loop {
            let before = end;
            end = self.skip(end, is_closer);
            if self.at(end) == Some('[') {
                let digits = self.skip(end + 1, |c| c.is_ascii_digit());
                if digits > end + 1 && digits < end + 4 && self.at(digits) == Some(']') {
                    end = digits + 1;
                }
            }
            // "… there. [...] The next": the words left out belong to neither; they stay with the first.
            let gap = self.skip(end, |c| c == ' ');
            if self.at(gap) == Some('[') {
                let dots = self.skip(gap + 1, is_stop);
                if dots > gap + 1 && self.at(dots) == Some(']') {
                    end = dots + 1;
                }
            }
            // A closing quotation mark that stands apart: "He left. " She stayed."
            let apart = match self.at(gap) {
                Some('”') => true,
                Some('"') => self.at(gap + 1).is_none_or(|c| c == '\n'),
                _ => false,
            };
            if gap == end + 1 && apart {
                end = gap + 1;
            }
            if end == before {
                return end;
            }
        }
    }

    /// Whether a sentence that began at `start` ends with the stop at `stop`, whose closing marks end before `end`.
    fn ends_at(&self, stop: usize, end: usize, start: usize) -> bool {
        let next = self.skip(end, char::is_whitespace);
        let Some(first) = self.at(next) else { return true };
        let mark = self.at(stop).unwrap_or(' ');
        if next == end {
            return needs_no_space(mark) || self.space_is_missing(stop, end);
        }
        let word = self.skip(next, is_opener);
        let begins = self.at(word).unwrap_or(first);
        if begins.is_lowercase() {
            return word == next && mark == '.' && end == stop + 1 && self.is_plain_word_before(stop);
        }
        let listed = is_bullet(begins) && self.chars[end..next].iter().any(|(_, c)| *c == '\n');
        let opens = begins.is_alphanumeric() || is_opener(first) || is_symbol_of_number(begins);
        if !(opens || listed) {
            return false;
        }
        // The number of a list's item is no sentence: "1. Envoys meet".
        let item = self.chars.get(start..stop).unwrap_or_default();
        if item.len() <= LONGEST_ABBREVIATION
            && item.iter().all(|(_, c)| c.is_ascii_digit() || c.is_whitespace() || *c == '.')
        {
            return false;
        }
        mark != '.' || self.at(stop + 1) == Some('.') || end > stop + 1 || self.full_stop_ends(stop, word)
    }

    /// Whether the single full stop at `stop` ends a sentence before the word at `word`.
    fn full_stop_ends(&self, stop: usize, word: usize) -> bool {
        let mut from = stop;
        while from > 0
            && stop - from <= LONGEST_ABBREVIATION
            && self.at(from - 1).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’'))
        {
            from -= 1;
        }
        let before = self.text.get(self.offset(from)..self.offset(stop)).unwrap_or_default();
        let before = before.trim_start_matches(['\'', '’', '.']);
        let to = self.skip(word, |c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
        let after = self.text.get(self.offset(word)..self.offset(to)).unwrap_or_default();
        // "U.S. A-10" and "A. I. Frederick": the letter is no article or pronoun.
        let letter = matches!(self.at(to), Some('-' | '.')) && after.chars().count() == 1;
        let starts = !letter && self.table.is_starter(after);
        let digit = after.starts_with(|c: char| c.is_ascii_digit());
        match self.table.class(before) {
            None => true,
            Some(Class::Title) => false,
            Some(Class::Number) => !digit && starts,
            Some(Class::Inside) => starts,
        }
    }

    /// Whether what stands before the full stop at `stop` is a word in small letters, four at least, and no abbreviation, so that a sentence
    /// ends there even if the next one has no capital: "no answer. will call again".
    fn is_plain_word_before(&self, stop: usize) -> bool {
        let letters = (1..=LONGEST_ABBREVIATION)
            .take_while(|back| {
                stop.checked_sub(*back).and_then(|i| self.at(i)).is_some_and(char::is_lowercase)
            })
            .count();
        let word = self.text.get(self.offset(stop - letters)..self.offset(stop)).unwrap_or_default();
        letters >= 4 && self.table.class(word).is_none()
    }

    /// Whether the space after a stop was forgotten: "they left.Envoys said". A lower-case word before, a capitalised word of
    /// three letters or more after, so that "Node.js", "e.g" and addresses stay whole.
    fn space_is_missing(&self, stop: usize, end: usize) -> bool {
        let before = (1..=3)
            .all(|back| stop.checked_sub(back).and_then(|i| self.at(i)).is_some_and(char::is_lowercase));
        let to = self.skip(end, char::is_alphabetic);
        let capital = self.at(end).is_some_and(char::is_uppercase);
        let lower = (end + 1..to).all(|i| self.at(i).is_some_and(char::is_lowercase));
        let closed = self.at(to).is_none_or(|c| c.is_whitespace() || c == ',');
        before && capital && lower && closed && (to >= end + 3 || end > stop + 1)
    }

    /// Whether the line from `line` to the line end at `end` reads as a piece of its own.
    fn line_is_whole(&self, line: usize, end: usize) -> bool {
        let mut last = end;
        while last > line && self.at(last - 1).is_some_and(|c| c.is_whitespace() || is_closer(c)) {
            last -= 1;
        }
        if last > line && self.at(last - 1).is_some_and(is_stop) {
            return true;
        }
        let next = self.skip(end, char::is_whitespace);
        let Some(first) = self.at(next) else { return true };
        let bullet = is_bullet(first) && self.at(next + 1).is_some_and(char::is_whitespace);
        let open = self.at(last.saturating_sub(1)).is_some_and(|c| matches!(c, ',' | ';' | '-' | '–' | '—'));
        bullet || (end - line < SHORT_LINE && !open && !first.is_lowercase())
    }
}

/// What can stand before a figure at the head of a sentence: "$5 billion was paid".
fn is_symbol_of_number(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹' | '+')
}

#[cfg(test)]
mod tests;
