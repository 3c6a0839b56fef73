-- migrate:up
-- hazard: fails when rows of `a` agree in `tenant_id`, `x`; fails when a row of `a` refers by `tenant_id` to no row of `tenant`
CREATE TABLE "_migrate_new_a" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    CONSTRAINT "uq_a_tenant_id_x" UNIQUE ("tenant_id", "x"),
    CONSTRAINT "fk_a_tenant_id_tenant" FOREIGN KEY ("tenant_id") REFERENCES "tenant" ("id")
);
INSERT INTO "_migrate_new_a" ("id", "x", "tenant_id")
SELECT "id", "x", 1
FROM "a";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_a' WHERE tbl = 'a';
DROP TABLE "a";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_a" RENAME TO "a";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'a' WHERE tbl = '_migrate_new_a';
-- hazard: fails when a row of `b` refers by `tenant_id` to no row of `tenant`
CREATE TABLE "_migrate_new_b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a_id" INTEGER NOT NULL,
    "tenant_id" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("a_id") REFERENCES "a" ("id"),
    CONSTRAINT "fk_b_tenant_id_tenant" FOREIGN KEY ("tenant_id") REFERENCES "tenant" ("id") ON DELETE CASCADE
);
INSERT INTO "_migrate_new_b" ("id", "a_id")
SELECT "id", "a_id"
FROM "b";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_b' WHERE tbl = 'b';
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'b' WHERE tbl = '_migrate_new_b';
CREATE TABLE "tenant" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL
);

-- migrate:down
-- hazard: drops table `tenant` and its rows
DROP TABLE "tenant";
-- hazard: drops column `b.tenant_id` and its values
CREATE TABLE "_migrate_new_b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a_id" INTEGER NOT NULL,
    CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("a_id") REFERENCES "a" ("id")
);
INSERT INTO "_migrate_new_b" ("id", "a_id")
SELECT "id", "a_id"
FROM "b";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_b' WHERE tbl = 'b';
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'b' WHERE tbl = '_migrate_new_b';
-- hazard: drops column `a.tenant_id` and its values; fails when rows of `a` agree in `x`
CREATE TABLE "_migrate_new_a" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER NOT NULL,
    CONSTRAINT "uq_a_x" UNIQUE ("x")
);
INSERT INTO "_migrate_new_a" ("id", "x")
SELECT "id", "x"
FROM "a";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_a' WHERE tbl = 'a';
DROP TABLE "a";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_a" RENAME TO "a";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'a' WHERE tbl = '_migrate_new_a';
