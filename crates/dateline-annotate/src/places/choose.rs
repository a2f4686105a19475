//! Where an act happened, as far as the text says so.

use std::collections::HashMap;

use dateline_text::{Document, Place, Reading, Span, Syntax, Trigger, Upos};

use super::nested::Chains;

/// Earlier acts of the same type that can lend their place to one that is named again ("the bombing").
const EARLIER: usize = 6;

/// Prepositions that place an act.
const WHERE: [&str; 20] = [
    "in",
    "at",
    "near",
    "across",
    "outside",
    "inside",
    "around",
    "throughout",
    "within",
    "off",
    "along",
    "beside",
    "through",
    "aboard",
    "amid",
    "under",
    "above",
    "over",
    "into",
    "onto",
];

/// How a type of act takes its places; learnt by reading how often the training gold gives one, and by which words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// Force and crowds: most have a place, any of the sentence will do where the tree leads to none.
    Spot,
    /// Arrests, deployments, visits, aid: about half have one.
    Some,
    /// Words: only what the act's own word governs.
    Words,
}

fn ground(label: &str) -> Ground {
    match label {
        "ASSAULT" | "PROTEST" => Ground::Spot,
        "COERCE" | "MOBILIZE" | "AID" | "CONSULT" | "RETREAT" | "" => Ground::Some,
        _ => Ground::Words,
    }
}

/// The act that is asked about.
struct Act<'l> {
    /// Index of its head word.
    head: usize,
    label: &'l str,
    ground: Ground,
}

/// The index in `places` of where the act named by the word `trigger` happened; `None` where the text does not say it. Of
/// nested places ("the centre of the town of Sumy", "Paris, Texas") the most specific is taken; a noun that names an act again ("the
/// bombing") has the place of the first.
pub fn choose_place(
    document: &Document,
    reading: &Reading,
    places: &[Place],
    trigger: usize,
) -> Option<usize> {
    PlaceChooser::new(document, reading, places).choose(trigger)
}

/// The same for many acts of one document: what all questions share is made once.
pub struct PlaceChooser<'d> {
    document: &'d Document,
    reading: &'d Reading,
    places: &'d [Place],
    chains: Chains,
    /// Index of the trigger that begins at each word.
    triggers: HashMap<usize, usize>,
}

impl<'d> PlaceChooser<'d> {
    /// Takes the document's places as [`find_places`](crate::find_places) gives them.
    pub fn new(document: &'d Document, reading: &'d Reading, places: &'d [Place]) -> Self {
        let triggers = reading.triggers.iter().enumerate().map(|(i, t)| (t.token, i)).collect();
        Self { document, reading, places, chains: Chains::new(document, places), triggers }
    }

    /// The index of the place of the act named by the word `trigger`, as [`choose_place`] has it.
    pub fn choose(&self, trigger: usize) -> Option<usize> {
        let number = self.triggers.get(&trigger).copied();
        let act = self.act(trigger, number);
        let own = self.in_sentence(&act);
        if own.is_some()
            || act.ground != Ground::Spot
            || !is_named_again(self.document, &self.reading.syntax, act.head)
        {
            return own;
        }
        let earlier = self.reading.triggers.get(..number?)?.iter().enumerate().rev().take(EARLIER);
        earlier
            .filter(|(_, t)| &*t.label == act.label)
            .find_map(|(i, t)| self.in_sentence(&self.act(t.token, Some(i))))
    }

    fn act(&self, trigger: usize, number: Option<usize>) -> Act<'d> {
        let syntax = &self.reading.syntax;
        let found: Option<&Trigger> = number.and_then(|i| self.reading.triggers.get(i));
        let head = found.and_then(|t| syntax.head_of(syntax.range_of(t.span))).unwrap_or(trigger);
        let label = found.map_or("", |t| &*t.label);
        Act { head, label, ground: ground(label) }
    }

    fn in_sentence(&self, act: &Act<'_>) -> Option<usize> {
        let syntax = &self.reading.syntax;
        let words = syntax.sentence(syntax.get(act.head)?.sentence);
        let range = syntax.get(words.start)?.span.cover(syntax.get(words.end.checked_sub(1)?)?.span);
        let mut best: Option<(i32, Span)> = None;
        for (span, place) in self.chains.within(range) {
            let Some(place) = self.places.get(place) else { continue };
            let Some(score) = score(self.document, syntax, act, place, span) else { continue };
            if best.is_none_or(|(high, _)| score > high) {
                best = Some((score, span));
            }
        }
        self.chains.innermost(best?.1)
    }
}

