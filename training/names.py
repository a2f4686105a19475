"""What is known about names: countries, demonyms, towns, first names, keywords of organisations.

Everything is read from the public tables in the data folder; nothing here is a label of its own.
"""

import csv
import functools
import json
import os
import unicodedata

DATA = os.environ.get("DATELINE_DATA", "/work/shared/data")

# Names of countries that the tables lack.
COUNTRY_ALIASES = {
    "USA": ["US", "U.S.", "USA", "U.S.A.", "America", "United States of America", "the States"],
    "GBR": ["UK", "U.K.", "Britain", "Great Britain", "England", "Scotland", "Wales"],
    "ARE": ["UAE", "Emirates"],
    "RUS": ["Soviet Union", "USSR"],
    "CZE": ["Czech Republic"],
    "TUR": ["Turkey"],
    "MMR": ["Burma"],
    "COD": ["DR Congo", "DRC", "Congo"],
    "COG": ["Republic of the Congo"],
    "PSE": ["Palestine"],
    "KOR": ["South Korea"],
    "PRK": ["North Korea", "DPRK"],
    "MKD": ["Macedonia", "North Macedonia"],
    "SWZ": ["Swaziland"],
    "CPV": ["Cape Verde"],
    "TLS": ["East Timor"],
    "CIV": ["Ivory Coast"],
    "SRB": ["Yugoslavia"],
    "VAT": ["Vatican", "Holy See"],
    "CHN": ["PRC"],
}
DEMONYM_ALIASES = {
    "USA": ["American", "Americans", "U.S."],
    "GBR": ["British", "Britons", "English", "Scottish", "Welsh"],
    "RUS": ["Soviet"],
    "PSE": ["Palestinian", "Palestinians"],
    "CHN": ["Chinese"],
    "DNK": ["Danish", "Danes"],
    "FIN": ["Finnish"],
    "SWE": ["Swedish"],
    "POL": ["Polish"],
    "ESP": ["Spanish", "Spaniards"],
    "TUR": ["Turkish", "Turks"],
    "IRL": ["Irish"],
    "NLD": ["Dutch"],
    "AFG": ["Afghan", "Afghans"],
    "ISL": ["Icelandic"],
    "PHL": ["Philippine"],
    "ARG": ["Argentine"],
    "ISR": ["Israeli", "Israelis"],
}
METONYMS = {
    "USA": ["Washington", "White House", "Pentagon"],
    "RUS": ["Kremlin"],
    "GBR": ["Downing Street", "Whitehall"],
    "FRA": ["Elysee"],
}
# First words of some persons' by-names that begin many other names.
NOT_FIRST_NAMES = set(
    "north south east west first second new san santa saint st el la the al big black red white great prince king queen lord sir".split()
)
# Peoples and faiths without a state of their own name.
GROUPS = set(
    "kurd kurds kurdish rohingya uyghur uyghurs uighur arab arabs arabic jew jews jewish muslim muslims islamic christian "
    "christians catholic catholics shia shiite shiites sunni sunnis druze alawite alawites yazidi yazidis hindu hindus sikh "
    "sikhs tamil tamils hispanic latino european europeans african africans asian asians tibetan tibetans chechen basque "
    "catalan maori roma inuit bedouin zionist buddhist protestant orthodox hutu tutsi fulani pashtun hazara".split()
)
TITLES = set(
    "mr mrs ms dr president minister senator sen rep representative king queen prince princess pope sir lord lady general gen "
    "colonel col captain capt lieutenant lt sergeant sgt major admiral judge justice chancellor governor gov mayor secretary "
    "professor prof ambassador chairman prime vice deputy former sheikh ayatollah emperor bishop archbishop cardinal father "
    "saint commander premier speaker congressman congresswoman reverend rev coach director chief officer foreign state".split()
)
ORGANISATION_WORDS = set(
    "party ministry army forces force court council union organization organisation parliament police agency commission "
    "committee bank university company brigade brigades front movement association corporation congress senate assembly "
    "department nato hamas hezbollah houthis houthi taliban isil isis cabinet government guard navy league federation "
    "institute bureau authority office administration service fund society foundation inc. corps militia cartel alliance "
    "coalition ministers democrats republicans labour likud fatah boko al-shabaab al-qaeda politburo legislature knesset duma bundestag "
    "junta command academy school college network press news times post radio television airlines airways motors group "
    "prosecutor house ltd. club team f.c. mujahideen resistance tribunal".split()
)
FACILITY_WORDS = set("airport base prison palace hospital bridge stadium dam plant mosque cathedral church tower embassy reactor camp".split())
PLACE_WORDS = set(
    "province oblast district island islands river sea strait governorate county region city valley mountain mountains lake "
    "peninsula strip bank gulf ocean coast desert highlands heights canal state republic town village municipality department "
    "prefecture territory crimea airspace".split()
)
EVENT_WORDS = set("war election elections olympics referendum summit conference massacre protests attack attacks crisis revolution games cup".split())


