-- migrate:up
ALTER TABLE "t" RENAME TO "u";
ALTER SEQUENCE "t_n_seq" RENAME TO "u_n_seq";
ALTER TABLE "u" RENAME CONSTRAINT "pk_t" TO "pk_u";

-- migrate:down
ALTER TABLE "u" RENAME CONSTRAINT "pk_u" TO "pk_t";
ALTER TABLE "u" RENAME TO "t";
ALTER SEQUENCE "u_n_seq" RENAME TO "t_n_seq";
