#!/usr/bin/env python3
"""How well and how fast Dateline takes the article out of a web page, beside Python's trafilatura, on the same pages and one core.

    python3 -m venv /tmp/peer
    /tmp/peer/bin/pip install trafilatura
    cargo build --release -p dateline-ingest --example inspect
    /tmp/peer/bin/python benches/extraction.py target/release/examples/inspect [--pages 300] [--houses]

The pages are made from the invented articles of `corpus/`, whose text is known, in the manner of eight kinds of sites (semantic, a soup of
div and br, a blog with comments, tables of the nineties, a wire page with links between paragraphs, one drowned in menus and notices,
one with teasers of other articles, one of spans); nobody has tuned an extractor on them. Both give text, title and date. F1 is of the
words of the body, each as often as it occurs; the headline is no part of it. Each runs in a process of its own: processor time is of
the pages alone, memory is the peak of the process.
"""
import argparse, collections, html, json, os, pathlib, random, re, statistics, sys, tempfile, time

from measured import run

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOPICS = ("World", "Politics", "Business", "Sport", "Culture", "Opinion", "Science", "Travel", "Weather", "Video", "Podcasts", "Obituaries")
COMMENTS = ("I have lived there for twenty years and nobody asked us.", "This is what happens when the ministry does not listen.",
            "Well written, thank you. I would only add that the figures are from last year.", "Does anybody know whether the road is open again?")
LEGAL = ("We and our 812 partners store and access information on your device, such as cookies, and process personal data, such as unique identifiers, "
         "to show you advertising that is made for you, to measure it and to learn about audiences. You may change your choice at any time in the footer of each page. ")


def link(words, rng):
    return f'<a href="/{rng.randrange(10**6)}">{words}</a>'


def menu(rng, count):
    return "<ul>" + "".join(f"<li>{link(rng.choice(TOPICS), rng)}</li>" for _ in range(count)) + "</ul>"


def teasers(others, rng, tag="div"):
    shown = rng.sample(others, 4)
    return "".join(f'<{tag} class="teaser"><h3>{link(html.escape(title), rng)}</h3><p>{html.escape(body[0])}</p></{tag}>' for title, body in shown)


def head(title, day, rng, marks):
    lines = [f"<title>{title} - The Harbour Post</title>"]
    if "og" in marks:
        lines += [f'<meta property="og:title" content="{title}">', f'<meta property="article:published_time" content="{day}T{rng.randrange(24):02}:15:00Z">']
    if "ld" in marks:
        lines.append('<script type="application/ld+json">' + json.dumps({"@type": "NewsArticle", "headline": html.unescape(title), "datePublished": day}) + "</script>")
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{"".join(lines)}<style>p{{margin:0}}</style></head>'


def semantic(title, day, body, others, rng):
    middle = len(body) // 2
    inside = [f"<p>{words}</p>" for words in body]
    inside.insert(middle, '<aside class="newsletter"><h4>Get the morning briefing</h4><p>Sign up for our newsletter and never miss a story.</p></aside>')
    inside.insert(1, '<figure><img src="a.jpg" alt=""><figcaption>The palace on the day of the talks. Photo: Harbour Pictures</figcaption></figure>')
    return (f'{head(title, day, rng, "ld")}<body><header><nav>{menu(rng, 9)}</nav></header><main><article><h1>{title}</h1><p class="byline">By Ada Moss</p>'
            f'<time datetime="{day}">{day}</time><div class="share">{link("Facebook", rng)}{link("X", rng)}{link("Copy link", rng)}</div>{"".join(inside)}</article>'
            f'<aside class="related"><h2>Related</h2>{teasers(others, rng)}</aside></main><footer>© 2026 The Harbour Post. All rights reserved.</footer></body></html>')


def soup(title, day, body, others, rng):
    text = "<br><br>".join(body)
    return (f'{head(title, day, rng, "og")}<body><div id="w1"><div id="w2">{menu(rng, 12)}</div><div id="w3"><div class="t">{title}</div><div class="d">{day}</div>'
            f'<div class="x">{text}</div></div><div id="w4">{teasers(others, rng)}</div><div id="w5">Contact | Imprint | Terms of use</div></div></body></html>')


