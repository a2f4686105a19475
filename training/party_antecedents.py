"""Learns whom an act means whose sentence leaves a side open: `knowledge/party_antecedents.tsv`.

    party_antecedents.py GOLD.jsonl ANTECEDENTS.jsonl ../knowledge/party_antecedents.tsv

GOLD.jsonl is as for `party_roles.py`, ANTECEDENTS.jsonl what `cargo run -p dateline-code --example party_antecedents` writes for it.
A choice between the entities that were named before and nobody, whose score is 0: the odds of an entity are exp of the sum of its
features' weights (a conditional logit). Fitted on the documents that the reader has seen, tried on those that it has not.
Needs numpy. Deterministic.
"""

import collections
import json
import sys

import numpy

from party_roles import is_unseen, likeness, matched, read_gold

LEAST_COUNT = 8
STRENGTH = 1.5
# A candidate that only shares the party's code is half an answer.
BY_CODE = 0.3


def fits(parties, candidate):
    """1 for a candidate that is one of the gold parties, less for one of its code, 0 for another."""
    best = 0.0
    for party in parties:
        alike = likeness(party, candidate)
        same_code = bool(party["code"]) and party["code"] == candidate["code"]
        named = alike - 0.5 * same_code - (0.2 if same_code and party["sector"] == candidate["sector"] else 0.0)
        best = max(best, 1.0 if named >= 0.34 and (same_code or not party["code"]) else BY_CODE if same_code else 0.0)
    return best


def missing(event, act, side):
    """The gold parties that an open side lacks."""
    if side == "actor":
        return event["actors"] or []
    if event["recipients"]:
        return event["recipients"]
    if act["type"] not in ("CONSULT", "AGREE", "COOPERATE"):
        return []
    # Of equals all are actors: what is wanted is another one than those that are known.
    return [p for p in event["actors"] or [] if all(fits([p], dict(a, forms=[])) == 0 for a in act["actors"])]


def examples(gold, line):
    """(features of each candidate, how well it fits, code of each) of each open side of the acts that the gold has too."""
    for event, act in matched(gold, line):
        for side in act["open"]:
            wanted = missing(event, act, side["side"])
            candidates = side["candidates"]
            fit = numpy.array([fits(wanted, c) for c in candidates])
            yield side["side"], event["type"], [c["features"] for c in candidates], fit, [c["code"] or c["entity"] for c in candidates], bool(wanted)


def learn(acts, column):
    """Weights of the conditional logit, by full gradient steps with adaptive rates."""
    rows = [[column[f] for f in features if f in column] for act in acts for features in act[2]]
    index = numpy.concatenate([numpy.array(r, dtype=int) for r in rows])
    ends = numpy.cumsum([len(r) for r in rows])
    starts = numpy.concatenate([[0], ends[:-1]])
    owner = numpy.repeat(numpy.arange(len(rows)), [len(r) for r in rows])
    act_of = numpy.repeat(numpy.arange(len(acts)), [len(act[2]) for act in acts])
    fit = numpy.concatenate([act[3] for act in acts])
    # Nobody is right where no candidate is.
    nobody = numpy.array([float(not act[3].any()) for act in acts])
    w, squares = numpy.zeros(len(column)), numpy.full(len(column), 1e-8)
    for step in range(300):
        odds = numpy.exp(numpy.clip(numpy.add.reduceat(w[index], starts), -30, 30))
        total = 1 + numpy.bincount(act_of, weights=odds, minlength=len(acts))
        right = nobody + numpy.bincount(act_of, weights=odds * fit, minlength=len(acts))
        error = odds / total[act_of] - odds * fit / right[act_of]
        gradient = numpy.bincount(index, weights=error[owner], minlength=len(w)) + w * STRENGTH
        squares += gradient**2
        w -= 0.5 * gradient / numpy.sqrt(squares)
    return w


def choose(act, w, column):
    """Index of the candidate that is likelier than nobody, those of one code together; None for nobody."""
    odds = [numpy.exp(numpy.clip(sum(w[column[f]] for f in features if f in column), -30, 30)) for features in act[2]]
    groups = collections.defaultdict(list)
    for i, code in enumerate(act[4]):
        groups[code].append(i)
    best = max(groups.values(), key=lambda g: sum(odds[i] for i in g), default=[])
    return max(best, key=lambda i: odds[i]) if sum(odds[i] for i in best) > 1 else None


def main():
    gold_path, candidate_path, out_path = sys.argv[1:4]
    gold = read_gold(gold_path)
    seen, unseen = [], []
    for line in open(candidate_path, encoding="utf8"):
        line = json.loads(line)
        record = gold[line["name"]]
        (unseen if is_unseen(record) else seen).extend(act for act in examples(record, line) if act[2])
    counts = collections.Counter(f for act in seen for features in act[2] for f in features)
    names = sorted(f for f, n in counts.items() if n >= LEAST_COUNT)
    column = {f: i for i, f in enumerate(names)}
    w = learn(seen, column)
    for side in ("actor", "recipient"):
        result = collections.Counter()
        for act in unseen:
            if act[0] != side:
                continue
            chosen = choose(act, w, column)
            wanted = "there" if act[3].any() else "absent" if act[5] else "nobody"
            result[wanted, "none" if chosen is None else "right" if act[3][chosen] == 1 else "code" if act[3][chosen] else "wrong"] += 1
        print(side, "open sides by what gold has and what is chosen:", {" ".join(k): n for k, n in sorted(result.items())})
    table = [f"{name}\t{round(float(w[i]), 2):g}" for i, name in enumerate(names) if abs(w[i]) >= 0.05]
    print(len(seen), "open sides,", len(names), "features,", len(table), "kept")
    with open(out_path, "w", encoding="utf8") as out:
        out.write("# Made by training/party_antecedents.py from the training gold: how much each feature of an entity that was named before speaks\n"
                  "# for its being the party of an act whose sentence leaves that side open. Nobody has 0.\n")
        out.write("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
