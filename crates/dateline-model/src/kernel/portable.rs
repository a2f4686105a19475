//! Lanes for any processor.

use super::lanes::{Lanes, sum_of_array};

#[derive(Clone, Copy)]
pub(crate) struct Portable;

#[inline(always)]
fn zip<T: Copy, U: Copy>(a: [T; 16], b: [T; 16], f: impl Fn(T, T) -> U) -> [U; 16] {
    std::array::from_fn(|i| f(a[i], b[i]))
}

// SAFETY (of every block in here): pointers are valid for what is read or written, by the trait's contract.
impl Lanes for Portable {
    const WIDE: bool = false;
    type F = [f32; 16];
    type I = [i32; 16];
    type Bytes = [u8; 4];

    #[inline(always)]
    unsafe fn splat(value: f32) -> Self::F {
        [value; 16]
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self::F {
        unsafe { from.cast::<Self::F>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn store(values: Self::F, to: *mut f32) {
        unsafe { to.cast::<Self::F>().write_unaligned(values) }
    }

    #[inline(always)]
    unsafe fn add(a: Self::F, b: Self::F) -> Self::F {
        zip(a, b, |a, b| a + b)
    }

    #[inline(always)]
    unsafe fn sub(a: Self::F, b: Self::F) -> Self::F {
        zip(a, b, |a, b| a - b)
    }

    #[inline(always)]
    unsafe fn mul(a: Self::F, b: Self::F) -> Self::F {
        zip(a, b, |a, b| a * b)
    }

    #[inline(always)]
    unsafe fn fma(a: Self::F, b: Self::F, c: Self::F) -> Self::F {
        std::array::from_fn(|i| a[i].mul_add(b[i], c[i]))
    }

    #[inline(always)]
    unsafe fn max(a: Self::F, b: Self::F) -> Self::F {
        zip(a, b, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    unsafe fn min(a: Self::F, b: Self::F) -> Self::F {
        zip(a, b, |a, b| if a < b { a } else { b })
    }

    #[inline(always)]
    unsafe fn abs(values: Self::F) -> Self::F {
        values.map(f32::abs)
    }

    #[inline(always)]
    unsafe fn sum(values: Self::F) -> f32 {
        sum_of_array(values)
    }

    #[inline(always)]
    unsafe fn largest(values: Self::F) -> f32 {
        values.into_iter().fold(f32::NEG_INFINITY, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    unsafe fn round(values: Self::F) -> Self::I {
        values.map(|v| v.round_ties_even() as i32)
    }

    #[inline(always)]
    unsafe fn to_floats(values: Self::I) -> Self::F {
        values.map(|v| v as f32)
    }

    #[inline(always)]
    unsafe fn scale_by_power(values: Self::F, exponent: Self::I) -> Self::F {
        std::array::from_fn(|i| f32::from_bits(values[i].to_bits().wrapping_add((exponent[i] << 23) as u32)))
    }

    #[inline(always)]
    unsafe fn load_ints(from: *const i32) -> Self::I {
        unsafe { from.cast::<Self::I>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn store_bytes(values: Self::I, to: *mut u8) {
        unsafe { to.cast::<[u8; 16]>().write_unaligned(values.map(|v| v.wrapping_add(128) as u8)) }
    }

    #[inline(always)]
    unsafe fn splat_bytes(from: *const u8) -> Self::Bytes {
        unsafe { from.cast::<[u8; 4]>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn dot_bytes(sum: Self::I, bytes: Self::Bytes, weights: *const i8) -> Self::I {
        let weights = unsafe { weights.cast::<[[i8; 4]; 16]>().read_unaligned() };
        std::array::from_fn(|lane| {
            let products = |i: usize| i32::from(bytes[i]) * i32::from(weights[lane][i]);
            sum[lane] + products(0) + products(1) + products(2) + products(3)
        })
    }
}
