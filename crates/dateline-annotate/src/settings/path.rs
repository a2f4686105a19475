//! Ways through the tree from one word to another.

use dateline_text::Syntax;

/// A way longer than this many steps up to the common word counts as none.
const FARTHEST: usize = 12;

/// The words between two words of one tree.
pub(crate) struct Path {
    /// From the first word upwards, without the common word.
    pub(super) up: Vec<usize>,
    /// From the second word upwards, without the common word.
    pub(super) down: Vec<usize>,
}

impl Path {
    /// The way from one word to another; `None` where they are not of one tree or too far apart.
    pub(super) fn find(syntax: &Syntax, from: usize, to: usize) -> Option<Self> {
        Self::within(syntax, from, to, FARTHEST)
    }

    /// [`Self::find`] of a way of at most so many steps up to the common word from either.
    pub(crate) fn within(syntax: &Syntax, from: usize, to: usize, farthest: usize) -> Option<Self> {
        let chain = |word: usize| -> Vec<usize> {
            std::iter::once(word).chain(syntax.ancestors(word).take(farthest)).collect()
        };
        let (mut up, mut down) = (chain(from), chain(to));
        let (at, common) =
            down.iter().enumerate().find_map(|(i, w)| Some((i, up.iter().position(|u| u == w)?)))?;
        down.truncate(at);
        up.truncate(common);
        Some(Self { up, down })
    }

    /// How many steps it has.
    pub(crate) fn len(&self) -> usize {
        self.up.len() + self.down.len()
    }
}

/// The relations of the first three words of one half of a way, the nearest to its end first.
pub(super) fn relations(syntax: &Syntax, words: &[usize]) -> String {
    let names: Vec<&str> =
        words.iter().take(3).filter_map(|w| syntax.get(*w)).map(|t| t.base_relation()).collect();
    names.join(".")
}

/// The preposition of a noun, by its lemma in lower case; empty where there is none.
pub(super) fn preposition(syntax: &Syntax, word: usize) -> String {
    syntax
        .children_by(word, &["case"])
        .filter_map(|c| syntax.get(c))
        .find(|t| t.upos != dateline_text::Upos::Part)
        .map(|t| t.lemma.to_lowercase())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use dateline_text::{Metadata, testing};

    use super::Path;

    #[test]
    fn a_way_leads_over_the_common_word() {
        let table =
            "Envoys envoy NOUN 2 nsubj\nmet meet VERB 0 root\nin in ADP 4 case\nRome Rome PROPN 2 obl";
        let (_, reading) = testing::reading(table, Metadata::default());
        let path = Path::find(&reading.syntax, 0, 3);
        assert_eq!(path.map(|p| (p.up, p.down)), Some((vec![0], vec![3])));
        assert_eq!(Path::find(&reading.syntax, 1, 1).map(|p| p.len()), Some(0));
    }
}
