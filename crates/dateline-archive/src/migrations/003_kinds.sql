-- Kinds of acts: type and status together. The number of its kind stands at an act's parties too, so that the index by which they are
-- found tells of what kind their acts are, and no act is read that is of another.
CREATE TABLE kind (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    UNIQUE (type, status)
);
INSERT INTO kind (type, status) SELECT DISTINCT type, status FROM event ORDER BY type, status;
DROP INDEX party_code;
DROP INDEX party_entity;
ALTER TABLE party ADD COLUMN kind INTEGER REFERENCES kind (id);
UPDATE party SET kind = (
    SELECT k.id FROM event e JOIN kind k ON k.type = e.type AND k.status = e.status WHERE e.id = party.event
);
CREATE INDEX party_code ON party (code, role, sort, event, kind) WHERE code IS NOT NULL;
CREATE INDEX party_entity ON party (entity, role, sort, event, kind);
