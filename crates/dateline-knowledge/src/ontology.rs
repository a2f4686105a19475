//! The ontology of events: types, their modes, quad classes, CAMEO codes and intensities, as data.

use serde::Deserialize;

/// The ontology that Dateline ships, `knowledge/plover.toml`.
const PLOVER: &str = include_str!("../../../knowledge/plover.toml");

/// A set of event types.
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
    /// The quad class, such as `verbal-cooperation`.
    pub quad: String,
    /// The CAMEO code of the type without a mode.
    pub cameo: String,
    /// Goldstein's scale, -10 to 10, of the type without a mode.
    pub intensity: f64,
    /// Whether all sides are actors where none acts on another.
    pub reciprocal: bool,
    /// Plain words for it, in the past tense.
    pub plain: String,
    /// The same as an infinitive without "to", for acts that have not happened.
    pub infinitive: String,
    /// Its modes.
    #[serde(default)]
    pub modes: Vec<Mode>,
}

/// One way to do what a type names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    /// The name, such as `phone`.
    pub name: String,
    /// The CAMEO code of the type with this mode.
    pub cameo: String,
    /// Goldstein's scale, -10 to 10, of the type with this mode.
    pub intensity: f64,
    /// Plain words for it, in the past tense.
    pub plain: String,
    /// The same as an infinitive without "to", for acts that have not happened.
    pub infinitive: String,
}

impl Ontology {
    /// Reads an ontology from TOML.
    ///
    /// # Errors
    /// A message with the line where the text is not TOML or lacks a field.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
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
        let plain = self.types.iter().find(|t| t.cameo == code).map(|t| (t, None));
        plain.or_else(|| {
            self.types.iter().find_map(|t| t.modes.iter().find(|m| m.cameo == code).map(|m| (t, Some(m))))
        })
    }
}

impl EventType {
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
            for code in codes {
                let back = plover.by_cameo(code).map(|(t, _)| t.label.as_str());
                assert_eq!(back, Some(event_type.label.as_str()), "{code}");
            }
        }
    }

    #[test]
    fn cooperation_is_positive_and_conflict_negative() {
        for event_type in Ontology::plover().types {
            let sign = if event_type.quad.ends_with("cooperation") { 1.0 } else { -1.0 };
            assert!(event_type.intensity * sign > 0.0, "{}", event_type.label);
            assert!(event_type.modes.iter().all(|m| m.intensity * sign > 0.0), "{}", event_type.label);
        }
    }

    #[test]
    fn a_misspelt_field_is_named() {
        let error =
            Ontology::from_toml("name = \"x\"\nversion = \"1\"\ntype = [{ lable = \"A\" }]").unwrap_err();
        assert!(error.contains("lable"), "{error}");
    }
}
