//! The document, its words and what is known, as the steps of the entity layer see them.

use std::collections::HashMap;
use std::ops::Range;

use dateline_text::{Document, Reading, Span, Syntax, Token, Upos};
use jiff::civil::Date;

use super::facts::Facts;
use super::lexicon::{Lexicon, fold};

/// Nothing that is taken for one name is longer than this many words.
pub(crate) const LONGEST_NAME: usize = 12;
/// Words to either side of a noun that can belong to its phrase.
const LONGEST_SIDE: usize = 12;

/// What every step needs; folded forms are made once.
pub(crate) struct Text<'d> {
    pub(crate) document: &'d Document,
    pub(crate) reading: &'d Reading,
    pub(crate) syntax: &'d Syntax,
    pub(crate) facts: &'d dyn Facts,
    pub(crate) lexicon: &'static Lexicon,
    folded: Vec<String>,
    /// Codes of the countries that the text names or whose adjectives it uses, most named first.
    countries: Vec<String>,
}

impl<'d> Text<'d> {
    pub(crate) fn new(document: &'d Document, reading: &'d Reading, facts: &'d dyn Facts) -> Self {
        let syntax = &reading.syntax;
        let folded = syntax.tokens().iter().map(|t| fold(document.slice(t.span))).collect();
        let mut text =
            Self { document, reading, syntax, facts, lexicon: Lexicon::get(), folded, countries: Vec::new() };
        text.countries = text.count_countries();
        text
    }

    fn count_countries(&self) -> Vec<String> {
        let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
        let mut at = 0;
        while at < self.len() {
            let limit = self.syntax.sentence(self.sentence(at)).end.min(at + 3);
            let found = (at + 1..=limit).rev().filter(|_| self.is_capitalised(at)).find_map(|end| {
                let words = self.surface(&(at..end));
                Some((end, self.facts.country(words).or_else(|| self.facts.demonym(words))?))
            });
            at = found.as_ref().map_or(at + 1, |(end, _)| *end);
            if let Some((_, code)) = found {
                let order = counts.len();
                counts.entry(code).or_insert((0, order)).0 += 1;
            }
        }
        let mut codes: Vec<(String, (usize, usize))> = counts.into_iter().collect();
        codes.sort_by_key(|(_, (count, order))| (std::cmp::Reverse(*count), *order));
        codes.into_iter().map(|(code, _)| code).collect()
    }

    /// The country of a place by its name, where the name is not more often something else's.
    pub(crate) fn country_of_place(&self, name: &str) -> Option<String> {
        self.facts.country_of_place(name, &self.countries)
    }

    /// The country of what is surely a place; none for "the South" or "the capital", of which each country has its own.
    pub(crate) fn country_of_sure_place(&self, name: &str) -> Option<String> {
        if self.lexicon.is_generic(&fold(name)) {
            return None;
        }
        self.facts.country_of_sure_place(name, &self.countries)
    }

    /// Whether the article names the country of this code or uses its adjective.
    pub(crate) fn names_country(&self, code: &str) -> bool {
        self.countries.iter().any(|named| named == code)
    }

    /// The day of publication.
    pub(crate) fn at(&self) -> Option<Date> {
        self.document.published()
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.folded.len()
    }

