//! What is to be seen of a figure and of its way to an act, as names that have weights.

use dateline_text::{QuantityKind, Reading, Syntax, Trigger, Upos, path, voice};

use super::candidates::Figure;
use super::vocabulary::Vocabulary;
use crate::settings::path::Path;

/// A path of the tree longer than this counts as none.
const FARTHEST: usize = 24;
/// How many words before and behind a figure the next verb is looked for.
const REACH: usize = 12;
/// Steps from a number up to the noun that it counts.
const NOUN_STEPS: usize = 4;

/// A figure with its signs.
pub(super) struct FigureSigns {
    /// The noun that it counts, or its own word.
    head: usize,
    token: usize,
    rule: QuantityKind,
    unit: String,
    before: String,
    signs: Vec<String>,
}

fn lemma(syntax: &Syntax, index: Option<usize>) -> String {
    index.and_then(|i| syntax.get(i)).map_or_else(|| "-".to_owned(), |t| t.lemma.to_lowercase())
}

/// The word of a figure's noun phrase that stands highest in the tree: "people" of "more than 12 people".
fn counted_noun(syntax: &Syntax, figure: &Figure) -> usize {
    let own = syntax.head_of(syntax.range_of(figure.quantity.span)).unwrap_or(figure.quantity.token);
    let mut at = own;
    for _ in 0..NOUN_STEPS {
        let Some(token) = syntax.get(at) else { break };
        let inside = matches!(
            token.base_relation(),
            "nummod" | "compound" | "det" | "fixed" | "flat" | "advmod" | "amod"
        );
        match token.head.filter(|_| inside) {
            Some(head) => at = head,
            None => break,
        }
    }
    at
}

/// The nearest verb or participle of a sentence before or behind a word.
fn near_verb(syntax: &Syntax, mut words: impl Iterator<Item = usize>) -> Option<usize> {
    words.find(|i| syntax.get(*i).is_some_and(|t| t.upos == Upos::Verb))
}

impl FigureSigns {
    /// Reads the signs of `figures[index]`.
    pub(super) fn read(reading: &Reading, figures: &[Figure], index: usize) -> Self {
        let syntax = &reading.syntax;
        let empty = Self {
            head: 0,
            token: 0,
            rule: QuantityKind::Other,
            unit: String::new(),
            before: String::new(),
            signs: Vec::new(),
        };
        let Some(figure) = figures.get(index) else { return empty };
        let quantity = &figure.quantity;
        let range = syntax.range_of(quantity.span);
        let sentence = syntax.get(quantity.token).map(|t| syntax.sentence(t.sentence)).unwrap_or_default();
        let head = counted_noun(syntax, figure);
        let unit = quantity.unit.clone().unwrap_or_else(|| "-".to_owned());
        let inside = |i: usize| sentence.contains(&i).then_some(i);
        let before = lemma(syntax, range.start.checked_sub(1).and_then(inside));
        let before_that = lemma(syntax, range.start.checked_sub(2).and_then(inside));
        let after = lemma(syntax, inside(range.end));
        let after_that = lemma(syntax, inside(range.end + 1));
        let behind = (range.end..sentence.end).take(REACH);
        let verb_before = lemma(syntax, near_verb(syntax, (sentence.start..range.start).rev().take(REACH)));
        let verb_after = lemma(syntax, near_verb(syntax, behind));
        let rule = quantity.kind.name();
        let governor = syntax.get(head).and_then(|t| t.head);
        let relation = path(syntax, governor.unwrap_or(head), head);
        let governing = lemma(syntax, governor);
        let size =
            quantity.low.or(quantity.high).map_or(0, |v| v.abs().max(1.0).log10().floor().min(7.0) as u8);
        let same =
            |other: &Figure| sentence.contains(&other.quantity.token) && other.quantity.kind == quantity.kind;
        // Figures stand in the order of the text, and a sentence with very many is not walked to its end.
        let earlier = figures.get(index.saturating_sub(REACH)..index).into_iter().flatten();
        let later = figures.get(index + 1..).into_iter().flatten().take(REACH);
        let (twins_before, twins_after) =
            (earlier.filter(|f| same(f)).count(), later.filter(|f| same(f)).count());
        let closest = index.checked_sub(1).and_then(|i| figures.get(i));
        let closest = closest.filter(|f| sentence.contains(&f.quantity.token));
        let previous = closest.map_or("none", |f| f.quantity.kind.name());
        let bounds = match (quantity.low, quantity.high) {
            (Some(low), Some(high)) if low == high => "exact",
            (Some(_), Some(_)) => "range",
            (Some(_), None) => "lower",
            _ => "upper",
        };
        let vocabulary = Vocabulary::get();
        let counted = match vocabulary.counted_word(&unit) {
            Some(kind) => kind.name(),
            None if vocabulary.is_thing_word(&unit) => "thing",
            None => "-",
        };
        let article = syntax.get(quantity.token).is_some_and(|t| t.upos == Upos::Det);
        let signs = vec![
            format!("rule {rule}"),
            format!("unit {unit}"),
            format!("rule-unit {rule} {unit}"),
            format!("governor {governing} {relation}"),
            format!("relation {relation}"),
            format!("relation-unit {relation} {unit}"),
            format!("before {before}"),
            format!("before-two {before_that} {before}"),
            format!("after {after}"),
            format!("after-two {after} {after_that}"),
            format!("verb-before {verb_before}"),
            format!("verb-after {verb_after}"),
            format!("counted {counted}"),
            format!("counted-verbs {counted} {verb_before} {verb_after}"),
            format!("doubt {} {rule}", figure.doubt),
            format!("size {size} {rule}"),
            format!("bounds {bounds} {}", quantity.approximate),
            format!("article {article} {rule}"),
            format!("twins {} {} {rule}", twins_before.min(2), twins_after.min(2)),
            format!("previous {previous} {rule}"),
        ];
        Self { head, token: quantity.token, rule: quantity.kind, unit, before, signs }
    }
}

