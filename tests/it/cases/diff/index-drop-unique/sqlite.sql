-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a");

-- migrate:down
-- hazard: fails when rows of `t` agree in what index `ix` holds
DROP INDEX "ix";
CREATE UNIQUE INDEX "ix" ON "t" ("a");
