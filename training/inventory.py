"""Label lists that the treebanks give: features' values, lemma edits, relations."""

import collections
import json

import labels


def lemma_edit(form, lemma):
    """(lowercase first?, characters to strip from the end, suffix to append): the edit that makes `lemma` of `form`."""
    for lower in (True, False):
        base = form.lower() if lower else form
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        # Take the lowercased form unless only the form as it stands is the lemma's beginning.
        if common or not base:
            if lower and not lemma.islower() and lemma.lower() != lemma:
                continue
            return (lower, len(base) - common, lemma[common:])
    return (True, len(form), lemma)


def apply_edit(form, edit):
    lower, strip, append = edit
    base = form.lower() if lower else form
    return (base[: len(base) - strip] if strip <= len(base) else "") + append


class Inventory:
    """All label lists, with the index of each label."""

    def __init__(self, feats, lemmas, deprels):
        self.feats = feats  # name -> values, "_" first
        self.lemmas = [tuple(e) for e in lemmas]
        self.deprels = deprels
        self.index = {
            "upos": {v: i for i, v in enumerate(labels.UPOS)},
            "lemma": {v: i for i, v in enumerate(self.lemmas)},
            "deprel": {v: i for i, v in enumerate(deprels)},
            "named": {v: i for i, v in enumerate(labels.NAMED)},
            "nominal": {v: i for i, v in enumerate(labels.NOMINAL)},
            "trigger": {v: i for i, v in enumerate(labels.TRIGGER)},
            "mode": {v: i for i, v in enumerate(labels.MODES)},
            "status": {v: i for i, v in enumerate(labels.STATUS)},
            "cue": {v: i for i, v in enumerate(labels.CUE)},
            "content": {v: i for i, v in enumerate(labels.CONTENT)},
            "role": {v: i for i, v in enumerate(labels.ROLES)},
        }
        for name, values in feats.items():
            self.index["feats." + name] = {v: i for i, v in enumerate(values)}

    @classmethod
    def collect(cls, documents):
        values = collections.defaultdict(collections.Counter)
        edits, relations = collections.Counter(), collections.Counter()
        for document in documents:
            for s in document.sentences:
                if not s.upos:
                    continue
                for feats, form, lemma, deprel in zip(s.feats, s.words, s.lemmas, s.deprels):
                    for name in labels.FEATURES:
                        if name in feats:
                            values[name][feats[name]] += 1
                    edits[lemma_edit(form, lemma)] += 1
                    relations[deprel] += 1
        feats = {n: ["_"] + sorted(v for v, c in values[n].items() if c >= 20) for n in labels.FEATURES}
        total, covered, lemmas = sum(edits.values()), 0, []
        for edit, n in edits.most_common():
            if covered >= 0.995 * total or n < 3:
                break
            lemmas.append(edit)
            covered += n
        return cls(feats, lemmas, sorted(r for r, c in relations.items() if c >= 5))

    def to_json(self):
        return {"feats": self.feats, "lemmas": self.lemmas, "deprels": self.deprels}

    @classmethod
    def from_json(cls, value):
        return cls(value["feats"], value["lemmas"], value["deprels"])

    @classmethod
    def read(cls, path):
        return cls.from_json(json.load(open(path, encoding="utf8")))
