-- The archive's first schema. Facts that a question filters by are columns here; everything else is read from the
-- record, which is kept whole. Days are counted from 1970-01-01. The id of an event is its article's times 65536 plus its
-- place among the record's events (from 0); statements likewise. `sort` is the first day of the act where it is known,
-- else the day of publication, else -1000000: an order, not a fact.

CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    title TEXT,
    outlet TEXT COLLATE NOCASE,
    credit TEXT,
    url TEXT,
    path TEXT,
    language TEXT,
    published TEXT,
    day INTEGER,
    sort INTEGER NOT NULL,
    words INTEGER NOT NULL,
    events INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    syndicate INTEGER NOT NULL REFERENCES syndicate (id),
    lead INTEGER NOT NULL,
    story INTEGER REFERENCES story (id),
    input TEXT,
    added TEXT
);
CREATE INDEX article_document ON article (document);
CREATE INDEX article_sort ON article (sort);
CREATE INDEX article_outlet ON article (outlet, sort) WHERE outlet IS NOT NULL;
CREATE INDEX article_syndicate ON article (syndicate);
CREATE INDEX article_story ON article (story) WHERE story IS NOT NULL;

-- The record as JSON, compressed with Zstandard.
CREATE TABLE record (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    json BLOB NOT NULL
);

CREATE VIRTUAL TABLE article_text USING fts5 (
    title, text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Whoever has the same name without regard to letter case and accents, the same code and the same kind is one entity.
CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT,
    sector TEXT,
    wikidata TEXT
);
CREATE INDEX entity_folded ON entity (folded);
CREATE INDEX entity_wikidata ON entity (wikidata) WHERE wikidata IS NOT NULL;
CREATE VIRTUAL TABLE entity_words USING fts5 (
    folded, content = 'entity', content_rowid = 'id', tokenize = 'unicode61', detail = 'none'
);

-- Which article names which entity.
CREATE TABLE appearance (
    entity INTEGER NOT NULL REFERENCES entity (id),
    article INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (entity, article)
) WITHOUT ROWID;

CREATE TABLE office (
    entity INTEGER NOT NULL REFERENCES entity (id),
    title TEXT NOT NULL,
    of TEXT NOT NULL,
    articles INTEGER NOT NULL,
    first_day INTEGER,
    last_day INTEGER,
    PRIMARY KEY (entity, title, of)
) WITHOUT ROWID;

CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    admin1 TEXT,
    latitude REAL,
    longitude REAL,
    geonames INTEGER
);
CREATE INDEX place_folded ON place (folded);
CREATE INDEX place_latitude ON place (latitude) WHERE latitude IS NOT NULL;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    mode TEXT,
    quad TEXT NOT NULL,
    status TEXT NOT NULL,
    place INTEGER REFERENCES place (id),
    country TEXT,
    speaker INTEGER REFERENCES entity (id),
    speaker_code TEXT,
    day_from INTEGER,
    day_to INTEGER,
    sort INTEGER NOT NULL,
    -- 1 for the first report of the act in its article.
    first INTEGER NOT NULL,
    thread INTEGER REFERENCES thread (id),
    confidence REAL NOT NULL
);
CREATE INDEX event_sort ON event (sort);
CREATE INDEX event_type ON event (type, sort);
CREATE INDEX event_status ON event (status, sort);
CREATE INDEX event_place ON event (place, sort) WHERE place IS NOT NULL;
CREATE INDEX event_country ON event (country, sort) WHERE country IS NOT NULL;
CREATE INDEX event_speaker ON event (speaker, sort) WHERE speaker IS NOT NULL;
CREATE INDEX event_thread ON event (thread) WHERE thread IS NOT NULL;

-- Role 0 acts, role 1 is acted on.
CREATE TABLE party (
    event INTEGER NOT NULL REFERENCES event (id),
    role INTEGER NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id),
    code TEXT,
    sort INTEGER NOT NULL,
    PRIMARY KEY (event, role, entity)
) WITHOUT ROWID;
CREATE INDEX party_code ON party (code, role, sort, event) WHERE code IS NOT NULL;
CREATE INDEX party_entity ON party (entity, role, sort, event);

CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    speaker INTEGER REFERENCES entity (id),
    speaker_code TEXT,
    addressee INTEGER REFERENCES entity (id),
    kind TEXT NOT NULL,
    medium TEXT,
    place INTEGER REFERENCES place (id),
    sort INTEGER NOT NULL
);
CREATE INDEX statement_sort ON statement (sort);
CREATE INDEX statement_speaker ON statement (speaker, sort) WHERE speaker IS NOT NULL;

-- Planned acts with their days (kind 0) and terms that run (kind 1).
CREATE TABLE agenda (
    event INTEGER PRIMARY KEY REFERENCES event (id),
    kind INTEGER NOT NULL,
    day_from INTEGER NOT NULL,
    day_to INTEGER NOT NULL
);
CREATE INDEX agenda_day ON agenda (day_from);
CREATE INDEX agenda_end ON agenda (day_to);

-- Near-duplicates: a group with its lead; the MinHash signature of each article and the keys of its bands, which are
-- plain columns so that a join finds candidates.
CREATE TABLE syndicate (
    id INTEGER PRIMARY KEY,
    lead INTEGER NOT NULL,
    copies INTEGER NOT NULL
);
CREATE TABLE signature (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    shingles INTEGER NOT NULL,
    hashes BLOB NOT NULL
);
CREATE TABLE band (
    key INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (key, article)
) WITHOUT ROWID;

-- One act across articles. The profile is what its reports have in common, for comparing new ones.
CREATE TABLE thread (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    mode TEXT,
    quad TEXT NOT NULL,
    status TEXT NOT NULL,
    place INTEGER REFERENCES place (id),
    country TEXT,
    day_from INTEGER,
    day_to INTEGER,
    first_day INTEGER,
    last_day INTEGER,
    sort INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    first_event INTEGER NOT NULL,
    story INTEGER,
    profile BLOB NOT NULL
);
CREATE INDEX thread_sort ON thread (sort);
CREATE INDEX thread_story ON thread (story) WHERE story IS NOT NULL;
CREATE TABLE thread_key (
    key INTEGER NOT NULL,
    day INTEGER NOT NULL,
    thread INTEGER NOT NULL,
    PRIMARY KEY (key, day, thread)
) WITHOUT ROWID;
CREATE TABLE thread_article (
    thread INTEGER NOT NULL,
    syndicate INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (thread, syndicate, article)
) WITHOUT ROWID;

-- Articles of one story.
CREATE TABLE story (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    first_day INTEGER,
    last_day INTEGER,
    sort INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    profile BLOB NOT NULL
);
CREATE INDEX story_sort ON story (sort);
CREATE TABLE story_key (
    key INTEGER NOT NULL,
    day INTEGER NOT NULL,
    story INTEGER NOT NULL,
    PRIMARY KEY (key, day, story)
) WITHOUT ROWID;
-- In how many articles a feature was seen.
CREATE TABLE feature (
    key INTEGER PRIMARY KEY,
    articles INTEGER NOT NULL
);
-- A word of the title counts four times one of the text.
INSERT INTO article_text (article_text, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
