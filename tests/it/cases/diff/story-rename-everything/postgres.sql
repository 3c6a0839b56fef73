-- migrate:up
ALTER TYPE "mood" RENAME TO "feeling";
ALTER TYPE "feeling" RENAME VALUE 'sad' TO 'low';
ALTER TABLE "a" RENAME TO "aa";
ALTER TABLE "b" RENAME TO "bb";
ALTER TABLE "aa" RENAME COLUMN "mood" TO "feeling";
ALTER TABLE "aa" RENAME COLUMN "x" TO "xx";
ALTER TABLE "bb" RENAME COLUMN "a_id" TO "aa_id";
ALTER TABLE "bb" RENAME COLUMN "y" TO "yy";
ALTER TABLE "bb" DROP CONSTRAINT "fk_b_a_id_a";
ALTER INDEX "ix_a_x" RENAME TO "ix_aa_xx";
ALTER TABLE "aa" RENAME CONSTRAINT "pk_a" TO "pk_aa";
ALTER TABLE "aa" ALTER COLUMN "xx" TYPE bigint;
COMMENT ON TABLE "aa" IS 'second';
ALTER INDEX "ix_b_a_id" RENAME TO "ix_bb_aa_id";
ALTER TABLE "bb" RENAME CONSTRAINT "uq_b_y" TO "uq_bb_yy";
ALTER TABLE "bb" RENAME CONSTRAINT "pk_b" TO "pk_bb";
ALTER TABLE "bb" ALTER COLUMN "aa_id" DROP NOT NULL;
ALTER TABLE "bb" ALTER COLUMN "yy" DROP NOT NULL;
-- hazard: fails when a row of `bb` refers by `aa_id` to no row of `aa`
ALTER TABLE "bb" ADD CONSTRAINT "fk_bb_aa_id_aa" FOREIGN KEY ("aa_id") REFERENCES "aa" ("id") ON DELETE SET NULL;

-- migrate:down
ALTER TABLE "bb" DROP CONSTRAINT "fk_bb_aa_id_aa";
-- hazard: fails when a row has NULL in `bb.yy`
ALTER TABLE "bb" ALTER COLUMN "yy" SET NOT NULL;
-- hazard: fails when a row has NULL in `bb.aa_id`
ALTER TABLE "bb" ALTER COLUMN "aa_id" SET NOT NULL;
ALTER TABLE "bb" RENAME CONSTRAINT "pk_bb" TO "pk_b";
ALTER TABLE "bb" RENAME CONSTRAINT "uq_bb_yy" TO "uq_b_y";
ALTER INDEX "ix_bb_aa_id" RENAME TO "ix_b_a_id";
COMMENT ON TABLE "aa" IS 'first';
-- hazard: values of `aa.xx` that do not fit the new type fail or are changed
ALTER TABLE "aa" ALTER COLUMN "xx" TYPE integer;
ALTER TABLE "aa" RENAME CONSTRAINT "pk_aa" TO "pk_a";
ALTER INDEX "ix_aa_xx" RENAME TO "ix_a_x";
-- hazard: fails when a row of `bb` refers by `aa_id` to no row of `aa`
ALTER TABLE "bb" ADD CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("aa_id") REFERENCES "aa" ("id") ON DELETE CASCADE;
ALTER TABLE "bb" RENAME COLUMN "yy" TO "y";
ALTER TABLE "bb" RENAME COLUMN "aa_id" TO "a_id";
ALTER TABLE "aa" RENAME COLUMN "xx" TO "x";
ALTER TABLE "aa" RENAME COLUMN "feeling" TO "mood";
ALTER TABLE "bb" RENAME TO "b";
ALTER TABLE "aa" RENAME TO "a";
ALTER TYPE "feeling" RENAME VALUE 'low' TO 'sad';
ALTER TYPE "feeling" RENAME TO "mood";
