-- alone: what models have no words for, and what stands on that
CREATE TABLE base (b INTEGER PRIMARY KEY, c INTEGER NOT NULL REFERENCES base (b) ON DELETE SET NULL);
CREATE TABLE above (id INTEGER PRIMARY KEY, base INTEGER REFERENCES base (b));
CREATE TABLE higher (id INTEGER PRIMARY KEY, above INTEGER REFERENCES above (id));
CREATE TABLE free (id INTEGER PRIMARY KEY, kind TEXT);
CREATE VIEW on_base AS SELECT b FROM base;
CREATE VIEW on_free AS SELECT kind FROM free;
CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL);
