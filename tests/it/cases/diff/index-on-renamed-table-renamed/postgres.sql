-- migrate:up
ALTER TABLE "t" RENAME TO "u";
ALTER INDEX "ix_t_a" RENAME TO "ix_u_a";
ALTER TABLE "u" RENAME CONSTRAINT "pk_t" TO "pk_u";

-- migrate:down
ALTER TABLE "u" RENAME CONSTRAINT "pk_u" TO "pk_t";
ALTER INDEX "ix_u_a" RENAME TO "ix_t_a";
ALTER TABLE "u" RENAME TO "t";
