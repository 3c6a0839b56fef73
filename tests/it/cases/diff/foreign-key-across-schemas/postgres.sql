-- migrate:up
CREATE SCHEMA "one";
CREATE SCHEMA "two";
CREATE TABLE "one"."p" (
    "id" bigint NOT NULL,
    "x" integer NOT NULL,
    CONSTRAINT "pk_p" PRIMARY KEY ("id")
);
CREATE TABLE "two"."c" (
    "id" bigint NOT NULL,
    "p_id" bigint NOT NULL,
    CONSTRAINT "pk_c" PRIMARY KEY ("id"),
    CONSTRAINT "fk_c_p_id_p" FOREIGN KEY ("p_id") REFERENCES "one"."p" ("id") ON DELETE CASCADE
);

-- migrate:down
-- hazard: drops table `two.c` and its rows
DROP TABLE "two"."c";
-- hazard: drops table `one.p` and its rows
DROP TABLE "one"."p";
-- hazard: drops schema `two`
DROP SCHEMA "two";
-- hazard: drops schema `one`
DROP SCHEMA "one";
