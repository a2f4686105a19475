use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_annotate::*;
use dateline_text::*;
fn main() {
    let (model, knowledge) = (Model::load(), Knowledge::load());
    for line in std::io::stdin().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let doc = Document::from_text(v["text"].as_str().unwrap());
        let reading = model.read(&doc, find_sentences(&doc));
        let entities = find_entities(&doc, &reading, &knowledge);
        let layers = Annotations { entities, ..Default::default() };
        for t in &reading.triggers {
            let args: Vec<String> = t.arguments.iter().filter(|a| matches!(a.role, ArgumentRole::Actor|ArgumentRole::Recipient)).map(|a| {
                let tok = reading.syntax.get(a.token).unwrap();
                let e = layers.entity_at(a.token, tok.span).map_or("NONE".into(), |e| format!("{}/{:?}", layers.entities[e].name, layers.entities[e].code));
                format!("{}:{}({:.2})={e}", a.role.name(), doc.slice(tok.span), a.score)
            }).collect();
            println!("{} {} {:.2} | {}", v["name"], doc.slice(t.span), t.score, args.join(" ; "));
        }
    }
}
