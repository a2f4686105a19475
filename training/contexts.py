"""Learns which contexts an act has: `knowledge/context_weights.tsv`.

    contexts.py ../corpus/corpus.jsonl ../corpus/contexts.tsv ROWS.jsonl ../knowledge/context_weights.tsv

ROWS.jsonl is what `cargo run --release -p dateline-code --example context_rows -- ARTICLES.jsonl` writes for the articles of `contexts.tsv`.
For each of the contexts a logistic regression over the act's signs, whose prior is not zero but the lexicon: a context whose word stands
in the act's sentence, or that its type shows, is given unless the articles say otherwise. So a context too rare to be learnt stays with
its words. Fitted on the articles of the corpus' training part, tried on its calibration part, with the lexicon alone beside it.
Needs numpy and torch. Deterministic.
"""

import collections
import json
import pathlib
import sys
import tomllib

import numpy
import torch

from party_roles import is_unseen, matched, read_gold

LEXICON = pathlib.Path(__file__).parent.parent / "knowledge" / "contexts.toml"
LEAST_COUNT = 4
# The lexicon's say before anything is learnt, and how strongly weights are held to it.
PRIOR = {"bias": -2.0, "by type={}": 4.0, "here={}": 4.0}
STRENGTH = 4.0
# A context is given at less than even odds: F1 on the training part, crosswise by article, is 0.46 at even odds and 0.50 here.
CUT = -1.2
ROUNDS = 200
LEAST_WEIGHT = 0.15


def read_contexts(path):
    """{(article, event): set of contexts}"""
    with open(path, encoding="utf8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return {(name, event): set(contexts.split(",")) - {"-"} for name, event, contexts in rows}


def prior(context, names):
    """The weights that the lexicon stands for."""
    expected = {sign.format(context): weight for sign, weight in PRIOR.items()}
    return numpy.array([expected.get(name, 0.0) for name in names])


def fit(x, y, start):
    """The weights [signs, contexts] of one logistic regression a context, held to `start`; x is [acts, signs], y [acts, contexts]."""
    x, y, start = (torch.tensor(values, dtype=torch.float32) for values in (x, y, start))
    weights = start.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([weights], max_iter=ROUNDS, tolerance_change=1e-6, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights, y, reduction="sum")
        value = value + 0.5 * STRENGTH * ((weights - start) ** 2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach().numpy()


def report(name, wanted, given):
    """Micro-averaged precision, recall and F1 over acts and contexts, and the F1 of each context."""
    right = sum(len(w & g) for w, g in zip(wanted, given))
    precision, recall = right / max(1, sum(map(len, given))), right / max(1, sum(map(len, wanted)))
    print(f"{name}: {len(wanted)} acts, precision {precision:.3f}, recall {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f}")
    each = []
    for context in sorted(set().union(*wanted)):
        both = sum(context in w and context in g for w, g in zip(wanted, given))
        total = sum(context in w for w in wanted) + sum(context in g for g in given)
        each.append(f"{context} {2 * both / total:.2f} ({sum(context in w for w in wanted)})")
    print("  " + ", ".join(each))


def main():
    gold_path, context_path, rows_path, out_path = sys.argv[1:5]
    gold, truth = read_gold(gold_path), read_contexts(context_path)
    seen, unseen = [], []
    with open(rows_path, encoding="utf8") as lines:
        for line in map(json.loads, lines):
            record = gold[line["name"]]
            acts = [(act["signs"], truth[line["name"], event["id"]]) for event, act in matched(record, line) if (line["name"], event["id"]) in truth]
            (unseen if is_unseen(record) else seen).extend(acts)
    contexts = [entry["name"] for entry in tomllib.loads(LEXICON.read_text(encoding="utf8"))["context"]]
    counts = collections.Counter(sign for signs, _ in seen for sign in signs)
    expected = {sign.format(context) for context in contexts for sign in PRIOR}
    names = sorted({sign for sign, n in counts.items() if n >= LEAST_COUNT} | expected)
    column = {name: i for i, name in enumerate(names)}

    def matrix(acts):
        x = numpy.zeros((len(acts), len(names)))
        for row, (signs, _) in zip(x, acts):
            row[[column[s] for s in signs if s in column]] = 1.0
        return x

    def chosen(scores):
        return [{context for context, score in zip(contexts, row) if score > 0} for row in scores]

    unseen_x = matrix(unseen)
    start = numpy.stack([prior(context, names) for context in contexts], axis=1)
    truths = numpy.array([[context in contexts_of_act for context in contexts] for _, contexts_of_act in seen], float)
    weights = fit(matrix(seen), truths, start)
    weights[column["bias"]] -= CUT
    weights = numpy.where(abs(weights) >= LEAST_WEIGHT, weights, 0.0).round(2)
    given, lexicon = chosen(unseen_x @ weights), chosen(unseen_x @ start)
    table = [(c, n, weights[i, k]) for k, c in enumerate(contexts) for i, n in enumerate(names) if weights[i, k]]
    wanted = [contexts_of_act for _, contexts_of_act in unseen]
    report("lexicon alone", wanted, lexicon)
    report("learnt", wanted, given)
    with open(out_path, "w", encoding="utf8", newline="\n") as out:
        out.write("# Weights by which contexts are given to an act: context, sign, weight, parted by tabulators.\n")
        out.write("# Learnt by training/contexts.py; what a sign means is told in crates/dateline-code/src/contexts.rs. Not written by hand: run the script again instead.\n")
        for context, name, weight in table:
            out.write(f"{context}\t{name}\t{weight:.2f}\n")
    print(f"{len(seen)} acts learnt from, {len(names)} signs, {len(table)} weights")


if __name__ == "__main__":
    main()
