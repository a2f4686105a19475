#!/usr/bin/env python3
"""Checks the corpus and writes corpus.jsonl: build.py [--list NAME] [--check] [--counts]

Reads articles/NAME.txt and records/NAME.rec beside this file; every problem is printed as
`records/NAME.rec:LINE: what is wrong`, and nothing is written while there is one (exit code 1).

    --list NAME   print the article's sentences with their numbers, for the annotator
    --check       check only, write nothing
    --counts      print how many articles, sentences, events and statements there are

An article is a head of `key: value` lines (title, published, place, manner, invented), an empty line,
and the text as a reader reads it, title first, paragraphs parted by empty lines.

A record file has one item a line; fields are parted by ` | `, lines that begin with # are comments.

    @a Amina Diallo | SEN | GOV                 a party under a short name; code and sector may be `-`
    E1 3 AGREE/- planned | will host | a, b > c | date=1998-05 | place=Dakar, SEN | q=killed 3 5 | by=a | as=E2
    S 4 d | a | told | We have no other ... to wait

In an event: number of the sentence, type and mode (`-` for none), status (`actual` if left out), trigger,
actors, `>`, recipients (either side may be empty); then what applies. `q=KIND LOW HIGH UNIT` may repeat;
`-` is an open end, one number is both, `~` before it means approximate; HIGH and UNIT may be left out.
In a statement: number of the sentence, `d` direct or `i` indirect, speaker (`-` for none), cue, content.
Quoted words must stand in their sentence; ` ... ` in content stands for all words between; `word#2` is its
second occurrence. A party's name must stand in the article, unless `~` before it says that it is composed.
"""
import argparse
import collections
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
LICENCE = "CC BY 4.0"

# Types and their modes: PLOVER as the project's coding guide fixes it.
MODES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "",
    "AID": "", "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations rights expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack "
               "aerial drone heavy-weapons crowd-control cleansing massacre unconventional",
}
STATUSES = {"actual", "planned", "hypothetical", "negated"}
SECTORS = set("GOV MIL COP SPY JUD LEG OPP PTY REB SEP CVL MED BUS EDU REL LAB NGO IGO ELI UNK".split())
QUANTITIES = set("killed injured detained displaced missing troops money duration participants "
                 "released abducted deported".split())
