"""UD English EWT and GUM: tags, lemmas, trees; from GUM also named and nominal mentions, names of EWT train from ewt_names.tsv."""

import pathlib
import re

import conllu
import names
from examples import Document, Sentence, mentions, set_mention

GUM_TYPES = {"person": "person", "organization": "organisation", "place": "place", "event": "event"}
EWT_NAMES = pathlib.Path(__file__).parent / "ewt_names.tsv"
_ENTITY = re.compile(r"\((\d+)-([a-z]+)-([^()]*)(\))?|(\d+)\)")


def load(path, corpus):
    """All documents of a treebank file."""
    documents = []
    for document in conllu.read(path):
        sentences = []
        for s in document.sentences:
            sentence = Sentence(
                words=s.forms, upos=s.upos, feats=s.feats, lemmas=s.lemmas, heads=s.heads, deprels=s.deprels
            )
            if corpus == "gum":
                _mentions(s, sentence)
            sentences.append(sentence)
        documents.append(Document(document.name, corpus, sentences, titled=corpus == "gum"))
    return documents


def add_names(documents, path=EWT_NAMES):
    """Fill `named` of EWT's training documents; names whose type nobody could tell are masked."""
    by_sentence = {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            name, number, spans = line.rstrip("\n").split("\t")
            document = name or document
            by_sentence[document, int(number)] = spans.split()
    for document in documents:
        for number, sentence in enumerate(document.sentences):
            sentence.named = ["O"] * len(sentence.words)
            for told in by_sentence.get((document.name, number), ()):
                span, kind = told.split(":")
                start, end = map(int, span.split("-"))
                if kind == "?":
                    sentence.named[start:end] = [None] * (end - start)
                else:
                    set_mention(sentence.named, start, end, kind)
    return documents


def _entities(s):
    """(start, end, type, identity) of a sentence's entities; those that run past its end are dropped."""
    opened, out = {}, []
    for i, misc in enumerate(s.misc):
        for match in _ENTITY.finditer(misc.get("Entity", "")):
            number, kind, rest, closed, closing = match.groups()
            if number:
                parts = rest.split("-", 5)
                identity = parts[5].replace("_", " ") if len(parts) > 5 else None
                if closed:
                    out.append((i, i + 1, kind, identity))
                else:
                    opened.setdefault(number, []).append((i, kind, identity))
            elif opened.get(closing):
                start, kind, identity = opened[closing].pop()
                out.append((start, i + 1, kind, identity))
    return out


def _mentions(s, sentence):
    """Fill `named` and `nominal` from GUM's entities."""
    n = len(s.forms)
    named, nominal = ["O"] * n, ["_"] * n
    # GUM does not mark adjectives of countries and peoples; other corpora do: leave them open.
    for i, form in enumerate(s.forms):
        if form[0].isupper() and names.is_group(form):
            named[i] = None
    for start, end, kind, identity in sorted(_entities(s), key=lambda e: e[0] - e[1]):
        heads = [i for i in range(start, end) if not start <= s.heads[i] - 1 < end]
        if not heads:
            continue
        head = heads[0]
        if s.upos[head] != "PROPN":
            if s.upos[head] == "NOUN" and kind in GUM_TYPES:
                nominal[head] = GUM_TYPES[kind]
            continue
        a, b = _name_span(s, start, end, head, identity)
        if kind not in GUM_TYPES:
            if kind in ("abstract", "object") and any(named[i] == "O" for i in range(a, b)):
                for i in range(a, b):  # a work, a product, a language: perhaps `other`
                    if named[i] == "O":
                        named[i] = None
            continue
        mapped = GUM_TYPES[kind]
        if mapped == "person":
            a = names.strip_title(s.forms, a, b)
        text = " ".join(s.forms[a:b])
        if mapped == "place" and names.fold(text) in names.countries():
            mapped = "country"
        elif mapped == "place" and names.fold(s.forms[b - 1]) in names.FACILITY_WORDS:
            mapped = "facility"
        elif mapped in ("person", "organisation") and b - a == 1 and names.is_group(text):
            mapped = "group"
        # A longer name was written first; a name inside it does not break it up.
        if all(tag is None or tag == "O" for tag in named[a:b]):
            set_mention(named, a, b, mapped)
    sentence.named, sentence.nominal = _outermost(s, named), nominal


def _name_span(s, start, end, head, identity):
    """The stretch of an entity that is its name: its Wikipedia title if it stands there, else its run of proper nouns."""
    if identity:
        title = identity.split(" (")[0].split(" ")
        for a in range(start, end - len(title) + 1):
            if s.forms[a : a + len(title)] == title and a <= head < a + len(title):
                return a, a + len(title)
    a, b = head, head + 1
    while a > start and (s.upos[a - 1] == "PROPN" or _joins(s, a - 1, start)):
        a -= 1
    while b < end and (s.upos[b] == "PROPN" or _title_word(s, b) or _joins_right(s, b, end)):
        b += 1
    return a, b


def _title_word(s, i):
    """A capitalised word that a name takes along ("United", "2", "Nations")."""
    return s.forms[i][0].isupper() and s.upos[i] in ("NOUN", "ADJ", "PROPN") and s.deprels[i] in ("flat", "compound", "amod")


def _joins(s, i, start):
    if s.upos[i] in ("ADJ", "NOUN", "VERB") and s.forms[i][0].isupper() and i > 0:
        return True
    return s.forms[i] in ("-", "&") and i - 1 >= start and s.upos[i - 1] == "PROPN"


def _joins_right(s, i, end):
    if s.forms[i] in ("of", "for", "-", "&", "de"):
        return i + 1 < end and (s.upos[i + 1] == "PROPN" or (s.forms[i + 1] == "the" and i + 2 < end and s.upos[i + 2] == "PROPN"))
    return s.forms[i] == "the" and i > 0 and s.forms[i - 1] == "of" and i + 1 < end and s.upos[i + 1] == "PROPN"


def _outermost(s, named):
    """Mend stretches that an inner name broke: a tag sequence that is not legal is masked."""
    covered = set()
    for a, b, _ in mentions(named):
        covered.update(range(a, b))
    return [tag if tag in (None, "O") or i in covered else None for i, tag in enumerate(named)]
