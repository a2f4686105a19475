//! The encoder: BERT layers over the rows of several windows, without padding.

use std::borrow::Cow;
use std::ops::Range;

use crate::ModelError;
use crate::config::Config;
use crate::kernel::{self, Cpu, LANES, Linear, LinearPart, Panels, Quantised};
use crate::weights::Weights;
use crate::window::{Subwords, Window};
use crate::wordpiece::Vocabulary;

/// Rows that the feed-forward part takes at once, so that its wide middle stays in the second-level cache.
const FEED_FORWARD_ROWS: usize = 96;

/// Weight and bias of a normalisation.
pub(crate) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

struct Layer {
    /// Queries, keys, values side by side.
    qkv: Linear,
    output: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

/// The embeddings and layers.
pub(crate) struct Encoder {
    cpu: Cpu,
    hidden: usize,
    heads: usize,
    epsilon: f32,
    /// `[vocabulary, hidden]`, bytes with sign.
    words: Cow<'static, [u8]>,
    word_scale: Vec<f32>,
    /// With the embedding of segment 0 added.
    positions: Vec<f32>,
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

/// A linear layer's tensors, read from the file.
pub(crate) struct Loaded<'b> {
    weight: &'b [u8],
    scale: Vec<f32>,
    bias: Vec<f32>,
}

impl<'b> Loaded<'b> {
    /// Reads `NAME.weight`, `NAME.weight_scale` and `NAME.bias`.
    pub(crate) fn read(
        weights: &Weights<'b>,
        name: &str,
        outputs: usize,
        inputs: usize,
    ) -> Result<Self, ModelError> {
        Ok(Self {
            weight: weights.bytes(&format!("{name}.weight"), &[outputs, inputs])?,
            scale: weights.floats(&format!("{name}.weight_scale"), &[outputs])?,
            bias: weights.floats(&format!("{name}.bias"), &[outputs])?,
        })
    }

    pub(crate) fn part(&self) -> LinearPart<'_> {
        LinearPart { weight: self.weight, scale: &self.scale, bias: &self.bias }
    }
}

impl Norm {
    fn read(weights: &Weights<'_>, name: &str, width: usize) -> Result<Self, ModelError> {
        Ok(Self {
            weight: weights.floats(&format!("{name}.weight"), &[width])?,
            bias: weights.floats(&format!("{name}.bias"), &[width])?,
        })
    }

    fn parameters(&self) -> (&[f32], &[f32]) {
        (&self.weight, &self.bias)
    }
}

impl Layer {
    fn read(weights: &Weights<'_>, index: usize, config: &Config) -> Result<Self, ModelError> {
        let (hidden, inner) = (config.hidden, config.feed_forward);
        let load = |name: &str, outputs, inputs| {
            Loaded::read(weights, &format!("layer.{index}.{name}"), outputs, inputs)
        };
        let one = |name: &str, outputs, inputs| {
            load(name, outputs, inputs).map(|loaded| Linear::pack(inputs, &[loaded.part()]).0)
        };
        let (q, k, v) = (load("q", hidden, hidden)?, load("k", hidden, hidden)?, load("v", hidden, hidden)?);
        Ok(Self {
            qkv: Linear::pack(hidden, &[q.part(), k.part(), v.part()]).0,
            output: one("o", hidden, hidden)?,
            norm1: Norm::read(weights, &format!("layer.{index}.norm1"), hidden)?,
            up: one("up", inner, hidden)?,
            down: one("down", hidden, inner)?,
            norm2: Norm::read(weights, &format!("layer.{index}.norm2"), hidden)?,
        })
    }
}

/// Numbers that the layers write and overwrite, kept between batches.
#[derive(Default)]
pub(crate) struct Workspace {
    rows: Vec<f32>,
    quantised: Quantised,
    wide: Vec<f32>,
    attended: Vec<f32>,
    scores: Vec<f32>,
    inverse: Vec<f32>,
    keys: Panels,
    values: Panels,
}

/// Makes room for so many numbers; what is there is overwritten by the caller.
fn room(buffer: &mut Vec<f32>, length: usize) -> &mut [f32] {
    if buffer.len() < length {
        buffer.resize(length, 0.0);
    }
    &mut buffer[..length]
}

