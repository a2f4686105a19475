//! Acts: who did what to whom, and whether it happened.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CodePointSpan, number};

/// Whether an act happened.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The text says that it happened or is happening.
    #[default]
    Actual,
    /// Announced, scheduled, intended.
    Planned,
    /// Conditional, possible, proposed, feared.
    Hypothetical,
    /// Did not happen, or is denied as fact.
    Negated,
}

impl Status {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Actual, Self::Planned, Self::Hypothetical, Self::Negated];

    /// The status with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
        }
    }
}

/// One act that one sentence reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `v1`, `v2`, …
    pub id: String,
    /// Type of the ontology, such as `CONSULT`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode of that type, such as `phone`.
    pub mode: Option<String>,
    /// Contexts, such as `diplomatic`.
    pub contexts: Vec<String>,
    /// Quad class, such as `verbal-cooperation`.
    pub quad: String,
    /// Goldstein's scale of conflict and cooperation, -10 to 10.
    pub intensity: Option<f64>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Entities that act.
    pub actors: Vec<String>,
    /// Entities that are acted on.
    pub recipients: Vec<String>,
    /// Where it happened; null where the text does not say.
    pub place: Option<String>,
    /// When it happened; null where the text does not say.
    pub time: Option<String>,
    /// Figures that belong to it.
    pub quantities: Vec<String>,
    /// The statement that holds it; null for the paper's own voice.
    pub asserted_by: Option<String>,
    /// The words that name the act.
    pub trigger: CodePointSpan,
    /// The sentence that reports it.
    pub evidence: CodePointSpan,
    /// The rule or model head that found it.
    pub found_by: String,
    /// Probability that the record is right, 0 to 1, written with three decimals.
    #[serde(serialize_with = "number::three_decimals")]
    pub confidence: f64,
    /// The first event of this article that reports the same act.
    pub same_as: Option<String>,
}
