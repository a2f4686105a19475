//! The rules of `knowledge/boilerplate.toml`, compiled.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use super::line::{Line, Shape, fold, normalise, trim_marks};
use super::names;
use super::outlets::Outlets;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let table = include_str!("../../../../knowledge/boilerplate.toml");
    // The table is part of the program and read by a test; were it broken, no line would be cut.
    Rules::from_toml(table).unwrap_or_default()
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    why: String,
    #[serde(default)]
    patterns: Vec<String>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    sentences: bool,
    #[serde(default)]
    opens_list: bool,
    #[serde(default)]
    ends_page: bool,
    /// Lines that must be found; read by the test.
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test reads the cases"))]
    fire: Vec<String>,
    /// Lines that must not be found; read by the test.
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test reads the cases"))]
    silent: Vec<String>,
}

/// What a rule says of a line that it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// The reason, as it is written into `document.dropped`.
    pub why: &'static str,
    /// The short lines that follow belong to it.
    pub opens_list: bool,
    /// What follows is no article any more.
    pub ends_page: bool,
    /// Full sentences are cut as well.
    sentences: bool,
}

/// A pattern with `…`: its pieces must stand in the line in this order.
#[derive(Debug)]
struct Pattern {
    pieces: Vec<String>,
    anchored_start: bool,
    anchored_end: bool,
    verdict: Verdict,
}

/// The compiled rules.
#[derive(Debug, Default)]
pub(super) struct Rules {
    whole: HashMap<String, Verdict>,
    /// Patterns that begin with words, under their first word.
    by_first_word: HashMap<String, Vec<Pattern>>,
    /// Of the keys of `by_first_word`, in bytes.
    longest_first_word: usize,
    /// Patterns that begin with `…`, found through their first piece.
    open: Vec<Pattern>,
    open_pieces: Option<AhoCorasick>,
    labels: HashMap<String, &'static str>,
}

/// The longest label, in words.
const LABEL_WORDS: usize = 5;

