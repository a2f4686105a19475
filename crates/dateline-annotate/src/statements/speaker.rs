//! Who speaks: from a cue's word to its speaker.

use dateline_text::{ArgumentRole, EntityKind, EntityMention, Form, Upos};

use super::cues::{Cue, Kind};
use super::lexicon::lexicon;
use super::view::View;

/// How far a cue without a subject of its own looks up the tree for one.
const STEPS: usize = 6;
/// A role of the reader counts from this probability on.
const ENOUGH: f32 = 0.3;
/// A role of the reader goes before a description in the text from this probability on.
const SURE: f32 = 0.8;
/// How many sentences back a quotation or a pronoun looks for who spoke last.
const REACH: usize = 4;

/// Who has spoken so far.
#[derive(Default)]
pub(super) struct History {
    turns: Vec<(usize, usize)>,
}

impl History {
    /// Remembers that the entity spoke in the sentence.
    pub(super) fn add(&mut self, sentence: usize, speaker: usize) {
        self.turns.push((sentence, speaker));
    }

    /// Who spoke last, not too long ago, and is of one of the kinds.
    pub(super) fn last(&self, view: &View, sentence: usize, kinds: &[EntityKind]) -> Option<usize> {
        self.turns
            .iter()
            .rev()
            .take(12)
            .take_while(|(s, _)| s + REACH >= sentence)
            .find(|(s, e)| {
                *s <= sentence && (kinds.is_empty() || view.kind(*e).is_some_and(|k| kinds.contains(&k)))
            })
            .map(|(_, e)| *e)
    }
}

/// The speaker of a cue: the word that names it, and the entity where there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Speaker {
    pub(super) token: Option<usize>,
    pub(super) entity: Option<usize>,
}

/// Finds who speaks by the tree, else by the reader's roles, else by the words beside the cue and the sentence's first subject.
pub(super) fn speaker_of(view: &View, cue: &Cue, history: &History) -> Speaker {
    let token = match cue.kind {
        Kind::Source => source_head(view, cue),
        Kind::Noun => owner(view, cue.token).or_else(|| issuer(view, cue.token)),
        Kind::Verb(_) | Kind::Model => subject(view, cue.token),
    };
    // "It was reported that": nobody is named.
    if matches!(cue.kind, Kind::Verb(_) | Kind::Model) && is_impersonal(view, cue.token) {
        return Speaker::default();
    }
    if let Some(token) = token
        && let Some(entity) = resolve(view, token, history)
    {
        let entity = named_beside(view, token, cue, entity);
        let entity = maker(view, token, cue.token, entity).unwrap_or(entity);
        let entity = named_by_reader(view, token, cue.token, entity).unwrap_or(entity);
        return Speaker { token: Some(token), entity: Some(entity) };
    }
    if let Some(maker) = token.and_then(|t| by_agent(view, t, cue.token)) {
        return Speaker { token, entity: Some(maker) };
    }
    // A subject that nothing is known of stays the speaker: "residents", not whom the reader guesses.
    let document = token.is_some_and(|t| lexicon().is_document(view.lemma(t)));
    if token.is_some_and(|t| matches!(view.upos(t), Upos::Noun | Upos::Propn)) && !document {
        return Speaker { token, entity: None };
    }
    let by_model = role(view, cue.token, ENOUGH).filter(|t| view.quotation_of(*t).is_none());
    let guessed = by_model.or_else(|| match cue.kind {
        Kind::Verb(_) | Kind::Model if !document => first_subject(view, cue.token),
        _ => None,
    });
    let sentence = view.token(cue.token).map_or(0, |t| t.sentence);
    // "The statement read", "further remarking": whoever spoke last goes on.
    let last = || {
        history
            .last(view, sentence, &[])
            .filter(|_| guessed.is_none() && cue.kind != Kind::Source && (document || token.is_none()))
    };
    let entity = guessed.and_then(|t| resolve(view, t, history)).or_else(last);
    Speaker { token: token.or(guessed), entity }
}

