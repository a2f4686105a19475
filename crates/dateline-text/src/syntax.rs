//! Words and the dependency tree over them.

use std::sync::Arc;

use crate::{Layer, Span, Spanned};

/// The universal part of speech (UD 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of Universal Dependencies")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Upos {
    /// All seventeen, in the order of their names.
    pub const ALL: [Self; 17] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
    ];

    /// The name as CoNLL-U writes it, such as `PROPN`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Part => "PART",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::Verb => "VERB",
            Self::X => "X",
        }
    }

    /// The part of speech with this CoNLL-U name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|upos| upos.name() == name)
    }

    /// Whether it is a noun, a name or a pronoun: a word that can head a mention.
    pub fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Propn | Self::Pron)
    }
}

/// Morphological features, sorted by name, such as `Tense=Past`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features(Vec<(Arc<str>, Arc<str>)>);

impl Features {
    /// Features from pairs of name and value, sorted by name without regard to case, as CoNLL-U wants.
    pub fn new(mut pairs: Vec<(Arc<str>, Arc<str>)>) -> Self {
        pairs.sort_by_key(|(name, _)| name.to_lowercase());
        Self(pairs)
    }

    /// The value of a feature, if the word has it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| &**n == name).map(|(_, value)| &**value)
    }

    /// Whether the feature has this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }

    /// All pairs, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (&**n, &**v))
    }
}

/// One syntactic word.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Its letters in the text.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// The dictionary form.
    pub lemma: String,
    /// The part of speech.
    pub upos: Upos,
    /// Morphology.
    pub features: Features,
    /// Index (in the whole document) of the word that it depends on; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// The universal dependency relation with subtype, such as `nsubj:pass`.
    pub relation: Arc<str>,
}

impl Spanned for Token {
    fn span(&self) -> Span {
        self.span
    }
}

impl Token {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn base_relation(&self) -> &str {
        self.relation.split(':').next().unwrap_or_default()
    }
}

/// All words of a document with their trees: indices run over the whole document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Syntax {
    tokens: Layer<Token>,
    /// For each sentence the range of its words.
    sentences: Vec<(usize, usize)>,
    /// For each word its dependents in reading order.
    children: Vec<Vec<usize>>,
}

impl Syntax {
    /// Builds the trees from words in reading order whose `sentence` never decreases; heads outside the document, heads
    /// in another sentence and heads that are the word itself are taken as roots.
    pub fn new(mut tokens: Vec<Token>) -> Self {
        let count = tokens.last().map_or(0, |t| t.sentence + 1);
        let mut sentences = vec![(0, 0); count];
        for (i, token) in tokens.iter().enumerate() {
            let range = &mut sentences[token.sentence.min(count - 1)];
            if range.1 == 0 {
                range.0 = i;
            }
            range.1 = i + 1;
        }
        let mut children = vec![Vec::new(); tokens.len()];
        for i in 0..tokens.len() {
            let head = tokens[i].head.filter(|h| {
                *h != i && tokens.get(*h).is_some_and(|head| head.sentence == tokens[i].sentence)
            });
            tokens[i].head = head;
            if let Some(head) = head {
                children[head].push(i);
            }
        }
        Self { tokens: Layer { items: tokens }, sentences, children }
    }

    /// The words in reading order.
    pub fn tokens(&self) -> &Layer<Token> {
        &self.tokens
    }

    /// The word with this index.
    pub fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// How many sentences there are.
    pub fn sentence_count(&self) -> usize {
        self.sentences.len()
    }

    /// The range of word indices of a sentence; empty for one without words.
    pub fn sentence(&self, sentence: usize) -> std::ops::Range<usize> {
        self.sentences.get(sentence).map_or(0..0, |(from, to)| *from..*to)
    }

    /// The dependents of a word in reading order.
    pub fn children(&self, index: usize) -> &[usize] {
        self.children.get(index).map_or(&[], Vec::as_slice)
    }

    /// The dependents with one of these relations (given with or without subtype: `nsubj` finds `nsubj:pass` too).
    pub fn children_by<'s>(
        &'s self,
        index: usize,
        relations: &'s [&'s str],
    ) -> impl Iterator<Item = usize> + 's {
        self.children(index).iter().copied().filter(move |child| {
            let token = &self.tokens[*child];
            relations.iter().any(|r| *r == &*token.relation || *r == token.base_relation())
        })
    }

    /// All words of the subtree, the word itself included, in reading order.
    pub fn subtree(&self, index: usize) -> Vec<usize> {
        if index >= self.tokens.len() {
            return Vec::new();
        }
        let mut found = vec![index];
        let mut next = 0;
        while next < found.len() && found.len() <= self.tokens.len() {
            found.extend_from_slice(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The heads of a word, nearest first, without the word itself; ends at the root, and where a tree is not one.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = self.get(index).and_then(|t| t.head);
        let mut left = self.tokens.len();
        std::iter::from_fn(move || {
            let here = at?;
            left = left.checked_sub(1)?;
            at = self.tokens[here].head;
            Some(here)
        })
    }

    /// The index of the first word that ends after the byte offset.
    pub fn index_at(&self, offset: usize) -> Option<usize> {
        let index = self.tokens.partition_point(|t| t.span.end() <= offset);
        (index < self.tokens.len()).then_some(index)
    }

    /// The range of indices of the words that overlap the span.
    pub fn range_of(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.end() <= span.start());
        let to = self.tokens.partition_point(|t| t.span.start() < span.end());
        from..to.max(from)
    }

    /// The word of the range that depends on none other of the range (the first of several): the head of a phrase.
    pub fn head_of(&self, range: std::ops::Range<usize>) -> Option<usize> {
        range.clone().find(|i| self.get(*i).is_some_and(|t| t.head.is_none_or(|h| !range.contains(&h))))
    }

    /// The span from the first to the last of the words with these indices.
    pub fn span_of(&self, indices: &[usize]) -> Option<Span> {
        indices.iter().filter_map(|i| self.get(*i)).map(|t| t.span).reduce(Span::cover)
    }
}

#[cfg(test)]
mod tests {
    use crate::Metadata;

    const TABLE: &str = "Envoys envoy NOUN 2 nsubj nominal:person
        met meet VERB 0 root Tense=Past
        President President PROPN 4 compound
        Ruiz Ruiz PROPN 2 obj name:person nosp
        . . PUNCT 2 punct

        They they PRON 2 nsubj
        left leave VERB 0 root nosp
        . . PUNCT 2 punct";

    #[test]
    fn trees_are_walked_inside_their_sentence() {
        let (document, reading) = crate::testing::reading(TABLE, Metadata::default());
        let syntax = &reading.syntax;
        assert_eq!(document.text(), "Envoys met President Ruiz.\n\nThey left.");
        assert_eq!(syntax.sentence(1), 5..8);
        assert_eq!(syntax.subtree(1), [0, 1, 2, 3, 4]);
        assert_eq!(syntax.ancestors(2).collect::<Vec<_>>(), [3, 1]);
        assert_eq!(syntax.children_by(1, &["nsubj", "obj"]).collect::<Vec<_>>(), [0, 3]);
        assert_eq!(document.slice(reading.mentions[1].span), "President Ruiz");
        assert!(syntax.get(1).is_some_and(|t| t.features.has("Tense", "Past")));
    }

    #[test]
    fn a_cycle_of_heads_ends_every_walk() {
        let (_, reading) = crate::testing::reading("a a X 2 dep\nb b X 1 dep", Metadata::default());
        assert_eq!(reading.syntax.subtree(0), [0, 1]);
        assert!(reading.syntax.ancestors(0).count() <= 2);
    }
}
