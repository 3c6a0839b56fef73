-- migrate:up
ALTER TABLE "t" RENAME COLUMN "id" TO "number";
ALTER SEQUENCE "t_id_seq" RENAME TO "t_number_seq";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "number" TO "id";
ALTER SEQUENCE "t_number_seq" RENAME TO "t_id_seq";
