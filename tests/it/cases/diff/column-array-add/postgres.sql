-- migrate:up
-- hazard: fails when table `t` has rows, since column `tags` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "tags" text[] NOT NULL;

-- migrate:down
-- hazard: drops column `t.tags` and its values
ALTER TABLE "t" DROP COLUMN "tags";
