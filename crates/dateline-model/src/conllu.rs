//! CoNLL-U: the format of Universal Dependencies, in and out.

use std::fmt::Write as _;

use dateline_text::{Document, Reading, Span, Token};

use crate::Model;
use crate::tokenise::is_one_token;

/// No sentence of given words may be longer, and no file may have more words: more is refused, not cut.
const MOST_WORDS: usize = 5_000_000;

/// Why CoNLL-U could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConlluError {
    /// A line that is neither a comment nor has ten columns.
    #[error("line {0}: a word has ten columns, parted by tabs")]
    Columns(usize),
    /// A word without a form.
    #[error("line {0}: the word has no form")]
    Form(usize),
    /// The words of a sentence are not numbered from 1, or the number is neither a word's ("3"), nor a range's ("3-4"), nor an empty
    /// node's ("3.1").
    #[error(
        "line {0}: words are numbered from 1 in every sentence (ranges are written 3-4, empty nodes 3.1)"
    )]
    Number(usize),
    /// Too much input.
    #[error("there are more than {MOST_WORDS} words")]
    TooLong,
}

/// Writes the words, tags and trees of a reading, a block for each sentence, with `SpaceAfter=No` where tokens touch and a line for each
/// token of several words ("didn't", "envoy's"), as the treebanks of UD English have them.
pub fn write(document: &Document, reading: &Reading) -> String {
    let mut out = String::new();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let words = reading.syntax.sentence(index);
        let Some(tokens) = reading.syntax.tokens().get(words.clone()).filter(|tokens| !tokens.is_empty())
        else {
            continue;
        };
        let _ = writeln!(out, "# sent_id = {}", index + 1);
        let _ = writeln!(out, "# text = {}", one_line(document.slice(sentence.span)));
        let form = |span: Span| one_line(document.slice(span));
        let mut number = 1;
        for group in tokens.chunk_by(|a, b| touch(a, b) && is_one_token(&form(a.span), &form(b.span))) {
            let next = tokens.get(number - 1 + group.len());
            let misc = match (group.last(), next) {
                (Some(last), Some(next)) if touch(last, next) => "SpaceAfter=No",
                _ => "_",
            };
            if let [first, .., last] = group {
                let whole = form(first.span.cover(last.span));
                let end = number + group.len() - 1;
                let _ = writeln!(out, "{number}-{end}\t{whole}\t_\t_\t_\t_\t_\t_\t_\t{misc}");
            }
            let misc = if group.len() == 1 { misc } else { "_" };
            for token in group {
                let columns = columns(token, words.start);
                let _ = writeln!(out, "{number}\t{}\t{columns}\t_\t{misc}", form(token.span));
                number += 1;
            }
        }
        out.push('\n');
    }
    out
}

/// Whether no space stands between two words.
fn touch(first: &Token, second: &Token) -> bool {
    first.span.end() == second.span.start()
}

/// The columns from LEMMA to DEPREL, for a word of the sentence whose first word has the index `first`.
fn columns(token: &Token, first: usize) -> String {
    let mut features = String::new();
    for (name, value) in token.features.iter() {
        let bar = if features.is_empty() { "" } else { "|" };
        let _ = write!(features, "{bar}{name}={value}");
    }
    if features.is_empty() {
        features.push('_');
    }
    let head = token.head.map_or(0, |head| head.saturating_sub(first) + 1);
    format!("{}\t{}\t_\t{features}\t{head}\t{}", one_line(&token.lemma), token.upos.name(), token.relation)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A sentence of given words with its lines.
struct Block<'t> {
    lines: Vec<Line<'t>>,
    words: Vec<&'t str>,
}

