//! The heads: scores of labels from the vectors of words.

use std::ops::Range;

use crate::ModelError;
use crate::config::Config;
use crate::encoder::Loaded;
use crate::kernel::{self, Cpu, Linear, LinearPart, Panels, Quantised, WEIGHT_LIMIT};
use crate::weights::Weights;

/// Rows whose label products are made at once: each has some ten thousand numbers.
const LABEL_ROWS: usize = 24;

/// Which columns a head's scores stand in.
type Columns = Range<usize>;

/// Where the scores of each head stand in a row of [`WordScores`].
pub(crate) struct Layout {
    pub(crate) upos: Columns,
    /// In the order of the labels' features.
    pub(crate) features: Vec<Columns>,
    pub(crate) lemma: Columns,
    pub(crate) named: Columns,
    pub(crate) nominal: Columns,
    pub(crate) trigger: Columns,
    pub(crate) cue: Columns,
    pub(crate) content: Columns,
    arc_dependent: Columns,
    arc_head: Columns,
    label_dependent: Columns,
    label_head: Columns,
    role_word: Columns,
}

/// `[a;1] · U_l · [b;1]` for a fixed `b`-side width, with the `a` side as a linear layer in bytes.
struct Biaffine {
    /// Gives for each label the vector to be multiplied with `b`, then for each label the constant.
    left: Linear,
    size: usize,
    labels: usize,
}

impl Biaffine {
    fn read(weights: &Weights<'_>, name: &str, labels: usize, size: usize) -> Result<Self, ModelError> {
        let tensor = weights.floats(name, &[labels, size + 1, size + 1])?;
        let at = |label: usize, a: usize, b: usize| tensor[(label * (size + 1) + a) * (size + 1) + b];
        // One row for each label and each number of `b`, then for each label and the 1 after `b`.
        let with_b = (0..labels).flat_map(|l| (0..size).map(move |b| (l, b)));
        let rows: Vec<(usize, usize)> = with_b.chain((0..labels).map(|l| (l, size))).collect();
        let mut bytes = Vec::with_capacity(rows.len() * size);
        let (mut scale, mut bias) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        for (l, b) in rows {
            let most = (0..size).map(|a| at(l, a, b).abs()).fold(1e-12, f32::max);
            let unit = most / f32::from(WEIGHT_LIMIT);
            bytes.extend((0..size).map(|a| (at(l, a, b) / unit).round() as i8 as u8));
            scale.push(unit);
            bias.push(at(l, size, b));
        }
        let (left, _) = Linear::pack(size, &[LinearPart { weight: &bytes, scale: &scale, bias: &bias }]);
        Ok(Self { left, size, labels })
    }

    /// The scores of all labels, given a row of `left` and the vector of the other side.
    fn scores(&self, cpu: Cpu, left: &[f32], right: &[f32], scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.labels, 0.0);
        let vectors = self.labels * self.size;
        kernel::dots(cpu, &left[..vectors], right, scores);
        scores.iter_mut().zip(&left[vectors..]).for_each(|(score, constant)| *score += constant);
    }
}

/// All heads.
pub(crate) struct Heads {
    cpu: Cpu,
    hidden: usize,
    words: Linear,
    pub(crate) layout: Layout,
    arc_weight: Panels,
    arc_bias: Vec<f32>,
    arc_root: Vec<f32>,
    label: Biaffine,
    label_root: Vec<f32>,
    /// Mode, status and the trigger's side of the roles.
    queries: Linear,
    mode: Columns,
    status: Columns,
    role_trigger: Columns,
    role: Biaffine,
}

/// The scores of all word heads, a row for each word.
pub(crate) struct WordScores {
    columns: usize,
    rows: Vec<f32>,
}

impl WordScores {
    /// The scores of one head for one word.
    pub(crate) fn of(&self, word: usize, columns: &Columns) -> &[f32] {
        &self.rows[word * self.columns..][columns.clone()]
    }

    /// The memory, for other scores.
    pub(crate) fn into_room(self) -> Vec<f32> {
        self.rows
    }

    /// From one column of one word on.
    fn from(&self, word: usize, columns: &Columns) -> &[f32] {
        &self.rows[word * self.columns + columns.start..]
    }
}

/// Room for the products of labels, kept between sentences.
#[derive(Default)]
pub(crate) struct Scratch {
    left: Vec<f32>,
    scores: Vec<f32>,
}

