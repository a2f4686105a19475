"""Build knowledge/observed_actors.tsv: single facts about persons and bodies, as seen in two corpora.

Usage: python3 knowledge/build/observed_actors.py GOLD_TRAIN.jsonl CURRENT_EVENTS.jsonl

1. The training gold (one annotator): a name, the code and sector that most of its mentions have, and the years of its articles.
   Only names of actors in a public role are taken (no civilians, no unknown), and names as opposed to descriptions.
2. The Current Events portal (Wikipedia, CC BY-SA 4.0): where a link to an office ("Minister of Foreign Affairs (Iran)") stands right
   before a link to a person, the person holds that office in that year.

No sentence is copied. A name that the hand-written files know is left to them when the program reads this file.
"""

import collections
import json
import pathlib
import re
import sys
import tomllib

PUBLIC = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "OPP", "PTY", "REB", "SEP", "MED", "BUS", "EDU", "REL", "LAB", "NGO", "IGO", "ELI"}
# Of people in these sectors only those whom several statements or acts name.
PRIVATE = {"NGO", "EDU", "BUS", "MED", "ELI", "REL", "LAB"}
PERSON = re.compile(r"(?:[A-Z][\w.'’-]*|al-[A-Z]\w+|el-[A-Z]\w+|bin|de|la|von|van|der|da|dos|del)(?: (?:[A-Z][\w.'’-]*|al-\w+|el-\w+|bin|de|la|von|van|der|da|dos|del))+$")
DESCRIBING = re.compile(r"\b(?:police|court|government|army|ministr|forces|officials?|president|parliament|former|militants?|people)\b", re.I)
# A name of nothing but words of office ("Foreign Ministers", "Justice Ministry", "National Congress") is that of every country.
COMMON = set(tomllib.loads((pathlib.Path(__file__).parent.parent / "mentions.toml").read_text(encoding="utf-8"))["common"]["words"]) | {
    "ministers", "mp", "mps", "one", "two", "base", "team", "college",
}  # fmt: skip
# The last word of a body's name that has none of the words below: it is no person, and no term ends it.
BODIES = {"states", "kingdom", "nations", "administration", "assembly", "command", "fleet", "corps", "brigades", "cartel", "senate", "ministry",
          "department", "base", "staff", "guards", "parliament", "cabinet", "treasury", "republic", "diet", "mission", "tribe", "county"}  # fmt: skip
OFFICES = [
    (re.compile(r"^(?:Vice |Deputy )?(?:President|Prime Minister|Premier|Chancellor|Taoiseach|Emir|King|Sultan) of (?:the )?(?P<c>.+)$"), "GOV"),
    (re.compile(r"^(?:List of )?(?:Minister|Ministry|Secretary|Deputy Minister)[^()]*\((?P<c>[^)]+)\)$"), "GOV"),
    (re.compile(r"^(?:Minister|Ministry|Secretary) (?:of|for) .+ of (?:the )?(?P<c>.+)$"), "GOV"),
    (re.compile(r"^United States Secretary of .+$"), "GOV/USA"),
    (re.compile(r"^(?:Speaker|President) of the (?:House|Senate|National Assembly|Parliament).*\((?P<c>[^)]+)\)$"), "LEG"),
    (re.compile(r"^Leader of the Opposition \((?P<c>[^)]+)\)$"), "OPP"),
    (re.compile(r"^(?:Chief of|Commander-in-Chief of|Chief of the) .*(?:Staff|Forces|Army)[^()]*\((?P<c>[^)]+)\)$"), "MIL"),
]  # fmt: skip


def countries(knowledge: pathlib.Path) -> dict[str, str]:
    names = {}
    for line in (knowledge / "countries.tsv").read_text(encoding="utf-8").splitlines():
        field = line.split("\t")
        if len(field) == 5 and not line.startswith("#"):
            for name in field[1].split(";"):
                names[name] = field[0]
    return names


