-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a");

-- migrate:down
DROP INDEX "ix";
-- hazard: fails when rows of `t` agree in what index `ix` holds
CREATE UNIQUE INDEX "ix" ON "t" ("a");
