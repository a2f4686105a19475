//! When and where each act happened and which figures belong to it.
//!
//! Times and places are chosen among all that the sentence names and what earlier acts have, by the weights of signs: how
//! the candidate lies to the act in the tree, its preposition, the type of the act, what the neural reader takes for the
//! act's time and place. The weights are learnt from annotated articles (`training/settings.py`).

mod act;
mod candidates;
pub(crate) mod path;
mod place;
#[cfg(test)]
mod tests;
mod time;
mod weights;

use dateline_text::{Annotations, Document, Reading, Setting};

use self::act::Act;
pub use self::candidates::{Candidate, Candidates};
use self::weights::weights_of;
use crate::places::Chains;

/// For each trigger of the reading, in order, its time, place and figures, as indices into the layers.
pub fn find_settings(document: &Document, reading: &Reading, layers: &Annotations) -> Vec<Setting> {
    let finder = SettingFinder::new(document, reading, layers);
    let mut settings = Vec::with_capacity(reading.triggers.len());
    let mut figures = vec![Vec::new(); reading.triggers.len()];
    for (index, quantity) in layers.quantities.iter().enumerate() {
        if let Some(list) = quantity.act.and_then(|act| figures.get_mut(act)) {
            list.push(index);
        }
    }
    for (number, quantities) in figures.into_iter().enumerate() {
        let setting = Setting {
            time: finder.times(number, &settings).choose(weights_of("time")),
            place: finder.places(number, &settings).choose(weights_of("place")),
            quantities,
        };
        settings.push(setting);
    }
    settings
}

/// The candidates for the times and places of a document's acts, one after the other.
pub struct SettingFinder<'d> {
    document: &'d Document,
    layers: &'d Annotations,
    chains: Chains,
    /// The act of each trigger; `None` where it has no word.
    acts: Vec<Option<Act<'d>>>,
}

impl<'d> SettingFinder<'d> {
    /// Takes the layers of the document but for its settings.
    pub fn new(document: &'d Document, reading: &'d Reading, layers: &'d Annotations) -> Self {
        let acts = (0..reading.triggers.len()).map(|number| Act::new(reading, number)).collect();
        Self { document, layers, chains: Chains::new(document, &layers.places), acts }
    }

    /// What could be the time of the act of the trigger with this number; `earlier` are the settings of those before it.
    pub fn times(&self, number: usize, earlier: &[Setting]) -> Candidates {
        self.act(number)
            .map(|(act, told)| time::candidates(act, told, &self.layers.times, earlier))
            .unwrap_or_default()
    }

    /// The same for its place.
    pub fn places(&self, number: usize, earlier: &[Setting]) -> Candidates {
        let (places, chains) = (&self.layers.places, &self.chains);
        self.act(number)
            .map(|(act, told)| place::candidates(act, told, self.document, places, chains, earlier))
            .unwrap_or_default()
    }

    /// An act and those before it.
    fn act(&self, number: usize) -> Option<(&Act<'d>, &[Option<Act<'d>>])> {
        Some((self.acts.get(number)?.as_ref()?, self.acts.get(..number)?))
    }
}
