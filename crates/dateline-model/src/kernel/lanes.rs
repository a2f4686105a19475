//! Sixteen lanes of floats or of 32-bit integers.

/// The operations of one kind of processor.
///
/// # Safety
/// Every function may only be called where the processor has the implementation's features, and pointers must be valid
/// for the sixteen values (64 bytes of weights) that a function reads or writes there; they need not be aligned.
pub(crate) trait Lanes: Copy {
    /// How many panels of 16 columns a tile of the product of bytes takes at once: 4 or 1.
    const WIDE: bool;
    type F: Copy;
    type I: Copy;

    unsafe fn splat(value: f32) -> Self::F;
    unsafe fn load(from: *const f32) -> Self::F;
    unsafe fn store(values: Self::F, to: *mut f32);
    unsafe fn add(a: Self::F, b: Self::F) -> Self::F;
    unsafe fn sub(a: Self::F, b: Self::F) -> Self::F;
    unsafe fn mul(a: Self::F, b: Self::F) -> Self::F;
    /// `a * b + c`, rounded once.
    unsafe fn fma(a: Self::F, b: Self::F, c: Self::F) -> Self::F;
    unsafe fn max(a: Self::F, b: Self::F) -> Self::F;
    unsafe fn min(a: Self::F, b: Self::F) -> Self::F;

    /// To the nearest integer, halves to the even one.
    unsafe fn round(values: Self::F) -> Self::I;
    unsafe fn to_floats(values: Self::I) -> Self::F;
    /// `values * 2^exponent` for normal values and results.
    unsafe fn scale_by_power(values: Self::F, exponent: Self::I) -> Self::F;

    unsafe fn load_ints(from: *const i32) -> Self::I;
    /// Adds 128 and stores the lowest byte of each lane.
    unsafe fn store_bytes(values: Self::I, to: *mut u8);
    /// Four bytes without sign, for all lanes.
    type Bytes: Copy;
    unsafe fn splat_bytes(from: *const u8) -> Self::Bytes;
    /// Adds to each lane the sum of four products of a byte without sign and a weight (within ±63) at `weights`.
    unsafe fn dot_bytes(sum: Self::I, bytes: Self::Bytes, weights: *const i8) -> Self::I;

    unsafe fn abs(values: Self::F) -> Self::F;
    /// The sum of the lanes: each upper half is added to the lower half until one number is left.
    unsafe fn sum(values: Self::F) -> f32;
    /// The largest lane; no lane may be "not a number".
    unsafe fn largest(values: Self::F) -> f32;

    /// Two to the power of values from -126 to 127 (what is below counts as -126), relative error below 3e-6.
    #[inline(always)]
    unsafe fn exp2(values: Self::F) -> Self::F {
        // SAFETY: features are the caller's.
        unsafe {
            let x = Self::max(values, Self::splat(-126.0));
            let whole = Self::round(x);
            let part = Self::sub(x, Self::to_floats(whole));
            // 2^part on [-0.5, 0.5], fitted by least squares at Chebyshev nodes.
            let mut y = Self::splat(0.009_560_52);
            for coefficient in [0.055_917_12, 0.240_249_81, 0.693_121_97, 0.999_999_17] {
                y = Self::fma(y, part, Self::splat(coefficient));
            }
            Self::scale_by_power(y, whole)
        }
    }
}

/// The sum of sixteen numbers in the order that all machines keep.
#[inline(always)]
pub(crate) fn sum_of_array(a: [f32; 16]) -> f32 {
    let eight: [f32; 8] = std::array::from_fn(|i| a[i] + a[i + 8]);
    let four: [f32; 4] = std::array::from_fn(|i| eight[i] + eight[i + 4]);
    (four[0] + four[2]) + (four[1] + four[3])
}
