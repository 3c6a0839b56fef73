-- migrate:up
DROP MATERIALIZED VIEW "counted";
ALTER TABLE "measured" ALTER COLUMN "value" TYPE bigint;
CREATE MATERIALIZED VIEW counted AS SELECT day, max(value) AS most FROM measured GROUP BY day;
CREATE UNIQUE INDEX "counted_day" ON "counted" ("day");

-- migrate:down
DROP MATERIALIZED VIEW "counted";
-- hazard: values of `measured.value` that do not fit the new type fail or are changed
ALTER TABLE "measured" ALTER COLUMN "value" TYPE integer;
CREATE MATERIALIZED VIEW counted AS SELECT day, max(value) AS most FROM measured GROUP BY day;
CREATE UNIQUE INDEX "counted_day" ON "counted" ("day");
