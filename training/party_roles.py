"""Learns from the training gold which words the tree makes parties of an act: `knowledge/party_roles.tsv`.

    party_roles.py GOLD.jsonl CANDIDATES.jsonl ../knowledge/party_roles.tsv

GOLD.jsonl is the training gold with its second pass (`second_pass.py --merged`) and our own corpus, CANDIDATES.jsonl what `cargo run -p dateline-code --example party_candidates` writes for it. A logistic
regression per role (acts, is acted on) over the candidates' features; the reader's own probability is no feature, since the reader
has seen these documents. A second regression, fitted on the documents that it has not seen (`is_unseen`), weighs the two for each
entity of an act, with the same of its strongest rivals ("standing").
Needs numpy. Deterministic.
"""

import collections
import json
import re
import sys
import unicodedata

import numpy

from corpus_gold import is_held_out

ROLES = ("actor", "recipient")
LEAST_COUNT = 6
NOBODY = -4.0
STRENGTH = 1.0
STOP = {"the", "of", "and", "a", "s", "some", "other", "officials", "official", "government", "people", "forces", "army", "military"}


def is_unseen(record):
    """Whether the reader was not trained on the document: held out of the gold, or the calibration part of our own corpus."""
    return record["split"] == "calibration" if "split" in record else is_held_out(record["name"])


def words(text):
    text = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", text)


def overlap(a, b):
    a, b = collections.Counter(a), collections.Counter(b)
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()) or 1)


def likeness(party, candidate):
    """How well an entity fits a gold party: its name, its code, its sector."""
    wanted = set(words(party["name"])) - {"the", "of", "and", "a", "s"}
    best = 0.0
    for form in candidate["forms"] + [candidate["name"]]:
        have = set(words(form)) - {"the", "of", "and", "a", "s"}
        if wanted and have:
            best = max(best, len(wanted & have) / len(wanted | have))
    code = 0.5 if party["code"] and party["code"] == candidate["code"] else 0.0
    return best + code + (0.2 if code and party["sector"] == candidate["sector"] else 0.0)


def align(record, sentences):
    """For each gold sentence the system's sentence that shares most words."""
    theirs = [words(s) for s in sentences]
    out = []
    for start, end in record["sentences"]:
        own = words(record["text"][start:end])
        scored = [(overlap(own, t), -i) for i, t in enumerate(theirs)]
        out.append(-max(scored)[1] if scored and max(scored)[0] >= 0.3 else None)
    return out


def read_gold(path):
    """{name: record} of a file of records."""
    with open(path, encoding="utf8") as lines:
        return {record["name"]: record for record in map(json.loads, lines)}


def placed(gold, record):
    """For each gold sentence the record's, and a function that gives the sentence of an act of the record."""
    spans, text = [sentence["span"] for sentence in record["sentences"]], record["document"]["text"]
    sentence_of = lambda act: next((i for i, (a, b) in enumerate(spans) if a <= act["trigger"][0] < b), None)
    return align(gold, [text[a:b] for a, b in spans]), sentence_of


def matched(gold, line):
    """(event, act) for each of gold's events that the system has too: of one type and sentence, with a word of the trigger."""
    sentences = align(gold, line["sentences"])
    acts = [dict(act, used=False) for act in line["acts"]]
    for event in gold["events"]:
        trigger = set(words(event["trigger"]))
        fitting = [
            act for act in acts
            if not act["used"] and act["type"] == event["type"] and act["sentence"] == sentences[event["sentence"]]
            and trigger & set(words(act["trigger"]))
        ]
        if fitting:
            fitting[0]["used"] = True
            yield event, fitting[0]


def examples(gold, line):
    """(candidates, labels, weights) of each act that the gold has too, with two columns, one a role."""
    for event, act in matched(gold, line):
        candidates = act["candidates"]
        if not candidates:
            continue
        labels, weights = numpy.zeros((len(candidates), 2)), numpy.ones((len(candidates), 2))
        for k, parties in enumerate((event["actors"] or [], event["recipients"] or [])):
            for party in parties:
                fits = [likeness(party, c) for c in candidates]
                best = max(fits)
                if best < 0.5:
                    continue
                for i, c in enumerate(candidates):
                    if fits[i] == best or c["entity"] == candidates[fits.index(best)]["entity"]:
                        labels[i, k] = 1.0
                    elif c["code"] and c["code"] == party["code"]:
                        # Another name of the same country does neither good nor harm.
                        weights[i, k] *= 0.3
        yield candidates, labels, weights


def fit(rows, y, weight, columns):
    """Weights of a logistic regression with an L2 penalty, by full gradient steps with adaptive rates."""
    w = numpy.zeros(columns)
    squares = numpy.full(columns, 1e-8)
    index = numpy.concatenate(rows)
    ends = numpy.cumsum([len(r) for r in rows])
    starts = numpy.concatenate([[0], ends[:-1]])
    owner = numpy.repeat(numpy.arange(len(rows)), [len(r) for r in rows])
    for step in range(400):
        z = numpy.add.reduceat(w[index], starts)
        error = (1 / (1 + numpy.exp(-z)) - y) * weight
        gradient = numpy.bincount(index, weights=error[owner], minlength=columns) + w * STRENGTH
        squares += gradient**2
        w -= 0.5 * gradient / numpy.sqrt(squares)
    return w


