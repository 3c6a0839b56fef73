-- migrate:up
CREATE SCHEMA "app";
CREATE DOMAIN "app"."Years" AS integer;
ALTER TABLE "t" ADD COLUMN "age" "app"."Years";

-- migrate:down
-- hazard: drops column `t.age` and its values
ALTER TABLE "t" DROP COLUMN "age";
DROP DOMAIN "app"."Years";
-- hazard: drops schema `app`
DROP SCHEMA "app";
