-- migrate:up
CREATE TABLE "measured" (
    "day" date NOT NULL,
    "id" bigint NOT NULL,
    "value" integer,
    CONSTRAINT "pk_measured" PRIMARY KEY ("day", "id")
)
PARTITION BY RANGE (day);

-- migrate:down
-- hazard: drops table `measured` and its rows
DROP TABLE "measured";
