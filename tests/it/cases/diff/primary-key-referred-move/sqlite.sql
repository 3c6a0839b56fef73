-- migrate:up
-- hazard: fails when rows of `u` agree in `b` or have NULL there; fails when rows of `u` agree in `a`
CREATE TABLE "_migrate_new_u" (
    "a" INTEGER NOT NULL,
    "b" INTEGER NOT NULL PRIMARY KEY,
    CONSTRAINT "uq_u_a" UNIQUE ("a")
);
INSERT INTO "_migrate_new_u" ("a", "b")
SELECT "a", "b"
FROM "u";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_u' WHERE tbl = 'u';
DROP TABLE "u";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_u" RENAME TO "u";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'u' WHERE tbl = '_migrate_new_u';

-- migrate:down
-- hazard: fails when rows of `u` agree in `a` or have NULL there; fails when rows of `u` agree in `b`
CREATE TABLE "_migrate_new_u" (
    "a" INTEGER NOT NULL PRIMARY KEY,
    "b" INTEGER NOT NULL,
    CONSTRAINT "uq_u_b" UNIQUE ("b")
);
INSERT INTO "_migrate_new_u" ("a", "b")
SELECT "a", "b"
FROM "u";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_u' WHERE tbl = 'u';
DROP TABLE "u";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_u" RENAME TO "u";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'u' WHERE tbl = '_migrate_new_u';
