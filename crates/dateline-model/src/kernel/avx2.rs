//! Lanes on processors with AVX2 and fused multiplication: two registers each.

use std::arch::x86_64::*;

use super::lanes::Lanes;

#[derive(Clone, Copy)]
pub(crate) struct Avx2;

/// # Safety
/// The processor has AVX2.
#[inline(always)]
pub(super) unsafe fn sum_of_eight(values: __m256) -> f32 {
    // SAFETY: by contract.
    unsafe {
        let four = _mm_add_ps(_mm256_castps256_ps128(values), _mm256_extractf128_ps::<1>(values));
        let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps::<1>(two, two)))
    }
}

/// # Safety
/// The processor has AVX2.
#[inline(always)]
pub(super) unsafe fn largest_of_eight(values: __m256) -> f32 {
    // SAFETY: by contract.
    unsafe {
        let four = _mm_max_ps(_mm256_castps256_ps128(values), _mm256_extractf128_ps::<1>(values));
        let two = _mm_max_ps(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32(_mm_max_ss(two, _mm_shuffle_ps::<1>(two, two)))
    }
}

// SAFETY (of every block in here): the processor has the features, and pointers are valid for what is read or written,
// by the trait's contract.
impl Lanes for Avx2 {
    const WIDE: bool = false;
    type F = [__m256; 2];
    type I = [__m256i; 2];
    type Bytes = __m256i;

    #[inline(always)]
    unsafe fn splat(value: f32) -> Self::F {
        unsafe { [_mm256_set1_ps(value); 2] }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self::F {
        unsafe { [_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8))] }
    }

    #[inline(always)]
    unsafe fn store(values: Self::F, to: *mut f32) {
        unsafe {
            _mm256_storeu_ps(to, values[0]);
            _mm256_storeu_ps(to.add(8), values[1]);
        }
    }

    #[inline(always)]
    unsafe fn add(a: Self::F, b: Self::F) -> Self::F {
        unsafe { [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])] }
    }

    #[inline(always)]
    unsafe fn sub(a: Self::F, b: Self::F) -> Self::F {
        unsafe { [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])] }
    }

    #[inline(always)]
    unsafe fn mul(a: Self::F, b: Self::F) -> Self::F {
        unsafe { [_mm256_mul_ps(a[0], b[0]), _mm256_mul_ps(a[1], b[1])] }
    }

    #[inline(always)]
    unsafe fn fma(a: Self::F, b: Self::F, c: Self::F) -> Self::F {
        unsafe { [_mm256_fmadd_ps(a[0], b[0], c[0]), _mm256_fmadd_ps(a[1], b[1], c[1])] }
    }

    #[inline(always)]
    unsafe fn max(a: Self::F, b: Self::F) -> Self::F {
        unsafe { [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])] }
    }

    #[inline(always)]
    unsafe fn min(a: Self::F, b: Self::F) -> Self::F {
        unsafe { [_mm256_min_ps(a[0], b[0]), _mm256_min_ps(a[1], b[1])] }
    }

    #[inline(always)]
    unsafe fn abs(values: Self::F) -> Self::F {
        unsafe { values.map(|v| _mm256_andnot_ps(_mm256_set1_ps(-0.0), v)) }
    }

    #[inline(always)]
    unsafe fn sum(values: Self::F) -> f32 {
        unsafe { sum_of_eight(_mm256_add_ps(values[0], values[1])) }
    }

    #[inline(always)]
    unsafe fn largest(values: Self::F) -> f32 {
        unsafe { largest_of_eight(_mm256_max_ps(values[0], values[1])) }
    }

    #[inline(always)]
    unsafe fn round(values: Self::F) -> Self::I {
        const NEAREST: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
        unsafe { values.map(|v| _mm256_cvttps_epi32(_mm256_round_ps::<NEAREST>(v))) }
    }

    #[inline(always)]
    unsafe fn to_floats(values: Self::I) -> Self::F {
        unsafe { [_mm256_cvtepi32_ps(values[0]), _mm256_cvtepi32_ps(values[1])] }
    }

    #[inline(always)]
    unsafe fn scale_by_power(values: Self::F, exponent: Self::I) -> Self::F {
        unsafe {
            let half = |v: __m256, e: __m256i| {
                _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(v), _mm256_slli_epi32::<23>(e)))
            };
            [half(values[0], exponent[0]), half(values[1], exponent[1])]
        }
    }

    #[inline(always)]
    unsafe fn load_ints(from: *const i32) -> Self::I {
        unsafe { [_mm256_loadu_si256(from.cast()), _mm256_loadu_si256(from.add(8).cast())] }
    }

    #[inline(always)]
    unsafe fn store_bytes(values: Self::I, to: *mut u8) {
        unsafe {
            let mut lanes = [0_i32; 16];
            _mm256_storeu_si256(lanes.as_mut_ptr().cast(), values[0]);
            _mm256_storeu_si256(lanes.as_mut_ptr().add(8).cast(), values[1]);
            to.cast::<[u8; 16]>().write_unaligned(lanes.map(|v| v.wrapping_add(128) as u8));
        }
    }

    #[inline(always)]
    unsafe fn splat_bytes(from: *const u8) -> Self::Bytes {
        unsafe { _mm256_set1_epi32(from.cast::<i32>().read_unaligned()) }
    }

    #[inline(always)]
    unsafe fn dot_bytes(sum: Self::I, bytes: Self::Bytes, weights: *const i8) -> Self::I {
        unsafe {
            let half = |sum: __m256i, weights: *const i8| {
                // Two products of at most 255 * 63 fit into 16 bits, so nothing saturates.
                let pairs = _mm256_maddubs_epi16(bytes, _mm256_loadu_si256(weights.cast()));
                _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))
            };
            [half(sum[0], weights), half(sum[1], weights.add(32))]
        }
    }
}
