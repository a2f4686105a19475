"""Scores of a reader on the development sets: tagging and parsing, named mentions, events, statements.

python evaluate.py CHECKPOINT_OR_MODEL_FOLDER
"""

import collections
import json
import sys

import numpy
import torch

import decode
import labels
import windows as packing
from examples import mentions
from inventory import apply_edit


@torch.no_grad()
def analyse(model, pieces, documents, what, budget=6000):
    """Run the reader; yields (document, sentence number, analysis) with an analysis' parts named in `what`.

    Parts: tree (upos, feats, lemma, heads, deprels), named, nominal, trigger (scores), cue, content, h.
    """
    model.eval()
    all_windows = [w for d in documents for w in packing.pack(d, pieces, title=d.titled)]
    for group in packing.batches_of(all_windows, budget):
        batch = packing.encode(group, pieces)
        h = model.encode(batch)
        scores = {}
        for task in ("upos", "lemma") if "tree" in what else ():
            scores[task] = model.scores(task, h).argmax(-1).numpy()
        for task in ("named", "trigger"):
            if task in what:
                scores[task] = model.scores(task, h).log_softmax(-1).numpy()
        for task in ("nominal", "cue", "content"):
            if task in what:
                scores[task] = model.scores(task, h).argmax(-1).numpy()
        arcs = model.arc_scores(h, batch["sentence"]).log_softmax(-1).numpy() if "tree" in what else None
        for b, window in enumerate(group):
            at = window.title_words
            for s in window.sentences:
                n = min(len(window.document.sentences[s].words), len(batch["words"][b]) - at)
                if n <= 0:
                    continue
                part = {task: values[b, at : at + n] for task, values in scores.items()}
                if arcs is not None:
                    columns = [0] + list(range(at + 1, at + n + 1))
                    heads = decode.tree(arcs[b, at : at + n][:, columns].astype(numpy.float64))
                    window_heads = torch.tensor([0 if x == 0 else int(x) + at for x in heads])
                    which = torch.tensor([[b, at + i] for i in range(n)])
                    part["heads"] = heads
                    part["deprels"] = model.label_scores(h, which, window_heads).argmax(-1).numpy()
                if "h" in what:
                    part["h"], part["window"], part["start"] = h[b], window, at
                yield window.document, s, part
                at += n


def treebank(model, pieces, documents, inventory, named_out=None):
    """UPOS, lemma, UAS, LAS (universal part of the relation, as the CoNLL 2018 evaluation has it) and LAS with subtypes.

    `named_out` takes the named mentions of each (document, sentence), to spare a second run.
    """
    c = collections.Counter()
    wanted = ("tree",) if named_out is None else ("tree", "named")
    for document, s, part in analyse(model, pieces, documents, wanted):
        sentence = document.sentences[s]
        if named_out is not None:
            named_out[(document.name, s)] = mentions(decode.named(part["named"]))
        c["words"] += len(sentence.words)
        for i in range(len(part["upos"])):
            c["upos"] += labels.UPOS[part["upos"][i]] == sentence.upos[i]
            c["lemma"] += apply_edit(sentence.words[i], inventory.lemmas[part["lemma"][i]]) == sentence.lemmas[i]
            if part["heads"][i] == sentence.heads[i]:
                c["uas"] += 1
                relation = inventory.deprels[part["deprels"][i]]
                c["las"] += relation.split(":")[0] == sentence.deprels[i].split(":")[0]
                c["las_subtypes"] += relation == sentence.deprels[i]
    return {k: round(100 * c[k] / c["words"], 2) for k in ("upos", "lemma", "uas", "las", "las_subtypes")}


TO_UNER = {"person": "PER", "organisation": "ORG", "place": "LOC", "country": "LOC", "facility": "LOC"}


def f1(right, system, gold):
    return round(2 * right / (system + gold), 4) if system + gold else 0.0


