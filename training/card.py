"""Write ../model/MODEL_CARD.md from work/figures.json (which export.py leaves)."""

import json
import pathlib

HERE = pathlib.Path(__file__).parent
CARD = """# The reader's weights

A small encoder with heads that read English news: parts of speech, features, lemmas, dependency trees, named and nominal mentions, event
triggers with PLOVER type, mode and status, roles, statements. What each head is: `training/MODEL.md`. Made 2026-11-27 by `training/`
(`python3 -m venv .venv && .venv/bin/pip install -r requirements.txt`, then `sh reproduce.sh`).

| file | content |
| --- | --- |
| `reader.safetensors` | {bytes:.1f} MB: linear layers and word embeddings int8 with a scale a row, the rest f32 or f16 |
| `config.json` | sizes and every label list; `trigger_bias` {bias}, tuned on a held-out twentieth of the training documents |
| `vocab.txt` | the base's WordPiece vocabulary without entries that English news cannot yield |
| `activations.json` | what the Python reference computes for invented sentences, for the Rust test |

## Base
MiniLM-L6-H384-uncased as sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), 6 layers, 384 wide, with a learned embedding of word shape
added to the input. Word embeddings were kept as they are; everything else was trained jointly on all tasks.

## Data
| corpus | licence | taught |
| --- | --- | --- |
| UD English EWT train (Silveira and others 2014) | CC BY-SA 4.0 | tags, lemmas, trees; names by its proper nouns, typed by the half-trained reader |
| UD English GUM train, open genres (Zeldes 2017) | annotation CC BY 4.0, texts CC BY / CC BY-SA | tags, lemmas, trees, mentions |
| WikiGold (Balasuriya and others 2009) | CC BY 4.0 | named mentions |
| CrossNER politics train (Liu and others 2021) | MIT | named mentions |
| re3d without its BBC part (Dstl) | open government licences | named mentions |
| Wikipedia's Portal:Current events, items with links | CC BY-SA 4.0 | named mentions |
| Dateline's own event annotation of Wikinews articles and Current Events items, with `training/second_pass.jsonl` | texts CC BY 2.5 and CC BY-SA 4.0 | events, roles, statements |
| Dateline's own corpus of invented articles (`corpus/`), nine tenths of it | CC BY 4.0 | events, roles, statements |
| GeoNames, mledoze countries, lists of office holders | CC BY 4.0; ODbL; CC0 and CC BY-SA 4.0 | typing of links, alignment of parties |

The weights hold no sentence of these. They are offered under CC BY-SA 4.0, which satisfies the share-alike of the data.

## How it was trained
On two cores in f32, in six cycles: 63 minutes without `corpus/` (six and a half epochs); one epoch with 178 articles of it, broken off at
46 % of its schedule; 31 minutes with 407 of them (1,150 steps, 1.3 epochs); 52 minutes with 586 of them and the second pass over the gold's
articles (3,970 steps, 4.2 epochs; roles weighed 0.55 from here on); three
epochs of a cycle that was broken off; 50 minutes with the parties of other sentences (4.5 epochs). The weights are 0.65 of the end of
this and 0.35 of the end of the fourth (`average.py`). `reproduce.sh` does the first cycles in one run.

## Figures (the int8 weights, run in f32; development sets, none of them trained on)
| task | set | result |
| --- | --- | --- |
| UPOS, lemma | EWT dev, gold words | {ewt[upos]}, {ewt[lemma]} |
| UAS, LAS (universal relations; with subtypes) | EWT dev, gold words | {ewt[uas]}, {ewt[las]}; {ewt[las_subtypes]} |
| UPOS, lemma, UAS, LAS | GUM dev, gold words | {gum[upos]}, {gum[lemma]}, {gum[uas]}, {gum[las]} |
| named mentions, F1 of exact typed spans | UNER EWT dev | {uner[all]:.3f} (PER {uner[PER]:.3f}, ORG {uner[ORG]:.3f}, LOC {uner[LOC]:.3f}; untyped {uner[untyped]:.3f}) |
| named mentions, our types | CrossNER politics dev | {crossner:.3f} |
| events: F1 of (sentence, type) | gold dev, 64 documents | {gold_dev[detect]:.3f} (P {gold_dev[precision]:.3f}, R {gold_dev[recall]:.3f}); a sentence has an event or not {gold_dev[sentence]:.3f} |
| events: F1 of (sentence, type) | held-out training documents | {held_out[detect]:.3f} |
| mode, status: accuracy at gold triggers | gold dev | {gold_dev[mode]:.3f}, {gold_dev[status]:.3f} (F1 planned {gold_dev[planned]:.2f}, hypothetical {gold_dev[hypothetical]:.2f}, negated {gold_dev[negated]:.2f}) |
| roles from gold triggers, F1 at the head word, parties in the window | gold dev | actor {gold_dev[actor]:.3f}, recipient {gold_dev[recipient]:.3f}, place {gold_dev[place]:.3f}, time {gold_dev[time]:.3f}, quantity {gold_dev[quantity]:.3f}, asserter {gold_dev[asserter]:.3f}; from cues speaker {gold_dev[speaker]:.3f} |
| statements: F1 of content words; cue | gold dev | {gold_dev[content]:.3f} (direct {gold_dev[direct]:.3f}); {gold_dev[cue]:.3f} |

## Limits
- Trained on Wikinews prose, one-sentence briefs of 2005 to 2026 and invented articles, on edited English. Briefs are read better than long articles.
- Rare types (CONCEDE, COOPERATE, THREATEN, AID, MOBILIZE) and rare statuses (hypothetical, negated) had few examples before `corpus/`.
- Trees are taught by treebanks alone; some sentences of event news are parsed badly ("Nine people are killed in an Israeli airstrike …").
- Names in lower case, of companies, brands and shops in informal text are often missed or mistyped.
- A role points to a word; who that is, and which country's, is decided elsewhere.
- The training annotation is one annotator's; parties were found in the text by rules (`training/align.py`): 92 % of actors stand in the
  trigger's sentence, 6 % before it.
"""


def main():
    report = json.loads((HERE / "work" / "figures.json").read_text(encoding="utf8"))
    text = CARD.format(bytes=report["bytes"] / 1e6, bias=report["bias"], **report["int8"])
    (HERE.parent / "model" / "MODEL_CARD.md").write_text(text, encoding="utf8")


if __name__ == "__main__":
    main()
