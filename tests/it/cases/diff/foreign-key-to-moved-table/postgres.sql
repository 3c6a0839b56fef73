-- migrate:up
CREATE SCHEMA "app";
ALTER TABLE "p" SET SCHEMA "app";

-- migrate:down
ALTER TABLE "app"."p" SET SCHEMA "public";
-- hazard: drops schema `app`
DROP SCHEMA "app";
