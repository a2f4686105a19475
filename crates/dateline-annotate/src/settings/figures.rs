//! Which figures belong to which act.

use dateline_text::{ArgumentRole, Layer, Quantity, QuantityKind, Reading, Trigger};

use crate::choose_quantities;

/// A role word counts from this probability on.
const ENOUGH: f32 = 0.5;

/// For each trigger, in order, the indices of its figures. A figure belongs to one act: the one that the neural reader gives it to
/// with the highest probability, else the nearest whose type can have its kind. Figures of no kind belong to none.
pub(super) fn figures(reading: &Reading, quantities: &Layer<Quantity>) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); reading.triggers.len()];
    // For each figure the act that has it, with the reader's probability, or 0 where only the tree speaks for it.
    let mut owners: Vec<Option<(usize, f32)>> = vec![None; quantities.len()];
    for (number, trigger) in reading.triggers.iter().enumerate() {
        for index in choose_quantities(reading, quantities, trigger.token, &trigger.label) {
            if let Some(owner) = owners.get_mut(index).filter(|o| o.is_none()) {
                *owner = Some((number, 0.0));
            }
        }
        for (index, score) in of_role(reading, quantities, trigger) {
            if let Some(owner) = owners.get_mut(index).filter(|o| o.is_none_or(|(_, other)| score > other)) {
                *owner = Some((number, score));
            }
        }
    }
    for (index, (owner, quantity)) in owners.iter().zip(quantities).enumerate() {
        if let Some(list) = owner.and_then(|(number, _)| found.get_mut(number))
            && quantity.kind != QuantityKind::Other
        {
            list.push(index);
        }
    }
    found
}

/// The figures of the trigger's sentence that the reader takes for its own, with the probability.
fn of_role(reading: &Reading, quantities: &Layer<Quantity>, trigger: &Trigger) -> Vec<(usize, f32)> {
    let sentence = |token: usize| reading.syntax.get(token).map(|t| t.sentence);
    trigger
        .arguments
        .iter()
        .filter(|a| a.role == ArgumentRole::Quantity && a.score >= ENOUGH)
        .filter(|a| sentence(a.token) == sentence(trigger.token))
        .filter_map(|a| Some((quantities.iter().position(|q| q.token == a.token)?, a.score)))
        .collect()
}
