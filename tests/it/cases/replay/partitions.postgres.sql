-- Who numbers the rows of a partitioned table, and which rules hold for rows that there are none of yet.
CREATE TABLE log (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, seq serial, "Odd" serial)
    PARTITION BY RANGE (at);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE log ADD COLUMN more bigserial;
ALTER TABLE log ADD COLUMN plain integer NOT NULL DEFAULT 3;
COMMENT ON COLUMN log.plain IS 'of the whole';
ALTER TABLE log_1 ALTER COLUMN plain SET DEFAULT 4;
ALTER TABLE log ALTER COLUMN plain TYPE bigint;
CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY HASH (id);
CREATE TABLE log_2_0 PARTITION OF log_2 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
ALTER TABLE log ALTER COLUMN plain DROP NOT NULL;
ALTER TABLE log ALTER COLUMN "Odd" SET DEFAULT 7;
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE kid (
    a integer,
    parent_id integer,
    CONSTRAINT unchecked CHECK (a > 0) NO INHERIT NOT VALID,
    CONSTRAINT unbound FOREIGN KEY (parent_id) REFERENCES parent NOT VALID
);
ALTER TABLE kid ADD CONSTRAINT later CHECK (a < 9) NOT VALID;
CREATE TABLE audit (id integer NOT NULL CHECK (id > 0), at date NOT NULL, kid_id integer REFERENCES parent, PRIMARY KEY (at, id))
    PARTITION BY RANGE (at);
CREATE INDEX audit_id ON audit (id);
CREATE TABLE audit_rest (LIKE audit INCLUDING ALL);
CREATE UNIQUE INDEX audit_rest_own ON audit_rest (id);
ALTER TABLE audit ATTACH PARTITION audit_rest DEFAULT;
CREATE TABLE audit_old PARTITION OF audit FOR VALUES FROM ('2000-01-01') TO ('2001-01-01');
ALTER TABLE audit DETACH PARTITION audit_old;