/// What is asked about one trigger or cue.
pub(crate) struct QueryScores {
    pub(crate) mode: Vec<f32>,
    pub(crate) status: Vec<f32>,
    /// What the roles of every word are computed from.
    roles: Vec<f32>,
}

/// The heads' names and sizes, those whose columns go through GELU last.
fn word_heads(config: &Config) -> (Vec<(String, usize)>, usize) {
    let named = |name: &str, size| (name.to_owned(), size);
    let mut heads = vec![named("upos", config.upos.len())];
    heads.extend(config.feats.iter().map(|(name, values)| (format!("feats.{name}"), values.len())));
    heads.extend([
        named("lemma", config.lemma.len()),
        named("named", config.named.len()),
        named("nominal", config.nominal.len()),
        named("trigger", config.trigger.len()),
        named("cue", config.cue.len()),
        named("content", config.content.len()),
    ]);
    let plain = heads.len();
    heads.extend([
        named("arc.dep", config.arc_size),
        named("arc.head", config.arc_size),
        named("label.dep", config.label_size),
        named("label.head", config.label_size),
        named("role.word", config.role_size),
    ]);
    (heads, plain)
}

/// Packs heads side by side and says where each stands.
fn pack(
    weights: &Weights<'_>,
    heads: &[(String, usize)],
    hidden: usize,
) -> Result<(Linear, Vec<Columns>), ModelError> {
    let loaded: Vec<Loaded<'_>> = heads
        .iter()
        .map(|(name, size)| Loaded::read(weights, &format!("head.{name}"), *size, hidden))
        .collect::<Result<_, _>>()?;
    let parts: Vec<LinearPart<'_>> = loaded.iter().map(Loaded::part).collect();
    let (linear, starts) = Linear::pack(hidden, &parts);
    let columns = starts.into_iter().zip(heads).map(|(start, (_, size))| start..start + size).collect();
    Ok((linear, columns))
}

impl Heads {
    /// Reads and packs the heads.
    pub(crate) fn read(weights: &Weights<'_>, config: &Config, cpu: Cpu) -> Result<Self, ModelError> {
        let hidden = config.hidden;
        let (names, plain) = word_heads(config);
        let (words, columns) = pack(weights, &names, hidden)?;
        let query_names = ["mode", "status", "role.trigger"].map(str::to_owned);
        let sizes = [config.mode.len(), config.status.len(), config.role_size];
        let (queries, query_columns) =
            pack(weights, &query_names.into_iter().zip(sizes).collect::<Vec<_>>(), hidden)?;
        let column = |i: usize| columns[i].clone();
        let features = config.feats.len();
        let layout = Layout {
            upos: column(0),
            features: columns[1..=features].to_vec(),
            lemma: column(features + 1),
            named: column(features + 2),
            nominal: column(features + 3),
            trigger: column(features + 4),
            cue: column(features + 5),
            content: column(features + 6),
            arc_dependent: column(plain),
            arc_head: column(plain + 1),
            label_dependent: column(plain + 2),
            label_head: column(plain + 3),
            role_word: column(plain + 4),
        };
        let size = config.arc_size;
        let mut arc_weight = Panels::default();
        arc_weight.fill_rows(&weights.floats("head.arc.W", &[size, size])?, size, size, size);
        Ok(Self {
            cpu,
            hidden,
            words,
            layout,
            arc_weight,
            arc_bias: weights.floats("head.arc.b", &[size])?,
            arc_root: weights.floats("head.arc.root", &[size])?,
            label: Biaffine::read(weights, "head.label.U", config.deprel.len(), config.label_size)?,
            label_root: weights.floats("head.label.root", &[config.label_size])?,
            queries,
            mode: query_columns[0].clone(),
            status: query_columns[1].clone(),
            role_trigger: query_columns[2].clone(),
            role: Biaffine::read(weights, "head.role.U", config.role.len(), config.role_size)?,
        })
    }

    /// The scores of all word heads; `room` is the memory of scores that are no longer needed.
    pub(crate) fn words(&self, vectors: &[f32], room: Vec<f32>) -> WordScores {
        let count = vectors.len() / self.hidden;
        let columns = self.words.columns();
        let mut rows = room;
        rows.resize(count * columns, 0.0);
        let mut quantised = Quantised::default();
        quantised.fill(self.cpu, vectors, count, self.hidden, self.hidden);
        self.words.apply(self.cpu, &quantised, 0..count, &mut rows);
        for row in rows.chunks_exact_mut(columns) {
            kernel::gelu(self.cpu, &mut row[self.layout.arc_dependent.start..]);
        }
        WordScores { columns, rows }
    }

