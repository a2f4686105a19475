"""All corpora together: what is trained on, what is only reported on."""

import os

import corpus_gold
import corpus_links
import corpus_ner
import corpus_ud
import names
import second_pass
from examples import mentions

DATA = names.DATA
GOLD = os.environ.get("DATELINE_GOLD", "/work/shared/gold")
EXTRA_ITEMS = 1500
# The corpus of our own, in the format of the gold; a path that is not there leaves it out, to compare.
OWN = os.environ.get(
    "DATELINE_CORPUS", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "corpus", "corpus.jsonl")
)


def load_training():
    """{group: documents}. No development sentence is among them."""
    ewt = corpus_ud.add_names(corpus_ud.load(f"{DATA}/ud-ewt/train.conllu", "ewt"))
    gum = corpus_ud.load(f"{DATA}/ud-gum/train.conllu", "gum")
    ner = corpus_ner.load_training()
    first_names = _first_names(gum + ner)
    items = corpus_links.load_items()
    by_text = {item["text"].strip(): item for item in items}
    changes = second_pass.read()
    records = [r for r in corpus_gold.read(f"{GOLD}/train/train.jsonl") if not corpus_gold.is_held_out(r["name"])]
    documents = []
    for record in (second_pass.apply(record, changes) for record in records):
        item = by_text.get(record["text"].strip())
        documents.append(corpus_gold.convert(record, _labeller(record, item, first_names) if item else None))
    documents += [corpus_gold.convert(r) for r in own_records("train")]
    # Texts of the gold, held-out and development parts among them, give no further items.
    taken = {r["text"].strip() for r in corpus_gold.read(f"{GOLD}/train/train.jsonl")}
    taken |= {r["text"].strip() for r in corpus_gold.read(f"{GOLD}/dev")}
    rest = [i for i in items if i["text"].strip() not in taken]
    step = max(1, len(rest) // EXTRA_ITEMS)
    return {
        "ewt": ewt,
        "gum": gum,
        "ner": ner,
        "gold": documents,
        "links": corpus_links.load(rest[::step], first_names),
    }


def own_records(split):
    """Records of our own corpus of a split, "train" or "calibration"; none where the corpus is absent."""
    if not os.path.exists(OWN):
        return []
    return [record for record in corpus_gold.read(OWN) if record["split"] == split]


def load_development():
    """What is only reported on, and the held-out part of the gold training documents."""
    changes = second_pass.read()
    records = [r for r in corpus_gold.read(f"{GOLD}/train/train.jsonl") if corpus_gold.is_held_out(r["name"])]
    return {
        "ewt_dev": corpus_ud.load(f"{DATA}/ud-ewt/dev.conllu", "ewt"),
        "gum_dev": corpus_ud.load(f"{DATA}/ud-gum/dev.conllu", "gum"),
        "uner_dev": corpus_ner.load_uner(f"{DATA}/ner/uner-ewt/en_ewt-ud-dev.iob2"),
        "crossner_dev": corpus_ner.load_crossner_dev(),
        "held_out": [corpus_gold.convert(r) for r in records],
        # For the bias, which decides how often the reader speaks, the documents as the second reading has them.
        "tuning": [corpus_gold.convert(second_pass.apply(r, changes)) for r in records],
        "gold_dev": [corpus_gold.convert(r) for r in corpus_gold.read(f"{GOLD}/dev")],
        "own_calibration": [corpus_gold.convert(r) for r in own_records("calibration")],
    }


def _first_names(documents):
    """Folded first words of the persons' names of two words and more, and of office holders."""
    out = {name.split()[0] for name in names.leaders() if " " in name}
    for document in documents:
        for sentence in document.sentences:
            for start, end, kind in mentions(sentence.named):
                if kind == "person" and end - start > 1:
                    out.add(names.fold(sentence.words[start]))
    return out - names.NOT_FIRST_NAMES


def _labeller(record, item, first_names):
    """`named` of a gold brief's sentence from the links of the same item."""
    offset = record["text"].find(item["text"])

    def label(text, start, end, words):
        return corpus_links.label_links(text, start, words, item, max(offset, 0), first_names)

    return label