def uner(found, documents, gold):
    """F1 on UNER's spans of the mentions `found`; `documents` are EWT dev's, whose sentences `gold` follows."""
    found = {key: [(a, b, TO_UNER[k]) for a, b, k in spans if k in TO_UNER] for key, spans in found.items()}
    c = collections.Counter()
    # The two files order their documents differently: sentences are matched by their words.
    by_words = {tuple(s.words): (d.name, k) for d in documents for k, s in enumerate(d.sentences)}
    for words, spans in gold:
        key = by_words.get(tuple(words))
        c["unmatched"] += key is None
        mine, theirs = set(found.get(key, [])), set(spans)
        for kind in ("PER", "ORG", "LOC"):
            c[kind, "right"] += sum(x in theirs for x in mine if x[2] == kind)
            c[kind, "system"] += sum(x[2] == kind for x in mine)
            c[kind, "gold"] += sum(x[2] == kind for x in theirs)
        c["untyped", "right"] += len({x[:2] for x in mine} & {x[:2] for x in theirs})
        c["untyped", "system"] += len(mine)
        c["untyped", "gold"] += len(theirs)
    for key in ("right", "system", "gold"):
        c["all", key] = sum(c[k, key] for k in ("PER", "ORG", "LOC"))
    out = {k: f1(c[k, "right"], c[k, "system"], c[k, "gold"]) for k in ("all", "PER", "ORG", "LOC", "untyped")}
    return dict(out, unmatched_sentences=c["unmatched"])


def crossner(model, pieces, documents):
    """Typed F1 of named mentions on CrossNER politics dev, in our types."""
    c = collections.Counter()
    for document, s, part in analyse(model, pieces, documents, ("named",)):
        mine = set(mentions(decode.named(part["named"])))
        theirs = set(mentions(document.sentences[s].named))
        c["right"] += len(mine & theirs)
        c["system"] += len(mine)
        c["gold"] += len(theirs)
    return f1(c["right"], c["system"], c["gold"])


def gold(model, pieces, documents, bias=0.0, biases=()):
    """Figures on event documents; with `biases` also detect F1 for each."""
    c = collections.Counter()
    detect = {bias: collections.Counter() for bias in (bias, *biases)}
    inventory = model.inventory
    for document, s, part in analyse(model, pieces, documents, ("trigger", "cue", "content", "h")):
        sentence = document.sentences[s]
        n = len(part["trigger"])
        theirs = collections.Counter(t[2:] for t in sentence.trigger[:n] if t[0] == "B")
        for value, count in detect.items():
            mine = collections.Counter(t for _, _, t in decode.triggers(part["trigger"], value))
            count["right"] += sum((mine & theirs).values())
            count["system"] += sum(mine.values())
            count["gold"] += sum(theirs.values())
            count["sentence_right"] += bool(mine) and bool(theirs)
            count["sentence_system"] += bool(mine)
            count["sentence_gold"] += bool(theirs)
        tags = [labels.CONTENT[k] for k in part["content"]]
        for a, b in zip(tags, sentence.content):
            c["content", "right"] += a != "O" and b != "O"
            c["content", "system"] += a != "O"
            c["content", "gold"] += b != "O"
            c["direct", "right"] += a[2:] == "direct" == b[2:]
            c["direct", "system"] += a[2:] == "direct"
            c["direct", "gold"] += b[2:] == "direct"
        for a, b in zip(part["cue"], sentence.cue):
            c["cue", "right"] += a == 1 and b == "cue"
            c["cue", "system"] += a == 1
            c["cue", "gold"] += b == "cue"
        _roles(model, part, s, sentence, c, inventory)
    out = {}
    count = detect[bias]
    out["detect"] = f1(count["right"], count["system"], count["gold"])
    out["precision"] = round(count["right"] / max(1, count["system"]), 4)
    out["recall"] = round(count["right"] / max(1, count["gold"]), 4)
    out["sentence"] = f1(count["sentence_right"], count["sentence_system"], count["sentence_gold"])
    for task in ("content", "direct", "cue"):
        out[task] = f1(c[task, "right"], c[task, "system"], c[task, "gold"])
    for task in ("mode", "status"):
        out[task] = round(c[task, "right"] / max(1, c[task, "all"]), 4)
    for status in labels.STATUS[1:]:
        out[status] = f1(c[status, "right"], c[status, "system"], c[status, "gold"])
    for role in labels.ROLES[1:]:
        out[role] = f1(c[role, "right"], c[role, "system"], c[role, "gold"])
    if biases:
        out["by_bias"] = {v: f1(detect[v]["right"], detect[v]["system"], detect[v]["gold"]) for v in biases}
    return out


