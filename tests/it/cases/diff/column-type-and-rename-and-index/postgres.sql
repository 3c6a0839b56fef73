-- migrate:up
ALTER TABLE "t" RENAME COLUMN "a" TO "b";
ALTER INDEX "ix_t_a" RENAME TO "ix_t_b";
ALTER TABLE "t" ALTER COLUMN "b" TYPE bigint;

-- migrate:down
-- hazard: values of `t.b` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "b" TYPE integer;
ALTER INDEX "ix_t_b" RENAME TO "ix_t_a";
ALTER TABLE "t" RENAME COLUMN "b" TO "a";
