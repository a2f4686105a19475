use super::{Cpu, Linear, LinearPart, Panels, Quantised, dots, gelu, layer_norm, matmul, softmax_rows};

/// Numbers that look random, in `[-1, 1)`, the same in every run.
fn noise(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|v| v.to_bits()).collect()
}

/// Runs a computation on every kind of processor that there is here, checks that all give the same bits, and gives them.
fn on_all(compute: impl Fn(Cpu) -> Vec<f32>) -> Vec<f32> {
    let kinds = Cpu::available();
    let portable = compute(kinds[kinds.len() - 1]);
    for cpu in kinds {
        assert_eq!(bits(&compute(cpu)), bits(&portable), "{cpu:?}");
    }
    portable
}

#[test]
fn products_of_bytes_are_near_those_of_floats_and_the_same_everywhere() {
    for (rows, inputs, outputs) in [(1, 16, 1), (5, 64, 70), (13, 384, 33), (8, 1536, 16)] {
        let input = noise(rows * inputs, 1);
        // The largest weights, so that sums of pairs come as near to 16 bits as they can.
        let weight: Vec<u8> =
            noise(outputs * inputs, 2).iter().map(|w| (w.signum() * 63.0) as i8 as u8).collect();
        let (scale, bias) = (vec![0.01; outputs], noise(outputs, 3));
        let part = LinearPart { weight: &weight, scale: &scale, bias: &bias };
        let (linear, starts) = Linear::pack(inputs, &[part]);
        assert_eq!(starts, [0]);
        let columns = linear.columns();
        let output = on_all(|cpu| {
            let mut quantised = Quantised::default();
            quantised.fill(cpu, &input, rows, inputs, inputs);
            let mut output = vec![0.0; rows * columns];
            linear.apply(cpu, &quantised, 0..rows, &mut output);
            output
        });
        for r in 0..rows {
            for c in 0..outputs {
                let products =
                    (0..inputs).map(|k| input[r * inputs + k] * f32::from(weight[c * inputs + k] as i8));
                let exact = products.sum::<f32>() * 0.01 + bias[c];
                let error = (output[r * columns + c] - exact).abs();
                assert!(error < 0.01 * (inputs as f32).sqrt(), "{error} at {r}, {c} of {inputs}");
            }
        }
    }
}

#[test]
fn rows_of_the_largest_bytes_do_not_saturate() {
    let inputs = 1536;
    let weight = vec![63; inputs];
    let part = LinearPart { weight: &weight, scale: &[1.0], bias: &[0.0] };
    let (linear, _) = Linear::pack(inputs, &[part]);
    let output = on_all(|cpu| {
        let mut quantised = Quantised::default();
        quantised.fill(cpu, &vec![127.0; inputs], 1, inputs, inputs);
        let mut output = vec![0.0; linear.columns()];
        linear.apply(cpu, &quantised, 0..1, &mut output);
        output
    });
    assert_eq!(output[0], 127.0 * 63.0 * 1536.0);
}

#[test]
fn rows_that_are_no_numbers_are_read_as_zeros() {
    let weight = vec![1; 16];
    let (linear, _) = Linear::pack(16, &[LinearPart { weight: &weight, scale: &[1.0], bias: &[2.0] }]);
    for bad in [0.0, f32::INFINITY, 1e-40] {
        let mut quantised = Quantised::default();
        let mut output = vec![0.0; linear.columns()];
        quantised.fill(Cpu::detect(), &[bad; 16], 1, 16, 16);
        linear.apply(Cpu::detect(), &quantised, 0..1, &mut output);
        assert_eq!(output[0], 2.0, "{bad}");
    }
}

