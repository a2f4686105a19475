//! The neural reader: words, tags, trees, mentions, triggers and roles.
