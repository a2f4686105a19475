//! Functions of rows of floats: GELU, normalisation, softmax.

use super::lanes::Lanes;
use super::{Cpu, LANES, dispatch};

/// Applies GELU (by the error function; absolute error below 1e-4) to all values; their number is a multiple of 16.
pub(crate) fn gelu(cpu: Cpu, values: &mut [f32]) {
    assert!(values.len().is_multiple_of(LANES));
    dispatch!(cpu, gelu_all(values: &mut [f32]));
}

/// Beyond this the normal distribution is taken as 0 or 1.
const GELU_END: f32 = 4.5;

/// `(Phi(x) - 0.5) / x` on `[-GELU_END, GELU_END]` as a polynomial in `2 (x / GELU_END)² - 1`, the highest power first;
/// fitted by reweighted least squares so that the error of `x Phi(x)` is even (1.4e-6 in exact arithmetic).
const GELU_COEFFICIENTS: [f32; 11] = [
    0.000_674_185_6,
    -0.002_135_153_4,
    0.003_357_324_5,
    -0.005_639_945,
    0.010_978_651,
    -0.018_780_136,
    0.028_415_91,
    -0.040_163_174,
    0.054_688_34,
    -0.077_190_7,
    0.156_905_13,
];

/// # Safety
/// The number of values is a multiple of 16.
#[inline(always)]
unsafe fn gelu_all<L: Lanes>(values: &mut [f32]) {
    for at in (0..values.len()).step_by(LANES) {
        // SAFETY: sixteen values stand at `at`; features by contract.
        unsafe {
            let pointer = values.as_mut_ptr().add(at);
            let x = L::load(pointer);
            let inside = L::min(L::max(x, L::splat(-GELU_END)), L::splat(GELU_END));
            let t = L::fma(L::mul(inside, inside), L::splat(2.0 / (GELU_END * GELU_END)), L::splat(-1.0));
            let mut y = L::splat(GELU_COEFFICIENTS[0]);
            for coefficient in &GELU_COEFFICIENTS[1..] {
                y = L::fma(y, t, L::splat(*coefficient));
            }
            let phi = L::fma(inside, y, L::splat(0.5));
            let phi = L::min(L::max(phi, L::splat(0.0)), L::splat(1.0));
            L::store(L::mul(x, phi), pointer);
        }
    }
}

