//! Measures reading on one thread: `speed [FILE] [SECONDS]`; without a file an article of this example's own.

mod support;

use std::time::{Duration, Instant};

use dateline_model::Model;
use dateline_text::Document;

const ARTICLE: &str = "Northland envoy walks out of river talks

PORT ALDANA – Ambassador Ilse Varga left the talks on the Merrin dam on Tuesday after the Northland delegation accused Sudria of shelling two villages near the border. “We do not negotiate under fire,” she told reporters outside the conference hall, adding that her government would ask the United Nations Security Council for an emergency session before the end of the week.

Sudria's foreign ministry denied the claim and called for a 30-day ceasefire. Its spokesman, Tomas Hale, said that artillery had only answered fire from the northern bank, and that no civilians had been hurt. According to the Red Cross, at least 14 people were wounded in the villages of Osk and Little Merrin, and about 1,500 have fled to the U.S.-built camp at Tarrow since Sunday.

The talks, which opened in March under the auspices of the African Union, were meant to settle how the two countries share the river's water once the dam is filled. Northland, which depends on the river for most of its power, wants a binding treaty; Sudria has offered a memorandum that either side could leave at a year's notice.

Thousands of people marched through the capital on Monday to demand that the government stop filling the reservoir. Police fired tear gas and arrested 37 protesters, among them two members of the opposition Reform Party. The interior minister, Paola Renn, defended the arrests and warned that further unauthorised marches would be broken up by force.

President Adan Meru is expected to meet his Sudrian counterpart in Geneva next month, two officials familiar with the plans said. If the meeting fails, Northland could suspend deliveries of grain, which Sudria buys at a reduced price under an agreement signed in 2019. The European Union has urged both sides to return to the table and offered to send observers.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let text = arguments.next().map(std::fs::read_to_string).transpose()?;
    let text = text.as_deref().unwrap_or(ARTICLE);
    let seconds: u64 = arguments.next().map_or(Ok(5), |s| s.parse())?;
    let (start, processor) = (Instant::now(), processor_time());
    let model = Model::load();
    let loaded = start.elapsed();
    if let (Some(before), Some(after)) = (processor, processor_time()) {
        println!("loading took {:.0} ms of processor time", (after - before) * 1e3);
    }
    let document = Document::from_text(text);
    let sentences = support::sentences(&document);
    let words = model.read(&document, sentences.clone()).syntax.tokens().len();
    println!(
        "loaded in {loaded:?}, first document of {words} words read {:?} after the start",
        start.elapsed()
    );
    let (mut times, start, processor) = (Vec::new(), Instant::now(), processor_time());
    while start.elapsed() < Duration::from_secs(seconds) {
        let begin = Instant::now();
        std::hint::black_box(model.read(&document, sentences.clone()));
        times.push(begin.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let rate = |time: f64| words as f64 / time;
    println!(
        "words a second: best {:.0}, median {:.0}, over {} documents",
        rate(times[0]),
        rate(times[times.len() / 2]),
        times.len()
    );
    if let (Some(before), Some(after)) = (processor, processor_time()) {
        println!("words a second of processor time: {:.0}", rate((after - before) / times.len() as f64));
    }
    Ok(())
}

/// Seconds that this thread has run, where the system says: other programs on the machine do not count.
fn processor_time() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? * 1e-9)
}