def logit(p):
    p = numpy.clip(p, 0.01, 0.99)
    return numpy.log(p / (1 - p))


def standings(acts, sums):
    """For each entity of each act its evidence, that of its strongest rivals and 1; its labels; the number of its act.

    Evidence is the best of the entity's words: the two sums of the table and the logits of the reader's two probabilities, as
    `Weights::evidence` and `Weights::log_odds` of dateline-code have it.
    """
    rows, labels, owners, at = [], [], [], 0
    for number, (candidates, own_labels, _) in enumerate(acts):
        read = [[c[role] for role in ROLES] for c in candidates]
        evidence = numpy.concatenate([sums[at : at + len(candidates)], logit(numpy.array(read))], axis=1)
        at += len(candidates)
        entities = sorted({c["entity"] for c in candidates})
        places = [[i for i, c in enumerate(candidates) if c["entity"] == entity] for entity in entities]
        best = numpy.array([evidence[p].max(axis=0) for p in places])
        paths = [{f for i in p for f in candidates[i]["features"] if f.startswith("path ")} for p in places]
        for k, own in enumerate(places):
            # "France and Britain urged": those who stand in one list do not contend.
            contending = [j for j in range(len(places)) if not paths[j] & paths[k]]
            rivals = best[contending].max(axis=0, initial=NOBODY)
            rows.append(numpy.concatenate([best[k], rivals, [1.0]]))
            labels.append(own_labels[own].max(axis=0))
            owners.append(number)
    return numpy.array(rows), numpy.array(labels), numpy.array(owners)


def weigh(x, y):
    """Weights of a logistic regression with a small L2 penalty, by Newton's steps."""
    w = numpy.zeros(x.shape[1])
    for _ in range(30):
        q = 1 / (1 + numpy.exp(-x @ w))
        hessian = (x * (q * (1 - q))[:, None]).T @ x + numpy.eye(len(w))
        w -= numpy.linalg.solve(hessian, x.T @ (q - y) + w)
    return w


def f1(chosen, y):
    tp = (chosen * y).sum()
    return 2 * tp / (chosen.sum() + y.sum() or 1)


def main():
    gold_path, candidate_path, out_path = sys.argv[1:4]
    gold = read_gold(gold_path)
    seen, unseen = [], []
    for line in open(candidate_path, encoding="utf8"):
        line = json.loads(line)
        record = gold[line["name"]]
        (unseen if is_unseen(record) else seen).extend(examples(record, line))
    counts = collections.Counter(f for candidates, *_ in seen for c in candidates for f in c["features"])
    names = sorted(f for f, n in counts.items() if n >= LEAST_COUNT)
    column = {f: i for i, f in enumerate(names)}
    rows = lambda acts: [
        numpy.array([column[f] for f in c["features"] if f in column], dtype=int) for candidates, *_ in acts for c in candidates
    ]
    seen_rows, unseen_rows = rows(seen), rows(unseen)
    keep = [i for i, r in enumerate(seen_rows) if len(r)]
    labels, importance = (numpy.concatenate([act[part] for act in seen]) for part in (1, 2))
    weights = [fit([seen_rows[i] for i in keep], labels[keep, k], importance[keep, k], len(names)) for k in (0, 1)]
    sums = numpy.array([[w[r].sum() for w in weights] for r in unseen_rows])
    x, y, owners = standings(unseen, sums)
    lines = []
    for k, role in enumerate(ROLES):
        crossed = numpy.zeros(len(x))
        for part in range(5):
            inside = owners % 5 == part
            crossed[inside] = x[inside] @ weigh(x[~inside], y[~inside, k])
        best = lambda s: max((round(f1(s > t, y[:, k]), 3), round(t, 1)) for t in numpy.linspace(-3, 2, 51))
        print(role, "entities", len(x), "true", int(y[:, k].sum()), "(F1, threshold): reader", best(x[:, 2 + k]),
              "table", best(x[:, k]), "both, crosswise", best(crossed))
        lines.append("standing-" + role + "\t" + "\t".join(f"{v:.3f}" for v in weigh(x, y[:, k])))
    table = []
    for i, name in enumerate(names):
        values = [round(float(w[i]), 2) for w in weights]
        if max(abs(v) for v in values) >= 0.05:
            table.append(f"{name}\t{values[0]:g}\t{values[1]:g}")
    print(len(names), "features,", len(table), "kept")
    with open(out_path, "w", encoding="utf8") as out:
        out.write("# Made by training/party_roles.py from the training gold: how much each feature of a candidate speaks for its acting and for its\n"
                  "# being acted on. The first two lines weigh an entity's two sums, the reader's two logits, the same of its strongest rivals, and 1.\n")
        out.write("\n".join(lines + table) + "\n")


if __name__ == "__main__":
    main()
