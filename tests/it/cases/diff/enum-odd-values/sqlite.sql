-- migrate:up
-- hazard: fails when a row of `t` breaks the check `mood IN ('it''s', 'two words; -- no', 'größe', 'a_value_whose_name_is_as_long_as_any_name_of_sixty_three_bytes')`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "mood" TEXT NOT NULL,
    CONSTRAINT "ck_t_mood" CHECK (mood IN ('it''s', 'two words; -- no', 'größe', 'a_value_whose_name_is_as_long_as_any_name_of_sixty_three_bytes'))
);
INSERT INTO "_migrate_new_t" ("id", "mood")
SELECT "id", "mood"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: fails when a row of `t` breaks the check `mood IN ('it''s')`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "mood" TEXT NOT NULL,
    CONSTRAINT "ck_t_mood" CHECK (mood IN ('it''s'))
);
INSERT INTO "_migrate_new_t" ("id", "mood")
SELECT "id", "mood"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
