//! Quotation marks paired: what stands between them, robust to apostrophes, feet and inches, and marks that never close.

use dateline_text::{Document, Span};

/// Words between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// With the marks.
    pub(super) outer: Span,
    /// Without the marks and the white space beside them.
    pub(super) inner: Span,
    /// Quotations with one number are one speech that opens anew in every paragraph.
    pub(super) chain: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
}

/// A mark that stands open.
#[derive(Clone, Copy)]
struct Open {
    kind: Kind,
    mark: char,
    start: usize,
    inner: usize,
}

/// One character with its neighbours.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    end: usize,
    mark: char,
    before: Option<char>,
    after: Option<char>,
    second_after: Option<char>,
}

/// All quotations of the document in reading order; quotations inside quotations are not listed. Takes time linear in the text.
pub(super) fn find_quotations(document: &Document) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut chains = 0;
    // Whether the paragraph before ended inside a quotation.
    let mut pending = false;
    for paragraph in document.paragraphs() {
        let text = document.slice(paragraph.span);
        let goes_on = pending && text.starts_with(['“', '"', '„', '«']);
        let first = found.len();
        pending = pair(text, paragraph.span.start(), &mut found);
        for (i, quotation) in found.iter_mut().enumerate().skip(first) {
            if !(goes_on && i == first) {
                chains += 1;
            }
            quotation.chain = chains;
        }
    }
    found
}

/// Pairs the marks of one paragraph; whether it ends inside a quotation.
fn pair(text: &str, offset: usize, found: &mut Vec<Quotation>) -> bool {
    let marks = marks(text);
    let last_single = marks.iter().rposition(|m| closes_single(*m)).unwrap_or_default();
    let mut open: Option<Open> = None;
    for (i, mark) in marks.iter().enumerate() {
        match open {
            None => open = opening(*mark, i < last_single),
            Some(here) if closes(here, *mark, i < last_single) => {
                push(text, offset, here, (mark.at, mark.end), found);
                open = None;
            }
            // A mark that can only open says that the one before was none, or was never closed.
            Some(here) if here.kind == Kind::Double && mark.mark == '"' && here.mark == '"' => {
                open = opening(*mark, false).or(open);
            }
            Some(_) => {}
        }
    }
    match open.filter(|o| o.kind == Kind::Double) {
        Some(here) => {
            push(text, offset, here, (text.len(), text.len()), found);
            true
        }
        None => false,
    }
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map(|(_, next)| *next);
        if matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’' | '‚') {
            let end = at + c.len_utf8();
            let second_after = text.get(end..).and_then(|t| t.chars().nth(1));
            marks.push(Mark { at, end, mark: c, before, after, second_after });
        }
        before = Some(c);
    }
    marks
}

fn opening(mark: Mark, closes_later: bool) -> Option<Open> {
    let starts = mark.before.is_none_or(|c| c.is_whitespace() || "([{—–-/“\"‘«…:".contains(c));
    let word_follows = mark.after.is_some_and(|c| !c.is_whitespace() && !",;:)!?".contains(c));
    let open = |kind| Some(Open { kind, mark: mark.mark, start: mark.at, inner: mark.end });
    match mark.mark {
        '“' | '„' | '«' => open(Kind::Double),
        // A closing mark at the start of a word was meant to open.
        '"' | '”' if starts && word_follows => open(Kind::Double),
        '‘' | '‚' if closes_later && word_follows => open(Kind::Single),
        '\'' | '’' if closes_later && starts && mark.after.is_some_and(char::is_alphabetic) => {
            open(Kind::Single)
        }
        _ => None,
    }
}

fn closes_single(mark: Mark) -> bool {
    matches!(mark.mark, '\'' | '’')
        && mark.before.is_some_and(|c| !c.is_whitespace())
        && mark.after.is_none_or(|c| !c.is_alphanumeric())
}

