"""The gold event annotation as labels: triggers, modes, statuses, roles, cues, statement content."""

import hashlib
import json
import pathlib

import align
import labels
import names
from examples import Document, Query, Sentence
from tokenise import tokenise


def read(path):
    """Documents as dictionaries, from train.jsonl or a folder of JSON files."""
    path = pathlib.Path(path)
    if path.is_dir():
        return [dict(json.loads(p.read_text(encoding="utf8")), name=p.stem) for p in sorted(path.glob("*.json"))]
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def is_held_out(name):
    """A fixed twentieth of the training documents, by the name's hash: for calibration."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 20 == 0


def convert(record, named_of_sentence=None):
    """A gold record as a `Document`; `named_of_sentence(text, start, end, words)` may give named labels."""
    text = record["text"]
    sentences, ranges = [], []
    for start, end in record["sentences"]:
        local = [(a + start, b + start) for a, b in tokenise(text[start:end])]
        ranges.append(local)
        n = len(local)
        sentence = Sentence(
            words=[text[a:b] for a, b in local], trigger=["O"] * n, content=["O"] * n, cue=["_"] * n, queries=[]
        )
        if named_of_sentence:
            sentence.named = named_of_sentence(text, start, end, local)
        sentences.append(sentence)
    folded = [[names.fold(w) for w in s.words] for s in sentences]
    for event in record["events"]:
        _add_event(event, record, sentences, ranges, folded)
    for statement in record.get("statements", []):
        _add_statement(statement, record, sentences, ranges, folded)
    return Document(record["name"], "gold", sentences, titled=len(sentences) > 3)


def _words_of(substring, record, sentence, ranges, span=None):
    """Indices of the words that `span`, or the first occurrence of `substring` in the sentence, covers."""
    start, end = record["sentences"][sentence]
    if span:
        return [i for i, (x, y) in enumerate(ranges[sentence]) if x < span[1] and y > span[0]]
    text = record["text"][start:end]
    at = text.find(substring)
    while at >= 0:
        a, b = at + start, at + start + len(substring)
        inside = [i for i, (x, y) in enumerate(ranges[sentence]) if x < b and y > a]
        # At the edges of words where possible: "held" is not in "withheld".
        if inside and ranges[sentence][inside[0]][0] >= a:
            return inside
        at = text.find(substring, at + 1)
    return []


def _places(role, finder, sentence, folded):
    """The party's namings in its own sentence, the earlier ones and the later: [(sentence, word, quality)]."""
    out = []
    for j, words in enumerate(folded):
        for word, quality in finder(words):
            out.append((j, word, quality))
    return (role, out)


def _party(role, party, sentence, folded):
    name = (party or {}).get("name")
    if not name:
        return None
    return _places(role, lambda words: align.find_party(name, party.get("code"), words), sentence, folded)


def _add_event(event, record, sentences, ranges, folded):
    number = event["sentence"]
    if number >= len(sentences) or not event.get("trigger"):
        return
    covered = _words_of(event["trigger"], record, number, ranges, event.get("trigger_span"))
    sentence = sentences[number]
    if not covered or any(sentence.trigger[i] != "O" for i in covered):
        return
    for k, i in enumerate(covered):
        sentence.trigger[i] = ("B-" if k == 0 else "I-") + event["type"]
    parties = [_party("actor", p, number, folded) for p in event.get("actors") or []]
    parties += [_party("recipient", p, number, folded) for p in event.get("recipients") or []]
    own = lambda finder: [(number, w, q) for w, q in finder(folded[number])]
    place = event.get("place")
    if place and place.get("name"):
        parties.append(("place", own(lambda w: align.find_place(place["name"], place.get("country"), w))))
    if event.get("date"):
        parties.append(("time", own(lambda w: align.find_time(event["date"], w))))
    for quantity in event.get("quantities") or []:
        parties.append(("quantity", own(lambda w, q=quantity: align.find_quantity(q.get("low"), w))))
    if event.get("asserted_by"):
        parties.append(_party("asserter", event["asserted_by"], number, folded))
    mode = event.get("mode") or "_"
    sentence.queries.append(
        Query(
            word=covered[0],
            roles_asked=labels.EVENT_ROLES,
            parties=[p for p in parties if p],
            event_type=event["type"],
            mode=mode if mode == "_" or mode in labels.MODES_OF[event["type"]] else None,
            status=event.get("status") or "actual",
        )
    )


def _add_statement(statement, record, sentences, ranges, folded):
    number = statement["sentence"]
    if number >= len(sentences):
        return
    sentence = sentences[number]
    content = []
    if statement.get("content"):
        content = _words_of(statement["content"], record, number, ranges, statement.get("content_span"))
    kind = "direct" if statement.get("direct") else "indirect"
    if content and all(sentence.content[i] == "O" for i in content):
        # Quotation marks at the edges belong to the sentence, not to the content.
        while content and sentence.words[content[0]] in "\"“”'‘’":
            content = content[1:]
        while content and sentence.words[content[-1]] in "\"“”'‘’":
            content = content[:-1]
        for k, i in enumerate(content):
            sentence.content[i] = ("B-" if k == 0 else "I-") + kind
    cue = statement.get("cue")
    covered = _words_of(cue, record, number, ranges) if cue else []
    covered = [i for i in covered if i not in content] or covered
    if not covered:
        return
    sentence.cue[covered[0]] = "cue"
    parties = [_party("speaker", statement.get("speaker"), number, folded)]
    if content:
        parties.append(("content", [(number, content[0], 5)]))
    if any(q.word == covered[0] for q in sentence.queries):
        # The same word is an event's trigger: one query carries both.
        query = next(q for q in sentence.queries if q.word == covered[0])
        query.roles_asked = labels.EVENT_ROLES + labels.STATEMENT_ROLES
        query.parties += [p for p in parties if p]
        return
    sentence.queries.append(
        Query(word=covered[0], roles_asked=labels.STATEMENT_ROLES, parties=[p for p in parties if p])
    )


def alignment_rates(documents):
    """{role: (parties, named in the sentence, named in an earlier one)}."""
    out = {}
    for document in documents:
        for number, sentence in enumerate(document.sentences):
            for query in sentence.queries or []:
                for role, found in query.parties:
                    total, here, earlier = out.get(role, (0, 0, 0))
                    is_here = any(j == number for j, _, _ in found)
                    is_earlier = not is_here and any(j < number and q >= 2 for j, _, q in found)
                    out[role] = (total + 1, here + is_here, earlier + is_earlier)
    return out
