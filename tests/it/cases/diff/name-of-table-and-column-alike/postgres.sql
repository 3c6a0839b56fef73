-- migrate:up
ALTER TABLE "name" ADD COLUMN "id_of_name" bigint;
-- hazard: values of `name.name` that do not fit the new type fail or are changed
ALTER TABLE "name" ALTER COLUMN "name" TYPE character varying(30);
CREATE INDEX "ix_name" ON "name" ("name");
ALTER TABLE "name" ADD CONSTRAINT "fk_name_id_of_name_name" FOREIGN KEY ("id_of_name") REFERENCES "name" ("id");

-- migrate:down
ALTER TABLE "name" DROP CONSTRAINT "fk_name_id_of_name_name";
DROP INDEX "ix_name";
ALTER TABLE "name" ALTER COLUMN "name" TYPE text;
-- hazard: drops column `name.id_of_name` and its values
ALTER TABLE "name" DROP COLUMN "id_of_name";
