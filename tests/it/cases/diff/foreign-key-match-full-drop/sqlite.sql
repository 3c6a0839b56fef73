-- migrate:up
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER,
    "y" INTEGER,
    CONSTRAINT "fk_t_x_y_pair" FOREIGN KEY ("x", "y") REFERENCES "pair" ("a", "b")
);
INSERT INTO "_migrate_new_t" ("id", "x", "y")
SELECT "id", "x", "y"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: fails when a row of `t` breaks the check `(x IS NULL) = (y IS NULL)`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER,
    "y" INTEGER,
    CONSTRAINT "fk_t_x_y_pair" FOREIGN KEY ("x", "y") REFERENCES "pair" ("a", "b"),
    CONSTRAINT "ck_t_x_y_full" CHECK ((x IS NULL) = (y IS NULL))
);
INSERT INTO "_migrate_new_t" ("id", "x", "y")
SELECT "id", "x", "y"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
