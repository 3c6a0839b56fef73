-- migrate:up
-- hazard: fails when a row of `measured` refers by `team_id` to no row of `team`
ALTER TABLE "measured" ADD CONSTRAINT "fk_measured_team_id_team" FOREIGN KEY ("team_id") REFERENCES "team" ("id");

-- migrate:down
ALTER TABLE "measured" DROP CONSTRAINT "fk_measured_team_id_team";
