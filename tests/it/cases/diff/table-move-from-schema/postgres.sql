-- migrate:up
ALTER TABLE "app"."t" SET SCHEMA "public";

-- migrate:down
ALTER TABLE "t" SET SCHEMA "app";
