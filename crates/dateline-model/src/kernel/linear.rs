//! Linear layers: rows quantised to bytes times weights of bytes, prepacked.

use super::lanes::Lanes;
use super::{Cpu, LANES, WEIGHT_LIMIT, dispatch};

/// Columns are packed in groups of so many.
const GROUP: usize = 4 * LANES;

/// 64 bytes of weights at an address that is a multiple of 64.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Block([i8; 64]);

/// One linear layer as the weights file gives it.
pub(crate) struct LinearPart<'w> {
    /// Bytes with sign, `[outputs, inputs]`.
    pub(crate) weight: &'w [u8],
    /// One for each output.
    pub(crate) scale: &'w [f32],
    /// One for each output.
    pub(crate) bias: &'w [f32],
}

/// One or more linear layers over the same input, packed for the product.
///
/// Columns stand in panels of 16; in a panel, for every four inputs, the four weights of each of its columns.
pub(crate) struct Linear {
    inputs: usize,
    /// Columns with those that fill up the last group.
    columns: usize,
    blocks: Vec<Block>,
    scale: Vec<f32>,
    bias: Vec<f32>,
    /// What the offset of 128 in the input adds to each column's sum, negated.
    correction: Vec<i32>,
}

impl Linear {
    /// Packs layers side by side, each from a multiple of 16 columns on; gives also where each begins. Weights are
    /// clamped to ±63 (the file keeps that). The lengths must fit: `inputs`, at least one, weights for each scale and bias.
    pub(crate) fn pack(inputs: usize, parts: &[LinearPart<'_>]) -> (Self, Vec<usize>) {
        let mut starts = Vec::new();
        let mut end = 0_usize;
        for part in parts {
            assert!(
                inputs > 0
                    && part.scale.len() == part.bias.len()
                    && part.weight.len() == part.scale.len() * inputs
            );
            starts.push(end);
            end += part.scale.len().next_multiple_of(LANES);
        }
        let columns = end.next_multiple_of(GROUP);
        let depth = inputs.div_ceil(4);
        let mut packed = Self {
            inputs,
            columns,
            blocks: vec![Block([0; 64]); columns / LANES * depth],
            scale: vec![0.0; columns],
            bias: vec![0.0; columns],
            correction: vec![0; columns],
        };
        for (part, start) in parts.iter().zip(&starts) {
            packed.scale[*start..start + part.scale.len()].copy_from_slice(part.scale);
            packed.bias[*start..start + part.bias.len()].copy_from_slice(part.bias);
            packed.pack_panels(part.weight, *start);
        }
        (packed, starts)
    }

    /// Packs a layer's rows as columns from `start`, a multiple of 16, on.
    fn pack_panels(&mut self, weight: &[u8], start: usize) {
        let (inputs, depth) = (self.inputs, self.inputs.div_ceil(4));
        let clamped = |byte: u8| (byte as i8).clamp(-WEIGHT_LIMIT, WEIGHT_LIMIT);
        for (row, correction) in weight.chunks_exact(inputs).zip(&mut self.correction[start..]) {
            *correction = -128 * row.iter().map(|byte| i32::from(clamped(*byte))).sum::<i32>();
        }
        let blocks = self.blocks[start / LANES * depth..].chunks_exact_mut(depth);
        for (rows, blocks) in weight.chunks(inputs * LANES).zip(blocks) {
            for (lane, row) in rows.chunks_exact(inputs).enumerate() {
                for (four, block) in row.chunks(4).zip(&mut *blocks) {
                    for (byte, slot) in four.iter().zip(&mut block.0[lane * 4..]) {
                        *slot = clamped(*byte);
                    }
                }
            }
        }
    }

    /// The width of the input.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many columns the output has: those of the layers with what fills them up.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// `output[r, c] = input[r] · weight[c] + bias[c]`; the output's rows are `columns()` long.
    pub(crate) fn apply(
        &self,
        cpu: Cpu,
        input: &Quantised,
        rows: std::ops::Range<usize>,
        output: &mut [f32],
    ) {
        assert!(input.width == self.inputs && rows.end <= input.scale.len());
        assert!(input.bytes.len() >= rows.end * input.stride && output.len() >= rows.len() * self.columns);
        let linear = self;
        dispatch!(cpu, product(linear: &Linear, input: &Quantised, rows: std::ops::Range<usize>, output: &mut [f32]));
    }
}

/// Rows of numbers as bytes: `value = (byte - 128) * scale` with a scale for each row.
#[derive(Default)]
pub(crate) struct Quantised {
    width: usize,
    /// The width, filled up with zeros to a multiple of 16.
    stride: usize,
    bytes: Vec<u8>,
    scale: Vec<f32>,
}

impl Quantised {
    /// Quantises rows of `width` numbers that stand every `stride` numbers; replaces what was there.
    pub(crate) fn fill(&mut self, cpu: Cpu, values: &[f32], rows: usize, width: usize, stride: usize) {
        assert!(width > 0 && width.is_multiple_of(LANES) && width <= stride);
        assert!(rows == 0 || values.len() >= (rows - 1) * stride + width);
        self.width = width;
        self.stride = width;
        self.bytes.resize(rows * width, 0);
        self.scale.resize(rows, 0.0);
        let quantised = self;
        dispatch!(cpu, quantise(quantised: &mut Quantised, values: &[f32], stride: usize));
    }
}

/// # Safety
/// `values` has all rows of `quantised`, `stride` apart; `width` is a multiple of 16.
#[inline(always)]
unsafe fn quantise<L: Lanes>(quantised: &mut Quantised, values: &[f32], stride: usize) {
    let width = quantised.width;
    for (r, (bytes, scale)) in quantised.bytes.chunks_exact_mut(width).zip(&mut quantised.scale).enumerate() {
        let row = &values[r * stride..r * stride + width];
        // SAFETY: every access lies within `row` or `bytes`, both `width` long, a multiple of 16; features by contract.
        unsafe {
            let mut most = L::splat(0.0);
            for at in (0..width).step_by(LANES) {
                most = L::max(most, L::abs(L::load(row.as_ptr().add(at))));
            }
            let most = L::largest(most);
            // A row of zeros, or of what is no number, is read as zeros.
            let (forth, back) =
                if most > 1e-30 && most < 1e30 { (127.0 / most, most / 127.0) } else { (0.0, 0.0) };
            *scale = back;
            let forth = L::splat(forth);
            for at in (0..width).step_by(LANES) {
                let v = L::round(L::mul(L::load(row.as_ptr().add(at)), forth));
                L::store_bytes(v, bytes.as_mut_ptr().add(at));
            }
        }
    }
}

/// # Safety
/// `input` has the rows, `output` room for as many rows of all columns, and the widths fit.
#[inline(always)]
unsafe fn product<L: Lanes>(
    linear: &Linear,
    input: &Quantised,
    rows: std::ops::Range<usize>,
    output: &mut [f32],
) {
    let depth = linear.inputs.div_ceil(4);
    let columns = linear.columns;
    for group in (0..columns).step_by(GROUP) {
        let mut r = rows.start;
        while r < rows.end {
            let left = rows.end - r;
            // SAFETY: rows `r..r + ROWS` are in range, so `a` has ROWS rows; the group's four panels lie within the
            // blocks, scales, biases and corrections; `out` has room for ROWS rows of which the group is a part.
            unsafe {
                let tile = Tile {
                    depth,
                    a: input.bytes.as_ptr().add(r * input.stride),
                    stride: input.stride,
                    row_scale: input.scale.as_ptr().add(r),
                    blocks: linear.blocks.as_ptr().add(group / LANES * depth).cast(),
                    scale: linear.scale.as_ptr().add(group),
                    bias: linear.bias.as_ptr().add(group),
                    correction: linear.correction.as_ptr().add(group),
                    out: output.as_mut_ptr().add((r - rows.start) * columns + group),
                    columns,
                };
                r += match left {
                    6.. => tile.group::<L, 6>(),
                    2.. => tile.group::<L, 2>(),
                    _ => tile.group::<L, 1>(),
                };
            }
        }
    }
}

/// Where a few rows and one group of columns of a product stand.
struct Tile {
    depth: usize,
    a: *const u8,
    stride: usize,
    row_scale: *const f32,
    blocks: *const i8,
    scale: *const f32,
    bias: *const f32,
    correction: *const i32,
    out: *mut f32,
    columns: usize,
}

impl Tile {
    /// # Safety
    /// The pointers are valid for ROWS rows and four panels.
    #[inline(always)]
    unsafe fn group<L: Lanes, const ROWS: usize>(&self) -> usize {
        // SAFETY: by contract.
        unsafe {
            if L::WIDE {
                self.panels::<L, ROWS, 4>(0);
            } else {
                for panel in 0..4 {
                    self.panels::<L, ROWS, 1>(panel);
                }
            }
        }
        ROWS
    }

