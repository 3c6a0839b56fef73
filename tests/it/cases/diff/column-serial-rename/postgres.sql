-- migrate:up
ALTER TABLE "t" RENAME COLUMN "n" TO "m";
ALTER SEQUENCE "t_n_seq" RENAME TO "t_m_seq";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "m" TO "n";
ALTER SEQUENCE "t_m_seq" RENAME TO "t_n_seq";
