//! Hand-built trees.
