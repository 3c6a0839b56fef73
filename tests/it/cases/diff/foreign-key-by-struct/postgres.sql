-- migrate:up
CREATE TABLE "member" (
    "id" bigint NOT NULL,
    "team_id" bigint NOT NULL,
    CONSTRAINT "pk_member" PRIMARY KEY ("id"),
    CONSTRAINT "fk_member_team_id_team" FOREIGN KEY ("team_id") REFERENCES "team" ("id")
);

-- migrate:down
-- hazard: drops table `member` and its rows
DROP TABLE "member";
