//! Lines that fit the width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::ink::Ink;
use super::words::clean;

/// A space inside a flow at which no line is broken; it is written as a plain one.
const GLUE: &str = "\u{a0}";

/// Words with their inks, to be broken into lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    pieces: Vec<(String, Ink)>,
}

impl Flow {
    /// A flow that begins with these words.
    pub fn new(ink: Ink, words: &str) -> Self {
        Self::default().ink(ink, words)
    }

    /// Adds words; control characters are taken out here, so that no text can speak to the terminal.
    #[must_use]
    pub fn ink(mut self, ink: Ink, words: &str) -> Self {
        self.pieces.push((clean(words), ink));
        self
    }

    /// Adds words that no line may part.
    #[must_use]
    pub fn glued(mut self, ink: Ink, words: &str) -> Self {
        // No text has this space: cleaning makes every kind of white space a plain one.
        self.pieces.push((clean(words).replace(' ', GLUE), ink));
        self
    }

    /// Adds words of running text.
    #[must_use]
    pub fn plain(self, words: &str) -> Self {
        self.ink(Ink::Plain, words)
    }

    /// Adds all of another flow.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// The flows with a separator between them; empty ones are left out.
    pub fn join(flows: impl IntoIterator<Item = Self>, separator: &str) -> Self {
        let mut joined = Self::default();
        for flow in flows.into_iter().filter(|f| !f.is_empty()) {
            if !joined.is_empty() {
                joined = joined.ink(Ink::Faint, separator);
            }
            joined = joined.then(flow);
        }
        joined
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|(words, _)| words.is_empty())
    }

    /// The words as they are to be kept together: pieces that touch without a space between make one.
    fn unbreakables(&self) -> Vec<Vec<(&str, Ink)>> {
        let mut all: Vec<Vec<(&str, Ink)>> = vec![Vec::new()];
        for (words, ink) in &self.pieces {
            for (i, word) in words.split(' ').enumerate() {
                if i > 0 {
                    all.push(Vec::new());
                }
                if let Some(last) = all.last_mut().filter(|_| !word.is_empty()) {
                    last.push((word, *ink));
                }
            }
        }
        all.retain(|word| !word.is_empty());
        all
    }
}

/// A text that grows by lines of at most so many columns.
#[derive(Debug)]
pub struct Page {
    text: String,
    width: usize,
    colour: bool,
}

