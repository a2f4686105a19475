//! Which figures belong to an act.

use dateline_text::{Layer, Quantity, QuantityKind, Reading, Syntax};

use super::vocabulary::Vocabulary;

/// A path of the tree longer than this counts as none.
const FARTHEST: usize = 24;

/// The indices in `quantities` of those that belong to the act named by the word `trigger` of event type `label`.
///
/// A figure belongs to the nearest act by the tree among the reading's triggers of its sentence whose type can have its
/// kind (the table `[types]` of `knowledge/quantities.toml`).
pub fn choose_quantities(
    reading: &Reading,
    quantities: &Layer<Quantity>,
    trigger: usize,
    label: &str,
) -> Vec<usize> {
    let syntax = &reading.syntax;
    let Some(sentence) = syntax.get(trigger).map(|t| t.sentence) else { return Vec::new() };
    let words = syntax.sentence(sentence);
    let rivals: Vec<(usize, &str)> = reading
        .triggers
        .iter()
        .filter(|t| words.contains(&t.token) && t.token != trigger)
        .map(|t| (t.token, &*t.label))
        .collect();
    let from = quantities.partition_point(|q| q.token < words.start);
    let here =
        quantities.iter().enumerate().skip(from.saturating_sub(1)).take_while(|(_, q)| q.token < words.end);
    here.filter(|(_, q)| words.contains(&q.token) && can_have(label, q.kind))
        .filter(|(_, q)| is_near(syntax, trigger, q))
        .filter(|(_, q)| {
            let own = distance(syntax, trigger, q.token);
            rivals.iter().filter(|(_, label)| can_have(label, q.kind)).all(|(token, _)| {
                let other = distance(syntax, *token, q.token);
                own < other || (own == other && trigger < *token)
            })
        })
        .map(|(index, _)| index)
        .collect()
}

/// Whether a duration or sum hangs close enough on the trigger to be its measure; people are counted from anywhere.
fn is_near(syntax: &Syntax, trigger: usize, quantity: &Quantity) -> bool {
    let head = syntax.head_of(syntax.range_of(quantity.span)).unwrap_or(quantity.token);
    let steps = distance(syntax, trigger, head);
    match quantity.kind {
        QuantityKind::Duration => {
            // "the first in 20 years", "within 24 hours" measure no act.
            let before = syntax.range_of(quantity.span).start.checked_sub(1).and_then(|i| syntax.get(i));
            let deadline = before.is_some_and(|t| matches!(t.lemma.as_str(), "in" | "within" | "and"));
            let below = syntax.ancestors(head).any(|a| a == trigger);
            !deadline && (steps <= 1 || (steps == 2 && below))
        }
        QuantityKind::Money => steps <= 3,
        _ => true,
    }
}

fn can_have(label: &str, kind: QuantityKind) -> bool {
    Vocabulary::get().of_type(label).contains(&kind)
}

/// How many steps of the tree lie between two words; far apart where the tree does not join them.
pub(crate) fn distance(syntax: &Syntax, a: usize, b: usize) -> usize {
    let path = |from: usize| std::iter::once(from).chain(syntax.ancestors(from).take(FARTHEST));
    let up: Vec<usize> = path(a).collect();
    let common =
        path(b).enumerate().find_map(|(steps, word)| Some(steps + up.iter().position(|w| *w == word)?));
    common.unwrap_or(FARTHEST + a.abs_diff(b))
}
