-- migrate:up
ALTER TABLE "people" ADD COLUMN "bio" TEXT;
-- hazard: drops table `profiles` and its rows
DROP TABLE "profiles";

-- migrate:down
CREATE TABLE "profiles" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "person_id" INTEGER NOT NULL,
    "bio" TEXT NOT NULL,
    CONSTRAINT "uq_profiles_person_id" UNIQUE ("person_id"),
    CONSTRAINT "fk_profiles_person_id_people" FOREIGN KEY ("person_id") REFERENCES "people" ("id")
);
-- hazard: drops column `people.bio` and its values
ALTER TABLE "people" DROP COLUMN "bio";
