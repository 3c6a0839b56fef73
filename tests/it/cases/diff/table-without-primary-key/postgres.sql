-- migrate:up
CREATE TABLE "t" (
    "a" text NOT NULL,
    "b" integer NOT NULL
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
