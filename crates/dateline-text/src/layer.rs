//! Typed standoff layers.

use crate::Span;

/// Something that points into a document's text.
pub trait Spanned {
    /// Where it lies, in bytes.
    fn span(&self) -> Span;
}

impl Spanned for Span {
    fn span(&self) -> Span {
        *self
    }
}

/// Values of one kind, sorted in reading order by their spans.
///
/// A layer is built once and then only read. Values may overlap. Two values with one span keep the order in which they were given.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer<T> {
    pub(crate) items: Vec<T>,
}

impl<T> Default for Layer<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<T: Spanned> Layer<T> {
    /// A layer of the given values, sorted by span.
    pub fn new(mut items: Vec<T>) -> Self {
        items.sort_by_key(Spanned::span);
        Self { items }
    }

    /// The values that lie wholly inside `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &T> {
        let first = self.items.partition_point(|item| item.span().start() < span.start());
        self.items[first..]
            .iter()
            .take_while(move |item| item.span().start() <= span.end())
            .filter(move |item| span.contains(item.span()))
    }

    /// The values that share at least one byte with `span`.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = &T> {
        self.items
            .iter()
            .take_while(move |item| item.span().start() < span.end())
            .filter(move |item| item.span().overlaps(span))
    }
}

impl<T> std::ops::Deref for Layer<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T: Spanned> FromIterator<T> for Layer<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::new(items.into_iter().collect())
    }
}

impl<'a, T> IntoIterator for &'a Layer<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Layer;
    use crate::Span;

    fn spans() -> impl Strategy<Value = Vec<Span>> {
        prop::collection::vec((0_usize..60, 0_usize..60).prop_map(|(a, b)| Span::new(a, b)), 0..40)
    }

    proptest! {
        #[test]
        fn within_and_overlapping_agree_with_a_plain_filter(items in spans(), a in 0_usize..60, b in 0_usize..60) {
            let layer = Layer::new(items);
            let query = Span::new(a, b);
            let within: Vec<Span> = layer.within(query).copied().collect();
            let expected: Vec<Span> = layer.iter().filter(|s| query.contains(**s)).copied().collect();
            prop_assert_eq!(within, expected);
            let overlapping: Vec<Span> = layer.overlapping(query).copied().collect();
            let expected: Vec<Span> = layer.iter().filter(|s| query.overlaps(**s)).copied().collect();
            prop_assert_eq!(overlapping, expected);
        }
    }
}