    /// # Safety
    /// The pointers are valid for ROWS rows and the panels `first..first + PANELS`.
    #[expect(clippy::needless_range_loop, reason = "constant bounds make registers of the arrays")]
    #[inline(always)]
    unsafe fn panels<L: Lanes, const ROWS: usize, const PANELS: usize>(&self, first: usize) {
        // SAFETY: by contract; features by the contract of `L`.
        unsafe {
            let column = first * LANES;
            let start: [L::I; PANELS] =
                std::array::from_fn(|p| L::load_ints(self.correction.add(column + p * LANES)));
            let mut sums = [start; ROWS];
            let mut weights = self.blocks.add(first * self.depth * 64);
            for four in 0..self.depth {
                for r in 0..ROWS {
                    let bytes = L::splat_bytes(self.a.add(r * self.stride + four * 4));
                    for p in 0..PANELS {
                        sums[r][p] = L::dot_bytes(sums[r][p], bytes, weights.add(p * self.depth * 64));
                    }
                }
                weights = weights.add(64);
            }
            for r in 0..ROWS {
                let row_scale = L::splat(*self.row_scale.add(r));
                for p in 0..PANELS {
                    let at = column + p * LANES;
                    let scale = L::mul(row_scale, L::load(self.scale.add(at)));
                    let value = L::fma(L::to_floats(sums[r][p]), scale, L::load(self.bias.add(at)));
                    L::store(value, self.out.add(r * self.columns + at));
                }
            }
        }
    }
}
