-- migrate:up
-- hazard: fails when a row of `measured` breaks the check `value > 0`
ALTER TABLE "measured" ADD CONSTRAINT "ck_measured_c0d1729b" CHECK (value > 0);

-- migrate:down
ALTER TABLE "measured" DROP CONSTRAINT "ck_measured_c0d1729b";
