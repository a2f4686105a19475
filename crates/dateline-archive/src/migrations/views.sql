-- What `dateline sql` may ask: one view a table that people think in. Made anew whenever a writer opens the archive.

DROP VIEW IF EXISTS articles;
CREATE VIEW articles AS
SELECT a.key AS article, a.document, a.title, a.outlet, a.credit, a.url, a.path, a.language, a.published,
    date(a.day * 86400, 'unixepoch') AS day, a.words, a.events, a.statements, 'g' || a.syndicate AS syndicate,
    s.copies, a.lead, 'y' || a.story AS story
FROM article a JOIN syndicate s ON s.id = a.syndicate;

DROP VIEW IF EXISTS events;
CREATE VIEW events AS
SELECT a.key || '/v' || ((e.id & 65535) + 1) AS event, a.key AS article, e.type, e.mode, e.quad, e.status,
    (SELECT group_concat(n.name, ';') FROM party p JOIN entity n ON n.id = p.entity
        WHERE p.event = e.id AND p.role = 0) AS actors,
    (SELECT group_concat(p.code, ';') FROM party p WHERE p.event = e.id AND p.role = 0) AS actor_codes,
    (SELECT group_concat(n.name, ';') FROM party p JOIN entity n ON n.id = p.entity
        WHERE p.event = e.id AND p.role = 1) AS recipients,
    (SELECT group_concat(p.code, ';') FROM party p WHERE p.event = e.id AND p.role = 1) AS recipient_codes,
    l.name AS place, e.country, l.latitude, l.longitude,
    date(e.day_from * 86400, 'unixepoch') AS day_from, date(e.day_to * 86400, 'unixepoch') AS day_to,
    w.name AS asserted_by, e.first, e.confidence, 't' || e.thread AS thread, a.lead, a.outlet, a.published, a.title
FROM event e JOIN article a ON a.id = e.id >> 16
LEFT JOIN place l ON l.id = e.place LEFT JOIN entity w ON w.id = e.speaker;

DROP VIEW IF EXISTS parties;
CREATE VIEW parties AS
SELECT a.key || '/v' || ((p.event & 65535) + 1) AS event, CASE p.role WHEN 0 THEN 'actor' ELSE 'recipient' END AS role,
    'n' || n.id AS entity, n.name, p.code, n.kind, n.sector
FROM party p JOIN entity n ON n.id = p.entity JOIN article a ON a.id = p.event >> 16;

DROP VIEW IF EXISTS statements;
CREATE VIEW statements AS
SELECT a.key || '/s' || ((s.id & 65535) + 1) AS statement, a.key AS article, w.name AS speaker, s.speaker_code,
    t.name AS addressee, s.kind, s.medium, l.name AS place, a.lead, a.outlet, a.published, a.title
FROM statement s JOIN article a ON a.id = s.id >> 16
LEFT JOIN entity w ON w.id = s.speaker LEFT JOIN entity t ON t.id = s.addressee LEFT JOIN place l ON l.id = s.place;

DROP VIEW IF EXISTS entities;
CREATE VIEW entities AS
SELECT 'n' || id AS entity, name, kind, code, sector, wikidata FROM entity;

DROP VIEW IF EXISTS appearances;
CREATE VIEW appearances AS
SELECT 'n' || m.entity AS entity, n.name, a.key AS article, date(a.day * 86400, 'unixepoch') AS day
FROM appearance m JOIN entity n ON n.id = m.entity JOIN article a ON a.id = m.article;

DROP VIEW IF EXISTS offices;
CREATE VIEW offices AS
SELECT 'n' || o.entity AS entity, n.name, o.title, nullif(o.of, '') AS of, o.articles,
    date(o.first_day * 86400, 'unixepoch') AS first_seen, date(o.last_day * 86400, 'unixepoch') AS last_seen
FROM office o JOIN entity n ON n.id = o.entity;

DROP VIEW IF EXISTS places;
CREATE VIEW places AS
SELECT name, kind, country, admin1, latitude, longitude, geonames FROM place;

DROP VIEW IF EXISTS threads;
CREATE VIEW threads AS
SELECT 't' || t.id AS thread, t.type, t.mode, t.quad, t.status, l.name AS place, t.country,
    date(t.day_from * 86400, 'unixepoch') AS day_from, date(t.day_to * 86400, 'unixepoch') AS day_to,
    date(t.first_day * 86400, 'unixepoch') AS first_seen, date(t.last_day * 86400, 'unixepoch') AS last_seen,
    t.articles, t.sources, 'y' || t.story AS story
FROM thread t LEFT JOIN place l ON l.id = t.place;

DROP VIEW IF EXISTS stories;
CREATE VIEW stories AS
SELECT 'y' || id AS story, title, date(first_day * 86400, 'unixepoch') AS first_seen,
    date(last_day * 86400, 'unixepoch') AS last_seen, articles, sources
FROM story;

DROP VIEW IF EXISTS records;
CREATE VIEW records AS
SELECT a.key AS article, unpack(r.json) AS record FROM record r JOIN article a ON a.id = r.article;
