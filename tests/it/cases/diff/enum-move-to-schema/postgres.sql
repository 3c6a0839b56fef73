-- migrate:up
CREATE SCHEMA "app";
ALTER TYPE "mood" SET SCHEMA "app";

-- migrate:down
ALTER TYPE "app"."mood" SET SCHEMA "public";
-- hazard: drops schema `app`
DROP SCHEMA "app";