#[test]
fn products_of_floats_are_right_and_the_same_everywhere() {
    for (rows, inner, columns) in [(1, 1, 1), (7, 32, 33), (14, 40, 100), (13, 16, 32)] {
        let (left, right) = (noise(rows * inner, 4), noise(inner * columns, 5));
        let mut panels = Panels::default();
        panels.fill_rows(&right, inner, columns, columns);
        let padded = panels.padded();
        let output = on_all(|cpu| {
            let mut output = vec![0.0; rows * padded];
            matmul(cpu, (&left, inner), &panels, rows, (&mut output, padded), &[]);
            output
        });
        let transposed: Vec<f32> =
            (0..columns).flat_map(|c| right.iter().skip(c).step_by(columns)).copied().collect();
        let mut other = Panels::default();
        other.fill_transposed(&transposed, inner, columns, inner);
        let mut again = vec![0.0; rows * padded];
        matmul(Cpu::detect(), (&left, inner), &other, rows, (&mut again, padded), &[]);
        assert_eq!(bits(&output), bits(&again));
        for r in 0..rows {
            for c in 0..columns {
                let exact: f32 = (0..inner).map(|k| left[r * inner + k] * right[k * columns + c]).sum();
                assert!((output[r * padded + c] - exact).abs() < 1e-4);
            }
        }
    }
}

#[test]
fn gelu_is_within_a_ten_thousandth_of_the_error_functions() {
    // x * Phi(x), computed with the error function in double precision (Python's math.erf).
    let known = [
        (-8.0, -4.97e-15),
        (-5.0, -1.433_258e-6),
        (-4.4, -2.381_542e-5),
        (-3.0, -0.004_049_694),
        (-1.0, -0.158_655_25),
        (-0.3, -0.114_626_646),
        (0.0, 0.0),
        (0.7, 0.530_625_4),
        (2.0, 1.954_499_7),
        (4.0, 3.999_873_3),
        (9.0, 9.0),
    ];
    let mut values: Vec<f32> = known.iter().map(|(x, _)| *x).collect();
    values.resize(16, 0.0);
    let output = on_all(|cpu| {
        let mut values = values.clone();
        gelu(cpu, &mut values);
        values
    });
    for ((x, expected), found) in known.iter().zip(&output) {
        assert!((expected - found).abs() < 1e-4, "{x}: {found}, expected {expected}");
    }
}

#[test]
fn softmax_sums_to_one_and_forgets_what_is_beyond_the_width() {
    for width in [1, 15, 16, 33] {
        let stride = 48;
        let values = noise(2 * stride, 6);
        let output = on_all(|cpu| {
            let (mut values, mut inverse) = (values.clone(), [0.0; 2]);
            softmax_rows(cpu, &mut values, width, stride, 3.0, &mut inverse);
            for (row, inverse) in values.chunks_exact_mut(stride).zip(inverse) {
                row.iter_mut().for_each(|v| *v *= inverse);
            }
            values
        });
        for (row, given) in output.chunks_exact(stride).zip(values.chunks_exact(stride)) {
            let sum: f64 = given[..width].iter().map(|v| f64::from(3.0 * v).exp()).sum();
            for (found, given) in row[..width].iter().zip(given) {
                assert!((f64::from(*found) - f64::from(3.0 * given).exp() / sum).abs() < 1e-6);
            }
            assert!(row[width..].iter().all(|v| *v == 0.0));
        }
    }
}

#[test]
fn normalised_rows_have_mean_zero_and_variance_one() {
    let (values, added) = (noise(3 * 48, 7), noise(3 * 64, 8));
    let (weight, bias) = (vec![1.0; 48], vec![0.0; 48]);
    let output = on_all(|cpu| {
        let mut values = values.clone();
        layer_norm(cpu, &mut values, (&added, 64), (&weight, &bias), 1e-12);
        values
    });
    for (r, row) in output.chunks_exact(48).enumerate() {
        let mean = row.iter().sum::<f32>() / 48.0;
        let variance = row.iter().map(|v| v * v).sum::<f32>() / 48.0;
        assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-5);
        // The order of two numbers of a row is that of their sums.
        let sum = |i: usize| values[r * 48 + i] + added[r * 64 + i];
        assert_eq!(row[0] > row[1], sum(0) > sum(1));
    }
}

#[test]
fn dots_are_sums_of_products() {
    let (rows, vector) = (noise(3 * 32, 9), noise(32, 10));
    let output = on_all(|cpu| {
        let mut out = vec![0.0; 3];
        dots(cpu, &rows, &vector, &mut out);
        out
    });
    for (row, found) in rows.chunks_exact(32).zip(output) {
        assert!((row.iter().zip(&vector).map(|(a, b)| a * b).sum::<f32>() - found).abs() < 1e-5);
    }
}
