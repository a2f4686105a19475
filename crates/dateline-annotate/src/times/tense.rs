//! The tense of the verb that a time expression hangs on: it decides between the days before and after publication.

use dateline_text::{Features, Reading, Span, Syntax, Upos};

use super::vocabulary::Vocabulary;
use crate::lexer::{Kind, Word};

/// How many words before and after an expression are looked through for a verb.
const FAR: usize = 60;

/// When the governing verb places its act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// The present, also of headlines and summaries, which report what has just happened.
    Present,
    Future,
    /// No verb was found.
    Unknown,
}

/// Of two candidates so many days back and ahead, whether the one ahead is meant.
pub(super) fn is_ahead(back: i64, ahead: i64, tense: Tense) -> bool {
    match tense {
        Tense::Future => true,
        Tense::Past => back > 8 * ahead,
        Tense::Present | Tense::Unknown => back >= 3 * ahead,
    }
}

fn is_in(list: &[String], word: &str) -> bool {
    list.iter().any(|form| form == word)
}

/// The tense that governs the words `at..end` of a sentence, by the tree where there is one.
pub(super) fn tense(reading: &Reading, words: &[Word], at: usize, end: usize) -> Tense {
    let by_tree = span(words, at, end).and_then(|span| from_tree(&reading.syntax, words, at, span));
    by_tree.unwrap_or_else(|| from_words(words, at, end))
}

/// Whether "today" at `at` means these days: "he still owns it today", "there are more of them today", "what it is today".
pub(super) fn is_nowadays(reading: &Reading, words: &[Word], at: usize) -> bool {
    let is = |i: usize, forms: &[&str]| words.get(i).is_some_and(|w| forms.contains(&w.lower.as_str()));
    let clause = at.saturating_sub(8)..at;
    let still = words
        .get(clause)
        .is_some_and(|w| w.iter().rev().take_while(|w| w.kind == Kind::Letters).any(|w| w.is("still")));
    let compared =
        is(at + 1, &["than", "as"]) && is(at + 2, &["ever", "it", "they", "he", "she", "we", "in"]);
    let such = at >= 2 && is(at - 1, &["is", "are"]) && is(at - 2, &["it", "they", "we", "what"]);
    still || compared || such || holds_in_general(&reading.syntax, words, at)
}

/// Whether the verb that governs the word at `at` tells in the present of a state, not of an act.
fn holds_in_general(syntax: &Syntax, words: &[Word], at: usize) -> bool {
    let Some(head) = words.get(at).and_then(|w| syntax.index_at(w.span.start())) else { return false };
    let governor = syntax.ancestors(head).find(|i| syntax.get(*i).is_some_and(|t| t.upos == Upos::Verb));
    let Some(governor) = governor else { return false };
    let Some(token) = syntax.get(governor) else { return false };
    let finite = |i: usize| {
        syntax.get(i).is_some_and(|t| t.features.has("Tense", "Pres") || is_third_person_present(&t.features))
    };
    let progressive = token.features.has("VerbForm", "Ger")
        || (token.features.has("VerbForm", "Part") && token.features.has("Tense", "Pres"));
    let auxiliaries: Vec<usize> = syntax.children_by(governor, &["aux", "cop"]).collect();
    let perfect = auxiliaries.iter().any(|i| syntax.get(*i).is_some_and(|t| t.lemma != "be"));
    let present = finite(governor) || auxiliaries.iter().any(|i| finite(*i));
    let existential = token.lemma == "be" && syntax.children_by(governor, &["expl"]).next().is_some();
    let state = existential || is_in(&Vocabulary::get().future.states, &token.lemma);
    state && present && !progressive && !perfect
}

/// The tense in which the sentence with the word `at` is told: that of its root, without a tree that of the words before.
pub(super) fn told(reading: &Reading, words: &[Word], at: usize) -> Tense {
    let syntax = &reading.syntax;
    let token = words.get(at).and_then(|w| syntax.index_at(w.span.start()));
    let root = token.map(|t| syntax.ancestors(t).last().unwrap_or(t));
    let past = match root.and_then(|root| syntax.get(root)) {
        Some(root) => root.features.has("Tense", "Past") && root.features.has("VerbForm", "Fin"),
        None => words.iter().take(at.min(FAR)).any(|w| Vocabulary::get().is_past_form(&w.lower)),
    };
    if past { Tense::Past } else { Tense::Present }
}