/// A definite noun or one without a place of its own that stands for an act told before.
fn is_named_again(document: &Document, syntax: &Syntax, head: usize) -> bool {
    syntax.get(head).is_some_and(|t| t.upos == Upos::Noun)
        && syntax.children_by(head, &["det"]).filter_map(|d| syntax.get(d)).any(|d| {
            matches!(
                document.slice(d.span).to_lowercase().as_str(),
                "the" | "this" | "that" | "these" | "those"
            )
        })
}

/// How a place hangs in its clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// After a preposition of place.
    Where,
    /// After "on", "of", "against", "at": what an attack or a siege is aimed at.
    Aim,
    /// After "to".
    To,
    /// After "from".
    From,
    /// The object of a verb: "shelled Kharkiv", "visits Tehran".
    Object,
    /// Before a noun: "the Sumy strike".
    Before,
}

/// How well a mention says where the act was; `None` where it does not.
fn score(document: &Document, syntax: &Syntax, act: &Act<'_>, place: &Place, span: Span) -> Option<i32> {
    let by_tree = by_tree(document, syntax, act, place, span);
    by_tree.or_else(|| by_words(document, syntax, act, place, span))
}

/// The preposition before the words, for acts that have a place nearly always, where the tree does not lead there.
fn by_words(document: &Document, syntax: &Syntax, act: &Act<'_>, place: &Place, span: Span) -> Option<i32> {
    let first = syntax.range_of(span).start;
    let from = (first.saturating_sub(4)..first).rev().take_while(|i| {
        syntax.get(*i).is_some_and(|t| matches!(t.upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn))
    });
    let before = from.last().unwrap_or(first).checked_sub(1)?;
    let word = document.slice(syntax.get(before)?.span).to_lowercase();
    let gap = first.abs_diff(act.head);
    let is_place = WHERE.contains(&word.as_str()) || word == "on" && act.label == "ASSAULT";
    let fits = match act.ground {
        Ground::Spot => is_place,
        Ground::Some => is_place && gap < 10 && place.kind != "country",
        Ground::Words => false,
    };
    let size = if place.kind == "country" { 0 } else { 4 };
    fits.then(|| size - i32::try_from(gap.min(40)).unwrap_or(40) / 4)
}

fn by_tree(document: &Document, syntax: &Syntax, act: &Act<'_>, place: &Place, span: Span) -> Option<i32> {
    let head = syntax.head_of(syntax.range_of(span))?;
    let (hold, governor) = hold(document, syntax, head)?;
    let distance = tree_distance(syntax, governor, act.head)?;
    let is_country = place.kind == "country";
    let own = distance == 0;
    let close = distance <= 1;
    let base = match hold {
        Hold::Where if act.ground == Ground::Words => Some(40).filter(|_| own),
        Hold::Where => Some(40),
        Hold::Aim => Some(36).filter(|_| close && matches!(act.label, "ASSAULT" | "COERCE" | "MOBILIZE")),
        Hold::To => Some(34).filter(|_| own && matches!(act.label, "CONSULT" | "AID" | "MOBILIZE")),
        Hold::From => Some(34).filter(|_| close && act.label == "RETREAT"),
        Hold::Object => Some(34).filter(|_| {
            own && (takes_places(act.label) && !is_country
                || act.label == "CONSULT"
                || act.label == "ASSAULT")
        }),
        Hold::Before => Some(20).filter(|_| own && !is_country && act.ground == Ground::Spot),
    }?;
    let far = match act.ground {
        Ground::Spot => 6,
        Ground::Some => 2,
        Ground::Words => 0,
    };
    let distance = i32::try_from(distance).ok().filter(|d| *d <= far)?;
    let size = match place.kind.as_str() {
        "country" => 0,
        "continent" => -10,
        "region" | "area" | "water" => 4,
        _ => 7,
    };
    Some(base - 7 * distance + size)
}

