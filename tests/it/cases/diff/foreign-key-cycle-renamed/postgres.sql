-- migrate:up
ALTER TABLE "a" RENAME TO "c";
ALTER TABLE "b" RENAME COLUMN "a_id" TO "c_id";
ALTER TABLE "b" RENAME CONSTRAINT "fk_b_a_id_a" TO "fk_b_c_id_c";
ALTER TABLE "c" RENAME CONSTRAINT "pk_a" TO "pk_c";
ALTER TABLE "c" RENAME CONSTRAINT "fk_a_b_id_b" TO "fk_c_b_id_b";

-- migrate:down
ALTER TABLE "c" RENAME CONSTRAINT "fk_c_b_id_b" TO "fk_a_b_id_b";
ALTER TABLE "c" RENAME CONSTRAINT "pk_c" TO "pk_a";
ALTER TABLE "b" RENAME CONSTRAINT "fk_b_c_id_c" TO "fk_b_a_id_a";
ALTER TABLE "b" RENAME COLUMN "c_id" TO "a_id";
ALTER TABLE "c" RENAME TO "a";
