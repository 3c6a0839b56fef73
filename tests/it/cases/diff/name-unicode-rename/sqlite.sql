-- migrate:up
ALTER TABLE "größe" RENAME TO "breite";
ALTER TABLE "breite" RENAME COLUMN "länge" TO "höhe";

-- migrate:down
ALTER TABLE "breite" RENAME COLUMN "höhe" TO "länge";
ALTER TABLE "breite" RENAME TO "größe";
