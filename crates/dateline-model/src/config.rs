//! `model/config.json`: sizes and label lists.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

/// An edit that makes the dictionary form of a word.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct LemmaEdit {
    /// Lowercase the word first.
    pub(crate) lower: bool,
    /// Characters to cut from its end.
    pub(crate) strip: usize,
    /// What to append then.
    pub(crate) append: String,
}

impl LemmaEdit {
    /// The dictionary form of a word by this edit; the word itself where the edit would leave nothing.
    pub(crate) fn apply(&self, word: &str) -> String {
        let base = if self.lower { word.to_lowercase() } else { word.to_owned() };
        let keep = base.char_indices().rev().nth(self.strip.wrapping_sub(1)).map_or(base.len(), |(at, _)| at);
        let keep = if self.strip == 0 { base.len() } else { keep };
        let lemma =
            if self.strip > base.chars().count() { base } else { base[..keep].to_owned() + &self.append };
        if lemma.is_empty() { word.to_owned() } else { lemma }
    }
}

/// Sizes and label lists of the reader.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Config {
    /// Version of the weights' format.
    pub(crate) format: u32,
    /// Encoder layers.
    pub(crate) layers: usize,
    /// Width of the encoder.
    pub(crate) hidden: usize,
    /// Attention heads.
    pub(crate) attention_heads: usize,
    /// Width of the feed-forward part.
    pub(crate) feed_forward: usize,
    /// Width of the arc projections.
    pub(crate) arc_size: usize,
    /// Width of the label projections.
    pub(crate) label_size: usize,
    /// Width of the role projections.
    pub(crate) role_size: usize,
    /// Rows of the table of positions.
    pub(crate) positions: usize,
    /// Rows of the table of shapes.
    pub(crate) shapes: usize,
    /// What is added to a variance before its root is taken.
    pub(crate) layer_norm_eps: f32,
    /// Subwords in a window, specials included.
    pub(crate) window_subwords: usize,
    /// Subwords of the title that later windows repeat.
    pub(crate) title_subwords: usize,
    /// Subwords of a sentence before it is split.
    pub(crate) sentence_subwords: usize,
    /// Subwords of a word that are kept.
    pub(crate) word_subwords: usize,
    /// Parts of speech.
    pub(crate) upos: Vec<String>,
    /// Morphological features and their values, `_` first.
    pub(crate) feats: BTreeMap<String, Vec<Arc<str>>>,
    /// Edits that make lemmas.
    pub(crate) lemma: Vec<LemmaEdit>,
    /// Dependency relations.
    pub(crate) deprel: Vec<Arc<str>>,
    /// Tags of named mentions, BIOES.
    pub(crate) named: Vec<String>,
    /// Types of nominal mentions, `_` first.
    pub(crate) nominal: Vec<String>,
    /// Tags of triggers, BIO.
    pub(crate) trigger: Vec<String>,
    /// Added to the score of `O` of the triggers.
    pub(crate) trigger_bias: f32,
    /// Modes, `_` first.
    pub(crate) mode: Vec<Arc<str>>,
    /// The modes that each type may have.
    pub(crate) modes_of: BTreeMap<String, Vec<String>>,
    /// Statuses.
    pub(crate) status: Vec<String>,
    /// Whether a word is a cue of speech: no, yes.
    pub(crate) cue: Vec<String>,
    /// Tags of statement content.
    pub(crate) content: Vec<String>,
    /// Roles, `none` first.
    pub(crate) role: Vec<String>,
    /// Roles that a trigger asks for.
    pub(crate) event_roles: Vec<String>,
    /// Roles that a cue asks for.
    pub(crate) statement_roles: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::LemmaEdit;

    fn apply(lower: bool, strip: usize, append: &str, word: &str) -> String {
        LemmaEdit { lower, strip, append: append.to_owned() }.apply(word)
    }

    #[test]
    fn edits_cut_whole_characters() {
        assert_eq!(apply(true, 0, "", "Met"), "met");
        assert_eq!(apply(true, 2, "", "attacked"), "attack");
        assert_eq!(apply(true, 1, "et", "mét"), "méet");
        assert_eq!(apply(false, 1, "", "États"), "État");
        assert_eq!(apply(true, 9, "x", "ab"), "ab");
        assert_eq!(apply(true, 2, "", "ab"), "ab");
    }
}
