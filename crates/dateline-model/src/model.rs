//! The reader: weights, and the one pass over a document.

use std::borrow::Cow;
use std::ops::Range;

use dateline_text::{Document, Layer, Reading, Sentence, Span};

use crate::assemble::assemble;
use crate::config::Config;
use crate::decode::{Decoded, WindowScores};
use crate::encoder::{Encoder, Workspace};
use crate::heads::Heads;
use crate::kernel::{Cpu, LANES};
use crate::labels::Labels;
use crate::tokenise::tokenise;
use crate::weights::Weights;
use crate::window::{Subwords, Window, pack};
use crate::wordpiece::Vocabulary;

/// The version of the weights' format that this crate reads.
const FORMAT: u32 = 1;

/// Windows are encoded together up to so many subwords: more rows use the weights better, fewer stay in the cache.
const BATCH_SUBWORDS: usize = 192;

/// Documents with more sentences are read with their first sentence as context of every window, as in training.
const SENTENCES_WITHOUT_CONTEXT: usize = 3;

/// Why weights cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The weights file is broken or does not fit the configuration.
    #[error("the weights cannot be used: {0}")]
    Weights(String),
    /// The configuration is broken or has labels that a reading cannot hold.
    #[error("the model's configuration cannot be used: {0}")]
    Config(String),
}

/// The neural reader. Holds its weights, does not change, and can be shared by any number of threads.
pub struct Model {
    config: Config,
    labels: Labels,
    vocabulary: Vocabulary,
    encoder: Encoder,
    heads: Heads,
    batch_subwords: usize,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("layers", &self.config.layers).finish_non_exhaustive()
    }
}

impl Model {
    /// The reader with the weights that are built into the program. Takes some tens of milliseconds.
    ///
    /// # Panics
    /// Never with the weights in the repository; a test reads them.
    pub fn load() -> Self {
        let weights = include_bytes!("../../../model/reader.safetensors");
        let config = include_str!("../../../model/config.json");
        let vocabulary = include_str!("../../../model/vocab.txt");
        match Self::from_parts(Cow::Borrowed(weights), config, vocabulary) {
            Ok(model) => model,
            Err(error) => panic!("the weights in the program: {error}"),
        }
    }

