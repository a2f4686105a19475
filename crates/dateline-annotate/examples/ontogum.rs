//! Coreference against OntoGUM (Zhu and others 2021), the OntoNotes-style coreference of GUM: MUC, B-cubed, CEAF over entities and
//! their mean, the CoNLL F1.
//!
//! `ontogum CONLLU GUM_COREF_FOLDER [--errors N]`: documents are those of the CoNLL-U file. Their text alone is given to the
//! reader. As in OntoNotes no entity of one mention is annotated, so that ours of one mention are left out too. Mentions are matched
//! by their span, and in a second table by their head alone (the word of gold's tree that hangs on none of its own mention).
//! OntoNotes marks no relative pronoun and takes an apposition for a part of the mention that it stands beside: ours of both are left
//! out. The entity layer is made for who acts in the news: the last table leaves out of gold what it takes for no mention at all.

#[path = "support/clusters.rs"]
mod clusters;
#[path = "support/conllu.rs"]
mod conllu;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;

use clusters::{Clusters, Score, b_cubed, ceaf, muc};
use dateline_annotate::{find_entities, find_sentences};
use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::{Entity, EntityMention, Form, Metadata, Span, Syntax, Upos};

/// A mention of gold or of ours: its span, the start of its head, and what it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mention {
    span: Span,
    head: usize,
    form: Form,
}

/// Entities as lists of mentions.
type Entities = Vec<Vec<Mention>>;

/// The three metrics of one way to match.
#[derive(Default)]
struct Table {
    muc: Score,
    b_cubed: Score,
    ceaf: Score,
    mentions: Score,
}

impl Table {
    fn add(&mut self, gold: &Clusters, told: &Clusters) {
        self.muc.add(muc(gold, told));
        self.b_cubed.add(b_cubed(gold, told));
        self.ceaf.add(ceaf(gold, told));
        let all = |clusters: &Clusters| clusters.iter().flatten().copied().collect::<BTreeSet<usize>>();
        let (gold, told) = (all(gold), all(told));
        let both = gold.intersection(&told).count() as f64;
        self.mentions.add(Score { precision: (both, told.len() as f64), recall: (both, gold.len() as f64) });
    }

    fn print(&self, what: &str) {
        println!("{what}");
        for (name, score) in
            [("mentions", self.mentions), ("MUC", self.muc), ("B3", self.b_cubed), ("CEAF-e", self.ceaf)]
        {
            println!("  {name:8} P {:.3} R {:.3} F1 {:.3}", score.p(), score.r(), score.f1());
        }
        println!("  CoNLL F1 {:.3}", (self.muc.f1() + self.b_cubed.f1() + self.ceaf.f1()) / 3.0);
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [list, folder, rest @ ..] = &arguments[..] else {
        return Err("CONLLU GUM_COREF_FOLDER [--errors N]".into());
    };
    let mut errors: usize = match rest {
        [flag, number] if flag == "--errors" => number.parse()?,
        _ => 0,
    };
    let (model, knowledge) = (Model::load(), Knowledge::load());
    let (mut by_span, mut by_head, mut attempted) = (Table::default(), Table::default(), Table::default());
    let mut forms: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let mut doubled = 0;
    for name in std::fs::read_to_string(list)?.lines().filter_map(|l| l.strip_prefix("# newdoc id = ")) {
        let data = std::fs::read_to_string(format!("{folder}/{}.conllu", name.trim()))?;
        let banks = conllu::read(&data, |_| published(&data));
        let Some(bank) = banks.first() else { continue };
        let gold = gold(&data, &bank.reading.syntax);
        let reading = model.read(&bank.document, find_sentences(&bank.document));
        let found = find_entities(&bank.document, &reading, &knowledge);
        let all: Entities = found.iter().map(|e| mentions(e, &reading.syntax)).collect();
        let told: Entities = all.iter().filter(|e| e.len() > 1).cloned().collect();

        let exact = |m: &Mention| (m.span.start(), m.span.end());
        let head = |m: &Mention| (m.head, m.head);
        let (gold_spans, told_spans, _) = numbered(&gold, &told, exact);
        by_span.add(&gold_spans, &told_spans);
        let (gold_heads, told_heads, lost) = numbered(&gold, &told, head);
        doubled += lost;
        by_head.add(&gold_heads, &told_heads);
        let heads: BTreeSet<usize> = all.iter().flatten().map(|m| m.head).collect();
        let linked: BTreeSet<usize> = told.iter().flatten().map(|m| m.head).collect();
        let reached: Entities = gold
            .iter()
            .map(|e| e.iter().filter(|m| heads.contains(&m.head)).copied().collect::<Vec<_>>())
            .filter(|e| e.len() > 1)
            .collect();
        let (gold_reached, told_reached, _) = numbered(&reached, &told, head);
        attempted.add(&gold_reached, &told_reached);
        for mention in gold.iter().flatten() {
            let count = forms.entry(form_name(mention.form)).or_default();
            count.0 += 1;
            count.1 += usize::from(heads.contains(&mention.head));
            count.2 += usize::from(linked.contains(&mention.head));
        }
        if errors > 0 {
            errors -= 1;
            show(name, &bank.document, &gold, &told, &heads);
        }
    }
    println!(
        "gold's mentions by form: all, a mention of ours has the head, one of an entity of two and more"
    );
    for (form, (all, met, linked)) in &forms {
        let share = |n: usize| n as f64 / (*all).max(1) as f64;
        println!("  {form:8} {all:5} {:.3} {:.3}", share(*met), share(*linked));
    }
    by_span.print("matched by span");
    by_head.print(&format!("matched by head ({doubled} mentions with the head of another left out)"));
    attempted.print("matched by head, gold's mentions that the layer attempts");
    Ok(())
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Name => "name",
        Form::Pronoun => "pronoun",
        _ => "nominal",
    }
}

