//! Maximum spanning trees with a single root.

/// Heads of the best tree over `n` words in which exactly one word depends on ROOT.
///
/// `scores[d * (n + 1) + h]` is the score of word `d` (from 0) depending on column `h`: 0 is ROOT, `h` is word `h - 1`.
/// Gives for each word its column. Chu-Liu/Edmonds in the form of Tarjan for dense graphs: time and memory grow with n².
pub(crate) fn best_tree(scores: &[f32], n: usize) -> Vec<usize> {
    assert!(scores.len() >= n * (n + 1));
    let greedy: Vec<usize> = (0..n).map(|d| best_head(scores, n, d)).collect();
    if greedy.iter().filter(|h| **h == 0).count() == 1 && is_tree(&greedy) {
        return greedy;
    }
    Contraction::new(scores, n).run()
}

fn best_head(scores: &[f32], n: usize, d: usize) -> usize {
    let row = &scores[d * (n + 1)..(d + 1) * (n + 1)];
    let mut best = (0, row[0]);
    for (h, score) in row.iter().enumerate().skip(1) {
        if h != d + 1 && *score > best.1 {
            best = (h, *score);
        }
    }
    best.0
}

/// Whether every word reaches ROOT.
fn is_tree(heads: &[usize]) -> bool {
    // For each node the walk on which it was first seen; 0 for not yet, ROOT is seen from the start.
    let mut seen = vec![0; heads.len() + 1];
    seen[0] = usize::MAX;
    for start in 1..=heads.len() {
        let mut node = start;
        while seen[node] == 0 {
            seen[node] = start;
            node = heads[node - 1];
        }
        if seen[node] == start {
            return false;
        }
    }
    true
}

/// An edge into a (contracted) node: its score and the words that it joins.
#[derive(Clone, Copy)]
struct Edge {
    score: f64,
    head: usize,
    dependent: usize,
}

const NONE: Edge = Edge { score: f64::NEG_INFINITY, head: 0, dependent: 0 };

/// Contracts cycles until every node's best edge comes from ROOT's side, then opens them again.
struct Contraction {
    nodes: usize,
    /// `edges[to * nodes + from]` between representatives of contracted nodes.
    edges: Vec<Edge>,
    /// For each node, cycles included, the cycle that it was contracted into.
    parent: Vec<Option<usize>>,
    /// For each cycle its members.
    members: Vec<Vec<usize>>,
    /// For each node, cycles included, the best edge into it.
    entering: Vec<Edge>,
    /// The row and column of `edges` that a node uses, and the node that uses a row.
    row: Vec<usize>,
    node: Vec<usize>,
}

impl Contraction {
    fn new(scores: &[f32], n: usize) -> Self {
        let nodes = n + 1;
        // A price on ROOT's edges, higher than any tree's score, makes the best tree use as few as it can: one.
        let largest = scores.iter().filter(|s| s.is_finite()).fold(0.0_f64, |a, s| a.max(f64::from(s.abs())));
        let price = (2.0 * largest + 1.0) * (nodes as f64);
        let mut edges = vec![NONE; nodes * nodes];
        for d in 1..nodes {
            for h in (0..nodes).filter(|h| *h != d) {
                let score = f64::from(scores[(d - 1) * nodes + h]);
                let score = if score.is_finite() { score } else { -largest - 1.0 };
                let score = if h == 0 { score - price } else { score };
                edges[d * nodes + h] = Edge { score, head: h, dependent: d };
            }
        }
        Self {
            nodes,
            edges,
            parent: vec![None; nodes],
            members: vec![Vec::new(); nodes],
            entering: vec![NONE; nodes],
            row: (0..nodes).collect(),
            node: (0..nodes).collect(),
        }
    }

    fn run(mut self) -> Vec<usize> {
        // 0: not visited; 1: on the path; 2: joined to ROOT.
        let mut state = vec![0_u8; self.nodes];
        state[0] = 2;
        for start in 1..self.nodes {
            let mut path = vec![self.node[self.top_row(start)]];
            if state[self.row[path[0]]] == 2 {
                continue;
            }
            state[self.row[path[0]]] = 1;
            while let Some(&last) = path.last() {
                let Some(from) = self.choose(last) else { break };
                match state[self.row[from]] {
                    2 => break,
                    1 => {
                        let begin = path.iter().position(|node| *node == from).unwrap_or(0);
                        let cycle = path.split_off(begin);
                        path.push(self.contract(cycle));
                    }
                    _ => {
                        state[self.row[from]] = 1;
                        path.push(from);
                    }
                }
            }
            for node in path {
                state[self.row[node]] = 2;
            }
        }
        self.open()
    }