def fold(text):
    """Lowercase without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn").lower()


@functools.lru_cache(None)
def countries():
    """Folded name -> alpha-3 code."""
    out = {}
    for country in json.load(open(f"{DATA}/places/countries-mledoze.json", encoding="utf8")):
        code = country["cca3"]
        for name in [country["name"]["common"], country["name"]["official"]] + COUNTRY_ALIASES.get(code, []):
            out[fold(name)] = code
    return out


@functools.lru_cache(None)
def country_forms():
    """Alpha-3 code -> {folded form: kind}, kind one of name, demonym, metonym (capitals among them)."""
    out = {}
    for country in json.load(open(f"{DATA}/places/countries-mledoze.json", encoding="utf8")):
        code = country["cca3"]
        forms = out.setdefault(code, {})
        for capital in country.get("capital") or []:
            forms[fold(capital)] = "metonym"
        for name in METONYMS.get(code, []):
            forms[fold(name)] = "metonym"
        english = (country.get("demonyms") or {}).get("eng") or {}
        for demonym in list(english.values()) + DEMONYM_ALIASES.get(code, []):
            if demonym:
                forms[fold(demonym)] = "demonym"
                if not fold(demonym).endswith(("s", "h", "e")):
                    forms[fold(demonym) + "s"] = "demonym"
        for name in [country["name"]["common"], country["name"]["official"]] + COUNTRY_ALIASES.get(code, []):
            forms[fold(name)] = "name"
    return out


@functools.lru_cache(None)
def demonyms():
    """Folded demonym -> alpha-3 code."""
    out = {}
    for code, forms in country_forms().items():
        for form, kind in forms.items():
            if kind == "demonym" and form not in ("us", "u.s."):
                out[form] = code
    return out


@functools.lru_cache(None)
def towns():
    """Folded names of towns with more than 15,000 people, and of regions."""
    out = set()
    with open(f"{DATA}/places/cities15000.txt", encoding="utf8") as lines:
        for line in lines:
            fields = line.split("\t")
            out.add(fold(fields[1]))
            out.add(fold(fields[2]))
    with open(f"{DATA}/places/regionInfo.tsv", encoding="utf8") as lines:
        for line in lines:
            fields = line.split("\t")
            if len(fields) > 2:
                out.add(fold(fields[1]))
                out.add(fold(fields[2]))
    return out


@functools.lru_cache(None)
def leaders():
    """Folded full names of office holders."""
    out = set()
    for row in csv.DictReader(open(f"{DATA}/people/leaders-2026-08.csv", encoding="utf8")):
        out.update(fold(row[k]) for k in ("Head of Government", "Head of State") if row.get(k))
    for row in csv.DictReader(open(f"{DATA}/people/leaders-to-2022.csv", encoding="utf8")):
        out.add(fold(row["officeholderLabel"]))
    return out


def is_group(word):
    """Whether a single word is a people, a faith or a demonym."""
    folded = fold(word)
    return folded in GROUPS or folded in demonyms()


def strip_title(words, start, end):
    """Move `start` past titles ("President", "Mr.") before a person's name."""
    while end - start > 1 and fold(words[start]).rstrip(".") in TITLES:
        start += 1
    return start
