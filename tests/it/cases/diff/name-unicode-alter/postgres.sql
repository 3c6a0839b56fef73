-- migrate:up
ALTER TABLE "betten" RENAME COLUMN "größe" TO "länge";
ALTER INDEX "ix_betten_größe" RENAME TO "ix_betten_länge";
ALTER TABLE "betten" ALTER COLUMN "länge" TYPE bigint;

-- migrate:down
-- hazard: values of `betten.länge` that do not fit the new type fail or are changed
ALTER TABLE "betten" ALTER COLUMN "länge" TYPE integer;
ALTER INDEX "ix_betten_länge" RENAME TO "ix_betten_größe";
ALTER TABLE "betten" RENAME COLUMN "länge" TO "größe";
