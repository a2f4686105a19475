//! The arithmetic: products of matrices in 8-bit integers and in floats, and the row-wise functions between them.
//!
//! Each function is written once, over the sixteen lanes of a [`lanes::Lanes`], and compiled for each kind of processor;
//! which one runs is decided at run time. All give the same bits: integer sums are exact (weights lie within ±63, so that
//! sums of two products of bytes fit into 16 bits), and floats are multiplied, fused and summed in one fixed order.
//! This is the only module with `unsafe` code. Its functions check all lengths and are safe to call.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod lanes;
mod linear;
mod matmul;
mod portable;
mod rows;

pub(crate) use linear::{Linear, LinearPart, Quantised};
pub(crate) use matmul::{Panels, matmul};
pub(crate) use rows::{dots, gelu, layer_norm, softmax_rows};

/// The largest absolute value of a weight.
pub(crate) const WEIGHT_LIMIT: i8 = 63;

/// How many lanes all machines work on.
pub(crate) const LANES: usize = 16;

/// Which instructions the processor has. A value other than the portable one exists only where it really has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cpu(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Portable,
}

impl Cpu {
    /// The best kind that this processor is.
    pub(crate) fn detect() -> Self {
        Self::available()[0]
    }

    /// All kinds that this processor is, the best first; never empty.
    pub(crate) fn available() -> Vec<Self> {
        let mut kinds = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vnni")
            {
                kinds.push(Self(Kind::Avx512));
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                kinds.push(Self(Kind::Avx2));
            }
        }
        kinds.push(Self(Kind::Portable));
        kinds
    }
}

/// Compiles a function that is generic over lanes for each kind of processor and calls the right one.
macro_rules! dispatch {
    ($cpu:expr, $generic:ident($($name:ident: $type:ty),* $(,)?)) => {{
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f,avx512bw,avx512vnni,avx2,fma")]
        unsafe fn avx512($($name: $type),*) {
            // SAFETY: this function has the features that the lanes want; the rest is the caller's.
            unsafe { $generic::<$crate::kernel::avx512::Avx512>($($name),*) }
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        unsafe fn avx2($($name: $type),*) {
            // SAFETY: as above.
            unsafe { $generic::<$crate::kernel::avx2::Avx2>($($name),*) }
        }
        match $cpu.0 {
            // SAFETY: a `Cpu` of this kind exists only where the processor has the features, and the caller of this
            // macro has checked the lengths that the generic function names.
            #[cfg(target_arch = "x86_64")]
            $crate::kernel::Kind::Avx512 => unsafe { avx512($($name),*) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            $crate::kernel::Kind::Avx2 => unsafe { avx2($($name),*) },
            // SAFETY: as above; the portable lanes want no features.
            $crate::kernel::Kind::Portable => unsafe { $generic::<$crate::kernel::portable::Portable>($($name),*) },
        }
    }};
}
pub(crate) use dispatch;

#[cfg(test)]
mod tests;
