"""Packing documents into windows, and windows into batches of tensors with labels."""

import dataclasses
import random

import torch

import labels
from align import PRONOUNS
from inventory import lemma_edit
from wordpiece import shape

WINDOW = 160  # subwords, specials and title included
TITLE = 32  # subwords of the title repeated in later windows
LONGEST = 510  # subwords of a sentence that makes its own window


@dataclasses.dataclass
class Window:
    document: object
    title_words: int  # how many words of sentence 0 stand before as context
    sentences: list  # indices of the document's sentences
    length: int  # subwords


def _count(pieces, sentence):
    return sum(len(pieces.encode(w)) for w in sentence.words)


def title_length(pieces, document):
    """(words, subwords) of the title's context."""
    words = subwords = 0
    for word in document.sentences[0].words:
        n = len(pieces.encode(word))
        if subwords + n > TITLE:
            break
        words, subwords = words + 1, subwords + n
    return words, subwords


def pack(document, pieces, limit=WINDOW, first=0, last=None, title=True):
    """Greedy windows over the sentences `first`..`last`; every window but the document's first repeats the title."""
    out, current, length = [], [], 0
    title_words, title_subwords = title_length(pieces, document) if title else (0, 0)

    def overhead(start):
        # [CLS], final [SEP], and the title with its own [SEP].
        return 2 + (title_subwords + 1 if start > 0 and title_words else 0)

    def close():
        nonlocal current, length
        if current:
            out.append(Window(document, title_words if current[0] > 0 else 0, current, length))
        current, length = [], 0

    for i in range(first, len(document.sentences) if last is None else last):
        n = min(_count(pieces, document.sentences[i]), LONGEST)
        if not document.sentences[i].words:
            continue
        if current and length + n > limit:
            close()
        if not current:
            length = overhead(i)
            if length + n > LONGEST + 2:
                length = 2
        current.append(i)
        length += n
    close()
    return out


def training_windows(documents, pieces, rng, single=0.25):
    """One epoch's windows: random limits and starts, and now and then single sentences."""
    out = []
    for document in documents:
        sentences = len(document.sentences)
        share = single if document.corpus != "gold" else 0.08
        if sentences > 1 and rng.random() < share:
            cuts = range(sentences)
            for i in cuts:
                out += pack(document, pieces, first=i, last=i + 1, title=document.titled)
            continue
        limit = rng.choice((WINDOW, WINDOW, 130, 100)) if document.corpus == "gold" else rng.choice((WINDOW, 120, 80))
        start = rng.randrange(min(sentences, 4)) if sentences > 4 else 0
        if start:
            out += pack(document, pieces, limit, 0, start, document.titled)
        out += pack(document, pieces, limit, start, None, document.titled)
    return out


def batches_of(windows, budget, rng=None):
    """Lists of windows whose padded size is at most `budget` subwords, of like length."""
    if rng:
        windows = list(windows)
        rng.shuffle(windows)
        shard = 600
    else:
        shard = 10**9
    out = []
    for a in range(0, len(windows), shard):
        part = sorted(windows[a : a + shard], key=lambda w: w.length)
        current = []
        for window in part:
            if current and (len(current) + 1) * window.length > budget:
                out.append(current)
                current = []
            current.append(window)
        if current:
            out.append(current)
    if rng:
        rng.shuffle(out)
    return out


def window_words(window):
    """[(sentence, index in it)] of a window's words, context first."""
    out = [(0, i) for i in range(window.title_words)]
    for s in window.sentences:
        out += [(s, i) for i in range(len(window.document.sentences[s].words))]
    return out


def encode(windows, pieces, inventory=None):
    """Tensors of a batch. With `inventory` also the labels and role queries."""
    rows = []
    for window in windows:
        document = window.document
        ids, shapes, word_of = [pieces.cls], [0], [-1]
        words = window_words(window)
        for k, (s, i) in enumerate(words):
            if k == window.title_words and window.title_words:
                ids.append(pieces.sep), shapes.append(0), word_of.append(-1)
            word = document.sentences[s].words[i]
            for piece in pieces.encode(word):
                ids.append(piece), shapes.append(shape(word)), word_of.append(k)
        if len(ids) > LONGEST + 1:
            ids, shapes, word_of = ids[: LONGEST + 1], shapes[: LONGEST + 1], word_of[: LONGEST + 1]
            words = words[: max(word_of) + 1]
        ids.append(pieces.sep), shapes.append(0), word_of.append(-1)
        rows.append((ids, shapes, word_of, words))
    size, length = len(rows), max(len(r[0]) for r in rows)
    width = max(len(r[3]) for r in rows)
    batch = {
        "ids": torch.full((size, length), pieces.pad),
        "shapes": torch.zeros(size, length, dtype=torch.long),
        "mask": torch.zeros(size, length, dtype=torch.bool),
        "pool": torch.zeros(size, width, length),
        "sentence": torch.full((size, width), -1),  # -1 padding; context has its own number
        "words": [r[3] for r in rows],
    }
    for b, (ids, shapes, word_of, words) in enumerate(rows):
        n = len(ids)
        batch["ids"][b, :n] = torch.tensor(ids)
        batch["shapes"][b, :n] = torch.tensor(shapes)
        batch["mask"][b, :n] = True
        word_of = torch.tensor(word_of)
        at = (word_of >= 0).nonzero()[:, 0]
        batch["pool"][b, word_of[at], at] = 1.0
        context = windows[b].title_words
        batch["sentence"][b, : len(words)] = torch.tensor([s + 1 if k >= context else 0 for k, (s, _) in enumerate(words)])
    batch["pool"] /= batch["pool"].sum(-1, keepdim=True).clamp(min=1)
    if inventory:
        _labels(batch, windows, rows, inventory)
    return batch


