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

    /// The lanes as an array, for what is done rarely.
    #[inline(always)]
    unsafe fn to_array(values: Self::F) -> [f32; 16] {
        let mut array = [0.0; 16];
        // SAFETY: the array has room for sixteen floats; features are the caller's.
        unsafe { Self::store(values, array.as_mut_ptr()) };
        array
    }

    /// The sum of the lanes, in one order on all machines.
    #[inline(always)]
    unsafe fn sum(values: Self::F) -> f32 {
        // SAFETY: features are the caller's.
        let a = unsafe { Self::to_array(values) };
        let mut eight = [0.0_f32; 8];
        for i in 0..8 {
            eight[i] = a[i] + a[i + 8];
        }
        let four = [eight[0] + eight[4], eight[1] + eight[5], eight[2] + eight[6], eight[3] + eight[7]];
        (four[0] + four[2]) + (four[1] + four[3])
    }

    /// The largest lane.
    #[inline(always)]
    unsafe fn largest(values: Self::F) -> f32 {
        // SAFETY: features are the caller's.
        unsafe { Self::to_array(values) }
            .into_iter()
            .fold(f32::NEG_INFINITY, |a, b| if a > b { a } else { b })
    }

    /// The exponential function, relative error below 3e-7, for arguments from -87 to 88; below it is that of -87.
    #[inline(always)]
    unsafe fn exp(values: Self::F) -> Self::F {
        // SAFETY: features are the caller's.
        unsafe {
            let x = Self::mul(Self::max(values, Self::splat(-87.0)), Self::splat(std::f32::consts::LOG2_E));
            let whole = Self::round(x);
            let part = Self::sub(x, Self::to_floats(whole));
            // 2^part on [-0.5, 0.5], fitted by least squares at Chebyshev nodes.
            let mut y = Self::splat(0.001_326_698);
            for coefficient in [0.009_675_469, 0.055_507_425, 0.240_221_22, 0.693_146_94, 1.0] {
                y = Self::fma(y, part, Self::splat(coefficient));
            }
            Self::scale_by_power(y, whole)
        }
    }
}
