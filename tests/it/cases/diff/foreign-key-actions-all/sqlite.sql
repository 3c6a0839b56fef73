-- migrate:up
-- hazard: fails when a row of `c` refers by `b` to no row of `p`; fails when a row of `c` refers by `c` to no row of `p`; fails when a row of `c` refers by `a` to no row of `p`; fails when a row of `c` refers by `d` to no row of `p`
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER,
    "b" INTEGER,
    "c" INTEGER,
    "d" INTEGER,
    CONSTRAINT "fk_b" FOREIGN KEY ("b") REFERENCES "p" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "fk_c" FOREIGN KEY ("c") REFERENCES "p" ("id") ON DELETE SET DEFAULT,
    CONSTRAINT "fk_c_a_p" FOREIGN KEY ("a") REFERENCES "p" ("id") ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT "fk_d" FOREIGN KEY ("d") REFERENCES "p" ("id") ON UPDATE SET NULL
);
INSERT INTO "_migrate_new_c" ("id", "a", "b", "c", "d")
SELECT "id", "a", "b", "c", "d"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';

-- migrate:down
-- hazard: fails when a row of `c` refers by `d` to no row of `p`; fails when a row of `c` refers by `a` to no row of `p`; fails when a row of `c` refers by `c` to no row of `p`; fails when a row of `c` refers by `b` to no row of `p`
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER,
    "b" INTEGER,
    "c" INTEGER,
    "d" INTEGER,
    CONSTRAINT "fk_d" FOREIGN KEY ("d") REFERENCES "p" ("id"),
    CONSTRAINT "fk_c_a_p" FOREIGN KEY ("a") REFERENCES "p" ("id"),
    CONSTRAINT "fk_c" FOREIGN KEY ("c") REFERENCES "p" ("id"),
    CONSTRAINT "fk_b" FOREIGN KEY ("b") REFERENCES "p" ("id")
);
INSERT INTO "_migrate_new_c" ("id", "a", "b", "c", "d")
SELECT "id", "a", "b", "c", "d"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';
