-- migrate:up
CREATE SCHEMA "app";
ALTER TABLE "t" SET SCHEMA "app";

-- migrate:down
ALTER TABLE "app"."t" SET SCHEMA "public";
-- hazard: drops schema `app`
DROP SCHEMA "app";
