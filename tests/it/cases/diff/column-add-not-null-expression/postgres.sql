-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL;

-- migrate:down
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
