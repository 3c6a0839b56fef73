-- migrate:up
ALTER TABLE "betten" RENAME COLUMN "größe" TO "länge";
DROP INDEX "ix_betten_größe";
CREATE INDEX "ix_betten_länge" ON "betten" ("länge");

-- migrate:down
DROP INDEX "ix_betten_länge";
CREATE INDEX "ix_betten_größe" ON "betten" ("länge");
ALTER TABLE "betten" RENAME COLUMN "länge" TO "größe";