def blog(title, day, body, others, rng):
    comments = "".join(f'<li class="comment"><cite>reader{rng.randrange(99)}</cite> says:<p>{words}</p></li>' for words in COMMENTS)
    return (f'{head(title, day, rng, "og")}<body class="single"><div class="site-header">{menu(rng, 6)}</div><div class="content-area"><div class="post hentry">'
            f'<h1 class="entry-title">{title}</h1><div class="entry-meta">Posted on {link(day, rng)} by {link("admin", rng)}</div><div class="entry-content">'
            + "".join(f"<p>{words}</p>" for words in body) +
            f'<div class="sharedaddy"><h3>Share this:</h3>{menu(rng, 4)}</div></div><div class="entry-footer">Tagged {link("talks", rng)}, {link("envoys", rng)}</div></div>'
            f'<div id="comments"><h2>4 thoughts</h2><ol>{comments}</ol></div></div><div id="secondary" class="widget-area"><h3>Recent posts</h3>{menu(rng, 8)}</div></body></html>')


def tables(title, day, body, others, rng):
    text = "".join(f"<p><font face=Arial size=2>{words}</font>" for words in body)
    return (f'{head(title, day, rng, "")}<body bgcolor=#ffffff><table width=760><tr><td colspan=3>{menu(rng, 8)}</td></tr><tr><td width=120 valign=top>{menu(rng, 15)}</td>'
            f'<td valign=top><table><tr><td><font size=5><b>{title}</b></font></td></tr><tr><td><font size=1>{day}</font></td></tr><tr><td>{text}</td></tr></table></td>'
            f'<td width=140 valign=top><b>Also today</b>{menu(rng, 10)}</td></tr><tr><td colspan=3><font size=1>Copyright The Harbour Post</font></td></tr></table></body></html>')


def wire(title, day, body, others, rng):
    inside = []
    for index, words in enumerate(body):
        inside.append(f'<p class="para">{words}</p>')
        if index % 4 == 2:
            inside.append(f'<p class="inline-link">Read more: {link(html.escape(rng.choice(others)[0]), rng)}</p>')
    return (f'{head(title, day, rng, "ogld")}<body><nav>{menu(rng, 10)}</nav><section class="article-body"><h1>{title}</h1><span class="stamp">{day} 10:15 GMT</span>{"".join(inside)}'
            f'<p class="credit">Reporting by Ada Moss; Editing by Ben Holt</p><p>Our Standards: {link("The Trust Principles.", rng)}</p></section><section class="more"><h2>Read next</h2>{menu(rng, 6)}</section></body></html>')


def drowned(title, day, body, others, rng):
    return (f'{head(title, day, rng, "ogld")}<body><div class="consent"><p>{LEGAL * 3}</p><button>Accept all</button></div><nav>{menu(rng, 150)}</nav><div class="ticker">{teasers(others, rng, "span")}</div>'
            f'<div class="layout"><div class="story"><h1>{title}</h1><div class="story-text">{"".join(f"<p>{words}</p>" for words in body)}</div></div></div>'
            f'<footer>{menu(rng, 60)}<p>{LEGAL * 2}</p></footer></body></html>')


def cards(title, day, body, others, rng):
    return (f'{head(title, day, rng, "og")}<body><header>{menu(rng, 8)}</header><main><div class="lead"><h1>{title}</h1><p class="date">{day}</p>{"".join(f"<p>{words}</p>" for words in body)}</div>'
            f'<div class="grid">{teasers(others, rng)}{teasers(others, rng)}{teasers(others, rng)}</div></main></body></html>')


def spans(title, day, body, others, rng):
    return (f'{head(title, day, rng, "ld")}<body><div role="navigation">{menu(rng, 10)}</div><div data-page="article"><div class="hd">{title}</div>'
            + "".join(f'<div class="block"><span class="s">{words}</span></div>' for words in body) +
            f'<div class="block tools"><span>Listen to this article</span> <span>5 min</span></div></div><div class="ft">{menu(rng, 10)}</div></body></html>')


