"""UD-style English word tokenisation of raw text.

`tokenise(text)` gives the words of a text as half-open ranges of code points. The rules, in their
order, are written in MODEL.md ("Words from raw text"); the Rust tokeniser mirrors them. They follow
the Universal Dependencies English treebanks: clitics, punctuation, hyphens and slashes stand apart.
"""

import re
import unicodedata

APOSTROPHES = "'’ʼ"
HYPHENS = "-‐‑"
DASHES = "–—−"

# A hyphen after one of these, at the start of a word, does not split it (UD keeps derived words whole).
PREFIXES = frozenset(
    "anti bi co counter cross cyber de e eco ex extra geo hyper infra inter intra macro mega meta micro mid mini "
    "multi neo non o over pan para post pre pro pseudo quasi re semi sub super trans tri u ultra un under uni vice x".split()
)

# Words that keep their final full stop (compared lowercased, without it).
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sr jr gen lt col sgt cpl capt cmdr adm maj brig gov sen rep reps sens pres rev hon supt insp "
    "messrs mt ft inc ltd co corp bros vs etc no nos dept est approx ave blvd jan feb mar apr jun jul aug sep sept oct nov "
    "dec al v cf ed eds vol pp ph.d m.d b.a m.a a.m p.m i.e e.g u.s u.k u.n e.u d.c".split()
)

# Endings that are words of their own after a letter.
CLITICS = ("s", "m", "d", "re", "ve", "ll")

# Written together, two words: the first ends after this many characters.
CONTRACTIONS = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}
# Written without their apostrophe, and nothing else: the last two letters are a word.
BARE_NEGATIONS = frozenset("dont didnt doesnt isnt wasnt arent couldnt wouldnt shouldnt havent hasnt hadnt".split())

# Dates, telephone numbers and the like that stay whole: 04/30/2001, 9/11, 646-8420, 1-713-853-3989.
CODE = re.compile(r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}|[0-9]/[0-9]{2}|([0-9]-)?[0-9]{3}-[0-9]{3}-[0-9]{4}|[0-9]{3}-[0-9]{4}")

# Faces drawn with punctuation, where they stand alone.
FACES = frozenset([":)", ":(", ";)", ":-)", ":-(", ";-)", ":d", ":p", "=)"])


def tokenise(text):
    """The words of `text` as a list of (start, end) in code points, in order, without white space."""
    words = []
    start = None
    for i in range(len(text) + 1):
        is_space = i == len(text) or text[i].isspace()
        if is_space and start is not None:
            _split_chunk(text, start, i, words)
            start = None
        elif not is_space and start is None:
            start = i
    return words


def _split_chunk(text, start, end, out):
    """Cut one run without white space: edges first, then the inside."""
    if text[start:end].lower() in FACES:
        out.append((start, end))
        return
    # Rule 1: an address stays whole, less the brackets and quotation marks before it and punctuation at its end.
    bare = start
    while bare < end and text[bare] in "<([{\"“‘":
        bare += 1
    if _is_address(text[bare:end]):
        _punctuation_runs(text, start, bare, out)
        stop = end
        while stop > bare and text[stop - 1] in ".,;:!?)]}\"'”’>":
            stop -= 1
        out.append((bare, stop))
        _punctuation_runs(text, stop, end, out)
        return
    # Rule 2: opening punctuation.
    first = start
    while first < end and _opens(text, first, end):
        first += 1
    _punctuation_runs(text, start, first, out)
    # Rule 3: closing punctuation, from the end inwards.
    last = end
    while last > first and _closes(text, first, last):
        last -= 1
    _split_inside(text, first, last, out)
    _punctuation_runs(text, last, end, out)


def _is_address(chunk):
    lower = chunk.lower()
    if lower.startswith(("http://", "https://", "www.")):
        return True
    at = chunk.find("@")
    return at >= 0 and (at == 0 or "." in chunk[at:]) and len(chunk) > 2