    /// The version of the weights that are built into the program: the first 12 hexadecimal digits of the SHA-256 of
    /// `reader.safetensors`, `config.json` and `vocab.txt`, one after the other.
    pub fn version() -> &'static str {
        env!("DATELINE_WEIGHTS")
    }

    /// A reader from the three files that `training/MODEL.md` describes: `reader.safetensors`, `config.json`, `vocab.txt`.
    ///
    /// # Errors
    /// [`ModelError`] where one of them is broken or they do not fit each other.
    pub fn from_parts(
        weights: Cow<'static, [u8]>,
        config: &str,
        vocabulary: &str,
    ) -> Result<Self, ModelError> {
        Self::with_cpu(weights, config, vocabulary, Cpu::detect())
    }

    pub(crate) fn with_cpu(
        bytes: Cow<'static, [u8]>,
        config: &str,
        vocabulary: &str,
        cpu: Cpu,
    ) -> Result<Self, ModelError> {
        let config: Config = serde_json::from_str(config).map_err(|e| ModelError::Config(e.to_string()))?;
        check(&config)?;
        let vocabulary = Vocabulary::read(vocabulary)
            .ok_or_else(|| ModelError::Config("the vocabulary lacks [UNK], [CLS] or [SEP]".to_owned()))?;
        let labels = Labels::new(&config)?;
        let weights = Weights::parse(&bytes)?;
        let table = weights.place("embeddings.word", &[vocabulary.len, config.hidden])?;
        let table = match &bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[table]),
            Cow::Owned(bytes) => Cow::Owned(bytes[table].to_vec()),
        };
        let encoder = Encoder::read(&weights, table, &vocabulary, &config, cpu)?;
        let heads = Heads::read(&weights, &config, cpu)?;
        Ok(Self { config, labels, vocabulary, encoder, heads, batch_subwords: BATCH_SUBWORDS })
    }

    /// Reads a document: words, tags, trees, mentions, triggers with their arguments, cues and contents of speech.
    ///
    /// Works in one thread. The reading depends on the text and the sentences alone: neither on the processor nor on what
    /// else is read. It never fails: odd text gives odd words. Memory grows with the text, time too.
    pub fn read(&self, document: &Document, sentences: Layer<Sentence>) -> Reading {
        let (mut spans, mut ranges) = (Vec::new(), Vec::with_capacity(sentences.len()));
        for sentence in &sentences {
            let first = spans.len();
            let from = sentence.span.start();
            let words = tokenise(document.slice(sentence.span));
            spans.extend(words.into_iter().map(|word| Span::new(from + word.start(), from + word.end())));
            ranges.push(first..spans.len());
        }
        let title = document.title().is_some() || sentences.len() > SENTENCES_WITHOUT_CONTEXT;
        self.read_spans(document, sentences, &spans, &ranges, title)
    }

    /// Reads given words, sentence by sentence, for instance those of a treebank.
    ///
    /// The document that comes with the reading has every sentence as a paragraph, its words parted by single spaces. Words
    /// are taken as they are; white space at the edges of a word and words of white space alone are not read.
    pub fn read_words(&self, sentences: &[Vec<&str>]) -> (Document, Reading) {
        let (mut text, mut spans, mut ranges) = (String::new(), Vec::new(), Vec::new());
        let mut layer = Vec::new();
        for words in sentences {
            let (first, start) = (spans.len(), text.len());
            for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
                if text.len() > start {
                    text.push(' ');
                }
                spans.push(Span::new(text.len(), text.len() + word.len()));
                text.push_str(word);
            }
            ranges.push(first..spans.len());
            layer.push(Sentence { span: Span::new(start, text.len()), paragraph: layer.len() });
            text.push_str("\n\n");
        }
        let document = Document::from_text(&text);
        let reading = self.read_spans(&document, Layer::new(layer), &spans, &ranges, false);
        (document, reading)
    }

    fn read_spans(
        &self,
        document: &Document,
        sentences: Layer<Sentence>,
        spans: &[Span],
        ranges: &[Range<usize>],
        title: bool,
    ) -> Reading {
        let words = spans.iter().map(|span| document.slice(*span));
        let subwords = Subwords::new(words, &self.vocabulary, self.config.word_subwords);
        let windows = pack(&subwords, ranges, &self.config, title);
        let mut decoded = Decoded::default();
        let mut workspace = Workspace::default();
        let (mut vectors, mut room) = (Vec::new(), Vec::new());
        for batch in batches(&windows, self.batch_subwords) {
            self.encoder.encode(batch, &subwords, &self.vocabulary, &mut workspace, &mut vectors);
            let scores = self.heads.words(&vectors, std::mem::take(&mut room));
            let mut first = 0;
            for window in batch {
                let window_scores = WindowScores {
                    heads: &self.heads,
                    labels: &self.labels,
                    vectors: &vectors,
                    scores: &scores,
                    first,
                };
                window_scores.decode(window, &mut decoded);
                first += window.word_count();
            }
            room = scores.into_room();
        }
        assemble(document, sentences, spans, &self.labels.lemmas, decoded)
    }
}

/// Runs of windows of at most so many subwords together, at least one window each.
fn batches(windows: &[Window], most: usize) -> impl Iterator<Item = &[Window]> {
    let mut rest = windows;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let mut length = first.length;
        let further = rest[1..].iter().take_while(|window| {
            length += window.length;
            length <= most
        });
        let (batch, left) = rest.split_at(1 + further.count());
        rest = left;
        Some(batch)
    })
}

/// Refuses sizes that the arithmetic cannot work with.
fn check(config: &Config) -> Result<(), ModelError> {
    let refuse = |what: &str| Err(ModelError::Config(what.to_owned()));
    if config.format != FORMAT {
        return refuse("its format is of another version");
    }
    let widths = [config.hidden, config.feed_forward, config.arc_size, config.label_size, config.role_size];
    if widths.iter().any(|width| *width == 0 || *width > 1 << 16 || !width.is_multiple_of(LANES)) {
        return refuse("a width is not a multiple of 16");
    }
    let heads = config.attention_heads;
    if heads == 0 || !config.hidden.is_multiple_of(heads) || !(config.hidden / heads).is_multiple_of(LANES) {
        return refuse("the width of an attention head is not a multiple of 16");
    }
    if config.word_subwords == 0
        || config.positions < config.word_subwords.saturating_add(2)
        || config.shapes < 8
    {
        return refuse("there are too few positions, shapes or subwords");
    }
    if config.positions < config.window_subwords {
        return refuse("windows are longer than there are positions");
    }
    Ok(())
}

#[cfg(test)]
mod tests;
