"""Compare `tokenise` with a treebank's words over its `# text` lines: python check_tokeniser.py FILE.conllu"""

import collections
import sys

import conllu
from tokenise import tokenise


def main(path):
    right = system = gold = 0
    errors = collections.Counter()
    for document in conllu.read(path):
        for sentence in document.sentences:
            ranges = set(conllu.word_ranges(sentence))
            mine = set(tokenise(sentence.text))
            right += len(ranges & mine)
            system += len(mine)
            gold += len(ranges)
            for a, b in sorted(ranges - mine):
                near = " ".join(sentence.text[s:e] for s, e in sorted(mine) if s < b and e > a)
                errors[sentence.text[a:b] + " <- " + near] += 1
    print(f"precision {right / system:.4f} recall {right / gold:.4f} F1 {2 * right / (system + gold):.4f}")
    for error, n in errors.most_common(60):
        print(n, error)


if __name__ == "__main__":
    main(sys.argv[1])
