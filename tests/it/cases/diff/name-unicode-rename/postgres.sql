-- migrate:up
ALTER TABLE "größe" RENAME TO "breite";
ALTER TABLE "breite" RENAME COLUMN "länge" TO "höhe";
ALTER TABLE "breite" RENAME CONSTRAINT "uq_größe_länge" TO "uq_breite_höhe";
ALTER TABLE "breite" RENAME CONSTRAINT "pk_größe" TO "pk_breite";
ALTER TABLE "breite" ALTER COLUMN "höhe" TYPE bigint;

-- migrate:down
-- hazard: values of `breite.höhe` that do not fit the new type fail or are changed
ALTER TABLE "breite" ALTER COLUMN "höhe" TYPE integer;
ALTER TABLE "breite" RENAME CONSTRAINT "pk_breite" TO "pk_größe";
ALTER TABLE "breite" RENAME CONSTRAINT "uq_breite_höhe" TO "uq_größe_länge";
ALTER TABLE "breite" RENAME COLUMN "höhe" TO "länge";
ALTER TABLE "breite" RENAME TO "größe";
