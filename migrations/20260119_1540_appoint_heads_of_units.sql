-- appoint heads of units
--
-- Revision: 5d20be7714fa
-- Revises: a3f1c06d52e8
-- Created: 2026-01-19 15:40:31 UTC
-- Labels:
-- Depends on:

-- migrate:up sqlite
ALTER TABLE "units" ADD COLUMN "head_id" BLOB CONSTRAINT "fk_units_head_id_staff" REFERENCES "staff" ("id") ON DELETE SET NULL;

-- migrate:down sqlite
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "foreign_keys must be off, or rows of leitos, staff are lost" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT foreign_keys FROM pragma_foreign_keys;
DROP TABLE "_migrate_guard";
CREATE TABLE "_migrate_new_units" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parent_id" INTEGER,
    "floor" INTEGER NOT NULL DEFAULT 0,
    "opened_on" TEXT,
    "created_at" TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "uq_units_code" UNIQUE ("code"),
    CONSTRAINT "fk_units_parent_id_units" FOREIGN KEY ("parent_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "ck_units_floor" CHECK (floor BETWEEN -5 AND 60),
    CONSTRAINT "ck_units_kind" CHECK (kind IN ('department', 'ward', 'emergency', 'laboratory'))
);
INSERT INTO "_migrate_new_units" ("id", "code", "name", "kind", "parent_id", "floor", "opened_on", "created_at", "updated_at")
SELECT "id", "code", "name", "kind", "parent_id", "floor", "opened_on", "created_at", "updated_at"
FROM "units";
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_units';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_units', seq FROM sqlite_sequence WHERE name = 'units';
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_units' WHERE tbl = 'units';
DROP TABLE "units";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_units" RENAME TO "units";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'units' WHERE tbl = '_migrate_new_units';
CREATE INDEX "ix_units_parent_id" ON "units" ("parent_id");

-- migrate:up postgres
ALTER TABLE "units" ADD COLUMN "head_id" uuid;
-- hazard: fails when a row of `units` refers by `head_id` to no row of `staff`
ALTER TABLE "units" ADD CONSTRAINT "fk_units_head_id_staff" FOREIGN KEY ("head_id") REFERENCES "staff" ("id") ON DELETE SET NULL;

-- migrate:down postgres
ALTER TABLE "units" DROP CONSTRAINT "fk_units_head_id_staff";
-- hazard: drops column `units.head_id` and its values
ALTER TABLE "units" DROP COLUMN "head_id";
