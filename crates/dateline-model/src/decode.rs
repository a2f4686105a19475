//! From scores to what a reading holds, window by window.

use std::ops::Range;
use std::sync::Arc;

use dateline_text::{Argument, EntityKind, Features, Upos};

use crate::heads::{Heads, QueryScores, Scratch, WordScores};
use crate::labels::Labels;
use crate::sequence::{self, argmax, softmax};
use crate::tree::best_tree;
use crate::window::{Unit, Window};

/// The least probability of a role that is kept.
const LEAST_ROLE: f32 = 0.2;
/// The same for the parties of an act, which are weighed against the tree later.
const LEAST_PARTY: f32 = 0.02;

/// The relation by which the later parts of a sentence that was too long to read at once hang on the first.
const CONTINUATION: &str = "parataxis";

/// One word as the heads see it.
pub(crate) struct Word {
    pub(crate) sentence: usize,
    pub(crate) upos: Upos,
    pub(crate) features: Features,
    /// Index of the lemma's edit.
    pub(crate) lemma: usize,
    /// Index in the document; `None` for the root.
    pub(crate) head: Option<usize>,
    pub(crate) relation: Arc<str>,
}

/// A stretch of words (by their indices in the document) with a kind.
pub(crate) struct Found<K> {
    pub(crate) words: Range<usize>,
    pub(crate) kind: K,
    pub(crate) score: f32,
}

/// A trigger before its span is known.
pub(crate) struct FoundTrigger {
    pub(crate) words: Range<usize>,
    pub(crate) label: Arc<str>,
    pub(crate) score: f32,
    pub(crate) second: Option<(Arc<str>, f32)>,
    pub(crate) mode: Option<(Arc<str>, f32)>,
    pub(crate) status: [f32; 4],
    pub(crate) arguments: Vec<Argument>,
}

/// The word of a unit without a trigger that came nearest to being one.
pub(crate) struct FoundRejected {
    pub(crate) word: usize,
    pub(crate) label: Arc<str>,
    pub(crate) score: f32,
    /// The probability that it is none.
    pub(crate) none: f32,
}

/// What was found so far; words are in reading order.
#[derive(Default)]
pub(crate) struct Decoded {
    pub(crate) words: Vec<Word>,
    pub(crate) named: Vec<Found<EntityKind>>,
    /// The stretch is the head word alone.
    pub(crate) nominal: Vec<Found<EntityKind>>,
    pub(crate) triggers: Vec<FoundTrigger>,
    pub(crate) rejected: Vec<FoundRejected>,
    pub(crate) cues: Vec<(usize, f32, Vec<Argument>)>,
    /// With whether it is direct speech.
    pub(crate) contents: Vec<Found<bool>>,
    /// The root of the first part of the sentence that was read last.
    root: Option<(usize, usize)>,
    scratch: Scratch,
}

/// The scores of one batch and where in it a window's words begin.
pub(crate) struct WindowScores<'s> {
    pub(crate) heads: &'s Heads,
    pub(crate) labels: &'s Labels,
    pub(crate) vectors: &'s [f32],
    pub(crate) scores: &'s WordScores,
    /// The row of the window's first word, context included.
    pub(crate) first: usize,
}

/// One unit: its words in the document, and the row of its first word in the scores.
struct Part {
    words: Range<usize>,
    row: usize,
}

impl Part {
    fn rows(&self) -> Range<usize> {
        self.row..self.row + self.words.len()
    }

    fn in_document(&self, words: &Range<usize>) -> Range<usize> {
        self.words.start + words.start..self.words.start + words.end
    }
}

