-- migrate:up
-- hazard: fails when rows of `measured` agree in `day`, `value`
ALTER TABLE "measured" ADD CONSTRAINT "uq_measured_day_value" UNIQUE ("day", "value");

-- migrate:down
ALTER TABLE "measured" DROP CONSTRAINT "uq_measured_day_value";
