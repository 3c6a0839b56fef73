-- migrate:up
-- hazard: fails when rows of `t` agree in `a` by its new collation
ALTER TABLE "t" ALTER COLUMN "a" TYPE text COLLATE "C";

-- migrate:down
-- hazard: fails when rows of `t` agree in `a` by its new collation
ALTER TABLE "t" ALTER COLUMN "a" TYPE text;