/// "Human rights group Foro Penal said": the name at the end of the phrase rather than the noun that it explains.
fn named_beside(view: &View, subject: usize, cue: &Cue, entity: usize) -> usize {
    let named = |e: usize| is_named(view, e);
    if named(entity) && view.kind(entity) == Some(EntityKind::Person) || view.upos(subject) == Upos::Pron {
        return entity;
    }
    let apposed = view
        .syntax()
        .children_by(subject, &["appos"])
        .find_map(|c| view.headed(c).filter(|e| named(*e) && is_actor(view, *e)));
    if let Some(other) = apposed.filter(|_| !named(entity)) {
        return other;
    }
    let Some(last) = phrase_end(view, subject, cue) else { return entity };
    if (subject..last).any(|i| matches!(view.upos(i), Upos::Verb | Upos::Sconj)) {
        return entity;
    }
    let Some(other) = view.entity(last).filter(|e| *e != entity && named(*e) && is_actor(view, *e)) else {
        return entity;
    };
    let mut first = last;
    while first > subject + 1 && view.entity(first - 1) == Some(other) {
        first -= 1;
    }
    // "the judge in the trial of Trump", "the ministry's Jane Doe": only the second ends with its own name.
    let before = first.saturating_sub(1);
    let part = matches!(view.upos(before), Upos::Adp | Upos::Det | Upos::Cconj) || view.is_mark(before);
    let person = view.kind(other) == Some(EntityKind::Person);
    if part || first <= subject || (named(entity) && !person) { entity } else { other }
}

/// The last noun of the phrase that begins with the subject, before the verb or, inverted, before the next mark.
fn phrase_end(view: &View, subject: usize, cue: &Cue) -> Option<usize> {
    if subject > cue.token || cue.kind == Kind::Source {
        let end = view.sentence_of(subject).end;
        return (subject + 1..end)
            .take(8)
            .take_while(|i| view.is_nominal(*i) || view.lower(*i) == "-")
            .last();
    }
    let mut last = cue.token.checked_sub(1)?;
    while last > subject && matches!(view.upos(last), Upos::Adv | Upos::Aux) {
        last -= 1;
    }
    if view.lower(last) == ")" {
        last = (subject..last).rev().take(8).find(|i| view.lower(*i) == "(")?.checked_sub(1)?;
    }
    (last > subject && last - subject <= 10).then_some(last)
}

/// "Results announced by the minister show": whoever made a thing that speaks.
fn maker(view: &View, subject: usize, verb: usize, entity: usize) -> Option<usize> {
    if is_actor(view, entity) || view.upos(subject) == Upos::Pron {
        None
    } else {
        by_agent(view, subject, verb)
    }
}

fn by_agent(view: &View, noun: usize, verb: usize) -> Option<usize> {
    let end = if verb > noun { verb } else { view.sentence_of(noun).end };
    let by = (noun + 1..end).take(10).take_while(|i| !view.is_mark(*i)).find(|i| view.lower(*i) == "by")?;
    (by + 1..end)
        .take(8)
        .take_while(|i| !view.is_mark(*i))
        .filter_map(|i| view.headed(i))
        .filter(|e| is_actor(view, *e))
        .last()
}

fn is_impersonal(view: &View, verb: usize) -> bool {
    let it = view.syntax().children_by(verb, &["expl", "nsubj"]).any(|c| c < verb && view.lower(c) == "it");
    it && view
        .syntax()
        .children_by(verb, &["aux"])
        .any(|c| view.token(c).is_some_and(|t| &*t.relation == "aux:pass"))
}

/// Whether the verb has a subject of its own, so that nobody else's is looked for.
pub(super) fn has_own_subject(view: &View, verb: usize) -> bool {
    view.syntax().children_by(verb, &["nsubj"]).any(|c| view.quotation_of(c).is_none())
}

/// Who speaks in "…, adding that": a participle or a coordinated verb without a subject, after a statement in the same sentence.
pub(super) fn goes_on(view: &View, cue: &Cue) -> bool {
    let verb = matches!(cue.kind, Kind::Verb(_) | Kind::Model);
    let before =
        (view.sentence_of(cue.token).start..cue.token).rev().take(3).find(|i| view.upos(*i) != Upos::Adv);
    let joined = before.is_some_and(|i| matches!(view.lower(i), "," | "and" | "but" | "while" | "\"" | "”"));
    let participle = view.lower(cue.token).ends_with("ing");
    let finite = matches!(view.relation(cue.token), "conj" | "root" | "parataxis" | "advcl" | "ccomp");
    verb && joined
        && (participle || finite)
        && !has_own_subject(view, cue.token)
        && view.relation(cue.token) != "acl"
}