impl Encoder {
    /// Reads and packs the encoder's weights; `table` is where the word embeddings stand in the file.
    pub(crate) fn read(
        weights: &Weights<'_>,
        table: Cow<'static, [u8]>,
        vocabulary: &Vocabulary,
        config: &Config,
        cpu: Cpu,
    ) -> Result<Self, ModelError> {
        let hidden = config.hidden;
        let type0 = weights.floats("embeddings.type0", &[hidden])?;
        let mut positions = weights.floats("embeddings.position", &[config.positions, hidden])?;
        for row in positions.chunks_exact_mut(hidden) {
            row.iter_mut().zip(&type0).for_each(|(position, segment)| *position += segment);
        }
        Ok(Self {
            cpu,
            hidden,
            heads: config.attention_heads,
            epsilon: config.layer_norm_eps,
            words: table,
            word_scale: weights.floats("embeddings.word_scale", &[vocabulary.len])?,
            positions,
            shapes: weights.floats("embeddings.shape", &[config.shapes, hidden])?,
            norm: Norm::read(weights, "embeddings.norm", hidden)?,
            layers: (0..config.layers).map(|i| Layer::read(weights, i, config)).collect::<Result<_, _>>()?,
        })
    }

    /// The vectors of all words of the windows, window after window: `[words, hidden]`.
    pub(crate) fn encode(
        &self,
        windows: &[Window],
        subwords: &Subwords,
        vocabulary: &Vocabulary,
        workspace: &mut Workspace,
        vectors: &mut Vec<f32>,
    ) {
        let total: usize = windows.iter().map(|window| window.length).sum();
        let mut rows = std::mem::take(&mut workspace.rows);
        rows.clear();
        let mut segments = Vec::with_capacity(windows.len());
        let mut pieces = Vec::with_capacity(total);
        for window in windows {
            let start = pieces.len();
            self.embed(window, subwords, vocabulary, &mut rows, &mut pieces);
            segments.push(start..pieces.len());
        }
        let zeros = vec![0.0; self.hidden];
        for row in rows.chunks_exact_mut(self.hidden) {
            kernel::layer_norm(self.cpu, row, (&zeros, self.hidden), self.norm.parameters(), self.epsilon);
        }
        for layer in &self.layers {
            self.layer(layer, &segments, &mut rows, workspace);
        }
        pool(&rows, &pieces, self.hidden, vectors);
        workspace.rows = rows;
    }

    /// Appends the sums of embeddings of a window's subwords, and for each of them whether a word begins, goes on, or none.
    fn embed(
        &self,
        window: &Window,
        subwords: &Subwords,
        vocabulary: &Vocabulary,
        rows: &mut Vec<f32>,
        pieces: &mut Vec<Piece>,
    ) {
        let mut position = 0;
        let mut push = |id: u32, shape: u8, piece: Piece| {
            let id = id as usize;
            let scale = self.word_scale[id];
            let word = &self.words[id * self.hidden..(id + 1) * self.hidden];
            let place = &self.positions[position * self.hidden..(position + 1) * self.hidden];
            let shape =
                &self.shapes[usize::from(shape) * self.hidden..(usize::from(shape) + 1) * self.hidden];
            rows.extend(
                word.iter()
                    .zip(place)
                    .zip(shape)
                    .map(|((byte, p), s)| f32::from(*byte as i8) * scale + p + s),
            );
            pieces.push(piece);
            position += 1;
        };
        push(vocabulary.start, 0, Piece::Special);
        for (k, word) in window.words().enumerate() {
            if k == window.title.len() && k > 0 {
                push(vocabulary.separator, 0, Piece::Special);
            }
            for (i, id) in subwords.of(word).iter().enumerate() {
                push(*id, subwords.shape(word), if i == 0 { Piece::First } else { Piece::Further });
            }
        }
        push(vocabulary.separator, 0, Piece::Special);
    }

