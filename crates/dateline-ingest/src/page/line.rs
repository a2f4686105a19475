//! Lines of a page and what their shape says about them.

/// A line, perhaps made of several that a program had wrapped, without white space around it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The words as they stand, without Markdown's heading marks.
    pub text: String,
    /// How many lines with no blank one between them came before: the number of its block, from 0.
    pub block: usize,
    /// The level of a Markdown heading.
    pub heading: Option<usize>,
    /// What the line looks like.
    pub shape: Shape,
}

impl Line {
    pub(super) fn new(text: String, block: usize) -> Self {
        let (heading, text) = match markdown_heading(&text) {
            Some((level, rest)) => (Some(level), rest.to_owned()),
            None => (None, text),
        };
        let shape = Shape::of(&text);
        Self { text, block, heading, shape }
    }

    /// The line in the form that patterns are written in; see `knowledge/boilerplate.toml`.
    pub(super) fn normal(&self) -> String {
        normalise(&self.text)
    }

    /// Whether the line reads as a sentence that ends in a full stop, if a short one.
    pub(super) fn is_stated(&self) -> bool {
        self.shape.is_sentence()
            && self.text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '*', '_']).ends_with('.')
    }
}

fn markdown_heading(text: &str) -> Option<(usize, &str)> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let body = rest.strip_prefix(' ')?.trim();
    ((1..=6).contains(&level) && body.chars().any(char::is_alphabetic)).then_some((level, body))
}

/// Counts that tell sentences from labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Words: runs without white space that hold a letter or digit.
    pub words: usize,
    /// Words of letters that begin with a small one and are no small words of names and titles ("of", "the", "de").
    pub lower_words: usize,
    /// Whether the line ends as a sentence does, closing quotes and brackets aside.
    pub ends: bool,
    /// How many sentences there seem to be; never more than there are full stops, marks of question and exclamation.
    pub sentences: usize,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let mut shape = Self::default();
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            shape.words += usize::from(!bare.is_empty());
            if bare.starts_with(char::is_lowercase) && !is_small_word(bare) {
                shape.lower_words += 1;
            }
            let closes = ends_sentence(word);
            match words.peek() {
                Some(next) => {
                    let opens = next.trim_start_matches(['"', '“', '‘', '\'', '(', '[', '«']).chars().next();
                    let begins = opens.is_some_and(|c| !c.is_lowercase());
                    shape.sentences += usize::from(closes && begins && !is_abbreviation(bare));
                }
                None => {
                    shape.ends = closes;
                    shape.sentences += usize::from(closes);
                }
            }
        }
        shape
    }

    /// Whether the line reads as running text, which no weak rule may cut.
    pub(super) fn is_body(&self) -> bool {
        self.ends && (self.words >= 12 || self.sentences >= 2 && self.words >= 5)
    }

    /// Whether the line may well be a sentence of its own, if a short one.
    pub(super) fn is_sentence(&self) -> bool {
        self.ends && self.words >= 4 && self.lower_words > 0
    }
}

/// Whether a word ends in a sentence's last mark, closing quotes and brackets aside.
fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '*', '_']).ends_with(['.', '!', '?', '…'])
}

/// Words whose full stop is their own.
fn is_abbreviation(bare: &str) -> bool {
    const ABBREVIATED: [&str; 44] = [
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Adm", "Gov", "Sen",
        "Rep", "Rev", "Hon", "St", "Jr", "Sr", "No", "Nos", "vs", "Brig", "Cmdr", "Supt", "Insp", "Jan",
        "Feb", "Mar", "Apr", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Inc", "Ltd", "Co", "Corp", "approx",
        "Messrs", "Amb",
    ];
    bare.chars().count() == 1 || bare.contains('.') || ABBREVIATED.contains(&bare)
}

