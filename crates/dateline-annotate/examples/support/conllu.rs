//! Documents and trees from CoNLL-U, for the measuring examples.

use std::sync::Arc;

use dateline_text::{Document, Features, Layer, Metadata, Reading, Sentence, Span, Syntax, Token, Upos};

/// One document of a treebank; each example reads its own part.
#[allow(dead_code)]
pub struct Treebank {
    pub name: String,
    pub document: Document,
    pub reading: Reading,
}

/// A word as a line of the file gives it.
struct Line {
    form: String,
    lemma: String,
    upos: Upos,
    features: Features,
    head: usize,
    relation: String,
    space: bool,
}

/// Reads all documents (`# newdoc id = …`) with paragraphs by `# newpar`.
pub fn read(data: &str, metadata: impl Fn(&str) -> Metadata) -> Vec<Treebank> {
    let mut documents: Vec<(String, Vec<Vec<Vec<Line>>>)> = Vec::new();
    for block in data.split("\n\n").filter(|b| !b.trim().is_empty()) {
        for line in block.lines().filter(|l| l.starts_with('#')) {
            if let Some(name) = line.strip_prefix("# newdoc id = ") {
                documents.push((name.trim().to_owned(), vec![Vec::new()]));
            } else if line.starts_with("# newpar")
                && let Some((_, paragraphs)) = documents.last_mut()
            {
                paragraphs.push(Vec::new());
            }
        }
        let sentence = sentence(block);
        if let Some(paragraph) = documents.last_mut().and_then(|(_, p)| p.last_mut()) {
            paragraph.push(sentence);
        }
    }
    documents.into_iter().map(|(name, paragraphs)| build(name, paragraphs, &metadata)).collect()
}

fn sentence(block: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut range = (0, true);
    for line in block.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, _, features, head, relation, _, misc] = columns[..] else { continue };
        let no_space = misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            range = (last.parse().unwrap_or(0), !no_space);
            continue;
        }
        let Ok(id) = id.parse::<usize>() else { continue };
        // Inside a multi-word token the parts stand together; its own line says whether a space follows.
        let space = if id < range.0 {
            false
        } else if id == range.0 {
            range.1
        } else {
            !no_space
        };
        let features =
            features.split('|').filter_map(|f| f.split_once('=')).map(|(n, v)| (n.into(), v.into()));
        lines.push(Line {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: Upos::from_name(upos).unwrap_or_default(),
            features: Features::new(features.collect()),
            head: head.parse().unwrap_or(0),
            relation: relation.to_owned(),
            space,
        });
    }
    lines
}

fn build(name: String, paragraphs: Vec<Vec<Vec<Line>>>, metadata: &impl Fn(&str) -> Metadata) -> Treebank {
    let paragraphs: Vec<_> = paragraphs.into_iter().filter(|p| !p.is_empty()).collect();
    let text = |paragraph: &Vec<Vec<Line>>| -> String {
        paragraph
            .iter()
            .map(|s| s.iter().map(|l| l.form.clone() + if l.space { " " } else { "" }).collect::<String>())
            .map(|s| s.trim().to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let texts: Vec<String> = paragraphs.iter().map(text).collect();
    let document = Document::new(None, texts.iter().map(String::as_str), metadata(&name));
    let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let mut at = document.paragraphs()[index].span.start();
        for lines in paragraph {
            let (start, first, number) = (at, tokens.len(), sentences.len());
            for line in lines {
                tokens.push(Token {
                    span: Span::new(at, at + line.form.len()),
                    sentence: number,
                    lemma: line.lemma.clone(),
                    upos: line.upos,
                    features: line.features.clone(),
                    head: (line.head > 0).then(|| first + line.head - 1),
                    relation: Arc::from(line.relation.as_str()),
                });
                at += line.form.len() + usize::from(line.space);
            }
            let end = tokens.last().map_or(at, |t: &Token| t.span.end());
            sentences.push(Sentence { span: Span::new(start, end), paragraph: index });
            at = end + 1;
        }
    }
    let reading =
        Reading { sentences: Layer::new(sentences), syntax: Syntax::new(tokens), ..Reading::default() };
    Treebank { name, document, reading }
}
