//! Hand-built documents with trees, for tests that must not load the model.

use std::sync::Arc;

use crate::{
    Document, Entity, EntityKind, EntityMention, Features, Form, Layer, Mention, Metadata, Reading, Sentence,
    Span, Syntax, Token, Upos,
};

/// An entity of one mention, the word `head` of the reading, of which nothing else is known.
///
/// # Panics
/// Where the reading has no such word: this is for tests.
pub fn entity(reading: &Reading, head: usize, kind: EntityKind, form: Form) -> Entity {
    Entity {
        name: String::new(),
        kind,
        code: None,
        sectors: Vec::new(),
        wikidata: None,
        roles: Vec::new(),
        mentions: vec![EntityMention { span: reading.syntax.tokens()[head].span, head, form }],
        why: String::new(),
        assumed: false,
    }
}

/// Builds a document and its reading from a table: one word a line as `form lemma UPOS head relation [marks…]`,
/// sentences parted by blank lines, each its own paragraph; heads count from 1 inside the sentence, 0 is the root.
///
/// Marks: `nosp` (no space follows), `Name=Value` (a feature), `name:KIND` or `nominal:KIND` (the word heads a mention:
/// a name covers the word and its `compound`, `flat` and `nmod:name`-like dependents to the left and right, a nominal its subtree).
///
/// # Panics
/// On a malformed table: this is for tests.
pub fn reading(table: &str, metadata: Metadata) -> (Document, Reading) {
    let blocks: Vec<Vec<Vec<&str>>> = table
        .split("\n\n")
        .map(|block| {
            block
                .lines()
                .map(|l| l.split_whitespace().collect())
                .filter(|w: &Vec<&str>| !w.is_empty())
                .collect()
        })
        .filter(|block: &Vec<Vec<&str>>| !block.is_empty())
        .collect();
    let texts: Vec<String> = blocks.iter().map(|words| surface(words)).collect();
    let document = Document::new(None, texts.iter().map(String::as_str), metadata);
    let (mut tokens, mut sentences, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    for (index, words) in blocks.iter().enumerate() {
        let paragraph = document.paragraphs()[index].span;
        sentences.push(Sentence { span: paragraph, paragraph: index });
        let first = tokens.len();
        let mut at = paragraph.start();
        for word in words {
            let [form, lemma, upos, head, relation, ..] = word[..] else {
                panic!("too few columns: {word:?}")
            };
            let head: usize = head.parse().unwrap_or_else(|_| panic!("not a head: {word:?}"));
            let features =
                word[5..].iter().filter_map(|m| m.split_once('=')).map(|(n, v)| (n.into(), v.into()));
            marks.extend(word[5..].iter().filter_map(|m| m.split_once(':')).map(|m| (tokens.len(), m)));
            tokens.push(Token {
                span: Span::new(at, at + form.len()),
                sentence: index,
                lemma: lemma.to_owned(),
                upos: Upos::from_name(upos).unwrap_or_else(|| panic!("not a part of speech: {word:?}")),
                features: Features::new(features.collect()),
                head: (head > 0).then(|| first + head - 1),
                relation: Arc::from(relation),
            });
            at += form.len() + usize::from(!word[5..].contains(&"nosp"));
        }
    }
    let syntax = Syntax::new(tokens);
    let mentions = marks
        .into_iter()
        .filter_map(|(head, (form, kind))| {
            let form = match form {
                "name" => Form::Name,
                "nominal" => Form::Nominal,
                _ => return None,
            };
            let kind = EntityKind::from_name(kind).unwrap_or_else(|| panic!("not a kind: {kind}"));
            let words = if form == Form::Name { name_words(&syntax, head) } else { syntax.subtree(head) };
            let span = syntax.span_of(&words)?;
            Some(Mention { span, head, kind, form, found_by: "test", score: 1.0 })
        })
        .collect();
    (document, Reading { sentences: Layer::new(sentences), syntax, mentions, ..Reading::default() })
}

fn surface(words: &[Vec<&str>]) -> String {
    let mut text = String::new();
    for word in words {
        text.push_str(word[0]);
        if !word[5.min(word.len())..].contains(&"nosp") {
            text.push(' ');
        }
    }
    text
}

fn name_words(syntax: &Syntax, head: usize) -> Vec<usize> {
    let mut words = vec![head];
    words.extend(
        syntax.children_by(head, &["compound", "flat"]).filter(|i| syntax.tokens()[*i].upos == Upos::Propn),
    );
    words
}
