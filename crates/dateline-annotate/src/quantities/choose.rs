//! Which act a figure belongs to and what it counts there, by the weights of signs.

use dateline_text::{QuantityKind, Reading};

use super::candidates::{Claim, Figure, find_claims};
use super::weights;

/// Odds stay finite beyond this sum of weights.
const MOST: f32 = 30.0;

/// Gives each figure its act and the kind that it has there; figures that no act claims keep the rules' kind.
pub(super) fn bind(reading: &Reading, figures: &mut [Figure]) {
    let chosen: Vec<_> = find_claims(reading, figures).iter().map(|claims| choose(claims)).collect();
    for (figure, chosen) in figures.iter_mut().zip(chosen) {
        if let Some((act, kind)) = chosen {
            figure.quantity.act = Some(act);
            figure.quantity.kind = kind;
        }
    }
}

/// The act and kind of a figure. Each pair of an act and a kind, and no act at all with the odds 1, share the probability; the
/// likeliest kind of all acts together must reach its least probability, and its likeliest act has the figure.
fn choose(claims: &[Claim]) -> Option<(usize, QuantityKind)> {
    let pairs = claims.iter().flat_map(|claim| claim.kinds.iter().map(move |kind| (claim, *kind)));
    let odds: Vec<(usize, QuantityKind, f32)> = pairs
        .map(|(claim, kind)| (claim.act, kind, weights::sum(kind, &claim.signs).clamp(-MOST, MOST).exp()))
        .collect();
    let total: f32 = 1.0 + odds.iter().map(|(_, _, odds)| odds).sum::<f32>();
    let of_kind = |wanted| -> f32 { odds.iter().filter(|o| o.1 == wanted).map(|o| o.2).sum() };
    let kind = first_greatest(odds.iter().map(|(_, kind, _)| (*kind, of_kind(*kind))))?;
    if of_kind(kind) / total < weights::least(kind) {
        return None;
    }
    let act = first_greatest(odds.iter().filter(|o| o.1 == kind).map(|(act, _, odds)| (*act, *odds)))?;
    Some((act, kind))
}

/// The first of those with the greatest odds, so that the same text always reads the same.
fn first_greatest<T>(all: impl Iterator<Item = (T, f32)>) -> Option<T> {
    let better = |best: (T, f32), next: (T, f32)| if next.1 > best.1 { next } else { best };
    all.reduce(better).map(|(one, _)| one)
}
