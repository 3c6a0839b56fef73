-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL;

-- migrate:down
-- hazard: fails when a row has NULL in `t.a`
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;
