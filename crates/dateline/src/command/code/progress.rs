//! How far the run is, on a terminal only.

use std::io::{IsTerminal, stderr};
use std::thread;

use dateline::dateline_ingest::{Inputs, Limits};
use dateline::view::clean;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::journal::Done;

/// While the inputs are still being counted.
const COUNTING: &str = "{spinner} {pos} articles, {per_sec}, {elapsed}";
/// When the end is known.
const COUNTED: &str = "{bar:24} {pos} of {len} articles, {per_sec}, {eta} left";

/// A bar on standard error; nothing where that is no terminal.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins with the articles that are done; a thread counts all of them meanwhile.
    pub fn new(inputs: &[String], done: &Done) -> Self {
        if !stderr().is_terminal() {
            return Self { bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()) };
        }
        let bar = ProgressBar::no_length().with_position(done.len()).with_style(style(COUNTING));
        bar.reset_eta();
        if !inputs.iter().any(|input| input == "-") {
            let (bar, inputs) = (bar.clone(), inputs.to_vec());
            thread::spawn(move || {
                let count = Inputs::new(inputs, Limits::default()).count();
                bar.set_style(style(COUNTED));
                bar.set_length(count as u64);
            });
        }
        Self { bar }
    }

    /// One more article.
    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// Tells the user something, on a line of its own.
    pub fn say(&self, message: &str) {
        self.bar.suspend(|| eprintln!("{}", clean(message)));
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
