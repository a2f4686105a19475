//! How alike two clusterings are: MUC (Vilain and others 1995), B-cubed (Bagga and Baldwin 1998) and CEAF over entities (Luo 2005).
//!
//! Counts are those of the reference scorer of the CoNLL tasks (Pradhan and others 2014): items that only one side has count
//! against the other's precision or recall. Counts of several documents add up.

#![allow(dead_code, reason = "each example takes the figures that it prints")]

use std::collections::{BTreeMap, BTreeSet};

/// Clusters of items, each a set of the items' numbers; no item is in two.
pub type Clusters = Vec<BTreeSet<usize>>;

/// What was right of what was told and of what was wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    pub precision: (f64, f64),
    pub recall: (f64, f64),
}

impl Score {
    pub fn add(&mut self, other: Self) {
        self.precision.0 += other.precision.0;
        self.precision.1 += other.precision.1;
        self.recall.0 += other.recall.0;
        self.recall.1 += other.recall.1;
    }

    pub fn p(&self) -> f64 {
        ratio(self.precision)
    }

    pub fn r(&self) -> f64 {
        ratio(self.recall)
    }

    pub fn f1(&self) -> f64 {
        let (p, r) = (self.p(), self.r());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

fn ratio((right, all): (f64, f64)) -> f64 {
    if all == 0.0 { 0.0 } else { right / all }
}

/// The cluster of each item.
fn by_item(clusters: &Clusters) -> BTreeMap<usize, usize> {
    clusters.iter().enumerate().flat_map(|(k, items)| items.iter().map(move |i| (*i, k))).collect()
}

/// How many items each cluster of the other side shares with this one, and how many it shares with none.
fn shared(cluster: &BTreeSet<usize>, other: &BTreeMap<usize, usize>) -> (BTreeMap<usize, usize>, usize) {
    let (mut counts, mut alone) = (BTreeMap::new(), 0);
    for item in cluster {
        match other.get(item) {
            Some(k) => *counts.entry(*k).or_insert(0) += 1,
            None => alone += 1,
        }
    }
    (counts, alone)
}

/// Links that hold: of n items in so many parts of the other side n − parts.
pub fn muc(gold: &Clusters, told: &Clusters) -> Score {
    let links = |of: &Clusters, other: &Clusters| {
        let other = by_item(other);
        of.iter().fold((0.0, 0.0), |(right, all), cluster| {
            let (counts, alone) = shared(cluster, &other);
            let size = cluster.len() as f64;
            (right + size - (counts.len() + alone) as f64, all + size - 1.0)
        })
    };
    Score { precision: links(told, gold), recall: links(gold, told) }
}

/// For each item the share of its cluster that is with it on the other side too.
pub fn b_cubed(gold: &Clusters, told: &Clusters) -> Score {
    let kept = |of: &Clusters, other: &Clusters| {
        let other = by_item(other);
        of.iter().fold((0.0, 0.0), |(right, all), cluster| {
            let squares: usize = shared(cluster, &other).0.values().map(|n| n * n).sum();
            let size = cluster.len() as f64;
            (right + squares as f64 / size.max(1.0), all + size)
        })
    };
    Score { precision: kept(told, gold), recall: kept(gold, told) }
}

/// The best one-to-one alignment of clusters by their Dice similarity (Luo's fourth).
pub fn ceaf(gold: &Clusters, told: &Clusters) -> Score {
    let (rows, columns) = if gold.len() <= told.len() { (gold, told) } else { (told, gold) };
    let column_of = by_item(columns);
    let similarity: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| {
            let mut line = vec![0.0; columns.len()];
            for (k, count) in shared(row, &column_of).0 {
                line[k] = 2.0 * count as f64 / (row.len() + columns[k].len()) as f64;
            }
            line
        })
        .collect();
    let best = assignment(&similarity);
    Score { precision: (best, told.len() as f64), recall: (best, gold.len() as f64) }
}

/// The greatest sum of an assignment of rows to columns, of which there are at least as many (Kuhn 1955, with potentials).
fn assignment(similarity: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (similarity.len(), similarity.first().map_or(0, Vec::len));
    let (mut u, mut v) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let (mut matched, mut way) = (vec![0_usize; columns + 1], vec![0_usize; columns + 1]);
    for i in 1..=rows {
        matched[0] = i;
        let mut j0 = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut used = vec![false; columns + 1];
        loop {
            used[j0] = true;
            let i0 = matched[j0];
            let (mut delta, mut j1) = (f64::INFINITY, 0);
            for j in 1..=columns {
                if used[j] {
                    continue;
                }
                let cost = -similarity[i0 - 1][j - 1] - u[i0] - v[j];
                if cost < least[j] {
                    (least[j], way[j]) = (cost, j0);
                }
                if least[j] < delta {
                    (delta, j1) = (least[j], j);
                }
            }
            for j in 0..=columns {
                if used[j] {
                    u[matched[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            j0 = j1;
            if matched[j0] == 0 {
                break;
            }
        }
        while j0 != 0 {
            let j1 = way[j0];
            matched[j0] = matched[j1];
            j0 = j1;
        }
    }
    (1..=columns).filter(|j| matched[*j] > 0).map(|j| similarity[matched[j] - 1][j - 1]).sum()
}
