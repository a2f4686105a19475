//! From layers to events: who did what to whom, and whether it happened.