/// Small words that stand inside names and headlines in capitals.
pub(super) fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "and"
            | "in"
            | "on"
            | "at"
            | "for"
            | "to"
            | "a"
            | "an"
            | "by"
            | "with"
            | "from"
            | "de"
            | "da"
            | "del"
            | "della"
            | "der"
            | "den"
            | "van"
            | "von"
            | "bin"
            | "bint"
            | "ibn"
            | "al"
            | "el"
            | "la"
            | "le"
            | "les"
            | "du"
            | "di"
            | "dos"
            | "das"
            | "do"
            | "e"
            | "y"
            | "ter"
            | "ten"
            | "und"
            | "et"
            | "abu"
            | "as"
            | "or"
            | "vs"
            | "per"
            | "via"
    )
}

/// Lower case, quotes straight, white space single, each number `#`, marks at both ends cut off.
pub(super) fn normalise(text: &str) -> String {
    trim_marks(&fold(text)).to_owned()
}

/// As [`normalise`], with the marks at both ends.
pub(super) fn fold(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut in_number = false;
    for c in text.chars() {
        if c.is_ascii_digit() || (in_number && c == ',') {
            if !in_number {
                normal.push('#');
            }
            in_number = true;
            continue;
        }
        in_number = false;
        match c {
            '’' | '‘' | 'ʼ' => normal.push('\''),
            '“' | '”' => normal.push('"'),
            c if c.is_whitespace() || c.is_control() => {
                if !normal.ends_with(' ') {
                    normal.push(' ');
                }
            }
            c if c.is_ascii() => normal.push(c.to_ascii_lowercase()),
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal
}

/// Cuts the marks at both ends of a folded line; a line of marks only ("* * *") stays what it is.
pub(super) fn trim_marks(folded: &str) -> &str {
    let at_start = |c: char| {
        matches!(
            c,
            ' ' | '*'
                | '•'
                | '·'
                | '▪'
                | '♦'
                | '■'
                | '»'
                | '|'
                | '>'
                | '<'
                | '–'
                | '—'
                | '-'
                | '_'
                | '~'
                | '"'
                | '='
        )
    };
    let at_end = |c: char| {
        matches!(
            c,
            ' ' | '*'
                | '•'
                | '·'
                | '▪'
                | '»'
                | '|'
                | '>'
                | '–'
                | '—'
                | '-'
                | '_'
                | '~'
                | '.'
                | ':'
                | '!'
                | '…'
                | '›'
                | '→'
                | '"'
                | '▼'
                | '▾'
                | '⟩'
                | '+'
                | '='
        )
    };
    let trimmed = folded.trim_start_matches(at_start).trim_end_matches(at_end);
    if trimmed.is_empty() { folded.trim() } else { trimmed }
}

#[cfg(test)]
mod tests {
    use super::{Line, Shape, normalise};

    #[test]
    fn lines_take_the_form_that_patterns_are_written_in() {
        assert_eq!(normalise("- ADVERTISEMENT -"), "advertisement");
        assert_eq!(normalise("1,204  Views:"), "# views");
        assert_eq!(normalise("Editor’s Picks →"), "editor's picks");
        assert_eq!(normalise("* * *"), "* * *");
        assert_eq!(normalise("2024-03-05"), "#-#-#");
    }

    #[test]
    fn shapes_tell_sentences_from_labels() {
        let body = |text| Shape::of(text).is_body();
        assert!(body("It did not comment. The ministry said so."));
        assert!(body("The boats, worth $48 million, would arrive by the end of 2025, he said."));
        assert!(body("“They took him,” she said. “He is 58.”"));
        assert!(!body(
            "Governor sends Guard troops to flooded rail yard as strike talks stall for a third day"
        ));
        assert!(!body("Gov. Dale Hartnett meets Lt. Gen. Ames in U.S. visit"));
        assert!(!body("The boats would arrive."));
        assert!(Shape::of("The boats would arrive.").is_sentence());
        assert!(!Shape::of("Getty Images.").is_sentence());
    }

    #[test]
    fn headings_lose_their_marks() {
        let line = Line::new("## What comes next".to_owned(), 0);
        assert_eq!((line.text.as_str(), line.heading), ("What comes next", Some(2)));
        assert_eq!(Line::new("#hashtag".to_owned(), 0).heading, None);
        assert_eq!(Line::new("###".to_owned(), 0).heading, None);
    }
}
