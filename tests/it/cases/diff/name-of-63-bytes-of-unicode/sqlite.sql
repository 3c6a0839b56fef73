-- migrate:up
-- hazard: fails when rows of `äääääääääääääääääääääääääääääääa` agree in `üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu`
CREATE TABLE "_migrate_new_äääääääääääääääääääääääääääääääa" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu" INTEGER NOT NULL,
    CONSTRAINT "uq_äääääääääääääääääääääääää_5e7bac7a" UNIQUE ("üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu")
);
INSERT INTO "_migrate_new_äääääääääääääääääääääääääääääääa" ("id", "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu")
SELECT "id", "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu"
FROM "äääääääääääääääääääääääääääääääa";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_äääääääääääääääääääääääääääääääa' WHERE tbl = 'äääääääääääääääääääääääääääääääa';
DROP TABLE "äääääääääääääääääääääääääääääääa";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_äääääääääääääääääääääääääääääääa" RENAME TO "äääääääääääääääääääääääääääääääa";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'äääääääääääääääääääääääääääääääa' WHERE tbl = '_migrate_new_äääääääääääääääääääääääääääääääa';
CREATE INDEX "ix_äääääääääääääääääääääääää_72c1a2b9" ON "äääääääääääääääääääääääääääääääa" ("üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu");

-- migrate:down
CREATE TABLE "_migrate_new_äääääääääääääääääääääääääääääääa" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu" INTEGER NOT NULL
);
INSERT INTO "_migrate_new_äääääääääääääääääääääääääääääääa" ("id", "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu")
SELECT "id", "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu"
FROM "äääääääääääääääääääääääääääääääa";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_äääääääääääääääääääääääääääääääa' WHERE tbl = 'äääääääääääääääääääääääääääääääa';
DROP TABLE "äääääääääääääääääääääääääääääääa";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_äääääääääääääääääääääääääääääääa" RENAME TO "äääääääääääääääääääääääääääääääa";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'äääääääääääääääääääääääääääääääa' WHERE tbl = '_migrate_new_äääääääääääääääääääääääääääääääa';
