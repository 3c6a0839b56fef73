-- migrate:up
-- hazard: drops table `u` and its rows
DROP TABLE "u";
CREATE INDEX "ix" ON "t" ("a");

-- migrate:down
DROP INDEX "ix";
CREATE TABLE "u" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER NOT NULL,
    "y" REAL NOT NULL
);
CREATE INDEX "ix" ON "u" ("x");
