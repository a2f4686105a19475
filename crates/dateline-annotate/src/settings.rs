//! When and where each act happened and which figures belong to it: the reader's role words first, then the tree.

use dateline_text::{
    Annotations, Argument, ArgumentRole, Document, Layer, Quantity, Reading, Setting, TimeExpression,
    TimeKind, Trigger,
};

use crate::{choose_place, choose_quantities, choose_time};

/// A role word counts from this probability on.
const ENOUGH: f32 = 0.5;

/// For each trigger of the reading, in order, its time, place and figures, as indices into the layers.
pub fn find_settings(document: &Document, reading: &Reading, layers: &Annotations) -> Vec<Setting> {
    let setting = |trigger: &Trigger| Setting {
        time: time_of(reading, &layers.times, trigger),
        place: place_of(document, reading, layers, trigger),
        quantities: quantities_of(reading, &layers.quantities, trigger),
    };
    reading.triggers.iter().map(setting).collect()
}

/// Role words of one kind, likeliest first.
fn words(trigger: &Trigger, role: ArgumentRole) -> impl Iterator<Item = &Argument> {
    trigger.arguments.iter().filter(move |a| a.role == role && a.score >= ENOUGH)
}

fn time_of(reading: &Reading, times: &Layer<TimeExpression>, trigger: &Trigger) -> Option<usize> {
    let dated =
        |time: &TimeExpression| time.value.is_some() && matches!(time.kind, TimeKind::Date | TimeKind::Time);
    let by_role = words(trigger, ArgumentRole::Time).find_map(|word| {
        let span = reading.syntax.get(word.token)?.span;
        times.iter().position(|time| dated(time) && time.span.overlaps(span))
    });
    by_role.or_else(|| choose_time(reading, times, trigger.token))
}

fn place_of(
    document: &Document,
    reading: &Reading,
    layers: &Annotations,
    trigger: &Trigger,
) -> Option<usize> {
    let by_role = words(trigger, ArgumentRole::Place).find_map(|word| {
        let span = reading.syntax.get(word.token)?.span;
        layers.places.iter().position(|place| place.mentions.iter().any(|m| m.overlaps(span)))
    });
    by_role.or_else(|| choose_place(document, reading, &layers.places, trigger.token))
}

fn quantities_of(reading: &Reading, quantities: &Layer<Quantity>, trigger: &Trigger) -> Vec<usize> {
    let mut found = choose_quantities(reading, quantities, trigger.token, &trigger.label);
    for word in words(trigger, ArgumentRole::Quantity) {
        found.extend(quantities.iter().position(|q| q.token == word.token));
    }
    found.sort_unstable();
    found.dedup();
    found
}