    /// For the words of one sentence the scores of each word's heads: a row of `1 + words` columns for each, ROOT first.
    pub(crate) fn arcs(&self, scores: &WordScores, words: Range<usize>) -> Vec<f32> {
        let (count, size) = (words.len(), self.arc_root.len());
        let columns = count + 1;
        let mut heads = self.arc_root.clone();
        for word in words.clone() {
            heads.extend_from_slice(scores.of(word, &self.layout.arc_head));
        }
        let mut bias = vec![0.0; columns];
        kernel::dots(self.cpu, &heads, &self.arc_bias, &mut bias);
        let mut right = Panels::default();
        right.fill_transposed(&heads, size, columns, size);
        let mut left = vec![0.0; count * self.arc_weight.padded()];
        let dependents = scores.from(words.start, &self.layout.arc_dependent);
        let padded = self.arc_weight.padded();
        kernel::matmul(
            self.cpu,
            (dependents, scores.columns),
            &self.arc_weight,
            count,
            (&mut left, padded),
            &[],
        );
        let mut out = vec![0.0; count * right.padded()];
        kernel::matmul(self.cpu, (&left, padded), &right, count, (&mut out, right.padded()), &[]);
        let row =
            |d: usize| out[d * right.padded()..][..columns].iter().zip(&bias).map(|(score, b)| score + b);
        (0..count).flat_map(row).collect()
    }

    /// For each word, given its head (`None` for ROOT; both by their rows in `scores`), the scores of all relations.
    pub(crate) fn relations(
        &self,
        scores: &WordScores,
        first: usize,
        heads: &[Option<usize>],
        scratch: &mut Scratch,
        mut each: impl FnMut(usize, &[f32]),
    ) {
        if heads.is_empty() {
            return;
        }
        let mut quantised = Quantised::default();
        let dependents = scores.from(first, &self.layout.label_dependent);
        quantised.fill(self.cpu, dependents, heads.len(), self.label.size, scores.columns);
        let columns = self.label.left.columns();
        let left = &mut scratch.left;
        left.resize(LABEL_ROWS * columns, 0.0);
        let out = &mut scratch.scores;
        for from in (0..heads.len()).step_by(LABEL_ROWS) {
            let to = (from + LABEL_ROWS).min(heads.len());
            self.label.left.apply(self.cpu, &quantised, from..to, left);
            for (i, left) in (from..to).zip(left.chunks_exact(columns)) {
                let head = match heads[i] {
                    Some(head) => scores.of(head, &self.layout.label_head),
                    None => &self.label_root,
                };
                self.label.scores(self.cpu, left, head, out);
                each(i, out);
            }
        }
    }

    /// What is asked about the words with these rows of `vectors`.
    pub(crate) fn queries(&self, vectors: &[f32], words: &[usize]) -> Vec<QueryScores> {
        if words.is_empty() {
            return Vec::new();
        }
        let hidden = self.hidden;
        let asked: Vec<f32> =
            words.iter().flat_map(|word| &vectors[word * hidden..(word + 1) * hidden]).copied().collect();
        let mut quantised = Quantised::default();
        quantised.fill(self.cpu, &asked, words.len(), hidden, hidden);
        let columns = self.queries.columns();
        let mut rows = vec![0.0; words.len() * columns];
        self.queries.apply(self.cpu, &quantised, 0..words.len(), &mut rows);
        for row in rows.chunks_exact_mut(columns) {
            kernel::gelu(self.cpu, &mut row[self.role_trigger.start..]);
        }
        quantised.fill(self.cpu, &rows[self.role_trigger.start..], words.len(), self.role.size, columns);
        let width = self.role.left.columns();
        let mut roles = vec![0.0; words.len() * width];
        self.role.left.apply(self.cpu, &quantised, 0..words.len(), &mut roles);
        rows.chunks_exact(columns)
            .zip(roles.chunks_exact(width))
            .map(|(row, roles)| QueryScores {
                mode: row[self.mode.clone()].to_vec(),
                status: row[self.status.clone()].to_vec(),
                roles: roles.to_vec(),
            })
            .collect()
    }

    /// The scores of all roles of one word for one trigger or cue.
    pub(crate) fn roles(&self, query: &QueryScores, scores: &WordScores, word: usize, out: &mut Vec<f32>) {
        self.role.scores(self.cpu, &query.roles, scores.of(word, &self.layout.role_word), out);
    }
}