HEAD = ("title", "published", "place", "manner", "invented")
EDTF = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?[~?%]?(/(\.\.|\d{4}(-\d\d(-\d\d)?)?[~?%]?))?$")
# Words after which a full stop does not end a sentence.
ABBREVIATIONS = set("Mr Mrs Ms Dr Prof Rev St Sen Rep Gov Gen Col Maj Capt Lt Sgt Adm Brig Cpl Hon Jr Sr No vs "
                    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Inc Ltd Co Corp a.m p.m i.e e.g".split())
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s+[\"“‘'(\[—–]*\s*[^\W_a-zà-ÿ])")


class Problem(Exception):
    """Something in an article or a record file that its author must mend."""


def split_sentences(text):
    """Ranges [start, end) of sentences in code points; a line end always ends one."""
    out = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for match in SENTENCE_END.finditer(line.group()):
            stop = line.start() + match.start()
            before = text[start:stop].split()
            last = before[-1].lstrip("\"“‘'([") if before else ""
            if text[stop] == "." and (last in ABBREVIATIONS or re.fullmatch(r"[A-Z](\.[A-Z])*", last)):
                continue
            end = line.start() + match.end()
            out.append([start, end])
            start = end + len(text[end:]) - len(text[end:].lstrip())
        end = line.start() + len(line.group().rstrip())
        if start < end:
            out.append([start, end])
    return out


def read_article(path):
    """The head as a dictionary and the text."""
    head, parted, text = path.read_text(encoding="utf8").replace("\r\n", "\n").partition("\n\n")
    fields = {}
    for number, line in enumerate(head.split("\n"), 1):
        key, colon, value = line.partition(":")
        if not colon:
            raise Problem(f"articles/{path.name}:{number}: the head wants `key: value`, not {line!r}")
        fields[key.strip()] = value.strip()
    missing = [key for key in HEAD if not fields.get(key)]
    if missing or not parted:
        raise Problem(f"articles/{path.name}:1: the head lacks {', '.join(missing) or 'an empty line after it'}")
    if fields["invented"] != "true" or not EDTF.match(fields["published"]):
        raise Problem(f"articles/{path.name}:1: wants `invented: true` and a date as `published`")
    return fields, text.strip() + "\n"


def find(words, text, start, end, elliptic=False):
    """Range of the quoted words within text[start:end]; `words` may end in #2, and may hold ` ... `."""
    quoted, hash_sign, number = words.rpartition("#")
    occurrence = int(number) if hash_sign and number.isdigit() else 1
    quoted = quoted if hash_sign and number.isdigit() else words
    first, *rest = quoted.split(" ... ") if elliptic else [quoted]
    if not first or occurrence < 1:
        raise Problem(f"no words are quoted: {words!r}")
    at, found = start, None
    while occurrence:
        found = text.find(first, at, end)
        if found < 0:
            raise Problem(f"{first!r} does not stand in the sentence {text[start:end]!r}")
        at = found + 1
        # Whole words only: "held" is not in "withheld".
        before, after = text[found - 1:found], text[found + len(first):found + len(first) + 1]
        if not (first[0].isalnum() and before.isalnum()) and not (first[-1].isalnum() and after.isalnum()):
            occurrence -= 1
    stop = found + len(first)
    for part in rest:
        at = text.rfind(part, stop, end)
        if at < 0:
            raise Problem(f"{part!r} does not stand after {first!r} in the sentence {text[start:end]!r}")
        stop = at + len(part)
    return found, stop


def parse_quantity(value):
    kind, *rest = value.split()
    if kind not in QUANTITIES or not rest:
        raise Problem(f"quantity {value!r}: wants KIND LOW, kinds are {', '.join(sorted(QUANTITIES))}")
    approximate = rest[0].startswith("~")
    number = lambda word: None if word == "-" else float(word) if "." in word else int(word)
    low = number(rest[0].lstrip("~"))
    high = number(rest[1]) if len(rest) > 1 else low
    out = {"kind": kind, "low": low, "high": high}
    if approximate:
        out["approximate"] = True
    if len(rest) > 2:
        out["unit"] = " ".join(rest[2:])
    return out


class Record:
    """What one record file says about one article."""

    def __init__(self, text):
        self.text, self.sentences = text, split_sentences(text)
        self.parties, self.events, self.statements, self.used = {}, [], [], set()

    def add(self, line):
        fields = [field.strip() for field in re.split(r"\s\|(?:\s|$)", line)]
        if line.startswith("@"):
            self._add_party(fields)
        elif re.match(r"E\d+ ", line):
            self._add_event(fields)
        elif line.startswith("S "):
            self._add_statement(fields)
        else:
            raise Problem(f"a line begins with @, E1, S or #, not {line[:20]!r}")

    def _add_party(self, fields):
        alias, _, name = fields[0][1:].partition(" ")
        if len(fields) != 3 or not name or alias in self.parties:
            raise Problem(f"a party wants `@short Name | CODE | SECTOR` and a new short name: {fields}")
        code, sector = (None if value == "-" else value for value in fields[1:])
        if code is not None and not re.fullmatch(r"[A-Z]{3}", code):
            raise Problem(f"code {code!r} is not of three capital letters")
        if sector is not None and sector not in SECTORS:
            raise Problem(f"sector {sector!r} is none of {', '.join(sorted(SECTORS))}")
        if name.startswith("~"):
            name = name[1:]
        elif name.lower() not in self.text.lower():
            raise Problem(f"the name {name!r} does not stand in the article (put ~ before a composed one)")
        self.parties[alias] = {"name": name, "code": code, "sector": sector}

    def _party(self, alias):
        if alias not in self.parties:
            raise Problem(f"no party has the short name {alias!r}")
        self.used.add(alias)
        return dict(self.parties[alias])

    def _sentence(self, word):
        if not word.isdigit() or int(word) >= len(self.sentences):
            raise Problem(f"{word!r} is no number of a sentence (0 to {len(self.sentences) - 1})")
        return int(word)

    def _add_event(self, fields):
        identifier, number, kind, *status = fields[0].split()
        if len(fields) < 3 or len(status) > 1:
            raise Problem("an event wants `E1 SENTENCE TYPE/mode status | trigger | actors > recipients`")
        type_, _, mode = kind.partition("/")
        mode = None if mode in ("", "-") else mode
        status = status[0] if status else "actual"
        if type_ not in MODES or (mode and mode not in MODES[type_].split()) or status not in STATUSES:
            raise Problem(f"{fields[0]!r}: unknown type, mode or status")
        if any(event["id"] == identifier for event in self.events):
            raise Problem(f"{identifier} is there twice")
        sentence = self._sentence(number)
        span = find(fields[1], self.text, *self.sentences[sentence])
        left, arrow, right = fields[2].partition(">")
        if not arrow:
            raise Problem(f"actors and recipients want a > between them: {fields[2]!r}")
        actors, recipients = ([self._party(a.strip()) for a in side.split(",") if a.strip()] for side in (left, right))
        event = {
            "id": identifier, "sentence": sentence, "trigger": self.text[span[0]:span[1]], "trigger_span": list(span),
            "type": type_, "mode": mode, "status": status, "actors": actors, "recipients": recipients, "place": None,
            "date": None, "quantities": [], "asserted_by": None, "same_as": None,
        }
        for field in fields[3:]:
            self._add_attribute(event, field)
        self.events.append(event)

    def _add_attribute(self, event, field):
        key, _, value = field.partition("=")
        if key == "date" and EDTF.match(value):
            event["date"] = value
        elif key == "place":
            name, _, country = value.rpartition(", ")
            if not name or not (country == "-" or re.fullmatch(r"[A-Z]{3}", country)):
                raise Problem(f"place wants `Name, CODE`: {value!r}")
            if name not in self.text:
                raise Problem(f"the place {name!r} does not stand in the article")
            event["place"] = {"name": name, "country": None if country == "-" else country}
        elif key == "q":
            event["quantities"].append(parse_quantity(value))
        elif key == "by":
            event["asserted_by"] = self._party(value)
        elif key == "as":
            if value not in [e["id"] for e in self.events]:
                raise Problem(f"as={value} names no earlier event")
            event["same_as"] = value
        else:
            raise Problem(f"{field!r}: wants date=, place=, q=, by= or as=, and an EDTF date")

    def _add_statement(self, fields):
        if len(fields) != 4 or not re.fullmatch(r"S \d+ [di]", fields[0]):
            raise Problem("a statement wants `S SENTENCE d | speaker | cue | content`, or i")
        _, number, kind = fields[0].split()
        sentence = self._sentence(number)
        content = find(fields[3], self.text, *self.sentences[sentence], elliptic=True)
        statement = {"sentence": sentence, "speaker": None if fields[1] == "-" else self._party(fields[1]), "cue": None}
        # A cue is looked for outside the content first; in running quotations it stands in another sentence.
        if fields[2] and fields[2] != "-":
            cue, _, _ = fields[2].partition("#")
            if cue not in self.text:
                raise Problem(f"the cue {cue!r} does not stand in the article")
            statement["cue"] = cue
        statement.update(content=self.text[content[0]:content[1]], direct=kind == "d", content_span=list(content))
        self.statements.append(statement)


def read_document(path):
    """The document as a dictionary in the gold format, and a list of what is wrong with it."""
    problems = []
    try:
        head, text = read_article(path)
    except Problem as problem:
        return None, [str(problem)]
    record = Record(text)
    source = HERE / "records" / f"{path.stem}.rec"
    for number, line in enumerate(source.read_text(encoding="utf8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            record.add(line.rstrip())
        except (Problem, ValueError) as problem:
            problems.append(f"records/{source.name}:{number}: {problem}")
    unused = sorted(set(record.parties) - record.used)
    if unused:
        problems.append(f"records/{source.name}: parties that nothing uses: {', '.join(unused)}")
    if record.text[:200].split("\n")[0].strip() != head["title"]:
        problems.append(f"articles/{path.name}: the text does not begin with the title")
    document = {
        "name": f"corpus-{path.stem}", "published": head["published"], "source": "corpus", "invented": True,
        "licence": LICENCE, "manner": head["manner"], "split": split_of(path.stem), "text": text,
        "sentences": record.sentences, "events": record.events, "statements": record.statements,
    }
    return document, problems


def split_of(stem):
    """Every tenth article of each hand, by its number, is held for calibration."""
    return "calibration" if stem.endswith("0") else "train"


def print_counts(documents, written):
    events = [event for document in documents for event in document["events"]]
    print(f"articles written {written}, annotated {len(documents)}")
    print(f"sentences {sum(len(d['sentences']) for d in documents)}, events {len(events)}, "
          f"statements {sum(len(d['statements']) for d in documents)}")
    for key in ("type", "status"):
        count = collections.Counter(event[key] for event in events)
        print(key, ", ".join(f"{value} {n}" for value, n in sorted(count.items())))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", metavar="NAME", nargs="+")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--counts", action="store_true")
    arguments = parser.parse_args()
    articles = sorted((HERE / "articles").glob("*.txt"))
    if arguments.list:
        for name in arguments.list:
            try:
                head, text = read_article(HERE / "articles" / f"{name}.txt")
            except (Problem, OSError) as problem:
                sys.exit(f"build.py: {problem}")
            print(f"=== {name} {head['published']} {head['place']}")
            for number, (start, end) in enumerate(split_sentences(text)):
                print(f"[{number}] {text[start:end]}")
        return
    documents, problems = [], []
    for path in articles:
        if (HERE / "records" / f"{path.stem}.rec").exists():
            document, wrong = read_document(path)
            problems += wrong
            documents.append(document)
        else:
            try:
                read_article(path)
            except Problem as problem:
                problems.append(str(problem))
    if problems:
        print("\n".join(problems), file=sys.stderr)
        sys.exit(1)
    if arguments.counts:
        print_counts(documents, len(articles))
    if not arguments.check:
        with open(HERE / "corpus.jsonl", "w", encoding="utf8", newline="\n") as out:
            for document in documents:
                out.write(json.dumps(document, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
