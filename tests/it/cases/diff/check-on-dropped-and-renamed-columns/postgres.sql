-- migrate:up
ALTER TABLE "t" RENAME COLUMN "a" TO "d";
ALTER TABLE "t" DROP CONSTRAINT "order";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
-- hazard: fails when a row of `t` breaks the check `d > c`
ALTER TABLE "t" ADD CONSTRAINT "order" CHECK (d > c);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "order";
-- hazard: fails when table `t` has rows, since column `b` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "b" integer NOT NULL;
-- hazard: fails when a row of `t` breaks the check `d > b`
ALTER TABLE "t" ADD CONSTRAINT "order" CHECK (d > b);
ALTER TABLE "t" RENAME COLUMN "d" TO "a";
