//! Words as subwords, and windows of consecutive sentences: `training/MODEL.md`, "Input".

use std::ops::Range;

use crate::config::Config;
use crate::wordpiece::{Vocabulary, shape};

/// All words of a document as subwords.
#[derive(Default)]
pub(crate) struct Subwords {
    ids: Vec<u32>,
    /// Where each word's subwords begin, and last the end.
    starts: Vec<usize>,
    shapes: Vec<u8>,
}

impl Subwords {
    /// Cuts the words.
    pub(crate) fn new<'w>(
        words: impl Iterator<Item = &'w str>,
        vocabulary: &Vocabulary,
        most: usize,
    ) -> Self {
        let mut subwords = Self { starts: vec![0], ..Self::default() };
        for word in words {
            vocabulary.encode(word, most, &mut subwords.ids);
            subwords.starts.push(subwords.ids.len());
            subwords.shapes.push(shape(word));
        }
        subwords
    }

    /// The subwords of one word.
    pub(crate) fn of(&self, word: usize) -> &[u32] {
        &self.ids[self.starts[word]..self.starts[word + 1]]
    }

    /// The shape of a word.
    pub(crate) fn shape(&self, word: usize) -> u8 {
        self.shapes[word]
    }

    /// How many subwords a range of words has.
    fn count(&self, words: &Range<usize>) -> usize {
        self.starts[words.end] - self.starts[words.start]
    }

    /// The longest beginning of a range of words with at most so many subwords, at least one word.
    fn beginning(&self, words: Range<usize>, most: usize) -> Range<usize> {
        let limit = self.starts[words.start] + most;
        let fitting = self.starts[words.start + 1..=words.end].partition_point(|end| *end <= limit);
        words.start..words.start + fitting.max(1)
    }
}

/// A sentence, or a part of one that is too long to be read at once: what a tree is built over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// Its words, by their indices in the document.
    pub(crate) words: Range<usize>,
}

/// What the encoder sees at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// Words of the document's first sentence that stand before the units as context.
    pub(crate) title: Range<usize>,
    /// Consecutive units.
    pub(crate) units: Vec<Unit>,
    /// Subwords, specials included.
    pub(crate) length: usize,
}

impl Window {
    /// All words by their indices in the document, context first.
    pub(crate) fn words(&self) -> impl Iterator<Item = usize> {
        let own = self.units.iter().flat_map(|unit| unit.words.clone());
        self.title.clone().chain(own)
    }

    /// How many words there are.
    pub(crate) fn word_count(&self) -> usize {
        self.title.len() + self.units.iter().map(|unit| unit.words.len()).sum::<usize>()
    }
}

/// Splits sentences (ranges of words, in order) that are longer than the encoder can see; sentences without words go.
fn units(subwords: &Subwords, sentences: &[Range<usize>], longest: usize) -> Vec<Unit> {
    let mut units = Vec::new();
    for (sentence, words) in sentences.iter().enumerate() {
        let mut rest = words.clone();
        while !rest.is_empty() {
            let part = subwords.beginning(rest.clone(), longest);
            rest.start = part.end;
            units.push(Unit { sentence, words: part });
        }
    }
    units
}

/// Packs sentences greedily into windows. With `title`, every window but the first repeats the first sentence's beginning.
pub(crate) fn pack(
    subwords: &Subwords,
    sentences: &[Range<usize>],
    config: &Config,
    title: bool,
) -> Vec<Window> {
    let longest = config.sentence_subwords.min(config.positions.saturating_sub(2)).max(config.word_subwords);
    let first = sentences.iter().find(|words| !words.is_empty()).cloned().unwrap_or(0..0);
    let none = first.start..first.start;
    let context = match sentences.first() {
        Some(words)
            if title && !words.is_empty() && subwords.of(words.start).len() <= config.title_subwords =>
        {
            subwords.beginning(words.clone(), config.title_subwords)
        }
        _ => none.clone(),
    };
    let context_length = if context.is_empty() { 0 } else { subwords.count(&context) + 1 };
    let mut windows: Vec<Window> = Vec::new();
    for unit in units(subwords, sentences, longest) {
        let length = subwords.count(&unit.words);
        if let Some(window) = windows.last_mut()
            && window.length + length <= config.window_subwords
        {
            window.length += length;
            window.units.push(unit);
            continue;
        }
        let with_title = unit.sentence > 0 && 2 + context_length + length <= longest + 2;
        let (title, overhead) =
            if with_title { (context.clone(), context_length) } else { (none.clone(), 0) };
        windows.push(Window { title, units: vec![unit], length: 2 + overhead + length });
    }
    windows
}