    /// The row of the outermost cycle around an original node.
    fn top_row(&self, node: usize) -> usize {
        self.row[self.top(node)]
    }

    fn top(&self, mut node: usize) -> usize {
        while let Some(parent) = self.parent[node] {
            node = parent;
        }
        node
    }

    /// Chooses the best edge into a node and gives the (outermost) node that it comes from.
    fn choose(&mut self, node: usize) -> Option<usize> {
        let row = self.row[node];
        let mut best: Option<(usize, Edge)> = None;
        for from in (0..self.nodes).filter(|from| *from != row) {
            let edge = self.edges[row * self.nodes + from];
            if edge.score > f64::NEG_INFINITY && best.is_none_or(|(_, b)| edge.score > b.score) {
                best = Some((from, edge));
            }
        }
        let (from, edge) = best?;
        self.entering[node] = edge;
        Some(self.node[from])
    }

    /// Makes one node of a cycle; it takes over the row of the cycle's first member.
    fn contract(&mut self, cycle: Vec<usize>) -> usize {
        let new = self.parent.len();
        let rows: Vec<usize> = cycle.iter().map(|node| self.row[*node]).collect();
        let kept = rows[0];
        for (node, row) in cycle.iter().zip(&rows) {
            self.parent[*node] = Some(new);
            let paid = self.entering[*node].score;
            for from in 0..self.nodes {
                self.edges[row * self.nodes + from].score -= paid;
            }
        }
        for row in &rows[1..] {
            for other in 0..self.nodes {
                self.keep_better(kept * self.nodes + other, row * self.nodes + other);
                self.keep_better(other * self.nodes + kept, other * self.nodes + row);
            }
        }
        for row in &rows {
            self.edges[kept * self.nodes + row] = NONE;
            self.edges[row * self.nodes + kept] = NONE;
        }
        self.parent.push(None);
        self.members.push(cycle);
        self.entering.push(NONE);
        self.row.push(kept);
        self.node[kept] = new;
        new
    }

    /// Moves the second edge to the first's place where it is better; the second is gone.
    fn keep_better(&mut self, kept: usize, gone: usize) {
        let edge = std::mem::replace(&mut self.edges[gone], NONE);
        if edge.score > self.edges[kept].score {
            self.edges[kept] = edge;
        }
    }

    /// Opens the cycles from the outermost inwards: the edge into a cycle replaces that of the member it enters.
    fn open(mut self) -> Vec<usize> {
        for cycle in (self.nodes..self.parent.len()).rev() {
            let edge = self.entering[cycle];
            let mut member = edge.dependent;
            while self.parent[member] != Some(cycle) {
                match self.parent[member] {
                    Some(parent) => member = parent,
                    None => break,
                }
            }
            self.entering[member] = edge;
        }
        self.entering[1..self.nodes].iter().map(|edge| edge.head).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{best_tree, is_tree};

    fn value(scores: &[f32], n: usize, heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(d, h)| f64::from(scores[d * (n + 1) + h])).sum()
    }

    /// The best value by trying all assignments of heads.
    fn by_force(scores: &[f32], n: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n as u32).map(|d| code / (n + 1).pow(d) % (n + 1)).collect();
            let single = heads.iter().filter(|h| **h == 0).count() == 1;
            if single && heads.iter().enumerate().all(|(d, h)| *h != d + 1) && is_tree(&heads) {
                best = best.max(value(scores, n, &heads));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn small_trees_are_as_good_as_the_best_of_all(n in 1_usize..6, numbers in prop::collection::vec(-8_i16..8, 30)) {
            let scores: Vec<f32> = numbers.iter().map(|x| f32::from(*x)).take(n * (n + 1)).collect();
            let heads = best_tree(&scores, n);
            prop_assert_eq!(heads.iter().filter(|h| **h == 0).count(), 1);
            prop_assert!(is_tree(&heads));
            prop_assert_eq!(value(&scores, n, &heads), by_force(&scores, n));
        }

        #[test]
        fn long_sentences_end_with_one_root(n in 100_usize..140, seed in 0_u32..1000) {
            let scores: Vec<f32> = (0..(n * (n + 1)) as u32)
                .map(|i| ((i ^ seed).wrapping_mul(2_654_435_761) >> 16) as f32 / 1000.0)
                .collect();
            let heads = best_tree(&scores, n);
            prop_assert_eq!(heads.iter().filter(|h| **h == 0).count(), 1);
            prop_assert!(is_tree(&heads));
        }
    }

    #[test]
    fn numbers_that_are_none_still_give_a_tree() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let heads = best_tree(&[bad; 12], 3);
            assert!(is_tree(&heads) && heads.iter().filter(|h| **h == 0).count() == 1, "{heads:?}");
        }
    }
}
