//! What a writer keeps at hand of threads and stories, so that comparing a new article with them reads nothing twice.

use std::collections::HashMap;

use crate::error::Result;
use crate::stories::Weights;
use crate::threads::Features;

/// Rows that a shelf holds at most: some 40 megabytes of threads, those of a week of five thousand articles a day.
const MOST: usize = 1 << 16;

/// Rows as they stand in the store, by their number. Whoever changes a row takes it off its shelf.
#[derive(Default)]
pub struct Memory {
    /// What threads are compared by.
    pub threads: Shelf<Features>,
    /// What stories are compared by.
    pub stories: Shelf<Weights>,
}

impl Memory {
    /// Forgets everything: after a failure the store does not hold what was written last.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

/// Rows of one kind.
pub struct Shelf<T> {
    rows: HashMap<i64, T>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { rows: HashMap::new() }
    }
}

impl<T> Shelf<T> {
    /// A row; `load` reads it where it is not at hand.
    ///
    /// # Errors
    /// When `load` fails.
    pub fn row(&mut self, id: i64, load: impl FnOnce() -> Result<T>) -> Result<&T> {
        if self.rows.len() >= MOST && !self.rows.contains_key(&id) {
            // All at once: what is needed next is what was written last, and soon there again.
            self.rows.clear();
        }
        match self.rows.entry(id) {
            std::collections::hash_map::Entry::Occupied(entry) => Ok(entry.into_mut()),
            std::collections::hash_map::Entry::Vacant(entry) => Ok(entry.insert(load()?)),
        }
    }

    /// Takes a row off that has changed in the store.
    pub fn drop_row(&mut self, id: i64) {
        self.rows.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;

    #[test]
    fn a_row_is_read_once_until_it_changes() {
        let mut shelf = Shelf::default();
        let mut reads = 0;
        let mut read = |shelf: &mut Shelf<u32>| {
            *shelf
                .row(7, || {
                    reads += 1;
                    Ok(reads)
                })
                .expect("it is read")
        };
        assert_eq!((read(&mut shelf), read(&mut shelf)), (1, 1));
        shelf.drop_row(7);
        assert_eq!(read(&mut shelf), 2);
    }
}
