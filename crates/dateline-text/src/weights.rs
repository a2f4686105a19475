//! Weights of named signs, as the tables that are learnt from annotated articles hold them.

use std::collections::{BTreeMap, HashMap};

/// The lines of a table: section, sign and weight, parted by tabulators; `#` begins a remark, and a line of another form is passed over.
pub fn weight_rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, f32)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?.parse().ok()?))
    })
}

/// The weights of one section of a table, by their signs.
#[derive(Debug, Default)]
pub struct Weights(HashMap<&'static str, f32>);

impl Weights {
    /// The sections of a table, as [`weight_rows`] reads it, by their names.
    pub fn read(table: &'static str) -> HashMap<&'static str, Self> {
        let mut sections: HashMap<_, Self> = HashMap::new();
        for (section, sign, weight) in weight_rows(table) {
            sections.entry(section).or_default().0.insert(sign, weight);
        }
        sections
    }

    /// The weight of one sign.
    pub fn get(&self, sign: &str) -> Option<f32> {
        self.0.get(sign).copied()
    }

    /// The sum of the weights of these signs; a sign that the table does not know weighs nothing.
    pub fn sum(&self, signs: &[String]) -> f32 {
        signs.iter().filter_map(|sign| self.get(sign)).sum()
    }

    /// How many signs have a weight.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no sign has a weight.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The weights of all sections of a table, for whoever asks every section about the same signs.
#[derive(Debug, Default)]
pub struct SectionWeights {
    sections: BTreeMap<&'static str, f32>,
    by_sign: HashMap<&'static str, Vec<(&'static str, f32)>>,
}

impl SectionWeights {
    /// A table, as [`weight_rows`] reads it.
    pub fn read(table: &'static str) -> Self {
        let mut read = Self::default();
        for (section, sign, weight) in weight_rows(table) {
            read.sections.insert(section, 0.0);
            read.by_sign.entry(sign).or_default().push((section, weight));
        }
        read
    }

    /// For each section the sum of the weights of these signs, 0 where it knows none of them.
    pub fn sums<S: AsRef<str>>(&self, signs: impl IntoIterator<Item = S>) -> BTreeMap<&'static str, f32> {
        let mut sums = self.sections.clone();
        for sign in signs {
            for (section, weight) in self.by_sign.get(sign.as_ref()).into_iter().flatten() {
                *sums.entry(section).or_default() += weight;
            }
        }
        sums
    }

    /// The weight of a sign in a section.
    pub fn get(&self, section: &str, sign: &str) -> Option<f32> {
        self.by_sign.get(sign)?.iter().find(|(known, _)| *known == section).map(|(_, weight)| *weight)
    }

    /// How many sections there are.
    pub fn sections(&self) -> usize {
        self.sections.len()
    }

    /// How many weights there are in all of them.
    pub fn len(&self) -> usize {
        self.by_sign.values().map(Vec::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_sign.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{SectionWeights, Weights, weight_rows};

    #[test]
    fn all_sections_are_asked_about_the_same_signs() {
        let table = "time\tnear\t1.5\nplace\tnear\t-2\ntime\tlead\t0.25\nnone\tfar\t3\n";
        let weights = SectionWeights::read(table);
        let sums = weights.sums(["near", "lead", "unknown"]);
        assert_eq!(sums.into_iter().collect::<Vec<_>>(), [("none", 0.0), ("place", -2.0), ("time", 1.75)]);
        assert_eq!((weights.sections(), weights.len(), weights.is_empty()), (3, 4, false));
        assert_eq!((weights.get("time", "lead"), weights.get("place", "lead")), (Some(0.25), None));
    }

    #[test]
    fn sections_have_their_own_signs_and_unknown_ones_weigh_nothing() {
        let table = "# a remark\ntime\tnear\t1.5\nplace\tnear\t-2\ntime\tfar\tnone\ntime\tlead\t0.25\n";
        assert_eq!(weight_rows(table).count(), 3);
        let sections = Weights::read(table);
        let signs = ["near", "lead", "far"].map(str::to_owned);
        assert_eq!((sections["time"].sum(&signs), sections["place"].sum(&signs)), (1.75, -2.0));
        assert_eq!((sections["time"].len(), sections["time"].get("far")), (2, None));
    }
}