    fn layer(&self, layer: &Layer, segments: &[Range<usize>], rows: &mut [f32], workspace: &mut Workspace) {
        let (cpu, hidden) = (self.cpu, self.hidden);
        let count = rows.len() / hidden;
        let Workspace { quantised, wide, attended, .. } = workspace;
        quantised.fill(cpu, rows, count, hidden, hidden);
        layer.qkv.apply(cpu, quantised, 0..count, room(wide, count * layer.qkv.columns()));
        room(attended, count * hidden);
        for segment in segments {
            self.attend(segment.clone(), layer.qkv.columns(), workspace);
        }
        let Workspace { quantised, wide, attended, .. } = workspace;
        quantised.fill(cpu, attended, count, hidden, hidden);
        let projected = room(wide, count * layer.output.columns());
        layer.output.apply(cpu, quantised, 0..count, projected);
        kernel::layer_norm(
            cpu,
            rows,
            (projected, layer.output.columns()),
            layer.norm1.parameters(),
            self.epsilon,
        );
        for block in rows.chunks_mut(FEED_FORWARD_ROWS * hidden) {
            self.feed_forward(layer, block, workspace);
        }
    }

    fn feed_forward(&self, layer: &Layer, rows: &mut [f32], workspace: &mut Workspace) {
        let (cpu, hidden) = (self.cpu, self.hidden);
        let count = rows.len() / hidden;
        let Workspace { quantised, wide, attended, .. } = workspace;
        quantised.fill(cpu, rows, count, hidden, hidden);
        let inner = room(wide, count * layer.up.columns());
        layer.up.apply(cpu, quantised, 0..count, inner);
        kernel::gelu(cpu, inner);
        quantised.fill(cpu, inner, count, layer.down.inputs(), layer.up.columns());
        let projected = room(attended, count * layer.down.columns());
        layer.down.apply(cpu, quantised, 0..count, projected);
        kernel::layer_norm(
            cpu,
            rows,
            (projected, layer.down.columns()),
            layer.norm2.parameters(),
            self.epsilon,
        );
    }

    /// Attention inside one window, whose queries, keys and values stand in `wide` in rows of `stride` numbers.
    fn attend(&self, segment: Range<usize>, stride: usize, workspace: &mut Workspace) {
        let (cpu, hidden, width) = (self.cpu, self.hidden, self.hidden / self.heads);
        let count = segment.len();
        let padded = count.next_multiple_of(LANES);
        let Workspace { wide, attended, scores, inverse, keys, values, .. } = workspace;
        let qkv = &wide[segment.start * stride..segment.end * stride];
        let out = &mut attended[segment.start * hidden..segment.end * hidden];
        let scores = room(scores, count * padded);
        let inverse = room(inverse, count);
        let scale = 1.0 / (width as f32).sqrt();
        for head in 0..self.heads {
            let at = head * width;
            keys.fill_transposed(&qkv[hidden + at..], width, count, stride);
            values.fill_rows(&qkv[2 * hidden + at..], count, width, stride);
            kernel::matmul(cpu, (&qkv[at..], stride), keys, count, (scores, padded), &[]);
            kernel::softmax_rows(cpu, scores, count, padded, scale, inverse);
            kernel::matmul(cpu, (scores, padded), values, count, (&mut out[at..], hidden), inverse);
        }
    }
}

/// What a subword is in its window.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Special,
    First,
    Further,
}

/// The mean of each word's subwords.
fn pool(rows: &[f32], pieces: &[Piece], hidden: usize, vectors: &mut Vec<f32>) {
    vectors.clear();
    let mut i = 0;
    while i < pieces.len() {
        let further = pieces[i + 1..].iter().take_while(|piece| **piece == Piece::Further).count();
        if pieces[i] == Piece::First {
            let from = vectors.len();
            vectors.extend_from_slice(&rows[i * hidden..(i + 1) * hidden]);
            let vector = &mut vectors[from..];
            for row in rows[(i + 1) * hidden..(i + 1 + further) * hidden].chunks_exact(hidden) {
                vector.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            let share = 1.0 / (further + 1) as f32;
            vector.iter_mut().for_each(|value| *value *= share);
        }
        i += 1 + further;
    }
}
