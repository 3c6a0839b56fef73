-- migrate:up
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "a" integer NOT NULL,
    "b" text,
    CONSTRAINT "pk_t" PRIMARY KEY ("id"),
    CONSTRAINT "either" CHECK (CASE WHEN a > 0 THEN b IS NOT NULL ELSE TRUE END)
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