fn span(words: &[Word], at: usize, end: usize) -> Option<Span> {
    Some(words.get(at)?.span.cover(words.get(end.checked_sub(1)?)?.span))
}

/// The preposition before the words, over an article.
fn preposition(words: &[Word], at: usize) -> Option<&str> {
    let before = words.get(at.checked_sub(1)?)?;
    Some(before.lower.as_str())
}

fn from_tree(syntax: &Syntax, words: &[Word], at: usize, span: Span) -> Option<Tense> {
    let head = syntax.head_of(syntax.range_of(span))?;
    let ahead = matches!(preposition(words, at), Some("for" | "until" | "till" | "by" | "from" | "to"));
    let future = &Vocabulary::get().future;
    for ancestor in syntax.ancestors(head) {
        let token = syntax.get(ancestor)?;
        let auxiliaries: Vec<&str> = syntax
            .children_by(ancestor, &["aux", "cop", "mark"])
            .filter_map(|child| syntax.get(child))
            .map(|t| t.lemma.as_str())
            .collect();
        let is_verb = matches!(token.upos, Upos::Verb | Upos::Aux)
            || syntax.children_by(ancestor, &["cop"]).next().is_some();
        if !is_verb {
            continue;
        }
        if auxiliaries.iter().any(|a| matches!(*a, "will" | "shall" | "would" | "wo" | "'ll")) {
            return Some(Tense::Future);
        }
        // "could meet on Friday" looks ahead; "could have met" is caught by its participle.
        let modal =
            auxiliaries.iter().any(|a| matches!(*a, "can" | "could" | "may" | "might" | "must" | "should"));
        // "to be held", "can be arranged": the infinitive is the auxiliary's.
        let infinitive = token.features.has("VerbForm", "Inf")
            || syntax
                .children_by(ancestor, &["aux", "cop"])
                .filter_map(|child| syntax.get(child))
                .any(|child| child.features.has("VerbForm", "Inf"));
        if modal && infinitive {
            return Some(Tense::Future);
        }
        let forms = [token.lemma.clone(), past_form(syntax, ancestor)];
        if ahead && forms.iter().any(|form| is_in(&future.for_verbs, form)) {
            return Some(Tense::Future);
        }
        // "is to meet on Thursday".
        if auxiliaries.contains(&"to") && auxiliaries.contains(&"be") && token.features.has("VerbForm", "Inf")
        {
            return Some(Tense::Future);
        }
        if infinitive && auxiliaries.contains(&"to") {
            match token.head.and_then(|h| syntax.get(h)) {
                // "Envoys to meet on Friday": a headline.
                None => return Some(Tense::Future),
                Some(governor)
                    if governor.lemma == "be"
                        || is_in(&future.planning, &governor.lemma)
                        || is_in(&future.planning, &form(words, governor.span)) =>
                {
                    return Some(Tense::Future);
                }
                // "a resolution to open an embassy in October".
                Some(_) if token.base_relation() == "acl" => return Some(Tense::Future),
                _ => continue,
            }
        }
        let mut tense = None;
        for child in syntax.children_by(ancestor, &["aux", "cop"]).chain([ancestor]) {
            let features = &syntax.get(child)?.features;
            if features.has("Tense", "Past")
                && !(child == ancestor
                    && tense == Some(Tense::Present)
                    && features.has("VerbForm", "Part")
                    && !auxiliaries.contains(&"have"))
            {
                tense = Some(Tense::Past);
            } else if tense.is_none()
                && !features.has("VerbForm", "Part")
                && (features.has("Tense", "Pres") || is_third_person_present(features))
            {
                tense = Some(Tense::Present);
            }
        }
        if tense == Some(Tense::Present)
            && !auxiliaries.contains(&"have")
            && (is_appointed(syntax, words, ancestor) || is_arranged(syntax, ancestor))
        {
            return Some(Tense::Future);
        }
        if tense.is_some() {
            return tense;
        }
    }
    None
}

