-- migrate:up
CREATE SCHEMA "one";
CREATE SCHEMA "two";
CREATE TABLE "one"."t" (
    "id" bigint NOT NULL,
    "a" text NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id")
);
CREATE TABLE "two"."t" (
    "id" bigint NOT NULL,
    "a" integer NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id")
);

-- migrate:down
-- hazard: drops table `two.t` and its rows
DROP TABLE "two"."t";
-- hazard: drops table `one.t` and its rows
DROP TABLE "one"."t";
-- hazard: drops schema `two`
DROP SCHEMA "two";
-- hazard: drops schema `one`
DROP SCHEMA "one";
