-- migrate:up
-- hazard: fails when rows of `t` agree in what index `ix` holds
CREATE UNIQUE INDEX "ix" ON "t" ((lower(a)));

-- migrate:down
DROP INDEX "ix";
