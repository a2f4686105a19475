//! Clusters of mentions that refer to one thing, with what is known of it so far.

use std::ops::Range;

use dateline_text::{EntityKind, Form, Span};

use super::facts::{Described, Known};
use super::lexicon::Gender;
use super::mention::Candidate;

/// Roles kept for one cluster; more tell nothing new.
const MOST_ROLES: usize = 24;

/// Words of the text that say what somebody is.
#[derive(Clone, Debug)]
pub(crate) struct RoleWords {
    /// The words that name the office, lower case as in the text: "French president".
    pub(crate) phrase: String,
    /// Where they stand.
    pub(crate) span: Span,
    /// Words of the phrase, folded, by which "the president" finds its bearer.
    pub(crate) nouns: Vec<String>,
    /// Country that the phrase names.
    pub(crate) country: Option<String>,
    /// What knowledge says the phrase means.
    pub(crate) described: Option<Described>,
    /// How sure the words are about their bearer: 2 a title or apposition, 1 an affiliation.
    pub(crate) strength: u8,
}

/// What holds of all mentions of a cluster.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub(crate) kind: EntityKind,
    pub(crate) gender: Option<Gender>,
    pub(crate) plural: bool,
    pub(crate) country: Option<String>,
    pub(crate) known: Option<Known>,
    pub(crate) roles: Vec<RoleWords>,
    pub(crate) has_name: bool,
    /// Given name where a mention has one.
    pub(crate) given: Option<String>,
    /// The longest name's words.
    pub(crate) words: Vec<String>,
    /// Index of the latest mention.
    pub(crate) latest: usize,
    /// How many mentions.
    pub(crate) size: usize,
}

impl Cluster {
    fn of(mention: &Candidate, index: usize) -> Self {
        let is_name = mention.form == Form::Name;
        let given = (is_name && mention.kind == EntityKind::Person && mention.words.len() > 1)
            .then(|| mention.words.first().cloned())
            .flatten();
        Self {
            kind: mention.kind,
            gender: mention.gender,
            plural: mention.plural && !is_name,
            country: mention.country.clone(),
            known: mention.known.clone(),
            roles: Vec::new(),
            has_name: is_name,
            given,
            words: if is_name { mention.words.clone() } else { Vec::new() },
            latest: index,
            size: 1,
        }
    }

    /// Takes over what another cluster, found to be the same, knows.
    fn absorb(&mut self, other: Self) {
        let named_other = other.has_name && !self.has_name;
        if self.kind == EntityKind::Other || named_other && other.kind != EntityKind::Other {
            self.kind = other.kind;
        }
        self.gender = self.gender.or(other.gender);
        if named_other {
            self.plural = other.plural;
        }
        self.country = self.country.take().or(other.country);
        self.known = self.known.take().or(other.known);
        self.roles.extend(other.roles);
        self.roles.truncate(MOST_ROLES);
        self.has_name |= other.has_name;
        self.given = self.given.take().or(other.given);
        if other.words.len() > self.words.len() {
            self.words = other.words;
        }
        self.latest = self.latest.max(other.latest);
        self.size += other.size;
    }
}

/// A union-find over the mentions of a document.
pub(crate) struct Clusters {
    parents: Vec<usize>,
    /// At each root what is known of its cluster.
    known: Vec<Option<Cluster>>,
}

impl Clusters {
    /// Every mention its own cluster.
    pub(crate) fn new(mentions: &[Candidate]) -> Self {
        let known = mentions.iter().enumerate().map(|(i, m)| Some(Cluster::of(m, i))).collect();
        Self { parents: (0..mentions.len()).collect(), known }
    }

    /// The mention that stands for the cluster of this one.
    pub(crate) fn root(&self, mut mention: usize) -> usize {
        while let Some(parent) = self.parents.get(mention).copied().filter(|p| *p != mention) {
            mention = parent;
        }
        mention
    }

    /// What is known of a mention's cluster.
    pub(crate) fn get(&self, mention: usize) -> Option<&Cluster> {
        self.known.get(self.root(mention))?.as_ref()
    }

    /// The same, to be changed.
    pub(crate) fn get_mut(&mut self, mention: usize) -> Option<&mut Cluster> {
        let root = self.root(mention);
        self.known.get_mut(root)?.as_mut()
    }

    /// Whether two mentions are in one cluster.
    pub(crate) fn are_one(&self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    /// Makes one cluster of two: the larger takes the smaller in, so that walks to the root stay short.
    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (mut into, mut from) = (self.root(a), self.root(b));
        if into == from {
            return;
        }
        let size = |i: usize| self.known.get(i).and_then(Option::as_ref).map_or(0, |c| c.size);
        if size(into) < size(from) {
            std::mem::swap(&mut into, &mut from);
        }
        self.parents[from] = into;
        let taken = self.known[from].take();
        if let (Some(cluster), Some(taken)) = (self.known[into].as_mut(), taken) {
            cluster.absorb(taken);
        }
    }

    /// Notes what the text says somebody is.
    pub(crate) fn add_role(&mut self, mention: usize, role: RoleWords) {
        if let Some(cluster) = self.get_mut(mention)
            && cluster.roles.len() < MOST_ROLES
        {
            cluster.roles.push(role);
        }
    }
}

/// Mentions by head and the smallest mention over each word, for walks from the tree to mentions.
pub(crate) struct AtWord {
    by_head: Vec<Option<usize>>,
    over: Vec<Option<usize>>,
}

impl AtWord {
    pub(crate) fn new(mentions: &[Candidate], words: usize) -> Self {
        let (mut by_head, mut over) = (vec![None; words], vec![None; words]);
        for (index, mention) in mentions.iter().enumerate() {
            if let Some(slot) = by_head.get_mut(mention.head) {
                *slot = Some(index);
            }
            let length =
                |i: Option<usize>| i.and_then(|i| mentions.get(i)).map_or(usize::MAX, |m| m.range.len());
            let range: Range<usize> = mention.range.clone();
            for word in range {
                if let Some(slot) = over.get_mut(word)
                    && mention.range.len() < length(*slot)
                {
                    *slot = Some(index);
                }
            }
        }
        Self { by_head, over }
    }

    /// The mention that this word heads.
    pub(crate) fn headed_by(&self, word: usize) -> Option<usize> {
        self.by_head.get(word).copied().flatten()
    }

    /// The mention that this word heads, else the smallest one over it.
    pub(crate) fn at(&self, word: usize) -> Option<usize> {
        self.headed_by(word).or_else(|| self.over.get(word).copied().flatten())
    }
}
