-- migrate:up
CREATE DOMAIN "age" AS integer
    CONSTRAINT "ck_age_value" CHECK (value > 0);
ALTER TABLE "t" ADD COLUMN "age" "age";
ALTER TABLE "t" ADD COLUMN "other" "age" DEFAULT 3 NOT NULL;
CREATE INDEX "ix_t_other" ON "t" ("other");

-- migrate:down
DROP INDEX "ix_t_other";
-- hazard: drops column `t.other` and its values
ALTER TABLE "t" DROP COLUMN "other";
-- hazard: drops column `t.age` and its values
ALTER TABLE "t" DROP COLUMN "age";
DROP DOMAIN "age";
