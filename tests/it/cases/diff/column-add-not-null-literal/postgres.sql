-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" integer DEFAULT 7 NOT NULL;

-- migrate:down
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
