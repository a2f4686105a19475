"""Learns how far a score of the reader can be trusted: `knowledge/confidence.tsv`.

    confidence.py GOLD.jsonl RECORDS.jsonl ../knowledge/confidence.tsv

GOLD.jsonl is as for `party_roles.py`, RECORDS.jsonl what `dateline code` writes for its documents (each line of the input with `name`,
`text` and `published`, so that `document.extra.name` tells which one it is). Only documents that the reader was not trained on count
(`is_unseen`). The confidence in a record is the score sent through the table that is in force, so it is sent back through it first; the
new table is the isotonic regression of right or wrong on scores, thinned to a few points. Every second document is left out of a first
fit, on which that one's reliability is printed.
Standard library and numpy. Deterministic.
"""

import json
import sys

import numpy

from party_roles import is_unseen, placed, read_gold

# Acts that one point of the table stands for at least.
LEAST_ACTS = 90
HEAD = """# The share of acts with about this score of the reader whose type was right in its sentence: score, share, parted by tabulators. Between the
# points the line through them is followed. Learnt by training/confidence.py; not written by hand: run the script again instead.
"""


def read_table(path):
    with open(path, encoding="utf8") as lines:
        return numpy.array([line.split("\t") for line in lines if not line.startswith("#")], float).T


def judged(gold, record):
    """(confidence, whether it is right) of each act of a record: a gold act of its type and sentence is there, each for one act only."""
    sentences, sentence_of = placed(gold, record)
    left = [(sentences[event["sentence"]], event["type"]) for event in gold["events"]]
    for act in sorted(record["events"], key=lambda act: -act["confidence"]):
        key = (sentence_of(act), act["type"])
        right = key in left
        if right:
            left.remove(key)
        yield act["confidence"], right


def isotonic(scores, right):
    """Blocks [score, share, acts] of the isotonic regression (pool adjacent violators), each of LEAST_ACTS acts at least."""
    blocks = []
    for start in range(0, len(scores), LEAST_ACTS):
        rest = len(scores) - start < 2 * LEAST_ACTS
        part = slice(start, len(scores) if rest else start + LEAST_ACTS)
        count = len(scores[part])
        blocks.append([scores[part].mean(), (right[part].sum() + 1) / (count + 2), count])
        while len(blocks) > 1 and blocks[-2][1] >= blocks[-1][1]:
            (x1, y1, n1), (x0, y0, n0) = blocks.pop(), blocks.pop()
            blocks.append([(x0 * n0 + x1 * n1) / (n0 + n1), (y0 * n0 + y1 * n1) / (n0 + n1), n0 + n1])
        if rest:
            break
    return blocks


def fit(scores, right):
    """The table [2, points]: from a score of 0 to one of 1."""
    order = numpy.argsort(scores, kind="stable")
    blocks = isotonic(scores[order], right[order])
    inner = [(round(x, 3), round(y, 3)) for x, y, _ in blocks]
    points = [(0.0, 0.0)] + [point for point in inner if 0.0 < point[0] < 1.0] + [(1.0, inner[-1][1])]
    return numpy.array(points).T


def main():
    gold_path, records_path, table_path = sys.argv[1:4]
    gold, table = read_gold(gold_path), read_table(table_path)
    acts = []
    with open(records_path, encoding="utf8") as lines:
        for record in map(json.loads, lines):
            name = record["document"]["extra"]["name"]
            if is_unseen(gold[name]):
                acts += [(sum(name.encode()) % 2, *act) for act in judged(gold[name], record)]
    half, confidence, right = numpy.array(acts, float).T
    # A table that is level somewhere cannot be gone back exactly: the least rise is given to it.
    rising = numpy.maximum.accumulate(table[1] + numpy.arange(len(table[1])) * 1e-6)
    scores = numpy.interp(confidence, rising, table[0])
    first = fit(scores[half == 0], right[half == 0])
    told = numpy.interp(scores[half == 1], *first)
    print(f"{len(acts)} acts; of those left out of a first fit, by what it says of them:")
    for low in numpy.arange(0, 1, 0.1):
        here = (told >= low) & (told < low + 0.1)
        if here.any():
            print(f"  {low:.1f} to {low + 0.1:.1f}: {here.sum()} acts, told {told[here].mean():.2f}, right {right[half == 1][here].mean():.2f}")
    with open(table_path, "w", encoding="utf8", newline="\n") as out:
        out.write(HEAD)
        out.writelines(f"{x:g}\t{y:g}\n" for x, y in fit(scores, right).T)


if __name__ == "__main__":
    main()
