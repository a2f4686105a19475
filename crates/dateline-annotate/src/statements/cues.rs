//! Which words of a sentence mark speech.

use dateline_text::Upos;

use super::lexicon::{Takes, lexicon};
use super::view::View;

/// How many cues of one sentence are looked at: more stand in no sentence that a person wrote.
const CUES: usize = 24;
/// The most words of a cue in the lexicon.
const WORDS: usize = 5;
/// A word that the lexicon does not know is a cue from this probability on.
const SURE: f32 = 0.6;

/// How a cue leads to its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// "said", "called".
    Verb(Takes),
    /// "according to".
    Source,
    /// "claim that".
    Noun,
    /// What only the reader takes for a cue.
    Model,
}

/// Words that mark speech.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// The verb, the noun or the first word.
    pub(super) token: usize,
    /// How many words the cue has.
    pub(super) words: usize,
    pub(super) kind: Kind,
}

impl Cue {
    pub(super) fn takes(&self) -> Takes {
        match self.kind {
            Kind::Verb(takes) => takes,
            Kind::Source | Kind::Noun => Takes { clause: true, quote: true, ..Takes::default() },
            Kind::Model => Takes { clause: true, quote: true, named: true, ..Takes::default() },
        }
    }
}

/// The cues of a sentence outside its quotations, in reading order.
pub(super) fn cues_of(view: &View, sentence: usize) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut words = view.syntax().sentence(sentence);
    while let Some(token) = words.next() {
        if cues.len() >= CUES {
            break;
        }
        if view.quotation_of(token).is_some() {
            continue;
        }
        if let Some(cue) = cue_at(view, token) {
            cues.push(cue);
            // What belongs to this cue is no other: the "to" of "according to".
            for _ in 1..cue.words {
                words.next();
            }
        }
    }
    cues
}

fn cue_at(view: &View, token: usize) -> Option<Cue> {
    let following = view.words(token, WORDS);
    if let Some(words) = lexicon().source(&following) {
        return source(view, token, words);
    }
    if let Some((words, takes)) = lexicon().verb(&following)
        && is_verb(view, token)
    {
        let takes = if is_named_passive(view, token) { Takes { named: false, ..takes } } else { takes };
        return (!is_silent(view, token)).then_some(Cue { token, words, kind: Kind::Verb(takes) });
    }
    if view.upos(token) == Upos::Noun && lexicon().is_clause_noun(view.lemma(token)) {
        let clause = view.lower(token + 1) == "that"
            || view
                .syntax()
                .children_by(token, &["acl", "ccomp"])
                .any(|c| c > token && is_that_clause(view, c));
        return clause.then_some(Cue { token, words: 1, kind: Kind::Noun });
    }
    let verb = matches!(view.upos(token), Upos::Verb);
    (verb && view.cue_score(token).is_some_and(|s| s >= SURE) && !is_silent(view, token)).then_some(Cue {
        token,
        words: 1,
        kind: Kind::Model,
    })
}

fn source(view: &View, token: usize, words: usize) -> Option<Cue> {
    let after = token + words;
    let next = view.lower(after);
    // "per" counts things per day, "according to plan" names nobody, "according to how …" neither.
    let first = view.lower(token);
    if first == "per" && !(view.upos(after) == Upos::Det || view.upos(after) == Upos::Propn) {
        return None;
    }
    let head = (after..view.sentence_of(token).end)
        .take(8)
        .find(|i| matches!(view.relation(*i), "obl" | "nmod" | "parataxis" | "root") && view.is_nominal(*i))
        .unwrap_or(after);
    let nobody =
        lexicon().is_no_source(view.lemma(head)) || ["how", "what", "whether", "which"].contains(&next);
    (!nobody).then_some(Cue { token, words, kind: Kind::Source })
}

/// Whether the word is used as a verb: by its tag, or, where the tag may be wrong, by what hangs on it.
fn is_verb(view: &View, token: usize) -> bool {
    match view.upos(token) {
        Upos::Verb | Upos::Aux => true,
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::X => {
            view.cue_score(token).is_some()
                || view.child(token, &["ccomp", "nsubj"]).is_some_and(|c| view.relation(c) == "ccomp")
        }
        _ => false,
    }
}

/// "A process called “exfiltration”", "is known as": nobody names it here.
fn is_named_passive(view: &View, token: usize) -> bool {
    let clause =
        view.child(token, &["nsubj"]).is_some_and(|c| view.token(c).is_some_and(|t| &*t.relation == "nsubj"));
    let participle = view.relation(token) == "acl" && !clause && !view.lower(token).ends_with("ing");
    let passive = view.syntax().children_by(token, &["aux:pass", "nsubj:pass"]).next().is_some();
    let agent = view
        .syntax()
        .children_by(token, &["obl"])
        .any(|c| view.syntax().children_by(c, &["case"]).any(|m| view.lower(m) == "by"));
    (participle || passive) && !agent
}

/// Whether a clause says by "that" or by a subject of its own that it is what a noun or verb reports.
fn is_that_clause(view: &View, clause: usize) -> bool {
    let mut marks = view.syntax().children_by(clause, &["mark"]);
    marks.any(|m| view.lower(m) == "that") && view.token(clause).is_none_or(|t| &*t.relation != "acl:relcl")
}

/// Whether the speech did not take place: denied, possible, declined, wanted.
pub(super) fn is_silent(view: &View, verb: usize) -> bool {
    let lexicon = lexicon();
    let children = view.syntax().children(verb);
    let before = children.iter().copied().filter(|c| *c < verb).take(16);
    for child in before {
        let word = view.lower(child);
        let role = view.relation(child);
        if role == "advmod" && lexicon.is_negation(word) || role == "aux" && lexicon.is_modal(word) {
            return true;
        }
        // "No one said": nobody is the speaker.
        if role == "nsubj" && matches!(word, "nobody" | "none" | "nothing") {
            return true;
        }
    }
    let preceding = verb.checked_sub(1).map_or("", |i| view.lower(i));
    if preceding == "without" {
        return true;
    }
    // An infinitive: "refused to say", "is expected to announce"; not "went on to say".
    let infinitive =
        children.iter().any(|c| *c < verb && view.relation(*c) == "mark" && view.lower(*c) == "to")
            || preceding == "to";
    if infinitive {
        let head = view.head(verb);
        return head.is_none_or(|h| !lexicon.reports_infinitive(view.lemma(h)));
    }
    let governor = view.head(verb).filter(|_| view.relation(verb) == "xcomp");
    if governor.is_some_and(|g| lexicon.is_refusal(view.lemma(g))) {
        return true;
    }
    // "If he says", an order, a question.
    view.syntax().children_by(verb, &["mark"]).any(|m| matches!(view.lower(m), "if" | "unless" | "whether"))
}
