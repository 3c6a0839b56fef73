-- migrate:up
ALTER TABLE "t" ALTER COLUMN "n" DROP IDENTITY;

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "n" ADD GENERATED ALWAYS AS IDENTITY;
SELECT setval('"t_n_seq"'::regclass, max("n")) FROM "t" HAVING max("n") >= 1;
