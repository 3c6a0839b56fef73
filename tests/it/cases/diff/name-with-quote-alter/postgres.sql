-- migrate:up
ALTER TABLE "two words" RENAME COLUMN "a b" TO "c""d";
DROP INDEX "ix_two words_a b";
ALTER TABLE "two words" ALTER COLUMN "c""d" TYPE bigint;
-- hazard: fails when rows of `two words` agree in `c"d`
ALTER TABLE "two words" ADD CONSTRAINT "uq_two words_c""d" UNIQUE ("c""d");

-- migrate:down
ALTER TABLE "two words" DROP CONSTRAINT "uq_two words_c""d";
-- hazard: values of `two words.c"d` that do not fit the new type fail or are changed
ALTER TABLE "two words" ALTER COLUMN "c""d" TYPE integer;
CREATE INDEX "ix_two words_a b" ON "two words" ("c""d");
ALTER TABLE "two words" RENAME COLUMN "c""d" TO "a b";