    /// The word as written.
    pub(crate) fn word(&self, index: usize) -> &'d str {
        self.token(index).map_or("", |t| self.document.slice(t.span))
    }

    /// The word in lower case without accents; empty past the end.
    pub(crate) fn folded(&self, index: usize) -> &str {
        self.folded.get(index).map_or("", String::as_str)
    }

    /// The folded lemma.
    pub(crate) fn lemma(&self, index: usize) -> String {
        self.token(index).map_or_else(String::new, |t| fold(&t.lemma))
    }

    pub(crate) fn token(&self, index: usize) -> Option<&'d Token> {
        self.syntax.get(index)
    }

    pub(crate) fn upos(&self, index: usize) -> Upos {
        self.token(index).map_or(Upos::X, |t| t.upos)
    }

    /// Index of the word's sentence.
    pub(crate) fn sentence(&self, index: usize) -> usize {
        self.token(index).map_or(0, |t| t.sentence)
    }

    /// The relation without subtype.
    pub(crate) fn relation(&self, index: usize) -> &'d str {
        self.token(index).map_or("", Token::base_relation)
    }

    /// The span from the first to the last word of a range.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        let first = self.token(range.start).map(|t| t.span);
        let last = range.end.checked_sub(1).and_then(|i| self.token(i)).map(|t| t.span);
        match (first, last) {
            (Some(first), Some(last)) => first.cover(last),
            _ => Span::default(),
        }
    }

    /// The words of a range as they stand in the text.
    pub(crate) fn surface(&self, range: &Range<usize>) -> &'d str {
        if range.is_empty() { "" } else { self.document.slice(self.span(range)) }
    }

    /// Whether the word begins with a capital.
    pub(crate) fn is_capitalised(&self, index: usize) -> bool {
        self.word(index).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether the word is the possessive clitic.
    pub(crate) fn is_possessive_mark(&self, index: usize) -> bool {
        matches!(self.folded(index), "'s" | "'") && self.relation(index) != "punct"
            || self.folded(index) == "'s"
    }

    /// Whether the word depends, by way of at most eight others, on the head.
    pub(crate) fn depends_on(&self, index: usize, head: usize) -> bool {
        index == head || self.syntax.ancestors(index).take(8).any(|a| a == head)
    }

    /// The words of the noun's phrase before it, itself, and a following "of …" or "from …": no relative clauses, no
    /// appositions, no coordinated nouns, so that the words are those by which the phrase names its referent.
    pub(crate) fn noun_phrase(&self, head: usize) -> Range<usize> {
        let from = self.phrase_start(head);
        let mut end = head + 1;
        let mut noun = head;
        for _ in 0..2 {
            let Some(next) = self.complement(noun, end) else { break };
            end = next.1;
            noun = next.0;
        }
        from..end.min(from + 2 * LONGEST_SIDE)
    }

    fn phrase_start(&self, head: usize) -> usize {
        let sentence = self.syntax.sentence(self.sentence(head));
        let mut from = head;
        while from > sentence.start && head - from < LONGEST_SIDE {
            let before = from - 1;
            let upos = self.upos(before);
            let inside = match upos {
                Upos::Punct => {
                    matches!(self.word(before), "-" | "‐" | "‑" | "\"" | "“" | "”" | "." | "–")
                        && self
                            .token(before)
                            .is_some_and(|t| t.head.is_some_and(|h| self.depends_on(h, head)))
                        && (self.word(before) != "–" || self.is_glued(before))
                }
                Upos::Adp | Upos::Sconj | Upos::Aux => false,
                // "Russian and Ukrainian officials", but not "police and supporters".
                Upos::Cconj => {
                    before > sentence.start
                        && self.upos(before - 1) == Upos::Adj
                        && self.depends_on(before, head)
                }
                _ => self.depends_on(before, head),
            };
            // The "'s" of a possessor is a case too, but the phrase goes on before it: "Mali's army".
            let ends = matches!(
                self.relation(before),
                "acl" | "cop" | "nsubj" | "mark" | "advcl" | "case" | "fixed" | "cc:preconj"
            ) && !self.is_possessive_mark(before);
            if !inside || ends {
                break;
            }
            from = before;
        }
        while from < head
            && (matches!(self.upos(from), Upos::Punct | Upos::Cconj) || self.is_possessive_mark(from))
        {
            from += 1;
        }
        from
    }

    /// Whether no white space parts the word from its neighbours.
    fn is_glued(&self, index: usize) -> bool {
        let span = |i: usize| self.token(i).map(|t| t.span);
        let before = index.checked_sub(1).and_then(span).map(|s| s.end());
        let after = span(index + 1).map(|s| s.start());
        span(index).is_some_and(|s| Some(s.start()) == before && Some(s.end()) == after)
    }

    /// The words of the possessor before a name: "Somalia's | Council of Ministers".
    pub(crate) fn possessor(&self, from: usize) -> Option<Range<usize>> {
        let mark = from.checked_sub(1).filter(|mark| self.is_possessive_mark(*mark))?;
        let owner = mark.checked_sub(1)?;
        (self.sentence(owner) == self.sentence(from)).then(|| self.phrase_start(owner)..mark)
    }

    /// The noun of an "of …" or "from …" that begins at `at`, and where its phrase ends.
    fn complement(&self, noun: usize, at: usize) -> Option<(usize, usize)> {
        if !matches!(self.folded(at), "of" | "from") {
            return None;
        }
        let child = self.syntax.children_by(noun, &["nmod"]).find(|c| *c > at && c - at < LONGEST_SIDE)?;
        (self.phrase_start(child) == at + 1 || self.phrase_start(child) == at).then_some(())?;
        let mut end = child + 1;
        // A name may go on after its head: "the government of Recep Tayyip Erdoğan".
        while end < self.len()
            && end - child < 6
            && self.token(end).is_some_and(|t| t.head == Some(child))
            && matches!(self.relation(end), "flat" | "compound")
        {
            end += 1;
        }
        Some((child, end))
    }
}