WORD_TASKS = ("named", "nominal", "trigger", "cue", "content")


def _labels(batch, windows, rows, inventory):
    size, width = batch["sentence"].shape
    tasks = ["upos", "lemma", "deprel", "head"] + ["feats." + f for f in inventory.feats] + list(WORD_TASKS)
    target = {t: torch.full((size, width), labels.IGNORE) for t in tasks}
    queries, allowed, modes, statuses, asked = [], [], [], [], []
    for b, window in enumerate(windows):
        words, context = rows[b][3], window.title_words
        position = {w: k for k, w in enumerate(words) if k >= context}
        with_context = {w: k for k, w in reversed(list(enumerate(words)))}
        for s in window.sentences:
            sentence = window.document.sentences[s]
            start = position.get((s, 0))
            if start is None:
                continue
            n = min(len(sentence.words), len(words) - start)
            if sentence.upos:
                _tree_labels(target, b, start, n, sentence, inventory)
            for task in WORD_TASKS:
                values = getattr(sentence, task)
                if values is not None:
                    index = inventory.index[task]
                    row = [labels.IGNORE if v is None else index[v] for v in values[:n]]
                    target[task][b, start : start + n] = torch.tensor(row)
            for query in sentence.queries or []:
                if query.word >= n:
                    continue
                queries.append((b, start + query.word))
                allowed.append(allowed_roles(query, s, with_context, words, window, inventory, width))
                asked.append([r == "none" or r in query.roles_asked for r in labels.ROLES])
                is_event = query.event_type is not None
                modes.append(inventory.index["mode"][query.mode] if is_event and query.mode else labels.IGNORE)
                statuses.append(inventory.index["status"][query.status] if is_event else labels.IGNORE)
    batch["target"] = target
    if queries:
        batch["queries"] = torch.tensor(queries)
        batch["allowed"] = torch.stack(allowed)
        batch["asked"] = torch.tensor(asked)
        batch["mode"], batch["status"] = torch.tensor(modes), torch.tensor(statuses)


def _tree_labels(target, b, start, n, sentence, inventory):
    index = inventory.index
    cache = sentence.__dict__.get("_encoded")
    if cache is None:
        cache = {
            "upos": [index["upos"].get(u, labels.IGNORE) for u in sentence.upos],
            "lemma": [index["lemma"].get(lemma_edit(f, l), labels.IGNORE) for f, l in zip(sentence.words, sentence.lemmas)],
            "deprel": [index["deprel"].get(d, labels.IGNORE) for d in sentence.deprels],
        }
        for name in inventory.feats:
            values = index["feats." + name]
            cache["feats." + name] = [values.get(f.get(name, "_"), labels.IGNORE) for f in sentence.feats]
        sentence.__dict__["_encoded"] = cache
    for task, row in cache.items():
        target[task][b, start : start + n] = torch.tensor(row[:n])
    # Column 0 is ROOT, column k + 1 the window's word k.
    heads = [0 if h == 0 else start + h if h <= n else labels.IGNORE for h in sentence.heads[:n]]
    target["head"][b, start : start + n] = torch.tensor(heads)


def choose_target(found, s, trigger_word, reachable):
    """The naming that a role points to: the best in the trigger's own sentence, else the nearest earlier one in the window.

    `found` is [(sentence, word, quality)]; `reachable` says which (sentence, word) stand in the window.
    Returns (sentence, word) or None.
    """
    here = [(q, -abs(w - trigger_word), w) for j, w, q in found if j == s and w != trigger_word and (j, w) in reachable]
    if here:
        return (s, max(here)[2])
    earlier = [(j, q, w) for j, w, q in found if j < s and q >= 2 and (j, w) in reachable]
    if earlier:
        j, _, w = max(earlier)
        return (j, w)
    return None


def allowed_roles(query, s, with_context, words, window, inventory, width):
    """[word, role] booleans: which roles each word may have for this query; all false for padding."""
    index = inventory.index["role"]
    allowed = torch.zeros(width, len(labels.ROLES), dtype=torch.bool)
    allowed[: len(words), 0] = True
    targets, unaligned = {}, set()
    for role, found in query.parties:
        r = index[role]
        for j, w, q in found:
            if (j, w) in with_context:
                allowed[with_context[(j, w)], r] = True
        best = choose_target(found, s, query.word, with_context)
        if best is None:
            unaligned.add(r)
        else:
            targets.setdefault(with_context[best], set()).add(r)
            if best[0] != s and role in ("actor", "recipient", "asserter", "speaker"):
                for k, (j, i) in enumerate(words):
                    if j == s and window.document.sentences[j].words[i].lower() in PRONOUNS:
                        allowed[k, r] = True
    for r in unaligned:
        allowed[: len(words), r] = True
    for k, roles in targets.items():
        allowed[k] = False
        for r in roles:
            allowed[k, r] = True
    return allowed


def document_epoch(groups, rng):
    """Documents for one epoch: `groups` is [(documents, times)], times may be fractional."""
    out = []
    for documents, times in groups:
        whole = int(times)
        out += documents * whole
        rest = times - whole
        if rest > 0:
            out += rng.sample(documents, int(rest * len(documents)))
    rng.shuffle(out)
    return out


def make_rng(seed):
    return random.Random(seed)
