//! The published record: the only serialised types.
