-- migrate:up
DROP INDEX "ix";
-- hazard: fails when rows of `t` agree in what index `ix` holds
CREATE UNIQUE INDEX "ix" ON "t" ("a") NULLS NOT DISTINCT;

-- migrate:down
DROP INDEX "ix";
-- hazard: fails when rows of `t` agree in what index `ix` holds
CREATE UNIQUE INDEX "ix" ON "t" ("a");
