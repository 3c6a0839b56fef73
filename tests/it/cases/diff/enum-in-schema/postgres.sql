-- migrate:up
CREATE SCHEMA "app";
CREATE TYPE "app"."mood" AS ENUM ('happy');
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "mood" "app"."mood" NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id")
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
DROP TYPE "app"."mood";
-- hazard: drops schema `app`
DROP SCHEMA "app";
