-- migrate:up
ALTER SEQUENCE "t_n_seq" RENAME TO "numbers";

-- migrate:down
ALTER SEQUENCE "numbers" RENAME TO "t_n_seq";