def from_gold(path: pathlib.Path):
    seen = collections.defaultdict(collections.Counter)
    years = collections.defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        actors = [a for e in article["events"] for a in e["actors"] + e["recipients"]]
        actors += [s["speaker"] for s in article["statements"] if isinstance(s["speaker"], dict)]
        for actor in actors:
            if actor.get("name") and actor.get("code"):
                seen[actor["name"]][actor["code"], actor["sector"]] += 1
                years[actor["name"]].add(article["published"][:4])
    for name, answers in seen.items():
        (code, sector), count = answers.most_common(1)[0]
        if sector in PRIVATE and answers.total() < 3:
            continue
        if sector not in PUBLIC or count < 0.7 * answers.total() or not PERSON.fullmatch(name) or DESCRIBING.search(name):
            continue
        yield name, code, sector, min(years[name]), max(years[name])


def from_events(path: pathlib.Path, names: dict[str, str]):
    seen = collections.defaultdict(collections.Counter)
    years = collections.defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        for one, other in zip(item["links"], item["links"][1:]):
            between = item["text"][one[1] : other[0]]
            if between.strip() or not PERSON.fullmatch(other[2]) or other[2].split()[0] not in item["text"]:
                continue
            for pattern, sector in OFFICES:
                match = pattern.match(one[2])
                if not match:
                    continue
                code = "USA" if "/" in sector else names.get(match.group("c"))
                if code:
                    seen[re.sub(r" \(.*", "", other[2])][code, sector[:3]] += 1
                    years[other[2]].add(item["date"][:4])
                break
    for name, answers in seen.items():
        (code, sector), _ = answers.most_common(1)[0]
        observed = [year for year in years[name] if year >= "2025"] or ["2025"]
        yield name, code, sector, min(observed), max(observed)


def main(gold: pathlib.Path, events: pathlib.Path, knowledge: pathlib.Path) -> None:
    rows = {}
    for name, code, sector, first, last in from_gold(gold):
        rows[name] = (code, sector, first, last, "gold")
    for name, code, sector, first, last in from_events(events, countries(knowledge)):
        rows.setdefault(name, (code, sector, first, last, "events"))
    with (knowledge / "observed_actors.tsv").open("w", encoding="utf-8", newline="\n") as file:
        file.write("# Made by knowledge/build/observed_actors.py: single facts seen in the training gold (source gold) and in the links of\n")
        file.write("# the Current Events portal (source events; Wikipedia, CC BY-SA 4.0). `to` ends in ~: the last year in which it was seen.\n")
        file.write("# Corrections belong in office_holders.tsv or organisations.tsv, which win.\n")
        file.write("name\tkind\tcode\tsectors\tfrom\tto\tsource\n")
        body = re.compile(r"\b(?:Party|Company|Bank|University|College|Church|Agency|Department|Council|Commission|Movement|Army|Union|News|Group|Court|Committee|Association|Institute|Foundation|Front|Force|School|Office|Service|Society|Network|Authority|Alliance|Center|Centre|Corporation|Congress|Airlines|Times|Post|Coalition|Command|Board|Organization|Organisation|House|Television|Radio|Press|Media|Federation|Limited|Inc|Club|Fund|Police|Navy|Guard|Brigade|Campaign)\b")  # fmt: skip
        for name, (code, sector, first, last, source) in sorted(rows.items()):
            if all(word in COMMON for word in name.lower().split()):
                continue
            is_body = body.search(name) or name.lower().split()[-1] in BODIES
            kind = "organisation" if is_body else "person"
            lasting = kind == "organisation"
            begin = "" if lasting or source == "gold" and sector not in {"GOV", "LEG", "MIL"} else str(int(first) - 3)
            file.write(f"{name}\t{kind}\t{code}\t{sector}\t{begin}\t{'' if lasting else last + '~'}\t{source}\n")
    print(len(rows), "actors")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(__file__).parent.parent)