impl Rules {
    /// The rules that the program carries.
    pub(super) fn get() -> &'static Self {
        &RULES
    }

    fn from_toml(table: &str) -> Result<Self, String> {
        let file: File = toml::from_str(table).map_err(|error| error.to_string())?;
        let mut rules = Self::default();
        let mut reasons: HashMap<String, &'static str> = HashMap::new();
        for entry in file.rule {
            // The reasons live as long as the program: the table is read once.
            let why =
                *reasons.entry(entry.why.clone()).or_insert_with(|| Box::leak(entry.why.into_boxed_str()));
            let verdict = Verdict {
                why,
                opens_list: entry.opens_list,
                ends_page: entry.ends_page,
                sentences: entry.sentences,
            };
            for label in entry.labels {
                rules.labels.entry(label).or_insert(why);
            }
            for pattern in entry.patterns {
                rules.add(&pattern, verdict);
            }
        }
        rules.longest_first_word = rules.by_first_word.keys().map(String::len).max().unwrap_or(0);
        let firsts = rules.open.iter().filter_map(|pattern| pattern.pieces.first());
        rules.open_pieces = AhoCorasick::builder().match_kind(MatchKind::Standard).build(firsts).ok();
        Ok(rules)
    }

    fn add(&mut self, pattern: &str, verdict: Verdict) {
        if !pattern.contains('…') || pattern == "…" {
            self.whole.entry(pattern.to_owned()).or_insert(verdict);
            return;
        }
        let pieces: Vec<String> =
            pattern.split('…').filter(|piece| !piece.is_empty()).map(str::to_owned).collect();
        let anchored_start = !pattern.starts_with('…');
        let anchored_end = !pattern.ends_with('…');
        let compiled = Pattern { pieces, anchored_start, anchored_end, verdict };
        if anchored_start {
            let first = compiled.pieces.first().map(|piece| first_word(piece)).unwrap_or_default().to_owned();
            self.by_first_word.entry(first).or_default().push(compiled);
        } else {
            self.open.push(compiled);
        }
    }

    /// What the rules say of a line; `None` where it may be part of the article.
    pub(super) fn verdict(&self, line: &Line) -> Option<Verdict> {
        self.any_verdict(line)
            .filter(|verdict| match verdict.why {
                "caption" => !is_signed_paragraph(line),
                "reporter-note" => !(line.is_stated() && goes_on_small(&line.text)),
                _ => true,
            })
            .or_else(|| {
                ends_in_picture_credit(&line.text).then_some(Verdict {
                    why: "photo-credit",
                    opens_list: false,
                    ends_page: false,
                    sentences: true,
                })
            })
    }

    fn any_verdict(&self, line: &Line) -> Option<Verdict> {
        let text = without_links(&line.text);
        let folded = fold(&text);
        let normal = trim_marks(&folded);
        let protected = line.shape.is_body();
        let allowed = |verdict: &&Verdict| verdict.sentences || !protected;
        let whole = self.whole.get(normal).or_else(|| self.whole.get(folded.trim()));
        if let Some(verdict) = whole.filter(allowed) {
            return Some(*verdict);
        }
        let guard = Guard { protected, stated: line.is_stated() };
        self.by_pattern(normal, guard).or_else(|| (!protected).then(|| self.labels_only(&text)).flatten())
    }

    fn by_pattern(&self, normal: &str, guard: Guard) -> Option<Verdict> {
        // Patterns are kept under the whole first word and, where it ends in a mark or the pattern breaks off inside it, under its start.
        let first = first_word(normal);
        let begins = |pattern: &&Pattern| guard.lets(pattern) && pattern.matches(normal);
        let under = |key: &str| self.by_first_word.get(key)?.iter().find(begins).map(|p| p.verdict);
        let anchored = under(first).or_else(|| {
            let ends = first.char_indices().map(|(at, _)| at).skip(1);
            // A word may be as long as a page; no key is.
            let ends: Vec<usize> = ends.take_while(|at| *at <= self.longest_first_word).collect();
            ends.into_iter().rev().find_map(|end| under(first.get(..end)?))
        });
        if anchored.is_some() {
            return anchored;
        }
        let pieces = self.open_pieces.as_ref()?;
        let mut tried = HashSet::new();
        pieces
            .find_overlapping_iter(normal)
            // A piece may stand in the line a thousand times; its pattern is compared once.
            .filter(|found| tried.insert(found.pattern()))
            .filter_map(|found| self.open.get(found.pattern().as_usize()))
            .find(begins)
            .map(|pattern| pattern.verdict)
    }

    /// The reason of the first label where the line is made of labels only; several may stand in one line.
    fn labels_only(&self, text: &str) -> Option<Verdict> {
        let mut reason = None;
        for cell in cells(text) {
            let normal = normalise(cell);
            let words: Vec<&str> = normal.split(' ').filter(|word| !word.is_empty()).collect();
            let mut at = 0;
            while at < words.len() {
                let longest = LABEL_WORDS.min(words.len() - at);
                let (used, why) = (1..=longest).rev().find_map(|n| {
                    let phrase = words.get(at..at + n)?.join(" ");
                    let phrase = phrase.trim_matches([',', ';', ':']);
                    Some((n, *self.labels.get(phrase)?))
                })?;
                reason.get_or_insert(why);
                at += used;
            }
        }
        reason.map(|why| Verdict { why, opens_list: false, ends_page: false, sentences: false })
    }
}

impl Rules {
    /// Whether the words are a label that may stand beside others.
    pub(super) fn is_label(&self, words: &str) -> bool {
        self.labels.contains_key(normalise(words).as_str())
    }
}

/// The cells of a line that once stood side by side: parted by tabs, bars, slashes, dots, arrows or wide gaps.
pub(super) fn cells(text: &str) -> impl Iterator<Item = &str> {
    // Em and en spaces are the gaps of old layouts.
    text.split(['\t', '|', '·', '•', '>', '›', '»', '/', '\u{2002}', '\u{2003}'])
        .flat_map(|cell| cell.split("  "))
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
}

/// "The union marched. Police led away six of them. (ANI)": an agency's mark after the last sentence of a story.
fn is_signed_paragraph(line: &Line) -> bool {
    let Some((before, agency)) =
        line.text.trim_end().strip_suffix(')').and_then(|inner| inner.rsplit_once('('))
    else {
        return false;
    };
    let before = before.trim_end();
    before.ends_with(['.', '”', '"']) && Shape::of(before).sentences >= 2 && Outlets::get().is_agency(agency)
}

