"""From scores to labels: trees, named mentions, triggers, content, roles."""

import numpy
import torch

import labels

NEVER = -1e9


def tree(scores):
    """Heads of the maximum spanning tree with a single root.

    `scores[d, h]` for dependents d = 0..n-1 and heads h = 0..n, h = 0 being ROOT; the result uses the same columns.
    """
    n = scores.shape[0]
    full = numpy.full((n + 1, n + 1), NEVER)
    full[1:, :] = scores
    numpy.fill_diagonal(full, NEVER)
    greedy = full[1:].argmax(1)
    if (greedy == 0).sum() == 1 and not _cycle(numpy.concatenate([[0], greedy])):
        return greedy
    best, best_value = None, None
    # The single root: try the likeliest roots one by one.
    for root in numpy.argsort(-full[1:, 0])[: min(n, 5)] + 1:
        limited = full.copy()
        limited[1:, 0] = NEVER
        limited[root, :] = NEVER
        limited[root, 0] = 0.0
        heads = _chu_liu_edmonds(limited)
        value = sum(full[d, heads[d]] for d in range(1, n + 1))
        if best is None or value > best_value:
            best, best_value = heads[1:], value
    return numpy.array(best)


def _cycle(heads):
    """The nodes of a cycle in `heads` (node 0 is the root), or None."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node):]
        for p in path:
            state[p] = 2
    return None


def _chu_liu_edmonds(scores):
    """Heads of the maximum arborescence rooted at 0; `scores[d, h]`."""
    n = scores.shape[0]
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    rest = [i for i in range(n) if i not in inside]
    new = {node: k for k, node in enumerate(rest)}
    c = len(rest)
    small = numpy.full((c + 1, c + 1), NEVER)
    enter, leave = {}, {}
    cycle_score = sum(scores[d, heads[d]] for d in cycle)
    for d in rest:
        for h in rest:
            small[new[d], new[h]] = scores[d, h]
        best = max(cycle, key=lambda h: scores[d, h])
        small[new[d], c] = scores[d, best]
        leave[d] = best
    for h in rest:
        best = max(cycle, key=lambda d: scores[d, h] - scores[d, heads[d]])
        small[c, new[h]] = cycle_score + scores[best, h] - scores[best, heads[best]]
        enter[h] = best
    numpy.fill_diagonal(small, NEVER)
    sub = _chu_liu_edmonds(small)
    out = heads.copy()
    for d in rest:
        if d:
            out[d] = leave[d] if sub[new[d]] == c else rest[sub[new[d]]]
    entering = rest[sub[c]]
    out[enter[entering]] = entering
    return out


def _legal_moves():
    names = labels.NAMED
    ok = numpy.full((len(names), len(names)), NEVER)
    for i, a in enumerate(names):
        for j, b in enumerate(names):
            if a[0] in "OES":
                legal = b[0] in "OBS"
            else:
                legal = b[0] in "IE" and a[2:] == b[2:]
            if legal:
                ok[i, j] = 0.0
    return ok


MOVES = _legal_moves()
STARTS = numpy.array([0.0 if n[0] in "OBS" else NEVER for n in labels.NAMED])
ENDS = numpy.array([0.0 if n[0] in "OES" else NEVER for n in labels.NAMED])


def named(scores):
    """Viterbi over legal BIOES moves of one sentence; scores are log-probabilities or logits [words, tags]."""
    value, back = scores[0] + STARTS, []
    for row in scores[1:]:
        options = value[:, None] + MOVES
        back.append(options.argmax(0))
        value = options.max(0) + row
    tag = int((value + ENDS).argmax())
    tags = [tag]
    for pointers in reversed(back):
        tag = int(pointers[tag])
        tags.append(tag)
    return [labels.NAMED[t] for t in reversed(tags)]


def triggers(scores, bias):
    """[(first word, last word + 1, type)] of one sentence; `bias` is added to the score of O.

    An I-TYPE that does not follow a trigger word of its type begins a trigger.
    """
    scores = scores.copy()
    scores[:, 0] += bias
    out = []
    for i, k in enumerate(scores.argmax(1)):
        tag = labels.TRIGGER[k]
        if tag[0] == "I" and out and out[-1][1] == i and out[-1][2] == tag[2:]:
            out[-1] = (out[-1][0], i + 1, tag[2:])
        elif tag != "O":
            out.append((i, i + 1, tag[2:]))
    return out


def content(tags):
    """[(first, last + 1, kind)] of content tags; an I- after O begins a stretch."""
    out = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag[0] == "I" and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1, out[-1][2])
        else:
            out.append((i, i + 1, tag[2:]))
    return out


def to_numpy(tensor):
    return tensor.detach().float().numpy() if isinstance(tensor, torch.Tensor) else tensor