impl Page {
    /// An empty page; fewer than 20 columns are taken for 20.
    pub fn new(width: usize, colour: bool) -> Self {
        Self { text: String::new(), width: width.max(20), colour }
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether it is coloured.
    pub fn colour(&self) -> bool {
        self.colour
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// The title of a section after an empty line.
    pub fn section(&mut self, title: &str) {
        self.gap();
        self.flow(0, 0, &Flow::new(Ink::Heading, title));
    }

    /// Writes a flow; the first line begins at column `first`, the others at `hang`.
    pub fn flow(&mut self, first: usize, hang: usize, flow: &Flow) {
        let (first, hang) = (self.column(first), self.column(hang));
        self.lines(Line::blank(first), hang, flow);
    }

    /// Writes a flow beside a label that takes the columns from `indent` to `hang`; a label too long for that gets its own line.
    pub fn labelled(&mut self, indent: usize, hang: usize, label: (&str, Ink), flow: &Flow) {
        let hang = self.column(hang);
        let words = clean(label.0);
        if indent + words.width() < hang {
            let mut lead = Line::blank(indent);
            lead.push(&words, label.1);
            lead.push(&" ".repeat(hang - lead.width), Ink::Plain);
            self.lines(lead, hang, flow);
        } else {
            self.flow(indent, indent + 2, &Flow::new(label.1, &words));
            self.flow(hang, hang, flow);
        }
    }

    /// A column at which words may begin: a narrow page keeps three fifths of itself for them.
    fn column(&self, wanted: usize) -> usize {
        wanted.min(self.width * 2 / 5)
    }

    fn lines(&mut self, lead: Line, hang: usize, flow: &Flow) {
        let mut line = lead;
        let mut fresh = true;
        for word in flow.unbreakables() {
            let width: usize = word.iter().map(|(w, _)| w.width()).sum();
            if !fresh && line.width + 1 + width > self.width {
                self.end_line(&mut line, hang);
                fresh = true;
            }
            if !fresh {
                line.space(word.first().map(|(_, ink)| *ink).unwrap_or_default());
            }
            for (part, ink) in word {
                self.fragment(part, ink, &mut line, hang);
            }
            fresh = false;
        }
        self.write_line(&line);
    }

    /// Writes a word, cutting one that is longer than a line.
    fn fragment(&mut self, word: &str, ink: Ink, line: &mut Line, hang: usize) {
        if line.width + word.width() <= self.width {
            line.push(word, ink);
            return;
        }
        for c in word.chars() {
            if line.width + c.width().unwrap_or(0) > self.width && line.width > hang {
                self.end_line(line, hang);
            }
            line.push(c.encode_utf8(&mut [0; 4]), ink);
        }
    }

    fn end_line(&mut self, line: &mut Line, hang: usize) {
        self.write_line(line);
        *line = Line::blank(hang);
    }

    fn write_line(&mut self, line: &Line) {
        for (words, ink) in &line.runs {
            ink.paint(words, self.colour, &mut self.text);
        }
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        self.text.push('\n');
    }
}

/// A line under way: runs of one ink, so that a run is coloured as a whole.
struct Line {
    runs: Vec<(String, Ink)>,
    width: usize,
}

impl Line {
    fn blank(columns: usize) -> Self {
        Self { runs: vec![(" ".repeat(columns), Ink::Plain)], width: columns }
    }

    fn push(&mut self, words: &str, ink: Ink) {
        let words = words.replace(GLUE, " ");
        self.width += words.width();
        match self.runs.last_mut() {
            Some((run, last)) if *last == ink => run.push_str(&words),
            _ => self.runs.push((words, ink)),
        }
    }

    /// A space, of the ink of the words on both sides where they have the same.
    fn space(&mut self, next: Ink) {
        let same = self.runs.last().is_some_and(|(_, last)| *last == next);
        self.push(" ", if same { next } else { Ink::Plain });
    }
}

#[cfg(test)]
mod tests {

    use super::{Flow, Page};
    use crate::view::ink::Ink;

    fn page(width: usize, first: usize, hang: usize, words: &str) -> String {
        let mut page = Page::new(width, false);
        page.flow(first, hang, &Flow::default().plain(words));
        page.into_text()
    }

    #[test]
    fn lines_break_at_spaces_and_hang() {
        let told = page(26, 2, 4, "Envoys of both states met in Geneva on Monday.");
        assert_eq!(told, "  Envoys of both states\n    met in Geneva on\n    Monday.\n");
    }

    #[test]
    fn a_word_longer_than_a_line_is_cut() {
        let text = page(20, 0, 2, &"x".repeat(45));
        assert!(text.lines().all(|l| l.chars().count() <= 20), "{text}");
        assert_eq!(text.matches('x').count(), 45);
    }

    #[test]
    fn a_run_of_one_ink_is_coloured_as_a_whole() {
        let mut page = Page::new(40, true);
        page.flow(0, 0, &Flow::new(Ink::Strong, "Ada Moss").plain(" met ").ink(Ink::Faint, "them all"));
        assert_eq!(page.into_text(), "\u{1b}[1mAda Moss\u{1b}[0m met \u{1b}[2mthem all\u{1b}[0m\n");
    }

    #[test]
    fn wide_characters_count_double() {
        let text = page(20, 0, 0, &"北京 ".repeat(9));
        assert_eq!(text, "北京 北京 北京 北京\n北京 北京 北京 北京\n北京\n");
    }

    #[test]
    fn pieces_that_touch_stay_together() {
        let mut page = Page::new(20, false);
        page.flow(
            0,
            0,
            &Flow::default().plain("they have all “").ink(Ink::Trigger, "met").plain("”, he said"),
        );
        assert_eq!(page.into_text(), "they have all “met”,\nhe said\n");
    }

    #[test]
    fn glued_words_stay_on_one_line() {
        let mut page = Page::new(20, false);
        page.flow(0, 0, &Flow::default().plain("they have met in ").glued(Ink::Plain, "May 2025"));
        assert_eq!(page.into_text(), "they have met in\nMay 2025\n");
    }

    #[test]
    fn escape_sequences_of_the_text_lose_their_teeth() {
        let text = page(60, 0, 0, "a\u{1b}[31mred\u{7}\u{9b}2J\nb\tc\u{202e}d");
        assert_eq!(text, "a[31mred2J b cd\n");
    }
}
