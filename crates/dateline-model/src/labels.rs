//! The label lists of the configuration as the values that a reading holds.

use std::sync::Arc;

use dateline_text::{ArgumentRole, EntityKind, Status, Upos};

use crate::ModelError;
use crate::config::{Config, LemmaEdit};
use crate::sequence::{Tag, parse_tags};

/// A feature of morphology: its name, its values (`_` first), and the name of its head.
pub(crate) struct Feature {
    pub(crate) name: Arc<str>,
    pub(crate) values: Vec<Arc<str>>,
}

/// All labels, ready for decoding.
pub(crate) struct Labels {
    pub(crate) upos: Vec<Upos>,
    pub(crate) features: Vec<Feature>,
    pub(crate) lemmas: Vec<LemmaEdit>,
    pub(crate) relations: Vec<Arc<str>>,
    /// The index of `root` in `relations`.
    pub(crate) root: usize,
    pub(crate) named: Vec<Tag>,
    pub(crate) named_kinds: Vec<EntityKind>,
    /// `None` for no mention.
    pub(crate) nominal: Vec<Option<EntityKind>>,
    pub(crate) trigger: Vec<Tag>,
    pub(crate) trigger_kinds: Vec<Arc<str>>,
    pub(crate) trigger_bias: f32,
    pub(crate) modes: Vec<Arc<str>>,
    /// For each type of trigger the indices of its modes, that of "none" first.
    pub(crate) modes_of: Vec<Vec<usize>>,
    /// For each status of the weights its place in [`Status::ALL`].
    pub(crate) status: Vec<usize>,
    pub(crate) content: Vec<Tag>,
    /// For each type of content whether it is direct speech.
    pub(crate) content_direct: Vec<bool>,
    /// `None` for no role.
    pub(crate) roles: Vec<Option<ArgumentRole>>,
    /// Indices of "no role" and of the roles that a trigger asks for.
    pub(crate) event_roles: Vec<usize>,
    /// Indices of "no role" and of the roles that a cue asks for.
    pub(crate) statement_roles: Vec<usize>,
}

fn unknown(what: &str, name: &str) -> ModelError {
    ModelError::Config(format!("unknown {what}: {name:?}"))
}

fn each<T>(what: &str, names: &[String], find: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ModelError> {
    names.iter().map(|name| find(name).ok_or_else(|| unknown(what, name))).collect()
}

impl Labels {
    /// Turns names into values.
    ///
    /// # Errors
    /// Where a list is empty or has a name that a reading cannot hold.
    pub(crate) fn new(config: &Config) -> Result<Self, ModelError> {
        check_lists(config)?;
        let tags = |what: &str, names: &[String]| {
            parse_tags(names)
                .ok_or_else(|| ModelError::Config(format!("the tags of {what} are not BIOES tags")))
        };
        let (named, named_kinds) = tags("names", &config.named)?;
        let (trigger, trigger_kinds) = tags("triggers", &config.trigger)?;
        let (content, content_kinds) = tags("content", &config.content)?;
        let root =
            config.deprel.iter().position(|r| &**r == "root").ok_or_else(|| unknown("relation", "root"))?;
        let mode_index = |name: &String| {
            config.mode.iter().position(|m| **m == **name).ok_or_else(|| unknown("mode", name))
        };
        let modes_of = trigger_kinds.iter().map(|kind| {
            let own = config.modes_of.get(kind).map_or(&[][..], Vec::as_slice);
            std::iter::once(Ok(0)).chain(own.iter().map(mode_index)).collect()
        });
        Ok(Self {
            upos: each("part of speech", &config.upos, Upos::from_name)?,
            features: config
                .feats
                .iter()
                .map(|(name, values)| Feature { name: Arc::from(&**name), values: values.clone() })
                .collect(),
            lemmas: config.lemma.clone(),
            relations: config.deprel.clone(),
            root,
            named,
            named_kinds: each("kind of mention", &named_kinds, EntityKind::from_name)?,
            nominal: each("kind of mention", &config.nominal, |name| match name {
                "_" => Some(None),
                name => EntityKind::from_name(name).map(Some),
            })?,
            trigger,
            modes_of: modes_of.collect::<Result<_, _>>()?,
            trigger_kinds: trigger_kinds.iter().map(|kind| Arc::from(&**kind)).collect(),
            trigger_bias: config.trigger_bias,
            modes: config.mode.clone(),
            status: each("status", &config.status, |name| Status::ALL.iter().position(|s| s.name() == name))?,
            content,
            content_direct: content_kinds.iter().map(|kind| kind == "direct").collect(),
            roles: each("role", &config.role, |name| match name {
                "none" => Some(None),
                name => ArgumentRole::from_name(name).map(Some),
            })?,
            event_roles: role_indices(config, &config.event_roles)?,
            statement_roles: role_indices(config, &config.statement_roles)?,
        })
    }
}

fn check_lists(config: &Config) -> Result<(), ModelError> {
    let lists = [
        ("upos", config.upos.len()),
        ("lemma", config.lemma.len()),
        ("deprel", config.deprel.len()),
        ("nominal", config.nominal.len()),
        ("mode", config.mode.len()),
        ("status", config.status.len()),
        ("role", config.role.len()),
        ("cue", config.cue.len() / 2),
    ];
    let features = config.feats.iter().map(|(name, values)| (name.as_str(), values.len()));
    match lists.into_iter().chain(features).find(|(_, length)| *length == 0) {
        Some((name, _)) => Err(ModelError::Config(format!("the list {name} is too short"))),
        None => Ok(()),
    }
}

fn role_indices(config: &Config, names: &[String]) -> Result<Vec<usize>, ModelError> {
    let index = |name: &str| config.role.iter().position(|r| r == name).ok_or_else(|| unknown("role", name));
    std::iter::once("none").chain(names.iter().map(String::as_str)).map(index).collect()
}
