"""Uncased, accent-stripping WordPiece over single words, and the word-shape ids (both as MODEL.md says)."""

import unicodedata

MAX_SUBWORDS_PER_WORD = 8
SHAPES = 8


def _is_punctuation(c):
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c)[0] == "P"


def normalise(word):
    """NFD, combining marks dropped, lowercased, control characters dropped."""
    out = []
    for c in unicodedata.normalize("NFD", word):
        category = unicodedata.category(c)
        if category == "Mn" or category in ("Cc", "Cf") or c == "\ufffd":
            continue
        out.append(c)
    return "".join(out).lower()


class WordPiece:
    def __init__(self, tokens):
        self.tokens = tokens
        self.ids = {t: i for i, t in enumerate(tokens)}
        self.unknown, self.cls, self.sep = self.ids["[UNK]"], self.ids["[CLS]"], self.ids["[SEP]"]
        self.pad = self.ids["[PAD]"]
        self._cache = {}

    @classmethod
    def read(cls, path):
        with open(path, encoding="utf8") as lines:
            return cls([line.rstrip("\n") for line in lines])

    def encode(self, word):
        """The first eight subword ids of a word; at least one."""
        found = self._cache.get(word)
        if found is None:
            found = self._cache[word] = self._encode(word)[:MAX_SUBWORDS_PER_WORD]
        return found

    def _encode(self, word):
        if len(word) > 100:
            return [self.unknown]
        text = normalise(word)
        pieces, current = [], ""
        for c in text:
            if _is_punctuation(c) or c.isspace():
                if current:
                    pieces.append(current)
                if not c.isspace():
                    pieces.append(c)
                current = ""
            else:
                current += c
        if current:
            pieces.append(current)
        out = []
        for piece in pieces:
            out.extend(self._cut(piece))
        return out or [self.unknown]

    def _cut(self, piece):
        out, start = [], 0
        while start < len(piece):
            end = len(piece)
            while end > start:
                token = ("##" if start else "") + piece[start:end]
                if token in self.ids:
                    break
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(self.ids[token])
            start = end
        return out


def shape(word):
    """1 lower, 2 Title, 3 CAPS, 4 single capital, 5 mixed, 6 has a digit, 7 anything else (0 is for specials)."""
    if any(c.isdigit() for c in word):
        return 6
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 7
    uppers = [c.isupper() for c in letters]
    if not any(uppers):
        return 1
    if len(letters) == 1:
        return 4
    if all(uppers):
        return 3
    return 2 if uppers[0] and not any(uppers[1:]) else 5
