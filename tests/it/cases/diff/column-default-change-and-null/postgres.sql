-- migrate:up
-- hazard: fails when a row has NULL in `t.a`
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 2;
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL;
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 1;
