//! The metrics that the measuring examples print, against figures worked out by hand.

#[path = "../examples/support/clusters.rs"]
mod clusters;

use clusters::{Clusters, Score, b_cubed, ceaf, muc};

fn set(clusters: &[&[usize]]) -> Clusters {
    clusters.iter().map(|c| c.iter().copied().collect()).collect()
}

#[track_caller]
fn assert_near(score: Score, precision: f64, recall: f64) {
    assert!((score.p() - precision).abs() < 1e-9, "precision {} not {precision}", score.p());
    assert!((score.r() - recall).abs() < 1e-9, "recall {} not {recall}", score.r());
}

#[test]
fn the_same_clusters_are_all_right() {
    let same = set(&[&[1, 2, 3], &[4, 5]]);
    for metric in [muc, b_cubed, ceaf] {
        assert_near(metric(&same, &same), 1.0, 1.0);
    }
}

/// Gold {1…5}, {6, 7}, {8…12}; the first is found, the others are one (after the example of Luo 2005).
#[test]
fn two_clusters_taken_for_one() {
    let gold = set(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]]);
    let told = set(&[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]);
    assert_near(muc(&gold, &told), 9.0 / 10.0, 1.0);
    assert_near(b_cubed(&gold, &told), (5.0 + 4.0 / 7.0 + 25.0 / 7.0) / 12.0, 1.0);
    // 1 and 2·5 / (5 + 7).
    let best = 1.0 + 10.0 / 12.0;
    assert_near(ceaf(&gold, &told), best / 2.0, best / 3.0);
}

#[test]
fn items_that_one_side_lacks_count_against_the_other() {
    let gold = set(&[&[1, 2, 3]]);
    let told = set(&[&[1, 2, 9]]);
    assert_near(muc(&gold, &told), 1.0 / 2.0, 1.0 / 2.0);
    assert_near(b_cubed(&gold, &told), 4.0 / 9.0, 4.0 / 9.0);
    assert_near(ceaf(&gold, &told), 2.0 / 3.0, 2.0 / 3.0);
}

/// The most alike pair is {1, 2, 3} with {1, 2, 4, 5}; it leaves two that share nothing, so that the best sum is without it.
#[test]
fn the_alignment_is_the_best_one_not_the_greedy_one() {
    let gold = set(&[&[1, 2, 3], &[4, 5, 6, 7, 8]]);
    let told = set(&[&[1, 2, 4, 5], &[3, 9]]);
    // Straight 2·2/7 + 0; crossed 2·1/5 + 2·2/9: 0.571 is the greatest of the four, 0.844 the best sum.
    let best = 2.0 / 5.0 + 4.0 / 9.0;
    assert_near(ceaf(&gold, &told), best / 2.0, best / 2.0);
}

#[test]
fn nothing_found_is_nothing_right() {
    let gold = set(&[&[1, 2]]);
    for metric in [muc, b_cubed, ceaf] {
        let score = metric(&gold, &Clusters::new());
        assert_near(score, 0.0, 0.0);
        assert!(score.f1() == 0.0);
    }
}
