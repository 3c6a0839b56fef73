-- migrate:up
ALTER TABLE "t" RENAME COLUMN "mail" TO "email";
ALTER TABLE "t" RENAME CONSTRAINT "ck_t_mail" TO "ck_t_email";
ALTER INDEX "ix_t_mail" RENAME TO "ix_t_email";
ALTER TABLE "t" RENAME CONSTRAINT "uq_t_mail" TO "uq_t_email";

-- migrate:down
ALTER TABLE "t" RENAME CONSTRAINT "uq_t_email" TO "uq_t_mail";
ALTER INDEX "ix_t_email" RENAME TO "ix_t_mail";
ALTER TABLE "t" RENAME CONSTRAINT "ck_t_email" TO "ck_t_mail";
ALTER TABLE "t" RENAME COLUMN "email" TO "mail";
