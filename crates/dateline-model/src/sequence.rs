//! From scores of tags to stretches of words.

use std::ops::Range;

/// The letter of a BIOES tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Outside,
    Begin,
    Inside,
    End,
    Single,
}

/// A tag: its place in a stretch, and the number of its type (in order of first appearance).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) place: Place,
    pub(crate) kind: usize,
}

/// Tags as `O` and `LETTER-TYPE`, with the names of their types; `None` where one is neither.
pub(crate) fn parse_tags(names: &[String]) -> Option<(Vec<Tag>, Vec<String>)> {
    let mut kinds: Vec<String> = Vec::new();
    let tags = names.iter().map(|name| {
        let Some((letter, kind)) = name.split_once('-') else {
            return (name == "O").then_some(Tag { place: Place::Outside, kind: usize::MAX });
        };
        let place = match letter {
            "B" => Place::Begin,
            "I" => Place::Inside,
            "E" => Place::End,
            "S" => Place::Single,
            _ => return None,
        };
        let known = kinds.iter().position(|k| k == kind).unwrap_or_else(|| {
            kinds.push(kind.to_owned());
            kinds.len() - 1
        });
        Some(Tag { place, kind: known })
    });
    let tags: Option<Vec<Tag>> = tags.collect();
    Some((tags?, kinds))
}

/// A stretch of words of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) words: Range<usize>,
    pub(crate) kind: usize,
}

/// The first index of the largest value.
pub(crate) fn argmax(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}

/// Viterbi over the legal moves of BIOES; each row of `scores` has one number for each tag. Gives the tags' numbers.
pub(crate) fn viterbi<'s>(scores: impl Iterator<Item = &'s [f32]>, tags: &[Tag]) -> Vec<usize> {
    const NEVER: f32 = -1e9;
    let open = |tag: &Tag| matches!(tag.place, Place::Begin | Place::Inside);
    let continues = |tag: &Tag| matches!(tag.place, Place::Inside | Place::End);
    let mut back: Vec<Vec<usize>> = Vec::new();
    // Before the first word nothing is open.
    let mut value = vec![NEVER; tags.len()];
    if let Some(outside) = tags.iter().position(|tag| tag.place == Place::Outside) {
        value[outside] = 0.0;
    }
    for row in scores {
        let best_of = |legal: &dyn Fn(&Tag) -> bool| {
            let mut best = (0, f32::NEG_INFINITY);
            for (i, tag) in tags.iter().enumerate() {
                if legal(tag) && value[i] > best.1 {
                    best = (i, value[i]);
                }
            }
            best
        };
        let closed = best_of(&|tag| !open(tag));
        let (pointers, next) = tags
            .iter()
            .zip(row)
            .map(|(tag, score)| {
                let (from, before) = if continues(tag) {
                    best_of(&|other| open(other) && other.kind == tag.kind)
                } else {
                    closed
                };
                (from, (before + score).max(2.0 * NEVER))
            })
            .unzip();
        back.push(pointers);
        value = next;
    }
    let mut tag = 0;
    for i in 0..tags.len() {
        if !open(&tags[i]) && (open(&tags[tag]) || value[i] > value[tag]) {
            tag = i;
        }
    }
    let mut path = Vec::with_capacity(back.len());
    for pointers in back.iter().rev() {
        path.push(tag);
        tag = pointers[tag];
    }
    path.reverse();
    path
}

/// Stretches of tags that follow each other as BIOES wants.
pub(crate) fn bioes_stretches(path: &[usize], tags: &[Tag]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut begin = 0;
    for (i, tag) in path.iter().map(|k| tags[*k]).enumerate() {
        match tag.place {
            Place::Begin => begin = i,
            Place::Single => stretches.push(Stretch { words: i..i + 1, kind: tag.kind }),
            Place::End => stretches.push(Stretch { words: begin..i + 1, kind: tag.kind }),
            Place::Outside | Place::Inside => {}
        }
    }
    stretches
}

/// Stretches of BIO tags. An inside tag that does not go on with a stretch (where `same` says so: of its type) begins one.
pub(crate) fn bio_stretches(path: &[usize], tags: &[Tag], same: bool) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (i, tag) in path.iter().map(|k| tags[*k]).enumerate() {
        match (tag.place, stretches.last_mut()) {
            (Place::Outside, _) => {}
            (Place::Inside, Some(last)) if last.words.end == i && (!same || last.kind == tag.kind) => {
                last.words.end = i + 1;
            }
            _ => stretches.push(Stretch { words: i..i + 1, kind: tag.kind }),
        }
    }
    stretches
}

/// Makes probabilities of scores.
pub(crate) fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - most).exp();
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}

#[cfg(test)]
mod tests {
    use super::{Stretch, argmax, bio_stretches, bioes_stretches, parse_tags, softmax, viterbi};

    fn names(tags: &str) -> Vec<String> {
        tags.split(' ').map(str::to_owned).collect()
    }

    fn stretch(from: usize, to: usize, kind: usize) -> Stretch {
        Stretch { words: from..to, kind }
    }

    #[test]
    fn viterbi_takes_only_legal_ways() {
        let (tags, kinds) = parse_tags(&names("O B-a I-a E-a S-a B-b I-b E-b S-b")).expect("legal tags");
        assert_eq!(kinds, ["a", "b"]);
        // Greedy would read I-a E-b; the best legal way is B-a E-a.
        let rows: [[f32; 9]; 2] =
            [[0.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.5, 0.0]];
        let path = viterbi(rows.iter().map(|row| &row[..]), &tags);
        assert_eq!(path, [1, 3]);
        assert_eq!(bioes_stretches(&path, &tags), [stretch(0, 2, 0)]);
        // A stretch cannot stay open at the end.
        let path = viterbi(rows[..1].iter().map(|row| &row[..]), &tags);
        assert_eq!(path, [0]);
        assert!(viterbi(std::iter::empty(), &tags).is_empty());
    }

    #[test]
    fn inside_tags_without_a_beginning_begin() {
        let (tags, _) = parse_tags(&names("O B-a I-a B-b I-b")).expect("legal tags");
        let path = [2, 2, 4, 0, 3, 4, 1];
        let same = bio_stretches(&path, &tags, true);
        assert_eq!(same, [stretch(0, 2, 0), stretch(2, 3, 1), stretch(4, 6, 1), stretch(6, 7, 0)]);
        assert_eq!(bio_stretches(&path, &tags, false)[0], stretch(0, 3, 0));
        assert!(parse_tags(&names("O X-a")).is_none());
    }

    #[test]
    fn the_first_of_equals_is_the_largest() {
        assert_eq!(argmax(&[1.0, 3.0, 3.0]), 1);
        let mut scores = [0.0, 0.0];
        softmax(&mut scores);
        assert_eq!(scores, [0.5, 0.5]);
    }
}
