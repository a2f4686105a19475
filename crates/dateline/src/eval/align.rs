//! Which sentence of the gold a sentence of the record is: splitters differ.

use super::tokens::Bag;

/// The least overlap of two sentences that are one.
const ENOUGH: f64 = 0.3;
/// What a step of distance costs, so that of equal sentences the nearer one is taken.
const STEP: f64 = 1e-4;

/// For each sentence of the record the gold sentence that shares most words with it.
pub fn align(gold: &[String], read: &[String]) -> Vec<Option<usize>> {
    let gold: Vec<Bag> = gold.iter().map(|s| Bag::new(s)).collect();
    let nearest = |(i, sentence): (usize, &String)| {
        let bag = Bag::new(sentence);
        let mut best = (None, 0.0);
        for (j, other) in gold.iter().enumerate() {
            let score = bag.dice(other) - STEP * i.abs_diff(j) as f64;
            if score > best.1 {
                best = (Some(j), score);
            }
        }
        best.0.filter(|_| best.1 >= ENOUGH)
    };
    read.iter().enumerate().map(nearest).collect()
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn split_and_joined_sentences_find_their_gold() {
        let list = |items: &[&str]| items.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let gold = list(&["Envoys met in Geneva; they left on Monday.", "Nobody spoke.", "Nobody spoke."]);
        let read = list(&[
            "Envoys met in Geneva;",
            "they left on Monday.",
            "Nobody spoke.",
            "Unrelated words here.",
        ]);
        assert_eq!(align(&gold, &read), [Some(0), Some(0), Some(2), None]);
    }
}
