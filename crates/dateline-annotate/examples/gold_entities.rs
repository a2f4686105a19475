use dateline_text::*;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

fn us(v: &Value) -> usize {
    v.as_u64().unwrap_or(0) as usize
}
const STOP: &[&str] = &[
    "the",
    "of",
    "and",
    "a",
    "s",
    "some",
    "other",
    "officials",
    "official",
    "government",
    "people",
    "forces",
    "army",
    "military",
];
fn words(s: &str) -> HashSet<String> {
    let f: String = s
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'î' | 'ï' => 'i',
            'ó' | 'ö' | 'ô' | 'õ' => 'o',
            'ú' | 'ü' | 'û' | 'ū' => 'u',
            'ā' | 'ă' | 'ą' => 'a',
            'ō' | 'ø' => 'o',
            'ī' => 'i',
            'ē' | 'ě' | 'ę' => 'e',
            'ç' | 'ć' | 'č' => 'c',
            'ğ' => 'g',
            'ş' | 'ś' | 'š' => 's',
            'ı' => 'i',
            'ñ' | 'ń' => 'n',
            'ż' | 'ž' => 'z',
            c => c,
        })
        .collect();
    f.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}
pub fn load(v: &Value) -> (Document, Reading) {
    let document = Document::from_text(v["text"].as_str().unwrap());
    let published = v["published"].as_str().and_then(|d| d.parse().ok());
    let document = document.with_metadata(Metadata { published, ..Metadata::default() });
    let index = CodePoints::new(document.text());
    let (mut tokens, mut sentences, mut mentions) = (vec![], vec![], vec![]);
    for (s, (range, parsed)) in
        v["sentences"].as_array().unwrap().iter().zip(v["parsed"].as_array().unwrap()).enumerate()
    {
        let span = index.span([us(&range[0]), us(&range[1])]);
        let paragraph = document.paragraphs().iter().position(|p| p.span.contains(span)).unwrap_or(0);
        sentences.push(Sentence { span, paragraph });
        let first = tokens.len();
        for t in parsed["tokens"].as_array().unwrap() {
            let feats = t[4]
                .as_str()
                .unwrap()
                .split('|')
                .filter_map(|f| f.split_once('='))
                .map(|(a, b)| (a.into(), b.into()))
                .collect();
            let head = us(&t[5]);
            tokens.push(Token {
                span: index.span([us(&t[0]), us(&t[1])]),
                sentence: s,
                lemma: t[2].as_str().unwrap().into(),
                upos: Upos::from_name(t[3].as_str().unwrap()).unwrap(),
                features: Features::new(feats),
                head: (head > 0).then(|| first + head - 1),
                relation: Arc::from(t[6].as_str().unwrap()),
            });
        }
        mentions.push((first, parsed["named"].clone(), parsed["nominal"].clone()));
    }
    let syntax = Syntax::new(tokens);
    let mut ms = vec![];
    for (first, named, nominal) in mentions {
        for m in named.as_array().unwrap() {
            let r = first + us(&m[0])..first + us(&m[1]);
            if let (Some(span), Some(head)) =
                (syntax.span_of(&r.clone().collect::<Vec<_>>()), syntax.head_of(r))
            {
                ms.push(Mention {
                    span,
                    head,
                    kind: EntityKind::from_name(m[2].as_str().unwrap()).unwrap(),
                    form: Form::Name,
                    found_by: "model",
                    score: 1.0,
                });
            }
        }
        for m in nominal.as_array().unwrap() {
            let head = first + us(&m[0]);
            if let Some(span) = syntax.span_of(&syntax.subtree(head)) {
                ms.push(Mention {
                    span,
                    head,
                    kind: EntityKind::from_name(m[1].as_str().unwrap()).unwrap(),
                    form: Form::Nominal,
                    found_by: "model",
                    score: 1.0,
                });
            }
        }
    }
    (
        document,
        Reading { sentences: Layer::new(sentences), syntax, mentions: Layer::new(ms), ..Reading::default() },
    )
}
fn is_check(name: &str) -> bool {
    name.bytes().fold(0u32, |s, b| s.wrapping_mul(31).wrapping_add(b as u32)) % 2 == 1
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let half = args.get(2).map(String::as_str).unwrap_or("tune");
    let show = args.get(3).map(String::as_str).unwrap_or("");
    let knowledge = dateline_knowledge::Knowledge::load();
    let (mut right, mut all, mut sright, mut sall) = (0, 0, 0, 0);
    let mut pc: BTreeMap<String, (usize, usize, usize, usize)> = BTreeMap::new();
    let mut pspent = std::time::Duration::ZERO;
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut ntok = 0;
    let start = std::time::Instant::now();
    let mut spent = std::time::Duration::ZERO;
    for line in std::fs::read_to_string(&args[1]).unwrap().lines() {
        let v: Value = serde_json::from_str(line).unwrap();
        let name = v["name"].as_str().unwrap();
        if half != "all" && (half == "check") != is_check(name) {
            continue;
        }
        let (document, reading) = load(&v);
        ntok += reading.syntax.tokens().len();
        let t = std::time::Instant::now();
        let entities = dateline_annotate::find_entities(&document, &reading, &knowledge);
        spent += t.elapsed();
        if show == name {
            for e in &entities {
                println!(
                    "{} [{} {:?} {:?}] {}\n     {}",
                    e.name,
                    e.kind.name(),
                    e.code,
                    e.sectors,
                    e.why,
                    e.mentions.iter().map(|m| document.slice(m.span)).collect::<Vec<_>>().join(" | ")
                );
            }
        }
        let mut reading = reading;
        let mut triggers = vec![];
        let mut gp = vec![];
        for e in v["events"].as_array().unwrap() {
            let s = us(&e["sentence"]);
            let Some(sent) = reading.sentences.get(s) else { continue };
            let t = e["trigger"].as_str().unwrap_or("");
            let Some(at) = document.slice(sent.span).find(t).filter(|_| !t.is_empty()) else { continue };
            let span = Span::new(sent.span.start() + at, sent.span.start() + at + t.len());
            let Some(token) = reading.syntax.index_at(span.start()) else { continue };
            triggers.push(Trigger {
                span,
                token,
                label: Arc::from(e["type"].as_str().unwrap()),
                score: 1.0,
                second: None,
                mode: None,
                status: [1.0, 0.0, 0.0, 0.0],
                arguments: vec![],
            });
            gp.push((token, e.clone()));
        }
        reading.triggers = Layer::new(triggers);
        let t = std::time::Instant::now();
        let places = dateline_annotate::find_places(&document, &reading, &entities, &knowledge);
        pspent += t.elapsed();
        if show == name {
            for p in &places {
                println!(
                    "PLACE {} {} {:?} {:?}",
                    p.name,
                    p.kind,
                    p.country,
                    p.mentions.iter().map(|m| document.slice(*m)).collect::<Vec<_>>()
                );
            }
        }
        for (token, e) in gp {
            let ours = dateline_annotate::choose_place(&document, &reading, &places, token)
                .and_then(|i| places.get(i));
            let gold = &e["place"];
            let label = e["type"].as_str().unwrap().to_owned();
            let c = pc.entry(label).or_default();
            if gold.is_object() {
                c.0 += 1;
                let gw = words(gold["name"].as_str().unwrap_or(""));
                let ok = ours.is_some_and(|o| {
                    let ow = words(&o.name);
                    gw.intersection(&ow).count() > 0
                        || gw.is_empty() && gold["country"].as_str() == o.country.as_deref()
                });
                c.1 += ok as usize;
                if !ok && show == "places" {
                    println!(
                        "PLACE {name} {} «{}» gold {} ours {:?} | {}",
                        e["type"],
                        e["trigger"],
                        gold["name"],
                        ours.map(|o| &o.name),
                        document.slice(reading.sentences[us(&e["sentence"])].span)
                    );
                }
            } else {
                c.2 += 1;
                c.3 += ours.is_some() as usize;
                if ours.is_some() && show == "spurious" {
                    println!(
                        "SPURIOUS {name} {} «{}» ours {:?} | {}",
                        e["type"],
                        e["trigger"],
                        ours.map(|o| &o.name),
                        document.slice(reading.sentences[us(&e["sentence"])].span)
                    );
                }
            }
        }
        let sets: Vec<HashSet<String>> = entities
            .iter()
            .map(|e| {
                let mut s = words(&e.name);
                for m in &e.mentions {
                    if m.form != Form::Pronoun {
                        s.extend(words(document.slice(m.span)));
                    }
                }
                s
            })
            .collect();
        for e in v["events"].as_array().unwrap() {
            for a in e["actors"].as_array().unwrap().iter().chain(e["recipients"].as_array().unwrap()) {
                let n = a["name"].as_str().unwrap_or("");
                let mut w = words(n);
                for s in STOP {
                    w.remove(*s);
                }
                let Some(code) = a["code"].as_str() else { continue };
                if w.is_empty() {
                    continue;
                }
                let mut best: Option<(f64, usize)> = None;
                for (i, s) in sets.iter().enumerate() {
                    let x = w.intersection(s).count() as f64 / w.len() as f64;
                    if best.is_none_or(|(b, _)| x > b) {
                        best = Some((x, i));
                    }
                }
                all += 1;
                let (x, i) = best.unwrap_or((0.0, 0));
                let found = entities.get(i).filter(|_| x > 0.0);
                let ok = found.is_some_and(|f| f.code.as_deref() == Some(code));
                right += ok as usize;
                let kind = if found.is_none() {
                    "missing"
                } else if x < 1.0 {
                    "partial"
                } else if n.chars().next().is_some_and(char::is_lowercase) {
                    "lower"
                } else {
                    "capital"
                };
                let k = kinds.entry(kind).or_default();
                k.1 += 1;
                k.0 += ok as usize;
                let sector = a["sector"].as_str().unwrap_or("");
                if ok {
                    sall += 1;
                    let sok = found.and_then(|f| f.sectors.first()).is_some_and(|s| s == sector);
                    sright += sok as usize;
                    if !sok && show == "sectors" {
                        println!(
                            "SECTOR {name}: {n} gold {sector} ours {:?} | {}",
                            found.map(|f| &f.sectors),
                            found.map_or("", |f| &f.why)
                        );
                    }
                }
                if !ok && show == "errors" {
                    println!(
                        "{kind:8} {name}: «{n}» gold {code} {sector}; ours «{}» {:?} {:?} [{}] | {}",
                        found.map_or("", |f| &f.name),
                        found.and_then(|f| f.code.clone()),
                        found.map(|f| f.sectors.clone()).unwrap_or_default(),
                        found.map_or("", |f| f.kind.name()),
                        found.map_or("", |f| &f.why)
                    );
                }
            }
        }
    }
    let t = pc.values().fold((0, 0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2, a.3 + b.3));
    println!(
        "places with gold, right, without, spurious {t:?} accuracy {:.4} in {pspent:?}; {pc:?}",
        t.1 as f64 / t.0 as f64
    );
    println!(
        "actor_code {:.4} ({right}/{all}) sector {:.4} ({sright}/{sall}) {:?}; {ntok} words, entities in {:?} of {:?}",
        right as f64 / all as f64,
        sright as f64 / sall as f64,
        kinds,
        spent,
        start.elapsed()
    );
}
