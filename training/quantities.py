"""Learns which act has a figure and what the figure counts there: `knowledge/quantity_weights.tsv`.

    quantities.py GOLD.jsonl ROWS.jsonl ../knowledge/quantity_weights.tsv

GOLD.jsonl is as for `party_roles.py`, ROWS.jsonl what `cargo run -p dateline-annotate --example quantity_rows` writes for its articles.
A choice between the pairs of an act and a kind that a figure can have and no act at all, whose score is 0: the odds of a pair are exp of
the sum of its signs' weights for that kind (a conditional logit). Fitted on the documents that the reader has seen, tried on those that
it has not. The reader's own word on whose a figure is is no sign: it has learnt the seen documents by heart, and weighed on the unseen ones
it changed F1 by less than 0.005. The least probability of a choice is the one that is best crosswise on four parts of the seen documents.
Needs numpy. Deterministic.
"""

import collections
import json
import sys
import zlib

import numpy

from party_roles import align, is_unseen, read_gold, words

LEAST_COUNT = 4
STRENGTH = 1.5
STEPS = 120
PARTS = 4
LEAST = [0.2, 0.25, 0.3, 0.325, 0.35, 0.375, 0.4, 0.425, 0.45, 0.5]


def label(event, quantity, figure):
    """For each (act, kind) of a figure whether it is the one that gold means: of the event's type and words, else of its type, else any."""
    best = 0
    ranks = []
    for claim in figure["claims"]:
        same = claim["type"] == event["type"]
        rank = 1 + same + (same and bool(set(words(event["trigger"])) & set(words(claim["trigger"]))))
        ranks.append(rank if quantity["kind"] in claim["kinds"] else 0)
        best = max(best, ranks[-1])
    return [(i, quantity["kind"]) for i, rank in enumerate(ranks) if rank == best > 0]


def examples(record, line):
    """(figures with what is right of each, gold's keys as the score counts them) of a document."""
    sentences = align(record, line["sentences"])
    figures = [dict(figure, right=[]) for figure in line["figures"]]
    keys = collections.Counter()
    for event in record["events"]:
        sentence = sentences[event["sentence"]]
        for quantity in event["quantities"]:
            keys[sentence, quantity["kind"], quantity["low"]] += 1
            fitting = [f for f in figures if f["sentence"] == sentence and f["low"] == quantity["low"] and not f["right"] and f["claims"]]
            fitting.sort(key=lambda f: (f["rule"] != quantity["kind"], f["doubt"] != ""))
            if fitting:
                fitting[0]["right"] = label(event, quantity, fitting[0])
    return figures, keys


class Table:
    """The pairs of many figures as columns of signs."""

    def __init__(self, figures, column):
        index, sizes, self.figure, self.right, self.pair = [], [], [], [], []
        for number, figure in enumerate(figures):
            right = set(figure["right"])
            for place, claim in enumerate(figure["claims"]):
                for kind in claim["kinds"]:
                    found = [column[kind, s] for s in claim["signs"] if (kind, s) in column]
                    found.append(len(column))
                    index += found
                    sizes.append(len(found))
                    self.figure.append(number)
                    self.right.append((place, kind) in right)
                    self.pair.append((place, kind))
        self.index = numpy.array(index, dtype=numpy.int64)
        self.starts = numpy.concatenate([[0], numpy.cumsum(sizes)[:-1]]).astype(int)
        self.owner = numpy.repeat(numpy.arange(len(sizes)), sizes)
        self.figure, self.right = numpy.array(self.figure), numpy.array(self.right, dtype=float)
        self.count = len(figures)

    def sums(self, w):
        return numpy.add.reduceat(numpy.append(w, 0.0)[self.index], self.starts)

    def fit(self, columns, strength):
        """Weights by full gradient steps with adaptive rates."""
        w, squares = numpy.zeros(columns), numpy.full(columns, 1e-8)
        right_of = numpy.bincount(self.figure, weights=self.right, minlength=self.count)
        nothing = (right_of == 0).astype(float)
        for _ in range(STEPS):
            odds = numpy.exp(numpy.clip(self.sums(w), -30, 30))
            total = 1 + numpy.bincount(self.figure, weights=odds, minlength=self.count)
            good = nothing + numpy.bincount(self.figure, weights=odds * self.right, minlength=self.count)
            error = odds / total[self.figure] - odds * self.right / good[self.figure]
            gradient = numpy.bincount(self.index, weights=error[self.owner], minlength=columns + 1)[:columns] + w * strength
            squares += gradient**2
            w -= 0.5 * gradient / numpy.sqrt(squares)
        return w

    def choose(self, sums):
        """For each figure the likeliest kind of all acts together, with its probability."""
        odds = numpy.exp(numpy.clip(sums, -30, 30))
        kinds = [collections.defaultdict(float) for _ in range(self.count)]
        for number, (_, kind), value in zip(self.figure, self.pair, odds):
            kinds[number][kind] += value
        chosen = []
        for of_kind in kinds:
            kind = max(of_kind, key=of_kind.get, default=None)
            chosen.append((kind, of_kind[kind] / (1 + sum(of_kind.values())) if kind else 0.0))
        return chosen


