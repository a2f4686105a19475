//! From bytes as people have them to a document with metadata.
