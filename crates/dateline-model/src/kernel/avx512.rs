//! Lanes on processors with AVX-512 and its 8-bit dot products (VNNI): one register each.

use std::arch::x86_64::*;

use super::lanes::Lanes;

#[derive(Clone, Copy)]
pub(crate) struct Avx512;

// SAFETY (of every block in here): the processor has the features, and pointers are valid for what is read or written,
// by the trait's contract.
impl Lanes for Avx512 {
    const WIDE: bool = true;
    type F = __m512;
    type I = __m512i;
    type Bytes = __m512i;

    #[inline(always)]
    unsafe fn splat(value: f32) -> Self::F {
        unsafe { _mm512_set1_ps(value) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self::F {
        unsafe { _mm512_loadu_ps(from) }
    }

    #[inline(always)]
    unsafe fn store(values: Self::F, to: *mut f32) {
        unsafe { _mm512_storeu_ps(to, values) }
    }

    #[inline(always)]
    unsafe fn add(a: Self::F, b: Self::F) -> Self::F {
        unsafe { _mm512_add_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn sub(a: Self::F, b: Self::F) -> Self::F {
        unsafe { _mm512_sub_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn mul(a: Self::F, b: Self::F) -> Self::F {
        unsafe { _mm512_mul_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn fma(a: Self::F, b: Self::F, c: Self::F) -> Self::F {
        unsafe { _mm512_fmadd_ps(a, b, c) }
    }

    #[inline(always)]
    unsafe fn max(a: Self::F, b: Self::F) -> Self::F {
        unsafe { _mm512_max_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn min(a: Self::F, b: Self::F) -> Self::F {
        unsafe { _mm512_min_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn abs(values: Self::F) -> Self::F {
        unsafe { _mm512_abs_ps(values) }
    }

    #[inline(always)]
    unsafe fn sum(values: Self::F) -> f32 {
        unsafe {
            let upper = _mm512_castps512_ps256(_mm512_shuffle_f32x4::<0b0000_1110>(values, values));
            super::avx2::sum_of_eight(_mm256_add_ps(_mm512_castps512_ps256(values), upper))
        }
    }

    #[inline(always)]
    unsafe fn largest(values: Self::F) -> f32 {
        unsafe {
            let upper = _mm512_castps512_ps256(_mm512_shuffle_f32x4::<0b0000_1110>(values, values));
            super::avx2::largest_of_eight(_mm256_max_ps(_mm512_castps512_ps256(values), upper))
        }
    }

    #[inline(always)]
    unsafe fn round(values: Self::F) -> Self::I {
        unsafe { _mm512_cvt_roundps_epi32::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(values) }
    }

    #[inline(always)]
    unsafe fn to_floats(values: Self::I) -> Self::F {
        unsafe { _mm512_cvtepi32_ps(values) }
    }

    #[inline(always)]
    unsafe fn scale_by_power(values: Self::F, exponent: Self::I) -> Self::F {
        unsafe {
            _mm512_castsi512_ps(_mm512_add_epi32(
                _mm512_castps_si512(values),
                _mm512_slli_epi32::<23>(exponent),
            ))
        }
    }

    #[inline(always)]
    unsafe fn load_ints(from: *const i32) -> Self::I {
        unsafe { _mm512_loadu_si512(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store_bytes(values: Self::I, to: *mut u8) {
        unsafe {
            _mm_storeu_si128(
                to.cast(),
                _mm512_cvtepi32_epi8(_mm512_add_epi32(values, _mm512_set1_epi32(128))),
            )
        }
    }

    #[inline(always)]
    unsafe fn splat_bytes(from: *const u8) -> Self::Bytes {
        unsafe { _mm512_set1_epi32(from.cast::<i32>().read_unaligned()) }
    }

    #[inline(always)]
    unsafe fn dot_bytes(sum: Self::I, bytes: Self::Bytes, weights: *const i8) -> Self::I {
        unsafe { _mm512_dpbusd_epi32(sum, bytes, _mm512_loadu_si512(weights.cast())) }
    }
}
