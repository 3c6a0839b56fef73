-- migrate:up
ALTER TABLE "a" DROP CONSTRAINT "uq_a_x";
ALTER TABLE "a" ADD COLUMN "tenant_id" bigint;
UPDATE "a" SET "tenant_id" = 1;
ALTER TABLE "a" ALTER COLUMN "tenant_id" SET NOT NULL;
-- hazard: fails when rows of `a` agree in `tenant_id`, `x`
ALTER TABLE "a" ADD CONSTRAINT "uq_a_tenant_id_x" UNIQUE ("tenant_id", "x");
ALTER TABLE "b" ADD COLUMN "tenant_id" bigint DEFAULT 1 NOT NULL;
CREATE TABLE "tenant" (
    "id" bigint NOT NULL,
    "name" text NOT NULL,
    CONSTRAINT "pk_tenant" PRIMARY KEY ("id")
);
-- hazard: fails when a row of `a` refers by `tenant_id` to no row of `tenant`
ALTER TABLE "a" ADD CONSTRAINT "fk_a_tenant_id_tenant" FOREIGN KEY ("tenant_id") REFERENCES "tenant" ("id");
-- hazard: fails when a row of `b` refers by `tenant_id` to no row of `tenant`
ALTER TABLE "b" ADD CONSTRAINT "fk_b_tenant_id_tenant" FOREIGN KEY ("tenant_id") REFERENCES "tenant" ("id") ON DELETE CASCADE;

-- migrate:down
ALTER TABLE "b" DROP CONSTRAINT "fk_b_tenant_id_tenant";
ALTER TABLE "a" DROP CONSTRAINT "fk_a_tenant_id_tenant";
-- hazard: drops table `tenant` and its rows
DROP TABLE "tenant";
-- hazard: drops column `b.tenant_id` and its values
ALTER TABLE "b" DROP COLUMN "tenant_id";
ALTER TABLE "a" DROP CONSTRAINT "uq_a_tenant_id_x";
-- hazard: drops column `a.tenant_id` and its values
ALTER TABLE "a" DROP COLUMN "tenant_id";
-- hazard: fails when rows of `a` agree in `x`
ALTER TABLE "a" ADD CONSTRAINT "uq_a_x" UNIQUE ("x");
