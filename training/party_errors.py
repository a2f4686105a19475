"""Why a party of an act is wrong: counts, and on request each case with the reason of the entity's code.

    party_errors.py GOLD.jsonl RECORDS.jsonl [KIND]

GOLD.jsonl is gold with `name`, RECORDS.jsonl what `cargo run -p dateline-code --example records` writes of the same articles. Acts are
matched by sentence and type, the likest first. KIND is the beginning of one of the kinds below; its cases are printed.

    none     gold has a party, the record has no entity for it on that side
    other    the record has another entity in its place
    code     it is the entity (a word of the name is the same), but its country is another
    sector   entity and country are right, the sector is not
    extra    the record has a party that gold has not
"""

import collections
import json
import sys

from party_roles import placed, read_gold, words

SIDES = ("actors", "recipients")


def kernel(name):
    return set(words(name)) - {"the", "of", "and", "a", "s"}


def entities_of(record):
    """{id: entity with `words`: those of its name and of its mentions that are no pronouns}"""
    text = record["document"]["text"]
    entities = {}
    for entity in record["entities"]:
        forms = [text[m["span"][0] : m["span"][1]] for m in entity.get("mentions", []) if m.get("form") != "pronoun"]
        sector = (entity.get("sectors") or [None])[0]
        entities[entity["id"]] = entity | {"words": kernel(" ".join([entity["name"], *forms])), "sector": sector}
    return entities


def fit(party, entity):
    """How well an entity is the party of gold: its name, then its code, then its sector."""
    name = kernel(party["name"])
    same_code = party["code"] is not None and party["code"] == entity.get("code")
    return len(name & entity["words"]) / (len(name) or 1) + 0.3 * same_code + 0.05 * (party["sector"] == entity["sector"])


def matched(gold, record, entities):
    """(event of gold, event of the record), the likest first."""
    text = record["document"]["text"]
    sentences, place = placed(gold, record)

    def likeness(one, other):
        trigger = set(words(one["trigger"])) & set(words(text[slice(*other["trigger"])]))
        sides = sum(max((fit(p, entities[i]) for i in other.get(side, [])), default=0) for side in SIDES for p in one[side] or [])
        return sides + bool(trigger)

    pairs = [
        (-likeness(one, other), i, j)
        for i, one in enumerate(gold["events"])
        for j, other in enumerate(record["events"])
        if one["type"] == other["type"] and sentences[one["sentence"]] == place(other)
    ]
    done, used = set(), set()
    for _, i, j in sorted(pairs):
        if i not in done and j not in used:
            done.add(i)
            used.add(j)
            yield gold["events"][i], record["events"][j]


def judged(parties, found):
    """(kind, party, entity) for one side of an act; "right" where nothing is wrong."""
    fits = sorted(((-fit(p, e), i, j) for i, p in enumerate(parties) for j, e in enumerate(found)))
    of, taken = {}, set()
    for likeness, i, j in fits:
        if -likeness > 0.06 and i not in of and j not in taken:
            of[i] = j
            taken.add(j)
    for i, party in enumerate(parties):
        if i not in of:
            free = next((j for j in range(len(found)) if j not in taken), None)
            if free is not None:
                taken.add(free)
            yield ("none" if free is None else "other"), party, found[free] if free is not None else None
            continue
        entity = found[of[i]]
        if entity.get("code") == party["code"]:
            yield ("right" if party["sector"] in (None, entity["sector"]) else "sector"), party, entity
        else:
            yield ("code" if kernel(party["name"]) & entity["words"] else "other"), party, entity
    for j, entity in enumerate(found):
        if j not in taken:
            yield "extra", None, entity


def main():
    gold_path, record_path, *kinds = sys.argv[1:]
    gold = read_gold(gold_path)
    counts = collections.defaultdict(collections.Counter)
    for line in open(record_path, encoding="utf8"):
        record = json.loads(line)
        own = gold[record["name"]]
        entities = entities_of(record)
        for event, act in matched(own, record, entities):
            for side in SIDES:
                for kind, party, entity in judged(event[side] or [], [entities[i] for i in act.get(side, [])]):
                    counts[side][kind] += 1
                    if kinds and kind.startswith(kinds[0]):
                        shown = [f"{x['name']} [{x.get('code')} {x['sector']}]" if x else "-" for x in (party, entity)]
                        why = (entity or {}).get("why") or ""
                        print(side, kind, record["name"], event["type"], event["trigger"], *shown, why, sep=" | ")
    for side in SIDES:
        print(side, dict(sorted(counts[side].items())))


if __name__ == "__main__":
    main()
