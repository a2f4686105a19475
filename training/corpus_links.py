"""Current Events items: every linked name has a Wikipedia title, which often tells what kind of name it is.

Words of links whose kind is not sure, and unlinked capitalised words, are masked.
"""

import json

import names
from examples import Document, Sentence, set_mention
from tokenise import tokenise


def load_items(data=names.DATA):
    """The items as dictionaries, in file order."""
    with open(f"{data}/current-events/items.jsonl", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def kind_of(title, text, first_names):
    """The mention type of a link, "O" for a common noun, None where it is not sure."""
    folded_text, folded_title = names.fold(text), names.fold(title)
    words = text.split()
    if not any(w[0].isupper() or w[0].isdigit() for w in words):
        return "O"
    if not any(w[0].isupper() for w in words):
        return None
    if folded_text in names.countries():
        return "country"
    if len(words) == 1 and names.is_group(text):
        return "group"
    if folded_title in names.leaders() and folded_text in folded_title:
        return "person"
    parts = [p.strip("()") for p in folded_title.replace(",", " ").split()]
    text_parts = folded_text.replace(",", " ").split()
    if folded_title[:4].isdigit() or (parts[-1] in names.EVENT_WORDS and len(parts) > 1):
        return "event" if words[-1][0].isupper() and text_parts[-1] in names.EVENT_WORDS else None
    if len(words) > 1 and text_parts[-1] in names.FACILITY_WORDS and words[-1][0].isupper():
        return "facility"
    if not words[-1][0].isupper() or text_parts[-1] in names.TITLES:
        return None  # "Foreign Minister" is an office, no name
    if any(p in names.ORGANISATION_WORDS for p in text_parts) or (
        text.isupper() and len(text) > 2 and any(p in names.ORGANISATION_WORDS for p in parts)
    ):
        return "organisation"
    place = folded_title.split(",")[0].split(" (")[0]
    if folded_text in (place, folded_title) and ("," in title or place in names.towns()):
        return "place"
    if text_parts[-1] in names.PLACE_WORDS and len(words) > 1:
        return "place"
    if 2 <= len(words) <= 4 and parts[0] in first_names and folded_text in folded_title and text_parts[0] not in names.TITLES:
        return "person"
    if any(p in names.ORGANISATION_WORDS for p in parts):
        return "organisation"
    return None


def label_links(text, start, words, item, offset, first_names):
    """`named` for the words (ranges) of `text[start:]`'s sentence; `offset` maps item offsets to text offsets."""
    named = []
    for i, (a, b) in enumerate(words):
        form = text[a:b]
        if i == 0 and form[0].isupper() and form.lower() in COMMON_STARTS:
            named.append("O")
        elif any(c.isupper() for c in form):
            named.append(None)
        else:
            named.append("O")
    for a, b, title in item["links"]:
        a, b = a + offset, b + offset
        inside = [i for i, (x, y) in enumerate(words) if x >= a and y <= b]
        if not inside or words[inside[0]][0] != a or words[inside[-1]][1] != b:
            continue
        kind = kind_of(title, text[a:b], first_names)
        first, last = inside[0], inside[-1] + 1
        if kind is None:
            for i in range(first, last):
                named[i] = None
        elif kind == "O":
            pass
        else:
            forms = [text[x:y] for x, y in words]
            if kind == "person":
                first = names.strip_title(forms, first, last)
            if names.fold(forms[first]) == "the" and last - first > 1:
                first += 1
            set_mention(named, first, last, kind)
    # A demonym is a people wherever it stands alone.
    forms = [text[x:y] for x, y in words]
    for i, form in enumerate(forms):
        if named[i] is None and form[0].isupper() and names.fold(form) in names.demonyms():
            neighbours = [forms[j] for j in (i - 1, i + 1) if 0 <= j < len(forms)]
            if not any(n[0].isupper() for n in neighbours):
                named[i] = "S-group"
        elif named[i] is None and names.fold(form) in names.countries():
            neighbours = [forms[j] for j in (i - 1, i + 1) if 0 <= j < len(forms)]
            if not any(n[0].isupper() for n in neighbours):
                named[i] = "S-country"
    return named


COMMON_STARTS = set(
    "the a an at in on two three four five six seven eight nine ten one several dozens hundreds thousands after following during "
    "according voters police protesters former president prime foreign authorities officials more over about least around it he they".split()
)


def load(items, first_names):
    """Items as one-sentence-window documents (their sentences are not split: an item has one to three)."""
    out = []
    for i, item in enumerate(items):
        text = item["text"]
        words = tokenise(text)
        if not words or len(words) > 90:
            continue
        named = label_links(text, 0, words, item, 0, first_names)
        sentence = Sentence(words=[text[a:b] for a, b in words], named=named)
        out.append(Document(f"item-{i}", "links", [sentence]))
    return out
