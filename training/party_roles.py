"""Learns from the training gold which words the tree makes parties of an act: `knowledge/party_roles.tsv`.

    party_roles.py GOLD.jsonl CANDIDATES.jsonl ../knowledge/party_roles.tsv

GOLD.jsonl is the training gold with its second pass (`second_pass.py --merged`) and our own corpus, CANDIDATES.jsonl what `cargo run -p dateline-code --example party_candidates` writes for it. A logistic
regression per role (acts, is acted on) over the candidates' features; the reader's own probability is no feature, since the reader
has seen these documents: how the two are weighed is fitted on the documents that it has not seen (`is_unseen`).
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
LEAST_COUNT = 4
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


def examples(gold, line):
    """(features, reader's probabilities, labels, weights) for each candidate of the acts that the gold has too."""
    sentences = align(gold, line["sentences"])
    acts = [dict(act, used=False) for act in line["acts"]]
    for event in gold["events"]:
        trigger = set(words(event["trigger"]))
        fitting = [
            act for act in acts
            if not act["used"] and act["type"] == event["type"] and act["sentence"] == sentences[event["sentence"]]
            and trigger & set(words(act["trigger"]))
        ]
        if not fitting:
            continue
        act = fitting[0]
        act["used"] = True
        candidates = act["candidates"]
        labels, weights = numpy.zeros((len(candidates), 2)), numpy.ones((len(candidates), 2))
        for k, parties in enumerate((event["actors"] or [], event["recipients"] or [])):
            for party in parties:
                fits = [likeness(party, c) for c in candidates]
                best = max(fits, default=0.0)
                if best < 0.5:
                    continue
                for i, c in enumerate(candidates):
                    if fits[i] == best or c["entity"] == candidates[fits.index(best)]["entity"]:
                        labels[i, k] = 1.0
                    elif c["code"] and c["code"] == party["code"]:
                        # Another name of the same country does neither good nor harm.
                        weights[i, k] *= 0.3
        for i, c in enumerate(candidates):
            yield c["features"], (c["actor"], c["recipient"]), labels[i], weights[i]


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


def weigh(z, p, y):
    """How the rules and the reader are weighed: z' = a z + b logit(p) + c, by Newton's steps."""
    x = numpy.stack([z, logit(p), numpy.ones_like(z)], axis=1)
    w = numpy.array([0.5, 0.5, 0.0])
    for _ in range(50):
        q = 1 / (1 + numpy.exp(-x @ w))
        gradient = x.T @ (q - y) + 0.5 * w * [1, 1, 0]
        hessian = (x * (q * (1 - q))[:, None]).T @ x + numpy.diag([0.5, 0.5, 1e-6])
        w -= numpy.linalg.solve(hessian, gradient)
    return w


def f1(chosen, y):
    tp = (chosen * y).sum()
    return 2 * tp / (chosen.sum() + y.sum() or 1)


def main():
    gold_path, candidate_path, out_path = sys.argv[1:4]
    gold = {}
    for line in open(gold_path, encoding="utf8"):
        record = json.loads(line)
        gold[record["name"]] = record
    seen, unseen = [], []
    for line in open(candidate_path, encoding="utf8"):
        line = json.loads(line)
        (unseen if is_unseen(gold[line["name"]]) else seen).extend(examples(gold[line["name"]], line))
    counts = collections.Counter(f for features, *_ in seen for f in features)
    names = sorted(f for f, n in counts.items() if n >= LEAST_COUNT)
    column = {f: i for i, f in enumerate(names)}
    rows = lambda data: [numpy.array([column[f] for f in e[0] if f in column], dtype=int) for e in data]
    seen_rows, unseen_rows = rows(seen), rows(unseen)
    keep = [i for i, r in enumerate(seen_rows) if len(r)]
    weights, lines = [], []
    for k, role in enumerate(ROLES):
        y = numpy.array([seen[i][2][k] for i in keep])
        c = numpy.array([seen[i][3][k] for i in keep])
        w = fit([seen_rows[i] for i in keep], y, c, len(names))
        weights.append(w)
        z = numpy.array([w[r].sum() for r in unseen_rows])
        p = numpy.array([e[1][k] for e in unseen])
        y = numpy.array([e[2][k] for e in unseen])
        half = numpy.arange(len(y)) % 2 == 0
        mixed = numpy.zeros_like(z)
        for part in (half, ~half):
            a, b, d = weigh(z[~part], p[~part], y[~part])
            mixed[part] = a * z[part] + b * logit(p[part]) + d
        best = lambda s, ts: max((f1(s > t, y), t) for t in ts)
        print(role, "candidates", len(y), "true", int(y.sum()),
              "reader", best(p, numpy.linspace(0.05, 0.9, 18)), "rules", best(z, numpy.linspace(-3, 2, 26)),
              "both", best(mixed, numpy.linspace(-2, 2, 21)))
        mix = weigh(z, p, y)
        print(role, "weights", mix)
        lines.append("reader-" + role + "\t" + "\t".join(f"{v:.3f}" for v in mix))
    table = []
    for i, name in enumerate(names):
        values = [round(float(w[i]), 2) for w in weights]
        if max(abs(v) for v in values) >= 0.05:
            table.append(f"{name}\t{values[0]:g}\t{values[1]:g}")
    print(len(names), "features,", len(table), "kept")
    with open(out_path, "w", encoding="utf8") as out:
        out.write("# Made by training/party_roles.py from the training gold: how much each feature of a candidate speaks for its acting and for its\n"
                  "# being acted on. The first two lines weigh this against the reader: weight of the sum below, of the reader's logit, constant.\n")
        out.write("\n".join(lines + table) + "\n")


if __name__ == "__main__":
    main()
