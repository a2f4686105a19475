#!/usr/bin/env python3
"""What a file that is no article, or means harm, costs: exit code, processor time, peak memory and what is said.

    cargo build --release
    python3 benches/hostile.py target/release/dateline [WORDS OF A CASE'S NAME] [--markdown]

Makes each file in a folder of its own, hands it to `dateline read FILE --format jsonl`, and deletes it. Needs Linux, Python 3.9 and
2.5 GB of disk at most. Exit code 1 where a case ends by a signal or with another code than 0 or 2, says nothing about a file that it
refuses, takes longer than --seconds of processor time, or more memory than --megabytes.
"""
import argparse, gzip, io, json, pathlib, random, sys, tempfile, zipfile

from measured import run

ARTICLE = "Envoys of Chad met envoys of Sudan in Geneva on Monday, a spokesman said. They agreed to meet again within the week."
STORY = f"<p>{ARTICLE}</p>"
MANY = 1_000_000


def text(words, name="text.txt"):
    return lambda folder: write(folder / name, words if isinstance(words, bytes) else words.encode())


def page(body, head=""):
    return text(f"<!DOCTYPE html><html><head>{head}<title>Talks open</title></head><body>{body}</body></html>", "page.html")


def write(path, *pieces):
    with open(path, "wb") as file:
        for piece in pieces:
            file.write(piece)
    return path


def repeated(path, piece, count, start=b"", end=b""):
    """A file of `count` pieces, written a megabyte at a time."""
    together = max(1, (1 << 20) // len(piece))
    with open(path, "wb") as file:
        file.write(start)
        for first in range(0, count, together):
            file.write(piece * min(together, count - first))
        file.write(end)
    return path


def gzip_of(path, piece, count):
    with gzip.open(path, "wb", compresslevel=9) as file:
        for _ in range(count):
            file.write(piece)
    return path


def gzip_in_gzip(folder):
    inner = io.BytesIO()
    with gzip.GzipFile(fileobj=inner, mode="wb") as file:
        for _ in range(1024):
            file.write(b" " * (1 << 20))
    return gzip_of(folder / "twice.gz", inner.getvalue(), 1)


def zstd_of_blanks(folder, gigabytes=4):
    """A Zstandard frame of run-length blocks: three bytes and the byte to repeat for each 128 KiB."""
    block = (1 << 17 << 3 | 1 << 1).to_bytes(3, "little") + b" "
    last = (1 << 17 << 3 | 1 << 1 | 1).to_bytes(3, "little") + b" "
    frame = b"\x28\xb5\x2f\xfd\x00\x38"  # no flags; a window of 128 KiB
    return write(folder / "blanks.txt.zst", frame, block * (gigabytes * 8192 - 1), last)


def real_zip(folder):
    path = folder / "articles.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("blanks.txt", b" " * (64 << 20))
    return path


def warc_member(folder):
    """One packed WARC record whose page has 300 MB, and a good one behind it."""
    def record(pieces, length):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        yield (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/a\r\nContent-Type: application/http; msgtype=response\r\n"
               b"Content-Length: %d\r\n\r\n" % (length + len(http))) + http
        yield from pieces
        yield b"\r\n\r\n"
    path = folder / "crawl.warc.gz"
    good = f"<html><body><h1>Talks open</h1>{STORY}</body></html>".encode()
    with open(path, "wb") as file:
        for pieces, length in (((b" " * (1 << 20) for _ in range(300)), 300 << 20), ([good], len(good))):
            with gzip.GzipFile(fileobj=file, mode="wb") as member:
                for piece in record(pieces, length):
                    member.write(piece)
    return path


def lines_around(folder):
    """A line of 200 MB of JSON Lines between two good ones."""
    good = json.dumps({"text": ARTICLE}).encode() + b"\n"
    return repeated(folder / "lines.jsonl", b"x", 200 << 20, good + b'{"text": "', b'"}\n' + good)


def entities(folder):
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 31))
    return write(folder / "expand.nitf", f'<!DOCTYPE nitf [<!ENTITY e0 "lol">{levels}]><nitf><body><body.content><p>{ARTICLE} &e30;</p></body.content></body></nitf>'.encode())


def folder_without(folder):
    (folder / "pages").mkdir()
    write(folder / "pages" / "notes.pdf", b"%PDF-1.7")
    return folder / "pages"


