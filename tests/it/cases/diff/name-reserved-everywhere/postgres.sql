-- migrate:up
ALTER TABLE "order" RENAME TO "group";
ALTER TABLE "group" RENAME COLUMN "select" TO "from";
ALTER TABLE "group" RENAME CONSTRAINT "pk_order" TO "pk_group";
ALTER TABLE "group" DROP CONSTRAINT "check";
ALTER TABLE "group" ALTER COLUMN "from" TYPE bigint;
ALTER TABLE "group" ADD CONSTRAINT "check" CHECK ("from" > 0);
ALTER TABLE "group" ALTER COLUMN "table" DROP NOT NULL;

-- migrate:down
-- hazard: fails when a row has NULL in `group.table`
ALTER TABLE "group" ALTER COLUMN "table" SET NOT NULL;
-- hazard: values of `group.from` that do not fit the new type fail or are changed
ALTER TABLE "group" DROP CONSTRAINT "check";
ALTER TABLE "group" ALTER COLUMN "from" TYPE integer;
ALTER TABLE "group" ADD CONSTRAINT "check" CHECK ("from" > 0);
ALTER TABLE "group" RENAME CONSTRAINT "pk_group" TO "pk_order";
ALTER TABLE "group" RENAME COLUMN "from" TO "select";
ALTER TABLE "group" RENAME TO "order";
