-- migrate:up
CREATE TABLE "member" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "team_id" INTEGER NOT NULL,
    CONSTRAINT "fk_member_team_id_team" FOREIGN KEY ("team_id") REFERENCES "team" ("id")
);

-- migrate:down
-- hazard: drops table `member` and its rows
DROP TABLE "member";
