-- migrate:up
CREATE SEQUENCE "tickets" AS smallint MINVALUE -5;

-- migrate:down
-- hazard: drops sequence `tickets` and its position
DROP SEQUENCE "tickets";