def _roles(model, part, s, sentence, c, inventory):
    """Roles, mode and status asked from gold triggers and cues. Words that may or may not have a role are left out."""
    if not sentence.queries:
        return
    window, at, h = part["window"], part["start"], part["h"]
    words = packing.window_words(window)
    with_context = {w: k for k, w in reversed(list(enumerate(words)))}
    for query in sentence.queries:
        if query.word >= len(part["trigger"]):
            continue
        q = torch.tensor([[0, at + query.word]])
        asked = torch.tensor([r == "none" or r in query.roles_asked for r in labels.ROLES])
        scores = model.role_scores(h[None], q)[0].masked_fill(~asked, -1e9)
        answers = scores.argmax(-1).numpy()
        allowed = packing.allowed_roles(query, s, with_context, words, window, inventory, len(words)).numpy()
        for k in range(len(words)):
            options = [r for r in range(len(labels.ROLES)) if allowed[k, r] and asked[r]]
            answer = labels.ROLES[answers[k]]
            if 0 not in options:
                for r in options:
                    c[labels.ROLES[r], "gold"] += 1
                if answer != "none":
                    c[answer, "system"] += 1
                    c[answer, "right"] += answers[k] in options
            elif answer != "none" and answers[k] not in options:
                c[answer, "system"] += 1
        if query.event_type:
            vector = h[at + query.word]
            if query.mode:
                mode_scores = model.scores("mode", vector)
                legal = ["_"] + labels.MODES_OF[query.event_type]
                best = max(legal, key=lambda m: mode_scores[inventory.index["mode"][m]].item())
                c["mode", "right"] += best == query.mode
                c["mode", "all"] += 1
            status = labels.STATUS[int(model.scores("status", vector).argmax())]
            c["status", "right"] += status == query.status
            c["status", "all"] += 1
            c[status, "system"] += 1
            c[query.status, "gold"] += 1
            c[status, "right"] += status == query.status


def everything(model, pieces, data, bias=0.0, quick=False):
    """All figures on the development sets of `data.load_development`."""
    found = {}
    out = {"ewt": treebank(model, pieces, data["ewt_dev"], model.inventory, found)}
    out["uner"] = uner(found, data["ewt_dev"], data["uner_dev"])
    out["crossner"] = crossner(model, pieces, data["crossner_dev"])
    out.update(events(model, pieces, data, bias))
    if not quick:
        out["gum"] = treebank(model, pieces, data["gum_dev"], model.inventory)
    return out


def events(model, pieces, data, bias=0.0):
    """The figures of events and statements: gold's held-out documents and dev, the calibration part of our own corpus."""
    biases = [round(-2 + 0.25 * k, 2) for k in range(13)]
    return {
        "held_out": gold(model, pieces, data["held_out"], 0.0, biases),
        "gold_dev": gold(model, pieces, data["gold_dev"], bias),
        "own_calibration": gold(model, pieces, data["own_calibration"], bias),
    }


def main(path):
    import data as corpora
    import export

    torch.set_num_threads(2)
    model, pieces, bias = export.load_any(path)
    print(json.dumps(everything(model, pieces, corpora.load_development(), bias), indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
