//! The ontology of events: types, their modes, quad classes, CAMEO codes and intensities, as data.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

/// The ontology that Dateline ships, `knowledge/plover.toml`.
const PLOVER: &str = include_str!("../../../knowledge/plover.toml");

/// The commented start of a user's own ontology.
const START: &str = include_str!("../../../knowledge/ontology_start.toml");

/// The quad classes that a type may have.
pub const QUADS: [&str; 5] =
    ["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict", "neutral"];

/// A set of event types. PLOVER, which the program carries, is one like any other.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ontology {
    /// Its name, such as `plover`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The types.
    #[serde(rename = "type")]
    pub types: Vec<EventType>,
}

/// One type of event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// The label, such as `CONSULT`.
    pub label: String,
    /// The quad class, one of [`QUADS`].
    pub quad: String,
    /// The CAMEO code of the type without a mode.
    #[serde(default)]
    pub cameo: Option<String>,
    /// Goldstein's scale, -10 to 10, of the type without a mode.
    #[serde(default)]
    pub intensity: Option<f64>,
    /// Whether all sides are actors where none acts on another.
    #[serde(default)]
    pub reciprocal: bool,
    /// Plain words for it, in the past tense.
    pub plain: String,
    /// The same as an infinitive without "to", for acts that have not happened.
    pub infinitive: String,
    /// Its modes.
    #[serde(default)]
    pub modes: Vec<Mode>,
    /// Words in the tree that name it. A type whose label the neural reader knows needs none.
    #[serde(default, rename = "predicate")]
    pub predicates: Vec<Predicate>,
    /// Sentences in which it must be found.
    #[serde(default)]
    pub fire: Vec<Case>,
    /// Sentences in which it must not be found.
    #[serde(default)]
    pub silent: Vec<String>,
}

/// One way to do what a type names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    /// The name, such as `phone`.
    pub name: String,
    /// The CAMEO code of the type with this mode.
    #[serde(default)]
    pub cameo: Option<String>,
    /// Goldstein's scale, -10 to 10, of the type with this mode.
    #[serde(default)]
    pub intensity: Option<f64>,
    /// Plain words for it, in the past tense.
    pub plain: String,
    /// The same as an infinitive without "to", for acts that have not happened.
    pub infinitive: String,
}

/// Words that name an act where what hangs on them in the tree is what the act needs.
///
/// Roles are named as in a grammar book: `subject`, `object`, `possessor`, `modifier`, `complement`, `governor`, or a preposition such as
/// `with`. They are those of the meaning: in "the truce was declared by the army" the truce is the object and the army the subject.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predicate {
    /// Verbs by their dictionary form, perhaps of several words: `declare`, `call off`.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns by their dictionary form, perhaps of several words: `extension`, `peace talks`.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// For each role words one of which must fill it; `*` is any.
    #[serde(default)]
    pub needs: BTreeMap<String, Vec<String>>,
    /// For each role words none of which may fill it; `*` is any.
    #[serde(default)]
    pub without: BTreeMap<String, Vec<String>>,
    /// Roles whose fillers act.
    #[serde(default = "usual_actors")]
    pub actor: Vec<String>,
    /// Roles whose fillers are acted on.
    #[serde(default)]
    pub recipient: Vec<String>,
    /// The mode that the words show.
    #[serde(default)]
    pub mode: Option<String>,
}

fn usual_actors() -> Vec<String> {
    ["subject", "possessor"].map(str::to_owned).to_vec()
}

/// A sentence in which a type must be found, alone or with what else must be right in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Case {
    /// The sentence.
    Text(String),
    /// The sentence and what must be right.
    Full(FullCase),
}

/// A sentence with what must be right in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullCase {
    /// The sentence.
    pub text: String,
    /// `actual`, `planned`, `hypothetical` or `negated`.
    #[serde(default)]
    pub status: Option<String>,
    /// Words of the names of those who act; each must be in one.
    #[serde(default)]
    pub actors: Vec<String>,
    /// Words of the names of those who are acted on; each must be in one.
    #[serde(default)]
    pub recipients: Vec<String>,
}

impl Case {
    /// The sentence.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Full(case) => &case.text,
        }
    }
}

