"""The form that every corpus is brought into: documents of sentences of words, each task's labels or None.

Where a task's list is None the sentence says nothing about the task; where one word's label is None
that word is left out of the loss ("masked").
"""

import dataclasses


@dataclasses.dataclass
class Query:
    """A word that roles are asked from: an event's trigger or a statement's cue."""

    word: int
    roles_asked: list  # names of the roles that this query's annotation covers
    # (role, [(sentence, word, quality)]): where a party is named, best quality first; [] if nowhere.
    parties: list
    event_type: str = None
    mode: str = None  # "_" where the event has none
    status: str = None


@dataclasses.dataclass
class Sentence:
    words: list
    upos: list = None
    feats: list = None  # dictionaries
    lemmas: list = None
    heads: list = None  # 1-based, 0 is ROOT
    deprels: list = None
    named: list = None  # BIOES strings, None for a masked word
    nominal: list = None
    trigger: list = None
    content: list = None
    cue: list = None
    queries: list = None


@dataclasses.dataclass
class Document:
    name: str
    corpus: str
    sentences: list
    titled: bool = False  # its first sentence is a title that later windows repeat


def set_mention(tags, start, end, kind):
    """Write the mention `start`..`end` (half-open) into the BIOES list `tags`."""
    if end - start == 1:
        tags[start] = "S-" + kind
        return
    tags[start] = "B-" + kind
    for i in range(start + 1, end - 1):
        tags[i] = "I-" + kind
    tags[end - 1] = "E-" + kind


def mentions(tags):
    """The (start, end, type) of a BIOES list; ill-formed stretches are dropped."""
    out, start = [], None
    for i, tag in enumerate(tags):
        tag = tag or "O"
        if tag[0] == "S":
            out.append((i, i + 1, tag[2:]))
            start = None
        elif tag[0] == "B":
            start = i
        elif tag[0] == "E" and start is not None and tags[start][2:] == tag[2:]:
            out.append((start, i + 1, tag[2:]))
            start = None
        elif tag[0] == "O":
            start = None
    return out
