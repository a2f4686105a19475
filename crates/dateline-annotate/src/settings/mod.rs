//! When and where each act happened and which figures belong to it.
//!
//! Times and places are chosen among all that the sentence names and what earlier acts have, by the weights of signs: how
//! the candidate lies to the act in the tree, its preposition, the type of the act, what the neural reader takes for the
//! act's time and place. The weights are learnt from annotated articles (`training/settings.py`).

mod act;
mod candidates;
mod figures;
mod path;
mod place;
#[cfg(test)]
mod tests;
mod time;
mod weights;

use dateline_text::{Annotations, Document, Reading, Setting};

use self::act::Act;
pub use self::candidates::{Candidate, Candidates};
use self::weights::Weights;
use crate::places::Chains;

/// For each trigger of the reading, in order, its time, place and figures, as indices into the layers.
pub fn find_settings(document: &Document, reading: &Reading, layers: &Annotations) -> Vec<Setting> {
    let finder = SettingFinder::new(document, reading, layers);
    let mut settings = Vec::with_capacity(reading.triggers.len());
    for (number, quantities) in figures::figures(reading, &layers.quantities).into_iter().enumerate() {
        let setting = Setting {
            time: finder.times(number, &settings).choose(Weights::of("time")),
            place: finder.place(number, &settings),
            quantities,
        };
        settings.push(setting);
    }
    settings
}

/// The candidates for the times and places of a document's acts, one after the other.
pub struct SettingFinder<'d> {
    document: &'d Document,
    reading: &'d Reading,
    layers: &'d Annotations,
    chains: Chains,
}

impl<'d> SettingFinder<'d> {
    /// Takes the layers of the document but for its settings.
    pub fn new(document: &'d Document, reading: &'d Reading, layers: &'d Annotations) -> Self {
        Self { document, reading, layers, chains: Chains::new(document, &layers.places) }
    }

    /// What could be the time of the act of the trigger with this number; `earlier` are the settings of those before it.
    pub fn times(&self, number: usize, earlier: &[Setting]) -> Candidates {
        Act::new(self.reading, number)
            .map(|act| time::candidates(&act, &self.layers.times, earlier))
            .unwrap_or_default()
    }

    /// The same for its place.
    pub fn places(&self, number: usize, earlier: &[Setting]) -> Candidates {
        Act::new(self.reading, number)
            .map(|act| place::candidates(&act, self.document, &self.layers.places, &self.chains, earlier))
            .unwrap_or_default()
    }

    /// The place chosen; of nested ones the most specific.
    fn place(&self, number: usize, earlier: &[Setting]) -> Option<usize> {
        self.places(number, earlier).choose(Weights::of("place"))
    }
}