def _is_word(character):
    """Letters, digits and combining marks: what words are made of."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _opens(text, i, end):
    """Whether the character at `i` is punctuation before a word."""
    c = text[i]
    if _is_word(c):
        return False
    if i + 1 < end and c in ".," and text[i + 1].isdigit():
        return False  # .50
    if i + 1 < end and c in "+-−" and text[i + 1].isdigit():
        return c == "−"  # -5 and +3 stay one word
    if i + 1 < end and c in "#@" and text[i + 1].isalpha():
        return False  # #tag, @name
    if i + 2 < end and c in APOSTROPHES and text[i + 1].isdigit() and text[i + 2].isdigit():
        return False  # '90s
    if c in APOSTROPHES and text[i + 1 : end].lower() in CLITICS:
        return False  # a clitic apart from its word
    return True


def _closes(text, first, last):
    """Whether the character before `last` is punctuation after the word that begins at `first`."""
    c = text[last - 1]
    if _is_word(c):
        return False
    if c == ".":
        body = text[first : last - 1].lower()
        # The part after a hyphen, slash or dash decides.
        for i in range(len(body) - 1, -1, -1):
            if body[i] in HYPHENS + DASHES + "/":
                body = body[i + 1 :]
                break
        if body in ABBREVIATIONS:
            return False
        if len(body) == 1 and body.isalpha():
            return False  # an initial
        if "." in body and all(len(part) == 1 and part.isalpha() for part in body.split(".")):
            return False  # U.S.
        return True
    if c == "+" and last - first > 1:
        return False  # 18+
    return True


def _punctuation_runs(text, start, end, out):
    """Words of a stretch of punctuation: repeated full stops, dashes, apostrophes, ! and ? stay together."""
    i = start
    while i < end:
        j = i + 1
        if text[i] in ".-–—!?*=_~<>'’`":
            while j < end and (text[j] == text[i] or (text[i] in "!?" and text[j] in "!?")):
                j += 1
        out.append((i, j))
        i = j


def _split_inside(text, first, last, out):
    """Rules 4 to 7: separators inside a chunk, then clitics of each piece."""
    if CODE.fullmatch(text, first, last):
        out.append((first, last))
        return
    piece = first
    i = first
    while i < last:
        c = text[i]
        step = 0
        if c in HYPHENS:
            step = _hyphen(text, piece, i, last)
        elif c in DASHES or c in "/()[]{}\"“”«»;!?=<>…|":
            step = 1
        elif c == ".":
            j = i
            while j < last and text[j] == ".":
                j += 1
            step = j - i if j - i > 1 else 0
        elif c in ",:":
            both_digits = i > piece and text[i - 1].isdigit() and i + 1 < last and text[i + 1].isdigit()
            step = 0 if both_digits else 1
        elif c in "$€£¥%&*" and not (c == "&" and _short_and(text, piece, i, last)):
            step = 1
        if step:
            _clitics(text, piece, i, out)
            _punctuation_runs(text, i, i + step, out)
            i += step
            piece = i
        else:
            i += 1
    _clitics(text, piece, last, out)


def _hyphen(text, piece, i, last):
    """How many characters to cut at the hyphen at `i`: the whole run of hyphens, or 0 to keep it."""
    j = i
    while j < last and text[j] in HYPHENS:
        j += 1
    if j - i > 1:
        return j - i
    if i == piece or j == last:
        return 0 if j < last and text[j].isdigit() else 1
    before = text[piece:i].lower()
    if before in PREFIXES:
        return 0
    return 1


def _short_and(text, piece, i, last):
    """AT&T, R&D: the ampersand between capitals stays inside."""
    return i > piece and i + 1 < last and text[i - 1].isupper() and text[i + 1].isupper()


def _clitics(text, start, end, out):
    """Append the piece `start`..`end`, its clitic apart."""
    if start >= end:
        return
    lower = text[start:end].lower()
    cut = CONTRACTIONS.get(lower, 0) or (len(lower) - 2 if lower in BARE_NEGATIONS else 0)
    if not cut and len(lower) == end - start:
        n = len(lower)
        if n > 3 and lower[-1] == "t" and lower[-2] in APOSTROPHES and lower[-3] == "n":
            cut = n - 3
        else:
            for clitic in CLITICS:
                k = n - len(clitic)
                if k > 1 and lower.endswith(clitic) and lower[k - 1] in APOSTROPHES and (_is_word(lower[k - 2]) or lower[k - 2] == "."):
                    cut = k - 1
                    break
            # s' at the end was cut as closing punctuation already.
    # Rule 7: a number and a unit or currency letter run together.
    if not cut:
        for i in range(1, end - start):
            if lower[i - 1].isdigit() and lower[i:] in ("km", "m", "kg", "cm", "mm", "mph", "am", "pm", "bn", "k", "tn"):
                cut = i
                break
    if cut:
        out.append((start, start + cut))
        out.append((start + cut, end))
    else:
        out.append((start, end))
