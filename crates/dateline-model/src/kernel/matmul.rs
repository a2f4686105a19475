//! Products of matrices of floats, for attention and trees.

use super::lanes::Lanes;
use super::{Cpu, LANES, dispatch};

/// The right side of a product, `[inner, columns]`, in panels of 16 columns: panel after panel, in it row after row.
#[derive(Default)]
pub(crate) struct Panels {
    inner: usize,
    columns: usize,
    data: Vec<f32>,
}

impl Panels {
    /// Columns with those, all zero, that fill up the last panel.
    pub(crate) fn padded(&self) -> usize {
        self.columns.next_multiple_of(LANES)
    }

    /// Makes room; what fills up the last panel is zero, the rest is for the caller to write.
    fn resize(&mut self, inner: usize, columns: usize) {
        self.inner = inner;
        self.columns = columns;
        self.data.resize(self.padded() * inner, 0.0);
        if columns < self.padded() {
            let last = (self.padded() / LANES - 1) * inner * LANES;
            self.data[last..].fill(0.0);
        }
    }

    /// Takes `inner` rows of `columns` numbers that stand every `stride` numbers.
    pub(crate) fn fill_rows(&mut self, values: &[f32], inner: usize, columns: usize, stride: usize) {
        self.resize(inner, columns);
        for (k, row) in values.chunks(stride).take(inner).enumerate() {
            for (panel, part) in row[..columns].chunks(LANES).enumerate() {
                let at = (panel * inner + k) * LANES;
                self.data[at..at + part.len()].copy_from_slice(part);
            }
        }
    }

    /// Takes the transpose of `columns` rows of `inner` numbers that stand every `stride` numbers.
    pub(crate) fn fill_transposed(&mut self, values: &[f32], inner: usize, columns: usize, stride: usize) {
        self.resize(inner, columns);
        for (panel, first) in self.data.chunks_exact_mut(inner * LANES).zip((0..columns).step_by(LANES)) {
            for (lane, column) in (first..columns.min(first + LANES)).enumerate() {
                let row = &values[column * stride..][..inner];
                for (slot, value) in panel.chunks_exact_mut(LANES).zip(row) {
                    slot[lane] = *value;
                }
            }
        }
    }
}

/// Where rows of a matrix stand: how many there are, and how far apart.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    pub(crate) count: usize,
    pub(crate) stride: usize,
}

/// `output[r, c] = left[r] · right[.., c]` for `count` rows; the output's rows hold all padded columns. Where `scale` is
/// not empty it has a number for each row, by which the row is multiplied.
pub(crate) fn matmul(
    cpu: Cpu,
    (left, left_stride): (&[f32], usize),
    right: &Panels,
    count: usize,
    (output, output_stride): (&mut [f32], usize),
    scale: &[f32],
) {
    if count == 0 {
        return;
    }
    assert!(scale.is_empty() || scale.len() >= count);
    assert!(right.data.len() >= right.padded() * right.inner);
    assert!(left.len() >= (count - 1) * left_stride + right.inner);
    assert!(output.len() >= (count - 1) * output_stride + right.padded());
    let (from, to) = (Rows { count, stride: left_stride }, Rows { count, stride: output_stride });
    dispatch!(cpu, product(left: &[f32], from: Rows, right: &Panels, output: &mut [f32], to: Rows, scale: &[f32]));
}

/// # Safety
/// `left`, `right`, `output` and `scale` have the rows and columns that `matmul` asserts.
#[inline(always)]
unsafe fn product<L: Lanes>(
    left: &[f32],
    from: Rows,
    right: &Panels,
    output: &mut [f32],
    to: Rows,
    scale: &[f32],
) {
    let panels = right.padded() / LANES;
    let mut panel = 0;
    while panel < panels {
        let wide = L::WIDE && panels - panel >= 4;
        let middle = L::WIDE && panels - panel >= 2;
        let mut r = 0;
        while r < from.count {
            let rows_left = from.count - r;
            // SAFETY: rows `r..r + ROWS` are in range and so are the panels, by the choice of the tile.
            unsafe {
                let tile = Tile {
                    inner: right.inner,
                    a: left.as_ptr().add(r * from.stride),
                    a_stride: from.stride,
                    b: right.data.as_ptr().add(panel * right.inner * LANES),
                    out: output.as_mut_ptr().add(r * to.stride + panel * LANES),
                    out_stride: to.stride,
                    scale: if scale.is_empty() { std::ptr::null() } else { scale.as_ptr().add(r) },
                };
                r += match (wide, middle, rows_left) {
                    (true, _, 6..) => tile.run::<L, 6, 4>(),
                    (true, _, 2..) => tile.run::<L, 2, 4>(),
                    (true, ..) => tile.run::<L, 1, 4>(),
                    (_, true, 12..) => tile.run::<L, 12, 2>(),
                    (_, true, 4..) => tile.run::<L, 4, 2>(),
                    (_, true, _) => tile.run::<L, 1, 2>(),
                    (.., 6..) => tile.run::<L, 6, 1>(),
                    (.., 2..) => tile.run::<L, 2, 1>(),
                    _ => tile.run::<L, 1, 1>(),
                };
            }
        }
        panel += if wide { 4 } else { 1 + usize::from(middle) };
    }
}

struct Tile {
    inner: usize,
    a: *const f32,
    a_stride: usize,
    b: *const f32,
    out: *mut f32,
    out_stride: usize,
    /// Null where rows are not to be scaled.
    scale: *const f32,
}

impl Tile {
    /// # Safety
    /// The pointers are valid for ROWS rows and PANELS panels.
    #[expect(clippy::needless_range_loop, reason = "constant bounds make registers of the arrays")]
    #[inline(always)]
    unsafe fn run<L: Lanes, const ROWS: usize, const PANELS: usize>(&self) -> usize {
        // SAFETY: by contract; features by the contract of `L`.
        unsafe {
            let mut sums = [[L::splat(0.0); PANELS]; ROWS];
            for k in 0..self.inner {
                let b: [L::F; PANELS] =
                    std::array::from_fn(|p| L::load(self.b.add((p * self.inner + k) * LANES)));
                for r in 0..ROWS {
                    let a = L::splat(*self.a.add(r * self.a_stride + k));
                    for p in 0..PANELS {
                        sums[r][p] = L::fma(a, b[p], sums[r][p]);
                    }
                }
            }
            if !self.scale.is_null() {
                for r in 0..ROWS {
                    let scale = L::splat(*self.scale.add(r));
                    sums[r] = sums[r].map(|sum| L::mul(sum, scale));
                }
            }
            for r in 0..ROWS {
                for p in 0..PANELS {
                    L::store(sums[r][p], self.out.add(r * self.out_stride + p * LANES));
                }
            }
        }
        ROWS
    }
}
