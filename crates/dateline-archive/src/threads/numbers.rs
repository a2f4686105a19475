//! Small sets of numbers.

/// A set of numbers as a sorted list: what is compared are a dozen at a time, thousands of times an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Vec<u32>);

impl Numbers {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The numbers in their order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().copied()
    }

    /// How many are in both.
    pub fn common(&self, other: &Self) -> usize {
        let (mut ours, mut theirs) = (self.0.as_slice(), other.0.as_slice());
        let mut count = 0;
        while let ([a, more @ ..], [b, others @ ..]) = (ours, theirs) {
            count += usize::from(a == b);
            if a <= b {
                ours = more;
            }
            if b <= a {
                theirs = others;
            }
        }
        count
    }

    /// The numbers of both.
    pub fn union(&self, other: &Self) -> Self {
        self.iter().chain(other.iter()).collect()
    }

    /// Takes in those of another set, the lowest first, until there are `most`.
    pub fn absorb(&mut self, other: &Self, most: usize) {
        for number in other.iter() {
            if self.len() >= most {
                return;
            }
            if let Err(place) = self.0.binary_search(&number) {
                self.0.insert(place, number);
            }
        }
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut numbers: Vec<u32> = numbers.into_iter().collect();
        numbers.sort_unstable();
        numbers.dedup();
        Self(numbers)
    }
}

impl<const N: usize> From<[u32; N]> for Numbers {
    fn from(numbers: [u32; N]) -> Self {
        numbers.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn sets_behave_as_sets() {
        let (one, other) = (Numbers::from([5, 1, 5, 9]), Numbers::from([9, 2, 5]));
        assert_eq!((one.len(), one.common(&other), other.common(&one)), (3, 2, 2));
        assert_eq!(one.union(&other), Numbers::from([1, 2, 5, 9]));
        assert_eq!(one.common(&Numbers::default()), 0);
        let mut few = one.clone();
        few.absorb(&Numbers::from([3, 2, 1]), 4);
        assert_eq!(few, Numbers::from([1, 2, 5, 9]));
    }
}