/// How the acts around a figure contend for it.
pub(super) struct Rivals {
    /// The fewest steps of the tree from an act whose type can have the rules' kind; with the word of that act.
    nearest_of_kind: Option<(usize, usize)>,
    nearest: Option<(usize, usize)>,
    count: usize,
}

impl Rivals {
    pub(super) fn new(reading: &Reading, figure: &FigureSigns, acts: &[(usize, &Trigger)]) -> Self {
        let steps =
            |trigger: &Trigger| (distance(&reading.syntax, trigger.token, figure.token), trigger.token);
        let able = |trigger: &Trigger| Vocabulary::get().of_type(&trigger.label).contains(&figure.rule);
        Self {
            nearest_of_kind: acts.iter().filter(|(_, t)| able(t)).map(|(_, t)| steps(t)).min(),
            nearest: acts.iter().map(|(_, t)| steps(t)).min(),
            count: acts.len(),
        }
    }
}

/// The signs of a figure and an act of its sentence.
pub(super) fn pair_signs(
    reading: &Reading,
    figure: &FigureSigns,
    rivals: &Rivals,
    trigger: &Trigger,
) -> Vec<String> {
    let syntax = &reading.syntax;
    let label = &*trigger.label;
    let lemma = lemma(syntax, Some(trigger.token));
    let voice = voice(syntax, trigger.token);
    let way = path(syntax, trigger.token, figure.head);
    let steps = distance(syntax, trigger.token, figure.head).min(8);
    let side = if figure.token < trigger.token { "before" } else { "after" };
    let apart = match figure.token.abs_diff(trigger.token) {
        0..=1 => "1",
        2..=3 => "3",
        4..=7 => "7",
        8..=15 => "15",
        _ => "far",
    };
    let is = |nearest: Option<(usize, usize)>| nearest.is_some_and(|(_, token)| token == trigger.token);
    let (rule, unit) = (figure.rule.name(), &figure.unit);
    let (own, nearest) = (is(rivals.nearest_of_kind), is(rivals.nearest));
    let status = trigger.likeliest_status().0.name();
    let last = way.rfind(['<', '>']).and_then(|at| way.get(at..)).unwrap_or("");
    // What the act's own word says of those whom it befell: "arrested", "the killing of".
    let says = Vocabulary::get().of_word(&lemma).map_or("-", QuantityKind::name);
    let more = syntax.range_of(trigger.span).find(|i| *i > trigger.token).and_then(|i| syntax.get(i));
    let more = more.map_or_else(|| "-".to_owned(), |t| t.lemma.to_lowercase());
    let mut signs = figure.signs.clone();
    signs.extend([
        format!("words {lemma} {more}"),
        format!("says {says} {label}"),
        format!("says-path {says} {way}"),
        format!("says-rule {says} {rule} {own}"),
        format!("path-rule {rule} {way}"),
        format!("own-type {own} {nearest} {label}"),
        format!("type {label}"),
        format!("type-rule {label} {rule}"),
        format!("type-unit {label} {unit}"),
        format!("type-before {label} {}", figure.before),
        format!("word {lemma}"),
        format!("word-rule {lemma} {rule}"),
        format!("path {voice} {way}"),
        format!("type-path {label} {way}"),
        format!("last {voice} {side} {last}"),
        format!("steps {steps} {rule}"),
        format!("apart {side} {apart}"),
        format!("own {own} {nearest} {rule}"),
        format!("rivals {} {nearest}", rivals.count.min(3)),
        format!("status {status}"),
    ]);
    if steps <= 2 {
        signs.push(format!("path-word {lemma} {voice} {way}"));
    }
    signs
}

/// How many steps of the tree lie between two words; far apart where the tree does not join them.
fn distance(syntax: &Syntax, a: usize, b: usize) -> usize {
    Path::within(syntax, a, b, FARTHEST).map_or(FARTHEST + a.abs_diff(b), |path| path.len())
}
