-- migrate:up
-- hazard: fails when a row of `t` refers by `u_id` to no row of `u`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "u_id" INTEGER,
    CONSTRAINT "fk_t_u_id_u" FOREIGN KEY ("u_id") REFERENCES "u" ("code")
);
INSERT INTO "_migrate_new_t" ("id", "u_id")
SELECT "id", "u_id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
CREATE TABLE "_migrate_new_u" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "z" BOOLEAN NOT NULL,
    "code" INTEGER,
    CONSTRAINT "uq_u_code" UNIQUE ("code")
);
INSERT INTO "_migrate_new_u" ("id", "z")
SELECT "id", "z"
FROM "u";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_u' WHERE tbl = 'u';
DROP TABLE "u";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_u" RENAME TO "u";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'u' WHERE tbl = '_migrate_new_u';

-- migrate:down
-- hazard: drops column `u.code` and its values
CREATE TABLE "_migrate_new_u" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "z" BOOLEAN NOT NULL
);
INSERT INTO "_migrate_new_u" ("id", "z")
SELECT "id", "z"
FROM "u";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_u' WHERE tbl = 'u';
DROP TABLE "u";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_u" RENAME TO "u";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'u' WHERE tbl = '_migrate_new_u';
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "u_id" INTEGER
);
INSERT INTO "_migrate_new_t" ("id", "u_id")
SELECT "id", "u_id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