impl Ontology {
    /// Reads an ontology from TOML.
    ///
    /// # Errors
    /// A message with the line where the text is not TOML or lacks a field, or with the type that cannot be.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let ontology: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        ontology.check().map(|()| ontology)
    }

    /// A commented file to begin an ontology of one's own with.
    pub fn start() -> &'static str {
        START
    }

    /// PLOVER in the form in which users write theirs.
    pub fn plover_toml() -> &'static str {
        PLOVER
    }

    fn check(&self) -> Result<(), String> {
        let mut labels = HashSet::new();
        for event_type in &self.types {
            let at = |what: &str| Err(format!("type {}: {what}", event_type.label));
            if event_type.label.trim().is_empty() {
                return Err("a type has an empty label".to_owned());
            }
            if !labels.insert(&event_type.label) {
                return at("there are two of this label");
            }
            if !QUADS.contains(&event_type.quad.as_str()) {
                return at(&format!("there is no quad class {} ({})", event_type.quad, QUADS.join(", ")));
            }
            for predicate in &event_type.predicates {
                if predicate.verbs.iter().chain(&predicate.nouns).all(|words| words.trim().is_empty()) {
                    return at("a predicate has neither verbs nor nouns");
                }
                if let Some(mode) = predicate.mode.as_ref().filter(|mode| event_type.mode(mode).is_none()) {
                    return at(&format!("a predicate shows the mode {mode}, which the type has not"));
                }
            }
        }
        if self.types.is_empty() { Err("there is no type in it".to_owned()) } else { Ok(()) }
    }

    /// PLOVER as `knowledge/plover.toml` gives it.
    ///
    /// # Panics
    /// Never: a test reads the embedded file.
    pub fn plover() -> Self {
        Self::from_toml(PLOVER).unwrap_or_else(|error| panic!("knowledge/plover.toml: {error}"))
    }

    /// The type with this label.
    pub fn event_type(&self, label: &str) -> Option<&EventType> {
        self.types.iter().find(|t| t.label == label)
    }

    /// The type and mode whose CAMEO code this is; where several share it, the first in the file, types before modes.
    pub fn by_cameo(&self, code: &str) -> Option<(&EventType, Option<&Mode>)> {
        let plain = self.types.iter().find(|t| t.cameo.as_deref() == Some(code)).map(|t| (t, None));
        plain.or_else(|| {
            self.types
                .iter()
                .find_map(|t| t.modes.iter().find(|m| m.cameo.as_deref() == Some(code)).map(|m| (t, Some(m))))
        })
    }
}

impl EventType {
    /// Whether it is an act of words.
    pub fn is_verbal(&self) -> bool {
        self.quad.starts_with("verbal")
    }

    /// The mode with this name, if the type has it.
    pub fn mode(&self, name: &str) -> Option<&Mode> {
        self.modes.iter().find(|m| m.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Ontology;

    #[test]
    fn plover_has_its_sixteen_types_in_four_quads_of_four() {
        let plover = Ontology::plover();
        assert_eq!(plover.types.len(), 16);
        for quad in ["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"] {
            assert!(plover.types.iter().filter(|t| t.quad == quad).count() >= 3, "{quad}");
        }
    }

    #[test]
    fn every_cameo_code_leads_back_to_its_type() {
        let plover = Ontology::plover();
        for event_type in &plover.types {
            let codes = event_type.modes.iter().map(|m| &m.cameo).chain([&event_type.cameo]);
            for code in codes.flatten() {
                let back = plover.by_cameo(code).map(|(t, _)| t.label.as_str());
                assert_eq!(back, Some(event_type.label.as_str()), "{code}");
            }
        }
    }

    #[test]
    fn cooperation_is_positive_and_conflict_negative() {
        for event_type in Ontology::plover().types {
            let sign = if event_type.quad.ends_with("cooperation") { 1.0 } else { -1.0 };
            let intensities = event_type.modes.iter().map(|m| m.intensity).chain([event_type.intensity]);
            assert!(intensities.flatten().all(|i| i * sign > 0.0), "{}", event_type.label);
            assert!(event_type.intensity.is_some() && event_type.cameo.is_some());
        }
    }

    #[test]
    fn a_misspelt_field_is_named() {
        let error =
            Ontology::from_toml("name = \"x\"\nversion = \"1\"\ntype = [{ lable = \"A\" }]").unwrap_err();
        assert!(error.contains("lable"), "{error}");
    }

    #[test]
    fn what_cannot_be_is_named() {
        let of = |quad: &str, rest: &str| {
            let one =
                format!("label = \"A\"\nquad = \"{quad}\"\nplain = \"did\"\ninfinitive = \"do\"\n{rest}");
            Ontology::from_toml(&format!("name = \"x\"\nversion = \"1\"\n[[type]]\n{one}"))
                .err()
                .unwrap_or_default()
        };
        assert_eq!(of("neutral", ""), "");
        assert!(of("loud", "").contains("there is no quad class loud"));
        assert!(
            of("neutral", "[[type.predicate]]\nneeds = { object = [\"*\"] }")
                .contains("neither verbs nor nouns")
        );
        assert!(of("neutral", "[[type.predicate]]\nverbs = [\"do\"]\nmode = \"b\"").contains("the mode b"));
        assert!(Ontology::from_toml("name = \"x\"\nversion = \"1\"\ntype = []").is_err());
    }

    #[test]
    fn the_start_is_an_ontology_with_cases() {
        let start = Ontology::from_toml(Ontology::start()).expect("an ontology");
        assert!(
            start
                .types
                .iter()
                .all(|t| !t.predicates.is_empty() && !t.fire.is_empty() && !t.silent.is_empty())
        );
    }
}