noise = random.Random(7).randbytes
CASES = {
    "empty file": text(""),
    "white space alone": text(" \n\n\t " * 1000),
    "missing file": lambda folder: folder / "nowhere.txt",
    "folder without articles": folder_without,
    "pattern that matches nothing": lambda folder: folder / "*.txt",
    "one word": text("Peace"),
    "noise of 1 MB": text(noise(1 << 20)),
    "PDF": text(b"%PDF-1.7\n" + noise(4096), "report.pdf"),
    "ZIP file": real_zip,
    "UTF-8 broken in 10,000 places": text(b"\n".join(ARTICLE.encode() + b" caf\xe9 \xff\xfe." * 25 for _ in range(200))),
    "date that is none, in the page": page(STORY, '<meta property="article:published_time" content="2025-02-30T25:61">'),
    "line of 200 MB between two of JSON Lines": lines_around,
    "text of 200 MB in one line": lambda folder: repeated(folder / "long.txt", b"word ", 40 << 20),
    "one word of 1 MB": text("x" * ((1 << 20) - 1)),
    "1 MB of full stops": text("." * ((1 << 20) - 1)),
    "128 kB of quotation marks": text("\"'" * (1 << 16)),
    "128 kB of opening brackets": text("(" * (1 << 17)),
    "64,000 lines of one letter": text("x\n" * 64_000),
    "1 MB of combining marks": text("e" + "\u0301" * ((1 << 19) - 1)),
    "10^6 tags (<b>x</b>)": page("<b>x</b>" * (MANY // 2) + STORY),
    "10^6 nested <div>": page("<div>" * MANY + STORY),
    "900,000 tags of nested tables": page("<table><tr><td>" * 300_000 + STORY),
    "nested <div> up to the limit of depth": page("<div>" * 250 + STORY),
    "49,000 tags that an extractor is given": page("<p><b>x</b> <i>y</i>" * 9_800 + STORY),
    "one element with 400,000 attributes": page("<div " + " ".join(f"a{i}=''" for i in range(400_000)) + f">{STORY}</div>"),
    "180,000 <meta>": page(STORY, "<meta property='article:author' content='A'>" * 180_000),
    "JSON-LD nested 10^6 deep": page(STORY, '<script type="application/ld+json">' + "[" * MANY + "</script>"),
    "13 MB of nested <span>": page("<span>" * (13 << 20 >> 2) + STORY),
    "10^6 comments that do not end": page(STORY + "<!--" * MANY),
    "JSON nested 10^6 deep": text('{"text": ' + "[" * MANY, "deep.json"),
    "JSON with 500,000 fields": text('{"text": "' + ARTICLE + '"' + "".join(f', "f{i}": 0' for i in range(500_000)) + "}", "wide.json"),
    "1 GB of blanks as gzip": lambda folder: gzip_of(folder / "blanks.txt.gz", b" " * (1 << 20), 1024),
    "gzip in gzip": gzip_in_gzip,
    "4 GB of blanks as zstd": zstd_of_blanks,
    "gzip cut in the middle": lambda folder: write(folder / "cut.txt.gz", gzip.compress(ARTICLE.encode() * 100)[:60]),
    "5 · 10^5 nested <p> in NITF": text("<nitf><body><body.content>" + "<p>" * 500_000 + ARTICLE + "</p>" * 500_000 + "</body.content></body></nitf>", "deep.nitf"),
    "NITF with entities of 10^30 words": entities,
    "WARC member with a page of 300 MB": warc_member,
    "feed of 500,000 empty items": text("<rss version='2.0'><channel><title>P</title>" + "<item/>" * 500_000 + "</channel></rss>", "feed.xml"),
    "feed item nested 10^6 deep": text("<rss version='2.0'><channel><item><title>Talks open</title><description>" + "<a>" * MANY + ARTICLE + "</a>" * MANY + "</description></item></channel></rss>", "feed.xml"),
    "feed whose first item never ends": text("<rss version='2.0'><channel>" + "<item><title>Talks</title>" * 250_000, "feed.xml"),
}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dateline")
    ap.add_argument("only", nargs="*", help="run the cases alone whose name holds one of these")
    ap.add_argument("--markdown", action="store_true", help="print the rows of a table")
    ap.add_argument("--seconds", type=float, default=60, help="the most processor time of a case (default 60)")
    ap.add_argument("--megabytes", type=float, default=1024, help="the most memory of a case (default 1024)")
    args = ap.parse_args()
    bad = []
    for name, make in CASES.items():
        if args.only and not any(word in name for word in args.only):
            continue
        with tempfile.TemporaryDirectory() as folder:
            file = make(pathlib.Path(folder))
            done = run([args.dateline, "read", str(file), "--format", "jsonl"])
            code, cpu, wall, peak = done.code, done.processor, done.wall, done.megabytes
            lines = sum(1 for line in done.out.splitlines() if line.strip())
            said = done.err.strip().replace(f"{folder}/", "").replace("dateline: ", "")
        first = said.splitlines()[0] if said else ""
        if code not in (0, 2) or (code == 2 and not first) or cpu > args.seconds or peak > args.megabytes or "panicked" in said:
            bad.append(name)
        ends = {0: f"{lines} record" + "s" * (lines != 1)}.get(code, f"exit {code}, {lines} record" + "s" * (lines != 1))
        if args.markdown:
            print(f"| {name} | {ends} | {first} | {cpu:.1f} s | {peak:.0f} MB |", flush=True)
        else:
            print(f"{name:42} {ends:20} {cpu:6.1f} s processor {wall:6.1f} s wall {peak:6.0f} MB  {first[:110]}", flush=True)
    if bad:
        print(f"not as it should be: {'; '.join(bad)}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
