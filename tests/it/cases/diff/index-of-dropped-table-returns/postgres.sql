-- migrate:up
-- hazard: drops table `u` and its rows
DROP TABLE "u";
CREATE INDEX "ix" ON "t" ("a");

-- migrate:down
DROP INDEX "ix";
CREATE TABLE "u" (
    "id" bigint NOT NULL,
    "x" integer NOT NULL,
    "y" double precision NOT NULL,
    CONSTRAINT "pk_u" PRIMARY KEY ("id")
);
CREATE INDEX "ix" ON "u" ("x");
