//! What the run came to.

use std::path::Path;
use std::time::Duration;

use super::journal::Totals;

/// The counts of all runs into this output, and the time of this one.
pub struct Summary {
    /// Of all runs.
    pub totals: Totals,
    /// Of the runs before this one.
    pub resumed: Totals,
    /// How long this one took.
    pub elapsed: Duration,
}

impl Summary {
    /// Tells it on standard error.
    pub fn print(&self, out: &Path) {
        eprint!("{}", self.text(&out.display().to_string(), crate::command::peak_memory()));
    }

    fn text(&self, out: &str, memory: Option<u64>) -> String {
        let totals = &self.totals;
        let seconds = self.elapsed.as_secs_f64();
        let now = totals.articles() - self.resumed.articles();
        let rate = if seconds > 0.0 { now as f64 / seconds } else { 0.0 };
        let memory =
            memory.map(|bytes| format!(", peak memory {} MB", bytes / 1_000_000)).unwrap_or_default();
        let mut text = format!(
            "{out}: {} articles, {} events, {} statements\n{now} articles in {seconds:.1} s, {rate:.1} a second{memory}\n",
            totals.read, totals.events, totals.statements
        );
        if self.resumed.articles() > 0 {
            text.push_str(&format!("{} articles were done before\n", self.resumed.articles()));
        }
        let foreign = (totals.foreign > 0).then(|| format!("{} not English", totals.foreign));
        let failed = totals.reasons.iter().map(|(reason, count)| format!("{count} {reason}"));
        let skipped: Vec<String> = foreign.into_iter().chain(failed).collect();
        if !skipped.is_empty() {
            text.push_str(&format!("skipped {}: {}\n", totals.foreign + totals.failed(), skipped.join(", ")));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use expect_test::expect;

    use super::{Summary, Totals};

    #[test]
    fn everything_that_was_skipped_is_told() {
        let reasons = [("empty".to_owned(), 2), ("not text".to_owned(), 1)].into();
        let totals = Totals { read: 90, events: 300, statements: 80, foreign: 7, reasons };
        let resumed = Totals { read: 50, ..Totals::default() };
        let summary = Summary { totals, resumed, elapsed: Duration::from_secs(10) };
        expect![[r"
            out.csv: 90 articles, 300 events, 80 statements
            50 articles in 10.0 s, 5.0 a second, peak memory 123 MB
            50 articles were done before
            skipped 10: 7 not English, 2 empty, 1 not text
        "]]
        .assert_eq(&summary.text("out.csv", Some(123_456_789)));
    }
}
