"""Named mentions for EWT train, which has none: its tags and trees say where names are, a reader says of what type.

python silver.py CHECKPOINT     adds `named` to EWT's documents in work/train.pickle

A name is a stretch of proper nouns; words that the tree joins (flat, compound) are not parted, everything else is no name.
Types are the reader's, added up over a document's equal names, with lists of towns, first names and keywords as a prior.
Where no type is likely enough the words are masked.
"""

import collections
import math
import pathlib
import pickle
import sys

import numpy
import torch

import data as corpora
import decode
import evaluate
import export
import labels
import names
from examples import mentions, set_mention

WORK = pathlib.Path(__file__).parent / "work"
TYPES = labels.MENTION_TYPES
JOINED = ("flat", "compound", "amod", "nummod", "goeswith")
CALENDAR = set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun am pm est pst gmt "
    "english spanish french german christmas easter halloween thanksgiving".split()
)
PROPER_BONUS = 0.7  # an annotated proper noun is likelier a name than the reader alone believes
SURE = 0.6


def constraints(sentence):
    """(words, tags) penalties: 0 where a tag may stand, NEVER where the treebank forbids it."""
    n, out = len(sentence.words), numpy.zeros((len(sentence.words), len(labels.NAMED)))
    proper = [u == "PROPN" for u in sentence.upos]
    joiner = [
        sentence.words[i].lower() in ("of", "the", "&", "-", "'s", "’s", "for", "and")
        and any(proper[max(0, i - 2) : i]) and any(proper[i + 1 : i + 3])
        for i in range(n)
    ]
    together = set()  # i such that i and i + 1 belong to one name
    for i in range(n):
        head = sentence.heads[i] - 1
        relation = sentence.deprels[i].split(":")[0]
        if proper[i] and relation in ("flat", "compound") and 0 <= head and proper[head] and abs(head - i) <= 4:
            low, high = min(i, head), max(i, head)
            if all(proper[k] or sentence.words[k] in "-.&" for k in range(low, high)):
                if names.fold(sentence.words[low]).rstrip(".") in names.TITLES:
                    low += 1
                together.update(range(low, high))
    for i in range(n):
        word = sentence.words[i]
        inner = word[0].isupper() and sentence.deprels[i].split(":")[0] in JOINED and 0 < sentence.heads[i] and proper[sentence.heads[i] - 1]
        for k, tag in enumerate(labels.NAMED):
            if tag == "O":
                out[i, k] = -PROPER_BONUS if proper[i] and word.lower().rstrip(".") not in CALENDAR else 0.0
                continue
            if not (proper[i] or inner or joiner[i] or (word[0].isupper() and names.is_group(word))):
                out[i, k] = decode.NEVER
            if joiner[i] and not proper[i] and tag[0] != "I":
                out[i, k] = decode.NEVER
            if i in together and tag[0] in "ES":
                out[i, k] = decode.NEVER
            if i - 1 in together and tag[0] in "BS":
                out[i, k] = decode.NEVER
            if proper[i] and word.lower().rstrip(".") in CALENDAR and tag[0] == "S":
                out[i, k] = decode.NEVER
    return out


def prior(text, first_names):
    """Log-weights of the types of a name by the lists."""
    out = numpy.zeros(len(TYPES))
    folded = names.fold(text)
    parts = folded.split()
    if folded in names.countries():
        out[TYPES.index("country")] += 4
    elif folded in names.towns() or parts[-1] in names.PLACE_WORDS:
        out[TYPES.index("place")] += 1.5
    if parts[0] in first_names and not any(p in names.ORGANISATION_WORDS for p in parts):
        out[TYPES.index("person")] += 1.5
    if any(p in names.ORGANISATION_WORDS for p in parts):
        out[TYPES.index("organisation")] += 1.5
    if len(parts) == 1 and names.is_group(text):
        out[TYPES.index("group")] += 3
    return out


def type_scores(scores, start, end):
    """Log-score of each type for the stretch `start`..`end`, from tag log-probabilities."""
    out = []
    for kind in TYPES:
        index = lambda tag: labels.NAMED.index(f"{tag}-{kind}")
        # The types' tags together: the boundary is known.
        rows = [numpy.logaddexp.reduce([scores[i, index(t)] for t in "BIES"]) for i in range(start, end)]
        out.append(sum(rows) / math.sqrt(end - start))
    return numpy.array(out)


def label_document(document, scores_of, first_names):
    found, sums = [], collections.defaultdict(lambda: numpy.zeros(len(TYPES)))
    for s, sentence in enumerate(document.sentences):
        scores = scores_of.get((document.name, s))
        if scores is None or len(scores) != len(sentence.words):
            continue
        tags = decode.named(scores + constraints(sentence))
        for start, end, _ in mentions(tags):
            text = " ".join(sentence.words[start:end])
            found.append((s, start, end, text))
            sums[names.fold(text)] += type_scores(scores, start, end)
        sentence.named = ["O"] * len(sentence.words)
        for i, word in enumerate(sentence.words):
            if sentence.upos[i] == "PROPN" and tags[i] == "O" and word.lower().rstrip(".") not in CALENDAR:
                if math.exp(scores[i, 0]) < 0.8:
                    sentence.named[i] = None
            elif word[0].isupper() and names.is_group(word) and tags[i] == "O":
                sentence.named[i] = None
    for s, start, end, text in found:
        total = sums[names.fold(text)] + prior(text, first_names)
        likely = numpy.exp(total - numpy.logaddexp.reduce(total))
        sentence = document.sentences[s]
        if likely.max() >= SURE:
            set_mention(sentence.named, start, end, TYPES[int(likely.argmax())])
        else:
            for i in range(start, end):
                sentence.named[i] = None


def main(path):
    torch.set_num_threads(2)
    model, pieces, _ = export.load_any(path)
    train = pickle.loads((WORK / "train.pickle").read_bytes())
    scores_of = {
        (document.name, s): part["named"] for document, s, part in evaluate.analyse(model, pieces, train["ewt"], ("named",))
    }
    first_names = corpora._first_names(train["gum"] + train["ner"])
    counts, examples = collections.Counter(), []
    for document in train["ewt"]:
        label_document(document, scores_of, first_names)
        for sentence in document.sentences:
            for a, b, kind in mentions(sentence.named or []):
                counts[kind] += 1
                examples.append((kind, " ".join(sentence.words[a:b])))
            counts["masked"] += sum(t is None for t in sentence.named or [])
    print(counts, examples[:: max(1, len(examples) // 120)])
    (WORK / "train.pickle").write_bytes(pickle.dumps(train))


if __name__ == "__main__":
    main(sys.argv[1])
