"""Reading CoNLL-U: documents of sentences of words."""

import dataclasses


@dataclasses.dataclass
class Sentence:
    text: str
    forms: list
    lemmas: list
    upos: list
    feats: list  # dictionaries
    heads: list  # 1-based, 0 is ROOT
    deprels: list
    misc: list  # dictionaries, `Entity` among them
    spaces: list  # True where white space follows the word


@dataclasses.dataclass
class Document:
    name: str
    sentences: list


def read(path):
    """All documents of a CoNLL-U file; words only (ranges and empty nodes are used for spacing alone)."""
    documents = []
    rows, text, space_of_range = [], "", {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc") or not documents:
                if not line.startswith("# newdoc") and documents:
                    continue
                documents.append(Document(line.split("=", 1)[-1].strip(), []))
            if line.startswith("# text ="):
                text = line[len("# text = "):]
            elif not line:
                if rows:
                    documents[-1].sentences.append(_sentence(text, rows, space_of_range))
                rows, space_of_range = [], {}
            elif not line.startswith("#"):
                fields = line.split("\t")
                if "-" in fields[0]:
                    a, b = map(int, fields[0].split("-"))
                    for k in range(a, b):
                        space_of_range[k] = False
                    space_of_range[b] = "SpaceAfter=No" not in fields[9]
                elif "." not in fields[0]:
                    rows.append(fields)
    if rows:
        documents[-1].sentences.append(_sentence(text, rows, space_of_range))
    return documents


def _pairs(field):
    return dict(p.split("=", 1) for p in field.split("|") if "=" in p) if field != "_" else {}


def _sentence(text, rows, space_of_range):
    spaces = [space_of_range.get(int(r[0]), "SpaceAfter=No" not in r[9]) for r in rows]
    return Sentence(
        text=text,
        forms=[r[1] for r in rows],
        lemmas=[r[2] for r in rows],
        upos=[r[3] for r in rows],
        feats=[_pairs(r[5]) for r in rows],
        heads=[int(r[6]) for r in rows],
        deprels=[r[7] for r in rows],
        misc=[_pairs(r[9]) for r in rows],
        spaces=spaces,
    )


def word_ranges(sentence):
    """Where each word stands in `sentence.text`, in code points; words not found are left out."""
    out, at = [], 0
    for form in sentence.forms:
        found = sentence.text.find(form, at)
        if found < 0 or found > at + 3:
            continue
        out.append((found, found + len(form)))
        at = found + len(form)
    return out
