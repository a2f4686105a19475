//! The reader and its command line.
