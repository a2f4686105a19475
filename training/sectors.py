"""Learn the weights by which the sector of an entity is chosen.

    sectors.py GOLD.jsonl RECORDS.jsonl OUT.tsv [--check]

GOLD.jsonl is gold with `name`; RECORDS.jsonl is what `cargo run -p dateline-code --example records` writes of the same articles. The
parties of acts that are matched with gold say which sector an entity has; its signs are what the article shows of it. A multinomial
logistic regression with a quadratic penalty weighs them. --check tells, crosswise over quarters of the articles, how often the rules and the weights are right.
"""

import collections
import hashlib
import json
import sys

import torch

from party_errors import SIDES, entities_of, judged, kernel, matched
from party_roles import is_unseen, read_gold

PENALTY = 1.0
LEAST_ARTICLES = 3
PARTS = 4
SMALLEST = 0.1


def read(gold_path, record_path):
    """[(article, {sector: times}, rules' sector, signs)], one for each entity that gold gives a sector."""
    # What the reader was not trained on is left out here too, so that whoever measures on it measures something unseen.
    gold, rows = {name: record for name, record in read_gold(gold_path).items() if not is_unseen(record)}, []
    for line in open(record_path, encoding="utf8"):
        record = json.loads(line)
        if record["name"] not in gold:
            continue
        entities = entities_of(record)
        told = collections.defaultdict(collections.Counter)
        for event, act in matched(gold[record["name"]], record, entities):
            for side in SIDES:
                for _, party, entity in judged(event[side] or [], [entities[i] for i in act.get(side, [])]):
                    same = party and entity and kernel(party["name"]) & entity["words"]
                    if same and party["sector"] and entity.get("signs") and entity["kind"] != "country":
                        told[entity["id"]][party["sector"]] += 1
        for identifier, sectors in told.items():
            signs = entities[identifier]["signs"]
            ruled = next(s[5:] for s in signs if s.startswith("rule=") and " " not in s)
            rows.append((record["name"], sectors, ruled, signs))
    return rows


def fit(rows):
    """{sector: {sign: weight}}"""
    seen = collections.defaultdict(set)
    for article, _, _, signs in rows:
        for sign in signs:
            seen[sign].add(article)
    names = sorted(sign for sign, articles in seen.items() if len(articles) >= LEAST_ARTICLES)
    sectors = sorted({sector for _, told, _, _ in rows for sector in told})
    index = {name: i for i, name in enumerate(names)}
    x = torch.zeros(len(rows), len(names))
    y = torch.zeros(len(rows), len(sectors))
    for r, (_, told, _, signs) in enumerate(rows):
        x[r, [index[s] for s in signs if s in index]] = 1.0
        for sector, times in told.items():
            y[r, sectors.index(sector)] = times / sum(told.values())
    weight = torch.zeros(len(names), len(sectors), requires_grad=True)
    optimiser = torch.optim.LBFGS([weight], max_iter=150, history_size=8, line_search_fn="strong_wolfe")

    def closure():
        optimiser.zero_grad()
        loss = -(y * torch.log_softmax(x @ weight, 1)).sum() + PENALTY * (weight**2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    values = weight.detach().numpy()
    return {s: {n: float(values[i, j]) for i, n in enumerate(names)} for j, s in enumerate(sectors)}


def chosen(table, ruled, signs):
    sums = {sector: sum(weights.get(s, 0.0) for s in signs) for sector, weights in table.items()}
    best = max(sorted(sums), key=sums.get)
    return best if sums[best] > sums.get(ruled, -1e9) else ruled


def part_of(article):
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % PARTS


def check(rows):
    right = collections.Counter()
    for part in range(PARTS):
        table = fit([row for row in rows if part_of(row[0]) != part])
        for article, told, ruled, signs in rows:
            if part_of(article) != part:
                continue
            pick = chosen(table, ruled, signs)
            for kind in ("all", "article" if article.startswith(("corpus", "wikinews")) else "brief"):
                right[kind, "rules"] += told[ruled]
                right[kind, "weights"] += told[pick]
                right[kind, "of"] += sum(told.values())
            right["change", "better"] += told[pick] > told[ruled]
            right["change", "worse"] += told[pick] < told[ruled]
    for kind in ("all", "article", "brief"):
        n = max(1, right[kind, "of"])
        print(f"{kind}: rules {right[kind, 'rules'] / n:.3f}, weights {right[kind, 'weights'] / n:.3f} of {n}")
    print("changes for the better", right["change", "better"], "for the worse", right["change", "worse"])


def main():
    gold_path, record_path, out_path, *options = sys.argv[1:]
    rows = read(gold_path, record_path)
    print(len(rows), "entities in", len({row[0] for row in rows}), "articles")
    if options:
        check(rows)
        return
    table = fit(rows)
    with open(out_path, "w", encoding="utf8") as out:
        out.write("# Weights of what an article shows of an entity's sector: sector, sign, weight. Learnt by training/sectors.py from the project's\n")
        out.write("# gold/train and corpus/ (CC BY-SA 4.0 and CC BY 4.0); a sign is explained in dateline-code, sectors.rs.\n")
        for sector, weights in table.items():
            for sign, weight in sorted(weights.items()):
                if abs(weight) >= SMALLEST:
                    out.write(f"{sector}\t{sign}\t{weight:.2f}\n")


if __name__ == "__main__":
    main()
