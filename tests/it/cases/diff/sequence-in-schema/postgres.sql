-- migrate:up
CREATE SCHEMA "app";
CREATE SEQUENCE "app"."tickets";

-- migrate:down
-- hazard: drops sequence `app.tickets` and its position
DROP SEQUENCE "app"."tickets";
-- hazard: drops schema `app`
DROP SCHEMA "app";
