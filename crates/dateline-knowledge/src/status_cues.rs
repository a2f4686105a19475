//! Words that say whether an act happened, as data.

use std::collections::HashMap;

use serde::Deserialize;

const STATUS: &str = include_str!("../../../knowledge/status.toml");

/// How a status cue stands to the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CueRelation {
    /// An auxiliary of the act's verb.
    Auxiliary,
    /// A word that governs the act as its complement.
    Governor,
    /// A modifier of the act's noun or verb.
    Modifier,
    /// A determiner of the act's noun.
    Determiner,
    /// A conjunction that opens the act's clause.
    Mark,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cue: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    status: String,
    relation: CueRelation,
    weight: f32,
    lemmas: Vec<String>,
}

/// The cues of `knowledge/status.toml`, by relation and dictionary form.
#[derive(Clone, Debug, Default)]
pub struct StatusCues {
    cues: HashMap<(CueRelation, String), Vec<(String, f32)>>,
}

impl StatusCues {
    /// The cues that Dateline ships.
    ///
    /// # Panics
    /// Never: a test reads the embedded file.
    pub fn load() -> Self {
        Self::from_toml(STATUS).unwrap_or_else(|error| panic!("knowledge/status.toml: {error}"))
    }

    /// Reads cues from TOML.
    ///
    /// # Errors
    /// A message with the line where the text is not of the file's form.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut cues: HashMap<_, Vec<_>> = HashMap::new();
        for entry in file.cue {
            for lemma in entry.lemmas {
                cues.entry((entry.relation, lemma)).or_default().push((entry.status.clone(), entry.weight));
            }
        }
        Ok(Self { cues })
    }

    /// What a word in this relation says: statuses with weights in the natural logarithm.
    pub fn get(&self, relation: CueRelation, lemma: &str) -> &[(String, f32)] {
        self.cues.get(&(relation, lemma.to_owned())).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::{CueRelation, StatusCues};

    #[test]
    fn every_status_of_the_file_is_one_of_the_four() {
        let known = ["actual", "planned", "hypothetical", "negated"];
        let cues = StatusCues::load();
        assert!(cues.cues.values().flatten().all(|(status, _)| known.contains(&status.as_str())));
        assert!(!cues.get(CueRelation::Auxiliary, "will").is_empty());
        assert!(cues.get(CueRelation::Mark, "will").is_empty());
    }
}
