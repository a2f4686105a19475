"""The raw text of a treebank, as the shared tasks gave it, and the official scores of what was read from it.

    raw_text.py TREEBANK.conllu > text.txt
    dateline parse text.txt > system.conllu
    raw_text.py TREEBANK.conllu system.conllu

The scorer is that of the CoNLL shared tasks, in the PyPI package `udtools` (GPL; used here, not part of Dateline): pip install udtools.
Paragraphs are parted by a blank line, sentences by a blank unless the last token says SpaceAfter=No.
"""

import collections
import sys


def paragraphs(path):
    """The paragraphs of a CoNLL-U file as text."""
    paragraph, text, touches, range_end = [], None, False, 0
    with open(path, encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith(("# newdoc", "# newpar")) and paragraph:
                yield "".join(paragraph).strip()
                paragraph = []
            elif line.startswith("# text = "):
                text, touches, range_end = line[9:], False, 0
            elif not line and text is not None:
                paragraph.append(text + ("" if touches else " "))
                text = None
            elif line and not line.startswith("#"):
                number, *_, misc = line.split("\t")
                if "-" in number:
                    range_end = int(number.split("-")[1])
                    touches = "SpaceAfter=No" in misc
                elif "." not in number and int(number) > range_end:
                    touches = "SpaceAfter=No" in misc
    if paragraph:
        yield "".join(paragraph).strip()


def scores(gold, system):
    """The table of the official scorer."""
    from udtools import udeval

    # The scorer asks for settings of the treebank that only enhanced graphs need.
    settings = collections.defaultdict(int)
    loaded = [udeval.load_conllu_file(path, settings) for path in (gold, system)]
    return udeval.build_evaluation_table(udeval.evaluate(*loaded))


if __name__ == "__main__":
    if len(sys.argv) == 2:
        print("\n\n".join(paragraphs(sys.argv[1])))
    else:
        print(scores(*sys.argv[1:3]))
