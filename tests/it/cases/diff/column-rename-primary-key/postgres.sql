-- migrate:up
ALTER TABLE "t" RENAME COLUMN "id" TO "key";
ALTER SEQUENCE "t_id_seq" RENAME TO "t_key_seq";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "key" TO "id";
ALTER SEQUENCE "t_key_seq" RENAME TO "t_id_seq";