/// `values = norm(values + added) * weight + bias` row by row; the width is that of `weight`, a multiple of 16. The rows
/// of `added` may be longer: they stand every `stride` numbers.
pub(crate) fn layer_norm(
    cpu: Cpu,
    values: &mut [f32],
    (added, stride): (&[f32], usize),
    (weight, bias): (&[f32], &[f32]),
    epsilon: f32,
) {
    let width = weight.len();
    assert!(width > 0 && width.is_multiple_of(LANES) && bias.len() == width && stride >= width);
    let rows = values.len() / width;
    assert!(rows == 0 || added.len() >= (rows - 1) * stride + width);
    let parameters = Norm { weight, bias, epsilon };
    dispatch!(cpu, norm_all(values: &mut [f32], added: &[f32], stride: usize, parameters: Norm<'_>));
}

struct Norm<'w> {
    weight: &'w [f32],
    bias: &'w [f32],
    epsilon: f32,
}

/// # Safety
/// `added` has a row for each row of `values`; the width is a multiple of 16 and that of weight and bias.
#[inline(always)]
unsafe fn norm_all<L: Lanes>(values: &mut [f32], added: &[f32], stride: usize, parameters: Norm<'_>) {
    let width = parameters.weight.len();
    for (r, row) in values.chunks_exact_mut(width).enumerate() {
        let added = &added[r * stride..r * stride + width];
        // SAFETY: all accesses are at multiples of 16 below `width`, which all four slices have; features by contract.
        unsafe {
            let mut sum = L::splat(0.0);
            for at in (0..width).step_by(LANES) {
                let v = L::add(L::load(row.as_ptr().add(at)), L::load(added.as_ptr().add(at)));
                L::store(v, row.as_mut_ptr().add(at));
                sum = L::add(sum, v);
            }
            let mean = L::splat(L::sum(sum) / width as f32);
            let mut squares = L::splat(0.0);
            for at in (0..width).step_by(LANES) {
                let v = L::sub(L::load(row.as_ptr().add(at)), mean);
                squares = L::fma(v, v, squares);
            }
            let inverse = L::splat(1.0 / (L::sum(squares) / width as f32 + parameters.epsilon).sqrt());
            for at in (0..width).step_by(LANES) {
                let v = L::mul(L::sub(L::load(row.as_ptr().add(at)), mean), inverse);
                let weight = L::load(parameters.weight.as_ptr().add(at));
                let bias = L::load(parameters.bias.as_ptr().add(at));
                L::store(L::fma(v, weight, bias), row.as_mut_ptr().add(at));
            }
        }
    }
}

/// For each row of `stride` numbers (a multiple of 16): makes its first `width` numbers `exp(scale * (x - largest))` and
/// the others 0, and writes one divided by their sum to `inverse`.
pub(crate) fn softmax_rows(
    cpu: Cpu,
    values: &mut [f32],
    width: usize,
    stride: usize,
    scale: f32,
    inverse: &mut [f32],
) {
    assert!(width > 0 && width <= stride && stride.is_multiple_of(LANES));
    assert!(values.len() >= inverse.len() * stride);
    dispatch!(cpu, softmax_all(values: &mut [f32], width: usize, stride: usize, scale: f32, inverse: &mut [f32]));
}

/// # Safety
/// `values` has a row for each number of `inverse`; the stride is a multiple of 16.
#[inline(always)]
unsafe fn softmax_all<L: Lanes>(
    values: &mut [f32],
    width: usize,
    stride: usize,
    scale: f32,
    inverse: &mut [f32],
) {
    for (row, inverse) in values.chunks_exact_mut(stride).zip(inverse) {
        row[width..].fill(f32::MIN);
        // SAFETY: all accesses are at multiples of 16 below `stride`, the row's length; features by contract.
        unsafe {
            let mut most = L::load(row.as_ptr());
            for at in (LANES..stride).step_by(LANES) {
                most = L::max(most, L::load(row.as_ptr().add(at)));
            }
            let scale = L::splat(scale * std::f32::consts::LOG2_E);
            let shift = L::mul(L::splat(-L::largest(most)), scale);
            let mut sum = L::splat(0.0);
            for at in (0..stride).step_by(LANES) {
                let v = L::exp2(L::fma(L::load(row.as_ptr().add(at)), scale, shift));
                L::store(v, row.as_mut_ptr().add(at));
                if at + LANES <= width {
                    sum = L::add(sum, v);
                }
            }
            row[width..].fill(0.0);
            if width < stride {
                sum = L::add(sum, L::load(row.as_ptr().add(width / LANES * LANES)));
            }
            *inverse = 1.0 / L::sum(sum);
        }
    }
}

/// The sums of products of each row of `rows` with `vector`, one for each place in `out`; the width is a multiple of 16.
pub(crate) fn dots(cpu: Cpu, rows: &[f32], vector: &[f32], out: &mut [f32]) {
    assert!(vector.len().is_multiple_of(LANES) && rows.len() >= vector.len() * out.len());
    dispatch!(cpu, dots_all(rows: &[f32], vector: &[f32], out: &mut [f32]));
}

/// # Safety
/// `rows` has a row of the vector's length, a multiple of 16, for each place in `out`.
#[inline(always)]
unsafe fn dots_all<L: Lanes>(rows: &[f32], vector: &[f32], out: &mut [f32]) {
    for (r, out) in out.iter_mut().enumerate() {
        // SAFETY: sixteen numbers stand at each multiple of 16 in the vector and in row `r`; features by contract.
        unsafe {
            let row = rows.as_ptr().add(r * vector.len());
            let mut sum = L::splat(0.0);
            for at in (0..vector.len()).step_by(LANES) {
                sum = L::fma(L::load(row.add(at)), L::load(vector.as_ptr().add(at)), sum);
            }
            *out = L::sum(sum);
        }
    }
}
