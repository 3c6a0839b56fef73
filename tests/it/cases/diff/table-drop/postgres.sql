-- migrate:up
-- hazard: drops table `u` and its rows
DROP TABLE "u";

-- migrate:down
CREATE TABLE "u" (
    "id" bigint NOT NULL,
    "b" integer NOT NULL,
    CONSTRAINT "pk_u" PRIMARY KEY ("id")
);