/// "The harbour in July. THE COAST PRESS/Ada Moss": a house in capitals and a photographer after the caption.
fn ends_in_picture_credit(text: &str) -> bool {
    let Some((house, person)) = text.rsplit_once(". ").and_then(|(_, credit)| credit.split_once('/')) else {
        return false;
    };
    let loud = house.chars().filter(|c| c.is_uppercase()).count() >= 3 && !house.contains(char::is_lowercase);
    loud && !person.ends_with('.') && person.split_whitespace().count() >= 2 && names::is_person(person)
}

/// "Reporting by two stations was jammed": a sentence, as no name follows.
fn goes_on_small(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let opens = words.next().is_some_and(|word| {
        matches!(word, "Reporting" | "Editing" | "Writing" | "Edited" | "Compiled" | "Translated")
    });
    opens
        && words.next() == Some("by")
        && words.next().is_some_and(|word| word.starts_with(char::is_lowercase) && word != "staff")
        && !text.contains(';')
}

/// What protects a line from weak patterns.
#[derive(Clone, Copy)]
struct Guard {
    /// It reads as running text.
    protected: bool,
    /// It is a sentence that ends in a full stop, if a short one.
    stated: bool,
}

impl Guard {
    /// Whether the pattern may cut the line. A rule that spares sentences spares short ones too, unless it knows the line's end or a label with a colon or bar.
    fn lets(self, pattern: &Pattern) -> bool {
        let labelled =
            pattern.anchored_end || pattern.pieces.iter().any(|piece| piece.contains([':', '|', '@', '(']));
        pattern.verdict.sentences || !self.protected && (!self.stated || labelled)
    }
}

/// The text with Markdown's links reduced to their words.
pub(super) fn without_links(text: &str) -> Cow<'_, str> {
    if !text.contains("](") || text.starts_with("![") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        match after.split_once("](").and_then(|(label, link)| Some((label, link.split_once(')')?.1))) {
            Some((label, next)) => {
                plain.push_str(label);
                rest = next;
            }
            None => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

impl Pattern {
    fn matches(&self, normal: &str) -> bool {
        let mut rest = normal;
        for (number, piece) in self.pieces.iter().enumerate() {
            let at = if number == 0 && self.anchored_start {
                if rest.starts_with(piece.as_str()) { Some(0) } else { None }
            } else {
                rest.find(piece.as_str())
            };
            let Some(after) = at.and_then(|at| rest.get(at + piece.len()..)) else { return false };
            rest = after;
        }
        if !self.anchored_end {
            return true;
        }
        rest.is_empty()
            || self.pieces.len() > 1 && self.pieces.last().is_some_and(|last| rest.ends_with(last.as_str()))
            || self.pieces.len() == 1
                && !self.anchored_start
                && normal.ends_with(self.pieces.first().map_or("", |p| p))
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::Line;
    use super::{File, Rules};

    const TABLE: &str = include_str!("../../../../knowledge/boilerplate.toml");

    #[test]
    fn every_rule_fires_and_stays_silent_as_its_cases_say() {
        let file: File = toml::from_str(TABLE).unwrap();
        let rules = Rules::from_toml(TABLE).unwrap();
        let verdict = |line: &str| rules.verdict(&Line::new(line.to_owned(), 0));
        let mut wrong = Vec::new();
        for rule in &file.rule {
            assert!(!rule.fire.is_empty() && !rule.silent.is_empty(), "{} has no cases", rule.why);
            for line in rule.fire.iter().filter(|line| verdict(line).is_none()) {
                wrong.push(format!("{} must find: {line}", rule.why));
            }
            for line in &rule.silent {
                if let Some(found) = verdict(line) {
                    wrong.push(format!("{} must leave: {line} (found by {})", rule.why, found.why));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_broken_table_says_where() {
        assert!(Rules::from_toml("[[rule]]\nwhy = 3").unwrap_err().contains("line 2"));
    }
}
