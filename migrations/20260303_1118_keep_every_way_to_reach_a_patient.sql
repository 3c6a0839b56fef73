-- keep every way to reach a patient
--
-- Revision: 714c9ad0e2b3
-- Revises: e6a95f1b3d70
-- Created: 2026-03-03 11:18:42 UTC
-- Labels:
-- Depends on:

-- migrate:up sqlite
ALTER TABLE "patients" ADD COLUMN "contact" TEXT NOT NULL DEFAULT '{}';

-- The telephone number becomes the first of several ways to reach somebody.
UPDATE "patients" SET "contact" = json_object('phone', json_array("phone")) WHERE "phone" IS NOT NULL;

ALTER TABLE "patients" DROP COLUMN "phone";

-- migrate:down sqlite
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "foreign_keys must be off, or rows of appointments, patient_allergies are lost" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT foreign_keys FROM pragma_foreign_keys;
DROP TABLE "_migrate_guard";
CREATE TABLE "_migrate_new_patients" (
    "id" BLOB NOT NULL,
    "record_number" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "birth_date" TEXT NOT NULL,
    "sex" TEXT NOT NULL DEFAULT 'other',
    "email" TEXT,
    "phone" TEXT,
    "created_at" TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "contact" TEXT NOT NULL DEFAULT '{}',
    CONSTRAINT "pk_patients" PRIMARY KEY ("id"),
    CONSTRAINT "uq_patients_record_number" UNIQUE ("record_number"),
    CONSTRAINT "ck_patients_sex" CHECK (sex IN ('female', 'male', 'other'))
);
INSERT INTO "_migrate_new_patients" (rowid, "id", "record_number", "full_name", "birth_date", "sex", "email", "created_at", "updated_at", "contact")
SELECT rowid, "id", "record_number", "full_name", "birth_date", "sex", "email", "created_at", "updated_at", "contact"
FROM "patients";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_patients' WHERE tbl = 'patients';
DROP TABLE "patients";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_patients" RENAME TO "patients";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'patients' WHERE tbl = '_migrate_new_patients';
CREATE UNIQUE INDEX "uq_patients_email" ON "patients" ((lower(email)));
CREATE INDEX "ix_patients_full_name_birth_date" ON "patients" ("full_name", "birth_date");

UPDATE "patients" SET "phone" = json_extract("contact", '$.phone[0]');

ALTER TABLE "patients" DROP COLUMN "contact";

-- migrate:up postgres
ALTER TABLE "patients" ADD COLUMN "contact" jsonb DEFAULT '{}' NOT NULL;

-- The telephone number becomes the first of several ways to reach somebody.
UPDATE "patients" SET "contact" = jsonb_build_object('phone', jsonb_build_array("phone")) WHERE "phone" IS NOT NULL;

-- hazard: drops column `patients.phone` and its values
ALTER TABLE "patients" DROP COLUMN "phone";

-- migrate:down postgres
ALTER TABLE "patients" ADD COLUMN "phone" character varying(40);

UPDATE "patients" SET "phone" = left("contact" #>> '{phone,0}', 40);

-- hazard: drops column `patients.contact` and its values
ALTER TABLE "patients" DROP COLUMN "contact";