/// Where the tree has nothing: the first subject of the sentence, else the first actor that it names.
pub(super) fn first_subject(view: &View, verb: usize) -> Option<usize> {
    let before = || (view.sentence_of(verb).start..verb).take(60).filter(|i| view.quotation_of(*i).is_none());
    let actor = |i: &usize| view.headed(*i).is_some_and(|e| is_actor(view, e));
    before().find(|i| view.relation(*i) == "nsubj" && actor(i)).or_else(|| {
        before().find(|i| actor(i) && !matches!(view.relation(*i), "nmod" | "compound" | "obl" | "amod"))
    })
}

/// The word that the reader takes for the speaker, if it is that sure.
fn role(view: &View, token: usize, sure: f32) -> Option<usize> {
    let cue = view.reading.cues.get(view.reading.cues.partition_point(|c| c.token < token))?;
    cue.arguments
        .iter()
        .filter(|a| cue.token == token && a.role == ArgumentRole::Speaker && a.score >= sure)
        .max_by(|a, b| a.score.total_cmp(&b.score))
        .map(|a| a.token)
}

/// "The Wooster professor added": whom the reader points to, where the subject is a description that no name was found for.
fn named_by_reader(view: &View, subject: usize, cue: usize, entity: usize) -> Option<usize> {
    let described = view.upos(subject) != Upos::Pron && !is_named(view, entity);
    let other = view.entity(role(view, cue, SURE).filter(|_| described)?)?;
    (is_named(view, other) && is_actor(view, other)).then_some(other)
}

fn is_named(view: &View, entity: usize) -> bool {
    let name = |m: &EntityMention| m.form == Form::Name && view.upos(m.head) == Upos::Propn;
    view.entities.get(entity).is_some_and(|e| e.mentions.iter().any(name))
}

/// The subject of a verb, through participles, coordination and relative clauses.
pub(super) fn subject(view: &View, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..STEPS {
        if let Some(found) = own_subject(view, at, verb) {
            return Some(found);
        }
        if at == verb
            && let Some(found) = beside(view, verb)
        {
            return Some(found);
        }
        let head = view.head(at)?;
        match view.relation(at) {
            "acl" => return noun_speaker(view, head),
            // A coordinated or dependent verb has its head's subject.
            "conj" | "xcomp" | "advcl" | "parataxis" | "aux" | "cop" | "ccomp" | "dep" | "obl" | "nmod" => {
                at = head
            }
            _ => return None,
        }
    }
    None
}

fn own_subject(view: &View, verb: usize, cue: usize) -> Option<usize> {
    let passive = |c: usize| view.token(c).is_some_and(|t| &*t.relation == "nsubj:pass");
    let agent = || {
        view.syntax().children_by(verb, &["obl"]).find(|c| {
            view.token(*c).is_some_and(|t| &*t.relation == "obl:agent")
                || view.syntax().children_by(*c, &["case"]).any(|m| view.lower(m) == "by")
        })
    };
    // Of several the nearest, and no relative pronoun where there is another: "whom it says".
    let wh = |c: usize| matches!(view.lower(c), "who" | "which" | "that" | "whom" | "what");
    let subjects = || view.syntax().children_by(verb, &["nsubj"]).filter(|c| view.quotation_of(*c).is_none());
    let nearest = |active: bool| {
        subjects().filter(|c| active != passive(*c)).min_by_key(|c| (wh(*c), c.abs_diff(verb)))
    };
    let found = nearest(true).or_else(|| {
        // "was quoted as saying", "was arrested, saying": the passive's subject speaks; "it was reported by": the agent.
        let quoted = matches!(view.lemma(verb), "quote" | "cite");
        if quoted && verb != cue {
            nearest(false)
        } else {
            agent().or_else(|| nearest(false).filter(|_| verb != cue))
        }
    })?;
    if view.token(verb).is_some_and(|t| &*t.relation == "acl:relcl")
        && matches!(view.lower(found), "who" | "which" | "that")
    {
        return view.head(verb).and_then(|noun| noun_speaker(view, noun));
    }
    if matches!(view.lower(found), "it" | "there") && view.child(verb, &["expl"]).is_some() {
        return None;
    }
    noun_speaker(view, first_conjunct(view, found))
}