def columns_of(figures):
    counts = collections.Counter()
    for figure in figures:
        for claim in figure["claims"]:
            for kind in claim["kinds"]:
                counts.update((kind, s) for s in claim["signs"])
    names = sorted(key for key, n in counts.items() if n >= LEAST_COUNT)
    return {key: i for i, key in enumerate(names)}


def score(documents, chosen, least, by_kind=False):
    """F1 of (sentence, kind, low) as tools/score.py counts it."""
    right, found, gold = collections.Counter(), collections.Counter(), collections.Counter()
    for (figures, keys), of_document in zip(documents, chosen):
        mine = collections.Counter()
        for figure, (kind, probability) in zip(figures, of_document):
            if kind and probability >= least:
                mine[figure["sentence"], kind, figure["low"]] += 1
        for counter, of in ((right, mine & keys), (found, mine), (gold, keys)):
            for (_, kind, _), n in of.items():
                counter[kind] += n
    f1 = lambda r, f, g: round(2 * r / max(f + g, 1), 4)
    total = f1(sum(right.values()), sum(found.values()), sum(gold.values()))
    if by_kind:
        return total, {k: (right[k], found[k] - right[k], gold[k] - right[k]) for k in sorted(gold)}
    return total


def split(documents, chosen):
    """Choices of all figures, by document."""
    out, at = [], 0
    for figures, _ in documents:
        out.append(chosen[at : at + len(figures)])
        at += len(figures)
    return out


def flat(documents):
    return [figure for figures, _ in documents for figure in figures]


def main():
    gold_path, rows_path, out_path = sys.argv[1:4]
    gold = read_gold(gold_path)
    seen, unseen, names, origins = [], [], [], []
    for line in open(rows_path, encoding="utf8"):
        line = json.loads(line)
        record = gold[line["name"]]
        document = examples(record, line)
        if is_unseen(record):
            unseen.append(document)
            origins.append("corpus" if "split" in record else "gold")
        else:
            seen.append(document)
            names.append(line["name"])
    reached = sum(bool(f["right"]) for f in flat(seen))
    print(len(flat(seen)), "figures of seen documents, right", reached, "of", sum(sum(k.values()) for _, k in seen))
    as_now = lambda documents: [[(f["chosen"], 1.0) for f in figures] for figures, _ in documents]
    for title, documents in (("seen", seen), ("unseen", unseen)):
        print("as now", title, *score(documents, as_now(documents), 0.5, by_kind=True))
    part = [zlib.crc32(name.encode()) % PARTS for name in names]
    crosswise = [None] * len(seen)
    for k in range(PARTS):
        rest, own = ([i for i in range(len(seen)) if (part[i] == k) == inside] for inside in (False, True))
        column = columns_of(flat(seen[i] for i in rest))
        w = Table(flat(seen[i] for i in rest), column).fit(len(column), STRENGTH)
        table = Table(flat(seen[i] for i in own), column)
        chosen = split([seen[i] for i in own], table.choose(table.sums(w)))
        for i, of_document in zip(own, chosen):
            crosswise[i] = of_document
    best, least = max((score(seen, crosswise, t), t) for t in LEAST)
    print("crosswise", {t: score(seen, crosswise, t) for t in LEAST})
    print("crosswise", *score(seen, crosswise, least, by_kind=True))

    column = columns_of(flat(seen))
    w = Table(flat(seen), column).fit(len(column), STRENGTH)
    table = Table(flat(unseen), column)
    chosen = split(unseen, table.choose(table.sums(w)))
    print("unseen", *score(unseen, chosen, least, by_kind=True))
    for origin in ("gold", "corpus"):
        own = [i for i, of in enumerate(origins) if of == origin]
        print("unseen of", origin, score([unseen[i] for i in own], [chosen[i] for i in own], least))
    weights = {key: w[i] for key, i in column.items()}
    table = [f"{kind}\t{sign}\t{round(float(v), 2):g}" for (kind, sign), v in sorted(weights.items()) if abs(v) >= 0.05]
    kinds = sorted({kind for kind, _ in column})
    print(len(column), "signs,", len(table), "kept; least probability", least)
    with open(out_path, "w", encoding="utf8") as out:
        out.write("# Made by training/quantities.py from the training gold: how much each sign speaks for an act's having a figure as this kind; no act\n"
                  "# has 0. `least` is the probability that a choice needs. The signs are told in crates/dateline-annotate/src/quantities/signs.rs.\n")
        out.write("\n".join([f"{kind}\tleast\t{least:g}" for kind in kinds] + table) + "\n")


if __name__ == "__main__":
    main()
