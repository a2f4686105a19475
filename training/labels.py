"""The label inventories that do not come from the data (those that do are collected by `inventory.py`)."""

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
FEATURES = (
    "Tense VerbForm Mood Voice Number Person Polarity Gender Degree PronType Case NumType Poss Definite".split()
)
MENTION_TYPES = "person organisation country place group facility event other".split()
NAMED = ["O"] + [f"{tag}-{kind}" for kind in MENTION_TYPES for tag in "BIES"]
NOMINAL = ["_"] + MENTION_TYPES

# PLOVER types with their modes, after the coding guide.
MODES_OF = {
    "AGREE": [],
    "CONSULT": "visit third-party multilateral phone".split(),
    "SUPPORT": [],
    "CONCEDE": [],
    "COOPERATE": [],
    "AID": [],
    "RETREAT": "withdraw release return disarm ceasefire access resign".split(),
    "REQUEST": "assist change yield meet".split(),
    "ACCUSE": "disapprove investigate allege".split(),
    "REJECT": "assist change yield meet".split(),
    "THREATEN": "restrict ban arrest relations rights expel territory violence".split(),
    "PROTEST": "demo riot strike hunger boycott obstruct".split(),
    "SANCTION": "convict expel withdraw discontinue".split(),
    "MOBILIZE": "troops weapons police militia".split(),
    "COERCE": (
        "seize restrict ban censor curfew martial-law arrest deport withhold misinformation cyber".split()
    ),
    "ASSAULT": (
        "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack aerial "
        "drone heavy-weapons crowd-control cleansing massacre unconventional".split()
    ),
}
EVENT_TYPES = list(MODES_OF)
TRIGGER = ["O"] + [f"{tag}-{kind}" for kind in EVENT_TYPES for tag in "BI"]
# One list of modes for all types: a name shared by two types ("withdraw") is one class.
MODES = ["_"] + sorted({mode for modes in MODES_OF.values() for mode in modes})
STATUS = ["actual", "planned", "hypothetical", "negated"]
CUE = ["_", "cue"]
CONTENT = ["O", "B-direct", "I-direct", "B-indirect", "I-indirect"]
ROLES = "none actor recipient place time quantity asserter speaker content".split()
EVENT_ROLES = "actor recipient place time quantity asserter".split()
STATEMENT_ROLES = ["speaker", "content"]
IGNORE = -100
