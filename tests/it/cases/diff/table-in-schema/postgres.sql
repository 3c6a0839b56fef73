-- migrate:up
CREATE SCHEMA "app";
CREATE TABLE "app"."t" (
    "id" bigint NOT NULL,
    "a" text NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id")
);

-- migrate:down
-- hazard: drops table `app.t` and its rows
DROP TABLE "app"."t";
-- hazard: drops schema `app`
DROP SCHEMA "app";
