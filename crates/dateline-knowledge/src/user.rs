//! Users' own actors, from a TOML text.

use serde::Deserialize;

use crate::actors::{Actors, Office};
use crate::sector::{ActorKind, Sector};
use crate::term::Term;

/// Why a user's list of actors was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UserActorsError {
    /// The text is no TOML, or has fields that are not known.
    #[error("the list of actors cannot be read: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A sector that does not exist.
    #[error("actor {actor}: there is no sector {sector}")]
    Sector {
        /// The actor's name.
        actor: String,
        /// The label as written.
        sector: String,
    },
    /// A kind that does not exist.
    #[error("actor {actor}: there is no kind {kind} (person, organisation, country, group, other)")]
    Kind {
        /// The actor's name.
        actor: String,
        /// The label as written.
        kind: String,
    },
    /// A date that is none.
    #[error("actor {actor}: {from}/{to} is no pair of EDTF dates")]
    Date {
        /// The actor's name.
        actor: String,
        /// The beginning as written.
        from: String,
        /// The end as written.
        to: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserFile {
    #[serde(default)]
    actor: Vec<UserActor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserActor {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    sectors: Vec<String>,
    #[serde(default)]
    office: Vec<UserOffice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserOffice {
    title: String,
    #[serde(default)]
    code: Option<String>,
    sectors: Vec<String>,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// Reads a list of actors.
pub(crate) fn read(text: &str) -> Result<Actors, UserActorsError> {
    let file: UserFile = toml::from_str(text)?;
    let mut actors = Actors::default();
    for actor in file.actor {
        let kind = match &actor.kind {
            None => ActorKind::Organisation,
            Some(label) => ActorKind::from_label(label)
                .ok_or_else(|| UserActorsError::Kind { actor: actor.name.clone(), kind: label.clone() })?,
        };
        let source = "the user's own list".to_owned();
        if actor.office.is_empty() || !actor.sectors.is_empty() {
            let office = Office {
                title: String::new(),
                of: actor.code.clone(),
                sectors: sectors(&actor.name, &actor.sectors)?,
                term: Term::default(),
                source: source.clone(),
            };
            actors.add(&actor.name, actor.aliases.iter().map(String::as_str), kind, office);
        }
        for office in &actor.office {
            let term = Term::parse(&office.from, &office.to).ok_or_else(|| UserActorsError::Date {
                actor: actor.name.clone(),
                from: office.from.clone(),
                to: office.to.clone(),
            })?;
            let office = Office {
                title: office.title.clone(),
                of: office.code.clone().or_else(|| actor.code.clone()),
                sectors: sectors(&actor.name, &office.sectors)?,
                term,
                source: source.clone(),
            };
            actors.add(&actor.name, actor.aliases.iter().map(String::as_str), kind, office);
        }
    }
    Ok(actors)
}

fn sectors(actor: &str, labels: &[String]) -> Result<Vec<Sector>, UserActorsError> {
    labels
        .iter()
        .map(|label| {
            Sector::from_label(label)
                .ok_or_else(|| UserActorsError::Sector { actor: actor.to_owned(), sector: label.clone() })
        })
        .collect()
}
