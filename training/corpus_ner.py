"""Named-entity corpora in columns: CrossNER politics, WikiGold, re3d for training; UNER EWT for evaluation.

Types that do not map surely are masked.
"""

import glob

import names
from examples import Document, Sentence, set_mention

CROSSNER = {
    "politician": "person",
    "person": "person",
    "politicalparty": "organisation",
    "organisation": "organisation",
    "election": "event",
    "event": "event",
    "country": "country",
    "location": "place",
    "misc": "other",
}
WIKIGOLD = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
RE3D = {
    "Person": "person",
    "Organisation": "organisation",
    "Location": "place",
    "Nationality": "group",
    "Weapon": "other",
    "MilitaryPlatform": "other",
}


def _sentences(path, separator):
    """(words, tags) of each sentence of a two-column file."""
    words, tags = [], []
    with open(path, encoding="utf8") as lines:
        for line in list(lines) + ["\n"]:
            fields = line.rstrip("\n").split(separator)
            if len(fields) < 2 or fields[0] == "-DOCSTART-":
                if words:
                    yield words, tags
                words, tags = [], []
            else:
                words.append(fields[0])
                tags.append(fields[-1])


def spans(tags):
    """(start, end, type) of BIO or IO tags."""
    out, start = [], None
    for i, tag in enumerate(tags + ["O"]):
        begins = tag[0] == "B" or (tag[0] == "I" and (start is None or tags[i - 1][2:] != tag[2:]))
        if start is not None and (tag == "O" or begins):
            out.append((start, i, tags[start][2:]))
            start = None
        if begins:
            start = i
    return out


def _refine(words, start, end, kind):
    """The finer type of a mapped one: countries among places, peoples among the rest; None where unsure."""
    text = names.fold(" ".join(words[start:end]))
    if kind in ("place", "country") and text in names.countries():
        return "country"
    if kind in ("other", "place", "organisation") and end - start == 1 and names.is_group(words[start]):
        return "group"
    last = names.fold(words[end - 1])
    if kind in ("place", "organisation") and last in names.FACILITY_WORDS and end - start > 1:
        return "facility"
    if kind == "other" and (last in names.EVENT_WORDS or text.startswith("battle of")):
        return "event"
    return kind


def _to_sentence(words, tags, mapping, mask_lowercase=False):
    named = ["O"] * len(words)
    for start, end, kind in spans(tags):
        mapped = mapping.get(kind)
        if mapped is None:
            continue
        if names.fold(words[start]) in ("the", "a", "an") and end - start > 1 and mask_lowercase:
            start += 1
        if mapped == "person":
            start = names.strip_title(words, start, end)
        if mask_lowercase and not words[end - 1][0].isupper():
            if any(w[0].isupper() for w in words[start:end]):
                for i in range(start, end):  # "U.S. service members": where the name ends is not said
                    named[i] = None
            continue
        set_mention(named, start, end, _refine(words, start, end, mapped))
    return Sentence(words=_as_ud(words), named=named)


def _as_ud(words):
    """Undo column files' escapes of quotes and brackets."""
    escapes = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
    return [escapes.get(w, w) for w in words]


def _split_hyphens(words, tags):
    """Hyphens apart, as UD English has them."""
    out_words, out_tags = [], []
    for word, tag in zip(words, tags):
        parts = word.split("-") if len(word) > 3 and all(p.isalnum() for p in word.split("-")) else [word]
        for i, part in enumerate(parts):
            if i:
                out_words.append("-")
                out_tags.append(tag.replace("B-", "I-"))
            out_words.append(part)
            out_tags.append(tag if i == 0 else tag.replace("B-", "I-"))
    return out_words, out_tags


def load_columns(path, corpus, separator, mapping, per_document, mask_lowercase=False):
    sentences = [
        _to_sentence(*_split_hyphens(words, tags), mapping, mask_lowercase)
        for words, tags in _sentences(path, separator)
    ]
    return [
        Document(f"{corpus}-{i}", corpus, sentences[i : i + per_document])
        for i in range(0, len(sentences), per_document)
    ]


def load_training(data=names.DATA):
    """CrossNER politics, WikiGold and re3d, as documents."""
    out = load_columns(f"{data}/ner/crossner-politics/train.txt", "crossner", "\t", CROSSNER, 1)
    out += load_columns(f"{data}/ner/wikigold/CONLL-format/data/wikigold.conll.txt", "wikigold", " ", WIKIGOLD, 5)
    for path in sorted(glob.glob(f"{data}/ner/re3d/*/*.conll")):
        out += load_columns(path, "re3d", "\t", RE3D, 8, mask_lowercase=True)
    return out


def load_crossner_dev(data=names.DATA):
    return load_columns(f"{data}/ner/crossner-politics/dev.txt", "crossner-dev", "\t", CROSSNER, 1)


def load_uner(path):
    """The sentences of UNER as (words, spans with PER, ORG, LOC)."""
    out, words, tags = [], [], []
    with open(path, encoding="utf8") as lines:
        for line in list(lines) + ["\n"]:
            if line.startswith("#"):
                continue
            fields = line.rstrip("\n").split("\t")
            if len(fields) < 3:
                if words:
                    out.append((words, spans(tags)))
                words, tags = [], []
            else:
                words.append(fields[1])
                tags.append(fields[2])
    return out
