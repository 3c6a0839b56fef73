-- migrate:up
ALTER TABLE "two words" RENAME COLUMN "a b" TO "c""d";
-- hazard: fails when rows of `two words` agree in `c"d`
CREATE TABLE "_migrate_new_two words" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "c""d" INTEGER NOT NULL,
    CONSTRAINT "uq_two words_c""d" UNIQUE ("c""d")
);
INSERT INTO "_migrate_new_two words" ("id", "c""d")
SELECT "id", "c""d"
FROM "two words";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_two words' WHERE tbl = 'two words';
DROP TABLE "two words";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_two words" RENAME TO "two words";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'two words' WHERE tbl = '_migrate_new_two words';

-- migrate:down
CREATE TABLE "_migrate_new_two words" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "c""d" INTEGER NOT NULL
);
INSERT INTO "_migrate_new_two words" ("id", "c""d")
SELECT "id", "c""d"
FROM "two words";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_two words' WHERE tbl = 'two words';
DROP TABLE "two words";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_two words" RENAME TO "two words";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'two words' WHERE tbl = '_migrate_new_two words';
CREATE INDEX "ix_two words_a b" ON "two words" ("c""d");
ALTER TABLE "two words" RENAME COLUMN "c""d" TO "a b";