fn closes(open: Open, mark: Mark, single_later: bool) -> bool {
    match open.kind {
        Kind::Double => match mark.mark {
            '”' | '»' => true,
            '“' => open.mark == '„',
            // A straight mark closes unless a word begins right after it.
            '"' => {
                mark.before.is_some_and(|c| !c.is_whitespace())
                    || mark.after.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
            }
            _ => false,
        },
        Kind::Single => {
            // "the workers’ rights": a possessive, where another mark can close later.
            let possessive = mark.before.is_some_and(|c| c == 's')
                && mark.after == Some(' ')
                && mark.second_after.is_some_and(char::is_lowercase)
                && single_later;
            closes_single(mark) && !possessive
        }
    }
}

fn push(text: &str, offset: usize, open: Open, close: (usize, usize), found: &mut Vec<Quotation>) {
    let inside = text.get(open.inner..close.0).unwrap_or_default();
    // `6"` and `5' 2"` are measures: a straight mark after a digit with nothing quoted.
    let start = open.inner + (inside.len() - inside.trim_start().len());
    let end = (open.inner + inside.trim_end().len()).max(start);
    if inside.chars().any(char::is_alphanumeric) {
        found.push(Quotation {
            outer: Span::new(offset + open.start, offset + close.1),
            inner: Span::new(offset + start, offset + end),
            chain: 0,
        });
    }
}

#[cfg(test)]
mod tests {
    use dateline_text::Document;
    use expect_test::{Expect, expect};

    use super::find_quotations;

    /// Draws every quotation's inner span under its paragraph, with the number of its chain.
    fn check(text: &str, expected: Expect) {
        let document = Document::from_text(text);
        let drawn: String = find_quotations(&document)
            .iter()
            .map(|q| format!("{} {}\n", q.chain, document.slice(q.inner)))
            .collect();
        expected.assert_eq(&drawn);
    }

    #[test]
    fn straight_and_curly_marks() {
        check(
            "“It is over,” she said. “We go home.”",
            expect![[r#"
            1 It is over,
            2 We go home.
        "#]],
        );
        check(
            "He called it \"a mess\" and (\"frankly\") left.",
            expect![[r#"
            1 a mess
            2 frankly
        "#]],
        );
        check(
            "Sie sagte: „Wir gehen“ und «fini».",
            expect![[r#"
            1 Wir gehen
            2 fini
        "#]],
        );
    }

    #[test]
    fn apostrophes_and_measures_are_no_quotations() {
        check("The workers' union didn't want its members' pay cut in the '90s.", expect![""]);
        check("A 6\" pipe and a man of 5' 11\" stood there.", expect![""]);
        check(
            "The 6\" pipe, he said, was \"too thin\".",
            expect![[r#"
            1 too thin
        "#]],
        );
    }

    #[test]
    fn single_marks_quote_where_they_close() {
        check(
            "'We won't go,' she said of the workers' strike.",
            expect![[r#"
            1 We won't go,
        "#]],
        );
        check(
            "Minister hails ‘the workers’ victory’ in court",
            expect![[r#"
            1 the workers’ victory
        "#]],
        );
        check(
            "\"He said 'no' to me,\" she said.",
            expect![[r#"
            1 He said 'no' to me,
        "#]],
        );
    }

    #[test]
    fn a_speech_that_opens_anew_in_every_paragraph_is_one_chain() {
        check(
            "“First.\n\n“Second.\n\n“Third,” he said.\n\n“Another.”",
            expect![[r#"
            1 First.
            1 Second.
            1 Third,
            2 Another.
        "#]],
        );
    }

    #[test]
    fn what_never_closes_ends_with_its_paragraph() {
        check(
            "He said, \"We go. And stay.\n\nThe next one.",
            expect![[r#"
            1 We go. And stay.
        "#]],
        );
        check("Nothing ” here” closes.", expect![""]);
    }

    #[test]
    fn a_hundred_thousand_marks_take_linear_time() {
        for mark in ["\"", "“", "'", "‘", "a\" ", " \"a", "’ ", " 's "] {
            let document = Document::from_text(&mark.repeat(100_000));
            assert!(find_quotations(&document).len() <= 100_000);
        }
    }
}
