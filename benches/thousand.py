#!/usr/bin/env python3
"""Articles a second and peak memory of `dateline code` over 1,000 articles, on one and on all cores; start-up; size of the program.

    cargo build --release
    python3 benches/thousand.py target/release/dateline [--shared ../shared] [--rounds 3]

The input is made anew each time: the 226 Wikinews articles of the project's training annotation, and every seventh
item of Current Events until there are 1,000. Both are in `../shared`, which is not part of the repository; `--input
FILE.jsonl` measures any other.
"""
import argparse, json, os, pathlib, statistics, sys, tempfile

from measured import run

ROOT = pathlib.Path(__file__).resolve().parent.parent


def articles(shared, count=1000):
    for line in (shared / "gold/train/train.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        if article["name"].startswith("wikinews"):
            yield article["text"], article["published"]
            count -= 1
    items = (shared / "data/current-events/items.jsonl").read_text(encoding="utf-8").splitlines()[::7]
    for line in items[:count]:
        item = json.loads(line)
        yield item["text"], item["date"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dateline")
    ap.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    ap.add_argument("--input", type=pathlib.Path)
    ap.add_argument("--rounds", type=int, default=3)
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        source = args.input or folder / "thousand.jsonl"
        if not args.input:
            rows = [json.dumps({"text": text, "published": published}) for text, published in articles(args.shared)]
            source.write_text("\n".join(rows) + "\n")
        texts = [json.loads(line).get("text") or "" for line in source.open(encoding="utf-8")]
        print(f"{len(texts)} articles, {sum(len(text.split()) for text in texts)} words")
        cores = sorted(os.sched_getaffinity(0))
        for jobs in sorted({1, len(cores)}):
            command = [args.dateline, "code", source, "--out", folder / "out.jsonl", "--restart", "--jobs", str(jobs)]
            done = [run(command, cores[:jobs]) for _ in range(args.rounds)]
            for failed in (one for one in done if one.code):
                sys.exit(failed.err)
            walls = [one.wall for one in done]
            print(f"{jobs} core{'s' * (jobs > 1)}: {len(texts) / statistics.median(walls):.1f} articles a second ({len(texts) / max(walls):.1f} to {len(texts) / min(walls):.1f}), "
                  f"{statistics.median(one.processor for one in done):.1f} s of processor time, peak {max(one.megabytes for one in done):.0f} MB", flush=True)
        starts = [run([args.dateline, "read", ROOT / "examples/paris.txt"]) for _ in range(5)]
        print(f"start-up, read examples/paris.txt: {statistics.median(one.wall for one in starts):.2f} s, peak {max(one.megabytes for one in starts):.0f} MB")
        print(f"the program: {os.path.getsize(args.dateline) / 1e6:.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
