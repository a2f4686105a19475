//! Which acts a figure could belong to, and as what: the options between which the weights of signs choose.

use dateline_text::{Quantity, QuantityKind, Reading, Trigger};

use super::signs::{FigureSigns, Rivals, pair_signs};
use super::vocabulary::Vocabulary;

/// Acts on either side of a figure that are looked at: a bound for hostile sentences.
const MOST_ACTS: usize = 6;
/// From here on a bare figure can be a sum of money: "Mozambique asked for 3.2 billion".
const LEAST_SUM: f64 = 100_000.0;

/// A figure as the words give it, before it has an act.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What the rules read; no act yet.
    pub quantity: Quantity,
    /// Why it counts nothing unless an act claims it: `subtotal` ("including three children"), `one`, `converted` (a sum in
    /// other money). Empty for others.
    pub doubt: &'static str,
}

/// One act that could have a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Index of the act in the reading's triggers.
    pub act: usize,
    /// What the figure could count of it.
    pub kinds: Vec<QuantityKind>,
    /// What is to be seen of the pair, as named in `knowledge/quantity_weights.tsv`.
    pub signs: Vec<String>,
}

/// The claims on each of a document's figures, which stand in the order of the text.
pub fn find_claims(reading: &Reading, figures: &[Figure]) -> Vec<Vec<Claim>> {
    let acts: Vec<(usize, &Trigger)> =
        reading.triggers.iter().enumerate().filter(|(_, t)| !reading.is_part_of_another(t)).collect();
    let sentence_of = |token: usize| reading.syntax.get(token).map(|t| t.sentence);
    (0..figures.len())
        .map(|index| {
            let Some(figure) = figures.get(index) else { return Vec::new() };
            let Some(sentence) = sentence_of(figure.quantity.token) else { return Vec::new() };
            let from = figure.quantity.token;
            let middle = acts.partition_point(|(_, t)| t.token < from);
            let near = acts.get(middle.saturating_sub(MOST_ACTS)..(middle + MOST_ACTS).min(acts.len()));
            let near: Vec<(usize, &Trigger)> = near
                .into_iter()
                .flatten()
                .filter(|(_, t)| sentence_of(t.token) == Some(sentence))
                .copied()
                .collect();
            if near.is_empty() {
                return Vec::new();
            }
            let seen = FigureSigns::read(reading, figures, index);
            let rivals = Rivals::new(reading, &seen, &near);
            near.iter()
                .filter_map(|(act, trigger)| {
                    let kinds = possible(&trigger.label, &figure.quantity);
                    (!kinds.is_empty()).then(|| Claim {
                        act: *act,
                        kinds,
                        signs: pair_signs(reading, &seen, &rivals, trigger),
                    })
                })
                .collect()
        })
        .collect()
}

/// What a figure could count for an act of this type.
fn possible(label: &str, quantity: &Quantity) -> Vec<QuantityKind> {
    let all = Vocabulary::get().of_type(label).iter().copied();
    let sum = quantity.kind == QuantityKind::Other && quantity.low.is_some_and(|low| low >= LEAST_SUM);
    let fits = |kind: QuantityKind| match kind {
        QuantityKind::Money => quantity.kind == kind || sum,
        QuantityKind::Duration => quantity.kind == kind,
        _ => !matches!(quantity.kind, QuantityKind::Money | QuantityKind::Duration),
    };
    all.filter(|kind| fits(*kind)).collect()
}
