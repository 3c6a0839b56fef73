-- migrate:up
-- hazard: drops table `app.u` and its rows
DROP TABLE "app"."u";

-- migrate:down
CREATE TABLE "app"."u" (
    "id" bigint NOT NULL,
    "a" text NOT NULL,
    "b" integer NOT NULL,
    CONSTRAINT "pk_u" PRIMARY KEY ("id")
);
