//! The neural reader: words, tags, trees, mentions, triggers and roles, in one pass of one small encoder on a CPU.
//!
//! [`Model::load`] unpacks the weights that are built into the program; [`Model::read`] reads a document. What the weights
//! are, and what each part computes, is written in `training/MODEL.md`; the arithmetic (8-bit products of matrices, the same
//! bits on every processor) is in the private module `kernel`, the only one with `unsafe` code.

mod assemble;
mod characters;
mod config;
pub mod conllu;
mod decode;
mod encoder;
mod heads;
mod kernel;
mod labels;
mod model;
mod sequence;
mod tokenise;
mod tree;
mod weights;
mod window;
mod wordpiece;

pub use model::{Model, ModelError};
pub use tokenise::tokenise;
