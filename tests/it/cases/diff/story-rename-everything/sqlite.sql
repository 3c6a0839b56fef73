-- migrate:up
ALTER TABLE "a" RENAME TO "aa";
ALTER TABLE "b" RENAME TO "bb";
ALTER TABLE "aa" RENAME COLUMN "mood" TO "feeling";
ALTER TABLE "aa" RENAME COLUMN "x" TO "xx";
ALTER TABLE "bb" RENAME COLUMN "a_id" TO "aa_id";
ALTER TABLE "bb" RENAME COLUMN "y" TO "yy";
-- hazard: fails when a row of `aa` breaks the check `feeling IN ('low', 'happy')`
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "foreign_keys must be off, or rows of bb are lost" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT foreign_keys FROM pragma_foreign_keys;
DROP TABLE "_migrate_guard";
CREATE TABLE "_migrate_new_aa" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "xx" INTEGER NOT NULL,
    "feeling" TEXT NOT NULL DEFAULT 'low',
    CONSTRAINT "ck_aa_feeling" CHECK (feeling IN ('low', 'happy'))
);
INSERT INTO "_migrate_new_aa" ("id", "xx", "feeling")
SELECT "id", "xx", CASE "feeling" WHEN 'sad' THEN 'low' ELSE "feeling" END
FROM "aa";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_aa' WHERE tbl = 'aa';
DROP TABLE "aa";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_aa" RENAME TO "aa";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'aa' WHERE tbl = '_migrate_new_aa';
CREATE INDEX "ix_aa_xx" ON "aa" ("xx");
-- hazard: fails when a row of `bb` refers by `aa_id` to no row of `aa`
CREATE TABLE "_migrate_new_bb" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "aa_id" INTEGER,
    "yy" TEXT,
    CONSTRAINT "uq_b_y" UNIQUE ("yy"),
    CONSTRAINT "fk_bb_aa_id_aa" FOREIGN KEY ("aa_id") REFERENCES "aa" ("id") ON DELETE SET NULL
);
INSERT INTO "_migrate_new_bb" ("id", "aa_id", "yy")
SELECT "id", "aa_id", "yy"
FROM "bb";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_bb' WHERE tbl = 'bb';
DROP TABLE "bb";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_bb" RENAME TO "bb";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'bb' WHERE tbl = '_migrate_new_bb';
CREATE INDEX "ix_bb_aa_id" ON "bb" ("aa_id");

-- migrate:down
-- hazard: fails when a row has NULL in `bb.yy`; fails when a row has NULL in `bb.aa_id`; fails when a row of `bb` refers by `aa_id` to no row of `aa`
CREATE TABLE "_migrate_new_bb" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "aa_id" INTEGER NOT NULL,
    "yy" TEXT NOT NULL,
    CONSTRAINT "uq_b_y" UNIQUE ("yy"),
    CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("aa_id") REFERENCES "aa" ("id") ON DELETE CASCADE
);
INSERT INTO "_migrate_new_bb" ("id", "aa_id", "yy")
SELECT "id", "aa_id", "yy"
FROM "bb";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_bb' WHERE tbl = 'bb';
DROP TABLE "bb";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_bb" RENAME TO "bb";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'bb' WHERE tbl = '_migrate_new_bb';
CREATE INDEX "ix_b_a_id" ON "bb" ("aa_id");
-- hazard: fails when a row of `aa` breaks the check `feeling IN ('sad', 'happy')`
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "foreign_keys must be off, or rows of bb are lost" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT foreign_keys FROM pragma_foreign_keys;
DROP TABLE "_migrate_guard";
CREATE TABLE "_migrate_new_aa" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "xx" INTEGER NOT NULL,
    "feeling" TEXT NOT NULL DEFAULT 'sad',
    CONSTRAINT "ck_a_mood" CHECK (feeling IN ('sad', 'happy'))
);
INSERT INTO "_migrate_new_aa" ("id", "xx", "feeling")
SELECT "id", "xx", CASE "feeling" WHEN 'low' THEN 'sad' ELSE "feeling" END
FROM "aa";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_aa' WHERE tbl = 'aa';
DROP TABLE "aa";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_aa" RENAME TO "aa";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'aa' WHERE tbl = '_migrate_new_aa';
CREATE INDEX "ix_a_x" ON "aa" ("xx");
ALTER TABLE "bb" RENAME COLUMN "yy" TO "y";
ALTER TABLE "bb" RENAME COLUMN "aa_id" TO "a_id";
ALTER TABLE "aa" RENAME COLUMN "xx" TO "x";
ALTER TABLE "aa" RENAME COLUMN "feeling" TO "mood";
ALTER TABLE "bb" RENAME TO "b";
ALTER TABLE "aa" RENAME TO "a";