enum Line<'t> {
    /// A comment or the line of a range of words, kept as it is.
    Kept(&'t str),
    /// Number, form and MISC of a word.
    Word(&'t str, &'t str, &'t str),
}

/// Reads given words as CoNLL-U and gives the same sentences with LEMMA, UPOS, FEATS, HEAD and DEPREL as the model
/// predicts them.
///
/// Comments, multi-word ranges and MISC stay; XPOS and DEPS become `_`; empty nodes go. Sentences of one `# newdoc` (or of
/// the whole input) are read together, as one document.
///
/// # Errors
/// [`ConlluError`] with the number of the line that is not CoNLL-U.
pub fn annotate(model: &Model, input: &str) -> Result<String, ConlluError> {
    let mut out = String::new();
    let mut document: Vec<Block<'_>> = Vec::new();
    for block in parse(input)? {
        if block.lines.iter().any(|line| matches!(line, Line::Kept(text) if text.starts_with("# newdoc"))) {
            write_blocks(model, &document, &mut out);
            document.clear();
        }
        document.push(block);
    }
    write_blocks(model, &document, &mut out);
    Ok(out)
}

/// How many sentences a CoNLL-U text has, without reading them.
///
/// # Errors
/// As [`annotate`].
pub fn check(input: &str) -> Result<usize, ConlluError> {
    parse(input).map(|blocks| blocks.len())
}

fn parse(input: &str) -> Result<Vec<Block<'_>>, ConlluError> {
    let mut blocks = Vec::new();
    let mut block = Block { lines: Vec::new(), words: Vec::new() };
    let mut count = 0;
    for (number, line) in input.lines().chain([""]).enumerate() {
        if line.trim().is_empty() {
            if !block.lines.is_empty() {
                blocks.push(std::mem::replace(&mut block, Block { lines: Vec::new(), words: Vec::new() }));
            }
            continue;
        }
        if line.starts_with('#') {
            block.lines.push(Line::Kept(line));
            continue;
        }
        let fields: Vec<&str> = line.splitn(11, '\t').collect();
        let [id, form, _, _, _, _, _, _, _, misc] = fields[..] else {
            return Err(ConlluError::Columns(number + 1));
        };
        if let Some(parts) = id.split_once('-') {
            let (first, last) = pair(parts).ok_or(ConlluError::Number(number + 1))?;
            if first != block.words.len() + 1 || last < first {
                return Err(ConlluError::Number(number + 1));
            }
            block.lines.push(Line::Kept(line));
        } else if let Some(parts) = id.split_once('.') {
            // Empty nodes are no words; what is one is told by its number alone.
            if pair(parts).is_none_or(|(word, _)| word != block.words.len()) {
                return Err(ConlluError::Number(number + 1));
            }
        } else {
            if form.trim().is_empty() {
                return Err(ConlluError::Form(number + 1));
            }
            block.words.push(form);
            if id != block.words.len().to_string() {
                return Err(ConlluError::Number(number + 1));
            }
            block.lines.push(Line::Word(id, form, misc));
            count += 1;
            if count > MOST_WORDS {
                return Err(ConlluError::TooLong);
            }
        }
    }
    Ok(blocks)
}

/// The two numbers of a range or of an empty node.
fn pair((first, second): (&str, &str)) -> Option<(usize, usize)> {
    Some((first.parse().ok()?, second.parse().ok()?))
}

fn write_blocks(model: &Model, blocks: &[Block<'_>], out: &mut String) {
    let sentences: Vec<Vec<&str>> = blocks.iter().map(|block| block.words.clone()).collect();
    let (_, reading) = model.read_words(&sentences);
    let mut first = 0;
    for block in blocks {
        let mut word = first;
        for line in &block.lines {
            match line {
                Line::Kept(text) => out.push_str(text),
                Line::Word(id, form, misc) => {
                    if let Some(token) = reading.syntax.get(word) {
                        let _ = write!(out, "{id}\t{form}\t{}\t_\t{misc}", columns(token, first));
                    }
                    word += 1;
                }
            }
            out.push('\n');
        }
        out.push('\n');
        first = word;
    }
}
