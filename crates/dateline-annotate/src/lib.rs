//! Layers over a read document: sentences, entities, places, times, quantities, statements.