/// "A and B warn": the first of them.
fn first_conjunct(view: &View, noun: usize) -> usize {
    let first = view.head(noun).filter(|h| view.relation(noun) == "conj" && *h < noun && view.is_nominal(*h));
    first.unwrap_or(noun)
}

/// A statement, a post or a banner speaks for its author, where the text names one.
fn noun_speaker(view: &View, noun: usize) -> Option<usize> {
    if view.upos(noun) == Upos::Noun && lexicon().is_document(view.lemma(noun)) {
        return owner(view, noun).or_else(|| issuer(view, noun)).or(Some(noun));
    }
    Some(noun)
}

/// "his statement", "a statement by the ministry", "a post from Musk", "the ministry statement".
fn owner(view: &View, noun: usize) -> Option<usize> {
    let by = |c: &usize| {
        view.syntax()
            .children_by(*c, &["case"])
            .any(|m| matches!(view.lower(m), "by" | "from" | "of" | "'s" | "'"))
    };
    let author = |c: &usize| {
        view.syntax().children_by(*c, &["case"]).any(|m| matches!(view.lower(m), "by" | "from" | "'s" | "'"))
    };
    let children = || view.syntax().children_by(noun, &["nmod", "obl", "compound", "acl", "amod"]);
    let possessive = |c: &usize| view.token(*c).is_some_and(|t| &*t.relation == "nmod:poss");
    children()
        .find(possessive)
        .or_else(|| children().find(author))
        .or_else(|| {
            // "claims made by Trump"
            view.syntax().children_by(noun, &["acl"]).find_map(|made| {
                view.syntax()
                    .children_by(made, &["obl"])
                    .find(|c| view.syntax().children_by(*c, &["case"]).any(|m| view.lower(m) == "by"))
            })
        })
        .or_else(|| children().filter(by).find(|c| view.headed(*c).is_some_and(|e| is_actor(view, e))))
        .or_else(|| {
            children().find(|c| {
                view.relation(*c) == "compound" && view.headed(*c).is_some_and(|e| is_actor(view, e))
            })
        })
}

pub(super) fn is_actor(view: &View, entity: usize) -> bool {
    matches!(
        view.kind(entity),
        Some(EntityKind::Person | EntityKind::Organisation | EntityKind::Country | EntityKind::Group)
    )
}

/// "The ministry issued a statement saying": who issued it.
fn issuer(view: &View, noun: usize) -> Option<usize> {
    let verb = view.head(noun).filter(|_| matches!(view.relation(noun), "obj" | "obl"))?;
    let mut at = verb;
    for _ in 0..STEPS {
        if let Some(subject) = view.child(at, &["nsubj"]) {
            return Some(subject);
        }
        at = view
            .head(at)
            .filter(|_| matches!(view.relation(at), "conj" | "xcomp" | "advcl" | "parataxis"))?;
    }
    None
}

/// The head of the name after "according to".
fn source_head(view: &View, cue: &Cue) -> Option<usize> {
    let after = cue.token + cue.words;
    let end = view.sentence_of(cue.token).end;
    let head = view.head(cue.token).filter(|h| *h >= after && view.is_nominal(*h));
    let head = head.or_else(|| {
        (after..end)
            .take(10)
            .find(|i| view.is_nominal(*i) && view.head(*i).is_none_or(|h| !(after..after + 10).contains(&h)))
    })?;
    if view.upos(head) == Upos::Noun && lexicon().is_document(view.lemma(head)) {
        return owner(view, head).or(Some(head));
    }
    Some(head)
}

