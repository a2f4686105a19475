//! Role nouns: what "prosecutors", "deputy foreign minister" or "army spokesman" make of an actor.

use std::collections::HashMap;

use crate::sector::{ActorKind, Sector};
use crate::table::{list, rows};

const ROLE_NOUNS: &str = include_str!("../../../knowledge/role_nouns.tsv");

/// What a role noun says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleFact {
    /// The entry that was found, in lower case.
    pub noun: &'static str,
    /// Its sector by itself.
    pub sector: Sector,
    /// Person, group, organisation or other.
    pub kind: ActorKind,
    /// Whether the noun rather takes the sector of what it belongs to ("spokesman", "leader", "members").
    pub weak: bool,
}

#[derive(Debug)]
pub(crate) struct Roles {
    nouns: HashMap<&'static str, RoleFact>,
    longest: usize,
}

impl Roles {
    pub(crate) fn load() -> Self {
        let mut roles = Self { nouns: HashMap::new(), longest: 1 };
        for [sector, kind, strength, nouns] in rows::<4>(ROLE_NOUNS) {
            let (Some(sector), Some(kind)) = (Sector::from_label(sector), ActorKind::from_label(kind)) else {
                continue;
            };
            for noun in list(nouns) {
                roles.longest = roles.longest.max(noun.split(' ').count());
                roles.nouns.insert(noun, RoleFact { noun, sector, kind, weak: strength == "weak" });
            }
        }
        roles
    }

    /// The role that exactly these words name, without regard to case.
    pub(crate) fn exact(&self, words: &[&str]) -> Option<RoleFact> {
        if words.is_empty() || words.len() > self.longest {
            return None;
        }
        let joined = words.join(" ").to_lowercase();
        self.nouns
            .get(joined.as_str())
            .or_else(|| singular(&joined).and_then(|one| self.nouns.get(one.as_str())))
            .copied()
    }

    /// The longest role that ends these words, with the number of words it takes.
    pub(crate) fn ending(&self, words: &[&str]) -> Option<(RoleFact, usize)> {
        (1..=self.longest.min(words.len())).rev().find_map(|count| {
            let tail = words.get(words.len() - count..)?;
            self.exact(tail).map(|role| (role, count))
        })
    }

    /// The longest role that begins these words, with the number of words it takes.
    pub(crate) fn beginning(&self, words: &[&str]) -> Option<(RoleFact, usize)> {
        (1..=self.longest.min(words.len()))
            .rev()
            .find_map(|count| self.exact(words.get(..count)?).map(|role| (role, count)))
    }
}

/// The regular singular of what may be a plural.
fn singular(plural: &str) -> Option<String> {
    if let Some(stem) = plural.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    let stem = plural.strip_suffix('s')?;
    let hissing = ["se", "xe", "she", "che", "sse"].iter().any(|end| stem.ends_with(end));
    Some(if hissing { stem.strip_suffix('e')?.to_owned() } else { stem.to_owned() })
        .filter(|one| one.len() > 3 && !one.ends_with('s'))
}