fn takes_places(label: &str) -> bool {
    matches!(label, "COERCE" | "MOBILIZE" | "RETREAT" | "PROTEST")
}

/// How a place hangs, and the word that it hangs on; passes outwards through "the outskirts of the town of X" and lists.
fn hold(document: &Document, syntax: &Syntax, head: usize) -> Option<(Hold, usize)> {
    let mut word = head;
    for _ in 0..6 {
        let token = syntax.get(word)?;
        let relation = token.base_relation();
        let governor = token.head;
        let preposition = preposition(document, syntax, word);
        let outer = governor.filter(|g| is_place_noun(syntax, *g));
        match (relation, preposition.as_str()) {
            ("nmod" | "appos" | "flat" | "compound", "of" | "") if outer.is_some() => word = outer?,
            ("conj" | "appos" | "flat" | "list", "") => word = governor?,
            (_, p) if WHERE.contains(&p) => return Some((Hold::Where, governor.unwrap_or(word))),
            ("obl", "on") => return Some((Hold::Where, governor?)),
            ("nmod" | "obl", "on" | "against" | "of" | "at" | "for") => return Some((Hold::Aim, governor?)),
            (_, "to" | "toward" | "towards") => return Some((Hold::To, governor?)),
            (_, "from") => return Some((Hold::From, governor?)),
            ("obj", "") => return Some((Hold::Object, governor?)),
            ("nsubj", "") if &*token.relation == "nsubj:pass" => return Some((Hold::Object, governor?)),
            ("compound" | "nmod" | "amod", "") => return Some((Hold::Before, governor?)),
            _ => return None,
        }
    }
    None
}

/// The preposition before a noun, in lower case; empty where there is none.
fn preposition(document: &Document, syntax: &Syntax, word: usize) -> String {
    let case =
        syntax.children_by(word, &["case"]).filter_map(|c| syntax.get(c)).filter(|t| t.upos != Upos::Part);
    case.map(|t| document.slice(t.span).to_lowercase()).find(|p| p != "'s" && p != "’s").unwrap_or_default()
}

/// A noun for a place or a part of one, so that "the outskirts of X" is where X is.
fn is_place_noun(syntax: &Syntax, word: usize) -> bool {
    const NOUNS: [&str; 46] = [
        "town",
        "city",
        "village",
        "capital",
        "centre",
        "center",
        "outskirts",
        "outskirt",
        "suburb",
        "province",
        "region",
        "district",
        "state",
        "area",
        "part",
        "coast",
        "border",
        "island",
        "port",
        "base",
        "camp",
        "airport",
        "street",
        "square",
        "north",
        "south",
        "east",
        "west",
        "governorate",
        "oblast",
        "county",
        "municipality",
        "neighbourhood",
        "neighborhood",
        "strip",
        "territory",
        "stretch",
        "edge",
        "vicinity",
        "heart",
        "settlement",
        "checkpoint",
        "crossing",
        "site",
        "gulf",
        "front",
    ];
    syntax.get(word).is_some_and(|t| {
        matches!(t.upos, Upos::Noun | Upos::Propn) && NOUNS.contains(&t.lemma.to_lowercase().as_str())
    })
}

/// Steps between the word that a place hangs on and the act's word, by the tree; `None` where they are far apart.
fn tree_distance(syntax: &Syntax, governor: usize, act: usize) -> Option<usize> {
    if governor == act {
        return Some(0);
    }
    let path = |from: usize| std::iter::once(from).chain(syntax.ancestors(from).take(7));
    let up: Vec<usize> = path(act).collect();
    path(governor).enumerate().find_map(|(down, word)| Some(down + up.iter().position(|w| *w == word)?))
}