/// Where the tree has no subject for a finite verb: the noun right before it or, inverted, right after it.
fn beside(view: &View, verb: usize) -> Option<usize> {
    if view.lower(verb).ends_with("ing")
        || view.relation(verb) == "acl"
            && !view.token(verb).is_some_and(|t| t.features.has("VerbForm", "Fin"))
    {
        return None;
    }
    let sentence = view.sentence_of(verb);
    let last =
        (sentence.start..verb).rev().take(4).find(|i| !matches!(view.upos(*i), Upos::Adv | Upos::Aux))?;
    if view.is_nominal(last) && view.quotation_of(last).is_none() {
        // The head of the phrase that ends here.
        let mut head = last;
        for _ in 0..4 {
            match view.head(head) {
                Some(up)
                    if matches!(view.relation(head), "flat" | "compound" | "appos")
                        && view.is_nominal(up)
                        && last.abs_diff(up) <= 8 =>
                {
                    head = up
                }
                _ => break,
            }
        }
        return noun_speaker(view, first_conjunct(view, head));
    }
    if !view.is_mark(last) {
        return None;
    }
    let first = verb + 1;
    let nominal = (first..sentence.end)
        .take(10)
        .take_while(|i| !view.is_mark(*i))
        .find(|i| view.headed(*i).is_some() && view.is_nominal(*i))?;
    let case = (first..nominal)
        .any(|i| view.upos(i) == Upos::Adp || matches!(view.upos(i), Upos::Verb | Upos::Sconj));
    (!case).then_some(nominal)
}

/// The entity that a word stands for; pronouns that nothing was found for go to who spoke last.
pub(super) fn resolve(view: &View, token: usize, history: &History) -> Option<usize> {
    let sentence = view.token(token)?.sentence;
    let pronoun = view.upos(token) == Upos::Pron;
    if let Some(entity) = view.headed(token).filter(|e| !pronoun || is_actor(view, *e)) {
        return Some(continued(view, token, sentence, history).filter(|_| pronoun).unwrap_or(entity));
    }
    if pronoun {
        return match view.lower(token) {
            "he" | "she" | "him" | "her" | "his" => history
                .last(view, sentence, &[EntityKind::Person])
                .or_else(|| recent(view, token, &[EntityKind::Person])),
            "they" | "their" | "them" | "it" | "its" => history
                .last(view, sentence, &[EntityKind::Organisation, EntityKind::Group, EntityKind::Country])
                .or_else(|| history.last(view, sentence, &[])),
            "i" | "we" | "who" => history.last(view, sentence, &[]),
            _ => None,
        };
    }
    let inside = || {
        view.syntax()
            .children_by(token, &["appos", "flat", "compound", "conj", "nmod"])
            .find_map(|c| view.headed(c).filter(|e| is_actor(view, *e)))
    };
    let outside = || {
        let head = view
            .head(token)
            .filter(|_| matches!(view.relation(token), "flat" | "compound" | "appos" | "conj"))?;
        view.headed(head)
    };
    view.entity(token).or_else(outside).or_else(inside)
}

/// "He added": who spoke in the sentence before goes on, unless another pronoun is used for him elsewhere.
fn continued(view: &View, token: usize, sentence: usize, history: &History) -> Option<usize> {
    let pronoun = view.lower(token);
    let (other, kinds): (&str, &[EntityKind]) = match pronoun {
        "he" => ("she", &[EntityKind::Person]),
        "she" => ("he", &[EntityKind::Person]),
        "they" => ("it", &[EntityKind::Organisation, EntityKind::Group]),
        "it" => ("they", &[EntityKind::Organisation, EntityKind::Country]),
        _ => return None,
    };
    let last = history.last(view, sentence, kinds)?;
    let recent =
        history.turns.iter().rev().take(3).any(|(s, e)| *e == last && *s + 1 >= sentence && *s < sentence);
    let used = |word: &str| {
        view.entities.get(last).is_some_and(|e| {
            e.mentions.iter().filter(|m| m.form == Form::Pronoun).take(40).any(|m| view.lower(m.head) == word)
        })
    };
    (recent && (used(pronoun) || !used(other))).then_some(last)
}

/// The nearest mention of an entity of one of the kinds before the word, in its sentence or the one before.
fn recent(view: &View, token: usize, kinds: &[EntityKind]) -> Option<usize> {
    let sentence = view.token(token)?.sentence;
    let from = view.syntax().sentence(sentence.saturating_sub(1)).start;
    (from..token)
        .rev()
        .take(120)
        .filter(|i| view.relation(*i) == "nsubj")
        .filter_map(|i| view.headed(i))
        .find(|e| view.kind(*e).is_some_and(|k| kinds.contains(&k)))
}