fn published(data: &str) -> Metadata {
    let day = data.lines().find_map(|l| l.strip_prefix("# meta::dateCreated = "));
    Metadata { published: day.and_then(|d| d.trim().parse().ok()), ..Metadata::default() }
}

/// Our mentions of an entity, without those that OntoNotes does not know.
fn mentions(entity: &Entity, syntax: &Syntax) -> Vec<Mention> {
    let is_known = |m: &EntityMention| {
        let Some(token) = syntax.get(m.head) else { return false };
        let relative =
            m.form == Form::Pronoun && matches!(&*token.lemma, "who" | "whose" | "whom" | "which" | "that");
        let heads: BTreeSet<usize> = entity.mentions.iter().map(|m| m.head).collect();
        let apposed = token.base_relation() == "appos" && token.head.is_some_and(|h| heads.contains(&h));
        !relative && !apposed
    };
    let at = |head: usize| syntax.get(head).map(|t| t.span.start());
    entity
        .mentions
        .iter()
        .filter(|m| is_known(m))
        .filter_map(|m| Some(Mention { span: m.span, head: at(m.head)?, form: m.form }))
        .collect()
}

/// Gold's entities by the brackets of `Entity=` in the last column: `(3` opens a mention of the entity 3, `3)` closes the one opened
/// last.
fn gold(data: &str, syntax: &Syntax) -> Entities {
    let mut open: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut done: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    let mut word = 0;
    for line in data.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, .., misc] = columns[..] else { continue };
        if id.parse::<usize>().is_err() {
            continue;
        }
        let brackets = misc.split('|').find_map(|m| m.strip_prefix("Entity=")).unwrap_or_default();
        let mut number = String::new();
        let mut opening = false;
        let mut close = |number: &str, open: &mut HashMap<u32, Vec<usize>>| {
            let Ok(entity) = number.parse::<u32>() else { return };
            if let Some(from) = open.get_mut(&entity).and_then(Vec::pop) {
                done.entry(entity).or_default().push((from, word + 1));
            }
        };
        for c in brackets.chars().chain(['(']) {
            match c {
                '(' => {
                    if opening && let Ok(entity) = number.parse::<u32>() {
                        open.entry(entity).or_default().push(word);
                    }
                    (number, opening) = (String::new(), true);
                }
                ')' => {
                    if opening && let Ok(entity) = number.parse::<u32>() {
                        open.entry(entity).or_default().push(word);
                    }
                    close(&number, &mut open);
                    (number, opening) = (String::new(), false);
                }
                digit => number.push(digit),
            }
        }
        word += 1;
    }
    let read = |(from, to): &(usize, usize)| {
        let (first, last) = (syntax.get(*from)?, syntax.get(to.checked_sub(1)?)?);
        let outside =
            |i: &usize| syntax.get(*i).is_some_and(|t| t.head.is_none_or(|h| h < *from || h >= *to));
        let head = syntax.get((*from..*to).find(outside).unwrap_or(*from))?;
        let form = match head.upos {
            Upos::Pron | Upos::Det => Form::Pronoun,
            Upos::Propn => Form::Name,
            _ => Form::Nominal,
        };
        Some(Mention { span: first.span.cover(last.span), head: head.span.start(), form })
    };
    done.values().map(|spans| spans.iter().filter_map(read).collect()).collect()
}

/// Clusters over the numbers of keys that both sides share, and how many mentions had the key of one before.
fn numbered(
    gold: &Entities,
    told: &Entities,
    key: impl Fn(&Mention) -> (usize, usize),
) -> (Clusters, Clusters, usize) {
    let mut numbers: HashMap<(usize, usize), usize> = HashMap::new();
    let mut doubled = 0;
    let mut side = |entities: &Entities| -> Clusters {
        let mut taken = BTreeSet::new();
        let mut clusters = Clusters::new();
        for entity in entities {
            let mut cluster = BTreeSet::new();
            for mention in entity {
                let next = numbers.len();
                let number = *numbers.entry(key(mention)).or_insert(next);
                if taken.insert(number) {
                    cluster.insert(number);
                } else {
                    doubled += 1;
                }
            }
            if cluster.len() > 1 {
                clusters.push(cluster);
            }
        }
        clusters
    };
    let (gold, told) = (side(gold), side(told));
    (gold, told, doubled)
}

/// Gold's entities with what we have of each, then ours that hold several of gold's.
fn show(
    name: &str,
    document: &dateline_text::Document,
    gold: &Entities,
    told: &Entities,
    heads: &BTreeSet<usize>,
) {
    let entity_of = |head: usize, side: &Entities| side.iter().position(|e| e.iter().any(|m| m.head == head));
    println!("== {name}");
    for (number, entity) in gold.iter().enumerate() {
        let words: Vec<String> = entity
            .iter()
            .map(|m| {
                let ours = entity_of(m.head, told).map_or_else(
                    || if heads.contains(&m.head) { "single".to_owned() } else { "-".to_owned() },
                    |i| i.to_string(),
                );
                format!(
                    "[{}]{ours}",
                    document.slice(m.span).chars().take(50).collect::<String>().replace('\n', " ")
                )
            })
            .collect();
        println!("gold {number}: {}", words.join(" "));
    }
    for (number, entity) in told.iter().enumerate() {
        let words: Vec<String> = entity
            .iter()
            .map(|m| {
                let theirs = entity_of(m.head, gold).map_or_else(|| "-".to_owned(), |i| i.to_string());
                format!(
                    "[{}]{theirs}",
                    document.slice(m.span).chars().take(50).collect::<String>().replace('\n', " ")
                )
            })
            .collect();
        println!("ours {number}: {}", words.join(" "));
    }
}
