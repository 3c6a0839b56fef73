-- migrate:up
CREATE INDEX "ix" ON "t" USING brin ("a") WITH (pages_per_range = 32);

-- migrate:down
DROP INDEX "ix";
