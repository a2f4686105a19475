//! What is known of an act before its setting is sought, and the signs that do not depend on the candidate's kind.

use dateline_text::{ArgumentRole, Reading, Sentence, Span, Syntax, Trigger, Upos};

use super::path::{Path, relations};

/// Rivals of one sentence that are compared, so that a hostile sentence costs no more than linear time.
const RIVALS: usize = 24;

/// An act with what the tree says of its word.
pub(super) struct Act<'r> {
    pub(super) reading: &'r Reading,
    pub(super) trigger: &'r Trigger,
    /// Index of its head word.
    pub(super) head: usize,
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// The words of its sentence in bytes.
    pub(super) range: Span,
    /// Heads of the other acts of the sentence.
    rivals: Vec<usize>,
}

impl<'r> Act<'r> {
    /// The act of the trigger with this number; `None` where it has no word.
    pub(super) fn new(reading: &'r Reading, number: usize) -> Option<Self> {
        let syntax = &reading.syntax;
        let trigger = reading.triggers.get(number)?;
        let head = head_of(syntax, trigger);
        let sentence = syntax.get(head)?.sentence;
        let words = syntax.sentence(sentence);
        let range = syntax.get(words.start)?.span.cover(syntax.get(words.end.checked_sub(1)?)?.span);
        let here = |t: &&Trigger| words.contains(&t.token);
        let after = reading.triggers.iter().skip(number + 1).take(RIVALS).take_while(here);
        let before = reading.triggers.iter().take(number).rev().take(RIVALS).take_while(here);
        let rivals = after.chain(before).map(|t| head_of(syntax, t)).collect();
        Some(Self { reading, trigger, head, sentence, range, rivals })
    }

    pub(super) fn label(&self) -> &'r str {
        &self.trigger.label
    }

    pub(super) fn lemma(&self) -> &'r str {
        self.reading.syntax.get(self.head).map_or("", |t| &t.lemma)
    }

    pub(super) fn paragraph(&self) -> Option<usize> {
        self.reading.sentences.get(self.sentence).map(|s: &Sentence| s.paragraph)
    }

    /// Whether the word is a noun and with which article: "N/the", "N/0", "V/0".
    pub(super) fn form(&self) -> String {
        let syntax = &self.reading.syntax;
        let noun = syntax.get(self.head).is_some_and(|t| t.upos.is_nominal());
        let article = syntax.children_by(self.head, &["det"]).filter_map(|d| syntax.get(d)).next();
        let article = match article.map(|t| t.lemma.as_str()) {
            Some("the") => "the",
            Some("this" | "that" | "these" | "those") => "this",
            Some(_) => "a",
            None => "0",
        };
        format!("{}/{article}", if noun { "N" } else { "V" })
    }

    /// Signs of how a candidate that hangs on the word `governor` lies to the act in the tree.
    pub(super) fn tree_signs(&self, governor: Option<usize>, relation: &str, signs: &mut Vec<String>) {
        let syntax = &self.reading.syntax;
        let path = governor.and_then(|g| Path::find(syntax, self.head, g));
        let Some((governor, path)) = governor.zip(path) else {
            signs.push("path=none".to_owned());
            return;
        };
        let (up, down) = (path.up.len().min(4), path.down.len().min(4));
        let mut deeper = path.down.clone();
        deeper.reverse();
        let way = format!("{}/{}", relations(syntax, &path.up), relations(syntax, &deeper));
        signs.push(format!("up={up}"));
        signs.push(format!("down={down}"));
        signs.push(format!("steps={up}.{down}|{}", self.form()));
        signs.push(format!("steps={up}.{down}|{relation}"));
        signs.push(format!("path={way}|{relation}"));
        signs.push(format!("path={way}"));
        let mut crossed = |words: &[usize], half: &str, leave_last: bool| {
            let mut names: Vec<String> = Vec::new();
            for (i, word) in words.iter().enumerate() {
                if let Some(token) = syntax.get(*word) {
                    names.push(format!("{half}r={}", token.base_relation()));
                }
                if leave_last && i + 1 == words.len() && i > 0 {
                    continue;
                }
                let marks = syntax.children_by(*word, &["mark", "case"]).filter_map(|m| syntax.get(m));
                names.extend(marks.map(|m| format!("{half}mark={}", m.lemma.to_lowercase())));
            }
            names.sort_unstable();
            names.dedup();
            signs.extend(names);
        };
        crossed(&path.up, "up", false);
        crossed(&path.down, "down", false);
        let nearer = self
            .rivals
            .iter()
            .any(|rival| Path::find(syntax, *rival, governor).is_some_and(|other| other.len() < path.len()));
        if nearer {
            signs.push("rival".to_owned());
        }
        if self.reading.cues.iter().any(|c| c.token == governor) {
            signs.push(format!("cue|up{up}"));
        }
    }

    /// Signs of where a candidate that begins with the word `first` stands in the row of words.
    pub(super) fn row_signs(&self, first: usize, signs: &mut Vec<String>) {
        let syntax = &self.reading.syntax;
        let side = if first > self.head { "after" } else { "before" };
        let far = match first.abs_diff(self.head) {
            0 => "0",
            1..=3 => "1-3",
            4..=7 => "4-7",
            8..=15 => "8-15",
            _ => "16+",
        };
        signs.push(format!("side={side}|{far}"));
        let between = first.min(self.head) + 1..first.max(self.head);
        let count = |test: &dyn Fn(usize) -> bool| between.clone().filter(|i| test(*i)).count().min(2);
        let verbs = count(&|i| syntax.get(i).is_some_and(|t| t.upos == Upos::Verb));
        let commas = count(&|i| syntax.get(i).is_some_and(|t| matches!(t.lemma.as_str(), "," | ";")));
        signs.push(format!("verbs|{side}{verbs}"));
        signs.push(format!("commas|{side}{commas}"));
        let inside = |word: usize| {
            syntax
                .get(word)
                .is_some_and(|t| self.reading.contents.within(self.range).any(|c| c.span.contains(t.span)))
        };
        match (inside(self.head), inside(first)) {
            (true, false) => signs.push(format!("said:act|{side}")),
            (false, true) => signs.push(format!("said:it|{side}")),
            _ => {}
        }
    }

    /// Signs of how likely the reader takes one of the words of `span` for the act's time or place.
    pub(super) fn role_signs(&self, role: ArgumentRole, span: Span, signs: &mut Vec<String>) {
        let words = self.reading.syntax.range_of(span);
        let arguments = self.trigger.arguments.iter().filter(|a| a.role == role && words.contains(&a.token));
        let best = arguments.map(|a| a.score).fold(0.0, f32::max);
        let steps = [(0.2, "role=possible"), (0.5, "role=likely"), (0.9, "role=sure")];
        signs.extend(steps.iter().filter(|(least, _)| best >= *least).map(|(_, name)| (*name).to_owned()));
    }
}

fn head_of(syntax: &Syntax, trigger: &Trigger) -> usize {
    syntax.head_of(syntax.range_of(trigger.span)).unwrap_or(trigger.token)
}
