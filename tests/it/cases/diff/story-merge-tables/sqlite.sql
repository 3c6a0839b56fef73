-- migrate:up
ALTER TABLE "people" ADD COLUMN "bio" TEXT;
DROP TABLE "profiles";

-- migrate:down
CREATE TABLE "profiles" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "person_id" INTEGER NOT NULL,
    "bio" TEXT NOT NULL,
    CONSTRAINT "uq_profiles_person_id" UNIQUE ("person_id"),
    CONSTRAINT "fk_profiles_person_id_people" FOREIGN KEY ("person_id") REFERENCES "people" ("id")
);
ALTER TABLE "people" DROP COLUMN "bio";
