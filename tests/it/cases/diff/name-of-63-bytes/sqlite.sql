-- migrate:up
-- hazard: fails when rows of `a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo` agree in `a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all`
CREATE TABLE "_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all" INTEGER NOT NULL,
    "p" INTEGER,
    CONSTRAINT "uq_a_table_whose_name_is_exactly_as_long_as_sixty_thre_ae562986" UNIQUE ("a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all"),
    CONSTRAINT "fk_a_table_whose_name_is_exactly_as_long_as_sixty_thre_cc6bd830" FOREIGN KEY ("p") REFERENCES "a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo" ("id")
);
INSERT INTO "_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo" ("id", "a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all")
SELECT "id", "a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all"
FROM "a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo' WHERE tbl = 'a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo';
DROP TABLE "a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo" RENAME TO "a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo' WHERE tbl = '_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo';
CREATE INDEX "ix_a_table_whose_name_is_exactly_as_long_as_sixty_thre_8169172b" ON "a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo" ("a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all");

-- migrate:down
-- hazard: drops column `a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo.p` and its values
CREATE TABLE "_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all" INTEGER NOT NULL
);
INSERT INTO "_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo" ("id", "a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all")
SELECT "id", "a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all"
FROM "a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo' WHERE tbl = 'a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo';
DROP TABLE "a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo" RENAME TO "a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo' WHERE tbl = '_migrate_new_a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo';
