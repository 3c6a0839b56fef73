-- migrate:up
-- hazard: drops table `lookup` and its rows
DROP TABLE "lookup";
CREATE INDEX "lookup" ON "t" ("a");

-- migrate:down
DROP INDEX "lookup";
CREATE TABLE "lookup" (
    "id" bigint NOT NULL,
    CONSTRAINT "pk_lookup" PRIMARY KEY ("id")
);
