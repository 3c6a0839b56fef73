-- migrate:up
ALTER TABLE "t" RENAME TO "u";
DROP INDEX "ix_t_a";
CREATE INDEX "ix_u_a" ON "u" ("a");

-- migrate:down
DROP INDEX "ix_u_a";
CREATE INDEX "ix_t_a" ON "u" ("a");
ALTER TABLE "u" RENAME TO "t";
