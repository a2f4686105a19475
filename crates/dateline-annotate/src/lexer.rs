//! The words of a stretch of text, as rules over figures and dates want them.
//!
//! Apart from the reader's own words, so that times and quantities are found without a tree and whatever the tokens are.

use dateline_text::Span;

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, perhaps with an apostrophe or with the full stops of an abbreviation inside ("p.m.").
    Letters,
    /// A figure: "35", "2,000", "3.5".
    Number,
    /// One other character.
    Mark,
}

/// One word, figure or mark.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// Where it lies in the document.
    pub(crate) span: Span,
    /// In lower case; apostrophes, hyphens and quotation marks in their plain forms (the en and the em dash stay).
    pub(crate) lower: String,
    /// What it is made of.
    pub(crate) kind: Kind,
    /// The value of a figure.
    pub(crate) value: Option<f64>,
    /// Whether white space (or the beginning) stands before it.
    pub(crate) spaced: bool,
    /// Whether its first letter is a capital.
    pub(crate) capital: bool,
}

impl Word {
    /// Whether it is a figure of digits alone, without separator or decimals.
    pub(crate) fn is_plain_number(&self) -> bool {
        self.kind == Kind::Number && self.lower.bytes().all(|b| b.is_ascii_digit())
    }

    /// The figure as a whole number, if it is one written in digits alone.
    pub(crate) fn whole(&self) -> Option<i32> {
        if self.is_plain_number() { self.lower.parse().ok() } else { None }
    }

    /// Whether it is this word in lower case.
    pub(crate) fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }
}

/// Cuts the text of `span` (a slice of a document that begins at `span.start()`) into words.
pub(crate) fn words(text: &str, start: usize) -> Vec<Word> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut lexer = Lexer { text, chars, start, at: 0, found: Vec::new(), spaced: true };
    lexer.run();
    lexer.found
}

struct Lexer<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    start: usize,
    at: usize,
    found: Vec<Word>,
    spaced: bool,
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

fn plain(c: char) -> char {
    match c {
        '‐' | '‑' | '−' => '-',
        '“' | '”' | '„' | '«' | '»' => '"',
        c if is_apostrophe(c) => '\'',
        c => c,
    }
}

impl Lexer<'_> {
    fn char(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|(_, c)| *c)
    }

    fn is(&self, index: usize, test: impl Fn(char) -> bool) -> bool {
        self.char(index).is_some_and(test)
    }

    fn offset(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.text.len(), |(offset, _)| *offset)
    }

    fn run(&mut self) {
        while let Some(c) = self.char(self.at) {
            if c.is_whitespace() {
                self.spaced = true;
                self.at += 1;
            } else if c.is_ascii_digit() {
                self.number();
            } else if c.is_alphabetic() {
                self.letters();
            } else if is_apostrophe(c) && self.is_possessive(self.at) {
                self.push(self.at + 2, Kind::Letters, None);
            } else {
                self.push(self.at + 1, Kind::Mark, None);
            }
        }
    }

    fn push(&mut self, end: usize, kind: Kind, value: Option<f64>) {
        let (from, to) = (self.offset(self.at), self.offset(end));
        let raw = self.text.get(from..to).unwrap_or_default();
        self.found.push(Word {
            span: Span::new(self.start + from, self.start + to),
            lower: raw.chars().map(plain).flat_map(char::to_lowercase).collect(),
            kind,
            value,
            spaced: self.spaced,
            capital: raw.starts_with(char::is_uppercase),
        });
        self.spaced = false;
        self.at = end;
    }

    /// Whether an apostrophe and an "s" that ends a word stand at `index`.
    fn is_possessive(&self, index: usize) -> bool {
        self.is(index + 1, |c| c == 's' || c == 'S') && !self.is(index + 2, char::is_alphanumeric)
    }

    fn letters(&mut self) {
        if let Some(end) = self.dotted() {
            self.push(end, Kind::Letters, None);
            return;
        }
        let mut end = self.at;
        loop {
            while self.is(end, char::is_alphabetic) || self.is(end, is_combining) {
                end += 1;
            }
            let inside = self.is(end, is_apostrophe) && self.is(end + 1, char::is_alphabetic);
            if !inside || self.is_possessive(end) {
                break;
            }
            end += 1;
        }
        self.push(end, Kind::Letters, None);
    }

    /// The end of single letters with full stops, such as "p.m." or "U.S", if they stand here.
    fn dotted(&self) -> Option<usize> {
        let mut end = self.at;
        let mut letters = 0;
        while self.is(end, char::is_alphabetic) {
            if self.is(end + 1, |c| c == '.') {
                letters += 1;
                end += 2;
            } else if letters > 0 && !self.is(end + 1, char::is_alphanumeric) {
                letters += 1;
                end += 1;
                break;
            } else {
                // "e.g.this" and "J.Smith": the letter begins a word.
                break;
            }
        }
        (letters >= 2).then_some(end)
    }

    fn number(&mut self) {
        let mut digits = String::new();
        let mut end = self.at;
        let mut decimal = false;
        let mut groups = true;
        loop {
            while let Some(c) = self.char(end).filter(char::is_ascii_digit) {
                digits.push(c);
                end += 1;
            }
            let three = (1..=3).all(|i| self.is(end + i, |c| c.is_ascii_digit()))
                && !self.is(end + 4, |c| c.is_ascii_digit());
            match self.char(end) {
                Some(',' | '\u{a0}' | '\u{202f}' | '\u{2009}') if groups && !decimal && three => {
                    end += 1;
                }
                Some('.') if !decimal && self.is(end + 1, |c| c.is_ascii_digit()) => {
                    decimal = true;
                    groups = false;
                    digits.push('.');
                    end += 1;
                }
                // "1.2.3" is no figure.
                Some('.') if decimal && self.is(end + 1, |c| c.is_ascii_digit()) => {
                    digits = "x".to_owned();
                    end += 1;
                }
                _ => break,
            }
        }
        self.push(end, Kind::Number, digits.parse().ok());
    }
}

/// Accents that stand as code points of their own.
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::words;

    fn forms(text: &str) -> Vec<String> {
        words(text, 0).into_iter().map(|w| w.lower).collect()
    }

    #[test]
    fn figures_keep_their_separators() {
        assert_eq!(forms("2,000 or 3.5, May 7,2015"), ["2,000", "or", "3.5", ",", "may", "7", ",", "2015"]);
        let values: Vec<_> = words("12,345,678 3.5 1.2.3", 0).iter().map(|w| w.value).collect();
        assert_eq!(values, [Some(12_345_678.0), Some(3.5), None]);
    }

    #[test]
    fn clitics_and_dotted_letters() {
        assert_eq!(
            forms("Rome’s 6 p.m. and the U.S. 1990’s"),
            ["rome", "'s", "6", "p.m.", "and", "the", "u.s.", "1990", "'s"]
        );
        assert_eq!(forms("30-day o'clock 1990s 3rd"), ["30", "-", "day", "o'clock", "1990", "s", "3", "rd"]);
    }

    proptest! {
        #[test]
        fn words_lie_in_the_text_in_order(text in "[\\PC\\s0-9.,'’a-zA-Z]{0,80}") {
            let mut last = 0;
            for word in words(&text, 0) {
                prop_assert!(word.span.start() >= last && !word.span.is_empty());
                prop_assert!(text.get(word.span.start()..word.span.end()).is_some());
                last = word.span.end();
            }
        }
    }
}
