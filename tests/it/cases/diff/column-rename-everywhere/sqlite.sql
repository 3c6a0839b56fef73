-- migrate:up
ALTER TABLE "t" RENAME COLUMN "mail" TO "email";
DROP INDEX "ix_t_mail";
CREATE INDEX "ix_t_email" ON "t" ("email");

-- migrate:down
DROP INDEX "ix_t_email";
CREATE INDEX "ix_t_mail" ON "t" ("email");
ALTER TABLE "t" RENAME COLUMN "email" TO "mail";
