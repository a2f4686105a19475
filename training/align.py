"""Where an event's party, place, quantity or time is named: gold gives names, the reader learns words.

`find_party` looks a name up in a sentence by ever weaker means and says how good each find is; a role's
target is the head word of the stretch found (the last word of a name, the word before "of").
"""

import datetime

import names
from tokenise import tokenise

PRONOUNS = set("he she they it him her them his their its who which that we i us our you those these this both".split())
PREPOSITIONS = set("of for in to on from against at by with near under and".split())
GENERIC = set(
    "the of and for in a an to s people government forces force group members officials official national state new united "
    "party union republic general military army police ministry minister president other".split()
)
ACTOR_NOUNS = set(
    "forces force troops army military government officials official police president minister soldiers authorities parliament "
    "navy court courts envoy ambassador leader leaders lawmakers militants fighters rebels prime foreign defence defense armed "
    "security civilians citizens state senate congress embassy group groups protesters people militia airforce jets warplanes".split()
)
MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
TIME_WORDS = set("today yesterday tomorrow tonight overnight morning afternoon evening night noon midnight week weekend month year earlier".split())
ONES = dict(zip("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                "seventeen eighteen nineteen twenty".split(), range(21)))
ONES.update(dict(zip("thirty forty fifty sixty seventy eighty ninety".split(), range(30, 100, 10))))
ONES.update({"dozens": 24, "hundreds": 200, "thousands": 1000, "millions": 1000000, "dozen": 12, "both": 2, "a": 1, "an": 1, "hundred": 100})
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "m": 10**6, "bn": 10**9, "k": 1000}


def _same(word, other):
    """Equal, or singular and plural of one word."""
    return word == other or word + "s" == other or other + "s" == word or word + "es" == other or other + "es" == word


def head_index(words):
    """The head of a name: the word before its first preposition, else its last word."""
    for i, word in enumerate(words):
        if i and word in PREPOSITIONS:
            return i - 1
    return len(words) - 1


def find_party(name, code, words):
    """[(word, quality)] of the party `name` (gold) in a sentence's folded `words`; quality 5 is exact, 1 weakest."""
    folded = names.fold(name)
    parts = [folded[a:b] for a, b in tokenise(folded)]
    while len(parts) > 1 and parts[0] in ("the", "a", "an", "some", "many", "several"):
        parts = parts[1:]
    if not parts:
        return []
    found = {}

    def add(i, quality):
        if found.get(i, 0) < quality:
            found[i] = quality

    n = len(parts)
    head = head_index(parts)
    for i in range(len(words) - n + 1):
        if words[i : i + n] == parts:
            add(i + head, 5)
    forms = names.country_forms().get(code, {}) if code else {}
    is_country = names.countries().get(" ".join(parts)) is not None or folded in names.countries()
    national = is_country or any(forms.get(p) in ("name", "demonym") for p in parts) or "government" in parts or folded in ("kremlin", "white house")
    # The name up to its head, and the head alone.
    if n > 1:
        core = parts[: head + 1]
        for i in range(len(words) - len(core) + 1):
            if len(core) > 1 and words[i : i + len(core)] == core:
                add(i + len(core) - 1, 4)
        capital = name.split()[-1][:1].isupper() if name.split() else False
        for i, word in enumerate(words):
            if _same(word, parts[head]) and (parts[head] not in GENERIC or n <= 3):
                add(i, 3 if parts[head] not in GENERIC else 2)
            elif capital and word == parts[-1] and parts[-1] not in GENERIC and len(parts[-1]) > 2 and head == n - 1:
                add(i, 3)
            elif len(word) > 3 and word in parts and word not in GENERIC and word not in PREPOSITIONS and forms.get(word) != "demonym":
                add(i, 2 if not (forms.get(word) == "name" and not is_country) else 1)
        initials = "".join(w[0] for w in name.replace("-", " ").split() if w[:1].isupper()).lower()
        for i, word in enumerate(words):
            if len(initials) > 1 and word.replace(".", "") == initials:
                add(i, 3)
    else:
        for i, word in enumerate(words):
            if _same(word, parts[0]):
                add(i, 4)
    if national:
        for form, kind in forms.items():
            pieces = form.split()
            for i in range(len(words) - len(pieces) + 1):
                if words[i : i + len(pieces)] != pieces:
                    continue
                last = i + len(pieces) - 1
                if kind == "demonym":
                    j = last
                    while j + 1 < len(words) and words[j + 1] in ACTOR_NOUNS and j - last < 3:
                        j += 1
                    add(j, 2)
                else:
                    add(last, 3 if kind == "name" and is_country else 1)
    return sorted(found.items(), key=lambda f: (-f[1], f[0]))


def find_place(name, country, words):
    """[(word, quality)] of a place: the whole name, its part before a comma, then any distinctive word of it."""
    found = {}
    folded = names.fold(name)
    for candidate, quality in ((folded, 5), (folded.split(",")[0], 4)):
        parts = [candidate[a:b] for a, b in tokenise(candidate)]
        if parts and parts[0] == "the":
            parts = parts[1:]
        for i in range(len(words) - len(parts) + 1):
            if parts and words[i : i + len(parts)] == parts:
                found[i + len(parts) - 1] = max(found.get(i + len(parts) - 1, 0), quality)
    if not found:
        for i, word in enumerate(words):
            if len(word) > 3 and word in folded.replace(",", " ").split() and word not in GENERIC and word not in PREPOSITIONS:
                found[i] = 2
        forms = names.country_forms().get(country, {})
        for form, kind in forms.items():
            if kind == "name" and folded in names.countries():
                pieces = form.split()
                for i in range(len(words) - len(pieces) + 1):
                    if words[i : i + len(pieces)] == pieces:
                        found[i + len(pieces) - 1] = 3
    return sorted(found.items(), key=lambda f: (-f[1], f[0]))


def number_at(words, i):
    """The value of the number that begins at word `i`, or None."""
    word = words[i].replace(",", "").lower()
    try:
        value = float(word.lstrip("+$€£"))
    except ValueError:
        value = ONES.get(word)
        if value is None:
            return None
        if i + 2 < len(words) and words[i + 1] == "-" and ONES.get(words[i + 2], 99) < 10 and value >= 20:
            value += ONES[words[i + 2]]
    if value != value or value in (float("inf"), float("-inf")):
        return None
    j = i + 1
    while j < len(words) and words[j].lower() in SCALES and j - i < 3:
        value *= SCALES[words[j].lower()]
        j += 1
    return value


def find_quantity(low, words):
    """[(word, quality)] of number words of value `low`."""
    out = []
    for i, word in enumerate(words):
        value = number_at(words, i)
        if value is not None and low is not None and abs(value - low) < 1e-6 * max(1.0, abs(low)):
            out.append((i, 1 if word in ("a", "an", "both") else 5))
    return sorted(out, key=lambda f: (-f[1], f[0]))


def find_time(date, words):
    """[(word, quality)] of the words that may say `date` (EDTF): its month, weekday or year best, then any word of time."""
    first = date.split("/")[0].strip("~?%")
    parts = first.split("-")
    month = MONTHS[int(parts[1]) - 1] if len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12 else None
    weekday = None
    if len(parts) == 3:
        try:
            weekday = WEEKDAYS[datetime.date(*map(int, parts)).weekday()]
        except ValueError:
            weekday = None
    out = []
    for i, word in enumerate(words):
        if word == weekday or (month and word.rstrip(".") in (month, month[:3])) and word != "may":
            out.append((i, 5))
        elif word == "may" and month == "may" and any(w.isdigit() for w in words[max(0, i - 1) : i + 2]):
            out.append((i, 5))
        elif word == parts[0] and len(word) == 4:
            out.append((i, 4))
        elif word in WEEKDAYS or word in TIME_WORDS or (word in MONTHS and word != "may"):
            out.append((i, 3))
    return sorted(out, key=lambda f: (-f[1], f[0]))