HOUSES = (semantic, soup, blog, tables, wire, drowned, cards, spans)


def pages(count):
    """Writes down (house, file, title, day, body) of `count` pages, the articles spread over the corpus."""
    articles = []
    for line in (ROOT / "corpus" / "corpus.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        title, *body = [part.strip() for part in article["text"].strip().split("\n\n")]
        if len(body) > 2:
            articles.append((title, article["published"], body))
    others = [(title, body) for title, _, body in articles]
    rng = random.Random(20261128)
    chosen = articles[:: max(1, len(articles) // count)][:count]
    for index, (title, day, body) in enumerate(chosen):
        house = HOUSES[index % len(HOUSES)]
        page = house(html.escape(title), day, [html.escape(words, quote=False) for words in body], others, rng)
        yield house.__name__, page, title, day, " ".join(body)


def by_trafilatura(files):
    """What trafilatura makes of each file; ends with the processor seconds that it took."""
    from trafilatura import bare_extraction
    bare_extraction("<html><body><article><p>" + "Envoys met on Monday. " * 40 + "</p></article></body></html>", with_metadata=True)
    texts = [pathlib.Path(file).read_text(encoding="utf-8") for file in files]
    start = time.process_time()
    found = [bare_extraction(text, with_metadata=True, include_comments=False) for text in texts]
    seconds = time.process_time() - start
    for file, document in zip(files, found):
        print(json.dumps({"path": file, "title": document and document.title, "published": document and document.date, "text": document.text if document else ""}))
    print(json.dumps({"seconds": seconds}))


def f1(found, known):
    found, known = (collections.Counter(re.findall(r"\w+", text.lower())) for text in (found or "", known))
    both = sum((found & known).values())
    return 2 * both / (sum(found.values()) + sum(known.values()))


def main():
    if sys.argv[1:2] == ["--trafilatura"]:
        return by_trafilatura(sys.argv[2:])
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("inspect", help="the example of dateline-ingest")
    ap.add_argument("--pages", type=int, default=300)
    ap.add_argument("--houses", action="store_true", help="F1 by kind of site too")
    args = ap.parse_args()
    core = [min(os.sched_getaffinity(0))]
    with tempfile.TemporaryDirectory() as folder:
        known = {}
        for index, (house, page, *truth) in enumerate(pages(args.pages)):
            file = pathlib.Path(folder) / f"{index:04}.html"
            file.write_text(page, encoding="utf-8")
            known[str(file)] = (house, *truth)
        files = list(known)
        size = sum(os.path.getsize(file) for file in files)
        print(f"{len(files)} pages, {size / len(files) / 1000:.1f} kB on average")
        peer = run([sys.executable, __file__, "--trafilatura", *files], core)
        one = run([args.inspect, "--json", files[0]], core)
        ours = run([args.inspect, "--json", *files], core)
        for done in (peer, one, ours):
            if done.code:
                sys.exit(done.err)
        *theirs, last = map(json.loads, peer.out.splitlines())
        rows = (("trafilatura", theirs, last["seconds"], peer.megabytes),
                ("dateline", [json.loads(line) for line in ours.out.splitlines()], ours.processor - one.processor, ours.megabytes))
        for name, found, seconds, megabytes in rows:
            found = {row["path"]: row for row in found}
            scores, titles, days = collections.defaultdict(list), 0, 0
            for file, (house, title, day, body) in known.items():
                row = found.get(file, {})
                scores[house].append(f1(row.get("text"), body))
                titles += row.get("title") == title
                days += row.get("published") == day
            every = sorted(sum(scores.values(), []))
            print(f"{name:12} {len(files) / seconds:7.0f} pages a second of processor time, {megabytes:4.0f} MB, F1 of words {statistics.mean(every):.3f} "
                  f"(lowest tenth of the pages {statistics.mean(every[:max(1, len(every) // 10)]):.3f}), title right {titles / len(files):.3f}, day right {days / len(files):.3f}")
            if args.houses:
                print("             " + ", ".join(f"{house} {statistics.mean(values):.3f}" for house, values in scores.items()))


if __name__ == "__main__":
    sys.exit(main())