impl WindowScores<'_> {
    /// Decodes all units of a window; its context gets no labels but may fill roles.
    pub(crate) fn decode(&self, window: &Window, decoded: &mut Decoded) {
        let mut row = self.first + window.title.len();
        for unit in &window.units {
            let part = Part { words: unit.words.clone(), row };
            self.syntax(unit, &part, decoded);
            self.named(&part, decoded);
            self.nominal(&part, decoded);
            self.contents(&part, decoded);
            row += unit.words.len();
        }
        self.acts(window, decoded);
    }

    fn best(&self, row: usize, columns: &Range<usize>) -> usize {
        argmax(self.scores.of(row, columns))
    }

    fn features(&self, row: usize) -> Features {
        let layout = &self.heads.layout.features;
        let pairs = self.labels.features.iter().zip(layout).filter_map(|(feature, columns)| {
            let best = self.best(row, columns);
            (best > 0).then(|| (feature.name.clone(), feature.values[best].clone()))
        });
        Features::new(pairs.collect())
    }

    fn syntax(&self, unit: &Unit, part: &Part, decoded: &mut Decoded) {
        let count = part.words.len();
        let columns = best_tree(&self.heads.arcs(self.scores, part.rows()), count);
        let heads: Vec<Option<usize>> = columns.iter().map(|h| h.checked_sub(1)).collect();
        let root = heads.iter().position(Option::is_none).map(|at| part.words.start + at);
        let first_root =
            decoded.root.filter(|(sentence, _)| *sentence == unit.sentence).map(|(_, root)| root);
        if first_root.is_none() {
            decoded.root = root.map(|root| (unit.sentence, root));
        }
        let layout = &self.heads.layout;
        let labels = self.labels;
        let rows: Vec<Option<usize>> = heads.iter().map(|h| h.map(|h| part.row + h)).collect();
        let mut scratch = std::mem::take(&mut decoded.scratch);
        self.heads.relations(self.scores, part.row, &rows, &mut scratch, |i, scores| {
            let relation = match (heads[i], first_root) {
                (None, Some(_)) => Arc::from(CONTINUATION),
                (None, None) => labels.relations[labels.root].clone(),
                (Some(_), _) => labels.relations[best_but(scores, labels.root)].clone(),
            };
            let row = part.row + i;
            decoded.words.push(Word {
                sentence: unit.sentence,
                upos: labels.upos[self.best(row, &layout.upos)],
                features: self.features(row),
                lemma: self.best(row, &layout.lemma),
                head: heads[i].map(|h| part.words.start + h).or(first_root),
                relation,
            });
        });
        decoded.scratch = scratch;
    }

    fn named(&self, part: &Part, decoded: &mut Decoded) {
        let columns = &self.heads.layout.named;
        let path = sequence::viterbi(part.rows().map(|row| self.scores.of(row, columns)), &self.labels.named);
        for stretch in sequence::bioes_stretches(&path, &self.labels.named) {
            let score = self.mean_probability(part, &stretch.words, &path, columns);
            let kind = self.labels.named_kinds[stretch.kind];
            decoded.named.push(Found { words: part.in_document(&stretch.words), kind, score });
        }
    }

    /// The mean probability of the chosen tags of a stretch.
    fn mean_probability(
        &self,
        part: &Part,
        words: &Range<usize>,
        path: &[usize],
        columns: &Range<usize>,
    ) -> f32 {
        let probability = |i: usize| {
            let mut scores = self.scores.of(part.row + i, columns).to_vec();
            softmax(&mut scores);
            scores[path[i]]
        };
        words.clone().map(probability).sum::<f32>() / words.len().max(1) as f32
    }

    fn nominal(&self, part: &Part, decoded: &mut Decoded) {
        for (word, row) in part.words.clone().zip(part.rows()) {
            let best = self.best(row, &self.heads.layout.nominal);
            if let Some(kind) = self.labels.nominal[best] {
                let mut scores = self.scores.of(row, &self.heads.layout.nominal).to_vec();
                softmax(&mut scores);
                decoded.nominal.push(Found { words: word..word + 1, kind, score: scores[best] });
            }
        }
    }

    fn contents(&self, part: &Part, decoded: &mut Decoded) {
        let columns = &self.heads.layout.content;
        let path: Vec<usize> = part.rows().map(|row| self.best(row, columns)).collect();
        for stretch in sequence::bio_stretches(&path, &self.labels.content, false) {
            let score = self.mean_probability(part, &stretch.words, &path, columns);
            let kind = self.labels.content_direct[stretch.kind];
            decoded.contents.push(Found { words: part.in_document(&stretch.words), kind, score });
        }
    }

    /// Triggers and cues of a window, with what is asked about them.
    fn acts(&self, window: &Window, decoded: &mut Decoded) {
        let words: Vec<usize> = window.words().collect();
        let mut triggers = Vec::new();
        let mut cues = Vec::new();
        let mut row = self.first + window.title.len();
        for unit in &window.units {
            let part = Part { words: unit.words.clone(), row };
            let found = self.triggers(&part);
            if found.is_empty() {
                decoded.rejected.extend(self.nearest(&part));
            }
            triggers.extend(found);
            cues.extend(self.cues(&part));
            row += unit.words.len();
        }
        let asked: Vec<usize> =
            triggers.iter().map(|(row, _)| *row).chain(cues.iter().map(|(row, ..)| *row)).collect();
        let mut answers = self.heads.queries(self.vectors, &asked).into_iter();
        for ((_, mut trigger), answer) in triggers.into_iter().zip(&mut answers) {
            trigger.mode = self.mode(&trigger.label, &answer);
            trigger.status = self.status(&answer);
            trigger.arguments = self.arguments(&answer, &words, &self.labels.event_roles, LEAST_PARTY);
            decoded.triggers.push(trigger);
        }
        for ((_, word, score), answer) in cues.into_iter().zip(&mut answers) {
            decoded.cues.push((
                word,
                score,
                self.arguments(&answer, &words, &self.labels.statement_roles, LEAST_ROLE),
            ));
        }
    }

    /// The scores of a word's trigger tags, the bias on "outside" added.
    fn trigger_scores(&self, row: usize) -> Vec<f32> {
        let mut scores = self.scores.of(row, &self.heads.layout.trigger).to_vec();
        for (score, tag) in scores.iter_mut().zip(&self.labels.trigger) {
            if tag.place == sequence::Place::Outside {
                *score += self.labels.trigger_bias;
            }
        }
        scores
    }

    /// The probability of each kind of trigger, from the scores of a word's tags.
    fn kinds(&self, mut tag_scores: Vec<f32>) -> Vec<f32> {
        softmax(&mut tag_scores);
        let mut kinds = vec![0.0_f32; self.labels.trigger_kinds.len()];
        for (tag, probability) in self.labels.trigger.iter().zip(&tag_scores) {
            if let Some(sum) = kinds.get_mut(tag.kind) {
                *sum += probability;
            }
        }
        kinds
    }

    /// The word of a unit without triggers that came nearest to being one.
    fn nearest(&self, part: &Part) -> Option<FoundRejected> {
        // By how much "outside" wins decides the word, so that probabilities are made for one alone.
        let lead = |row: usize| {
            let scores = self.trigger_scores(row);
            let of = |outside: bool| {
                let here = self.labels.trigger.iter().zip(&scores);
                here.filter(|(tag, _)| (tag.place == sequence::Place::Outside) == outside)
                    .map(|(_, score)| *score)
                    .fold(f32::NEG_INFINITY, f32::max)
            };
            of(true) - of(false)
        };
        let (row, _) = part.rows().map(|row| (row, lead(row))).min_by(|a, b| a.1.total_cmp(&b.1))?;
        let kinds = self.kinds(self.trigger_scores(row));
        let best = argmax(&kinds);
        Some(FoundRejected {
            word: part.words.start + row - part.row,
            label: self.labels.trigger_kinds.get(best)?.clone(),
            score: *kinds.get(best)?,
            none: 1.0 - kinds.iter().sum::<f32>(),
        })
    }

    /// A unit's triggers, each with the row of its first word.
    fn triggers(&self, part: &Part) -> Vec<(usize, FoundTrigger)> {
        let tags = &self.labels.trigger;
        let path: Vec<usize> = part.rows().map(|row| argmax(&self.trigger_scores(row))).collect();
        let stretches = sequence::bio_stretches(&path, tags, true);
        let found = stretches.into_iter().map(|stretch| {
            let row = part.row + stretch.words.start;
            let mut kinds = self.kinds(self.trigger_scores(row));
            let score = kinds[stretch.kind];
            kinds[stretch.kind] = -1.0;
            let second = argmax(&kinds);
            let trigger = FoundTrigger {
                words: part.in_document(&stretch.words),
                label: self.labels.trigger_kinds[stretch.kind].clone(),
                score,
                second: (kinds[second] >= 0.0)
                    .then(|| (self.labels.trigger_kinds[second].clone(), kinds[second])),
                mode: None,
                status: [0.0; 4],
                arguments: Vec::new(),
            };
            (row, trigger)
        });
        found.collect()
    }

    /// A unit's cues: row, word in the document, probability.
    fn cues(&self, part: &Part) -> Vec<(usize, usize, f32)> {
        let cue = |(word, row): (usize, usize)| {
            let mut scores = self.scores.of(row, &self.heads.layout.cue).to_vec();
            softmax(&mut scores);
            (argmax(&scores) == 1).then(|| (row, word, scores[1]))
        };
        part.words.clone().zip(part.rows()).filter_map(cue).collect()
    }

    /// The likeliest of the type's modes; `None` where no mode is likelier than any.
    fn mode(&self, label: &Arc<str>, answer: &QueryScores) -> Option<(Arc<str>, f32)> {
        let kind = self.labels.trigger_kinds.iter().position(|kind| kind == label)?;
        let legal = &self.labels.modes_of[kind];
        let mut scores: Vec<f32> = legal.iter().map(|mode| answer.mode[*mode]).collect();
        softmax(&mut scores);
        let best = argmax(&scores);
        (best > 0).then(|| (self.labels.modes[legal[best]].clone(), scores[best]))
    }

    fn status(&self, answer: &QueryScores) -> [f32; 4] {
        let mut scores = answer.status.clone();
        softmax(&mut scores);
        let mut status = [0.0; 4];
        for (place, score) in self.labels.status.iter().zip(scores) {
            status[*place] = score;
        }
        status
    }

    /// The words of the window that fill one of the asked roles, likeliest first.
    fn arguments(&self, answer: &QueryScores, words: &[usize], asked: &[usize], least: f32) -> Vec<Argument> {
        let mut arguments = Vec::new();
        let mut all = Vec::new();
        for (k, word) in words.iter().enumerate() {
            self.heads.roles(answer, self.scores, self.first + k, &mut all);
            let mut scores: Vec<f32> = asked.iter().map(|role| all[*role]).collect();
            softmax(&mut scores);
            for (role, score) in asked.iter().zip(scores) {
                if let Some(role) = self.labels.roles[*role]
                    && score >= least
                {
                    arguments.push(Argument { role, token: *word, score });
                }
            }
        }
        arguments.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.token.cmp(&b.token)));
        arguments
    }
}

/// The first index of the largest value, one index left out.
fn best_but(scores: &[f32], without: usize) -> usize {
    let mut best: Option<usize> = None;
    for i in (0..scores.len()).filter(|i| *i != without) {
        if best.is_none_or(|b| scores[i] > scores[b]) {
            best = Some(i);
        }
    }
    best.unwrap_or(without)
}