/// "lapses": a finite form of the third person that is not said to be past, where the reader gives no tense.
fn is_third_person_present(features: &Features) -> bool {
    features.has("VerbForm", "Fin")
        && features.has("Person", "3")
        && features.has("Number", "Sing")
        && !features.has("Tense", "Past")
}

/// Whether a predicate names something with a fixed hour, told in the present before it comes: "the truce lapses on Friday",
/// "talks are due on Monday", "the ban takes effect on Sunday".
fn is_appointed(syntax: &Syntax, words: &[Word], index: usize) -> bool {
    let future = &Vocabulary::get().future;
    let Some(token) = syntax.get(index) else { return false };
    let with = |words: &Vec<String>| {
        syntax
            .children_by(index, &["obj", "obl"])
            .filter_map(|child| syntax.get(child))
            .any(|child| is_in(words, &child.lemma))
    };
    is_in(&future.appointed, &token.lemma)
        || is_in(&future.appointed, &past_form(syntax, index))
        // The lemma of a rarer verb may be wrong where its form is listed.
        || is_in(&future.appointed, &form(words, token.span))
        || future.appointed_with.get(&token.lemma).is_some_and(with)
}

/// Whether a verb in the progressive names what people arrange beforehand: "is visiting Oslo on Monday", "are meeting in May".
fn is_arranged(syntax: &Syntax, index: usize) -> bool {
    syntax.get(index).is_some_and(|token| {
        token.features.has("VerbForm", "Part")
            && token.features.has("Tense", "Pres")
            && is_in(&Vocabulary::get().future.arranged, &token.lemma)
    }) && syntax.children_by(index, &["aux"]).any(|aux| syntax.get(aux).is_some_and(|t| t.lemma == "be"))
}

/// The lemma's participle as the future lists write it ("schedule" is listed as "scheduled").
fn past_form(syntax: &Syntax, index: usize) -> String {
    syntax.get(index).map_or_else(String::new, |t| {
        let stem = t.lemma.strip_suffix('e').unwrap_or(&t.lemma);
        format!("{stem}ed")
    })
}

fn form(words: &[Word], span: Span) -> String {
    words.iter().find(|w| w.span.start() == span.start()).map_or_else(String::new, |w| w.lower.clone())
}

/// Without a tree: the nearest sign of tense before the expression, else the first one after it.
fn from_words(words: &[Word], at: usize, end: usize) -> Tense {
    let vocabulary = Vocabulary::get();
    let future = &vocabulary.future;
    let ahead = matches!(preposition(words, at), Some("for" | "until" | "till" | "to"));
    for index in (at.saturating_sub(FAR)..at.min(words.len())).rev() {
        let Some(word) = words.get(index).filter(|w| w.kind == Kind::Letters) else { continue };
        if is_in(&future.auxiliaries, &word.lower) || (ahead && is_in(&future.for_verbs, &word.lower)) {
            return Tense::Future;
        }
        let to_verb =
            word.is("to") && words.get(index + 1).is_some_and(|w| w.kind == Kind::Letters && !w.capital);
        if to_verb && index + 1 < at {
            let governor = index.checked_sub(1).and_then(|i| words.get(i));
            let be = |w: &Word| matches!(w.lower.as_str(), "is" | "are" | "was" | "were");
            if governor.is_some_and(|w| be(w) || is_in(&future.planning, &w.lower)) {
                return Tense::Future;
            }
        }
        // "will be freed", "a Qatar-mediated meeting": no finite verbs.
        let previous = index.checked_sub(1).and_then(|i| words.get(i));
        if previous.is_some_and(|w| matches!(w.lower.as_str(), "be" | "being" | "-")) {
            continue;
        }
        if vocabulary.is_past_form(&word.lower) && index + 1 < at {
            return Tense::Past;
        }
    }
    for word in words.iter().skip(end).take(FAR).filter(|w| w.kind == Kind::Letters) {
        if is_in(&future.auxiliaries, &word.lower) {
            return Tense::Future;
        }
        if vocabulary.is_past_form(&word.lower) {
            return Tense::Past;
        }
    }
    Tense::Unknown
}
